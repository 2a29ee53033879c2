--- A state or a leader warns another: "warned against", "warned that it would respond".
local when = require "std.when"

return tocsin.extract {
  title = "Warning",
  event = { type = "THREATEN" },
  lists = {
    when = when,
    harms = {
      "respond", "retaliate", "retaliation", "consequences", "force", "war", "attack", "strike", "strikes", "regard", "consider", "counter-measures", "countermeasures", "measures", "response",
      "escalation", "chaos", "catastrophe", "catastrophic", "disaster", "instability", "flames", "unrest", "tension", "tensions", "hell", "bloodshed", "action", "target", "targets", "torpedo", "harm", "price", "destroy", "legitimate target", "direct participation",
    },
  },
  patterns = {
    "{trigger: [warned | warns | warning]} [{recipient: place} | {recipient: demonym} | {recipient: organization} | {recipient: person} | the | its | his | her | their | other | others | all | any | both | foreign | neighbours | neighbors | rebels | citizens | people | residents | countries | them | him] ...6 against",
    "{trigger: [warned | warns | warning]} against ...5 [@harms | attacks | attacking | intervention | interference | interfering | invasion | incursion | aggression | entering | crossing | provocation | provocations | sanctions | meddling | escalating | sending | supplying | arming]",
    -- what they threaten to do need not be violence: to leave, to veto, to intervene
    "{trigger: [threatened | threatens | threatening]} @when? to",
    "{trigger: [warned | warns | warning]} ...2 that ...10 [would | will | could | may | might | can] ...6 @harms",
    "{trigger: [warned | warns | warning]} ...8 [would | will | could] ...3 @harms",
    "{trigger: [warned | warns | warning]} of [retaliation | consequences | a response | serious consequences | war | countermeasures | strikes | an attack | grave consequences | a harsh response]",
    "{trigger: [warned | warns | warning]} ...6 [not to | to stop | to leave | to stay away | to refrain | unless]",
    "{trigger: [warned | warns | warning]} ...3 that ...12 unless",
    "{trigger: [ultimatum | deadline]} ...6 [or face | to withdraw | to leave | to release | to surrender | expires | expired]",
    "[gave | gives | given] ...4 [until | hours | days | a week | a month] ...5 to {trigger: [leave | withdraw | surrender | release | comply | meet | lay | disarm | step | resign]}",
  },
  not_after = { "farmers", "retailers", "CBI", "Fed chairman", "union leader", "police", "doctors", "forecasters", "economists", "analysts", "experts", "profit", "health", "without" },
  examples = {
    nomatch [[The deputy warned against proposed changes in such benefits.]],
    match [[North Korea {{trigger|warned}} on Tuesday that it could take provocative counter-measures.]],
    match [[US President Donald Trump {{trigger|warned}} {{recipient|Tehran}} against retaliation.]],
    match [[Netanyahu {{trigger|warned}} that Israel would respond with force to any breach.]],
    match [[Lavrov {{trigger|warned}} that Moscow would regard a strike as direct participation in the war.]],
    match [[Beijing {{trigger|warned}} of serious consequences.]],
    match [[The president {{trigger|threatened}} on Friday to intervene.]],
    match [[The bloc {{trigger|threatened}} late on Sunday night to leave the talks.]],
    match [[The secretary {{trigger|warned}} that any interference would bring chaos to the region.]],
    match [[The Kremlin {{trigger|warned}} that the attack could torpedo the talks.]],
    match [[Tehran {{trigger|warns}} neighbours against hosting the jets.]],
    match [[Damascus {{trigger|warned}} it would target any aircraft.]],
    match [[Seoul {{trigger|warns}} that it will retaliate.]],
    match [[The junta {{trigger|warned}} of a harsh response.]],
    match [[Beijing {{trigger|warned}} Manila not to send more ships.]],
    match [[The junta gave the diplomats 48 hours to {{trigger|leave}}.]],
    match [[Washington {{trigger|warned}} both governments that there would be no deal unless the guns fell silent.]],
    match [[Ankara has {{trigger|warned}} Athens to stay away from the islet.]],
    nomatch [[The bank warned of lower profits.]],
    nomatch [[Forecasters warned of snow.]],
    nomatch [[The group issued a profit warning.]],
  },
}
