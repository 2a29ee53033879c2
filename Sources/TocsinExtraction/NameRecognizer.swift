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
    private(set) var chunks: [NameChunk] = []
    /// Hashes of words written with a capital inside a sentence: names wherever they stand.
    private var proper: Set<UInt64> = []

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
        for (s, sentence) in text.text.sentences.enumerated() {
            scan(sentence.tokens, casing: text.sentenceCasing[s])
        }
        addAppositions()
        return withoutOverlaps()
    }

    /// An office of an institution ("the Kremlin spokesman") and the institution in it are found
    /// apart; the longer one stays.
    private func withoutOverlaps() -> [NameChunk] {
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

    private mutating func scan(_ range: Range<Int>, casing: UInt8) {
        var i = range.lowerBound
        while i < range.upperBound {
            if let found = listedLowerCase(at: i, range) {
                i = append(found, range)
                continue
            }
            guard isNameable(i, range, casing) || opensName(i, range, casing) else {
                i += 1
                continue
            }
            let end = extend(from: i, range, casing)
            i = analyze(i..<end, range)
        }
    }

    /// A listed country or capital written in lower case, as careless translations do.
    private func listedLowerCase(at i: Int, _ range: Range<Int>) -> NameChunk? {
        guard text.tags[i].contains(.phraseStart), !text.isCapitalized(i),
            let hit = text.phrase(at: i, before: range.upperBound, lexicon, where: Self.isPlaceItem)
        else { return nil }
        return placeChunk(hit.item, i..<(i + hit.length))
    }

    private static func isPlaceItem(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .country, .capital, .demonym: true
        default: false
        }
    }

    private static func isNameItem(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .country, .capital, .demonym, .institution, .armedGroup, .person: true
        default: false
        }
    }

    private static func isTitle(_ item: EntityLexicon.PhraseItem) -> Bool {
        if case .title = item { return true }
        return false
    }

    private func placeChunk(_ item: EntityLexicon.PhraseItem, _ range: Range<Int>) -> NameChunk? {
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

    private func isNameable(_ i: Int, _ range: Range<Int>, _ casing: UInt8) -> Bool {
        guard text.isCapitalized(i) else { return false }
        let tags = text.tags[i]
        if casing == 2 { return isListed(i, range) }
        if !tags.isDisjoint(with: [.date, .determiner, .subjectPronoun]) {
            return isListed(i, range)
        }
        if isListed(i, range) { return true }
        let initial =
            i == range.lowerBound
            || !text.before[i].isDisjoint(with: [.quoteOpen, .colon, .newline])
        if tags.contains(.common) {
            // "the National Electric Coordinator": an adjective that a name begins with.
            return casing == 0 && !initial && followedByName(i, range)
                && tags.isDisjoint(with: [
                    .determiner, .preposition, .coordinator, .subordinator, .auxiliary, .negation,
                    .adverb, .number, .cue, .objectPronoun, .innerDate,
                ])
        }
        if casing == 1 {
            return tags.contains(.givenName) || proper.contains(text.text.tokens[i].hash)
                || (tags.isDisjoint(with: [.cue, .adverb, .head, .noun])
                    && followedByName(i, range))
                || (tags.isEmpty && text.isUpperCase(i))
        }
        guard initial else {
            // A cue or common noun with a capital inside a sentence is part of a name only there.
            return true
        }
        if tags.contains(.givenName) || proper.contains(text.text.tokens[i].hash) { return true }
        if tags.isEmpty, i + 1 < range.upperBound, text.before[i + 1].isEmpty,
            opensName(i + 1, range, casing)
        {
            return true
        }
        if followedByName(i, range) { return tags.isDisjoint(with: [.adverb, .cue]) }
        if tags.contains(.cue) || tags.contains(.adverb) { return false }
        let next = i + 1
        if next < range.upperBound {
            let follows = text.tags[next]
            if !follows.isDisjoint(with: [.cue, .auxiliary]) && text.before[next].isEmpty {
                return !text.endsWith(i, "s") || tags.isEmpty
            }
            if text.before[next].contains(.comma), next + 1 < range.upperBound,
                tags.isEmpty, !text.endsWith(i, "ly"), !text.endsWith(i, "ed")
            {
                return true
            }
        }
        return text.text.tokens[i].flags.contains(.possessive)
            || (text.isUpperCase(i) && text.text.tokens[i].end - text.text.tokens[i].start > 1)
    }

    /// "al Shabaab", "de la Espriella": a particle in lower case before a name.
    private func opensName(_ i: Int, _ range: Range<Int>, _ casing: UInt8) -> Bool {
        let next = i + 1
        guard casing == 0, text.tags[i].contains(.opener), !text.isCapitalized(i),
            next < range.upperBound, text.isCapitalized(next),
            text.before[next].isSubset(of: [.hyphen])
        else { return false }
        return text.tags[next].isDisjoint(with: [.common, .date])
    }

    private func isListed(_ i: Int, _ range: Range<Int>) -> Bool {
        text.tags[i].contains(.phraseStart)
            && text.phrase(
                at: i, before: range.upperBound, lexicon,
                where: { Self.isNameItem($0) || Self.isTitle($0) }) != nil
    }

    private func followedByName(_ i: Int, _ range: Range<Int>) -> Bool {
        let next = i + 1
        return next < range.upperBound && text.isCapitalized(next)
            && text.before[next].isSubset(of: [.hyphen, .stop])
            && text.tags[next].isDisjoint(with: [.common, .date])
    }

    private func extend(from start: Int, _ range: Range<Int>, _ casing: UInt8) -> Int {
        var i = start
        var hasHead = text.tags[i].contains(.head)
        while true {
            // "Secretary of State", "Bosnia and Herzegovina": listed words stay together.
            if let hit = text.phrase(
                at: i, before: range.upperBound, lexicon,
                where: { Self.isNameItem($0) || Self.isTitle($0) })
            {
                i += hit.length - 1
            }
            if text.text.tokens[i].flags.contains(.possessive) { return i + 1 }
            let next = i + 1
            guard next < range.upperBound else { return next }
            let gap = text.before[next]
            let joins =
                gap.isSubset(of: [.hyphen])
                || (gap == .stop && (isInitial(i) || isAbbreviated(i)))
                || gap == .other && hasHead
            guard joins else { return next }
            let tags = text.tags[next]
            if text.isCapitalized(next) {
                let broken =
                    casing == 0
                    ? tags.contains(.date)
                        || (tags.contains(.common) && !isListed(next, range) && !hasHead)
                    : !isNameable(next, range, casing) && !tags.contains(.title)
                if broken, !gap.contains(.hyphen) { return next }
                hasHead = hasHead || tags.contains(.head)
                i = next
                continue
            }
            let after = next + 1
            if gap == .hyphen {
                // "al-Assad", "Jean-pierre": what a hyphen joins is one name.
                i = next
                continue
            }
            guard after < range.upperBound, text.isCapitalized(after), casing == 0,
                text.before[after].isSubset(of: [.hyphen])
            else {
                // "Organization for the Prohibition of …", "van der Sar".
                if after + 1 < range.upperBound, text.isCapitalized(after + 1),
                    text.before[after].isEmpty, text.before[after + 1].isEmpty,
                    (tags.contains(.particle) && text.tags[after].contains(.particle))
                        || (hasHead && !tags.isDisjoint(with: [.of, .forWord])
                            && text.tags[after].contains(.theWord))
                {
                    i = after + 1
                    continue
                }
                return next
            }
            if tags.contains(.particle), !tags.contains(.theWord) {
                i = after
                continue
            }
            if hasHead, !tags.isDisjoint(with: [.of, .forWord]),
                text.tags[after].isDisjoint(with: [.date])
            {
                i = after
                continue
            }
            // "Ministry of Health and Human Services": "and" inside what a head governs.
            if hasHead, tags.contains(.and), text.tags[i].isDisjoint(with: [.head, .country]),
                headGoverns(start, i), text.tags[after].isDisjoint(with: [.givenName, .title])
            {
                i = after
                continue
            }
            return next
        }
    }

    /// Whether an "of" or "for" stands in the run: its conjuncts belong to one name.
    private func headGoverns(_ start: Int, _ end: Int) -> Bool {
        for k in start..<end where !text.tags[k].isDisjoint(with: [.of, .forWord]) { return true }
        return false
    }

    private func isInitial(_ i: Int) -> Bool {
        text.text.tokens[i].end - text.text.tokens[i].start == 1
            || (text.isUpperCase(i) && text.text.tokens[i].end - text.text.tokens[i].start <= 3)
    }

    private func isAbbreviated(_ i: Int) -> Bool {
        text.tags[i].contains(.phraseStart)
            && text.phrase(at: i, before: i + 1, lexicon, where: Self.isTitle) != nil
    }

    // MARK: What a run is

    /// Appends the chunks of one run.
    /// - Returns: the token after the last one used.
    private mutating func analyze(_ run: Range<Int>, _ sentence: Range<Int>) -> Int {
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
        return append(chunk, sentence)
    }

    /// "the Palestinian Red Crescent", "Amnesty Kenya": a listed name with the country of a branch.
    private func widen(_ chunk: inout NameChunk, over run: Range<Int>) -> Bool {
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
    private func isBody(_ p: Int, _ length: Int, _ run: Range<Int>) -> Bool {
        let next = p + length
        return length == 1 && next + 1 == run.upperBound && text.tags[next].contains(.head)
            && text.endsWith(p, "general")
    }

    private func apply(_ titles: [Int], to chunk: inout NameChunk) {
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

    private func listedChunk(
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

    private func endsWithHead(_ range: Range<Int>) -> Bool {
        text.tags[range.upperBound - 1].contains(.head) || headIndex(range) != nil
    }

    /// The token that heads an organization's name: the last word ("Central Bank") or one before
    /// "of" or "for" ("Ministry of Defense").
    private func headIndex(_ range: Range<Int>) -> Int? {
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
    private func isPersonal(_ range: Range<Int>, _ titles: [Int]) -> Bool {
        guard range.count == 2, text.tags[range.lowerBound].contains(.givenName) else {
            return false
        }
        return true
    }

    private func countryInside(_ range: Range<Int>) -> String? {
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

    private func classify(_ chunk: inout NameChunk) {
        let name = chunk.name
        let first = name.lowerBound
        let length = name.count
        let gender = text.entry(first, lexicon).gender
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
    private func followedBySpeech(_ i: Int) -> Bool {
        guard i < text.count else { return false }
        if text.tags[i].contains(.relative), !text.endsWith(i, "ch") { return true }
        guard text.tags[i].contains(.cue), text.before[i].isEmpty else { return false }
        let cue = lexicon.cues[Int(text.entry(i, lexicon).cue)]
        return cue.kind == .speech
    }

    // MARK: Groups and appositions

    /// Appends a chunk, widened to "Russian troops" where a common noun for people follows a
    /// country or a capital. ("Hamas fighters" stays Hamas.)
    private mutating func append(_ chunk: NameChunk, _ sentence: Range<Int>) -> Int {
        var chunk = chunk
        if chunk.kind == .country || chunk.kind == .place,
            !text.text.tokens[chunk.tokens.upperBound - 1].flags.contains(.possessive),
            let noun = groupNoun(after: chunk.tokens.upperBound, sentence)
        {
            let known = lexicon.nouns[Int(text.entry(noun, lexicon).noun)]
            let next = noun + 1
            let isTitleOfName =
                next < sentence.upperBound && text.isCapitalized(next) && text.before[next].isEmpty
            if !isTitleOfName {
                let whole = chunk.tokens.lowerBound..<next
                chunks.append(
                    NameChunk(
                        kind: .group, tokens: whole, name: whole, country: chunk.country,
                        sector: known.sector, sourceKind: known.source, gender: known.gender))
                return next
            }
        }
        if chunk.kind == .organization || chunk.kind == .name {
            let next = chunk.tokens.upperBound
            if next < sentence.upperBound, text.before[next].contains(.parenthesisOpen),
                text.before[next + 1].contains(.parenthesisClose), text.isUpperCase(next),
                text.text.tokens[next].end - text.text.tokens[next].start > 1,
                !text.text.tokens[next].flags.contains(.digit)
            {
                chunk.acronym = next
                chunk.kind = .organization
                chunks.append(chunk)
                return next + 1
            }
        }
        chunks.append(chunk)
        return max(chunk.tokens.upperBound, chunk.tokens.lowerBound + 1)
    }

    private func groupNoun(after start: Int, _ sentence: Range<Int>) -> Int? {
        var i = start
        while i < sentence.upperBound, i < start + 3 {
            guard text.before[i].isSubset(of: [.hyphen]), !text.isCapitalized(i) else { return nil }
            if text.tags[i].contains(.noun) {
                // The last of "army general", "government spokesman".
                let next = i + 1
                if next < sentence.upperBound, text.before[next].isEmpty,
                    text.tags[next].contains(.noun), !text.isCapitalized(next)
                {
                    return next
                }
                return i
            }
            guard
                text.tags[i].isDisjoint(with: [
                    .determiner, .preposition, .coordinator, .subordinator, .auxiliary, .cue,
                    .subjectPronoun, .negation,
                ])
            else { return nil }
            i += 1
        }
        return nil
    }

    /// Gives persons the offices that stand beside their names: "spokesman Dmitry Peskov", "Dmitry
    /// Peskov, Russian presidential spokesman", "the president, Jane Doe,".
    private mutating func addAppositions() {
        for c in chunks.indices {
            guard chunks[c].kind == .person || chunks[c].kind == .name else { continue }
            if chunks[c].office == nil { addOfficeBefore(c) }
            if chunks[c].office == nil { addOfficeAfter(c) }
        }
    }

    private mutating func addOfficeBefore(_ c: Int) {
        let start = chunks[c].tokens.lowerBound
        guard start > 0, text.quoteOf[start] == text.quoteOf[start - 1] else { return }
        let gap = text.before[start]
        if gap.isEmpty, text.tags[start - 1].contains(.noun), !text.isCapitalized(start - 1),
            chunks[c].name.count < 5
        {
            var from = start - 1
            while from > 0, start - from < 6, text.before[from].isSubset(of: [.hyphen]),
                text.tags[from - 1].isDisjoint(with: [
                    .determiner, .preposition, .coordinator, .subordinator, .auxiliary, .cue,
                    .common,
                    .subjectPronoun,
                ])
            {
                from -= 1
            }
            setOffice(from..<start, noun: start - 1, of: c)
            return
        }
        guard gap == .comma, chunks[c].name.count >= 2 || chunks[c].kind == .person else { return }
        // "the Ukrainian President, Volodímir Zelenski," and "the Secretary General of the OSCE, …".
        var k = c - 1
        var steps = 0
        while k >= 0, steps < 3 {
            let chunk = chunks[k]
            guard start - chunk.tokens.lowerBound < 18 else { return }
            for i in chunk.tokens.upperBound..<start
            where text.tags[i].isDisjoint(with: [.of, .forWord, .theWord, .and])
                && !text.isCapitalized(i)
                || text.before[i].contains(.comma)
            {
                return
            }
            if chunk.kind == .office {
                let country = chunk.country ?? chunks[(k + 1)..<c].lazy.compactMap(\.country).first
                let range = chunk.tokens.lowerBound..<start
                chunks[c].kind = .person
                chunks[c].office = text.text.bytes(range)
                chunks[c].country = chunks[c].country ?? country
                chunks[c].sector = chunks[c].sector ?? chunk.sector
                chunks[c].sourceKind = chunks[c].sourceKind ?? chunk.sourceKind
                return
            }
            k -= 1
            steps += 1
        }
    }

    private mutating func addOfficeAfter(_ c: Int) {
        let start = chunks[c].tokens.upperBound
        guard start < text.count, text.before[start].contains(.comma),
            text.before[start].isDisjoint(with: [.quoteOpen, .quoteClose, .newline]),
            chunks[c].name.count >= 2 || chunks[c].kind == .person
        else { return }
        var end = start
        var noun: Int?
        while end < text.count, end < start + 24 {
            let gap = text.before[end]
            if end > start, !gap.isDisjoint(with: Separators.clause.subtracting(.stop)) { break }
            if end > start, gap.contains(.stop), !isInitial(end - 1), !isAbbreviated(end - 1) {
                break
            }
            let tags = text.tags[end]
            if !tags.isDisjoint(with: [.auxiliary, .relative, .subjectPronoun]) { break }
            if noun == nil {
                if tags.contains(.noun) {
                    noun = end
                } else if tags.contains(.phraseStart),
                    text.phrase(at: end, before: end + 3, lexicon, where: Self.isTitle) != nil
                {
                    noun = end
                } else if !tags.isDisjoint(with: [.preposition, .coordinator, .cue, .subordinator])
                {
                    return
                }
            } else if tags.contains(.preposition),
                text.tags[end].isDisjoint(with: [.of, .forWord]),
                !text.tags[end].contains(.inOffice)
            {
                break
            } else if tags.contains(.cue), !text.isCapitalized(end) {
                break
            }
            end += 1
        }
        guard let noun, noun - start < 9 else { return }
        setOffice(start..<end, noun: noun, of: c)
    }

    private mutating func setOffice(_ range: Range<Int>, noun: Int, of c: Int) {
        chunks[c].kind = .person
        chunks[c].office = text.text.bytes(range)
        let entry = text.entry(noun, lexicon)
        if entry.noun >= 0 {
            let known = lexicon.nouns[Int(entry.noun)]
            if chunks[c].sector == nil { chunks[c].sector = known.sector }
            if chunks[c].sourceKind == nil { chunks[c].sourceKind = known.source }
            if chunks[c].gender == .unknown { chunks[c].gender = known.gender }
        }
        if chunks[c].country == nil { chunks[c].country = countryInside(range) }
        if chunks[c].country == nil {
            chunks[c].country =
                chunks.first {
                    range.overlaps($0.tokens) && $0.country != nil
                }?.country
        }
    }
}
