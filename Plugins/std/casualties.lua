--- How news counts the dead, the hurt and the missing. Packs that tell of attacks, protests and
--- disasters share these words and patterns; each has its own rule around them, with its own proof.
local casualties = {}

--- Whom a figure counts.
casualties.people = {
    "people", "persons", "person", "civilian~", "soldier~", "serviceman", "servicemen", "troops", "trooper~",
    "troopers", "policeman", "policemen", "policewoman", "officer", "officers", "child", "children", "kid", "kids",
    "infant~", "baby", "babies", "minor", "minors", "teenager~", "teen", "teens", "boy", "boys", "girl", "girls",
    "man", "men", "woman", "women", "villager~", "resident~", "inhabitant~", "local", "locals", "worker~",
    "employee~", "labourer~", "laborer~", "miner", "miners", "farmer~", "fisherman", "fishermen", "migrant~",
    "refugee~", "protester~", "protestor~", "demonstrator~", "activist~", "pilgrim~", "worshipper~", "worshiper~",
    "student~", "pupil~", "schoolchildren", "schoolgirls", "schoolboys", "teacher~", "passenger~", "patient~",
    "nurse~", "doctor~", "medic", "medics", "paramedic~", "rescuer~", "firefighter~", "journalist~", "reporter~",
    "cameraman", "photographer~", "fighter~", "militant~", "rebel", "rebels", "insurgent~", "gunman", "gunmen",
    "guerrilla", "guerrillas", "terrorist~", "jihadist~", "extremist~", "attacker~", "assailant~", "bandit~",
    "combatant~", "personnel", "guard", "guards", "peacekeeper~", "conscript~", "recruit", "recruits", "marine",
    "marines", "sailor~", "pilot", "pilots", "crew", "crewmen", "bystander~", "passer-by", "passersby", "shopper~",
    "tourist~", "customer~", "voter~", "prisoner~", "inmate~", "detainee~", "hostage~", "captive~", "citizen~",
    "national", "nationals", "foreigner~", "expatriate~", "victim~", "casualties", "member", "members", "relatives",
    "neighbours", "neighbors", "driver", "drivers", "politician~", "lawmaker~", "official", "officials", "judge",
    "judges", "others", "agents", "commandos", "paramilitaries", "elderly", "individuals", "souls", "volunteers",
    "trainees", "cadets", "families", "Muslims", "Christians", "Hindus", "Jews", "Shiites", "Sunnis", "Kurds",
    "Alawites", "Druze", "Rohingya", "Yazidis", "police officers", "police officer", "security officers",
    "aid workers", "aid worker", "health workers", "army officers", "police", "family members", "local residents",
    "Afghans", "Albanians", "Algerians", "Angolans", "Argentines", "Argentinians", "Armenians", "Australians",
    "Austrians", "Azerbaijanis", "Bahrainis", "Bangladeshis", "Belarusians", "Belgians", "Bolivians", "Bosnians",
    "Brazilians", "Bulgarians", "Burundians", "Cambodians", "Cameroonians", "Canadians", "Chadians", "Chileans",
    "Colombians", "Croatians", "Cubans", "Cypriots", "Czechs", "Danes", "Ecuadorians", "Egyptians", "Eritreans",
    "Estonians", "Ethiopians", "Finns", "Georgians", "Germans", "Ghanaians", "Greeks", "Guatemalans", "Haitians",
    "Hondurans", "Hungarians", "Icelanders", "Indians", "Indonesians", "Iranians", "Iraqis", "Israelis", "Italians",
    "Jamaicans", "Jordanians", "Kazakhs", "Kenyans", "Kuwaitis", "Latvians", "Liberians", "Libyans", "Lithuanians",
    "Malawians", "Malaysians", "Malians", "Mexicans", "Moldovans", "Moroccans", "Mozambicans", "Nicaraguans",
    "Nigerians", "North Koreans", "Norwegians", "Omanis", "Pakistanis", "Palestinians", "Gazans", "Panamanians",
    "Peruvians", "Filipinos", "Poles", "Qataris", "Romanians", "Russians", "Rwandans", "Saudis", "Serbs", "Serbians",
    "Slovaks", "Somalis", "South Africans", "South Koreans", "Spaniards", "Sri Lankans", "Swedes", "Syrians",
    "Tajiks", "Tanzanians", "Thais", "Tunisians", "Turks", "Ugandans", "Ukrainians", "Emiratis", "Britons",
    "Americans", "Uzbeks", "Venezuelans", "Yemenis", "Zambians", "Zimbabweans",
}

