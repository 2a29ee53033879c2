import TocsinModel
import TocsinText

/// Cuts out of a sentence what each of its reporting words reports.
struct ContentFinder {
    let text: LexicalText
    let lexicon: EntityLexicon
    let phrases: SpeakerPhrase
    let unit: ClaimUnit
    var low: Int { unit.tokens.lowerBound }
    var high: Int { unit.tokens.upperBound }

    init(
        _ text: LexicalText, _ lexicon: EntityLexicon, _ phrases: SpeakerPhrase, _ unit: ClaimUnit
    ) {
        self.text = text
        self.lexicon = lexicon
        self.phrases = phrases
        self.unit = unit
    }

    func fill(_ found: inout [Attribution]) {
        for k in found.indices where found[k].shape != .bare {
            switch found[k].shape {
            case .unattributed:
                let last = found[k].content.count - 1
                let from = found[k].content[last].lowerBound
                found[k].content[last] = from..<contentEnd(from, k, found)
            case .phrase where found[k].lemma == nil: fillPhrase(k, &found)
            case .inverted: fillInverted(k, &found)
            default: fillVerb(k, &found)
            }
            settle(&found[k])
        }
    }

    // MARK: Shapes

    func fillInverted(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        if let before = preceding(a.cue.lowerBound, k, found) { found[k].content.append(before) }
        let end = a.source!.upperBound
        let rest = afterAdjuncts(end)
        if rest < high, let content = resumed(from: rest, k, found) {
            found[k].content.append(content)
        }
    }

    func fillPhrase(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        let at = a.cue.lowerBound
        var leads = true
        for i in low..<at
        where text.tags[i].isDisjoint(with: [.adverb, .coordinator, .contrast, .common]) {
            leads = false
            break
        }
        let end = a.source!.upperBound
        if at > low, text.before[at].isEmpty, end < high,
            !text.tags[at - 1].isDisjoint(with: [.relative, .that]), text.quoteOf[at - 1] < 0
        {
            // "bands that according to the government are linked to the cartels"
            found[k].content.append(end..<contentEnd(end, k, found))
            return
        }
        if leads {
            let from = afterAdjuncts(end)
            if from < high { found[k].content.append(from..<contentEnd(from, k, found)) }
            return
        }
        // The words before it, from a dash or the sentence's beginning.
        var start = preceding(at, k, found)?.lowerBound ?? low
        if !text.before[at].contains(.dash) {
            for i in stride(from: at - 1, to: low, by: -1)
            where text.before[i].contains(.dash) && text.quoteOf[i] < 0 {
                start = max(start, i)
                break
            }
        }
        if text.before[at].contains(.parenthesisOpen) { start = min(start, at) }
        if start < at { found[k].content.append(start..<at) }
        if end < high, text.before[end].contains(.comma), end + 1 < high,
            text.tags[end].isDisjoint(with: [.coordinator, .contrast, .subordinator]),
            !text.endsWith(end, "ing"), !hasVerbBefore(at, start)
        {
            found[k].content.append(end..<contentEnd(end, k, found))
        }
    }

    /// Whether a range has a word that is surely a finite verb: then what follows is another clause.
    func hasVerbBefore(_ end: Int, _ start: Int) -> Bool {
        for i in start..<end where text.tags[i].contains(.auxiliary) || text.endsWith(i, "ed") {
            return true
        }
        return false
    }

