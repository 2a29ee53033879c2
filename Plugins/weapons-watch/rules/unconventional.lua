--- Chemical, biological, radiological and nuclear weapons, and dirty bombs.
return tocsin.watchlist {
  title    = "Weapons of mass destruction",
  severity = "severe",
  words    = {
    { "nerve agent~", "Novichok~", "sarin", "VX gas", "mustard gas", "chlorine bomb~", "chemical weapon~", "chemical attack~", "Новичок" },
    { "dirty bomb~", "radiological weapon~" },
    { "tactical nuclear weapon~", "nuclear warhead~", "nuclear test~", "nuclear strike~", "nuclear weapon test~" },
    { "biological weapon~", "weaponised anthrax", "weaponized anthrax", "ricin" },
  },
  at_least = 2,
  options  = { at_least = "how many different kinds must appear", severity = "how loud it rings" },
  examples = {
    match [[Inspectors found {{word|sarin}}; the regime denied having {{word|biological weapons}}.]],
    match [[After the {{word|nuclear test}} he spoke of a {{word|dirty bomb}}.]],
    match [[{{word|Chemical weapons}} and {{word|nuclear warheads}} are stored there.]],
    match [[Police found {{word|ricin}} and plans for a {{word|dirty bomb}}.]],
    match [[The letter named {{word|Novichok}} and a {{word|nuclear strike}}.]],
    match [[{{word|Mustard gas}} and {{word|biological weapons}} were destroyed.]],
    nomatch [[A nerve agent was found.]],
    nomatch [[A chemical plant opened.]],
    nomatch [[The film is about a nuclear test.]],
    nomatch [[Ricin was found in the letter.]],
  },
}
