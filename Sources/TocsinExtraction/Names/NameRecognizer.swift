import TocsinModel
import TocsinText

/// A run of tokens that names something, before it is known who it is inside the article.
struct NameChunk: Sendable {
    enum Kind: Sendable { case person, office, organization, group, country, place, name }

    var kind: Kind
    /// All tokens, with titles, offices and demonyms.
    var tokens: Range<Int>
    /// The name alone; empty for an office without a name.
    var name: Range<Int>
    var country: String?
    var sector: String?
    /// What the person is: words of the title or of the apposition, as bytes of the field.
    var office: Range<Int>?
    var sourceKind: String?
    var gender: EntityLexicon.Gender = .unknown
    /// The listed name, where a list has it.
    var listed: String?
    /// The acronym that follows in parentheses.
    var acronym: Int?
}

/// Finds names by capital letters, titles and lists.
///
/// Capital letters count where they mean something: not in headlines and texts in capitals, and a
/// sentence's first word only if it is no common word.
struct NameRecognizer {
    let text: LexicalText
    let lexicon: EntityLexicon
    var chunks: [NameChunk] = []
    /// Hashes of words written with a capital inside a sentence: names wherever they stand.
    var proper: Set<UInt64> = []
    /// Names spelled out beside their acronyms in sentences in capitals, by their first token.
    var spelled: [Int: SpelledName] = [:]
    var acronyms: Set<UInt64> = []

    init(_ text: LexicalText, _ lexicon: EntityLexicon) {
        self.text = text
        self.lexicon = lexicon
    }

    /// Chunks in the order of the text; they do not overlap.
    mutating func recognize() -> [NameChunk] {
        for (s, sentence) in text.text.sentences.enumerated() where text.sentenceCasing[s] == 0 {
            for i in sentence.tokens.dropFirst()
            where text.isCapitalized(i) && text.before[i].isDisjoint(with: [.quoteOpen, .colon])
                && !text.tags[i].contains(.common)
            {
                proper.insert(text.text.tokens[i].hash)
            }
        }
        if text.sentenceCasing.contains(2) { findSpelledNames() }
        for (s, sentence) in text.text.sentences.enumerated() {
            scan(sentence.tokens, casing: text.sentenceCasing[s])
        }
        addAppositions()
        return withoutOverlaps()
    }

    /// An office of an institution ("the Kremlin spokesman") and the institution in it are found
    /// apart; the longer one stays.
    func withoutOverlaps() -> [NameChunk] {
        var kept: [NameChunk] = []
        let sorted = chunks.sorted {
            ($0.tokens.lowerBound, $1.tokens.upperBound)
                < ($1.tokens.lowerBound, $0.tokens.upperBound)
        }
        for chunk in sorted {
            if let last = kept.last, chunk.tokens.lowerBound < last.tokens.upperBound {
                if chunk.tokens.count > last.tokens.count { kept[kept.count - 1] = chunk }
                continue
            }
            kept.append(chunk)
        }
        return kept
    }

    // MARK: Runs

    mutating func scan(_ range: Range<Int>, casing: UInt8) {
        var i = range.lowerBound
        while i < range.upperBound {
            if casing == 2, let found = spelledChunk(at: i) {
                chunks.append(found)
                i = found.tokens.upperBound
                continue
            }
            if let found = listedLowerCase(at: i, range) {
                i = append(found, range)
                continue
            }
            guard isNameable(i, range, casing) || opensName(i, range, casing) else {
                i += 1
                continue
            }
            let end = extend(from: i, range, casing)
            let known = chunks.count
            i = analyze(i..<end, range)
            if casing == 2 { rememberNames(from: known) }
        }
    }

