--- A state or a leader warns another: "warned against", "warned that it would respond".
return tocsin.extract {
  title = "Warning",
  event = { type = "THREATEN" },
  lists = {
    harms = {
      "respond", "retaliate", "retaliation", "consequences", "force", "war", "attack", "strike", "strikes", "regard", "consider", "counter-measures", "countermeasures", "measures", "response",
      "escalation", "action", "target", "targets", "torpedo", "harm", "price", "destroy", "legitimate target", "direct participation",
    },
  },
  patterns = {
    "{trigger: [warned | warns | warning]} ...6 against",
    "{trigger: [warned | warns | warning]} ...2 that ...10 [would | will | could | may | might | can] ...6 @harms",
    "{trigger: [warned | warns | warning]} ...8 [would | will | could] ...3 @harms",
    "{trigger: [warned | warns | warning]} of [retaliation | consequences | a response | serious consequences | war | countermeasures | strikes | an attack | grave consequences | a harsh response]",
  },
  not_after = { "police", "doctors", "forecasters", "economists", "analysts", "experts", "profit", "health", "without" },
  examples = {
    match [[North Korea {{trigger|warned}} on Tuesday that it could take provocative counter-measures.]],
    match [[US President Donald Trump {{trigger|warned}} Tehran against retaliation.]],
    match [[Netanyahu {{trigger|warned}} that Israel would respond with force to any breach.]],
    match [[Lavrov {{trigger|warned}} that Moscow would regard a strike as direct participation in the war.]],
    match [[Beijing {{trigger|warned}} of serious consequences.]],
    match [[The Kremlin {{trigger|warned}} that the attack could torpedo the talks.]],
    match [[Tehran {{trigger|warns}} neighbours against hosting the jets.]],
    match [[Damascus {{trigger|warned}} it would target any aircraft.]],
    match [[Seoul {{trigger|warns}} that it will retaliate.]],
    match [[The junta {{trigger|warned}} of a harsh response.]],
    nomatch [[The bank warned of lower profits.]],
    nomatch [[Forecasters warned of snow.]],
    nomatch [[The group issued a profit warning.]],
  },
}
