--- How many drones were launched, used or shot down, and over where.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Drones launched and shot down",
  event = { type = "ASSAULT", materiel = "uav", supports = true },
  lists = {
    when = require "std.when",
    things = warfare.drones, downs = warfare.downs, downed = warfare.downed, other = warfare.missiles, launches = warfare.launches,
    be = { "was", "were", "been", "being", "have been", "had been", "are", "has been" },
  },
  patterns = {
    "@downs ...1 {intercepted: quantity} ...2 @things [...6 over {over: place}]?",
    "@downs ...2 {intercepted: quantity} of the ...2 @things",
    "{intercepted: quantity} [of ...2]? ...2 @things ...1 @be @downed [...6 over {over: place}]?",
    "{intercepted: quantity} ...2 @things ...2 @downed",
    "number of ...1 @things ...2 [shot down | brought down | downed | destroyed | intercepted] ...8 [at | to | from ...2 to] {intercepted: quantity}",
    "@downs ...8 @other [over ...3]? and {intercepted: quantity} ...2 @things",
    "@things ...6 @downs {intercepted: quantity}",
    "{launched: quantity} ...2 @things ...2 @be [launched | fired | sent | used]",
    "@launches @when? ...1 {launched: quantity} ...2 @things",
    "@things ...4 of [which | these | them] {intercepted: quantity} ...6 @downed",
    "@launches ...8 @other and {launched: quantity} ...2 @things",
    "[attack~ | struck | hit | pounded | strike~ | barrage | wave | swarm | salvo] [with | of | by | from | involving] ...1 {launched: quantity} ...2 @things",
    "{used: quantity} ...2 @things ...1 [hit | struck | slammed | crashed | attacked | targeted | exploded | fell | landed]",
  },
  examples = {
    match [[In all {{intercepted|343}} unmanned aerial vehicles were shot down.]],
    match [[Air defence crews shot down {{intercepted|343}} Ukrainian unmanned aerial vehicles during the night.]],
    match [[Air defences destroyed {{intercepted|29}} drones.]],
    match [[The air force said it downed {{intercepted|277}} of the drones and all the missiles.]],
    match [[Russia fired {{launched|315}} drones at Ukraine during the night.]],
    match [[{{used|Three}} drones struck the plant on Sunday.]],
    match [[Units destroyed {{intercepted|more than 60}} drones on their way to the city.]],
    match [[The ministry raised the number of drones shot down from 337 to {{intercepted|343}}.]],
    match [[The attack with {{launched|126}} drones lasted all night.]],
    match [[{{launched|About 100}} Shahed drones were launched from Crimea.]],
    nomatch [[The army has ordered 3,000 drones.]],
    nomatch [[The shop sold 20 drones in May.]],
  },
}
