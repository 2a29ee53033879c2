import TocsinModel
import TocsinText

/// A reporting word found in a sentence, with its subject and what it reports, before the speaker
/// is known.
struct Attribution: Sendable {
    enum Shape: Sendable {
        /// "X said Y"
        case subjectFirst
        /// "Y, said X"
        case inverted
        /// ", adding that Y", "and said Y": the subject of the clause before
        case shared
        /// "according to X"
        case phrase
        /// "Y" — X, and "X: Y"
        case bare
    }

    var shape: Shape
    /// Tokens of the reporting word; empty where there is none.
    var cue: Range<Int>
    /// From the first auxiliary to the reporting word.
    var groupStart: Int
    var lemma: Int?
    /// Nil where the clause before gives it.
    var source: Range<Int>?
    var stance: Claim.Stance
    var kind: ReportingCue.Kind
    /// Token ranges of the content, in order.
    var content: [Range<Int>] = []
    /// Quotations that are the content, whole: indices into `LexicalText.quotes`.
    var quotes: [Int] = []
    var unit: Int

    /// Where the words that belong to it begin.
    var start: Int { min(groupStart, source?.lowerBound ?? groupStart) }
}

/// A sentence for the purposes of attribution: a break inside quotation marks is no break.
struct ClaimUnit: Sendable {
    var tokens: Range<Int>
    var paragraph: Int
    /// Nothing but quotations.
    var isAllQuoted: Bool
}

extension LexicalText {
    /// The field's sentences, those of one quotation joined with the words around it.
    func claimUnits() -> [ClaimUnit] {
        var units: [ClaimUnit] = []
        var start = 0
        var paragraph = 0
        func close(_ end: Int) {
            if end > start {
                var quoted = true
                for i in start..<end where quoteOf[i] < 0 {
                    quoted = false
                    break
                }
                units.append(
                    ClaimUnit(tokens: start..<end, paragraph: paragraph, isAllQuoted: quoted))
            }
            start = end
        }
        for i in 0..<count {
            let gap = text.tokens[i].gap
            guard gap >= .sentence || before[i].contains(.newline) || isStopped(before: i) else {
                continue
            }
            let newParagraph = before[i].contains(.newline) || gap == .paragraph
            if !newParagraph, i > 0, quoteOf[i] >= 0, quoteOf[i] == quoteOf[i - 1] { continue }
            if !newParagraph, i > 0, before[i].contains(.quoteClose),
                before[i].contains(.dash) || isReport(after: i)
            {
                continue
            }
            close(i)
            if newParagraph { paragraph += 1 }
        }
        close(count)
        return units
    }

    /// A full stop after a whole word and a capital after it, whatever white space is between.
    private func isStopped(before i: Int) -> Bool {
        guard i > 0, before[i] == .stop, isCapitalized(i), !isCapitalized(i - 1) else {
            return false
        }
        let previous = text.tokens[i - 1]
        return previous.end - previous.start > 3 && !previous.flags.contains(.digit)
            && text.tokens[i].start - previous.end > 1
    }

    /// `"Why?" Jane Doe asked.`: a quotation that ends loudly, then a short report of it.
    private func isReport(after i: Int) -> Bool {
        guard quoteOf[i] < 0,
            before[i].contains(.loud) || !isCapitalized(i) || tags[i].contains(.cue)
                || tags[i].contains(.subjectPronoun)
        else { return false }
        var k = i
        while k < count, k < i + 6 {
            if k > i, !before[k].isSubset(of: [.hyphen, .possessive]) { return false }
            if tags[k].contains(.cue) { return true }
            if tags[k].contains(.auxiliary) { return false }
            k += 1
        }
        return false
    }
}
