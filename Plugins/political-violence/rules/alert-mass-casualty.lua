--- An attack with many dead. Ten is the usual newsroom line; a workspace may move it.
return tocsin.alert {
  title    = "Mass-casualty attack",
  severity = { { "extreme", killed = at_least(50) }, "severe" },
  when     = { type = "ASSAULT", killed = at_least(10) },
  message  = "Attack with {{killed}} dead: {{places}}",
  options  = { when = "which attacks ring", severity = "how loud" },
  tests    = {
    timeline "eleven dead ring" {
      at "06:00" { type = "ASSAULT", killed = 11, place = "Dobropillia", country = "UKR", incident = "a" },
      expect "06:00" "Attack with 11 dead: Dobropillia",
    },
    timeline "two dead do not" {
      at "06:00" { type = "ASSAULT", killed = 2, place = "Odesa", country = "UKR", incident = "a" },
      quiet "07:00",
    },
    timeline "a planned attack does not" {
      at "06:00" { type = "ASSAULT", modality = "planned", killed = 40, place = "Paris", country = "FRA", incident = "a" },
      quiet "07:00",
    },
    timeline "a denied attack does not" {
      at "06:00" { type = "ASSAULT", polarity = "negated", killed = 40, place = "Goma", country = "COD", incident = "a" },
      quiet "07:00",
    },
  },
}
