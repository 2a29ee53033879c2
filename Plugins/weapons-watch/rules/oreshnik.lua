--- Russia's Oreshnik, an intermediate-range missile with several warheads, and its family names.
return tocsin.watchlist {
  title    = "Oreshnik",
  severity = "severe",
  words    = {
    { "Oreshnik~", "Oreschnik", "Orechnik", "Oresjnik", "Oreshnyk", "Oresznik", "Орешник~{а, у, ом, е, и, ов, ами}", "Орєшнік~{а, у, ом, і, и, ів}", "Орэшнік", "أوريشنيك", "أورشنيك", "オレシュニク", "榛树", "오레시니크", "אורשניק", "ओरेश्निक" },
    { "RS-26 Rubezh", "РС-26", "Рубеж РС-26" },
  },
  message  = "Oreshnik in the news: {{words}}",
  options  = { severity = "how loud it rings" },
  examples = {
    match [[Russia fired its {{word|Oreshnik}} missile at Dnipro.]],
    match [[A senior lawmaker wants one or more {{word|Oreshniks}} fired.]],
    match [[{{word|ORESHNIK}} ON DUTY IN BELARUS]],
    match([[Картаполов закликав відповісти ракетою «{{word|Орєшнік}}».]], { language = "uk" }),
    match([[Россия применила ракету «{{word|Орешник}}».]], { language = "ru" }),
    match([[Удар {{word|Орешником}} по заводу.]], { language = "ru" }),
    match([[Russland feuert {{word|Oreschnik}} ab.]], { language = "de" }),
    match([[الجيش الروسي أطلق صاروخ {{word|أوريشنيك}}.]], { language = "ar" }),
    match [[The {{word|RS-26 Rubezh}} is its forerunner.]],
    match([[Moscou a tiré un missile {{word|Orechnik}}.]], { language = "fr" }),
    nomatch [[The hazel tree flowers in February.]],
    nomatch [[Iskander missiles hit the depot.]],
    nomatch [[A new missile was tested.]],
  },
}
