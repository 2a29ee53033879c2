--- An attack by unmanned aircraft or boats: named as one ("drone attack", "a barrage of drones"), told by what
--- the drones did ("drones hit"), or by who sent them ("launched 20 drones at").
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Drone attack",
  event = { type = "ASSAULT", mode = "drone" },
  lists = {
    drones = warfare.drones, missiles = warfare.missiles, attacks = warfare.attacks, hits = warfare.hits, also = warfare.also,
    launches = warfare.launches, targets = tocsin.list "lists/targets.tsv",
  },
  patterns = {
    "{trigger: [@drones [and ...2 @missiles]? @attacks]}",
    "{trigger: [@missiles and ...1 @drones @attacks]}",
    "{trigger: @attacks} [by | with | of | using | from | involving] ...5 @drones",
    "@drones [and ...2 @missiles]? @also? {trigger: @hits} [...3 {recipient: @targets}]?",
    "@drones @also? {trigger: [destroyed | damaged | brought down]} [a | an | the | two | three | several | its | his | at least | part | parts]",
    "@drones [which | that] ...1 @also? {trigger: @hits} [...3 {recipient: @targets}]?",
    "@drones @also? {trigger: [left | leave | leaves | set]} ...4 [dead | wounded | injured | fire | ablaze | alight | damage]",
    "[was | were | been | being] {trigger: [hit | struck | attacked | targeted | damaged | destroyed | killed | wounded | injured]} ...4 by ...4 @drones",
    "{trigger: @launches} ...5 @drones [and ...4 @missiles]? ...2 [at | on | against | toward | towards | into | over]",
    "@drones ...2 [was | were | been] {trigger: [launched | fired | sent | used]} ...4 [at | on | against | toward | towards | into | to attack | to hit]",
    "{trigger: [fragments | debris | wreckage | remnants]} [of | from] ...4 @drones ...2 [fell | caused | hit | struck | landed | damaged | set | injured | killed | came down | crashed | tore]",
    "@drones {trigger: [debris | fragments | wreckage]} ...2 [fell | caused | hit | struck | landed | damaged | set | injured | killed | came down | crashed | sparked]",
  },
  examples = {
    match [[A Ukrainian {{trigger|drone attack}} killed at least one man outside Moscow.]],
    match [[Two men died in an overnight Russian {{trigger|drone strike}} on the port of Odesa.]],
    match [[Troops killed eleven people in a {{trigger|missile and drone attack}} in the Donetsk region.]],
    match [[The {{trigger|barrage}} of drones came before dawn.]],
    match [[The rebels carried out an {{trigger|assault}} with a dozen explosive drones on the base.]],
    match [[Three drones {{trigger|struck}} the {{recipient|power plant}} on Sunday.]],
    match [[Drones {{trigger|hit}} a {{recipient|maternity hospital}} in Odesa, officials said.]],
    match [[A tanker was {{trigger|hit}} off Yemen by an aerial drone.]],
    match [[Russia {{trigger|fired}} 315 drones and seven missiles at Ukraine during the night.]],
    match [[More than 100 drones were {{trigger|launched}} at the capital.]],
    match [[{{trigger|Debris}} from a drone fell on a car park.]],
    match [[DRONES {{trigger|KILL}} FOUR IN DARFUR]],
    gives([[Ukraine launched a massive drone attack on Moscow on Tuesday.]], { type = "ASSAULT", mode = "drone", actor = "Ukraine", place = "Moscow" }),
    gives([[The governor denied that a drone attack had taken place.]], { polarity = "negated" }),
    nomatch [[The company will deliver parcels by drone from May.]],
    nomatch [[Ukraine will build a million drones this year.]],
    nomatch [[He flew a drone over the stadium during the match.]],
    nomatch [[The minister attacked the plan to buy drones.]],
  },
}
