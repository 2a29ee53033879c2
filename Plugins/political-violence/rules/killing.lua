--- Someone kills someone, in the active voice, by whatever means: "rebels killed five soldiers", "assassinated",
--- "massacred".
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Killing",
  event = "ASSAULT",
  lists = {
    people = casualties.people,
    actors = {
      "troops", "soldiers", "forces", "army", "police", "policemen", "security forces", "gunmen", "rebels", "militants", "insurgents", "guerrillas", "fighters", "terrorists", "attackers",
      "assailants", "bandits", "militiamen", "militia", "paramilitaries", "separatists", "jihadists", "armed men", "gang members", "death squad~", "extremists", "commandos", "settlers",
      "Israel", "Russia", "Ukraine", "Hamas", "Hezbollah", "Houthis", "Taliban", "Boko Haram", "al Shabaab", "Islamic State", "military", "guards", "snipers", "raiders", "mob", "attacker", "gunman",
      "RSF", "M23", "cartel", "hitmen", "kidnappers", "shooter",
    },
  },
  patterns = {
    "[attackers | assailants | gunmen | terrorists | rebels | guerrillas | troops | soldiers | police] ...2 {trigger: [wounded | injured | wounding]} ...4 @people",
    "@actors ...3 {trigger: [killed | kill | kills | killing | murdered | massacred | slaughtered | executed | beheaded | lynched | shot | hanged]} ...4 @people",
    "@actors ...3 {trigger: [killed | kill | kills | murdered | massacred]} {killed: quantity}",
    "{trigger: [assassinated | assassinates | assassination | assassinations | assassinating]}",
    "[they | who | terrorists | guerrillas | men | rebels | soldiers | gunmen | troops] ...2 {trigger: [murdered | massacred]}",
    "{trigger: [massacred | massacre | massacres]} ...2 [of | by | in]",
    "[was | were | been | being] ...1 {trigger: [murdered | beheaded | lynched | slaughtered | massacred | decapitated]}",
    "@people ...5 [was | were | been | being] ...1 {trigger: [executed]}",
    "[was | were | been | being] {trigger: [executed]} by [firing squad | hanging | militants | rebels | gunmen | soldiers | troops | the junta]",
    "[was | were | been] {trigger: [killed | slain]} by ...4 @actors",
    "{trigger: [murder | murders | killing | killings]} of ...6 [by | @people | journalist | priest | bishop | mayor | leader | president | minister | judge | activist | peasants | Jesuit~ | union leader~]",
    "[systematically | deliberately | summarily] {trigger: [murdered | killed | executed]}",
  },
  not_after = { "film about the", "book on the", "novel about the" },
  examples = {
    match [[Russian troops {{trigger|killed}} eleven people in the Donetsk region.]],
    match [[The mayor was {{trigger|assassinated}} on Monday.]],
    match [[Guerrillas {{trigger|murdered}} two farmers near the border.]],
    match [[Villagers spoke of a {{trigger|massacre}} of civilians.]],
    match [[Four aid workers were {{trigger|executed}} in the desert.]],
    match [[The two priests were {{trigger|killed}} by gunmen.]],
    match [[The {{trigger|murder}} of six Jesuits shocked the country.]],
    match [[Militiamen have systematically {{trigger|murdered}} men and boys.]],
    match [[Israel {{trigger|kills}} {{killed|five}} in the West Bank]],
    match [[A death squad {{trigger|killed}} a union member.]],
    gives([[Rebels killed five soldiers in Chad on Friday.]], { type = "ASSAULT", actor = "Rebels" }),
    nomatch [[The virus killed 40 people.]],
    nomatch [[The goal killed the game.]],
    nomatch [[Parliament killed the bill.]],
    nomatch [[Police said the driver was killed in a crash.]],
  },
}
