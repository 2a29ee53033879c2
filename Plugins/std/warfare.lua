--- Words of weapons and attacks that several packs share.
local warfare = {}

warfare.drones = {
    "drone~", "UAV~", "unmanned aerial vehicle~", "unmanned aircraft", "unmanned aerial system~", "quadcopter~", "loitering munition~",
    "Shahed~", "Shaheds", "Geran~", "kamikaze drone~", "attack drone~", "suicide drone~", "explosive drone~", "combat drone~",
    "strike drone~", "naval drone~", "sea drone~", "fixed-wing drone~", "FPV drone~", "long-range drone~", "decoy drone~",
}

warfare.missiles = {
    "missile~", "rocket~", "cruise missile~", "ballistic missile~", "hypersonic missile~", "guided missile~", "Iskander~", "Kinzhal~",
    "Kalibr~", "Zircon~", "Oreshnik~", "Storm Shadow~", "ATACMS", "HIMARS", "Katyusha~", "Grad rocket~", "projectile~", "S-300 missile~",
}

--- What an attack is called.
warfare.attacks = {
    "attack", "attacks", "strike", "strikes", "raid", "raids", "assault", "assaults", "barrage", "barrages", "bombardment", "bombardments",
    "offensive", "onslaught", "salvo", "salvos", "salvoes", "blitz", "bombing", "bombings", "incursion", "swarm", "ambush",
}

--- What a weapon does to its target.
warfare.hits = {
    "hit", "hits", "struck", "strike", "strikes", "slammed", "slam", "slams", "crashed", "crash", "crashes", "smashed", "attacked", "attack",
    "attacks", "targeted", "target", "targets", "pounded", "pound", "pounds", "rained", "rain", "ripped", "tore", "exploded", "explode", "killed",
    "kill", "kills", "wounded", "wound", "injured", "injure", "destroyed", "damaged", "fell", "landed", "landing", "blasted", "swarmed", "fall", "falls",
    "came down", "brought down", "blew up", "rammed",
}

--- Those who hit, launch and fire: "launched", "fired", "sent".
warfare.launches = {
    "launched", "launches", "launch", "launching", "fired", "fires", "fire", "firing", "sent", "unleashed", "unleashes", "unleashing", "used",
    "deployed", "lobbed", "rained", "hurled", "directed", "sends",
}

return warfare
