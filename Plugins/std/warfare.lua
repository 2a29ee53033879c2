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
    "hit", "hits", "struck", "slammed", "slam", "slams", "crashed", "crash", "crashes", "smashed", "attacked", "targeted", "target", "targets", "pounded", "pound", "pounds", "rained", "rain", "ripped", "tore", "exploded", "explode", "killed",
    "kill", "kills", "wounded", "wound", "injured", "injure", "fell", "landed", "landing", "blasted", "swarmed", "fall", "falls",
    "came down", "blew up", "rammed", "destroy", "destroys", "bombed", "bombs", "bomb",
}

--- What may stand between a weapon and its verb.
warfare.also = { "is", "are", "is now", "are now", "was", "were", "have been", "has been", "have", "has", "had", "also", "then", "again", "later", "have also", "reportedly", "repeatedly", "did", "allegedly", "on Sunday", "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday" }

--- Those who hit, launch and fire: "launched", "fired", "sent".
warfare.launches = {
    "launched", "launches", "launch", "launching", "fired", "fires", "fire", "firing", "sent", "unleashed", "unleashes", "unleashing", "used",
    "deployed", "lobbed", "rained", "hurled", "directed", "sends",
}

--- Whose weapon: "343 Ukrainian drones".
warfare.owners = {
    "Russian", "Ukrainian", "Israeli", "Iranian", "Houthi", "Hezbollah", "Hamas", "Russian-made", "Iranian-made",
    "enemy", "Afghan", "Afghani", "Albanian", "Algerian", "Andorran", "Angolan", "Argentine", "Argentinian",
    "Armenian", "Australian", "Austrian", "Azerbaijani", "Azeri", "Bahamian", "Bahraini", "Bangladeshi", "Barbadian",
    "Belarusian", "Belarussian", "Byelorussian", "Belgian", "Belizean", "Beninese", "Bhutanese", "Bolivian",
    "Bosnian", "Botswanan", "Brazilian", "Bruneian", "Bulgarian", "Burkinabe", "Burkinabè", "Burundian", "Cambodian",
    "Cameroonian", "Canadian", "Central African", "Chadian", "Chilean", "Chinese", "Colombian", "Comoran",
    "Comorian", "Congolese", "Costa Rican", "Croatian", "Croat", "Cuban", "Cypriot", "Greek Cypriot", "Czech",
    "Danish", "Djiboutian", "Dominican", "Ecuadorian", "Ecuadorean", "Egyptian", "Salvadoran", "Salvadorean",
    "Equatorial Guinean", "Eritrean", "Estonian", "Swazi", "Ethiopian", "Fijian", "Finnish", "French", "Frenchman",
    "Gabonese", "Gambian", "Georgian", "German", "Ghanaian", "Greek", "Guatemalan", "Guinean", "Guyanese", "Haitian",
    "Honduran", "Hungarian", "Icelandic", "Indian", "Indonesian", "Iraqi", "Irish", "Italian", "Ivorian", "Ivoirian",
    "Jamaican", "Japanese", "Jordanian", "Kazakh", "Kazakhstani", "Kenyan", "Kuwaiti", "Kyrgyz", "Kyrgyzstani",
    "Laotian", "Lao", "Latvian", "Lebanese", "Basotho", "Liberian", "Libyan", "Lithuanian", "Luxembourgish",
    "Malagasy", "Malawian", "Malaysian", "Maldivian", "Malian", "Maltese", "Mauritanian", "Mauritian", "Mexican",
    "Moldovan", "Mongolian", "Montenegrin", "Moroccan", "Mozambican", "Burmese", "Myanmarese", "Namibian",
    "Nepalese", "Nepali", "Dutch", "New Zealander", "Nicaraguan", "Nigerian", "Nigerien", "North Korean",
    "Macedonian", "North Macedonian", "Norwegian", "Omani", "Pakistani", "Palestinian", "Gazan", "Panamanian",
    "Papua New Guinean", "Paraguayan", "Peruvian", "Philippine", "Filipino", "Polish", "Portuguese", "Qatari",
    "Romanian", "Rwandan", "Saudi", "Senegalese", "Serbian", "Serb", "Sierra Leonean", "Singaporean", "Slovak",
    "Slovenian", "Slovene", "Solomon Islander", "Somali", "South African", "South Korean", "South Sudanese",
    "Spanish", "Sri Lankan", "Sudanese", "Surinamese", "Swedish", "Syrian", "Taiwanese", "Tajik", "Tanzanian",
    "Thai", "Timorese", "Togolese", "Tunisian", "Turkish", "Turkmen", "Ugandan", "Emirati", "British", "Briton",
    "Scottish", "Welsh", "English", "American", "Uruguayan", "Uzbek", "Vanuatuan", "Venezuelan", "Vietnamese",
    "Yemeni", "Zambian", "Zimbabwean", "Kosovar", "Kosovo Albanian",
}

--- What air defence does.
warfare.downs = {
    "shot down", "shoot down", "shoots down", "shooting down", "downed", "downs", "downing", "intercepted", "intercepts", "intercepting", "destroyed", "destroys",
    "destroying", "brought down", "brings down", "knocked down", "neutralized", "neutralised", "repelled", "knocked out", "took down", "taken down", "suppressed", "jammed",
    "eliminated", "have shot down", "has shot down", "had shot down",
}

warfare.downed = {
    "shot down", "downed", "intercepted", "destroyed", "brought down", "knocked down", "neutralized", "neutralised", "repelled", "taken down", "suppressed", "jammed",
    "eliminated", "shot out of the sky",
}

return warfare
