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

    private static func isReport(_ item: EntityLexicon.PhraseItem) -> Bool {
        switch item {
        case .cue, .attribution: true
        default: false
        }
    }

    // MARK: Verbs

    private func verb(
        _ range: Range<Int>, _ cue: Int, _ form: EntityLexicon.CueForm, _ unit: ClaimUnit,
        _ earlier: [Attribution], _ index: Int
    ) -> Attribution? {
        let low = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        let at = range.lowerBound
        let report = lexicon.cues[cue]
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
            afterQuote || (report.frames.contains(.clause) && !closesApposition(at, low)),
            let source = invertedSubject(range.upperBound, high, afterQuote: afterQuote)
        {
            attribution.shape = .inverted
            attribution.source = source
            return attribution
        }
        if form == .gerund {
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
            guard form != .base || group.modal, let source = subjectBeforeComma(start, low) else {
                return nil
            }
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

    /// "Jane Doe's claim that", "his warning that", "the allegation by the ministry that".
    private func noun(_ at: Int, _ unit: ClaimUnit, _ index: Int) -> Attribution? {
        let low = unit.tokens.lowerBound
        let high = unit.tokens.upperBound
        var next = at + 1
        guard next < high, text.before[next].isEmpty, at > low else { return nil }
        let report = lexicon.cues[Int(text.entry(at, lexicon).nounCue)]
        var source: Range<Int>?
        var cue = at..<(at + 1)
        if text.tags[next].contains(.by) {
            guard let agent = phrases.right(from: next + 1, to: high) else { return nil }
            let end = agent.first { text.tags[$0].contains(.that) } ?? agent.upperBound
            guard end > agent.lowerBound else { return nil }
            source = agent.lowerBound..<end
            next = end
        } else {
            // Over adjectives: "his repeated claim".
            var k = at - 1
            while k > low, k > at - 4, text.before[k + 1].isEmpty, !phrases.breaksPhrase(k),
                !text.tags[k].contains(.determiner),
                !text.text.tokens[k].flags.contains(.possessive)
            {
                k -= 1
            }
            guard k >= low, text.before[k + 1].isSubset(of: [.possessive]) else { return nil }
            if text.text.tokens[k].flags.contains(.possessive)
                || text.before[k + 1].contains(.possessive)
            {
                source = phrases.left(endingAt: k + 1, from: low)
            } else if text.tags[k].contains(.possessive) {
                source = k..<(k + 1)
            }
        }
        guard let source, next < high, text.before[next].isEmpty else { return nil }
        let tags = text.tags[next]
        if !tags.contains(.that), !(report.frames.contains(.infinitive) && tags.contains(.to)) {
            // "his criticism of the plan"
            guard report.frames.contains(.object), next == at + 1, next + 1 < high,
                tags.contains(.preposition), tags.isDisjoint(with: [.by]),
                !text.tags[next].contains(.inOffice) || text.endsWith(next, "for")
                    || text.endsWith(next, "on")
            else { return nil }
            cue = at..<(next + 1)
        }
        return Attribution(
            shape: .subjectFirst, cue: cue, groupStart: source.lowerBound,
            lemma: Int(text.entry(at, lexicon).nounCue), source: source, stance: report.stance,
            kind: .noun, content: [], unit: index)
    }

    /// Rules out nouns and reduced relative clauses that look like "subject verb".
    private func isSubject(
        _ source: Range<Int>, _ at: Int, _ form: EntityLexicon.CueForm,
        _ group: SpeakerPhrase.VerbGroup, _ after: Int, _ high: Int
    ) -> Bool {
        let last = source.upperBound - 1
        let tags = text.tags[last]
        if tags.contains(.objectPronoun) { return false }
        // "No group has said", "170 confirmed cases"
        if text.tags[source.lowerBound].contains(.none) { return false }
        if form == .past, !group.have, tags.contains(.number), !tags.contains(.pronominal) {
            return false
        }
        // "It is said", "it says here": no one speaks.
        if tags.contains(.subjectPronoun), text.endsWith(last, "you") { return false }
        if form == .base, !group.modal, !group.have, !group.infinitive {
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

    /// "was quoted as saying", "was described by X as Y", "it was reported that".
    private func passive(_ attribution: Attribution, _ at: Int, _ unit: ClaimUnit) -> Attribution? {
        let high = unit.tokens.upperBound
        var result = attribution
        var k = at + 1
        // "was quoted by Tass as saying": the gerund finds the subject itself.
        while k < high, k < at + 8 {
            if text.tags[k].contains(.by), text.before[k].isEmpty {
                guard let source = phrases.right(from: k + 1, to: high) else { return nil }
                // The agent ends before "as".
                let stop = source.first { text.tags[$0].contains(.as_) } ?? source.upperBound
                guard stop > source.lowerBound else { return nil }
                if stop < high, text.tags[stop].contains(.as_), stop + 1 < high,
                    text.tags[stop + 1].contains(.cue)
                {
                    return nil
                }
                result.source = source.lowerBound..<stop
                result.shape = .phrase
                return result
            }
            if !text.before[k].isSubset(of: [.hyphen]) { break }
            if text.tags[k].contains(.as_) { break }
            k += 1
        }
        return unattributed(attribution, unit)
    }

    /// "is believed to be", "was accused of", "it was reported that": said by no one named.
    private func unattributed(_ attribution: Attribution, _ unit: ClaimUnit) -> Attribution? {
        let next = attribution.cue.upperBound
        let low = unit.tokens.lowerBound
        guard next + 1 < unit.tokens.upperBound, text.before[next].isEmpty,
            let lemma = attribution.lemma
        else { return nil }
        let report = lexicon.cues[lemma]
        guard report.kind == .speech || report.kind == .thought || report.kind == .writing,
            !report.frames.contains(.personInfinitive)
        else { return nil }
        let tags = text.tags[next]
        let states = !report.frames.isDisjoint(with: [.clause, .that])
        let accuses =
            report.frames.contains(.accusation)
            && (tags.contains(.of) || tags.contains(.forWord))
        guard states && (tags.contains(.to) || tags.contains(.that)) || accuses else { return nil }
        let start = attribution.groupStart
        guard start > low, text.before[start].isSubset(of: [.possessive]),
            let subject = phrases.left(endingAt: start, from: low)
        else { return nil }
        var result = attribution
        result.shape = .unattributed
        if tags.contains(.that) {
            guard text.tags[subject.lowerBound].contains(.it) else { return nil }
            result.content = [(next + 1)..<unit.tokens.upperBound]
        } else {
            guard !text.tags[subject.lowerBound].contains(.it) else { return nil }
            result.content = [subject, next..<unit.tokens.upperBound]
        }
        result.isAct = true
        return result
    }

    private func gerund(
        _ attribution: Attribution, _ group: SpeakerPhrase.VerbGroup, _ unit: ClaimUnit,
        _ earlier: [Attribution]
    ) -> Attribution? {
        var result = attribution
        let low = unit.tokens.lowerBound
        let start = group.start
        let report = lexicon.cues[attribution.lemma!]
        guard start > low else {
            // "Speaking of", "Warning that Y, X said": the main clause's subject.
            guard report.frames.contains(.that) || report.frames.contains(.clause) else {
                return nil
            }
            result.shape = .shared
            return result
        }
        let previous = start - 1
        let tags = text.tags[previous]
        let gap = text.before[start]
        if tags.contains(.as_), gap.isEmpty {
            // "was quoted as saying"
            var k = previous - 1
            while k > low, k > previous - 10, !text.tags[k].contains(.cue) { k -= 1 }
            guard k > low else { return nil }
            let passive = phrases.verbGroup(before: k, from: low)
            guard passive.start > low,
                let source = phrases.left(endingAt: passive.start, from: low)
            else { return nil }
            result.source = source
            result.groupStart = passive.start
            return result
        }
        if group.be {
            let source =
                gap.isSubset(of: [.possessive])
                ? phrases.left(endingAt: start, from: low)
                : gap.contains(.parenthesisClose) ? subjectBeforeComma(start, low) : nil
            guard let source else { return nil }
            result.source = source
            return result
        }
        if gap.contains(.comma) || gap.contains(.dash) || gap.contains(.quoteClose)
            || tags.contains(.and)
        {
            result.shape = .shared
            return result
        }
        if tags.contains(.preposition), gap.isEmpty {
            let next = attribution.cue.upperBound
            guard tags.contains(.beforeGerund),
                next < unit.tokens.upperBound,
                text.tags[next].contains(.that) || text.before[next].contains(.quoteOpen)
                    || report.frames.contains(.clause)
                        && !text.tags[next].isDisjoint(with: [.subjectPronoun, .possessive])
            else { return nil }
            result.shape = .shared
            result.groupStart = previous
            return result
        }
        // "a statement saying that"
        guard gap.isEmpty, let source = phrases.left(endingAt: start, from: low),
            !text.tags[source.upperBound - 1].contains(.subjectPronoun)
        else { return nil }
        let last = text.tags[source.upperBound - 1]
        if last.isDisjoint(with: [.noun, .venue, .head]), !text.isCapitalized(source.upperBound - 1)
        {
            result.shape = .shared
            return result
        }
        result.source = source
        return result
    }

    /// Whether the comma before a verb ends an apposition: "Jane Doe, the minister, said".
    private func closesApposition(_ at: Int, _ low: Int) -> Bool {
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

    private func invertedSubject(_ from: Int, _ high: Int, afterQuote: Bool) -> Range<Int>? {
        guard from < high, text.before[from].isEmpty || text.before[from] == .comma else {
            return nil
        }
        var start = from
        // "informed this Monday the Civil Defence", "said on Tuesday Jane Doe"
        while start < high {
            let tags = text.tags[start]
            if tags.contains(.adverb), !text.isCapitalized(start) {
                start += 1
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

    /// "Jane Doe, head of the agency, said": over the apposition to the name.
    private func subjectBeforeComma(_ start: Int, _ low: Int) -> Range<Int>? {
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
    private func overAppositions(_ source: Range<Int>, _ low: Int) -> Range<Int> {
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

    // MARK: Phrases

    private func phrase(_ range: Range<Int>, _ unit: ClaimUnit, _ index: Int) -> Attribution? {
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
    private func headline(
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
    private func isFullName(_ range: Range<Int>) -> Bool {
        (2...3).contains(range.count) && text.tags[range.lowerBound].contains(.givenName)
            && range.allSatisfy { text.isCapitalized($0) }
    }

    /// `"…" ― Jane Doe` and `Jane Doe: "…"`.
    private func bareAttribution(
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
