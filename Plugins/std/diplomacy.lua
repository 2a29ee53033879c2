--- Words of truces and talks that several rules share.
local diplomacy = {}

diplomacy.truces = {
    "truce", "truces", "ceasefire", "ceasefires", "cease-fire", "cease-fires", "cease fire", "armistice", "cessation of hostilities", "humanitarian pause",
    "pause in fighting", "pause in the fighting", "halt to the fighting", "halt to hostilities", "peace deal", "peace agreement", "peace accord", "peace treaty", "peace pact",
    "peace plan", "end to the war", "end to hostilities", "air truce", "pause in hostilities", "tregua", "de-escalation deal",
}

--- "proposal", "plan": what may be made of a truce and turned down.
diplomacy.offers = { "proposal", "proposals", "offer", "plan", "initiative", "draft", "call", "appeal", "idea", "request", "bid", "scheme", "blueprint", "suggestion", "overture" }

diplomacy.talks = {
    "talks", "negotiations", "peace talks", "discussions", "consultations", "summit", "peace negotiations", "dialogue", "ceasefire talks", "truce talks", "peace conference", "meeting", "conversations",
}

diplomacy.parties = {
    "two sides", "both sides", "sides", "parties", "two countries", "both countries", "countries", "governments", "leaders", "foreign ministers", "defence ministers", "defense ministers",
    "ministers", "delegations", "presidents", "neighbours", "neighbors", "rivals", "warring parties", "belligerents", "government and rebels", "delegates", "envoys",
}

return diplomacy
