--- A nuclear site is hit.
return tocsin.alert {
  title    = "Nuclear site attacked",
  severity = "extreme",
  when     = { found_by = "nuclear-watch.site-attacked" },
  throttle = "6 hours",
  message  = "Nuclear site attacked: {{recipients}}",
  tests    = {
    timeline "rings" {
      at "06:00" { type = "ASSAULT", found_by = "nuclear-watch.site-attacked", recipient = "nuclear power plant", incident = "a" },
      expect "06:00" "Nuclear site attacked: nuclear power plant",
    },
    timeline "a denied attack is silent" {
      at "06:00" { type = "ASSAULT", polarity = "negated", found_by = "nuclear-watch.site-attacked", recipient = "nuclear power plant", incident = "a" },
      quiet "07:00",
    },
    timeline "last year's attack is silent" {
      at "06:00" { type = "ASSAULT", tense = "historical", found_by = "nuclear-watch.site-attacked", recipient = "nuclear power plant", incident = "a" },
      quiet "07:00",
    },
  },
}
