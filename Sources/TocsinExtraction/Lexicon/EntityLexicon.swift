import TocsinModel
package import TocsinText

/// The words by which names, offices, organizations and reports are known: rows of lists, compiled
/// once, shared by every article.
///
/// Looked up by a token's hash; the closed-class words of English (`NameGrammar`) are always in it.
package final class EntityLexicon: Sendable {
    /// What a list is of. The raw value is the list's file name without `.tsv`.
    package enum List: String, CaseIterable, Sendable {
        case cues, sources, titles, offices, organizations, institutions, countries
        case givenNames = "given-names"
        case transliterations
        case officeHolders = "office-holders"
        case armedGroups = "armed-groups"
    }

    /// One word and all that is known of it.
    struct Entry: Sendable {
        var tags: WordTags = []
        /// Index into `cues` of the verb, or -1.
        var cue: Int16 = -1
        /// Index into `cues` of the noun ("his claim that"), or -1.
        var nounCue: Int16 = -1
        var cueForm: CueForm = .base
        /// Index into `countries`, or -1.
        var country: Int16 = -1
        /// Index into `nouns` (offices and group nouns), or -1.
        var noun: Int16 = -1
        /// Index into `heads` (organization heads), or -1.
        var head: Int16 = -1
        var gender: Gender = .unknown
        /// Items that begin with this word, longest first.
        var phrases: Range<Int32> = 0..<0
    }

    struct Phrase: Sendable {
        /// Hashes of the words after the first.
        var rest: [UInt64]
        var item: PhraseItem
        /// How the first word must be written.
        var casing: Casing
    }

    enum Casing: UInt8, Sendable { case any, capitalized, allCaps }

    enum PhraseItem: Sendable {
        case cue(Int, CueForm)
        case attribution
        case citation
        case venue
        case title(Int)
        case country(Int)
        case capital(Int)
        case demonym(Int)
        case institution(Int)
        case armedGroup(Int)
        case person(Int)
    }

    enum CueForm: UInt8, Sendable { case base, third, past, gerund }
    enum Gender: UInt8, Sendable { case unknown, male, female }

    struct Country: Sendable {
        var name: String
        /// ISO 3166-1 alpha-3, nil for a region.
        var code: String?
    }

    struct Title: Sendable {
        var text: String
        var kind: String
        var sector: String?
        var gender: Gender
    }

    struct Noun: Sendable {
        var text: String
        var sector: String?
        var source: String?
        var gender: Gender
    }

    struct Organization: Sendable {
        var name: String
        var country: String?
        var sector: String?
        var source: String?
        var kind: String
        /// Years of activity; nil is open.
        var from: Int?
        var to: Int?
    }

    struct Person: Sendable {
        var name: String
        var office: String
        var country: String?
        var sector: String?
        var gender: Gender
        var from: Int?
        var to: Int?
    }

    let keys: [UInt64]
    let slots: [Int32]
    let entries: [Entry]
    let phrases: [Phrase]
    let cues: [ReportingCue]
    let countries: [Country]
    let titles: [Title]
    let nouns: [Noun]
    let heads: [Noun]
    let institutions: [Organization]
    let armedGroups: [Organization]
    let persons: [Person]
    /// Rows of `persons` by the canonical hash of the family name.
    let personsByFamilyName: [UInt64: [Int]]
    /// The hash of the spelling that is kept, by the hash of each other spelling.
    let canonical: [UInt64: UInt64]
    /// The folded letters of each kept spelling.
    let canonicalText: [UInt64: String]

    /// The words of running English.
    let commonWords: CommonWords

    init(_ rows: Rows) {
        commonWords = rows.commonWords
        keys = rows.keys
        slots = rows.slots
        entries = rows.entries
        phrases = rows.phrases
        cues = rows.cues
        countries = rows.countries
        titles = rows.titles
        nouns = rows.nouns
        heads = rows.heads
        institutions = rows.institutions
        armedGroups = rows.armedGroups
        persons = rows.persons
        personsByFamilyName = rows.personsByFamilyName
        canonical = rows.canonical
        canonicalText = rows.canonicalText
    }

    /// The index of a word's entry, 0 where nothing is known of it.
    @inline(__always)
    func entry(_ hash: UInt64) -> Int32 {
        guard !keys.isEmpty else { return 0 }
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask
        while true {
            let index = slots[slot]
            if index == 0 { return 0 }
            if keys[slot] == hash { return index }
            slot = (slot + 1) & mask
        }
    }

    func canonicalHash(_ hash: UInt64) -> UInt64 { canonical[hash] ?? hash }

    /// The tables while they are filled.
    struct Rows: Sendable {
        var keys: [UInt64] = []
        var slots: [Int32] = []
        var entries: [Entry] = [Entry()]
        var phrases: [Phrase] = []
        var cues: [ReportingCue] = []
        var countries: [Country] = []
        var titles: [Title] = []
        var nouns: [Noun] = []
        var heads: [Noun] = []
        var institutions: [Organization] = []
        var armedGroups: [Organization] = []
        var persons: [Person] = []
        /// Rows of `persons` by the canonical hash of the family name.
        var personsByFamilyName: [UInt64: [Int]] = [:]
        /// The hash of the spelling that is kept, by the hash of each other spelling.
        var canonical: [UInt64: UInt64] = [:]
        /// The folded letters of each kept spelling.
        var canonicalText: [UInt64: String] = [:]
        var commonWords = CommonWords(load: { [] })
    }

    package static func builder(analyzer: TextAnalyzer = TextAnalyzer()) -> EntityLexiconBuilder {
        EntityLexiconBuilder(analyzer: analyzer)
    }
}