--- "were", "have been", "was reported".
casualties.be = {
    "was", "were", "is", "are", "be", "been", "being", "got", "has been", "have been", "had been", "was also", "were also",
    "were reportedly", "was reportedly", "were reported", "was reported", "were confirmed", "has also been", "have also been",
    "have so far been", "were either", "were being", "resulted", "ended up", "were left", "was left", "remain", "remained", "remains",
    "were still", "are still", "have been reported", "had already been", "have already been", "were among the",
}

casualties.killed_words = {
    "killed", "slain", "murdered", "massacred", "executed", "assassinated", "slaughtered", "beheaded", "lynched", "shot dead",
    "gunned down", "shot to death", "stabbed to death", "beaten to death", "hacked to death", "burned to death", "burnt to death",
    "burned alive", "crushed to death", "blown to pieces", "shot and killed", "found dead", "confirmed dead", "dead", "killed outright",
    "martyred", "put to death", "mowed down", "trampled to death", "burnt alive", "strangled to death", "blown up", "crushed", "pronounced dead", "declared dead",
}

casualties.died_words = {
    "died", "die", "dies", "perished", "ascended as martyrs", "fell as martyrs", "fell martyrs", "rose as martyrs", "rose as a martyr", "fell as a martyr", "lost their lives", "lost his life", "lost her life", "lost its life", "lose their lives", "drowned",
    "loses his life", "loses her life", "lost his own life", "bled to death", "burned to death", "burnt to death", "has died", "have died", "had died", "have perished", "have lost their lives", "were martyred", "succumbed",
}

casualties.killing_words = {
    "killed", "killing", "kills", "kill", "murdered", "murdering", "massacred", "massacring", "executed", "gunned down", "gunning down",
    "shot dead", "shooting dead", "shot to death", "stabbed to death", "slaughtered", "slaughtering", "beheaded", "beheading", "lynched", "assassinated", "assassinating", "has murdered", "have murdered", "had murdered", "martyred", "martyring", "have killed", "has killed", "had killed", "killed as many as",
}

casualties.injured_words = {
    "injured", "wounded", "hurt", "maimed", "seriously injured", "seriously wounded", "critically injured", "critically wounded",
    "severely injured", "severely wounded", "badly injured", "badly wounded", "badly hurt", "slightly injured", "slightly wounded",
    "lightly injured", "lightly wounded", "gravely injured", "gravely wounded", "less seriously injured", "also injured", "also wounded",
}

casualties.injuring_words = {
    "injuring", "wounding", "hurting", "maiming", "injured", "wounded", "injures", "wounds", "injure", "wound", "hurts", "hurt",
    "have wounded", "has wounded", "had wounded", "have injured", "has injured", "had injured", "seriously wounding",
    "seriously injuring", "critically wounding", "critically injuring",
}

--- "including three children", "among them two women": between a figure and its verb.
casualties.including = {
    "including", "among them", "most of them", "mostly", "many of them", "all of them", "some of them", "at least some of them", "both",
    "one of them", "two of them", "three of them", "half of them", "among whom", "the majority of them", "a majority of them",
}

casualties.lists = {
    people = casualties.people, be = casualties.be, killed_words = casualties.killed_words, died_words = casualties.died_words,
    killing_words = casualties.killing_words, injured_words = casualties.injured_words, injuring_words = casualties.injuring_words,
    including = casualties.including,
}

casualties.lists.hurts = {
    "injuries", "injury", "wounds", "wound", "burns", "shrapnel wounds", "gunshot wounds", "bullet wound", "bullet wounds", "bruises", "concussion", "cuts",
    "fractures", "smoke inhalation",
}
--- What follows a participle that has no object: "12 people killed in", "a policeman wounded as".
casualties.lists.where = {
    "in", "as", "after", "when", "while", "by", "at", "near", "during", "on", "and", "over", "across", "amid", "following", "from", "outside", "inside",
    "with", "since", "so far", "overnight", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "yesterday", "today", "along",
    "around", "within", "throughout", "was", "were", "are", "have", "had",
}
casualties.lists.found = { "found", "recovered", "retrieved", "discovered", "pulled", "brought", "exhumed", "taken", "dug", "washed", "unearthed", "dumped", "lay" }
casualties.lists.bodies = { "bodies", "body", "corpses", "corpse", "remains", "dead bodies", "lifeless bodies", "lifeless body" }
casualties.lists.tolls = {
    "death toll", "toll", "toll of dead", "number of dead", "number of the dead", "number of deaths", "number of fatalities", "number of people killed", "number of those killed", "number of killed",
    "number of victims", "overall toll", "total death toll", "total number of deaths", "confirmed deaths", "fatalities", "total dead", "tally of dead", "number of casualties",
}

