--- A threat of force by a state or group.
return tocsin.alert {
  title    = "Threat of force",
  severity = "moderate",
  when     = { type = "THREATEN", mode = { "violence", "restrict" }, modality = any, tense = any },
  throttle = "12 hours",
  message  = "Threat by {{actors}}",
  tests    = {
    timeline "rings" {
      at "06:00" { type = "THREATEN", mode = "violence", actor = "North Korea", incident = "a" },
      expect "06:00" "Threat by North Korea",
    },
    timeline "a plain warning does not" {
      at "06:00" { type = "THREATEN", actor = "Kremlin", incident = "a" },
      quiet "07:00",
    },
  },
}
