--- How many were killed, with the bounds the text gives ("at least 12", "nearly twenty"). A figure alone is no attack: it\n--- joins the event the text speaks of.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Killed",
  event = { type = "ASSAULT", supports = true },
  lists = casualties.lists,
  patterns = casualties.killed,
  not_after = { "not", "would have", "could have", "risk of", "fears of", "instead of" },
  examples = {
    match [[The attack left {{killed|three}} dead in the region on Tuesday.]],
    match [[{{killed|At least 12}} civilians were killed.]],
    match [[Troops killed {{killed|eleven}} people and wounded fifty.]],
    match [[{{killed|Three}} people died in the Moscow region.]],
    match [[{{killed|Seventeen}} people, most of them women, lost their lives.]],
    match [[The fire claimed the lives of {{killed|more than 50}} civilians.]],
    match [[The strike took {{killed|nine}} lives.]],
    match [[A bomb exploded in a market, killing {{killed|at least five}}.]],
    match [[The death toll from the strike has climbed to {{killed|23}}, officials said.]],
    match [[The number of people killed in the attack has risen to {{killed|three}}.]],
    match [[{{killed|Nine}} people were shot dead in a bar.]],
    match [[{{killed|A woman}} was killed by shrapnel.]],
    match [[The raid caused {{killed|15}} deaths.]],
    match [[{{killed|Two}} soldiers and {{killed|seven}} rebels died in a gun battle.]],
    match [[GUNMEN KILL {{killed|NINE}} IN BAR]],
    match [[{{killed|thirteen}} policemen perished when the helicopter fell.]],
    nomatch [[The 12 people were invited.]],
    nomatch [[He killed time for two hours.]],
    nomatch [[The team killed off the match in 12 minutes.]],
    nomatch [[Two of the dead were policemen.]],
  },
}
