--- People kidnapped or taken hostage by those who are no state, or by a state's men without a law.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Abduction",
  event = { type = "ASSAULT", mode = "abduct" },
  lists = {
    people = casualties.people,
    takers = { "gunmen", "militants", "rebels", "kidnappers", "bandits", "armed men", "gang~", "pirates", "jihadists", "guerrillas", "insurgents", "militiamen", "attackers", "extremists", "Boko Haram", "al Shabaab", "Hamas", "assailants", "hijackers" },
  },
  patterns = {
    "{trigger: [abducted | abduct | abducts | abducting | kidnapped | kidnap | kidnaps | kidnapping | seized | seize | carried off]} {abducted: quantity} ...3 @people?",
    "{abducted: quantity} ...3 @people? ...1 [was | were | have been | had been | has been] {trigger: [abducted | kidnapped | taken hostage | seized | held hostage | carried off]}",
    "{trigger: [kidnapped | abducted | kidnaps | abducts]}",
    "[was | were | been | being] {trigger: [abducted | kidnapped | taken hostage | held hostage]}",
    "@takers ...6 {trigger: [abducted | kidnapped | abduct | kidnap | seized | seize]} [{abducted: quantity} ...3 @people?]?",
    "@takers ...2 {trigger: [took]} {abducted: quantity} ...3 @people",
    "{trigger: [took | take | taking | takes | holding | held | hold]} {hostages: quantity} ...3 @people? hostage",
    "{trigger: [took | taking | takes | holding | held]} ...4 hostage",
    "{trigger: [kidnapping | abduction | abductions | kidnappings | hostage-taking]} of ...4 [@people | {abducted: quantity}]",
    "{trigger: [hijacked | hijacks | hijacking]} ...3 [plane | bus | aircraft | airliner | ship | tanker | vessel | train | truck]",
  },
  examples = {
    match [[Gunmen stormed a school and {{trigger|abducted}} {{abducted|25}} pupils.]],
    match [[{{abducted|Two}} priests were {{trigger|kidnapped}} in Haiti.]],
    match [[The reporter was {{trigger|taken hostage}} in Gaza.]],
    match [[Boko Haram {{trigger|took}} {{abducted|276}} girls from Chibok.]],
    match [[Rebels {{trigger|kidnapped}} the mayor.]],
    match [[Pirates {{trigger|seized}} a tanker off Somalia.]],
    match [[The {{trigger|kidnapping}} of a doctor was reported.]],
    match [[Militants are {{trigger|holding}} {{hostages|nine}} workers hostage.]],
    match [[Three men {{trigger|hijacked}} a bus near Manila.]],
    match [[GUNMEN {{trigger|SEIZE}} {{abducted|25}} SCHOOLGIRLS IN NIGERIA]],
    nomatch [[Customs found 3 tonnes of cocaine.]],
    nomatch [[She seized the chance.]],
    nomatch [[The talks were hostage to the budget.]],
  },
}
