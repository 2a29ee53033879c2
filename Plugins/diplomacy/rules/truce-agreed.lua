--- A truce or peace deal is agreed, signed, accepted or in force.
local diplomacy = require "std.diplomacy"

return tocsin.extract {
  title = "Truce agreed",
  event = { type = "AGREE" },
  lists = { truces = diplomacy.truces },
  patterns = {
    "{trigger: [agreed | agree | agrees | agreeing]} [to | on | upon] ...7 @truces",
    "{trigger: [agreed | agree | agrees | agreeing]} to [stop | halt | end | cease | suspend | silence] ...6 [fire | firing | fighting | hostilities | attacks | action | strikes | shelling | guns | war]",
    "{trigger: [signed | sign | signs | sealed | seal | reached | reach | reaches | concluded | struck | clinched | approved | approves | accepted | accepts]} ...4 @truces",
    "{trigger: [declared | declares | announced | announces]} [a | an | its | their | unilateral | temporary | full | immediate | complete | indefinite] ...4 @truces",
    "@truces ...12 {trigger: [takes | took | taken | came | comes | come | entered | enters | went | goes]} [into force | into effect | effect | hold]",
    "@truces ...3 [was | has been | were | had been | have been] {trigger: [agreed | signed | reached | approved | concluded | clinched | declared]}",
    "[agreed | agree] {trigger: @truces}",
    "@truces {trigger: [begins | began | starts | started]}",
  },
  not_after = { "rejected", "refused to", "did not", "have not", "has not", "had not", "not yet", "failed to", "yet to", "without having", "unless they", "if they", "whether to", "close to having", "cannot", "will not" },
  examples = {
    match [[India and Pakistan have {{trigger|agreed}} to a full and immediate ceasefire.]],
    match [[The two countries {{trigger|agreed}} to stop all firing and military action.]],
    match [[A ceasefire between Israel and Hezbollah {{trigger|came}} into force at 4 a.m.]],
    match [[The rebels {{trigger|signed}} a peace agreement in Juba.]],
    match [[Both armies have {{trigger|accepted}} the truce.]],
    match [[A truce was {{trigger|agreed}} late on Sunday.]],
    match [[The truce {{trigger|took}} effect at dawn.]],
    match [[Thailand and Cambodia {{trigger|agree}} on an unconditional ceasefire.]],
    match [[The government and the ELN {{trigger|reached}} a six-month ceasefire.]],
    match [[Trump {{trigger|announced}} a ceasefire between the two countries.]],
    match [[CEASEFIRE {{trigger|TAKES}} EFFECT IN GAZA]],
    gives([[Israel and Hamas agreed to a truce on Wednesday.]], { type = "AGREE", polarity = "affirmed", modality = "asserted" }),
    gives([[Israel has not agreed to a truce.]], { events = 0 }),
    nomatch [[Russia rejected the truce.]],
    nomatch [[Zelensky proposed an air truce.]],
    nomatch [[The ministers agreed to meet again in May.]],
    nomatch [[The Kremlin has not agreed to a ceasefire.]],
    nomatch [[They announced a merger.]],
  },
}
