--- Police or troops use force on a crowd.
return tocsin.extract {
  title = "Force used on a crowd",
  event = { type = "ASSAULT", mode = "crowd-control" },
  lists = {
    means = { "tear gas", "teargas", "water cannon", "water cannons", "rubber bullets", "stun grenades", "flash-bang grenades", "pepper spray", "batons", "truncheons", "plastic bullets", "live rounds", "live ammunition", "pellets" },
    police = { "police", "riot police", "soldiers", "troops", "security forces", "officers", "policemen", "gendarmes", "army" },
  },
  patterns = {
    "@police ...3 {trigger: [fired | fire | fires | used | use | uses | firing | lobbed | deployed | shot | turned]} ...4 @means",
    "{trigger: [fired | firing]} ...2 @means",
    "@means ...2 [was | were] {trigger: [fired | used | deployed]}",
    "@police ...2 {trigger: [dispersed | disperses | charged | beat | clubbed]} ...4 [crowd | crowds | protesters | demonstrators | demonstration | protest | marchers | rally]",
    "[protesters | demonstrators | crowd | crowds | students] ...3 [was | were] {trigger: [dispersed | beaten | tear-gassed]} ...2 by ...2 @police",
  },
  examples = {
    match [[Riot police {{trigger|used}} water cannon and tear gas to push the crowd back.]],
    match [[Police {{trigger|fired}} tear gas at crowds who chanted against the president.]],
    match [[Rubber bullets were {{trigger|fired}} into the square.]],
    match [[Soldiers {{trigger|dispersed}} a crowd at the gate.]],
    match [[Demonstrators were {{trigger|beaten}} by police.]],
    match [[Police {{trigger|charged}} the protesters with horses.]],
    match [[Security forces {{trigger|shot}} live rounds at the marchers.]],
    match [[Officers {{trigger|turned}} a water cannon on them.]],
    match [[POLICE {{trigger|FIRE}} TEAR GAS IN LAGOS]],
    match [[Tear gas was {{trigger|used}} near the university.]],
    nomatch [[The police bought new water cannon.]],
    nomatch [[Police charged a man with theft.]],
    nomatch [[Firefighters used foam.]],
  },
}
