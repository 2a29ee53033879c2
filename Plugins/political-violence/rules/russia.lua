--- Russia: say what should ring, and why from there on.
return tocsin.alert {
  title = "Russia",
  severity = "moderate",
  when = { label = "Ìjñ" },
  message = "Russia{{#places}}: {{places}}{{/places}}",
  tests = {
    timeline "it rings" {
      at "06:00" { label = "Ìjñ", place = "Lima", country = "PER", incident = "incident 1" },
      expect "06:00" "Russia: Lima",
    },
    timeline "it does not ring" {
      at "06:00" { label = "Ìjñ", modality = "planned", place = "Lima", country = "PER", incident = "incident 1" },
      quiet "23:00",
    },
  },
}
