/// The closed-class words of English that tell where names and noun phrases begin and end.
///
/// Domain words are not here: they are rows of lists (`EntityLexicon.List`).
enum NameGrammar {
    static let classes: [(words: String, tags: WordTags)] = [
        ("the", [.determiner, .theWord, .common]),
        (
            "a an this these those some any no every each all both many most several few another other more fewer such much half",
            [.determiner, .common]
        ),
        ("his her their its our my your whose", [.determiner, .possessive, .common]),
        (
            "one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands scores",
            [.number, .common]
        ),
        (
            "in on at with from into over under about against between among during near amid despite without within toward towards upon via per like across through along around behind beyond inside outside unlike except including regarding concerning following throughout above below off up down out",
            [.preposition, .common]
        ),
        ("of", [.preposition, .of, .common]),
        ("for", [.preposition, .forWord, .common]),
        ("to", [.preposition, .to, .common]),
        ("by", [.preposition, .by, .common]),
        ("as", [.subordinator, .as_, .common]),
        ("and", [.coordinator, .and, .common]),
        ("or nor yet so plus", [.coordinator, .common]),
        ("but", [.coordinator, .contrast, .common]),
        ("that", [.subordinator, .that, .determiner, .common]),
        ("who whom which", [.subordinator, .relative, .common]),
        (
            "when where if because unless than once whenever wherever lest",
            [.subordinator, .common]
        ),
        ("after before since until till", [.subordinator, .preposition, .common]),
        ("while whereas although though", [.subordinator, .contrast, .common]),
        ("whether how what why", [.subordinator, .question, .common]),
        ("he", [.subjectPronoun, .male, .common]),
        ("she", [.subjectPronoun, .female, .common]),
        ("they we", [.subjectPronoun, .plural, .common]),
        ("it i you", [.subjectPronoun, .common]),
        ("him them us me himself herself themselves itself", [.objectPronoun, .common]),
        (
            "is are was were be been being am isn't aren't wasn't weren't",
            [.auxiliary, .be, .common]
        ),
        (
            "has have had do does did hasn't haven't hadn't don't doesn't didn't",
            [.auxiliary, .common]
        ),
        (
            "will would can could may might shall should must cannot won't wouldn't can't couldn't mustn't shouldn't",
            [.auxiliary, .modal, .common]
        ),
        (
            "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't not never neither hardly",
            [.negation, .common]
        ),
        (
            "not never already also again later then now however meanwhile earlier today still just even only ever once too very thus therefore hence instead moreover furthermore nevertheless nonetheless afterwards afterward here there perhaps maybe indeed further else soon often always sometimes rather quite almost nearly first second finally simply well back yet ago together elsewhere otherwise previously",
            [.adverb, .common]
        ),
        (
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
            [.date]
        ),
        (
            "today yesterday tomorrow tonight morning afternoon evening night noon midnight week weekend month year last next earlier late early overnight recently",
            [.date, .common]
        ),
        (
            "van von der den del della di da dos das de la le el al bin bint ben ibn abu ter ten du y e san ul ur",
            [.particle]
        ),
        (
            "went goes continued continues sought seeks decided failed managed began begins started wanted hastened hesitate preferred dared chose hurried reluctant eager continue able going seemed seems appeared appears tried tries came comes",
            [.chain]
        ),
        ("refused refuses declined declines refuse decline unable unwilling", [.chain, .refusal]),
        ("quoted cited reported said", []),
        (
            "according given based asked speaking writing despite due thanks rather instead regardless apart besides aside compared",
            [.common]
        ),
        (
            "new old big good bad great long short high low early late young small large major minor certain various similar recent former current local national international foreign domestic federal political economic military social public private official senior top main key only whole entire own same different next previous following",
            [.common]
        ),
        (
            "people men women children residents police officials authorities experts analysts critics supporters witnesses lawmakers lawyers soldiers troops doctors scientists researchers investigators prosecutors workers students parents voters",
            [.common]
        ),
        (
            "yes no not nothing nobody everyone everything someone something anyone anything none others part parts number total fact addition case despite way time times day days month months year years reality news breaking update updated photo video watch read see image file story analysis opinion exclusive editor note abstract full text",
            [.common]
        ),
        (
            "let make take get give go come keep put think know want need look say see find tell try ask use call work",
            [.common]
        ),
        (
            "mother father son daughter wife husband brother sister friend colleague boss deputy partner",
            [.familyHint]
        ),
        ("there here", [.adverb, .common]),
        ("many some others several those both all most few one another", [.pronominal]),
        ("last next early late earlier weekend night morning", [.innerDate]),
        ("during after before via through since until amid", [.adverbial]),
        ("time way thing moment place reason point", [.timeNoun]),
        (
            "after in at under if when because with about more for since once while despite during between as on",
            [.clauseOpener]
        ),
        ("by before after in", [.beforeGerund]),
        ("at in for on", [.inOffice]),
        (
            "ministry department agency council commission committee court party company group organization organisation embassy union newspaper mission office bureau command directorate secretariat delegation network association federation hospital authority institute service foundation centre center board chamber prefecture municipality",
            [.organizationNoun]
        ),
        ("but", [.but]),
        ("whose", [.whose]),
        ("i we you me us", [.firstPerson]),
        ("it", [.it]),
        ("with", [.with]),
        ("at", [.at]),
        ("him his", [.male]),
        ("her", [.female]),
        ("no nobody none neither nothing", [.none]),
        ("al el de del von van der den bin ibn abu da di ul ur", [.opener]),
        (
            "claim charge accusation allegation assertion figure statement suggestion charges claims allegations accusations",
            [.remark]
        ),
    ]

    /// Acronyms that stand for things, times and conditions: they act and speak for nobody.
    static let acronymsOfThings: Set<String> = [
        "gmt", "utc", "bst", "est", "edt", "pdt", "pst", "cet", "cest", "ist", "uav", "uavs", "fpv",
        "ied", "ieds", "suv", "suvs", "tnt", "rpg", "rpgs", "cctv", "gdp", "hiv", "aids", "dna",
        "usd", "tv", "vip", "vips", "mlrs", "atgm", "gps", "id", "hq", "pow", "pows", "am", "pm",
        "op-ed", "faq", "ceo", "asap", "rip",
    ]

    /// Lower-case country and capital names that are words of their own.
    static let ambiguousInLowerCase: Set<String> = [
        "turkey", "china", "jordan", "chad", "guinea", "lima", "male", "wellington", "polish",
        "pole", "poles", "dane", "swede", "finn", "turk", "scot", "lao", "us", "mali", "togo",
        "niger", "cuba", "rome", "bern", "georgia", "victoria", "sofia", "juba", "suva", "male",
        "nice", "arab", "emirates", "congo", "who", "america",
    ]
}
