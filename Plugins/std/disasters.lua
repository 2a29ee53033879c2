--- Natural and technical disasters.
local disasters = {}

disasters.hazards = {
  "earthquake~", "quake~", "aftershock~", "tremor~", "tsunami~", "flood", "floods", "flash flood~", "flooding", "landslide~", "mudslide~", "mudslides", "hurricane~", "cyclone~", "typhoon~", "tropical storm~",
  "tornado~", "tornadoes", "storm", "storms", "monsoon~", "wildfire~", "forest fire~", "bushfire~", "avalanche~", "drought~", "volcano~", "eruption~", "heatwave~", "heat wave~", "torrential rain~", "heavy rain~", "inundation", "inundations", "blizzard~",
  "dam burst", "mud slide~",
}

disasters.accidents = {
  "plane crash~", "train crash~", "bus crash~", "air crash~", "helicopter crash~", "road accident~", "train derailment~", "derailment~", "shipwreck~", "boat accident~", "ferry accident~", "stampede~", "mine collapse", "building collapse",
  "bridge collapse", "gas explosion~", "factory explosion~", "factory fire~", "hotel fire~", "nightclub fire~", "chemical spill~", "oil spill~", "mine explosion~", "mining accident~", "gas leak~", "blaze~", "crush",
}

disasters.harm = {
  "killed", "kills", "kill", "killing", "left", "leaves", "leaving", "claimed", "claims", "injured", "injuring", "destroyed", "destroys", "toppled", "damaged", "struck", "strikes", "hit", "hits", "devastated",
  "swept", "punish", "punished", "lashed", "ravaged", "battered", "inundated", "displaced", "forced", "shook", "rocked", "shakes", "buried", "surpassed", "submerged", "flattened", "tore", "ripped",
}
return disasters
