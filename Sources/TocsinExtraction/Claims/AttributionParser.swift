import TocsinModel
import TocsinText

/// Finds the reporting words of one sentence and cuts out what each reports.
struct AttributionParser {
    let text: LexicalText
    let lexicon: EntityLexicon
    let phrases: SpeakerPhrase

    init(_ text: LexicalText, _ lexicon: EntityLexicon) {
        self.text = text
        self.lexicon = lexicon
        phrases = SpeakerPhrase(text: text, lexicon: lexicon)
    }

    func parse(_ unit: ClaimUnit, index: Int) -> [Attribution] {
        var found: [Attribution] = []
        var i = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        while i < high {
            let tags = text.tags[i]
            guard text.quoteOf[i] < 0, !tags.isDisjoint(with: [.cue, .nounCue, .phraseStart]) else {
                i += 1
                continue
            }
            if tags.contains(.phraseStart),
                let hit = text.phrase(at: i, before: high, lexicon, where: Self.isReport)
            {
                let range = i..<(i + hit.length)
                switch hit.item {
                case .cue(let cue, let form):
                    if let attribution = verb(range, cue, form, unit, found, index) {
                        found.append(attribution)
                    }
                    i = range.upperBound
                    continue
                case .attribution:
                    if let attribution = phrase(range, unit, index) { found.append(attribution) }
                    i = range.upperBound
                    continue
                default: break
                }
            }
            if tags.contains(.nounCue), let attribution = noun(i, unit, index) {
                found.append(attribution)
            } else if tags.contains(.cue) {
                let entry = text.entry(i, lexicon)
                if let attribution = verb(
                    i..<(i + 1), Int(entry.cue), entry.cueForm, unit, found, index)
                {
                    found.append(attribution)
                    // "expressed concern that": one report.
                    i = max(i, attribution.cue.upperBound - 1)
                }
            }
            i += 1
        }
        if let bare = bareAttribution(unit, found, index) ?? headline(unit, found, index) {
            found.append(bare)
        }
        if !found.isEmpty {
            let contents = ContentFinder(text, lexicon, phrases, unit)
            contents.fill(&found)
        }
        return found.filter { !$0.content.isEmpty || !$0.quotes.isEmpty }
    }

