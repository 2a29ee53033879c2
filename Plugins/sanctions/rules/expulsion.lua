--- Diplomats, troops and others of a state or body are sent out of the country.
return tocsin.extract {
  title = "Expulsion",
  event = { type = "SANCTION", mode = "expel" },
  patterns = {
    "{trigger: [expelled | expels | expelling]} ...5 [diplomat~ | ambassador | ambassadors | envoy | attaché~ | charge d'affaires | staff | embassy]",
    "declared ...6 {trigger: [persona non grata]}",
    "{trigger: [expelled | expels | expelling | threw out | kicked out | ordered out]} ...4 [forces | troops | soldiers | peacekeepers | mission | aid groups | journalists | journalist | representative | agency | agencies | NGOs | correspondents | attaches | officials]",
    "[gave | ordered | orders | given] ...4 [diplomats | ambassador | envoy] ...4 {trigger: [leave | left]}",
    "{trigger: [thrown out | threw out | kicked out | expelled | booted out]} ...3 [forces | troops | soldiers | diplomats | ambassador]",
    "[diplomats | ambassador | envoy | envoys | soldiers | troops] ...2 [was | were] {trigger: [expelled | thrown out]}",
  },
  examples = {
    match [[Rwanda {{trigger|expelled}} the Belgian diplomats in Kigali.]],
    match [[Two diplomats were {{trigger|expelled}} from Prague.]],
    match [[He was declared {{trigger|persona non grata}}.]],
    match [[Niamey {{trigger|expels}} French ambassador]],
    match [[The junta {{trigger|expelled}} French forces.]],
    match [[Bogota ordered the envoy to {{trigger|leave}}.]],
    match [[Tehran {{trigger|kicked out}} three diplomats.]],
    match [[The regime {{trigger|expelled}} two aid groups from Darfur.]],
    match [[LONDON {{trigger|EXPELS}} RUSSIAN ATTACHE]],
    match [[The peacekeepers' mission has been {{trigger|thrown out}} with its soldiers.]],
    gives([[Australia expelled Iran's ambassador on Tuesday.]], { type = "SANCTION", mode = "expel", actor = { "Australia" }, recipient = "Iran" }),
    nomatch [[The school expelled two pupils.]],
    nomatch [[The league suspended the player.]],
    nomatch [[The envoy left for Paris.]],
  },
}
