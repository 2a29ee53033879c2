--- A truce is turned down.
return tocsin.alert {
  title    = "Truce rejected",
  severity = "moderate",
  when     = { type = "REJECT", found_by = "diplomacy.truce-rejected", age = "10 days" },
  throttle = "12 hours",
  message  = "Truce rejected: {{actors}}",
  tests    = {
    timeline "rings" {
      at "06:00" { type = "REJECT", found_by = "diplomacy.truce-rejected", actor = "Sergei Lavrov", incident = "a" },
      expect "06:00" "Truce rejected: Sergei Lavrov",
    },
    timeline "a rejected accusation is silent" {
      at "06:00" { type = "REJECT", found_by = "diplomacy.rejection", actor = "RSF", incident = "a" },
      quiet "07:00",
    },
    timeline "not rejected is silent" {
      at "06:00" { type = "REJECT", polarity = "negated", found_by = "diplomacy.truce-rejected", actor = "Hamas", incident = "a" },
      quiet "07:00",
    },
  },
}
