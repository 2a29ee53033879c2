--- An attack that killed, however few. For desks that follow one place; leave the plugin's other alert for the rest.
return tocsin.alert {
  title    = "Deadly attack",
  severity = { { "severe", killed = at_least(3) }, "moderate" },
  when     = { type = "ASSAULT", killed = between(1, 9) },
  step     = 1,                                 -- every death more or less is told
  message  = "Attack with {{killed}} dead: {{places}}",
  options  = { when = "which attacks ring", severity = "how loud" },
  tests    = {
    timeline "three dead ring" {
      at "06:00" { type = "ASSAULT", killed = 3, place = "Moscow Oblast", country = "RUS", incident = "a" },
      expect "06:00" "Attack with 3 dead: Moscow Oblast",
    },
    timeline "a second report with more dead is an update" {
      at "06:00" { type = "ASSAULT", killed = 1, place = "Moscow Oblast", country = "RUS", incident = "a" },
      expect "06:00" "Attack with 1 dead: Moscow Oblast",
      at "09:00" { type = "ASSAULT", killed = 3, place = "Moscow Oblast", country = "RUS", incident = "a" },
      expect "09:00" "Attack with 3 dead: Moscow Oblast",
      at "10:00" { type = "ASSAULT", killed = 3, place = "Moscow Oblast", country = "RUS", incident = "a" },
      quiet "11:00",
    },
    timeline "nobody dead does not" {
      at "06:00" { type = "ASSAULT", place = "Odesa", country = "UKR", incident = "a" },
      quiet "07:00",
    },
    timeline "an exercise does not" {
      at "06:00" { type = "ASSAULT", modality = "hypothetical", killed = 5, place = "Wellington", country = "NZL", incident = "a" },
      quiet "07:00",
    },
  },
}
