--- An attack from manned aircraft: "air strike", "warplanes hit", "bombed" by jets.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Air strike",
  event = { type = "ASSAULT", mode = "aerial" },
  lists = {
    hits = warfare.hits, also = warfare.also, targets = tocsin.list "lists/targets.tsv",
    planes = {
      "warplane~", "war plane~", "fighter jet~", "fighter-bomber~", "jet fighter~", "jets", "bombers", "bomber~", "helicopter gunship~", "gunship~",
      "fighter aircraft", "fighter plane~", "military aircraft", "military plane~", "combat helicopter~", "attack helicopter~", "air force", "F-16s",
      "military helicopter~",
    },
    strikes = {
      "airstrike~", "air strike~", "air raid~", "airraid~", "aerial attack~", "aerial bombardment~", "aerial bombing~", "air attack~", "air bombardment~",
      "air assault~", "bombing raid~", "bombing run~", "aerial strike~", "helicopter attack~", "helicopter strike~", "bombing campaign",
    },
    bombs = { "bombed", "bomb", "bombs", "bombing", "bombarded", "strafed", "attacked", "carried out" },
  },
  patterns = {
    "{trigger: @strikes}",
    "@planes @also? {trigger: [@hits | @bombs]} [...3 {recipient: @targets}]?",
    "[was | were | been | being] {trigger: [bombed | bombarded | hit | struck | attacked | targeted]} ...4 by ...4 @planes",
    "[killed | wounded | injured | destroyed] ...6 in {trigger: [strikes | strike]} by ...3 @planes",
    "{trigger: [strike | strikes | attack | attacks | raid | raids]} by ...3 @planes",
    "[@planes]? ...1 {trigger: [dropped | dropping | drops]} ...4 [bombs | bomb | barrel bombs]",
  },
  not_after = { "sound of", "sirens warned of" },
  examples = {
    match [[Israeli {{trigger|air strikes}} on Gaza killed 20 people.]],
    match [[An {{trigger|airstrike}} destroyed the bridge.]],
    match [[Israeli warplanes {{trigger|hit}} a {{recipient|school}} early on Thursday.]],
    match [[Saudi fighter jets {{trigger|bombed}} a {{recipient|market}} in Saada.]],
    match [[The town was {{trigger|bombed}} for a third day by government warplanes.]],
    match [[Government jets {{trigger|dropped}} two bombs on a village.]],
    match [[The army carried out {{trigger|air raids}} against rebel positions.]],
    match [[A US {{trigger|aerial bombardment}} of the camp followed.]],
    match [[Israeli jets did {{trigger|bomb}} the heavy water {{recipient|reactor}}, a spokesman confirmed.]],
    match [[American bombers {{trigger|struck}} three {{recipient|nuclear sites}} overnight.]],
    match [[JUNTA {{trigger|AIR STRIKE}} KILLS 30 IN MYANMAR VILLAGE]],
    gives([[An Israeli air strike on Beirut killed three people on Monday.]], { type = "ASSAULT", mode = "aerial", place = "Beirut" }),
    nomatch [[Air traffic controllers went on strike.]],
    nomatch [[Pilots of the airline strike on Friday.]],
    nomatch [[A passenger jet hit turbulence over Austria.]],
    nomatch [[The film about a bomber crew opens in May.]],
  },
}
