--- Drones and missiles of a named side shot down: an attack that did not come through, even where nothing else is told of it.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Interception",
  event = { type = "ASSAULT", mode = "drone", materiel = "uav" },
  lists = { drones = warfare.drones, downs = warfare.downs, downed = warfare.downed, owners = warfare.owners },
  patterns = {
    "{trigger: @downs} ...1 {intercepted: quantity} {actor: @owners} ...2 @drones",
    "{trigger: @downs} ...1 {intercepted: quantity} ...2 @drones [fired | launched | sent] [by | from] ...1 {actor: place}",
    "{intercepted: quantity} {actor: @owners} ...2 @drones ...1 [was | were | been | have been | had been] {trigger: @downed}",
    "{trigger: @downs} [a | an | another] {actor: @owners} ...2 @drones",
    "{actor: @owners} ...2 @drones [was | were | been | has been] {trigger: @downed}",
  },
  examples = {
    match [[Air defence crews {{trigger|shot down}} {{intercepted|343}} {{actor|Ukrainian}} unmanned aerial vehicles during the night.]],
    match [[{{intercepted|Seven}} {{actor|Russian}} drones were {{trigger|intercepted}} over Moldova.]],
    match [[Poland {{trigger|shot down}} a {{actor|Russian}} drone on Wednesday.]],
    match [[A {{actor|Houthi}} drone was {{trigger|shot down}} over Eilat.]],
    match [[Units {{trigger|destroyed}} {{intercepted|29}} {{actor|Ukrainian}} drones.]],
    match [[Israel {{trigger|downed}} an {{actor|Iranian}} drone.]],
    match [[The navy {{trigger|destroyed}} {{intercepted|two}} {{actor|Houthi}} naval drones.]],
    match [[{{intercepted|Three}} {{actor|Ukrainian}} attack drones were {{trigger|neutralized}}.]],
    match [[Fighters {{trigger|brought down}} {{intercepted|four}} {{actor|Turkish}} drones.]],
    match [[Crews {{trigger|intercepted}} {{intercepted|120}} {{actor|Iranian}} Shahed drones.]],
    nomatch [[Ukrainian drones are cheap.]],
    nomatch [[The Turkish drone flew at an air show.]],
    nomatch [[A drone crashed in a field.]],
  },
}
