--- Articles that speak of a nuclear site and of weapons. Tags only; the alert rules ring.
return tocsin.watchlist {
  title    = "Nuclear sites near fighting",
  words    = {
    {
      "nuclear power plant~", "nuclear plant~", "nuclear power station~", "nuclear station~", "nuclear facility", "nuclear facilities", "nuclear site~", "atomic power plant~",
      "nuclear reactor~", "heavy water reactor~", "Zaporizhzhia NPP", "ZNPP", "Bushehr", "Natanz", "Fordow", "Dimona", "Chornobyl", "Chernobyl", "enrichment plant~", "atomic plant~",
    },
    {
      "drone~", "missile~", "shelling", "shelled", "attack~", "air strike~", "airstrike~", "struck", "bomb~", "rocket~", "artillery", "shot down", "explosion~", "sabotage", "warplane~", "shells",
    },
  },
  at_least = 2,
  unless   = { "bombshell" },
  options  = { at_least = "how many of the two groups (site, weapon) must appear" },
  examples = {
    match [[Six {{word|drones}} were flying towards the Kursk {{word|nuclear power plant}}.]],
    match [[{{word|Shelling}} near the {{word|ZNPP}} stopped on Monday.]],
    match [[Jets {{word|bombed}} the {{word|heavy water reactor}} overnight.]],
    match [[An {{word|explosion}} was heard at the {{word|nuclear plant}}.]],
    match [[The {{word|nuclear facility}} was {{word|struck}} twice.]],
    match [[A {{word|missile}} passed over the {{word|nuclear power station}}.]],
    match [[The agency warned of {{word|attacks}} on {{word|nuclear sites}}.]],
    nomatch [[The nuclear plant closes for repairs in May.]],
    nomatch [[Drones filmed the parade.]],
    nomatch [[France wants six new reactors.]],
    nomatch [[The attack on the market killed nine.]],
  },
}
