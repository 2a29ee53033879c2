--- How many of the drones were shot down where: "nearly 100 of them in the Moscow region". Beside the sum, never added to it.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Part of the drones",
  event = { type = "ASSAULT", materiel = "uav", supports = true },
  lists = { drones = warfare.drones, downed = warfare.downed, be = { "was", "were", "have been", "had been" } },
  patterns = {
    "@drones ...8 @downed ...6 {intercepted: quantity} of [them | these | those] ...1 [@be @downed]? [in | over | near | above] ...1 {over: place}",
    "@drones ...14 of which {intercepted: quantity} [@be @downed]? [in | over | near | above] ...1 {over: place}",
    "[of these | of them | of those] {intercepted: quantity} [drones]? @be @downed [in | over | near | above] ...1 {over: place}",
    "@downed ...4 {intercepted: quantity} of the drones [in | over | near | above] ...1 {over: place}",
  },
  examples = {
    match [[A total of 343 drones were shot down, {{intercepted|nearly 100}} of them in {{over|Kharkiv}}.]],
    match [["Of these, {{intercepted|91}} were intercepted over {{over|Kyiv}}," the ministry said.]],
    match [[Drones fell in ten regions, of which {{intercepted|91}} were destroyed near {{over|Moscow}}.]],
    match [[Of them {{intercepted|12}} were downed near {{over|Odesa}}.]],
    match [[The drones were shot down, {{intercepted|six}} of them over {{over|Tula}}.]],
    match [[Sixty drones were destroyed, {{intercepted|20}} of those in {{over|Crimea}}.]],
    match [[Of those {{intercepted|nine}} were jammed over {{over|Poltava}}.]],
    match [[It counted 40 drones, of which {{intercepted|30}} were shot down over {{over|Eilat}}.]],
    match [[Drones were intercepted, {{intercepted|at least ten}} of them over {{over|Sumy}}.]],
    match [[Of these {{intercepted|14}} drones were neutralized near {{over|Kherson}}.]],
    nomatch [[Twelve drones were shot down.]],
    nomatch [[Of these, two flew on.]],
    nomatch [[Six of the men live in Moscow.]],
  },
}
