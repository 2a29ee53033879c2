--- Someone puts a truce forward. Proposed is not agreed.
local diplomacy = require "std.diplomacy"

return tocsin.extract {
  title = "Truce proposed",
  event = { type = "AGREE", modality = "proposed", polarity = "affirmed" },
  lists = { truces = diplomacy.truces, offers = diplomacy.offers },
  patterns = {
    "{trigger: [proposed | proposes | proposing | suggested | suggests | floated | floats | offered | offers | advanced | unveiled | tabled | submitted]} ...9 @truces",
    "{trigger: [put forward | puts forward | putting forward | presented | presents]} ...10 @truces",
    "@truces ...12 [that | which] ...6 [had | has | have]? {trigger: [proposed | suggested | put forward | offered]}",
    "@truces ...6 [was | were | has been | had been] {trigger: [proposed | suggested | put forward | offered]}",
    "{trigger: [put the offer forward | put the proposal forward | put forward the proposal | made the offer | made the proposal]}",
    "[had | has | have]? {trigger: [suggested | proposed]} ...8 [halt | stop | suspend | cease | pause] ...5 [missiles | drones | strikes | attacks | fighting | fire | hostilities | shelling | bombing]",
  },
  examples = {
    match [[Last week he {{trigger|proposed}} an air and sea truce as a first step.]],
    match [[Israel has {{trigger|offered}} a 45-day truce in Gaza.]],
    match [[Kinshasa had {{trigger|proposed}} last Thursday a humanitarian pause of 15 days.]],
    match [[A one-month truce in the air and at sea that Zelenskyy {{trigger|put forward}} this week is on the table.]],
    match [[Mediators {{trigger|presented}} a new plan for a ceasefire.]],
    match [[A ceasefire of 30 days was {{trigger|proposed}} by Washington.]],
    match [[The pope {{trigger|suggested}} a truce over Easter.]],
    match [[Egypt {{trigger|floated}} the idea of a two-day pause in fighting.]],
    match [[He had {{trigger|suggested}} that both sides halt missiles and drones.]],
    match [[THE RSF {{trigger|PROPOSES}} HUMANITARIAN TRUCE IN SUDAN]],
    gives([[Ukraine proposed a ceasefire on Monday.]], { type = "AGREE", modality = "proposed", actor = "Ukraine" }),
    nomatch [[A ceasefire came into force on Wednesday.]],
    nomatch [[The bank proposed a merger.]],
    nomatch [[Russia rejected a truce.]],
  },
}
