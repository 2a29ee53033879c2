import TocsinText

/// Where what a report reports begins and ends.
extension ContentFinder {
    /// Whether a verb follows a preposition before a conjunction does: "say in recent days the
    /// president has", not "said on condition of anonymity because".
    func opensClause(_ from: Int) -> Bool {
        for i in from..<high where text.quoteOf[i] < 0 {
            if text.tags[i].contains(.auxiliary) { return true }
            if i > from,
                !text.before[i].isDisjoint(with: [.comma, .semicolon, .dash])
                    || text.tags[i].contains(.subordinator)
            {
                return false
            }
        }
        return false
    }

    /// Whether nothing but a comma, a stop or the sentence's end follows a report.
    func endsReport(_ next: Int) -> Bool {
        next >= high || !text.before[next].isDisjoint(with: [.comma, .stop])
    }

    /// Whether a quotation that ends like a statement ("…," or "…?") stands just before a token.
    func endsStatement(_ at: Int) -> Bool {
        guard at > low, text.before[at].contains(.quoteClose), text.quoteOf[at - 1] >= 0 else {
            return false
        }
        return text.before[at].contains(.comma) || text.before[at].contains(.loud)
            || isWholeStatement(Int(text.quoteOf[at - 1]))
    }

    /// The words before a report that follows them; nil where it does not stand after a comma or a
    /// quotation.
    func preceding(_ at: Int, _ k: Int, _ found: [Attribution]) -> Range<Int>? {
        guard at > low else { return nil }
        let gap = text.before[at]
        guard
            !gap.isDisjoint(with: [.comma, .quoteClose, .dash, .parenthesisOpen])
                || found[k].shape == .phrase
        else { return nil }
        var start = low
        // What an earlier report of this sentence has, it keeps.
        for other in found[..<k] {
            for q in other.quotes where text.quoteTokens[q].upperBound < at {
                start = max(start, text.quoteTokens[q].upperBound, other.cue.upperBound)
            }
            if let end = other.content.last?.upperBound, end < at { start = max(start, end) }
            if other.shape == .inverted || other.shape == .phrase,
                let end = other.source?.upperBound, end < at
            {
                start = max(start, end)
            }
        }
        if gap.contains(.quoteClose) {
            let q = Int(text.quoteOf[at - 1])
            // The quotation alone, unless words of its sentence stand before it.
            if q >= 0 {
                let quote = text.quoteTokens[q]
                if quote.lowerBound > start,
                    text.before[quote.lowerBound].contains(.stop)
                        || text.before[quote.lowerBound].contains(.colon)
                {
                    start = quote.lowerBound
                }
            }
        }
        while start < at, text.quoteOf[start] < 0,
            !text.tags[start].isDisjoint(with: [.coordinator, .contrast])
                || (text.tags[start].contains(.adverb) && start + 1 < at
                    && text.before[start + 1].contains(.comma))
        {
            start += 1
        }
        guard start < at else { return nil }
        // "Meanwhile, he added, …": an adverbial is no content.
        if at - start <= 2, text.quoteOf[start] < 0,
            (start..<at).allSatisfy({
                !text.tags[$0].isDisjoint(with: [.adverb, .common, .date, .preposition])
            })
        {
            return nil
        }
        // "In an interview, X said": a place or time is no content.
        if text.tags[start].contains(.preposition), text.quoteOf[start] < 0,
            found[k].shape != .phrase,
            !(start..<at).contains(where: {
                !text.tags[$0].isDisjoint(with: [.auxiliary, .cue, .subjectPronoun])
                    || text.endsWith($0, "ed") && !text.isCapitalized($0)
            })
        {
            return nil
        }
        return start..<at
    }

    /// What goes on after `Y, X said,`: the rest of the statement, unless another clause begins.
    func resumed(from start: Int, _ k: Int, _ found: [Attribution]) -> Range<Int>? {
        let tags = text.tags[start]
        let gap = text.before[start]
        guard
            gap.contains(.comma) || gap.contains(.quoteOpen) || gap.contains(.dash)
                || gap.contains(.colon)
        else {
            return nil
        }
        if !gap.contains(.quoteOpen) {
            if found[k].content.isEmpty == false,
                let first = found[k].content.first, text.quoteOf[first.upperBound - 1] >= 0
            {
                // After a quotation only a quotation goes on.
                return nil
            }
            let quoted =
                start + 1 < high && tags.contains(.and)
                && text.before[start + 1].contains(.quoteOpen)
            if !quoted, !tags.isDisjoint(with: [.coordinator, .contrast, .relative, .as_]) {
                return nil
            }
            if text.endsWith(start, "ing") { return nil }
            // ", she warned, hours after a bomb …", ", he said, in one of the worst …"
            if found[k].content.isEmpty == false,
                tags.contains(.preposition)
                    || start + 1 < high && text.before[start + 1].isEmpty
                        && text.endsWith(start, "s")
                        && (text.endsWith(start + 1, "after") || text.endsWith(start + 1, "before"))
            {
                return nil
            }
        }
        let end = contentEnd(start, k, found)
        return end > start ? start..<end : nil
    }

