--- A crash, fire, collapse or other accident with harm to people.
local disasters = require "std.disasters"

return tocsin.extract {
  title = "Accident",
  event = { label = "disaster", parties = false },
  lists = { accidents = disasters.accidents, harm = disasters.harm },
  patterns = {
    "{trigger: @accidents} ...8 [killed | kills | killing | left | leaves | leaving | injured | injuring | claimed | dead | missing]",
    "[killed | died | dead | injured | missing | perished] ...8 [in | when | by | after] ...5 {trigger: @accidents}",
    "{trigger: [fire | collapse | explosion]} [in | at | of] ...6 [killed | kills | left | leaves | injured | claimed]",
    "[died | killed | dead | injured] ...6 in ...3 {trigger: [fire | collapse | crash]}",
    "[plane | train | bus | ferry | boat | helicopter | ship | aircraft] ...4 {trigger: [crashed | crashes | capsized | capsizes | sank | sinks | derailed | derails | overturned | collided | plunged]}",
    "[canopy | roof | building | bridge | dam | tunnel | mine | tower | crane | wall | scaffolding | stand | apartment block] ...6 {trigger: [collapsed | collapses | caved in | gave way | collapse]}",
    "{trigger: [capsized | capsizing | sank | overturned | derailed | derailment | shipwreck | plane crash | helicopter crash | collision | pile-up]} ...10 [killing | leaving | drowned | dead | missing | killed]",
    "[blaze | fire] {trigger: [swept | tore | ripped | broke out | raged | engulfed | gutted]} ...6",
    "[drowned | drowning] ...8 {trigger: [capsized | sank | overturned]}",
  },
  not_after = { "set" },
  examples = {
    match [[A {{trigger|plane crash}} in Brazil killed all 61 people on board.]],
    match [[Ten workers died in the {{trigger|collapse}} of a tower block.]],
    match [[A ferry {{trigger|capsized}} on Lake Victoria.]],
    match [[A {{trigger|fire}} in a hotel killed 76.]],
    match [[Nine pilgrims were killed in a {{trigger|stampede}}.]],
    match [[A bus {{trigger|plunged}} into a ravine in Peru.]],
    match [[A {{trigger|gas explosion}} left five dead in Minsk.]],
    match [[The train {{trigger|derailed}} near Larissa.]],
    match [[Three miners died in a {{trigger|mining accident}}.]],
    match [[{{trigger|Nightclub fire}} leaves 59 dead in North Macedonia]],
    match [[A station canopy in Novi Sad {{trigger|collapsed}} last November, killing 16.]],
    match [[A fire {{trigger|swept}} through a nightclub.]],
    match [[The ferry {{trigger|sank}} off Leyte, leaving 30 missing.]],
    nomatch [[Shares crashed in Tokyo.]],
    nomatch [[The talks collapsed.]],
    nomatch [[He was fired for cause.]],
  },
}
