--- A threat to close, cut or block something.
return tocsin.extract {
  title = "Threat to close or cut",
  event = { type = "THREATEN", mode = "restrict" },
  patterns = {
    "{trigger: [threatened | threatens | threatening]} ...5 to [close | block | blockade | shut | cut | suspend | expel | restrict | ban | impose | withdraw | stop | halt | seal | leave | pull out]",
    "{trigger: [threatened | threatens | threatening]} ...2 [sanctions | tariffs | embargo | blockade | boycott]",
    "{trigger: [threat | threats]} to [close | block | cut | shut | expel | impose]",
    "{trigger: [ultimatum]}",
  },
  examples = {
    match [[Iran {{trigger|threatened}} on Sunday to close the Strait of Hormuz.]],
    match [[Trump {{trigger|threatened}} sanctions against buyers of its oil.]],
    match [[Minsk {{trigger|threatens}} to cut gas transit.]],
    match [[The army set an {{trigger|ultimatum}} of 48 hours.]],
    match [[Its {{trigger|threat}} to block the port was heard.]],
    match [[Ankara {{trigger|threatened}} to expel ten ambassadors.]],
    match [[Beijing is {{trigger|threatening}} to suspend exports.]],
    match [[The union of states {{trigger|threatened}} to impose a no-fly zone.]],
    match [[Algiers {{trigger|threatens}} to shut its airspace.]],
    match [[Washington {{trigger|threatened}} tariffs.]],
    nomatch [[The plant is threatened with closure.]],
    nomatch [[The striker threatened to score.]],
    nomatch [[Snow threatened the harvest.]],
  },
}
