--- Buildings, vehicles and installations that an attack destroyed or damaged. It joins the attack the text speaks of and is
--- none by itself: storms and accidents destroy too.
return tocsin.extract {
  title = "Property hit",
  event = { type = "ASSAULT", supports = true, parties = true },
  lists = {
    harm = {
      "destroyed", "destroys", "destroying", "damaged", "damages", "damaging", "wrecked", "wrecking", "gutted", "shattered", "shattering", "leveled", "levelled", "leveling", "razed", "demolished", "demolishing", "burned", "burnt", "blew out", "partially destroyed", "completely destroyed", "totally destroyed", "sabotaged", "sabotaging", "derailed", "derailing",
      "toppled", "toppling", "knocked down", "knocking down", "severed", "flattened", "flattening", "ransacked",
    },
    some = {
      "the", "a", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "some", "dozens of", "hundreds of", "nearby", "neighbouring", "neighboring", "at least", "his", "her", "their", "its", "another", "more than", "about", "part of", "parts of",
    },
    was = { "was", "were", "been", "being" },
    done = { "destroyed", "damaged", "wrecked", "gutted", "shattered", "leveled", "levelled", "razed", "demolished", "blown up", "dynamited", "burned", "burnt", "burned down", "burnt down", "set on fire", "set ablaze", "set alight", "hit", "attacked", "bombed", "sabotaged", "derailed", "flattened", "ransacked", "machinegunned", "strafed", "rocketed" },
  },
  patterns = {
    "{trigger: @harm} ...1 [{recipient: property} | {recipient: target}]",
    "{trigger: @harm} @some ...1 [{recipient: property} | {recipient: target}]",
    "[{recipient: property} | {recipient: target}] ...4 @was ...2 {trigger: @done}",
    "{trigger: [damage | damages | sabotage | material damage | property damage | considerable damage | serious damage | extensive damage | heavy damage | structural damage | minor damage | slight damage]} [to | in | at] ...3 [{recipient: property} | {recipient: target}]",
    "[{recipient: property} | {recipient: target}] ...2 [sustained | suffered] ...3 {trigger: [damage | damages]}",
    "{trigger: [burning | destruction | dynamiting | blowing up | sabotage | torching | demolition | bombing | shelling]} of ...3 [{recipient: property} | {recipient: target}]",
    "[{recipient: property} | {recipient: target}] ...6 [was | were] the {trigger: [target | targets]} of",
  },
  not_after = { "earthquake", "storm", "hurricane", "flood", "landslide", "lightning", "typhoon", "cyclone", "tornado" },
  examples = {
    match [[The blast {{trigger|destroyed}} two {{recipient|shops}} and a bank.]],
    match [[A {{recipient|school}} was {{trigger|damaged}} in the raid.]],
    match [[The bomb caused {{trigger|heavy damage}} to the {{recipient|embassy}}.]],
    match [[Three {{recipient|buses}} were {{trigger|burned}} on the highway.]],
    match [[The rocket, {{trigger|shattering}} {{recipient|windows}} of the hotel, hurt nobody.]],
    match [[The {{trigger|burning}} of two {{recipient|trucks}} was reported too.]],
    match [[THE {{recipient|HOSPITAL}} WAS {{trigger|HIT}} TWICE]],
    match [[Rebels {{trigger|sabotaged}} a {{recipient|transformer}}.]],
    match [[The {{recipient|residence}} was the {{trigger|target}} of a bomb attack.]],
    match [[Several {{recipient|cars}} sustained {{trigger|damage}}, police said.]],
    nomatch [[The storm destroyed hopes of a truce.]],
    nomatch [[The minister's reputation was damaged.]],
    nomatch [[He damaged his knee.]],
  },
}
