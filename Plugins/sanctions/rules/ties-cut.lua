--- Diplomats expelled, ties broken off, memberships suspended, trade cut.
return tocsin.extract {
  title = "Ties cut",
  event = { type = "SANCTION", mode = "expel" },
  patterns = {
    "{trigger: [expelled | expels | expelling]} ...5 [diplomat~ | ambassador | ambassadors | envoy | attaché~ | charge d'affaires | staff | embassy]",
    "{trigger: [broke off | breaks off | severed | severs | cut | cuts | suspended | suspends | broken off]} ...2 [relations | ties | diplomatic relations | diplomatic ties]",
    "{trigger: [suspended | suspends]} {recipient: place}",
    "{trigger: [recalled | recalls]} ...2 [ambassador | envoy]",
    "[diplomats | ambassador] ...2 [was | were] {trigger: [expelled | recalled]}",
    "declared ...6 {trigger: [persona non grata]}",
    "{trigger: [closed | closes | shut]} ...2 [embassy | consulate]",
  },
  examples = {
    match [[Rwanda {{trigger|expelled}} the Belgian diplomats in Kigali.]],
    match [[Kigali {{trigger|broke off}} relations with Brussels.]],
    match [[The African Union {{trigger|suspended}} {{recipient|Gabon}}.]],
    match [[Ankara {{trigger|recalled}} its ambassador.]],
    match [[Two diplomats were {{trigger|expelled}} from Prague.]],
    match [[He was declared {{trigger|persona non grata}}.]],
    match [[Caracas {{trigger|severed}} ties with Lima.]],
    match [[Ottawa {{trigger|closed}} its embassy in Damascus.]],
    match [[Niamey {{trigger|expels}} French ambassador]],
    match [[Riyadh {{trigger|cut}} diplomatic relations with Tehran.]],
    nomatch [[The school expelled two pupils.]],
    nomatch [[The league suspended the player.]],
    nomatch [[The car maker recalled 3,000 cars.]],
  },
}
