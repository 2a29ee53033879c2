--- A border or crossing is closed.
return tocsin.extract {
  title = "Border closure",
  event = { label = "border-closure", effect = "closure" },
  lists = { borders = { "border", "borders", "border crossing", "border crossings", "crossing", "crossings", "frontier", "land border", "checkpoint", "strait" } },
  patterns = {
    "{trigger: [closed | closes | closing | shut | shuts | sealed | seals]} [its | the | their | his | all | both]? ...2 @borders",
    "@borders ...12 [was | were | is | are | has been | have been | remains | remain] {trigger: [closed | shut | sealed]}",
    "@borders {trigger: [closed | shut]}",
    "{trigger: [closure]} of ...3 @borders",
  },
  not_after = { "to", "threatened to", "would" },
  examples = {
    match [[The officers {{trigger|closed}} the borders until further notice.]],
    match [[The Attari-Wagah crossing, the only one open, was {{trigger|shut}} until further notice.]],
    match [[Egypt {{trigger|sealed}} its border with Gaza.]],
    match [[Poland {{trigger|closes}} border with Belarus]],
    match [[The {{trigger|closure}} of the Rafah crossing hit patients.]],
    match [[All land borders have been {{trigger|closed}}.]],
    match [[Missiles fall, border crossing {{trigger|closed}}]],
    match [[Kabul {{trigger|shut}} the Torkham crossing.]],
    match [[The border is {{trigger|closed}} since Friday.]],
    match [[Niger {{trigger|closed}} its frontier with Benin.]],
    nomatch [[The shop near the border sells fruit.]],
    nomatch [[The border was reopened.]],
    nomatch [[Iran threatened to close the strait.]],
  },
}
