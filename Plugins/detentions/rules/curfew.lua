--- A curfew is imposed.
return tocsin.extract {
  title = "Curfew",
  event = { type = "COERCE", mode = "curfew" },
  patterns = {
    "{trigger: [imposed | imposes | decreed | decrees | ordered | orders | declared | declares | announced | introduced | extended | clamped]} ...4 curfew",
    "curfew ...3 [was | has been | is] {trigger: [imposed | ordered | declared | decreed | announced | extended]}",
    "{trigger: [under curfew]}",
    "{trigger: [curfew]} ...2 [ordered | imposed | declared]",
  },
  examples = {
    match [[The Government {{trigger|decreed}} a curfew between 22:00 and 06:00 hours.]],
    match [[A curfew was {{trigger|imposed}} in Dhaka.]],
    match [[The army {{trigger|ordered}} a night curfew.]],
    match [[The city is {{trigger|under curfew}}.]],
    match [[Blackout in Chile, {{trigger|curfew}} ordered]],
    match [[The governor {{trigger|extended}} the curfew.]],
    match [[An indefinite curfew has been {{trigger|declared}}.]],
    match [[The junta {{trigger|imposes}} a curfew]],
    match [[Authorities {{trigger|clamped}} a curfew on Srinagar.]],
    match [[The mayor {{trigger|announced}} a curfew for minors.]],
    nomatch [[The curfew was lifted.]],
    nomatch [[Teenagers hate curfews.]],
    nomatch [[The hotel has no curfew.]],
  },
}
