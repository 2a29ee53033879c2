--- Airspace or airports closed, flights suspended.
return tocsin.extract {
  title = "Airspace or airport closure",
  event = { label = "airspace-closure", effect = "closure" },
  patterns = {
    "{trigger: [closed | closes | closing | shut | shuts]} ...3 airspace",
    "airspace ...4 [was | is | has been | remains] {trigger: [closed | shut]}",
    "[airport | airports] ...4 {trigger: [closed | shut | suspended | halted | were closed | was closed | have closed]}",
    "{trigger: [closed | closes | shut | shuts]} ...3 [airport | airports]",
    "{trigger: [suspended | suspends | halted | grounded | cancelled | canceled | diverted]} ...3 flights",
    "flights ...3 [were | was | have been] {trigger: [suspended | grounded | diverted | cancelled | canceled | halted]}",
    "{trigger: [closure]} of ...3 [airspace | airport | airports]",
  },
  examples = {
    match [[Pakistan {{trigger|closed}} its airspace for 48 hours.]],
    match [[Drones {{trigger|closed}} two airports.]],
    match [[Four airports {{trigger|suspended}} flights for several hours.]],
    match [[Some 57 international flights were {{trigger|diverted}}.]],
    match [[Polish airspace is {{trigger|closed}}.]],
    match [[Iran {{trigger|shuts}} airspace after strikes]],
    match [[Lufthansa {{trigger|cancelled}} its flights to Beirut.]],
    match [[The {{trigger|closure}} of the airport lasted all night.]],
    match [[All flights have been {{trigger|grounded}}.]],
    match [[Munich airport {{trigger|closed}} after drone sightings.]],
    nomatch [[The airport has two runways.]],
    nomatch [[The airline opened a route.]],
    nomatch [[He flew to Paris.]],
  },
}