    static func isReport(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .cue, .attribution: true
        default: false
        }
    }

    // MARK: Verbs

    func verb(
        _ word: Range<Int>, _ cue: Int, _ form: EntityLexicon.CueForm, _ unit: ClaimUnit,
        _ earlier: [Attribution], _ index: Int
    ) -> Attribution? {
        let low = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        let at = word.lowerBound
        let report = lexicon.cues[cue]
        let range = withFeeling(word, report, high)
        if phrases.isNounUse(at) { return nil }
        // "United States": a verb has no capital inside a sentence.
        if text.isCapitalized(at), at > low, text.text.tokens[at].gap < .sentence,
            text.sentenceCasing[Int(text.text.tokens[at].sentence)] == 0,
            text.before[at].isDisjoint(with: [.quoteClose, .colon, .dash])
        {
            return nil
        }
        if at > low, text.before[at].isEmpty,
            text.tags[at - 1].contains(.determiner), text.tags[at - 1].isDisjoint(with: [.that])
        {
            return nil
        }
        let group = phrases.verbGroup(before: at, from: low)
        if group.refused || group.negated { return nil }
        var attribution = Attribution(
            shape: .subjectFirst, cue: range, groupStart: group.start, lemma: cue, source: nil,
            stance: report.stance, kind: report.kind, unit: index)
        let start = group.start
        // "Officials, however, said": the subject stands before the adverb.
        if start - 1 > low, text.before[start].contains(.comma), text.before[start - 1] == .comma,
            text.tags[start - 1].contains(.adverb), text.quoteOf[start - 2] < 0
        {
            let source = phrases.left(endingAt: start - 1, from: low, allowPlural: form != .third)
            if let source, !group.be, form != .gerund,
                isSubject(source, at, form, group, range.upperBound, high)
            {
                attribution.source = source
                attribution.groupStart = start
                return attribution
            }
        }
        let afterQuote = text.before[start].contains(.quoteClose)
        if report.kind == .attitude {
            // "is adamant that", "are worried that"
            // "is worried about the cost", "are willing to talk"
            let next = range.upperBound
            guard group.be, next < high, text.before[next].isEmpty, start > low,
                text.before[start].isSubset(of: [.possessive]),
                let source = phrases.left(endingAt: start, from: low)
            else { return nil }
            let tags = text.tags[next]
            let states =
                tags.contains(.that)
                // "was sure he would go"
                || report.frames.contains(.clause) && next + 1 < high
                    && (tags.contains(.subjectPronoun)
                        || text.tags[next + 1].contains(.auxiliary) && tags.isDisjoint(with: [.to]))
            let intends = report.frames.contains(.infinitive) && tags.contains(.to)
            let concerns =
                report.frames.contains(.object) && next + 1 < high && !tags.contains(.that)
                && !tags.isDisjoint(with: [.preposition])
                && text.before[next + 1].isSubset(of: [.quoteOpen])
            guard states || intends || concerns else { return nil }
            if concerns, !intends { attribution.cue = at..<(next + 1) }
            attribution.source = source
            return attribution
        }
        let isPassive = group.be && form == .past
        if isPassive { return passive(attribution, at, unit) }

        // "Y, said X"
        if start == at,
            afterQuote || text.before[at].contains(.comma) || text.before[at].contains(.dash),
            form == .past || form == .third, report.frames.contains(.quote), at > low,
            afterQuote || report.frames.contains(.clause),
            let from = report.lemma == "tell"
                ? afterHearer(range.upperBound, high) : range.upperBound,
            let source = invertedSubject(from, high, afterQuote: afterQuote),
            afterQuote || !closesApposition(at, low) || closesSentence(source.upperBound, high)
        {
            attribution.shape = .inverted
            attribution.source = source
            return attribution
        }
        if form == .gerund {
            // "BelTA, citing the press service, reported": who is cited is no statement.
            if report.lemma == "cite" || report.lemma == "quote" { return nil }
            return gerund(attribution, group, unit, earlier)
        }
        guard start > low else {
            // A headline's or note's bare verb has no subject.
            return nil
        }
        let previous = start - 1
        let gap = text.before[start]
        if text.tags[previous].contains(.relative), gap.isEmpty {
            attribution.source = previous..<start
            return attribution
        }
        if text.tags[previous].contains(.to), gap.isEmpty, form == .base {
            // "used the speech to announce that"
            if previous > low, !text.tags[previous - 1].isDisjoint(with: [.negation, .cue]) {
                return nil
            }
            guard report.kind == .speech,
                report.frames.contains(.that) || report.frames.contains(.clause),
                range.upperBound < high, text.tags[range.upperBound].contains(.that)
            else { return nil }
            attribution.shape = .shared
            return attribution
        }
        if text.tags[previous].contains(.and) || text.tags[previous].contains(.contrast),
            text.before[start].isEmpty, form == .past || form == .third
        {
            guard report.kind == .speech || report.kind == .writing else { return nil }
            attribution.shape = .shared
            attribution.groupStart = previous
            return attribution
        }
        if gap.contains(.comma) || gap.contains(.dash) || gap.contains(.parenthesisClose) {
            guard let source = subjectBeforeComma(start, low),
                form != .base || group.modal || isPluralHead(source)
            else { return nil }
            if form == .past, !report.frames.contains(.quote),
                !text.tags[at + 1 < high ? at + 1 : at].contains(.that),
                !closesApposition(start, low)
            {
                return nil
            }
            attribution.source = source
            return attribution
        }
        // "Saudi-backed forces"
        if text.before[at].contains(.hyphen), at == start { return nil }
        guard gap.isSubset(of: [.possessive, .hyphen]) || text.isAbbreviationStop(before: start),
            let source = phrases.left(
                endingAt: start, from: low, allowPlural: form != .third)
        else { return nil }
        guard isSubject(source, at, form, group, range.upperBound, high) else { return nil }
        attribution.source = source
        return attribution
    }
}

extension LexicalText {
    /// Where the apposition that begins at `comma` ends, if another comma ends it inside `source`
    /// or just after: "according to Peskov, the Kremlin spokesman, the talks".
    func phrases(_ source: Range<Int>, closingCommaFrom comma: Int, high: Int) -> Int? {
        let tags = tags[comma]
        guard tags.contains(.relative) || tags.contains(.noun) else { return nil }
        for k in (comma + 1)..<max(min(source.upperBound + 1, high), comma + 1)
        where before[k].contains(.comma) {
            return k
        }
        return nil
    }
}
