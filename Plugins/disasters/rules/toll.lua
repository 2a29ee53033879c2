--- Killed, injured and missing in disasters, where no attacker is told of.
local casualties = require "std.casualties"

local patterns = {}
for _, list in ipairs { casualties.killed, casualties.injured, casualties.missing } do
  for _, pattern in ipairs(list) do patterns[#patterns + 1] = pattern end
end

return tocsin.extract {
  title = "Toll",
  event = { label = "disaster", supports = true },
  lists = casualties.lists,
  patterns = patterns,
  examples = {
    match [[The floods left {{killed|83}} dead and {{missing|111}} disappeared.]],
    match [[The death toll from the quake has climbed to {{killed|1,002}}, with {{injured|2,376}} injured and {{missing|30}} missing.]],
    match [[{{killed|Ten}} workers died when the tower fell.]],
    match [[{{injured|276}} people were injured.]],
    match [[{{missing|Dozens}} are still missing.]],
    match [[The storm killed {{killed|nine}}.]],
    match [[The fire claimed the lives of {{killed|12}} people.]],
    match [[{{killed|Two}} children drowned.]],
    match [[{{injured|A woman}} was hurt by a falling tree.]],
    match [[{{killed|At least 40}} villagers were killed.]],
    nomatch [[The river rose by 40 centimetres.]],
    nomatch [[The 12 villages have no power.]],
    nomatch [[Rain fell for nine days.]],
  },
}