/// A word that reports what someone says, with the sentence forms it takes.
struct ReportingCue: Sendable {
    struct Frames: OptionSet, Sendable {
        let rawValue: UInt16
        /// said [that] it was
        static let clause = Frames(rawValue: 1)
        /// only with that, whether, how, what
        static let that = Frames(rawValue: 2)
        static let quote = Frames(rawValue: 4)
        /// rejected the plan
        static let object = Frames(rawValue: 8)
        /// vowed to go on
        static let infinitive = Frames(rawValue: 16)
        /// urged them to go
        static let personInfinitive = Frames(rawValue: 32)
        /// described it as "grave"
        static let predicate = Frames(rawValue: 64)
        /// called it "grave"
        static let name = Frames(rawValue: 128)
        /// accused them of lying
        static let accusation = Frames(rawValue: 256)
        /// told reporters that
        static let addressee = Frames(rawValue: 512)
        /// put the toll at 12
        static let measure = Frames(rawValue: 1024)
        /// expressed concern about the plan
        static let feeling = Frames(rawValue: 2048)

        static let byName: [String: Frames] = [
            "clause": .clause, "that": .that, "quote": .quote, "object": .object,
            "to": .infinitive, "person_to": .personInfinitive, "as": .predicate, "name": .name,
            "of": .accusation, "addressee": .addressee, "at": .measure, "feeling": .feeling,
        ]
    }

    enum Kind: String, CaseIterable, Sendable {
        case speech, writing, thought, finding, attitude, noun
    }

    var lemma: String
    var stance: Claim.Stance
    var frames: Frames
    var kind: Kind
}