casualties.killed = {
    -- two soldiers and seven rebels died
    "{killed: people} and {killed: people} [@including ...6]? [@be @killed_words | @died_words]",
    "@killing_words {killed: people} and {killed: people}",
    -- 12 people were killed; 12 of the soldiers were killed; eight guards and their driver were killed; a prayer leader was gunned down
    "{killed: people} [@including ...6]? @be @killed_words",
    -- 12 people killed in; prayer leader shot dead in
    "{killed: people} [@including ...6]? @killed_words @where",
    "{killed: people} [@including ...6]? @killed_words $",
    -- three dead; 12 killed
    "{killed: people} [@including ...6]? [dead | deceased | martyred]",
    "{killed: quantity} @killed_words",
    -- 12 people, ..., lost their lives; a trader succumbed
    "{killed: people} [@including ...6]? @died_words",
    -- killed 12; killing at least five people; shot dead a driver
    "@killing_words {killed: people}",
    -- left five dead; leaving at least five people dead; leaves 17 of them dead
    "[left | leaving | leaves | leave | have left | has left] {killed: people} [...3 @people]? [dead | killed | martyred]",
    -- 12 deaths, 12 fatalities
    "{killed: quantity} [more | civilian | further | confirmed]? [deaths | fatalities | fatal casualties | fatal victims | mortal victims | lives lost]",
    -- claimed the lives of 12; took 12 lives; the deaths of 12 people
    "[claim~ | took | taken | cost | costing | taking | cut short] the [life | lives] of {killed: people}",
    "[claim~ | took | taken | cost | costing | taking] {killed: quantity} [civilian | human]? lives",
    "[deaths | death | killing | killings | murder | murders | massacre | loss | execution | assassination | slaying | lynching] of {killed: people}",
    -- the bodies of four people were found; found 12 bodies
    "@bodies of {killed: people} ...8 @found",
    "@found ...3 @bodies of {killed: people}",
    "[found | recovered | retrieved | discovered | pulled | exhumed] {killed: quantity} ...2 @bodies",
    "{killed: quantity} ...2 @bodies ...3 @found",
    -- the death toll from the quake has climbed to 1,002; bringing the number of fatalities since January to 329; put the number of dead at 22
    "@tolls ...14 [rose | risen | rises | climbed | climbs | jumped | increased | increases | grew | grown | stood | stands | reached | reaches | is | was | at | has reached | passed | passes | surpassed | exceeded] [to | at | by]? {killed: quantity}",
    "[bringing | brings | brought | raising | raised | raises | pushing | taking | takes | lifting] ...2 @tolls ...8 to {killed: quantity}",
    "@tolls ...6 [at | of] {killed: quantity}",
    "[toll | balance] of ...2 {killed: quantity} [...2 @people]? [dead | killed | deaths]",
    -- the number of people killed has risen to three
    "number of [people | civilians | soldiers | those | the]? [dead | killed | deaths | fatalities | victims] ...14 [rose | risen | rises | climbed | increased | reached | stands | stood | grew | up] [to | at]? {killed: quantity}",
}

casualties.injured = {
    "{injured: people} and {injured: people} @be @injured_words",
    "@injuring_words {injured: people} and {injured: people}",
    "{injured: people} [others | more | other]? [@including ...6]? @be @injured_words",
    "{injured: people} [@including ...6]? @injured_words @where",
    "{injured: people} [@including ...6]? @injured_words $",
    "{injured: quantity} [others | more | other]? @injured_words",
    "@injuring_words [another]? {injured: people}",
    "{injured: people} [others | more | other]? [@including ...6]? [suffered | sustained | suffering | received | treated for | being treated for | with | taken to hospital with | hospitalised with | hospitalized with] [...4 @hurts | @hurts]",
    "{injured: people} @be [stabbed | knifed | slashed | shot | hit | struck | shot and wounded | shot and injured] [in | at | near | by | when | during | outside | after | on | as]",
    "{injured: quantity} injuries",
    "number of [people | civilians | the]? [injured | wounded | injuries] ...14 [rose | risen | rises | climbed | increased | reached | stands | stood | up] [to | at]? {injured: quantity}",
    "[left | leaving | leaves | leave | have left | has left] {injured: people} [...3 @people]? @injured_words",
}

casualties.hospitalized = {
    "{hospitalized: people} [others | more | other]? [@including ...6]? [@be | were still | are still | remain | remained | still]? [hospitalized | hospitalised | in hospital | in hospitals | in intensive care | taken to hospital | admitted to hospital | rushed to hospital | brought to hospital | treated in hospital | taken to hospitals | taken to a hospital | rushed to a hospital]",
    "[hospitalized | hospitalised] {hospitalized: people}",
}

casualties.missing = {
    "{missing: people} [others | more | other]? [@including ...6]? [@be | still | were still | are still]? [missing | unaccounted for | disappeared | feared missing]",
}

return casualties
