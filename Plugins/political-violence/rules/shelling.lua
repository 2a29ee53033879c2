--- An attack by artillery, mortars or tanks.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Shelling",
  event = { type = "ASSAULT", mode = "heavy-weapons" },
  lists = {
    hits = warfare.hits, targets = tocsin.list "lists/targets.tsv",
    guns = { "artillery", "mortar", "mortars", "howitzer", "howitzers", "tank", "tanks", "heavy artillery", "rocket artillery" },
    fire = { "fire", "attack", "attacks", "strike", "strikes", "barrage", "barrages", "bombardment", "shelling", "assault", "duels", "shelled", "salvo" },
    shells = { "shells", "artillery shell", "artillery shells", "mortar shell", "mortar shells", "mortar round", "mortar rounds", "mortar bombs", "mortars", "tank shells", "tank shell", "a shell" },
  },
  patterns = {
    "{trigger: [shelling | shelled | shellings]} ...4 [of | on | in | by | near | {target: place} | {recipient: @targets}]",
    "{trigger: [shelling | shelled]}",
    "{trigger: [@guns @fire]}",
    "@shells ...2 {trigger: @hits} [...5 {recipient: @targets}]?",
    "{trigger: [bombarded | bombarding | bombards | bombard]} ...1 [{target: place} | town | city | village | villages | suburb | suburbs | district | districts | positions | camp | hospital | capital | outskirts | base | front | areas]",
    "{trigger: [bombardment | bombardments]} [of | by | in | with | against | on]",
    "[fired | firing | fires] ...4 {trigger: [shells | artillery | mortars]}",
    "[was | were | been] {trigger: [hit | struck]} ...3 by ...3 [shells | mortars | artillery | shellfire | shell fire | mortar fire | tank fire]",
    "{trigger: [shellfire | shell fire]}",
  },
  examples = {
    match [[{{trigger|Shelling}} of the camp left more than 50 dead.]],
    match [[{{trigger|Artillery fire}} on the city claimed the lives of 20 civilians.]],
    match [[Shells also {{trigger|fell}} on the city's last {{recipient|hospital}}.]],
    match [[The rebels {{trigger|shelled}} {{target|Goma}} for two days.]],
    match [[A {{trigger|mortar attack}} wounded four soldiers.]],
    match [[Mortar rounds {{trigger|landed}} near the {{recipient|embassy}}.]],
    match [[Government forces {{trigger|bombarded}} {{target|Aleppo}} on Sunday.]],
    match [[The village was {{trigger|hit}} again by artillery.]],
    match [[One person was killed by {{trigger|shellfire}} in Nikopol.]],
    match [[Troops fired {{trigger|mortars}} across the border.]],
    gives([[Russian troops shelled Kherson on Monday.]], { type = "ASSAULT", mode = "heavy-weapons", actor = "Russian troops", place = "Kherson" }),
    nomatch [[Shell shares rose after the oil company raised its dividend.]],
    nomatch [[He collects shells on the beach of the town.]],
    nomatch [[The bank shelved the plan.]],
    nomatch [[Readers bombarded the editor's inbox.]],
  },
}
