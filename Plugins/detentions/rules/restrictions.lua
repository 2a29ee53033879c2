--- Curfews, bans, martial law, censorship.
return tocsin.extract {
  title = "Restrictions",
  event = { type = "COERCE", mode = "restrict" },
  patterns = {
    "{trigger: [banned | bans | banning | outlawed | prohibited]} ...3 [demonstrations | rallies | protests | gatherings | marches | assemblies | party | parties | newspaper | broadcasts | broadcaster]",
    "[access to | internet | social networks | social media | website~ | telegram | facebook] ...4 [was | were | has been] {trigger: [restricted | blocked | cut | shut down | throttled]}",
    "{trigger: [blocked | restricted | shut down | throttled]} ...3 [access to | the internet | social networks | social media | websites]",
    "[imposed | declared | decreed | ordered | announced | introduced] ...3 {trigger: [state of emergency | martial law | state of siege]}",
  },
  examples = {
    match [[The governor {{trigger|banned}} all demonstrations for four days.]],
    match [[Access to several social networks was {{trigger|restricted}}.]],
    match [[The junta {{trigger|shut down}} the internet.]],
    match [[The president declared a {{trigger|state of emergency}}.]],
    match [[He declared {{trigger|martial law}} on Tuesday night.]],
    match [[Moscow {{trigger|blocked}} access to the site.]],
    match [[The authorities {{trigger|outlawed}} two parties.]],
    match [[Facebook was {{trigger|blocked}} on election day.]],
    match [[Quito decreed a {{trigger|state of siege}}.]],
    match [[The city {{trigger|bans}} rallies near the court.]],
    nomatch [[Smoking is banned in bars.]],
    nomatch [[The road was blocked by snow.]],
    nomatch [[She was banned for two matches.]],
  },
}
