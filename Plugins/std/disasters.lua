--- Natural and technical disasters.
local disasters = {}

disasters.hazards = {
  "earthquake~", "quake~", "aftershock~", "tremor~", "tsunami~", "flood", "floods", "flash flood~", "flooding", "landslide~", "mudslide~", "mudslides", "hurricane~", "cyclone~", "typhoon~", "tropical storm~",
  "tornado~", "tornadoes", "storm", "storms", "monsoon~", "wildfire~", "forest fire~", "bushfire~", "avalanche~", "drought~", "volcano~", "eruption~", "heatwave~", "heat wave~", "torrential rain~", "heavy rain~", "inundation", "inundations", "blizzard~",
  "dam burst", "mud slide~",
}

disasters.accidents = {
  "accident", "accidents", "traffic accident~", "car crash~", "car accident~", "coal mine accident~", "mine accident~", "mine blast~", "mine disaster~", "mine fire~", "collision~", "boat capsizing", "boat disaster~", "explosion at a factory", "plant explosion~", "warehouse fire~", "apartment fire~", "house fire~", "stampedes", "crane collapse", "roof collapse", "plane crash~", "train crash~", "bus crash~", "air crash~", "helicopter crash~", "road accident~", "train derailment~", "derailment~", "shipwreck~", "boat accident~", "ferry accident~", "stampede~", "mine collapse", "building collapse",
  "bridge collapse", "gas explosion~", "factory explosion~", "factory fire~", "hotel fire~", "nightclub fire~", "chemical spill~", "oil spill~", "mine explosion~", "mining accident~", "gas leak~", "blaze~", "crush",
}

--- What crashes, capsizes and overturns.
disasters.vehicles = {
  "plane", "airplane", "train", "bus", "buses", "ferry", "boat", "boats", "helicopter", "ship", "aircraft", "lorry", "lorries", "truck", "trucks", "minibus", "minibuses", "coach", "van", "car", "cars", "vehicle", "vehicles", "tanker", "trailer",
  "tram", "tractor", "canoe", "barge", "dinghy", "vessel", "jeep", "pickup", "motorboat", "airliner", "jet", "trawler", "minivan", "rickshaw", "cable car", "carriages", "raft", "dhow", "pirogue", "school bus", "fishing boat", "taxi",
}

disasters.harm = {
  "killed", "kills", "kill", "killing", "left", "leaves", "leaving", "claimed", "claims", "injured", "injuring", "destroyed", "destroys", "toppled", "damaged", "struck", "strikes", "hit", "hits", "devastated",
  "swept", "punish", "punished", "lashed", "ravaged", "battered", "inundated", "displaced", "forced", "shook", "rocked", "shakes", "buried", "surpassed", "submerged", "flattened", "tore", "ripped",
}
return disasters
