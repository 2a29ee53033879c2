package import TocsinModel
import TocsinText

/// Compiles rows of lists into an `EntityLexicon`.
///
/// A row is its cells by column name. Cells of several values separate them with `|`.
package struct EntityLexiconBuilder: Sendable {
    private let analyzer: TextAnalyzer
    private var lexicon = EntityLexicon.Rows()
    private var index: [UInt64: Int32] = [:]
    private var pending: [UInt64: [EntityLexicon.Phrase]] = [:]

    init(analyzer: TextAnalyzer) {
        self.analyzer = analyzer
        for (words, tags) in NameGrammar.classes {
            for word in words.split(separator: " ") { tag(String(word), tags) }
        }
    }

    /// Where the words of running English come from; without them no name is known by being none.
    package mutating func setCommonWords(_ words: CommonWords) { lexicon.commonWords = words }

    /// The columns a list must have, and those it may have.
    package static func columns(of list: EntityLexicon.List) -> (
        required: [String], optional: [String]
    ) {
        switch list {
        case .cues: (["lemma", "stance", "frames"], ["forms", "kind"])
        case .sources: (["phrase", "kind"], [])
        case .titles: (["title", "kind"], ["sector", "gender"])
        case .offices: (["noun"], ["sector", "source", "gender"])
        case .organizations: (["head"], ["sector", "source"])
        case .institutions: (["name"], ["aliases", "country", "sector", "source", "kind"])
        case .countries: (["name"], ["alpha3", "aliases", "demonyms", "capitals"])
        case .givenNames: (["name"], ["gender"])
        case .transliterations: (["spellings"], [])
        case .officeHolders:
            (["name", "office"], ["country", "sector", "gender", "from", "to"])
        case .armedGroups: (["name"], ["aliases", "country", "sector", "from", "to"])
        }
    }

    /// Adds every row of a tab-separated table: comment lines with `#`, then the column names.
    /// - Returns: what is wrong with it, one diagnostic a line; `place` counts its lines from 1.
    package mutating func addTable(
        _ text: String, to list: EntityLexicon.List, place: String = ""
    ) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var header: [String]?
        var number = 0
        // Cut at bytes: a line break and a tab are never part of a character.
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 13 ? line.dropLast() : line
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            let cells = line.split(separator: 9, omittingEmptySubsequences: false).map {
                String(Substring($0))
            }
            guard let names = header else {
                header = cells
                if let missing = Self.columns(of: list).required.first(where: {
                    !cells.contains($0)
                }) {
                    problems.append(
                        Diagnostic(
                            code: "list.no-column", place: "\(place):\(number)",
                            message: "the list \"\(list.rawValue)\" needs the column \"\(missing)\""
                        ))
                    return problems
                }
                continue
            }
            var row: [String: String] = [:]
            for (name, cell) in zip(names, cells) where !cell.isEmpty { row[name] = cell }
            if let problem = add(row, to: list) {
                problems.append(
                    Diagnostic(
                        code: "list.bad-row", place: "\(place):\(number)", message: problem))
            }
        }
        return problems
    }

    /// Adds one row.
    /// - Returns: what is wrong with it, nil where nothing is; a wrong row adds nothing.
    package mutating func add(_ row: [String: String], to list: EntityLexicon.List) -> String? {
        for column in Self.columns(of: list).required where row[column] == nil {
            return "the column \"\(column)\" is empty"
        }
        func values(_ column: String) -> [String] {
            (row[column] ?? "").split(separator: "|").map(String.init)
        }
        let gender: EntityLexicon.Gender =
            switch row["gender"] {
            case "m": .male
            case "f": .female
            default: .unknown
            }
        switch list {
        case .cues: return addCue(row, values("forms"))
        case .sources:
            switch row["kind"] {
            case "venue":
                addPhrase(row["phrase"]!, .venue, .any)
                if !row["phrase"]!.contains(" ") { tag(row["phrase"]!, [.venue]) }
            case "attribution": addPhrase(row["phrase"]!, .attribution, .any)
            case "citation": addPhrase(row["phrase"]!, .citation, .any)
            default:
                return Diagnostic.unknown(
                    "kind", row["kind"]!, known: ["venue", "attribution", "citation"])
            }
        case .titles:
            lexicon.titles.append(
                .init(
                    text: row["title"]!, kind: row["kind"]!, sector: row["sector"], gender: gender))
            addPhrase(row["title"]!, .title(lexicon.titles.count - 1), .capitalized)
        case .offices:
            let at = add(row["noun"]!, tags: [.noun])
            lexicon.nouns.append(
                .init(
                    text: row["noun"]!, sector: row["sector"], source: row["source"],
                    gender: gender))
            lexicon.entries[at].noun = Int16(lexicon.nouns.count - 1)
        case .organizations:
            let at = add(row["head"]!, tags: [.head])
            lexicon.heads.append(
                .init(
                    text: row["head"]!, sector: row["sector"], source: row["source"],
                    gender: .unknown))
            lexicon.entries[at].head = Int16(lexicon.heads.count - 1)
        case .institutions, .armedGroups:
            let organization = EntityLexicon.Organization(
                name: row["name"]!, country: row["country"], sector: row["sector"],
                source: list == .armedGroups ? "military" : row["source"],
                kind: list == .armedGroups ? "armed-group" : row["kind"] ?? "organization",
                from: row["from"].flatMap { Int($0) }, to: row["to"].flatMap { Int($0) })
            let item: EntityLexicon.PhraseItem
            if list == .institutions {
                lexicon.institutions.append(organization)
                item = .institution(lexicon.institutions.count - 1)
            } else {
                lexicon.armedGroups.append(organization)
                item = .armedGroup(lexicon.armedGroups.count - 1)
            }
            for name in [row["name"]!] + values("aliases") { addName(name, item) }
        case .countries:
            lexicon.countries.append(.init(name: row["name"]!, code: row["alpha3"]))
            let n = lexicon.countries.count - 1
            for name in [row["name"]!] + values("aliases") { addName(name, .country(n)) }
            for name in values("demonyms") { addName(name, .demonym(n)) }
            for name in values("capitals") { addName(name, .capital(n)) }
        case .givenNames:
            let at = add(row["name"]!, tags: [.givenName])
            lexicon.entries[at].gender = gender
        case .transliterations:
            let spellings = values("spellings").flatMap { hashes($0).count == 1 ? hashes($0) : [] }
            guard let first = spellings.first,
                let kept = values("spellings").first(where: {
                    hashes($0).count == 1
                })
            else { return nil }
            let analyzed = analyzer.analyze(kept, field: .body)
            lexicon.canonicalText[first] = analyzed.folded(0)
            for other in spellings.dropFirst() where lexicon.canonical[other] == nil {
                lexicon.canonical[other] = first
            }
        case .officeHolders:
            lexicon.persons.append(
                .init(
                    name: row["name"]!, office: row["office"]!, country: row["country"],
                    sector: row["sector"], gender: gender, from: row["from"].flatMap { Int($0) },
                    to: row["to"].flatMap { Int($0) }))
            addName(row["name"]!, .person(lexicon.persons.count - 1))
        }
        return nil
    }

    /// The lexicon with all rows added so far.
    package func build() -> EntityLexicon {
        var lexicon = lexicon
        var index = index
        for first in pending.keys.sorted() {
            let list = pending[first]!.sorted { $0.rest.count > $1.rest.count }
            let start = Int32(lexicon.phrases.count)
            lexicon.phrases.append(contentsOf: list)
            let at: Int
            if let known = index[first] {
                at = Int(known)
            } else {
                lexicon.entries.append(.init())
                at = lexicon.entries.count - 1
                index[first] = Int32(at)
            }
            lexicon.entries[at].phrases = start..<Int32(lexicon.phrases.count)
            lexicon.entries[at].tags.insert(.phraseStart)
        }
        for n in lexicon.persons.indices {
            guard let family = hashes(lexicon.persons[n].name).last else { continue }
            lexicon.personsByFamilyName[lexicon.canonical[family] ?? family, default: []].append(n)
        }
        var capacity = 64
        while capacity < index.count * 3 { capacity *= 2 }
        lexicon.keys = [UInt64](repeating: 0, count: capacity)
        lexicon.slots = [Int32](repeating: 0, count: capacity)
        for hash in index.keys.sorted() {
            var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (capacity - 1)
            while lexicon.slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            lexicon.keys[slot] = hash
            lexicon.slots[slot] = index[hash]!
        }
        return EntityLexicon(lexicon)
    }

    // MARK: Words

    private func hashes(_ text: String) -> [UInt64] {
        analyzer.analyze(text, field: .body).tokens.map(\.hash)
    }

    @discardableResult
    private mutating func add(_ word: String, tags: WordTags) -> Int {
        guard let hash = hashes(word).first else { return 0 }
        let at: Int
        if let known = index[hash] {
            at = Int(known)
        } else {
            lexicon.entries.append(.init())
            at = lexicon.entries.count - 1
            index[hash] = Int32(at)
        }
        lexicon.entries[at].tags.formUnion(tags)
        return at
    }

    private mutating func tag(_ word: String, _ tags: WordTags) { add(word, tags: tags) }

    private mutating func addPhrase(
        _ text: String, _ item: EntityLexicon.PhraseItem, _ casing: EntityLexicon.Casing
    ) {
        let words = hashes(text)
        guard let first = words.first else { return }
        pending[first, default: []].append(
            .init(rest: Array(words.dropFirst()), item: item, casing: casing))
    }

    private mutating func addName(_ text: String, _ item: EntityLexicon.PhraseItem) {
        let letters = text.filter(\.isLetter)
        let isAcronym = letters.count > 1 && letters == letters.uppercased()
        let mayBeLower: Bool =
            switch item {
            case .country, .capital, .demonym:
                !isAcronym
                    && !NameGrammar.ambiguousInLowerCase.contains(text.lowercased())
            default: false
            }
        addPhrase(text, item, isAcronym ? .allCaps : mayBeLower ? .any : .capitalized)
    }

    // MARK: Cues

    private mutating func addCue(_ row: [String: String], _ listed: [String]) -> String? {
        guard let stance = Claim.Stance(rawValue: row["stance"]!) else {
            return Diagnostic.unknown(
                "stance", row["stance"]!, known: Claim.Stance.allCases.map(\.rawValue))
        }
        var frames: ReportingCue.Frames = []
        for name in row["frames"]!.split(separator: ",") {
            guard let frame = ReportingCue.Frames.byName[String(name)] else {
                return Diagnostic.unknown(
                    "frame", String(name), known: ReportingCue.Frames.byName.keys.sorted())
            }
            frames.insert(frame)
        }
        let kindName = row["kind"] ?? "speech"
        guard let kind = ReportingCue.Kind(rawValue: kindName) else {
            return Diagnostic.unknown(
                "kind", kindName, known: ReportingCue.Kind.allCases.map(\.rawValue))
        }
        lexicon.cues.append(
            ReportingCue(lemma: row["lemma"]!, stance: stance, frames: frames, kind: kind))
        let cue = lexicon.cues.count - 1
        if kind == .noun {
            let at = add(row["lemma"]!, tags: [.nounCue])
            lexicon.entries[at].nounCue = Int16(cue)
            return nil
        }
        for (text, form) in EnglishInflection.forms(of: row["lemma"]!, listed: listed) {
            let words = hashes(text)
            if words.count == 1 {
                let at = add(text, tags: [.cue])
                lexicon.entries[at].cue = Int16(cue)
                lexicon.entries[at].cueForm = form
            } else {
                addPhrase(text, .cue(cue, form), .any)
            }
        }
        return nil
    }
}

