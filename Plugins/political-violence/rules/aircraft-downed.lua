--- Manned aircraft shot down.
return tocsin.extract {
  title = "Aircraft shot down",
  event = { type = "ASSAULT", mode = "destroy", materiel = "aircraft" },
  lists = {
    aircraft = { "aircraft", "plane", "planes", "fighter jet", "fighter jets", "jets", "jet", "helicopter", "helicopters", "warplane", "warplanes", "bomber", "bombers", "fighters", "military plane", "transport plane" },
  },
  patterns = {
    "{trigger: [shot down | shooting down | shoots down | downed | downing]} {intercepted: quantity} ...3 @aircraft",
    "{trigger: [shot down | shooting down | shoots down | downed | downing]} [a | an | the | another] ...3 @aircraft",
    "{intercepted: quantity} ...2 @aircraft ...1 [was | were | been] {trigger: [shot down | downed]}",
    "@aircraft ...1 [was | were | been] {trigger: [shot down | downed | brought down]}",
    "{trigger: [brought down | brings down | bring down]} ...1 [a | an | the | {intercepted: quantity}] ...3 @aircraft",
  },
  examples = {
    match [[Pakistan said it had {{trigger|shot down}} {{intercepted|five}} Indian aircraft.]],
    match [[Rebels {{trigger|downed}} an army helicopter.]],
    match [[A drone {{trigger|brought down}} the helicopter.]],
    match [[{{intercepted|Two}} planes were {{trigger|shot down}} over the border.]],
    match [[The fighter jet was {{trigger|shot down}} by mistake.]],
    match [[Syria {{trigger|shot down}} a Turkish warplane.]],
    match [[He denied {{trigger|shooting down}} a passenger plane.]],
    match [[Insurgents {{trigger|shot down}} {{intercepted|three}} military helicopters.]],
    match [[The transport plane had been {{trigger|downed}} near Belgorod.]],
    match [[Fighters claimed to have {{trigger|shot down}} a Russian-made bomber.]],
    nomatch [[The plane went down in a storm.]],
    nomatch [[The jet was shot for a film.]],
    nomatch [[Planes were grounded by fog.]],
  },
}
