import TocsinText

/// Runs of tokens that may be a name.
extension NameRecognizer {
    func isNameable(_ i: Int, _ range: Range<Int>, _ casing: UInt8) -> Bool {
        guard text.isCapitalized(i) else { return false }
        let tags = text.tags[i]
        if casing == 2 {
            return isListed(i, range) || acronyms.contains(text.text.tokens[i].hash)
                || proper.contains(text.text.tokens[i].hash) && text.tags[i].isEmpty
                || isLoudName(i, range)
        }
        if !tags.isDisjoint(with: [.date, .determiner, .subjectPronoun]) {
            return isListed(i, range)
        }
        if isListed(i, range) { return true }
        let initial =
            i == range.lowerBound
            || !text.before[i].isDisjoint(with: [.quoteOpen, .colon, .newline])
        if tags.contains(.common) {
            // "the National Electric Coordinator": an adjective that a name begins with.
            return casing == 0 && !initial && (followedByName(i, range) || leadsToHead(i, range))
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

    /// In a text in capitals only the words themselves and what stands beside them show a name: a given
    /// name and what follows it, the word after an office ("PRESIDENT DINA BOLUARTE DECLARED"), and two
    /// or more words side by side that English does not have ("NORBERTO MURILLO CHALARCA").
    func isLoudName(_ i: Int, _ range: Range<Int>) -> Bool {
        if text.tags[i].contains(.givenName), !text.tags[i].contains(.common) {
            let next = i + 1
            return next < range.upperBound && text.before[next].isSubset(of: [.hyphen])
                && (isUnknownLoud(next) || text.tags[next].contains(.givenName))
                || i > range.lowerBound && text.tags[i - 1].contains(.title)
                || isForeignBeside(i, range)
        }
        if text.tags[i].contains(.particle) {
            // "MONICA DE GREIFF", "ARTURO RIVERA Y DAMAS": inside a name only.
            return i > range.lowerBound && i + 1 < range.upperBound && text.before[i].isEmpty
                && text.before[i + 1].isEmpty
                && (isForeign(i - 1) || text.tags[i - 1].contains(.givenName))
                && (isForeign(i + 1) || text.tags[i + 1].contains(.particle))
        }
        if isForeignBeside(i, range) { return true }
        guard isUnknownLoud(i), text.before[i].isSubset(of: [.hyphen]) else { return false }
        for back in 1...2 {
            let k = i - back
            guard k >= range.lowerBound else { return false }
            let tags = text.tags[k]
            if tags.contains(.givenName), !tags.contains(.common) { return true }
            if back == 1, tags.contains(.particle), k > range.lowerBound, isLoudName(k, range) {
                return true
            }
            if back == 1, tags.contains(.title), !text.endsWith(k, "general"),
                !text.endsWith(k, "major")
            {
                return true
            }
            guard isUnknownLoud(k), text.before[k].isSubset(of: [.hyphen]) else { return false }
        }
        return false
    }

    /// The words of a person's full name are names wherever a text in capitals has them alone.
    mutating func rememberNames(from first: Int) {
        for chunk in chunks[min(first, chunks.count)...]
        where chunk.name.count > 1 && (chunk.kind == .person || chunk.kind == .name) {
            for i in chunk.name.dropFirst() where isForeign(i) {
                proper.insert(text.text.tokens[i].hash)
            }
        }
    }

    private func isUnknownLoud(_ i: Int) -> Bool {
        guard text.tags[i].isEmpty, !text.text.tokens[i].flags.contains(.digit) else {
            return false
        }
        let word = text.text.text(i).lowercased()
        return word.count > 2 && WordClass.of(word) == nil && !word.hasSuffix("ed")
            && !word.hasSuffix("ing") && !WordClass.isAbstract(word) && !WordClass.isPerson(word)
            && !WordClass.isTarget(word)
    }

    /// A word that is no English word and no form of one.
    private func isForeign(_ i: Int) -> Bool {
        guard !text.common.isEmpty, isUnknownLoud(i),
            !text.common.contains(text.text.tokens[i].hash)
        else { return false }
        let word = Array(text.text.text(i).lowercased().utf8)
        for (suffix, base) in Self.inflections where word.count > suffix.count + 2 {
            guard word.suffix(suffix.count).elementsEqual(suffix) else { continue }
            let stem = Array(word.dropLast(suffix.count)) + base
            if text.common.contains(WordHash.of(stem)) { return false }
        }
        for suffix in Self.derivations where word.count > 6 {
            if word.suffix(suffix.count).elementsEqual(suffix) { return false }
        }
        for prefix in Self.prefixes where word.starts(with: prefix) {
            if text.common.contains(WordHash.of(Array(word.dropFirst(prefix.count)))) {
                return false
            }
        }
        return true
    }

    private static let inflections: [(suffix: [UInt8], base: [UInt8])] = [
        ("s", ""), ("es", ""), ("ies", "y"), ("er", ""), ("ers", ""), ("er", "e"), ("ers", "e"),
        ("ly", ""), ("al", ""), ("ist", ""), ("ists", ""), ("ism", ""), ("ship", ""),
        ("less", ""), ("ful", ""), ("man", ""), ("men", ""), ("or", ""), ("ors", ""),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
    private static let derivations: [[UInt8]] = [
        "tion", "tions", "ness", "ment", "ments", "ity", "ities", "ously", "ists", "ism", "able",
        "ible", "ical", "ward", "wards", "graph", "ology",
    ].map { Array($0.utf8) }
    private static let prefixes: [[UInt8]] = [
        "anti", "counter", "non", "un", "re", "sub", "inter", "ultra", "narco", "over", "mid",
    ].map { Array($0.utf8) }

    /// One of two or more foreign words side by side.
    private func isForeignBeside(_ i: Int, _ range: Range<Int>) -> Bool {
        func isPart(_ k: Int) -> Bool {
            range.contains(k) && (isForeign(k) || text.tags[k].contains(.givenName))
        }
        guard isPart(i) else { return false }
        if i + 1 < range.upperBound, text.before[i + 1].isSubset(of: [.hyphen]), isPart(i + 1) {
            return isForeign(i) || isForeign(i + 1)
        }
        guard i > range.lowerBound, text.before[i].isSubset(of: [.hyphen]), isPart(i - 1) else {
            return false
        }
        return isForeign(i) || isForeign(i - 1)
    }

    /// "al Shabaab", "de la Espriella": a particle in lower case before a name.
    func opensName(_ i: Int, _ range: Range<Int>, _ casing: UInt8) -> Bool {
        let next = i + 1
        guard casing == 0, text.tags[i].contains(.opener), !text.isCapitalized(i),
            next < range.upperBound, text.isCapitalized(next),
            text.before[next].isSubset(of: [.hyphen])
        else { return false }
        return text.tags[next].isDisjoint(with: [.common, .date])
    }

    func isListed(_ i: Int, _ range: Range<Int>) -> Bool {
        text.tags[i].contains(.phraseStart)
            && text.phrase(
                at: i, before: range.upperBound, lexicon,
                where: { Self.isNameItem($0) || Self.isTitle($0) }) != nil
    }

    func followedByName(_ i: Int, _ range: Range<Int>) -> Bool {
        let next = i + 1
        return next < range.upperBound && text.isCapitalized(next)
            && text.before[next].isSubset(of: [.hyphen, .stop])
            && text.tags[next].isDisjoint(with: [.common, .date])
    }

    /// "Human Rights Activists News Agency", "Sudan Doctors Network": common words with capitals up to
    /// what heads an organization's name.
    func leadsToHead(_ i: Int, _ range: Range<Int>) -> Bool {
        var k = i + 1
        while k < range.upperBound, k - i < 6, text.isCapitalized(k), text.before[k].isEmpty {
            if text.tags[k].contains(.head) { return true }
            k += 1
        }
        return false
    }

    func extend(from start: Int, _ range: Range<Int>, _ casing: UInt8) -> Int {
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
            if text.text.tokens[i].flags.contains(.possessive) {
                // "the Prosecutor's Office", but "Moscow's Foreign Ministry" are two names.
                guard i == start, i + 1 < range.upperBound, casing == 0, text.isCapitalized(i + 1),
                    text.tags[i + 1].contains(.head), text.tags[i].isDisjoint(with: [.givenName]),
                    text.phrase(
                        at: i, before: range.upperBound, lexicon, where: { Self.isNameItem($0) })
                        == nil
                else { return i + 1 }
                hasHead = true
                i += 1
                continue
            }
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
                        || (tags.contains(.common) && !isListed(next, range) && !hasHead
                            && !leadsToHead(next, range))
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
    func headGoverns(_ start: Int, _ end: Int) -> Bool {
        for k in start..<end where !text.tags[k].isDisjoint(with: [.of, .forWord]) { return true }
        return false
    }

    func isInitial(_ i: Int) -> Bool {
        text.text.tokens[i].end - text.text.tokens[i].start == 1
            || (text.isUpperCase(i) && text.text.tokens[i].end - text.text.tokens[i].start <= 3)
    }

    func isAbbreviated(_ i: Int) -> Bool {
        text.tags[i].contains(.phraseStart)
            && text.phrase(at: i, before: i + 1, lexicon, where: Self.isTitle) != nil
    }
}
