--- Something with a warhead is on its way to a nuclear site.
return tocsin.alert {
  title    = "Drones headed for a nuclear plant",
  severity = "extreme",
  when     = { found_by = "nuclear-watch.headed-for-plant" },
  throttle = "6 hours",
  message  = "{{headed_for}} drones headed for a nuclear plant",
  tests    = {
    timeline "rings" {
      at "06:00" { type = "ASSAULT", found_by = "nuclear-watch.headed-for-plant", headed_for = 6, incident = "a" },
      expect "06:00" "6 drones headed for a nuclear plant",
    },
    timeline "a plan is silent" {
      at "06:00" { type = "ASSAULT", modality = "hypothetical", found_by = "nuclear-watch.headed-for-plant", headed_for = 6, incident = "a" },
      quiet "07:00",
    },
    timeline "another attack is silent" {
      at "06:00" { type = "ASSAULT", found_by = "political-violence.drone-attack", incident = "a" },
      quiet "07:00",
    },
  },
}