    /// Where a clause that begins at `from` stops being what was said.
    func contentEnd(_ from: Int, _ k: Int, _ found: [Attribution]) -> Int {
        var limit = high
        // Another report that is not inside this one.
        for (m, other) in found.enumerated() where m != k {
            let start = boundary(other)
            guard start > from, start < limit else { continue }
            if isIndependent(other, start) { limit = start }
        }
        limit = clauseLimit(from, limit, found[k])
        // A quotation's comma and then a contrast: the outlet's own words again.
        var i = from
        var seenQuote = false
        while i < limit {
            if text.quoteOf[i] >= 0 {
                seenQuote = true
                i = max(text.quoteTokens[Int(text.quoteOf[i])].upperBound, i + 1)
                continue
            }
            if seenQuote, text.before[i].contains(.quoteClose), text.before[i].contains(.dash) {
                return i
            }
            if seenQuote, text.before[i].contains(.quoteClose), text.before[i].contains(.comma),
                !text.tags[i].isDisjoint(with: [.contrast, .coordinator, .relative, .as_]),
                !hasQuote(i, limit)
            {
                return i
            }
            if text.before[i].contains(.stop), i > from, text.text.tokens[i].gap >= .sentence {
                return i
            }
            // ", a claim Kyiv did not confirm": the outlet's word on it.
            if i > from, text.before[i].contains(.comma), i + 1 < limit, isIndefinite(i),
                text.tags[i + 1].contains(.remark)
                    || i + 2 < limit && text.tags[i + 2].contains(.remark)
            {
                return i
            }
            i += 1
        }
        // `said little: "Y," X wrote.`: the quotation after the colon is another's.
        i = from + 1
        while i < limit {
            if text.before[i].contains(.quoteOpen), text.before[i].contains(.colon),
                text.quoteOf[i] >= 0
            {
                let end = text.quoteTokens[Int(text.quoteOf[i])].upperBound
                if found[(k + 1)...].contains(where: { $0.start == end || $0.cue.lowerBound == end }
                ) {
                    return i
                }
            }
            i += 1
        }
        return limit
    }

    /// The end of the clause that a report stands in, where it is not the sentence's own:
    /// "which said it was, is", "— which said it was —", "While officials said it was, the army".
    func clauseLimit(_ from: Int, _ limit: Int, _ a: Attribution) -> Int {
        guard let source = a.source, a.shape == .subjectFirst else { return limit }
        let first = source.lowerBound
        if text.tags[first].contains(.relative) {
            let dashed = text.before[first].contains(.dash)
            let inserted = text.before[first].contains(.comma)
            var i = from + 1
            while i < limit {
                if text.quoteOf[i] < 0 {
                    if dashed, text.before[i].contains(.dash) { return i }
                    if inserted, text.before[i].contains(.comma), text.tags[i].contains(.auxiliary)
                    {
                        return i
                    }
                }
                i += 1
            }
            return limit
        }
        guard first > low, first - low <= 2,
            text.tags[low].contains(.contrast) && !text.tags[low].contains(.but)
                || !text.tags[low].isDisjoint(with: [.as_])
                || text.tags[low].contains(.subordinator)
        else { return limit }
        var i = from + 2
        while i < limit {
            if text.quoteOf[i] < 0, text.before[i].contains(.comma) {
                let tags = text.tags[i]
                if !tags.isDisjoint(with: [.determiner, .subjectPronoun]) && !tags.contains(.that)
                    && !tags.contains(.whose)
                    || text.isCapitalized(i)
                {
                    return i
                }
            }
            i += 1
        }
        return limit
    }

    func hasQuote(_ from: Int, _ limit: Int) -> Bool {
        for i in from..<limit where text.quoteOf[i] >= 0 { return true }
        return false
    }

    /// Where another report begins, its conjunction with it.
    func boundary(_ other: Attribution) -> Int {
        var start = other.shape == .inverted ? other.cue.lowerBound : other.start
        if start > low,
            !text.tags[start - 1].isDisjoint(with: [.coordinator, .contrast, .as_]),
            text.before[start].isEmpty, text.quoteOf[start - 1] < 0
        {
            start -= 1
        }
        return start
    }

    func isIndependent(_ other: Attribution, _ start: Int) -> Bool {
        let gap = text.before[start]
        switch other.shape {
        case .phrase where other.lemma == nil:
            return !gap.isDisjoint(with: [.comma, .dash, .semicolon, .parenthesisOpen])
        case .shared:
            return !gap.isDisjoint(with: [.comma, .dash, .quoteClose])
                || text.tags[start].contains(.and) || text.tags[start].contains(.contrast)
        case .bare: return false
        default:
            if other.shape == .inverted { return false }
            let joined = !text.tags[start].isDisjoint(with: [.coordinator, .contrast, .as_])
            if joined {
                return !gap.isDisjoint(with: [.comma, .quoteClose, .dash, .semicolon])
                    || text.tags[start].contains(.contrast)
            }
            return !gap.isDisjoint(with: [.semicolon])
        }
    }
}
