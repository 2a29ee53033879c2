--- A town, a base or a position changes hands by force: captured, overrun, retaken.
local when = require "std.when"

return tocsin.extract {
  title = "Territory taken",
  event = { type = "ASSAULT" },
  lists = {
    when = when,
    sites = {
      "town", "towns", "village", "villages", "city", "cities", "base", "bases", "garrison", "airport", "airfield", "airbase", "barracks", "stronghold", "district", "districts",
      "position", "positions", "outpost", "outposts", "checkpoint", "headquarters", "hill", "hills", "bridge", "crossing", "port", "capital", "settlement", "settlements", "camp", "neighbourhood", "neighborhood",
      "territory", "area", "areas", "island", "mine", "dam", "province", "provincial capital",
    },
    armed = {
      "troops", "soldiers", "forces", "army", "rebels", "fighters", "militants", "insurgents", "guerrillas", "paramilitaries", "militia", "militias", "jihadists", "separatists", "military", "marines",
      "Taliban", "Hamas", "Hezbollah", "Houthis", "M23", "RSF", "Rapid Support Forces", "Boko Haram", "al Shabaab", "Islamic State",
    },
  },
  patterns = {
    "{trigger: [captured | capturing | recaptured | recapturing | retook | retakes | overran | overruns | conquered | reoccupied | invaded | wrested]} @when? ...1 {target: place}",
    "{trigger: [seized]} @when? {target: place}",
    "[@armed | {actor: place}] [has | have | had | who | which]? {trigger: [occupied]} @when? {target: place}",
    "{trigger: [seize control of | seizes control of | seized control of | wrested control of]} ...3 {target: place}",
    "[@armed ...5 | {actor: place} [has | have | had]?] {trigger: [took control of | take control of | takes control of | taken control of | taking control of | gained control of | took over]} ...3 {target: place}",
    "@armed ...4 {trigger: [captured | capture | captures | recaptured | retook | retake | retakes | overran | overrun | overruns | conquered | occupied | seized | seize | took control of | seized control of | taken | stormed and took]} @when? [the | a | an | two | three | four | several] ...4 @sites",
    "{place: place} ...2 [fell | fallen | falls] {trigger: [to | into]} ...3 [@armed | hands of]",
    "{trigger: [fall | capture | conquest | recapture | seizure | takeover]} of ...3 {place: place} [by | to | last | on | in | this]",
    "[was | were | been] {trigger: [captured | overrun | retaken | recaptured | occupied | seized | taken over]} by ...3 @armed",
  },
  not_after = { "not", "failed to", "hoped to have", "photographs", "film" },
  examples = {
    match [[On October 26 the rebels {{trigger|captured}} {{target|El Fasher}}, the last army stronghold in Darfur.]],
    match [[Government troops {{trigger|retook}} {{target|Aleppo}} on Friday.]],
    match [[M23 {{trigger|seized control of}} {{target|Goma}} in January.]],
    match [[Fighters {{trigger|overran}} an army base near the border.]],
    match [[The insurgents have {{trigger|captured}} two villages since Monday.]],
    match [[{{place|Mosul}} fell {{trigger|to}} the militants.]],
    match [[The {{trigger|fall}} of {{place|Kabul}} to the Taliban shocked its allies.]],
    match [[The garrison was {{trigger|overrun}} by rebels at dawn.]],
    match [[RUSSIAN FORCES {{trigger|TAKE CONTROL OF}} {{target|BAKHMUT}}]],
    match [[Paramilitaries {{trigger|took control of}} the main airport.]],
    gives([[Rwandan forces captured Goma on Monday.]], { type = "ASSAULT", actor = "Rwandan forces" }),
    nomatch [[A special prosecutor looked at abuses in the occupied West Bank.]],
    nomatch [[The chain was acquired when Hanson took over Imperial Group last year.]],
    nomatch [[BANK BOARD TAKES CONTROL OF FLORIDA THRIFT]],
    nomatch [[Sainsbury's says it is taking control of Shaw's Supermarkets.]],
    nomatch [[Police captured the suspect in Lagos.]],
    nomatch [[The photographer captured the mood of the town.]],
    nomatch [[The company took over its rival.]],
    nomatch [[The party failed to win the district.]],
    nomatch [[She seized the chance in Paris.]],
  },
}
