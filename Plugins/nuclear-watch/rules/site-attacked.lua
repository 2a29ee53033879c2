--- A nuclear site is hit or fired on.
local warfare, nuclear = require "std.warfare", require "std.nuclear"

return tocsin.extract {
  title = "Nuclear site attacked",
  event = "ASSAULT",
  lists = {
    sites = nuclear.sites, weapons = warfare.drones, missiles = warfare.missiles, attacks = warfare.attacks,
    hits = { "hit", "hits", "struck", "strike", "strikes", "attacked", "attacks", "shelled", "bombed", "bomb", "targeted", "damaged", "slammed into", "crashed into", "exploded at", "fell on" },
  },
  patterns = {
    "{trigger: @hits} ...4 {recipient: @sites}",
    "{recipient: @sites} ...4 [was | were | been] ...1 {trigger: [hit | struck | attacked | shelled | bombed | targeted | damaged]}",
    "{trigger: [@attacks | shelling | sabotage]} [on | of | at | against | near] ...4 {recipient: @sites}",
    "{trigger: [explosion | explosions | blast]} [at | in] ...4 {recipient: @sites}",
  },
  examples = {
    match [[Three drones {{trigger|struck}} the Rivertown {{recipient|nuclear power plant}} on Sunday.]],
    match [[The {{recipient|nuclear plant}} was {{trigger|shelled}} again.]],
    match [[An {{trigger|attack}} on a {{recipient|nuclear facility}} is a crime, he said.]],
    match [[Jets {{trigger|bombed}} the {{recipient|heavy water reactor}} overnight.]],
    match [[{{trigger|Shelling}} near the {{recipient|nuclear power station}} went on.]],
    match [[The {{recipient|enrichment plant}} had been {{trigger|hit}} by a missile.]],
    match [[American bombers {{trigger|struck}} three {{recipient|nuclear sites}}.]],
    match [[An {{trigger|explosion}} at the {{recipient|nuclear complex}} was heard.]],
    match [[A drone {{trigger|damaged}} the {{recipient|containment building}}.]],
    match [[The {{recipient|nuclear site}} was {{trigger|targeted}} twice this week.]],
    gives([[The operator denied that a drone had struck the nuclear plant.]], { polarity = "negated" }),
    nomatch [[The nuclear plant was sold.]],
    nomatch [[Workers at the nuclear plant went on strike.]],
    nomatch [[The plant was hit by a drop in prices.]],
  },
}
