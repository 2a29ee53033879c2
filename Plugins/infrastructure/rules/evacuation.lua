--- People are moved out of danger by order.
return tocsin.extract {
  title = "Evacuation",
  event = { label = "evacuation", effect = "evacuation" },
  lists = { people = (require "std.casualties").people },
  patterns = {
    "@people ...8 [was | were | have been | had been | being] {trigger: [evacuated]}",
    "{trigger: [evacuated | evacuates | evacuating | evacuate]} {evacuated: quantity}",
    "[ordered | orders | ordering | began | begins | announced] ...4 {trigger: [evacuation | evacuate | evacuations]}",
    "{evacuated: quantity} ...3 [was | were | have been | had been] {trigger: [evacuated]}",
    "{trigger: [evacuation]} of ...3 [@people | {evacuated: quantity} | town | villages | city | embassy | district | area]",
    "[forced] to {trigger: [evacuate]}",
  },
  examples = {
    match [[Residents of villages along the line were {{trigger|evacuated}} to schools.]],
    match [[{{evacuated|About 3,000}} people were {{trigger|evacuated}}.]],
    match [[The army {{trigger|evacuated}} {{evacuated|200}} patients.]],
    match [[The governor ordered the {{trigger|evacuation}} of the town.]],
    match [[The failure forced to {{trigger|evacuate}} the subway of Santiago.]],
    match [[The {{trigger|evacuation}} of embassy staff began.]],
    match [[Children have been {{trigger|evacuated}} from Kursk.]],
    match [[Israel orders {{trigger|evacuation}} of Gaza City]],
    match [[The workers had been {{trigger|evacuated}}.]],
    match [[Pokrovsk began to {{trigger|evacuate}} on Monday.]],
    nomatch [[The plan covers an evacuation in theory.]],
    nomatch [[He vacated the flat.]],
    nomatch [[The room was empty.]],
  },
}
