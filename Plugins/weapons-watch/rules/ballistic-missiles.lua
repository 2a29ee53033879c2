--- Iskander and others that are fired often: tags, no alarm.
return tocsin.watchlist {
  title    = "Ballistic and cruise missiles by name",
  words    = {
    { "Iskander~", "Искандер~{а, у, ом, е, ы, ов, ами}", "Іскандер~{а, у, ом, и, ів}", "إسكندر-إم", "9K720" },
    { "Kalibr~", "Калибр~{ы, ов, ами, а}", "Калібр~{и, ів, ами}" },
    { "Kh-101", "Х-101" }, { "Kh-22", "Х-22" }, { "KN-23", "Hwasong-11A" },
    { "Shahab-3", "Fattah-1", "Fattah-2", "Kheibar Shekan", "Sejjil", "Emad missile~" },
    { "Hwasong-15", "Hwasong-17", "Hwasong-18", "Hwasong-19", "Hwasong-20" },
    { "Dongfeng-17", "DF-17", "DF-21D", "DF-26", "DF-41" },
    { "Agni-V", "Agni 5", "BrahMos", "Shaheen-III" },
  },
  examples = {
    match [[Russia launched an {{word|Iskander}} missile.]],
    match [[{{word|Iskanders}} stand in Kaliningrad.]],
    match [[The frigate fired {{word|Kalibr}} missiles.]],
    match [[Pyongyang showed the {{word|Hwasong-20}}.]],
    match [[China paraded the {{word|DF-26}}.]],
    match [[India fired a {{word|BrahMos}} at the base.]],
    match [[Iran used {{word|Kheibar Shekan}} missiles.]],
    match([[Удар {{word|Искандерами}} по Одессе.]], { language = "ru" }),
    match [[A bomber fired {{word|Kh-101}} missiles.]],
    match [[The {{word|KN-23}} has been found in Ukraine.]],
    nomatch [[Iskandar is a town in Malaysia.]],
    nomatch [[A missile of unknown type hit the pier.]],
    nomatch [[The calibre of the players is high.]],
  },
}