/// What a word can be. Closed classes come from `NameGrammar`, the rest from lists.
struct WordTags: OptionSet, Sendable {
    let rawValue: UInt64
    static let determiner = WordTags(rawValue: 1 << 0)
    static let preposition = WordTags(rawValue: 1 << 1)
    static let coordinator = WordTags(rawValue: 1 << 2)
    static let subordinator = WordTags(rawValue: 1 << 3)
    static let subjectPronoun = WordTags(rawValue: 1 << 4)
    static let objectPronoun = WordTags(rawValue: 1 << 5)
    static let possessive = WordTags(rawValue: 1 << 6)
    static let auxiliary = WordTags(rawValue: 1 << 7)
    static let negation = WordTags(rawValue: 1 << 8)
    static let adverb = WordTags(rawValue: 1 << 9)
    static let date = WordTags(rawValue: 1 << 10)
    /// May begin a sentence with a capital and is no name.
    static let common = WordTags(rawValue: 1 << 11)
    static let cue = WordTags(rawValue: 1 << 12)
    static let phraseStart = WordTags(rawValue: 1 << 13)
    static let title = WordTags(rawValue: 1 << 14)
    static let noun = WordTags(rawValue: 1 << 15)
    static let head = WordTags(rawValue: 1 << 16)
    static let country = WordTags(rawValue: 1 << 17)
    static let demonym = WordTags(rawValue: 1 << 18)
    static let givenName = WordTags(rawValue: 1 << 19)
    static let venue = WordTags(rawValue: 1 << 20)
    static let particle = WordTags(rawValue: 1 << 21)
    static let number = WordTags(rawValue: 1 << 22)
    static let be = WordTags(rawValue: 1 << 23)
    static let that = WordTags(rawValue: 1 << 24)
    static let relative = WordTags(rawValue: 1 << 25)
    static let to = WordTags(rawValue: 1 << 26)
    static let of = WordTags(rawValue: 1 << 27)
    static let by = WordTags(rawValue: 1 << 28)
    static let as_ = WordTags(rawValue: 1 << 29)
    static let male = WordTags(rawValue: 1 << 30)
    static let female = WordTags(rawValue: 1 << 31)
    static let plural = WordTags(rawValue: 1 << 32)
    static let chain = WordTags(rawValue: 1 << 33)
    static let refusal = WordTags(rawValue: 1 << 34)
    static let theWord = WordTags(rawValue: 1 << 35)
    static let and = WordTags(rawValue: 1 << 36)
    static let question = WordTags(rawValue: 1 << 37)
    static let contrast = WordTags(rawValue: 1 << 38)
    static let forWord = WordTags(rawValue: 1 << 39)
    static let familyHint = WordTags(rawValue: 1 << 40)
    static let modal = WordTags(rawValue: 1 << 41)
    static let nounCue = WordTags(rawValue: 1 << 42)
    /// Stands for a person alone: "some", "others".
    static let pronominal = WordTags(rawValue: 1 << 43)
    /// A date word that may stand inside a noun phrase: "the last poll".
    static let innerDate = WordTags(rawValue: 1 << 44)
    /// Always begins an adverbial: "during", "amid".
    static let adverbial = WordTags(rawValue: 1 << 45)
    static let timeNoun = WordTags(rawValue: 1 << 46)
    /// May begin a reported clause: "in recent days the army".
    static let clauseOpener = WordTags(rawValue: 1 << 47)
    /// "by saying that", "before adding that"
    static let beforeGerund = WordTags(rawValue: 1 << 48)
    /// Inside an office: "head of security at the plant".
    static let inOffice = WordTags(rawValue: 1 << 49)
    /// A common noun for an organization.
    static let organizationNoun = WordTags(rawValue: 1 << 50)
    static let but = WordTags(rawValue: 1 << 51)
    static let whose = WordTags(rawValue: 1 << 52)
    static let firstPerson = WordTags(rawValue: 1 << 53)
    static let it = WordTags(rawValue: 1 << 54)
    /// A name may begin with it in lower case: "al Shabaab", "de la Espriella".
    static let opener = WordTags(rawValue: 1 << 55)
    /// A plain noun for an accusation or claim: ", a charge Kyiv denies".
    /// A subject of whom the opposite holds: "no group", "nobody".
    static let none = WordTags(rawValue: 1 << 57)
    static let with = WordTags(rawValue: 1 << 58)
    static let at = WordTags(rawValue: 1 << 59)
    static let remark = WordTags(rawValue: 1 << 56)
}
