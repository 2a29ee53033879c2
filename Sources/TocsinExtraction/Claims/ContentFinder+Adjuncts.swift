import TocsinText

/// What stands between a reporting word and what it reports: when, where, to whom.
extension ContentFinder {
    /// Past adverbs, dates, "in a statement", "to reporters".
    func afterAdjuncts(_ from: Int) -> Int {
        var i = from
        while i < high, text.quoteOf[i] < 0 {
            if i > from, !text.before[i].isDisjoint(with: [.comma, .colon, .quoteOpen]) {
                // A comma after an adjunct: "said on Tuesday, in Kyiv".
                break
            }
            if i == from,
                !text.before[i].isDisjoint(with: [.comma, .colon, .quoteOpen, .dash, .semicolon])
            {
                break
            }
            let tags = text.tags[i]
            if tags.contains(.that), tags.contains(.subordinator) { break }
            if tags.contains(.date), !(tags.contains(.determiner)) {
                i += 1
                continue
            }
            if tags.contains(.determiner), i + 1 < high, text.tags[i + 1].contains(.date),
                text.before[i + 1].isEmpty, !text.tags[i].contains(.theWord)
            {
                i += 2
                continue
            }
            if tags.contains(.adverb), tags.isDisjoint(with: [.negation]),
                // "said there are"
                !(i + 1 < high && text.tags[i + 1].contains(.auxiliary))
            {
                i += 1
                continue
            }
            if tags.contains(.preposition), let end = adjunctEnd(i) {
                i = end
                continue
            }
            if tags.contains(.number), i > from, text.tags[i - 1].contains(.date) {
                i += 1
                continue
            }
            break
        }
        return i
    }

    /// The end of "on Tuesday", "in a statement on Telegram", "to reporters in Kyiv", if one begins.
    func adjunctEnd(_ at: Int) -> Int? {
        var i = at + 1
        while i < high, i < at + 7 {
            if text.quoteOf[i] >= 0 || !text.before[i].isSubset(of: [.hyphen, .possessive]) {
                return nil
            }
            let tags = text.tags[i]
            if !tags.isDisjoint(with: [.date, .venue]) {
                var end = i + 1
                while end < high, text.before[end].isSubset(of: [.hyphen]),
                    !text.tags[end].isDisjoint(with: [.date, .venue])
                        || text.text.tokens[end].flags.contains(.digit)
                {
                    end += 1
                }
                return end
            }
            if !tags.isDisjoint(with: [
                .subordinator, .auxiliary, .subjectPronoun, .cue, .coordinator,
            ]),
                !text.isCapitalized(i)
            {
                return nil
            }
            if tags.contains(.preposition), !tags.contains(.of) { return nil }
            i += 1
        }
        return nil
    }

    /// Past the one who was told, up to "that", a quotation or the clause.
    func afterAddressee(_ from: Int) -> Int {
        var i = from
        guard i < high, text.before[i].isEmpty, text.quoteOf[i] < 0 else { return i }
        if text.tags[i].contains(.that) { return i }
        if text.tags[i].contains(.objectPronoun)
            || text.tags[i].contains(.possessive) && text.endsWith(i, "her")
        {
            return afterAdjuncts(i + 1)
        }
        while i < high, i < from + 16, text.quoteOf[i] < 0 {
            let tags = text.tags[i]
            if i > from, !text.before[i].isDisjoint(with: [.comma, .colon, .quoteOpen]) {
                return i
            }
            if tags.contains(.that) || tags.contains(.question) { return i }
            if i > from, tags.contains(.subjectPronoun) { return i }
            if i > from, tags.contains(.determiner), i + 1 < high, text.tags[i + 1].contains(.date)
            {
                return afterAdjuncts(i)
            }
            if i > from, tags.contains(.determiner),
                text.tags[i - 1].isDisjoint(with: [.preposition, .determiner])
            {
                return i
            }
            if i > from, tags.contains(.date) { return afterAdjuncts(i) }
            if i > from, tags.contains(.preposition), let end = adjunctEnd(i) {
                return afterAdjuncts(end)
            }
            if i > from, tags.contains(.auxiliary) { return from }
            i += 1
        }
        return i
    }

    func thatSoon(_ from: Int) -> Int? {
        var i = from
        while i < high, i < from + 12 {
            if i > from, !text.before[i].isSubset(of: [.hyphen, .possessive, .stop]) { return nil }
            if text.quoteOf[i] >= 0 { return nil }
            let tags = text.tags[i]
            if tags.contains(.that), i > from {
                // "said the plan that failed": not where a noun phrase alone stands before it.
                return text.tags[from].contains(.preposition) || text.tags[from].contains(.date)
                    ? i : nil
            }
            if !tags.isDisjoint(with: [.auxiliary, .cue, .subjectPronoun]) { return nil }
            i += 1
        }
        return nil
    }

    func quoteAfterAside(_ from: Int) -> Int? {
        guard text.tags[from].contains(.preposition) else { return nil }
        var i = from + 1
        while i < high, i < from + 8 {
            if text.before[i].contains(.quoteOpen) {
                return text.before[i].contains(.comma) ? i : nil
            }
            if !text.tags[i].isDisjoint(with: [.cue, .auxiliary]) { return nil }
            i += 1
        }
        return nil
    }
}
