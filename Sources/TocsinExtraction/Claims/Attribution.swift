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
        /// "X is believed to Y": by nobody the text names
        case unattributed
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
    /// Does something with words ("vowed to go on", "rejected the plan") rather than state a fact.
    var isAct = false

    /// The reporting word with its auxiliaries and adverbs ("has repeatedly said") or, before a noun,
    /// its adjectives ("earlier claim").
    var group: Range<Int> {
        if kind == .noun {
            guard let source, source.upperBound <= cue.lowerBound else { return cue }
            return source.upperBound..<cue.upperBound
        }
        let hasGroup =
            shape == .subjectFirst || shape == .unattributed || shape == .phrase && lemma != nil
        let start = shape == .subjectFirst ? max(groupStart, source?.upperBound ?? 0) : groupStart
        guard start < cue.lowerBound, hasGroup else { return cue }
        return start..<cue.upperBound
    }

    /// Whether another report, subject and all, is what this one states.
    func isAbout(_ other: Attribution) -> Bool {
        guard let source = other.source else { return false }
        return content.contains {
            $0.contains(other.cue.lowerBound) && $0.lowerBound <= source.lowerBound
                && source.lowerBound - $0.lowerBound <= 2
        }
    }

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
        var opensParagraph = true
        func close(_ end: Int) {
            if opensParagraph, end > start {
                start = datelineEnd(start..<end, first: units.isEmpty)
            }
            opensParagraph = false
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
            if newParagraph {
                paragraph += 1
                opensParagraph = true
            }
        }
        close(count)
        return units
    }

    /// Where the text begins after a dateline: "KYIV, March 11 (Agency) — ", "PESHAWAR: ",
    /// "Moscow/Kiev.- "; the range's beginning where there is none.
    private func datelineEnd(_ range: Range<Int>, first: Bool) -> Int {
        let low = range.lowerBound
        guard isCapitalized(low), text.tokens[low].end - text.tokens[low].start > 2 else {
            return low
        }
        let isLoud = isUpperCase(low) && sentenceCasing[Int(text.tokens[low].sentence)] != 2
        var marks = 0
        for i in (low + 1)..<min(low + 16, max(range.upperBound, low + 1)) {
            if quoteOf[i] >= 0 { break }
            let gap = before[i]
            // "Bijapur, Feb 9 (PTI) Twelve people …"
            if gap.contains(.parenthesisClose), marks > 1, isCapitalized(i), i - low <= 9,
                gap.isDisjoint(with: [.comma, .dash, .stop]),
                (low..<i).contains(where: { tags[$0].contains(.date) })
            {
                return i
            }
            if gap.contains(.dash) || gap.contains(.stop) && gap.contains(.hyphen) {
                // A dash in a sentence of names is no dateline's, unless a comma or an agency in
                // parentheses, or capitals, say so.
                let sure = isLoud || gap.contains(.stop) || marks > 0 && first
                return sure && isCapitalized(i) && i + 2 < range.upperBound ? i : low
            }
            if gap.contains(.colon), isLoud, i - low <= 4 { return i }
            if !gap.isDisjoint(with: [.comma, .parenthesisOpen]) { marks += 1 }
            if gap.contains(.colon) || gap.contains(.semicolon) { break }
            if !isCapitalized(i), !text.tokens[i].flags.contains(.digit),
                tags[i].isDisjoint(with: [.particle, .of, .and, .date])
            {
                break
            }
        }
        return low
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
            if k > i, !before[k].isSubset(of: [.hyphen, .possessive]) { break }
            if tags[k].contains(.cue) { return true }
            if tags[k].contains(.auxiliary) { return false }
            k += 1
        }
        return k < count && before[k] == .comma && isApposedReport(i, comma: k)
    }

    /// `Omar Abdullah, the chief minister of Kashmir, asked on X.` after a quotation.
    private func isApposedReport(_ i: Int, comma: Int) -> Bool {
        guard isCapitalized(comma - 1) else { return false }
        var k = comma
        while k < count, k < comma + 20 {
            if quoteOf[k] >= 0 || text.tokens[k].gap >= .sentence { return false }
            if k > comma, before[k] == .comma {
                return tags[k].contains(.cue) && k + 6 > comma
                    && (k + 1 == count || text.tokens[k + 1].gap >= .sentence
                        || !tags[k + 1].isDisjoint(with: [.preposition, .date, .adverb]))
            }
            if !before[k].isSubset(of: [.comma, .hyphen, .possessive]) { return false }
            if tags[k].contains(.auxiliary) { return false }
            k += 1
        }
        return false
    }
}
