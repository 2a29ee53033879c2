import TocsinModel
import TocsinText

/// Reports without a verb: "according to X", "X: …", "… — X".
extension AttributionParser {
    func phrase(_ range: Range<Int>, _ unit: ClaimUnit, _ index: Int) -> Attribution? {
        guard var source = phrases.right(from: range.upperBound, to: unit.tokens.upperBound) else {
            return nil
        }
        // At the sentence's beginning the comma after the source begins the content.
        let leads = isLeading(range.lowerBound, unit)
        if leads, let comma = source.dropFirst().first(where: { text.before[$0].contains(.comma) })
        {
            let second = text.phrases(source, closingCommaFrom: comma, high: unit.tokens.upperBound)
            source = source.lowerBound..<(second ?? comma)
        }
        return Attribution(
            shape: .phrase, cue: range, groupStart: range.lowerBound, lemma: nil, source: source,
            stance: .asserts, kind: .speech, unit: index)
    }

    func isLeading(_ at: Int, _ unit: ClaimUnit) -> Bool {
        for k in unit.tokens.lowerBound..<at
        where text.tags[k].isDisjoint(with: [.adverb, .coordinator, .contrast, .common]) {
            return false
        }
        return true
    }

    /// A headline's "Jane Doe: the talks have failed" and "Talks have failed: minister".
    func headline(
        _ unit: ClaimUnit, _ found: [Attribution], _ index: Int
    ) -> Attribution? {
        let low = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        guard found.isEmpty, high - low > 4, high - low < 26,
            text.sentenceCasing[Int(text.text.tokens[low].sentence)] != 0 || unit.paragraph == 0,
            let colon = (low + 1..<high).last(where: { text.before[$0] == .colon })
        else { return nil }
        func names(_ range: Range<Int>) -> Bool {
            range.count <= 5
                && range.allSatisfy {
                    text.quoteOf[$0] < 0
                        && text.tags[$0].isDisjoint(with: [
                            .auxiliary, .subordinator, .subjectPronoun, .number, .date,
                        ])
                        && text.before[$0].isDisjoint(with: [.comma, .dash, .semicolon])
                        || $0 == range.lowerBound
                }
                && !text.tags[range.upperBound - 1].isDisjoint(with: [.noun, .head])
        }
        let before = low..<colon
        let after = colon..<high
        let source: Range<Int>
        let content: Range<Int>
        if names(after), before.count >= 4 {
            (source, content) = (after, before)
        } else if names(before) || isFullName(before), after.count >= 4 {
            (source, content) = (before, after)
        } else {
            return nil
        }
        return Attribution(
            shape: .bare, cue: colon..<colon, groupStart: colon, lemma: nil, source: source,
            stance: .asserts, kind: .speech, content: [content], unit: index)
    }

    /// A given name and one or two capitalized words.
    func isFullName(_ range: Range<Int>) -> Bool {
        (2...3).contains(range.count) && text.tags[range.lowerBound].contains(.givenName)
            && range.allSatisfy { text.isCapitalized($0) }
    }

    /// `"…" ― Jane Doe` and `Jane Doe: "…"`.
    func bareAttribution(
        _ unit: ClaimUnit, _ found: [Attribution], _ index: Int
    ) -> Attribution? {
        let low = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        guard text.quoteOf[low] >= 0 || text.quoteOf[high - 1] >= 0, !unit.isAllQuoted,
            found.isEmpty
        else { return nil }
        if text.quoteOf[low] >= 0 {
            let q = Int(text.quoteOf[low])
            let after = text.quoteTokens[q].upperBound
            guard after < high, text.before[after].contains(.dash), text.isCapitalized(after),
                high - after <= 12
            else { return nil }
            return Attribution(
                shape: .bare, cue: after..<after, groupStart: after, lemma: nil,
                source: after..<high, stance: .asserts, kind: .speech, quotes: [q], unit: index)
        }
        let q = Int(text.quoteOf[high - 1])
        let first = text.quoteTokens[q].lowerBound
        guard first > low, text.before[first].contains(.colon) else { return nil }
        var end = low
        while end < first, end - low < 8 {
            if end > low, !text.before[end].isSubset(of: [.hyphen, .stop]) { break }
            if phrases.breaksPhrase(end) && !text.isCapitalized(end) { break }
            end += 1
        }
        // The sentence's subject, where more than a name stands before the colon.
        let isName = end == first && end > low
        return Attribution(
            shape: .bare, cue: first..<first, groupStart: first, lemma: nil,
            source: isName ? low..<end : nil,
            stance: .asserts, kind: .speech, quotes: [q], unit: index)
    }
}
