/// The closed classes of English that bound phrases, and the open words that bound them as surely.
/// Lower case; one lookup a word.
enum WordClass {
    case determiner, preposition, conjunction, pronoun, relative, auxiliary, adverb, time, verb
    case complementizer

    static func of(_ word: String) -> WordClass? {
        if let known = table[word] { return known }
        if word.count > 4, word.hasSuffix("ly"), !nounsInLY.contains(word) { return .adverb }
        return nil
    }

    private static let nounsInLY: Set<String> = [
        "family", "assembly", "ally", "italy", "supply", "rally", "july", "monopoly", "reply",
        "elderly", "bully", "belly", "deadly", "friendly", "daily", "weekly", "early",
    ]

    private static let table: [String: WordClass] = {
        var table: [String: WordClass] = [:]
        func add(_ wordClass: WordClass, _ words: String) {
            for word in words.split(separator: " ") { table[String(word)] = wordClass }
        }
        add(
            .determiner,
            "a an the this that these those its their his her our my your another each every any no "
                + "some such both either neither all whose")
        add(
            .preposition,
            "of in on at by from for with without to into onto near off over under against across "
                + "along among amid around behind beside between beyond despite during inside "
                + "outside through throughout toward towards upon via within like unlike up down "
                + "about above below past per since until till versus after before as than except "
                + "following including targeting involving regarding concerning aboard alongside "
                + "amidst atop based linked loyal close next north south east west northeast northwest southeast southwest according due"
        )
        add(
            .conjunction,
            "and or but nor yet while when where because although though if unless whether so whereas "
                + "once then")
        add(
            .pronoun,
            "he she it they them him i we us you me himself herself itself themselves there here who "
                + "nobody everyone someone anyone what whom")
        add(.relative, "which")
        add(
            .auxiliary,
            "is are was were be been being am has have had having do does did will would shall should "
                + "can could may might must cannot didn't wasn't weren't hasn't haven't hadn't "
                + "isn't aren't won't wouldn't don't doesn't gets got")
        add(
            .adverb,
            "also again already just later soon still even ever never not only once too very now "
                + "instead meanwhile however moreover elsewhere separately reportedly allegedly "
                + "together apart twice further almost nearly ago back out away ahead late")
        add(
            .time,
            "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow "
                + "tonight overnight january february april june july august september october "
                + "november december midnight noon dawn dusk midday weekend")
        add(
            .verb,
            "said says told tells reported reports announced announces claimed claims added adds "
                + "confirmed confirms denied denies warned warns wrote writes posted accused accuses "
                + "alleged alleges insisted insists stated states believe believes believed think "
                + "thinks thought fear fears feared know knows knew see saw seen show shows showed "
                + "make makes made take takes took taken give gives gave given come comes came go "
                + "goes went gone get put puts keep keeps kept let lets left leave leaves become "
                + "becomes became remain remains remained want wants wanted find finds found hold "
                + "holds held begin began begins say tell fled flee began fell met led sent spent "
                + "ran broke caught lost won quoted quoting saying telling adding called")
        return table
    }()

    /// Nouns that name no party: what happens, what is counted, when. Nobody acts under them.
    static func isAbstract(_ noun: String) -> Bool {
        abstract.contains(noun)
            || (noun.count > 6
                && (noun.hasSuffix("tion") || noun.hasSuffix("tions") || noun.hasSuffix("ness")
                    || noun.hasSuffix("ment")
                        && ![
                            "government", "regiment", "parliament", "detachment", "settlement",
                            "movement",
                        ].contains(noun)))
    }

    private static let abstract: Set<String> = {
        Set(
            ("attack attacks assault assaults raid raids strike strikes bombing bombings blast "
                + "blasts explosion explosions shelling shooting shootings killing killings death "
                + "deaths murder murders violence fighting clash clashes war conflict battle fire "
                + "incident incidents unrest fire crash accident disaster earthquake flood operation "
                + "operations offensive ambush massacre carnage toll number numbers figure figures "
                + "total casualties bomb bombs drone drones missile missiles rocket rockets shell "
                + "shells grenade grenades mine mines device devices weapon weapons bullet bullets "
                + "gunfire tank tanks gun guns rifle rifles knife car cars truck vehicle blaze smoke "
                + "day days week weeks month months year years hour hours minute minutes morning "
                + "afternoon evening night nights time times moment responsibility part way ways "
                + "thing things reason reasons result results case cases one ones place places "
                + "km kms kilometer kilometers kilometre kilometres mile miles metre metres meters "
                + "yards tonnes lot end addition fact news report reports statement statements comment remarks "
                + "plan plans move moves decision call calls demand demands proposal proposals "
                + "offer talks meeting agreement deal truce ceasefire peace sanction sanctions "
                + "measure measures restrictions curbs law laws bill vote election elections "
                + "power control plane planes aircraft helicopter jet jets ship vessel boat "
                + "debris shrapnel wave series spate string half rest percent cent dollars "
                + "protest protests demonstration demonstrations march marches rally rallies riot "
                + "riots coup putsch order orders arrest arrests detention release kidnapping "
                + "abduction response retaliation revenge suspicion allegation charge charges "
                + "inquiry investigation outcry concern concerns claim claims speech interview "
                + "telephone letter message television radio territory area areas region airspace "
                + "trial mandate sake side work home lives life injuries injury wounds action "
                + "actions visit trip session summit threat threats warning appeal request anger "
                + "cannon gas bullets bullet batons spray explosives dynamite vest belt curfew emergency "
                + "package embargo ban tariffs artillery mortars munition munitions ammunition "
                + "fury tensions tension crisis situation credit drug drugs shots shot meters metres "
                + "kilometers kilometres km miles quantity amount continues continue corner direction "
                + "avenue boulevard street streets early late continued cartridges").split(
                    separator: " "
                ).map(String.init))
    }()

