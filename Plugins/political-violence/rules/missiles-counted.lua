--- How many missiles and rockets were launched, used or shot down, and over where.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Missiles launched and shot down",
  event = { type = "ASSAULT", materiel = "missile", supports = true },
  lists = {
    when = require "std.when",
    things = warfare.missiles, downs = warfare.downs, downed = warfare.downed, other = warfare.drones, launches = warfare.launches,
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
    match [[Air defences destroyed {{intercepted|seven}} rockets fired from Ukraine.]],
    match [[Iran launched {{launched|about 180}} ballistic missiles at Israel.]],
    match [[{{intercepted|Twelve}} cruise missiles were intercepted over {{over|Kyiv Oblast}}.]],
    match [[The army shot down {{intercepted|two}} missiles.]],
    match [[Hamas fired {{launched|more than 100}} rockets at Ashkelon.]],
    match [[{{used|Two}} missiles hit the base.]],
    match [[An attack with {{launched|six}} rockets damaged the runway.]],
    match [[{{launched|Ten}} missiles were launched at the capital.]],
    match [[The navy intercepted {{intercepted|three}} missiles over the Red Sea.]],
    match [[Militants launched {{launched|dozens}} of rockets.]],
    nomatch [[The country has 40 missiles of this type.]],
    nomatch [[Three rockets were shown at the parade.]],
  },
}
