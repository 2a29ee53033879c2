--- A truce is agreed or in force. What is only proposed, refused or hoped for stays silent.
return tocsin.alert {
  title    = "Truce agreed",
  severity = "severe",
  when     = { type = "AGREE", found_by = "diplomacy.truce-agreed" },
  throttle = "12 hours",
  message  = "Truce agreed: {{actors}}",
  tests    = {
    timeline "rings once" {
      at "06:00" { type = "AGREE", found_by = "diplomacy.truce-agreed", actor = "India", incident = "a" },
      expect "06:00" "Truce agreed: India",
    },
    timeline "a proposal is silent" {
      at "06:00" { type = "AGREE", modality = "proposed", found_by = "diplomacy.truce-proposed", actor = "Ukraine", incident = "a" },
      quiet "07:00",
    },
    timeline "a denial is silent" {
      at "06:00" { type = "AGREE", polarity = "negated", found_by = "diplomacy.truce-agreed", actor = "Russia", incident = "a" },
      quiet "07:00",
    },
    timeline "an agreement on trade is silent" {
      at "06:00" { type = "AGREE", found_by = "diplomacy.agreement", actor = "Japan", incident = "a" },
      quiet "07:00",
    },
  },
}