    /// What is fired, dropped, thrown or laid.
    static func isWeapon(_ noun: String) -> Bool { weapons.contains(noun) }

    private static let weapons: Set<String> = [
        "missile", "missiles", "rocket", "rockets", "drone", "drones", "uav", "uavs", "shell",
        "shells", "bomb", "bombs", "grenade", "grenades", "torpedo", "torpedoes", "mortar",
        "mortars", "mine", "mines", "landmine", "landmines", "ied", "ieds", "explosive",
        "explosives", "launcher", "launchers", "howitzer", "howitzers", "projectile",
        "projectiles", "munition", "munitions", "shots", "bullets", "device", "devices",
    ]

    /// Things an attack may be on although nobody acts under their names.
    static func isTarget(_ noun: String) -> Bool { targets.contains(noun) }

    private static let targets: Set<String> = [
        "car", "cars", "truck", "vehicle", "tank", "tanks", "home", "homes", "plane", "aircraft",
        "helicopter", "ship", "vessel", "boat", "protest", "demonstration", "march", "rally",
        "election",
        "settlement", "station", "plantation", "detachment", "mission",
    ]

    /// Whether a common noun names people, by its form or from a list of those whose form does not
    /// tell: what may attack, arrest, protest.
    static func isPerson(_ noun: String) -> Bool {
        if persons.contains(noun) { return true }
        guard noun.count > 4, !notPersons.contains(noun) else { return false }
        for ending in personEndings where noun.hasSuffix(ending) { return true }
        return false
    }

    private static let personEndings = [
        "men", "women", "man", "woman", "ers", "ors", "ists", "ist", "eers", "eer", "ants", "iers",
        "ians", "ees", "ites", "gents", "dents", "naries", "crats", "ians", "kers",
    ]
    private static let notPersons: Set<String> = [
        "powers", "papers", "numbers", "letters", "matters", "orders", "borders", "quarters",
        "headquarters", "members", "waters", "rivers", "towers", "centers", "computers", "reactors",
        "factors", "errors", "doors", "floors", "colors", "trailers", "containers", "tankers",
        "bombers", "fighters", "launchers", "helicopters", "carriers", "freighters", "shutters",
        "plants", "grants", "warrants", "restaurants", "accidents", "incidents", "residents",
        "documents", "committees", "guarantees", "sites", "satellites", "favorites",
        "offers", "answers", "layers", "corners", "chambers", "shelters", "counters", "newspapers",
        "trees", "degrees", "knees", "mixers", "sectors", "contractors", "motors", "mirrors",
        "cancers",
        "rumors", "ceasefires", "tigers", "monsters", "disasters", "fires", "fibers", "flowers",
        "showers", "others", "dollars", "meters", "kilometers", "centimeters", "tenders", "winters",
        "summers",
        "elephants", "variants", "pollutants", "twist",
        "list", "mist", "exist", "insist", "resist", "assist", "transformers", "boosters",
    ]
    private static let persons: Set<String> = {
        Set(
            ("people person persons police army armies military troops forces force soldiers soldier "
                + "navy militia militias rebels rebel gunmen gunman men man women woman youths youth "
                + "boys boy girls girl children child teenager teenagers teen teens students student "
                + "crowd crowds mob mobs gang gangs group groups cartel cartels guerrillas guerrilla "
                + "militants militant insurgents insurgent terrorists jihadists fighters fighter "
                + "residents resident villagers locals relatives activists citizens patriots civilians "
                + "officers officer guards guard agents agent authorities authority government junta "
                + "regime state states party parties opposition union unions alliance coalition "
                + "movement organization organisation company companies council parliament court "
                + "judge judges prosecutor prosecutors mayor governor president minister premier "
                + "ministry commander commanders general generals colonel captain chief leader leaders "
                + "king prince sheikh cleric clerics priest priests bishop imam monk monks nuns "
                + "teacher teachers doctor doctors nurse nurses driver drivers worker workers farmer "
                + "farmers miners fishermen herders herdsmen pilgrims migrants refugees asylum-seeker "
                + "seeker seekers attacker attackers assailant assailants suspect suspects "
                + "perpetrator perpetrators bomber bombers sniper snipers hijackers kidnappers bandits "
                + "bandit pirates pirate smugglers traffickers thugs looters rioters vigilantes settlers "
                + "separatists nationalists extremists commandos paramilitaries paratroopers marines "
                + "conscripts veterans reservists mercenaries recruits cadets deserters dissidents "
                + "defectors remnants faction factions wing brigade brigades battalion battalions unit "
                + "units division squad squads patrol patrols crew crews team teams pilot pilots "
                + "warplanes warplane jets artillery gunboats gunboat mourners worshippers supporters "
                + "opponents fans hooligans passengers passers-by bystanders inmates prisoners "
                + "detainees hostages employees staff members lawmakers deputies senators diplomats "
                + "envoys monitors observers inspectors investigators detectives agency agencies "
                + "service services administration palace embassy federation republic kingdom nation "
                + "nations country countries bloc colleagues families family mothers fathers parents "
                + "couple tribesmen tribes tribe clan clans warlord warlords strongman dictator "
                + "subversives subversive individuals individual delinquents delinquent criminals criminal "
                + "extraditables hitmen hitman sicarios raiders raider killers killer invaders invader "
                + "counterpart counterparts adviser advisor spokesperson envoy ambassador chairman "
                + "commander spokesman spokeswoman aide prefect magistrate sheriff commissioner "
                + "customs gendarmes gendarmerie sailors airmen servicemen guardsmen").split(
                    separator: " "
                ).map(String.init))
    }()
}