    func fillVerb(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        guard let lemma = a.lemma, !takesLives(lemma, a.cue.upperBound) else { return }
        let frames = lexicon.cues[lemma].frames
        let cueEnd = a.cue.upperBound
        let isClauseFrame =
            !frames.isDisjoint(with: [.clause, .that, .quote])
            || frames.contains(.feeling) && a.cue.count > 1

        // `"Y," X said in "Z"`: a whole quotation before the subject is what was said.
        if isClauseFrame, a.shape == .subjectFirst, endsStatement(a.start),
            let before = preceding(a.start, k, found),
            text.quoteOf[before.lowerBound] >= 0 || endsReport(afterAdjuncts(cueEnd))
        {
            found[k].content.append(before)
            let rest = afterAdjuncts(cueEnd)
            if rest < high, let content = resumed(from: rest, k, found) {
                found[k].content.append(content)
            }
            return
        }
        // "an elder who asked not to be named"
        if cueEnd + 1 < high, text.tags[cueEnd].contains(.negation),
            text.tags[cueEnd + 1].contains(.to), lexicon.cues[lemma].stance == .questions
        {
            return
        }
        var next = afterAdjuncts(cueEnd)
        if frames.contains(.addressee) { next = afterAddressee(cueEnd) }
        let gap = next < high ? text.before[next] : .stop

        // `said: "…"`, `said, "…"`, `said "…"`
        if next < high, gap.contains(.quoteOpen),
            frames.contains(.quote) || frames.contains(.clause)
        {
            found[k].content.append(next..<contentEnd(next, k, found))
            return
        }
        // "As officials have noted, the bridge is closed."
        if next < high, gap.contains(.comma), let source = a.source, source.lowerBound == low + 1,
            text.tags[low].contains(.as_), isClauseFrame
        {
            found[k].content.append(next..<contentEnd(next, k, found))
            return
        }
        // `said, on the other hand, "…"`
        if next < high, gap.contains(.comma), frames.contains(.quote),
            let quote = quoteAfterAside(next)
        {
            found[k].content.append(quote..<contentEnd(quote, k, found))
            return
        }
        if next < high, !gap.contains(.comma), !gap.contains(.stop) {
            let tags = text.tags[next]
            if tags.contains(.that) || tags.contains(.question)
                || (text.endsWith(next, "if") && lexicon.cues[lemma].stance == .questions)
            {
                if isClauseFrame {
                    let from = tags.contains(.that) ? next + 1 : next
                    if from < high { found[k].content.append(from..<contentEnd(from, k, found)) }
                    return
                }
            }
            // "said on Tuesday that": something short stands before "that".
            if isClauseFrame, let that = thatSoon(next),
                !frames.contains(.object) || that - next < 6
            {
                found[k].content.append((that + 1)..<contentEnd(that + 1, k, found))
                return
            }
            // "the plant was safe, she said after a visit to it"
            if isClauseFrame, a.shape == .subjectFirst, gap.isEmpty, tags.contains(.preposition),
                tags.isDisjoint(with: [.to]), a.start > low,
                !text.before[a.start].isDisjoint(with: [.comma, .quoteClose, .dash]),
                !opensClause(next), let before = preceding(a.start, k, found)
            {
                found[k].content.append(before)
                return
            }
            if gap.contains(.colon), isClauseFrame {
                found[k].content.append(next..<contentEnd(next, k, found))
                return
            }
            if frames.contains(.infinitive), next < high, !refusesToSpeak(lemma, next) {
                if tags.contains(.to)
                    || (tags.contains(.negation) && next + 1 < high
                        && text.tags[next + 1].contains(.to))
                    || lexicon.cues[lemma].lemma.hasSuffix(" to")
                {
                    found[k].content.append(next..<contentEnd(next, k, found))
                    found[k].isAct = true
                    return
                }
            }
            if frames.contains(.personInfinitive), infinitiveSoon(next) != nil {
                found[k].isAct = true
                found[k].content.append(next..<actEnd(next, contentEnd(next, k, found)))
                return
            }
            if frames.contains(.predicate),
                predicateSoon(next) != nil || tags.contains(.as_) && a.kind != .thought
            {
                found[k].content.append(next..<contentEnd(next, k, found))
                return
            }
            if frames.contains(.accusation), accusationSoon(next, on: accusing(lemma)) {
                found[k].isAct = true
                found[k].content.append(next..<actEnd(next, contentEnd(next, k, found)))
                return
            }
            if frames.contains(.measure), soon(next, 18, .at) != nil {
                // "put the toll at 12"
                found[k].content.append(next..<actEnd(next, contentEnd(next, k, found)))
                return
            }
            if frames.contains(.name), let quote = quoteSoon(next) {
                let end = text.quoteTokens[quote].upperBound
                found[k].content.append(next..<max(end, nameEnd(end)))
                return
            }
            if frames.contains(.name), complementSoon(next) {
                found[k].content.append(next..<objectEnd(next, contentEnd(next, k, found)))
                return
            }
            if frames.contains(.clause), startsClause(next), gap.isSubset(of: [.quoteClose]) {
                let end = contentEnd(next, k, found)
                if end - next >= 2 { found[k].content.append(next..<end) }
                return
            }
            let hasFeeling = frames.contains(.feeling) && a.cue.count > 1
            if frames.contains(.object) || hasFeeling, startsObject(next), gap.isEmpty {
                found[k].isAct = true
                let end = objectEnd(next, contentEnd(next, k, found))
                if end > next, !isBareReference(next..<end) { found[k].content.append(next..<end) }
                return
            }
        }
        // `Y, X said.` and `Y, X said, Z.`
        guard !frames.isDisjoint(with: [.quote, .clause]), a.shape == .subjectFirst else { return }
        guard let before = preceding(a.start, k, found) else {
            // "Meanwhile, he added, the army …"
            if next < high, gap.contains(.comma), a.start > low,
                text.before[a.start].contains(.comma),
                let content = resumed(from: next, k, found)
            {
                found[k].content.append(content)
            }
            return
        }
        found[k].content.append(before)
        if next < high, gap.contains(.comma), let content = resumed(from: next, k, found) {
            found[k].content.append(content)
        }
    }

    // MARK: Form

    /// Turns content that is nothing but quotations into a direct quotation.
    func settle(_ a: inout Attribution) {
        a.content = a.content.compactMap { range in
            var range = range
            while !range.isEmpty, text.quoteOf[range.lowerBound] < 0,
                !text.tags[range.lowerBound].isDisjoint(with: [.coordinator]), range.count > 1,
                a.shape != .inverted
            {
                range = (range.lowerBound + 1)..<range.upperBound
            }
            return range.isEmpty ? nil : range
        }
        guard !a.content.isEmpty else { return }
        var quotes: [Int] = []
        var outside = 0
        for range in a.content {
            for i in range {
                if text.quoteOf[i] >= 0 {
                    let q = Int(text.quoteOf[i])
                    if quotes.last != q { quotes.append(q) }
                } else {
                    outside += 1
                }
            }
        }
        guard !quotes.isEmpty else { return }
        if outside == 0 {
            a.quotes = quotes
            a.content = []
        } else if a.content.count == 1, let q = quotes.first, quotes.count == 1,
            isWholeStatement(q),
            a.content[0].lowerBound == text.quoteTokens[q].lowerBound, outside <= 8,
            trailsOff(text.quoteTokens[q].upperBound, a.content[0].upperBound)
        {
            // `said: "…" on Tuesday`, `"…" he said as he left`
            a.quotes = quotes
            a.content = []
        }
    }

    func isWholeStatement(_ q: Int) -> Bool {
        let range = text.quoteTokens[q]
        return range.count >= 3 && text.isCapitalized(range.lowerBound)
    }

    /// Only an adjunct follows the quotation.
    func trailsOff(_ from: Int, _ to: Int) -> Bool {
        from >= to || afterAdjuncts(from) >= to
            || !text.tags[from].isDisjoint(with: [
                .as_, .contrast, .subordinator, .preposition, .coordinator,
            ])
    }
}
