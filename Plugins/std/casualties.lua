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
}

casualties.died_words = {
    "died", "die", "dies", "perished", "lost their lives", "lost his life", "lost her life", "lost its life", "lose their lives", "drowned",
    "has died", "have died", "had died", "have perished", "have lost their lives", "were martyred", "succumbed",
}

casualties.killing_words = {
    "killed", "killing", "kills", "kill", "murdered", "murdering", "massacred", "massacring", "executed", "gunned down", "gunning down",
    "shot dead", "shooting dead", "slaughtered", "slaughtering", "have killed", "has killed", "had killed", "killed as many as",
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

--- One person, told without a figure.
casualties.one = {
    "a man", "a woman", "a child", "a boy", "a girl", "a baby", "an infant", "a toddler", "a teenager", "a person", "a civilian", "a soldier",
    "a policeman", "a police officer", "an officer", "a guard", "a security guard", "a journalist", "a reporter", "a cameraman", "a photographer",
    "a doctor", "a nurse", "a medic", "a paramedic", "a firefighter", "a rescuer", "a driver", "a worker", "a student", "a teacher", "a farmer",
    "a resident", "a villager", "a protester", "a demonstrator", "a bystander", "a passer-by", "a passenger", "a pensioner", "a mother",
    "a father", "a couple's son", "a teenage boy", "a teenage girl", "an elderly woman", "an elderly man", "an aid worker", "a local resident",
    "a serviceman", "a militant", "a fighter", "a gunman", "a hostage", "a priest", "a pregnant woman", "a young man", "a young woman",
    "his wife", "her husband", "his son", "his daughter", "her son", "her daughter", "a Palestinian", "an Israeli", "a Ukrainian", "a Russian",
    "an American", "another man", "another woman", "another person", "another soldier", "the mayor", "the driver", "the pilot", "the vice-principal",
}

--- "including three children", "among them two women": between a figure and its verb.
casualties.including = {
    "including", "among them", "most of them", "mostly", "many of them", "all of them", "some of them", "at least some of them", "both",
    "one of them", "two of them", "three of them", "half of them", "among whom", "the majority of them", "a majority of them",
}

casualties.lists = {
    people = casualties.people, be = casualties.be, killed_words = casualties.killed_words, died_words = casualties.died_words,
    killing_words = casualties.killing_words, injured_words = casualties.injured_words, injuring_words = casualties.injuring_words,
    one = casualties.one, including = casualties.including,
}

casualties.killed = {
    -- two soldiers and seven rebels died
    "{killed: quantity} ...2 @people and {killed: quantity} ...3 @people ...6 [@be? @killed_words | @died_words]",
    "@killing_words {killed: quantity} ...2 @people and {killed: quantity} ...2 @people",
    -- 12 people were killed; 12 killed; 12 of the soldiers were killed; nine people were shot dead
    "{killed: quantity} [...2 @people]? [@including ...6]? @be? @killed_words",
    -- 12 people, ..., lost their lives
    "{killed: quantity} [...2 @people]? [@including ...6]? @died_words",
    -- killed 12; killing at least five people
    "@killing_words {killed: quantity}",
    -- left five dead; leaving at least five people dead; leaves 17 of them dead
    "[left | leaving | leaves | leave | have left | has left] {killed: quantity} [...3 @people]? [dead | killed]",
    -- 12 deaths, 12 fatalities
    "{killed: quantity} [more]? [deaths | fatalities | fatal casualties | fatal victims | mortal victims | lives lost]",
    -- claimed the lives of 12; took 12 lives; the deaths of 12 people
    "[claim~ | took | taken | cost | costing | taking] the lives of {killed: quantity}",
    "[claim~ | took | taken | cost | costing | taking] {killed: quantity} [civilian]? lives",
    "[deaths | death | killing | killings | murder | murders | massacre | loss | execution] of {killed: quantity} ...2 @people",
    -- the death toll from the quake has climbed to 1,002
    "[death | fatality | casualty] toll ...14 [rose | risen | rises | climbed | climbs | jumped | increased | increases | grew | grown | stood | stands | reached | reaches | is | was | at] [to | at | by]? {killed: quantity}",
    "[toll | balance] of ...2 {killed: quantity} [...2 @people]? [dead | killed | deaths]",
    -- the number of people killed has risen to three
    "number of [people | civilians | soldiers | those | the]? [dead | killed | deaths | fatalities | victims] ...14 [rose | risen | rises | climbed | increased | reached | stands | stood | grew | up] [to | at]? {killed: quantity}",
    -- a woman was killed; killing a soldier
    "{killed: @one} [@including ...6]? @be @killed_words",
    "{killed: @one} @died_words",
    "@killing_words {killed: @one}",
}

casualties.injured = {
    "{injured: quantity} ...2 @people and {injured: quantity} ...3 @people ...1 @be? @injured_words",
    "@injuring_words {injured: quantity} ...2 @people and {injured: quantity} ...2 @people",
    "{injured: quantity} [others | more | other]? [...2 @people]? [others]? [@including ...6]? @be? @injured_words",
    "@injuring_words [another]? {injured: quantity}",
    "{injured: quantity} [others | more | other]? [...2 @people]? [@including ...6]? [suffered | sustained | suffering | received | treated for | being treated for | with] [...4 @hurts | @hurts]",
    "{injured: quantity} injuries",
    "number of [people | civilians | the]? [injured | wounded | injuries] ...14 [rose | risen | rises | climbed | increased | reached | stands | stood | up] [to | at]? {injured: quantity}",
    "{injured: @one} [@including ...6]? @be @injured_words",
    "{injured: @one} [suffered | sustained | received] [...4 @hurts | @hurts]",
    "@injuring_words {injured: @one}",
}
casualties.lists.hurts = { "injuries", "injury", "wounds", "burns", "shrapnel wounds", "gunshot wounds", "bruises", "concussion", "cuts" }

casualties.hospitalized = {
    "{hospitalized: quantity} [others | more | other]? [...3 @people | of ...4]? [@including ...6]? [@be | were still | are still | remain | remained | still]? [hospitalized | hospitalised | in hospital | in hospitals | in intensive care | taken to hospital | admitted to hospital | rushed to hospital | brought to hospital | treated in hospital | taken to hospitals | taken to a hospital | rushed to a hospital]",
    "[hospitalized | hospitalised] {hospitalized: quantity}",
}

casualties.missing = {
    "{missing: quantity} [others | more | other]? [...2 @people]? [@including ...6]? [@be | still | were still | are still]? [missing | unaccounted for | disappeared | feared missing]",
}

return casualties
