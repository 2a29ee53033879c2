--- Drones, missiles or aircraft on their way to a nuclear site, whether or not they came there.
local warfare, nuclear = require "std.warfare", require "std.nuclear"

return tocsin.extract {
  title = "Headed for a nuclear site",
  event = { type = "ASSAULT", mode = "drone", materiel = "uav" },
  lists = {
    drones = warfare.drones, sites = nuclear.sites,
    towards = { "toward", "towards", "for", "to", "at", "in the direction of", "in direction of" },
    going = { "headed", "heading", "flying", "flew", "bound", "aimed", "directed", "moving", "en route", "on their way", "on its way", "on the way", "fly", "making", "sent", "launched", "fired" },
  },
  patterns = {
    "{headed_for: quantity} [of ...3]? ...2 @drones ...3 {trigger: @going} @towards ...2 {destination: place & @sites}",
    "{headed_for: quantity} [of them | of these | of the @drones]? ...3 {trigger: @going} @towards ...2 {destination: place & @sites}",
    "{headed_for: quantity} @drones ...6 {trigger: @going} @towards ...4 {destination: @sites}",
    "{headed_for: quantity} of ...2 @drones ...3 {trigger: @going} @towards ...4 {destination: @sites}",
    "{headed_for: quantity} of [the | them | these | those] ...2 {trigger: @going} @towards ...4 {destination: @sites}",
    "{headed_for: quantity} @drones ...4 {trigger: [approaching | approached | targeting | targeted | near]} ...4 {destination: @sites}",
    "@drones ...4 {trigger: @going} @towards ...4 {destination: @sites}",
    "{trigger: [aimed | fired | launched | sent]} ...2 {headed_for: quantity} ...2 @drones @towards ...4 {destination: @sites}",
  },
  examples = {
    match [[{{headed_for|Six}} drones were {{trigger|flying}} towards the Rivertown {{destination|nuclear power plant}}.]],
    match [[{{headed_for|six}} of the drones were {{trigger|headed}} toward the Rivertown {{destination|nuclear power plant}}.]],
    match [[Drones {{trigger|headed}} for a {{destination|nuclear station}} were destroyed.]],
    match [[It shot down {{headed_for|six}} drones that had been {{trigger|heading}} for the Rivertown {{destination|nuclear plant}}.]],
    match [[{{headed_for|Two}} UAVs were {{trigger|approaching}} the {{destination|nuclear facility}}.]],
    match [[The rebels {{trigger|sent}} {{headed_for|four}} drones at the {{destination|enrichment plant}}.]],
    match [[{{headed_for|Three}} drones, the ministry said, were {{trigger|aimed}} at a {{destination|research reactor}}.]],
    match [[A drone {{trigger|en route}} to the {{destination|nuclear power station}} crashed in a field.]],
    match [[{{headed_for|At least two}} drones {{trigger|flew}} towards the {{destination|nuclear site}}.]],
    match [[{{headed_for|One}} of the drones was {{trigger|directed}} at the {{destination|nuclear complex}}.]],
    nomatch [[Inspectors were headed for the nuclear power plant.]],
    nomatch [[Drones flew to the coast.]],
    nomatch [[The nuclear plant buys drones for its guards.]],
  },
}