/// The forms of an English verb, its particle kept: "point out" gives "points out", "pointed out",
/// "pointing out".
enum EnglishInflection {
    static func forms(of lemma: String, listed: [String]) -> [(String, EntityLexicon.CueForm)] {
        var result: [(String, EntityLexicon.CueForm)] = [(lemma, .base)]
        let parts = lemma.split(separator: " ", maxSplits: 1).map(String.init)
        let verb = parts[0]
        let tail = parts.count > 1 ? " " + parts[1] : ""
        if !listed.isEmpty {
            for form in listed where form != lemma {
                let first = String(form.split(separator: " ")[0])
                if first.hasSuffix("ing"), first != verb {
                    result.append((form, .gerund))
                } else if form == listed[0] {
                    result.append((form, .third))
                } else {
                    result.append((form, .past))
                }
            }
            // "read" and "forecast" are their own past.
            if listed.contains(lemma) { result.append((lemma, .past)) }
            return result
        }
        let last = verb.last ?? "x"
        let stem = String(verb.dropLast())
        if last == "e" {
            result += [
                (verb + "s" + tail, .third), (verb + "d" + tail, .past),
                (stem + "ing" + tail, .gerund),
            ]
        } else if last == "y", let before = stem.last, !"aeiou".contains(before) {
            result += [
                (stem + "ies" + tail, .third), (stem + "ied" + tail, .past),
                (verb + "ing" + tail, .gerund),
            ]
        } else {
            let sibilant = ["s", "sh", "ch", "x", "z"].contains { verb.hasSuffix($0) }
            result += [
                (verb + (sibilant ? "es" : "s") + tail, .third), (verb + "ed" + tail, .past),
                (verb + "ing" + tail, .gerund),
            ]
        }
        return result
    }
}
