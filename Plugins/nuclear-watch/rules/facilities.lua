--- Articles that speak of a nuclear site and of weapons together. Tags only; the alert rules ring.
return tocsin.watchlist {
  title = "Nuclear sites near fighting",
  query = [[ ("nuclear power plant" OR "nuclear plant" OR "nuclear power station" OR "nuclear station" OR "nuclear facility" OR "nuclear facilities" OR "nuclear site" OR "nuclear sites"
    OR "atomic power plant" OR "nuclear reactor" OR "heavy water reactor" OR Zaporizhzhia OR Bushehr OR Natanz OR Fordow OR Dimona OR Chornobyl OR Chernobyl)
    NEAR/25 (drone* OR missile* OR shelling OR shelled OR attack* OR strike* OR struck OR bomb* OR rocket* OR artillery OR "shot down" OR explosion* OR sabotage) ]],
  examples = {
    match [[Six {{word|drones}} were flying towards the Kursk {{word|nuclear power plant}}.]],
    match [[{{word|Shelling}} near the {{word|Zaporizhzhia}} plant stopped on Monday.]],
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
