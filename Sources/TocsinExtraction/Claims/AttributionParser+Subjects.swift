import TocsinText

/// Whose words a reporting verb gives.
extension AttributionParser {
    /// Rules out nouns and reduced relative clauses that look like "subject verb".
    func isSubject(
        _ source: Range<Int>, _ at: Int, _ form: EntityLexicon.CueForm,
        _ group: SpeakerPhrase.VerbGroup, _ after: Int, _ high: Int
    ) -> Bool {
        let last = source.upperBound - 1
        let tags = text.tags[last]
        if tags.contains(.objectPronoun), source.count == 1 { return false }
        // "No group has said", "170 confirmed cases"
        if text.tags[source.lowerBound].contains(.none) { return false }
        if form == .past, !group.have, tags.contains(.number), !tags.contains(.pronominal) {
            return false
        }
        // "It is said", "it says here": no one speaks.
        if tags.contains(.subjectPronoun), text.endsWith(last, "you") { return false }
        if form == .base, !group.modal, !group.have, !group.infinitive, !isPluralHead(source) {
            // A plural subject, or a noun compound ("a peace call").
            let plural =
                tags.contains(.plural) || tags.contains(.subjectPronoun) || text.endsWith(last, "s")
                || text.endsWith(last, "people") || text.endsWith(last, "police")
                || tags.contains(.noun) || source.contains { text.tags[$0].contains(.and) }
                || tags.contains(.determiner) || text.endsWith(last, "men")
            if !plural || text.text.tokens[last].flags.contains(.possessive) { return false }
        }
        if text.text.tokens[last].flags.contains(.possessive) { return false }
        if form == .third, after < high {
            // "unconfirmed reports of", "peace calls from"
            if text.tags[after].contains(.of) || text.tags[after].contains(.cue) { return false }
            let evidence =
                text.isCapitalized(last) || !tags.isDisjoint(with: [.noun, .head, .subjectPronoun])
                || source.count > 1
            if !evidence { return false }
        }
        if form == .past, !group.have, after < high, text.before[after].isEmpty,
            text.tags[after].contains(.by)
        {
            return false
        }
        return true
    }

    /// "health authorities in the enclave say": the noun before what hangs on it is a plural.
    func isPluralHead(_ source: Range<Int>) -> Bool {
        guard
            let hanging = source.dropFirst().first(where: {
                text.tags[$0].contains(.preposition) && text.before[$0].isEmpty
            })
        else { return false }
        let head = hanging - 1
        return text.tags[head].contains(.plural) || text.endsWith(head, "s")
            || text.endsWith(head, "people") || text.endsWith(head, "men")
    }

    /// Whether the comma before a verb ends an apposition: "Jane Doe, the minister, said".
    func closesApposition(_ at: Int, _ low: Int) -> Bool {
        guard let source = subjectBeforeComma(at, low) else { return false }
        var relative = false
        for i in source {
            if text.tags[i].contains(.relative) { relative = true }
            if !relative, text.tags[i].contains(.auxiliary) { return false }
            if text.quoteOf[i] >= 0 { return false }
        }
        let first = source.lowerBound
        return text.isCapitalized(first) || source.contains { text.tags[$0].contains(.noun) }
    }

    /// Nothing but an adjunct follows: "…, killing 18 people, said the army on Friday."
    func closesSentence(_ end: Int, _ high: Int) -> Bool {
        guard end < high else { return true }
        if !text.before[end].isDisjoint(with: [.comma, .dash, .parenthesisOpen]) {
            return text.tags[end].contains(.relative) || text.before[end].contains(.dash)
        }
        return text.tags[end].contains(.preposition) && text.tags[end].isDisjoint(with: [.to, .of])
            && high - end <= 6
    }

    func invertedSubject(_ from: Int, _ high: Int, afterQuote: Bool) -> Range<Int>? {
        guard from < high, text.before[from].isEmpty || text.before[from] == .comma else {
            return nil
        }
        var start = from
        // "informed this Monday the Civil Defence", "said on Tuesday Jane Doe"
        while start < high {
            let tags = text.tags[start]
            if tags.contains(.adverb), !text.isCapitalized(start) {
                start += 1
            } else if tags.contains(.to), start + 2 < high, text.tags[start + 1].contains(.venue) {
                start += 2
            } else if tags.contains(.to), start + 3 < high, text.tags[start + 2].contains(.venue),
                text.tags[start + 1].contains(.theWord)
            {
                start += 3
            } else if let end = venueEnd(start, high) {
                start = end
            } else if start + 1 < high, text.tags[start + 1].contains(.date),
                !tags.isDisjoint(with: [.determiner, .preposition]), !tags.contains(.theWord)
            {
                start += 2
            } else {
                break
            }
        }
        guard let source = phrases.right(from: start, to: high) else { return nil }
        if afterQuote { return source }
        // Without a quotation before it: a subject, not an object ("…, told reporters the plan").
        let end = source.upperBound
        if end < high, text.before[end].isEmpty,
            !text.tags[end].isDisjoint(with: [.auxiliary, .that, .cue])
        {
            return nil
        }
        return source
    }

