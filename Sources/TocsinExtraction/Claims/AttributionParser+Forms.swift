import TocsinModel
import TocsinText

/// Reports that are no finite verb with a subject: nouns, passives, participles.
extension AttributionParser {
    /// "Jane Doe's claim that", "his warning that", "the allegation by the ministry that".
    func noun(_ at: Int, _ unit: ClaimUnit, _ index: Int) -> Attribution? {
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
        guard next < high, text.before[next].isEmpty else { return nil }
        guard let source else { return unownedNoun(at, unit, index) }
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

    /// "there are fears that it will spread", "amid claims that he lied": whose, the text does not say.
    private func unownedNoun(_ at: Int, _ unit: ClaimUnit, _ index: Int) -> Attribution? {
        let high = unit.tokens.upperBound
        let from = at + 2
        // "a message that was sent": the word is what was sent, not what was said.
        guard from + 1 < high, text.tags[at + 1].contains(.that), text.before[from].isEmpty,
            text.tags[from].isDisjoint(with: [.auxiliary, .cue, .adverb])
        else { return nil }
        // "rescuers fear that" has a verb, "there are fears that" and "amid fears that" none.
        guard
            text.tags[at].isDisjoint(with: [.cue]) || phrases.isNounUse(at)
                || !text.tags[at - 1].isDisjoint(with: [.be, .preposition])
        else { return nil }
        let noun = Int(text.entry(at, lexicon).nounCue)
        // "growing concerns"
        var start = at
        while start - 1 > unit.tokens.lowerBound, at - start < 2, text.before[start].isEmpty,
            !phrases.breaksPhrase(start - 1),
            text.tags[start - 1].isDisjoint(with: [.determiner, .theWord, .possessive, .of]),
            !text.text.tokens[start - 1].flags.contains(.possessive)
        {
            start -= 1
        }
        // "an allegation that he has neither confirmed nor denied": a clause about the word.
        if start > unit.tokens.lowerBound, text.before[start].isEmpty,
            !text.tags[start - 1].isDisjoint(with: [.determiner, .theWord, .that])
        {
            return nil
        }
        return Attribution(
            shape: .unattributed, cue: start..<(at + 1), groupStart: start, lemma: noun,
            source: nil,
            stance: lexicon.cues[noun].stance, kind: .noun, content: [from..<high], unit: index)
    }

    /// "expressed deep concern about", "voiced support for": the noun and its preposition are part of
    /// what reports.
    func withFeeling(_ range: Range<Int>, _ report: ReportingCue, _ high: Int) -> Range<Int> {
        guard report.frames.contains(.feeling) else { return range }
        for k in range.upperBound..<min(range.upperBound + 5, high)
        where text.quoteOf[k] < 0 && text.before[k].isSubset(of: [.hyphen]) {
            let isFeeling = text.tags[k].contains(.nounCue)
            guard k + 2 < high, text.before[k + 1].isEmpty else { break }
            let next = text.tags[k + 1]
            if isFeeling, next.contains(.that) { return range.lowerBound..<(k + 1) }
            // "voiced misgivings about": whatever is expressed about something is a feeling.
            if isFeeling && next.contains(.preposition) && next.isDisjoint(with: [.to, .by])
                || report.frames.contains(.object)
                    && (text.endsWith(k + 1, "about") || text.endsWith(k + 1, "over")
                        || next.contains(.forWord))
            {
                return range.lowerBound..<(k + 2)
            }
            if text.tags[k].contains(.that) || text.tags[k].contains(.auxiliary) { break }
        }
        return range
    }

    /// "was quoted as saying", "was described by X as Y", "it was reported that".
    func passive(_ attribution: Attribution, _ at: Int, _ unit: ClaimUnit) -> Attribution? {
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
    func unattributed(_ attribution: Attribution, _ unit: ClaimUnit) -> Attribution? {
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
        // "was accused of", "has been criticized for"
        let accuses =
            report.frames.contains(.accusation)
            && (tags.contains(.of) || tags.contains(.forWord))
            || report.frames.contains(.predicate) && report.stance == .accuses
                && tags.contains(.forWord)
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
            // "was accused of", "has been blamed for"
            let from = accuses ? next + 1 : next
            if accuses { result.cue = result.cue.lowerBound..<from }
            result.content = [subject, from..<unit.tokens.upperBound]
        }
        result.isAct = true
        return result
    }

    func gerund(
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
                let source = text.before[passive.start].contains(.comma)
                    ? subjectBeforeComma(passive.start, low)
                    : phrases.left(endingAt: passive.start, from: low)
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
}
