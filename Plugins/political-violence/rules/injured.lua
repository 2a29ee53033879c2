--- How many were wounded or hurt.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Injured",
  event = { type = "ASSAULT", supports = true },
  lists = casualties.lists,
  patterns = casualties.injured,
  not_after = { "not", "would have", "could have" },
  examples = {
    match [[The attack left three dead and {{injured|nearly twenty}} wounded.]],
    match [[{{injured|17}} people, including three children, were injured in the attack.]],
    match [[Troops killed eleven people and wounded {{injured|fifty}}.]],
    match [[The blast killed 15 people, wounding {{injured|21}} others.]],
    match [[{{injured|Four}} people suffered injuries when debris fell.]],
    match [[{{injured|Nine}} people were hurt in the strike.]],
    match [[{{injured|More than 40}} others were also wounded.]],
    match [[The shells wounded {{injured|18}} patients and {{injured|two}} nurses.]],
    match [[BOMB WOUNDS {{injured|DOZENS}}]],
    match [[At least 18 people died and {{injured|71}} resulted injured.]],
    match [[{{injured|A woman}} was wounded in the Obolon district.]],
    match [[Twelve died and {{injured|dozens}} were seriously injured.]],
    figure([[Eight people, among them two children, were killed and six injured when a drone went off.]], { injured = 6 }),
    figure([[A civilian was wounded in Klimovo.]], { injured = 1 }),
    nomatch [[The striker is injured and misses three games.]],
    nomatch [[His pride was hurt.]],
    nomatch [[The wound up company owed 3 million.]],
  },
}
