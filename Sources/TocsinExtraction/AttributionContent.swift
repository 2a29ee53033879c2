import TocsinModel
import TocsinText

/// Cuts out of a sentence what each of its reporting words reports.
struct ContentFinder {
    let text: LexicalText
    let lexicon: EntityLexicon
    let phrases: SpeakerPhrase
    let unit: ClaimUnit
    private var low: Int { unit.tokens.lowerBound }
    private var high: Int { unit.tokens.upperBound }

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

    private func fillInverted(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        if let before = preceding(a.cue.lowerBound, k, found) { found[k].content.append(before) }
        let end = a.source!.upperBound
        let rest = afterAdjuncts(end)
        if rest < high, let content = resumed(from: rest, k, found) {
            found[k].content.append(content)
        }
    }

    private func fillPhrase(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        let at = a.cue.lowerBound
        var leads = true
        for i in low..<at
        where text.tags[i].isDisjoint(with: [.adverb, .coordinator, .contrast, .common]) {
            leads = false
            break
        }
        let end = a.source!.upperBound
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
    private func hasVerbBefore(_ end: Int, _ start: Int) -> Bool {
        for i in start..<end where text.tags[i].contains(.auxiliary) || text.endsWith(i, "ed") {
            return true
        }
        return false
    }

    private func fillVerb(_ k: Int, _ found: inout [Attribution]) {
        let a = found[k]
        guard let lemma = a.lemma, !takesLives(lemma, a.cue.upperBound) else { return }
        let frames = lexicon.cues[lemma].frames
        let cueEnd = a.cue.upperBound
        let isClauseFrame = !frames.isDisjoint(with: [.clause, .that, .quote])

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
            if frames.contains(.infinitive), next < high {
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
                found[k].content.append(next..<contentEnd(next, k, found))
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
                found[k].content.append(next..<contentEnd(next, k, found))
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
            if frames.contains(.object), startsObject(next), gap.isEmpty {
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

    /// "the attack", "his words", "them": points at what was told before and says nothing of it.
    private func isBareReference(_ range: Range<Int>) -> Bool {
        let first = range.lowerBound
        if range.count == 1 {
            return !text.tags[first].isDisjoint(with: [
                .objectPronoun, .determiner, .subjectPronoun, .possessive,
            ])
        }
        guard range.count == 2, text.quoteOf[first] < 0 else { return false }
        if text.tags[first].contains(.objectPronoun) || text.endsWith(first, "it") { return true }
        return text.tags[first].contains(.theWord) || text.tags[first].contains(.possessive)
            || text.tags[first].contains(.that) || text.endsWith(first, "is")
    }

    /// Whether a verb follows a preposition before a conjunction does: "say in recent days the
    /// president has", not "said on condition of anonymity because".
    private func opensClause(_ from: Int) -> Bool {
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

    /// "claimed the lives of fifty": no one speaks.
    private func takesLives(_ lemma: Int, _ from: Int) -> Bool {
        guard lexicon.cues[lemma].lemma == "claim" else { return false }
        for i in from..<min(from + 4, high)
        where text.endsWith(i, "lives") || text.endsWith(i, "life") {
            return true
        }
        return false
    }

    // MARK: Edges

    /// Whether nothing but a comma, a stop or the sentence's end follows a report.
    private func endsReport(_ next: Int) -> Bool {
        next >= high || !text.before[next].isDisjoint(with: [.comma, .stop])
    }

    /// Whether a quotation that ends like a statement ("…," or "…?") stands just before a token.
    private func endsStatement(_ at: Int) -> Bool {
        guard at > low, text.before[at].contains(.quoteClose), text.quoteOf[at - 1] >= 0 else {
            return false
        }
        return text.before[at].contains(.comma) || text.before[at].contains(.loud)
            || isWholeStatement(Int(text.quoteOf[at - 1]))
    }

    /// The words before a report that follows them; nil where it does not stand after a comma or a
    /// quotation.
    private func preceding(_ at: Int, _ k: Int, _ found: [Attribution]) -> Range<Int>? {
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
    private func resumed(from start: Int, _ k: Int, _ found: [Attribution]) -> Range<Int>? {
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
        }
        let end = contentEnd(start, k, found)
        return end > start ? start..<end : nil
    }

    /// Past adverbs, dates, "in a statement", "to reporters".
    private func afterAdjuncts(_ from: Int) -> Int {
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
    private func adjunctEnd(_ at: Int) -> Int? {
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
    private func afterAddressee(_ from: Int) -> Int {
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

    private func thatSoon(_ from: Int) -> Int? {
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

    private func soon(_ from: Int, _ limit: Int, _ wanted: WordTags) -> Int? {
        var i = from
        while i < high, i < from + limit {
            if i > from, !text.before[i].isDisjoint(with: [.semicolon, .dash, .colon]) {
                return nil
            }
            if text.quoteOf[i] < 0 {
                if i > from, !text.tags[i].isDisjoint(with: wanted) { return i }
                if text.tags[i].contains(.that) || text.tags[i].contains(.relative) { return nil }
            }
            i += 1
        }
        return nil
    }

    private func infinitiveSoon(_ from: Int) -> Int? {
        guard !text.tags[from].contains(.to) else { return from }
        return soon(from, 12, .to)
    }

    private func predicateSoon(_ from: Int) -> Int? { soon(from, 18, .as_) }

    private func accusationSoon(_ from: Int, on wanted: WordTags) -> Bool {
        if soon(from, 14, wanted) != nil { return true }
        // "accused Rafael Cruz, who was born in Cuba, of associating with him"
        var inserted = false
        for i in (from + 1)..<min(from + 40, high) where text.quoteOf[i] < 0 {
            if text.before[i].contains(.comma) {
                if inserted, !text.tags[i].isDisjoint(with: wanted) { return true }
                inserted =
                    inserted || text.tags[i].contains(.relative)
                    || text.tags[i].contains(.determiner)
            }
            if !text.before[i].isDisjoint(with: [.semicolon, .dash, .colon]) { return false }
        }
        return false
    }

    /// What a charge hangs on: "of", "for"; "blamed it on", "charged with".
    private func accusing(_ lemma: Int) -> WordTags {
        switch lexicon.cues[lemma].lemma {
        case "blame": [.of, .forWord, .inOffice]
        case "charge": [.with]
        default: [.of, .forWord]
        }
    }

    private func quoteSoon(_ from: Int) -> Int? {
        var i = from
        while i < high, i < from + 14 {
            if text.quoteOf[i] >= 0 { return Int(text.quoteOf[i]) }
            if i > from, !text.before[i].isDisjoint(with: [.comma, .semicolon, .dash, .colon]) {
                return nil
            }
            if text.tags[i].contains(.that) || text.tags[i].contains(.auxiliary) { return nil }
            i += 1
        }
        return nil
    }

    private func quoteAfterAside(_ from: Int) -> Int? {
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

    /// "called the raid a war crime": an indefinite noun phrase after the object.
    private func complementSoon(_ from: Int) -> Bool {
        guard text.tags[from].isDisjoint(with: [.preposition, .to, .that]), !isIndefinite(from)
        else {
            return false
        }
        var i = from + 1
        while i < high, i < from + 10 {
            if !text.before[i].isSubset(of: [.hyphen, .possessive]) || text.quoteOf[i] >= 0 {
                return false
            }
            if !text.tags[i].isDisjoint(with: [.auxiliary, .cue, .to, .that, .relative]) {
                return false
            }
            if isIndefinite(i), text.tags[i - 1].isDisjoint(with: [.preposition]) { return true }
            i += 1
        }
        return false
    }

    private func isIndefinite(_ i: Int) -> Bool {
        text.tags[i].contains(.determiner)
            && text.text.tokens[i].end - text.text.tokens[i].start <= 2
            && text.text.utf8[Int(text.text.tokens[i].start)] | 0x20 == 0x61
    }

    /// "a "respite" for the army": words that complete a quoted name.
    private func nameEnd(_ from: Int) -> Int {
        var i = from
        while i < high, text.quoteOf[i] < 0 {
            if !text.before[i].isSubset(of: [.hyphen, .quoteClose, .possessive]) { break }
            if !text.tags[i].isDisjoint(with: [.subordinator, .coordinator, .auxiliary]) { break }
            i += 1
        }
        return i
    }

    private func startsClause(_ i: Int) -> Bool {
        var tags = text.tags[i]
        if !tags.isDisjoint(with: [.subjectPronoun, .determiner, .number]) { return true }
        // "said praise from abroad would not": a noun that could be a verb.
        if tags.contains(.cue), text.entry(i, lexicon).cueForm != .past { tags.remove(.cue) }
        if tags.contains(.auxiliary) == false, i + 1 < high, text.tags[i + 1].contains(.auxiliary) {
            return true
        }
        if !tags.isDisjoint(with: [
            .preposition, .coordinator, .subordinator, .auxiliary, .objectPronoun, .cue,
        ]) {
            return tags.contains(.date)
                || (text.isCapitalized(i) && tags.isDisjoint(with: [.common]))
                || tags.contains(.clauseOpener)
        }
        return true
    }

    private func startsObject(_ i: Int) -> Bool {
        let tags = text.tags[i]
        if tags.isDisjoint(with: [
            .preposition, .coordinator, .subordinator, .auxiliary, .subjectPronoun, .that, .by,
        ]) {
            return true
        }
        return text.isCapitalized(i) && tags.isDisjoint(with: [.common])
    }

    /// An object's phrase: up to a comma or an adjunct.
    private func objectEnd(_ from: Int, _ limit: Int) -> Int {
        var i = from + 1
        while i < limit {
            if text.quoteOf[i] < 0 {
                if !text.before[i].isDisjoint(with: [
                    .comma, .semicolon, .dash, .colon, .parenthesisOpen,
                ]) {
                    break
                }
                let tags = text.tags[i]
                if tags.contains(.preposition), let end = adjunctEnd(i), end >= limit { break }
                if tags.contains(.date), tags.isDisjoint(with: [.common]) { break }
                if tags.contains(.contrast) { break }
                // "a truce as a first step", not "as the talks began".
                if tags.contains(.as_), i + 1 < limit, !isIndefinite(i + 1) { break }
                if tags.contains(.and), i + 1 < limit,
                    !text.tags[i + 1].isDisjoint(with: [.cue, .auxiliary])
                        || text.endsWith(i + 1, "ed")
                {
                    break
                }
            }
            i += 1
        }
        while i > from + 1, text.quoteOf[i - 1] < 0, text.tags[i - 1].contains(.date) { i -= 1 }
        return i
    }

    /// Where a clause that begins at `from` stops being what was said.
    private func contentEnd(_ from: Int, _ k: Int, _ found: [Attribution]) -> Int {
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
    private func clauseLimit(_ from: Int, _ limit: Int, _ a: Attribution) -> Int {
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

    private func hasQuote(_ from: Int, _ limit: Int) -> Bool {
        for i in from..<limit where text.quoteOf[i] >= 0 { return true }
        return false
    }

    /// Where another report begins, its conjunction with it.
    private func boundary(_ other: Attribution) -> Int {
        var start = other.shape == .inverted ? other.cue.lowerBound : other.start
        if start > low,
            !text.tags[start - 1].isDisjoint(with: [.coordinator, .contrast, .as_]),
            text.before[start].isEmpty, text.quoteOf[start - 1] < 0
        {
            start -= 1
        }
        return start
    }

    private func isIndependent(_ other: Attribution, _ start: Int) -> Bool {
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

    // MARK: Form

    /// Turns content that is nothing but quotations into a direct quotation.
    private func settle(_ a: inout Attribution) {
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

    private func isWholeStatement(_ q: Int) -> Bool {
        let range = text.quoteTokens[q]
        return range.count >= 3 && text.isCapitalized(range.lowerBound)
    }

    /// Only an adjunct follows the quotation.
    private func trailsOff(_ from: Int, _ to: Int) -> Bool {
        from >= to || afterAdjuncts(from) >= to
            || !text.tags[from].isDisjoint(with: [
                .as_, .contrast, .subordinator, .preposition, .coordinator,
            ])
    }
}