    /// Over where it was said, between the verb and who said it: "wrote on his social networks the
    /// president", "indicated in a statement the ministry".
    private func venueEnd(_ start: Int, _ high: Int) -> Int? {
        guard text.tags[start].contains(.preposition),
            text.tags[start].isDisjoint(with: [.of, .by, .to])
        else { return nil }
        var end: Int?
        var k = start + 1
        while k < high, k < start + 6, text.before[k].isSubset(of: [.hyphen, .possessive]) {
            let tags = text.tags[k]
            if tags.contains(.venue) {
                end = k + 1
            } else if end != nil
                || !tags.isDisjoint(with: [.preposition, .coordinator, .auxiliary, .cue, .relative])
                || tags.contains(.theWord) && k > start + 1
            {
                break
            }
            k += 1
        }
        return end
    }

    /// "told AFP the governor": who was told stands between the verb and who tells. Without anyone
    /// after it, what follows the verb was told, and tells nothing.
    func afterHearer(_ from: Int, _ high: Int) -> Int? {
        var k = from
        while k < high, k < from + 4, text.before[k].isSubset(of: [.hyphen]),
            text.isCapitalized(k) || text.tags[k].contains(.venue)
                || k == from && text.tags[k].contains(.determiner)
        {
            k += 1
        }
        guard k > from, k < high, text.before[k].isEmpty,
            text.tags[k].contains(.determiner) && !text.tags[k].contains(.that)
                || text.tags[k].contains(.noun)
        else { return nil }
        return k
    }

    /// "Jane Doe, head of the agency, said": over the apposition to the name.
    func subjectBeforeComma(_ start: Int, _ low: Int) -> Range<Int>? {
        var k = start - 1
        var depth = 0
        while k > low {
            let gap = text.before[k]
            if text.quoteOf[k] >= 0 { return nil }
            if gap.contains(.comma) || gap.contains(.dash) || gap.contains(.parenthesisOpen) {
                let tags = text.tags[k]
                let inserted =
                    !tags.isDisjoint(with: [
                        .relative, .determiner, .preposition, .noun, .number, .adverb, .date,
                    ])
                    || text.isCapitalized(k) || text.endsWith(k, "ing") || text.endsWith(k, "ed")
                    || text.text.tokens[k].gap >= .space
                guard inserted else { return nil }
                if let source = phrases.left(endingAt: k, from: low) {
                    let whole = overAppositions(source, low)
                    // ", dedicating the museum," is no part of who speaks.
                    let attached =
                        !tags.isDisjoint(with: [.relative, .determiner, .noun, .number])
                        || text.isCapitalized(k) || tags.contains(.of)
                        || text.before[k].contains(.parenthesisOpen)
                        || (!tags.contains(.preposition) && !tags.contains(.date)
                            && !tags.contains(.adverb)
                            && !text.endsWith(k, "ing") && !text.endsWith(k, "ed"))
                    return whole.lowerBound..<(attached ? start : k)
                }
                depth += 1
                if depth > 2 { return nil }
            }
            k -= 1
        }
        return nil
    }

    /// Widens "president of the union" to "Jane Doe, president of the union".
    func overAppositions(_ source: Range<Int>, _ low: Int) -> Range<Int> {
        var from = source.lowerBound
        for _ in 0..<3 {
            var comma = from
            if comma > low, text.tags[comma - 1].contains(.preposition), text.before[comma].isEmpty
            {
                comma -= 1
            }
            guard comma > low, text.before[comma].contains(.comma), text.quoteOf[comma - 1] < 0,
                let name = phrases.left(endingAt: comma, from: low),
                text.tags[name.upperBound - 1].isDisjoint(with: [.subjectPronoun, .relative])
            else { break }
            let first = name.lowerBound
            // "In Kyiv, the minister": a place at the beginning is no name of his.
            if first > low, text.tags[first - 1].contains(.preposition) { break }
            guard text.isCapitalized(name.upperBound - 1),
                !text.tags[first].contains(.common) || name.count > 1
            else { break }
            from = first
        }
        return from..<source.upperBound
    }
}
