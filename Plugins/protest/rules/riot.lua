--- Protest that turns to violence and looting.
return tocsin.extract {
  title = "Riot",
  event = { type = "PROTEST", mode = "riot" },
  patterns = {
    "{trigger: [riot | riots | rioting | rioted | unrest]} ...3 [in | broke out | erupted | spread | left | after | over | continued | killed]",
    "[shops | stores | supermarkets | warehouses | banks | offices] ...2 [were | was] {trigger: [looted | ransacked | vandalised | vandalized]}",
    "{trigger: [looted | looting | ransacked]} ...3 [shops | stores | supermarkets | warehouses | homes | offices | property]",
    "[protesters | demonstrators | crowds | youths | crowd | rioters] ...3 {trigger: [threw | hurled | pelted | burned | burnt | torched | stormed | clashed | attacked | smashed | looted]}",
    "[protest | protests | demonstration | march] ...3 {trigger: [turned violent | descended into violence]}",
  },
  examples = {
    match [[{{trigger|Riots}} broke out in Nanterre.]],
    match [[Shops were {{trigger|looted}} in Nakuru.]],
    match [[Some demonstrators {{trigger|threw}} fireworks.]],
    match [[Protesters {{trigger|stormed}} the parliament in Kathmandu.]],
    match [[The march {{trigger|turned violent}}.]],
    match [[Youths {{trigger|hurled}} petrol bombs at the police.]],
    match [[Crowds {{trigger|looted}} shops in Concepcion.]],
    match [[{{trigger|Unrest}} in the suburbs continued.]],
    match [[Demonstrators {{trigger|clashed}} with police.]],
    match [[A supermarket, two banks and other shops were {{trigger|ransacked}}.]],
    nomatch [[The garden is a riot of colour.]],
    nomatch [[He threw the ball.]],
    nomatch [[Riot police stood by.]],
  },
}