    /// A listed country or capital written in lower case, as careless translations do.
    func listedLowerCase(at i: Int, _ range: Range<Int>) -> NameChunk? {
        guard text.tags[i].contains(.phraseStart), !text.isCapitalized(i),
            let hit = text.phrase(at: i, before: range.upperBound, lexicon, where: Self.isPlaceItem)
        else { return nil }
        return placeChunk(hit.item, i..<(i + hit.length))
    }

    static func isPlaceItem(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .country, .capital, .demonym: true
        default: false
        }
    }

    static func isNameItem(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .country, .capital, .demonym, .institution, .armedGroup, .person: true
        default: false
        }
    }

    static func isTitle(_ item: EntityLexicon.PhraseItem) -> Bool {
        if case .title = item { return true }
        return false
    }

    func placeChunk(_ item: EntityLexicon.PhraseItem, _ range: Range<Int>) -> NameChunk? {
        switch item {
        case .country(let n), .demonym(let n):
            let country = lexicon.countries[n]
            return NameChunk(
                kind: .country, tokens: range, name: range, country: country.code,
                sector: nil, listed: country.name)
        case .capital(let n):
            return NameChunk(
                kind: .place, tokens: range, name: range, country: lexicon.countries[n].code)
        default: return nil
        }
    }

    // MARK: What a run is

    /// Appends the chunks of one run.
    /// - Returns: the token after the last one used.
    mutating func analyze(_ run: Range<Int>, _ sentence: Range<Int>) -> Int {
        var p = run.lowerBound
        var country: String?
        var countryChunk: NameChunk?
        var titles: [Int] = []
        while p < run.upperBound {
            if let hit = text.phrase(at: p, before: run.upperBound, lexicon, where: Self.isTitle),
                case .title(let n) = hit.item, !isBody(p, hit.length, run)
            {
                titles.append(n)
                p += hit.length
                continue
            }
            if titles.isEmpty,
                let hit = text.phrase(
                    at: p, before: run.upperBound, lexicon, where: Self.isPlaceItem),
                let chunk = placeChunk(hit.item, p..<(p + hit.length))
            {
                if let before = countryChunk { chunks.append(before) }
                countryChunk = chunk
                country = chunk.country
                p += hit.length
                if text.text.tokens[p - 1].flags.contains(.possessive) { break }
                continue
            }
            break
        }
        let rest = p..<run.upperBound
        if rest.isEmpty {
            if titles.isEmpty, let chunk = countryChunk { return append(chunk, sentence) }
            guard !titles.isEmpty, lexicon.titles[titles[0]].kind != "honorific" else {
                return run.upperBound
            }
            var chunk = NameChunk(
                kind: .office, tokens: run, name: run.upperBound..<run.upperBound,
                country: country)
            chunk.office = text.text.bytes(run)
            apply(titles, to: &chunk)
            return append(chunk, sentence)
        }
        let whole =
            text.phrase(
                at: rest.lowerBound, before: rest.upperBound, lexicon, where: Self.isNameItem)
        if let whole, whole.length == rest.count || !endsWithHead(rest) {
            if var chunk = listedChunk(whole.item, p, whole.length, run, titles) {
                if chunk.kind == .organization, titles.isEmpty, widen(&chunk, over: run) {
                    return append(chunk, sentence)
                }
                if let before = countryChunk, chunk.tokens.lowerBound >= before.tokens.upperBound {
                    chunks.append(before)
                }
                return append(chunk, sentence)
            }
        }
        if let head = headIndex(rest), !isPersonal(rest, titles) {
            var chunk = NameChunk(
                kind: .organization, tokens: titles.isEmpty ? run : rest,
                name: titles.isEmpty ? run : rest, country: country)
            let noun = lexicon.heads[Int(text.entry(head, lexicon).head)]
            chunk.sector = noun.sector
            chunk.sourceKind = noun.source
            if chunk.country == nil { chunk.country = countryInside(rest) }
            return append(chunk, sentence)
        }
        var chunk = NameChunk(kind: .name, tokens: run, name: rest, country: country)
        if !titles.isEmpty {
            chunk.kind = .person
            chunk.tokens = run
            apply(titles, to: &chunk)
            if titles.contains(where: { lexicon.titles[$0].kind != "honorific" }) {
                chunk.office = text.text.bytes(run.lowerBound..<p)
            }
        } else if let before = countryChunk {
            // "Turkish Airlines" has a head; "Russian Anna Petrova" is a country and a name.
            let isNamed =
                rest.count > 1 && run.lowerBound > sentence.lowerBound
                && text.tags[run.lowerBound - 1].contains(.theWord)
                && text.before[run.lowerBound].isEmpty
            if isNamed {
                // "the US Geological Survey", "the Palestinian Red Crescent".
                chunk.kind = .organization
                chunk.name = run
                chunk.country = country
            } else if text.before[p].isEmpty, rest.count > 1 || text.tags[p].contains(.givenName) {
                chunks.append(before)
                chunk.tokens = rest
                chunk.country = country
            }
        }
        if chunk.kind == .name { classify(&chunk) }
        if chunk.tokens.count == 1, text.isUpperCase(run.lowerBound),
            NameGrammar.acronymsOfThings.contains(text.text.text(run.lowerBound).lowercased())
        {
            return run.upperBound
        }
        return append(chunk, sentence)
    }

    /// "the Palestinian Red Crescent", "Amnesty Kenya": a listed name with the country of a branch.
    func widen(_ chunk: inout NameChunk, over run: Range<Int>) -> Bool {
        guard chunk.country == nil else { return false }
        var range = chunk.tokens
        if range.upperBound < run.upperBound, text.before[range.upperBound].isEmpty,
            !text.text.tokens[range.upperBound - 1].flags.contains(.possessive),
            let hit = text.phrase(
                at: range.upperBound, before: run.upperBound, lexicon, where: Self.isPlaceItem),
            case .country(let n) = hit.item
        {
            range = range.lowerBound..<(range.upperBound + hit.length)
            chunk.country = lexicon.countries[n].code
        } else if run.lowerBound < range.lowerBound, text.before[range.lowerBound].isEmpty,
            !text.text.tokens[range.lowerBound - 1].flags.contains(.possessive),
            let hit = text.phrase(
                at: run.lowerBound, before: range.lowerBound, lexicon, where: Self.isPlaceItem),
            case .demonym(let n) = hit.item, run.lowerBound + hit.length == range.lowerBound
        {
            range = run.lowerBound..<range.upperBound
            chunk.country = lexicon.countries[n].code
        } else {
            return false
        }
        chunk.tokens = range
        chunk.name = range
        chunk.listed = nil
        return true
    }

    /// "General Staff", "General Assembly": a rank's word before what heads a body's name.
    func isBody(_ p: Int, _ length: Int, _ run: Range<Int>) -> Bool {
        let next = p + length
        return length == 1 && next + 1 == run.upperBound && text.tags[next].contains(.head)
            && text.endsWith(p, "general")
    }

    func apply(_ titles: [Int], to chunk: inout NameChunk) {
        for n in titles {
            let title = lexicon.titles[n]
            if let sector = title.sector {
                chunk.sector = sector
                chunk.sourceKind =
                    sector == "MIL" ? "military" : title.kind == "office" ? "official" : nil
            }
            if title.gender != .unknown { chunk.gender = title.gender }
        }
    }

    func listedChunk(
        _ item: EntityLexicon.PhraseItem, _ start: Int, _ length: Int, _ run: Range<Int>,
        _ titles: [Int]
    ) -> NameChunk? {
        let range = start..<(start + length)
        switch item {
        case .institution(let n), .armedGroup(let n):
            let organization: EntityLexicon.Organization
            if case .institution = item {
                organization = lexicon.institutions[n]
            } else {
                organization = lexicon.armedGroups[n]
            }
            var chunk = NameChunk(
                kind: .organization, tokens: range, name: range, country: organization.country,
                sector: organization.sector)
            chunk.listed = organization.name
            chunk.sourceKind = organization.source
            return chunk
        case .person(let n):
            let person = lexicon.persons[n]
            var chunk = NameChunk(
                kind: .person, tokens: run.lowerBound..<range.upperBound, name: range,
                country: person.country, sector: person.sector)
            if !titles.isEmpty { chunk.office = text.text.bytes(run.lowerBound..<start) }
            chunk.listed = person.name
            chunk.gender = person.gender
            chunk.sourceKind = "official"
            return chunk
        default:
            return placeChunk(item, range)
        }
    }

    func endsWithHead(_ range: Range<Int>) -> Bool {
        text.tags[range.upperBound - 1].contains(.head) || headIndex(range) != nil
    }

    /// The token that heads an organization's name: the last word ("Central Bank") or one before
    /// "of" or "for" ("Ministry of Defense").
    func headIndex(_ range: Range<Int>) -> Int? {
        for i in range where text.tags[i].contains(.head) {
            let next = i + 1
            if next >= range.upperBound { return i }
            if !text.tags[next].isDisjoint(with: [.of, .forWord]) { return i }
            if text.tags[next].contains(.head) { continue }
            if !text.before[next].isEmpty { return i }
        }
        let last = range.upperBound - 1
        return text.tags[last].contains(.head) ? last : nil
    }

    /// "Emily House": a given name before what else would head an organization.
    func isPersonal(_ range: Range<Int>, _ titles: [Int]) -> Bool {
        guard range.count == 2, text.tags[range.lowerBound].contains(.givenName) else {
            return false
        }
        return true
    }

    func countryInside(_ range: Range<Int>) -> String? {
        for i in range where text.tags[i].contains(.phraseStart) {
            if let hit = text.phrase(
                at: i, before: range.upperBound, lexicon, where: Self.isPlaceItem),
                let chunk = placeChunk(hit.item, i..<(i + hit.length))
            {
                return chunk.country
            }
        }
        return nil
    }

    func classify(_ chunk: inout NameChunk) {
        let name = chunk.name
        let first = name.lowerBound
        let length = name.count
        let gender = text.entry(first, lexicon).gender
        // "the Abu Shouk Emergency Room": nobody's name has an article, or ends in two common words.
        let ends = name.suffix(2)
        if length > 2,
            first > 0 && text.before[first].isEmpty && text.tags[first - 1].contains(.theWord)
                || ends.allSatisfy({ text.tags[$0].contains(.common) })
        {
            return
        }
        if text.tags[first].contains(.givenName), length > 1 {
            chunk.kind = .person
            chunk.gender = gender
            return
        }
        for i in name.dropFirst()
        where isInitial(i) && text.before[i + 1].contains(.stop) && length > 2 {
            chunk.kind = .person
            return
        }
        if length == 1, text.isUpperCase(first),
            text.text.tokens[first].end - text.text.tokens[first].start > 1,
            text.text.tokens[first].end - text.text.tokens[first].start < 7,
            !text.text.tokens[first].flags.contains(.hasDigit)
        {
            chunk.kind = .organization
            return
        }
        if length == 1, text.tags[first].contains(.givenName) {
            chunk.kind = .person
            chunk.gender = gender
            return
        }
        if length >= 2, length <= 4, followedBySpeech(name.upperBound) {
            chunk.kind = .person
        }
    }

    /// A cue, or "who" after a comma: only persons do that.
    func followedBySpeech(_ i: Int) -> Bool {
        guard i < text.count else { return false }
        if text.tags[i].contains(.relative), !text.endsWith(i, "ch") { return true }
        guard text.tags[i].contains(.cue), text.before[i].isEmpty else { return false }
        let cue = lexicon.cues[Int(text.entry(i, lexicon).cue)]
        return cue.kind == .speech
    }
}
