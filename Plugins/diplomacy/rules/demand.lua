--- Someone asks, urges or demands that another act.
return tocsin.extract {
  title = "Demand or request",
  event = { type = "REQUEST", mode = "change" },
  lists = {
    aims = {
      "restraint", "calm", "truce", "ceasefire", "cease-fire", "end", "halt", "release", "withdrawal", "safe passage", "access", "election~", "new election", "resignation", "talks", "dialogue", "negotiations",
      "investigation", "inquiry", "help", "aid", "sanctions", "revenge", "retaliation", "action", "peace", "unity", "reforms", "retaliatory", "freeing", "protection", "intervention", "troops", "weapons", "air defence",
    },
  },
  patterns = {
    "{trigger: [urged | urges | urging | implored | exhorted]} ...8 [to | not to | restraint | calm]",
    "{trigger: [called on | calls on | calling on | called upon | calls upon | appealed to | appeals to | appealing to]}",
    "{trigger: [called | calls | calling | appealed | appeals | pleaded]} for ...5 @aims",
    "{trigger: [demanded | demands | demanding | demand]} [that | the | an | a | to] ...8 [@aims | change | leave | withdraw | stop | release | step down | resign | hand over | lift | explain]",
    "{trigger: [demanded | demands | demand]} that",
    "{trigger: [asked | asks]} ...2 [NATO | the United Nations | the UN | Washington | the European Union | allies | Moscow | Beijing | the United States | the Security Council] [for | to]",
    "[made | makes | launched | issued] ...2 {trigger: [appeal | plea]} for",
    "{trigger: [pressed | pressing | pressure | pressured]} ...5 [into | to] [accepting | accept | end | stop | halt | agree]",
  },
  not_after = { "what he", "so" },
  examples = {
    match [[Some politicians have {{trigger|called}} for revenge.]],
    match [[China {{trigger|urged}} both countries to show restraint.]],
    match [[The UN {{trigger|called}} for safe passage for those trapped.]],
    match [[Baku {{trigger|demands}} that Yerevan change its constitution.]],
    match [[The president {{trigger|called}} for a new election.]],
    match [[Mikati {{trigger|called on}} the international community to act.]],
    match [[Latvia and Lithuania {{trigger|asked}} NATO for more air defence.]],
    match [[The junta chief made a rare {{trigger|appeal}} for international aid.]],
    match [[The motive was to {{trigger|pressure}} the Kremlin into accepting the proposal.]],
    match [[The agency {{trigger|appealed to}} both armies.]],
    match [[POPE {{trigger|URGES}} WORLD LEADERS TO END WAR]],
    nomatch [[Demand for steel rose.]],
    nomatch [[The plane called at Shannon.]],
    nomatch [[Customers called for a taxi.]],
    nomatch [[It is a demanding job.]],
  },
}
