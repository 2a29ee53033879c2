import TocsinText

/// Finds the noun phrase that is a verb's subject: to its left ("officials in Kyiv said") or, after
/// a quotation, to its right (`," said Jane Doe, head of the agency`).
struct SpeakerPhrase {
    let text: LexicalText
    let lexicon: EntityLexicon

    /// Adverbs, auxiliaries and negations before a verb.
    struct VerbGroup {
        var start: Int
        var negated = false
        var be = false
        var have = false
        var modal = false
        /// "to deny", with the verb that governs it in the group.
        var infinitive = false
        var refused = false
    }

    func verbGroup(before cue: Int, from low: Int) -> VerbGroup {
        var group = VerbGroup(start: cue)
        var i = cue
        while i > low {
            let p = i - 1
            let tags = text.tags[p]
            guard
                text.before[i].isSubset(of: [.possessive])
                    || (text.before[i] == .hyphen && tags.contains(.adverb)), text.quoteOf[p] < 0
            else { break }
            // "have long warned"
            let isLong =
                p > low && text.endsWith(p, "long") && text.tags[p - 1].contains(.auxiliary)
                && text.text.tokens[p].end - text.text.tokens[p].start == 4
            if tags.contains(.auxiliary) || tags.contains(.negation) || isVerbalAdverb(p) || isLong
            {
                if tags.contains(.negation) { group.negated = true }
                if tags.contains(.be), !group.infinitive {
                    group.be = group.be || i == cue || !group.have
                }
                if tags.contains(.auxiliary), !tags.contains(.be), !tags.contains(.modal) {
                    group.have = true
                }
                if tags.contains(.modal) { group.modal = true }
                i = p
                continue
            }
            if tags.contains(.to), p > low {
                let chain = p - 1
                if text.tags[chain].contains(.chain) || text.endsWith(chain, "hesitate") {
                    group.infinitive = true
                    if text.tags[chain].contains(.refusal) { group.refused = true }
                    i = chain
                    continue
                }
                if chain > low, text.tags[chain - 1].contains(.chain), !text.isCapitalized(chain) {
                    // "went on to say"
                    group.infinitive = true
                    i = chain - 1
                    continue
                }
            }
            break
        }
        // "did not hesitate to" says yes, "is not able to" does not.
        if group.infinitive, group.negated,
            !(i..<cue).contains(where: { text.endsWith($0, "able") })
        {
            group.negated = false
        }
        group.start = i
        return group
    }

    private func isVerbalAdverb(_ i: Int) -> Bool {
        text.tags[i].contains(.adverb) && text.tags[i].isDisjoint(with: [.date])
            && !text.isCapitalized(i)
    }

    /// Neither a noun nor something a noun phrase may hold.
    func breaksPhrase(_ i: Int) -> Bool {
        let tags = text.tags[i]
        if tags.isDisjoint(with: [
            .subordinator, .auxiliary, .coordinator, .negation, .preposition, .subjectPronoun,
            .adverb,
            .cue, .date, .objectPronoun,
        ]) {
            return false
        }
        if text.isCapitalized(i), !tags.contains(.common), !tags.contains(.date) { return false }
        if tags.contains(.date), tags.contains(.common) {
            // "the last poll", "its early report", but not "on Tuesday officials".
            return !tags.contains(.innerDate)
        }
        if tags.contains(.cue), tags.contains(.noun) { return false }
        if tags.contains(.cue) { return !isNounUse(i) }
        return true
    }

    /// A cue word used as a noun: "the claim", "his call".
    func isNounUse(_ i: Int) -> Bool {
        guard i > 0 else { return false }
        let form = text.entry(i, lexicon).cueForm
        guard form == .base || form == .third else { return false }
        // "…, state police said": a modifier where a clause or phrase begins.
        if form == .base, i + 1 < text.count, text.before[i + 1].isEmpty,
            !text.tags[i + 1].isDisjoint(with: [.noun, .head]) && !text.isCapitalized(i + 1),
            !text.before[i].isDisjoint(with: Separators.clause)
        {
            return true
        }
        let p = text.tags[i - 1]
        if p.contains(.to) { return false }
        return !p.isDisjoint(with: [.determiner, .preposition, .possessive])
            && text.before[i].isEmpty || text.text.tokens[i - 1].flags.contains(.possessive)
    }

    /// The noun phrase that ends just before `end`, its modifiers and "of" phrases with it.
    func left(endingAt end: Int, from low: Int, allowPlural: Bool = true) -> Range<Int>? {
        var last = beforeTimeOfDay(end - 1, low)
        // "the minister on Thursday said"
        var trimmed = false
        while last > low, text.tags[last].contains(.date), text.before[last + 1].isEmpty || trimmed,
            !(text.isCapitalized(last) && text.tags[last].contains(.common))
        {
            last -= 1
            trimmed = true
        }
        if trimmed, last > low, text.before[last + 1].isEmpty,
            text.tags[last].contains(.preposition)
                // "the court this month rejected"
                || text.tags[last].contains(.determiner) && !text.tags[last].contains(.theWord)
                    && text.endsWith(last, "is")
        {
            last -= 1
        }
        guard last >= low, text.quoteOf[last] < 0 else { return nil }
        let tags = text.tags[last]
        if tags.contains(.subjectPronoun) || tags.contains(.relative) { return last..<(last + 1) }
        var head = last
        if tags.contains(.objectPronoun), last > low, text.before[last].isEmpty,
            let noun = preposition(at: last - 1, low)
        {
            // "those close to him"
            head = noun
        } else if breaksPhrase(last) || (tags.contains(.determiner) && !isPronominal(last)) {
            return nil
        }
        var start = head
        var hasNoun = head < last
        var i = head
        while i >= low {
            // "Inspector General of Police (North) Ravi Rao told"
            var isOver = false
            if i < head, let before = overParenthesis(before: i + 1, low) {
                i = before
                isOver = true
            }
            if i < head, !isOver, !text.before[i + 1].isSubset(of: [.hyphen, .possessive, .other]),
                !(text.before[i + 1] == .stop && !text.tags[i].contains(.common)
                    && text.text.tokens[i].end - text.text.tokens[i].start <= 3)
            {
                break
            }
            let tags = text.tags[i]
            if text.quoteOf[i] >= 0 { break }
            if tags.contains(.determiner), !text.isCapitalized(i) || tags.contains(.common) {
                if tags.contains(.that) { break }
                start = i
                hasNoun = true
                i -= 1
                // "all the president's men", "some of the"
                guard i >= low, text.before[i + 1].isEmpty else { break }
                if text.tags[i].contains(.determiner) { continue }
                if let next = preposition(at: i, low) {
                    i = next
                    continue
                }
                if let next = conjunct(at: i, low, start, allowPlural) {
                    i = next
                    continue
                }
                break
            }
            if tags.contains(.preposition) {
                guard hasNoun, let next = preposition(at: i, low) else { break }
                i = next
                continue
            }
            if tags.contains(.and) {
                guard hasNoun, let next = conjunct(at: i, low, start, allowPlural) else { break }
                i = next
                continue
            }
            if breaksPhrase(i) { break }
            if hasNoun, text.isCapitalized(start), !text.isCapitalized(i), isTimeNoun(i) { break }
            start = i
            hasNoun = true
            i -= 1
        }
        // "the United States, Britain and France"
        while start - 2 >= low, text.before[start].contains(.comma), text.isCapitalized(start),
            (start..<last).contains(where: { text.tags[$0].contains(.and) }),
            text.isCapitalized(start - 1), text.quoteOf[start - 1] < 0, !breaksPhrase(start - 1)
        {
            var k = start - 1
            while k > low, text.before[k].isEmpty,
                text.isCapitalized(k - 1) || text.tags[k - 1].contains(.theWord)
            {
                k -= 1
            }
            start = k
        }
        // "nearly eight of ten voters", "only 52 percent of them"
        if start > low, text.before[start].isEmpty, text.tags[start].contains(.number),
            text.tags[start - 1].contains(.adverb), text.quoteOf[start - 1] < 0
        {
            start -= 1
        }
        return hasNoun ? start..<(last + 1) : nil
    }

    /// The token before a short parenthesis that closes just before `end`.
    private func overParenthesis(before end: Int, _ low: Int) -> Int? {
        guard text.before[end].contains(.parenthesisClose),
            text.before[end].isDisjoint(with: [.comma, .stop])
        else { return nil }
        var open = end - 1
        while open > low, end - open < 6, !text.before[open].contains(.parenthesisOpen) {
            open -= 1
        }
        guard open > low, text.before[open].contains(.parenthesisOpen),
            !breaksPhrase(open - 1), text.quoteOf[open - 1] < 0
        else { return nil }
        return open - 1
    }

    /// Over a time of day that ends at a token: "a report published at 14:00 GMT said".
    /// - Returns: the token before it, or the same token where there is none.
    private func beforeTimeOfDay(_ last: Int, _ low: Int) -> Int {
        var i = last
        if text.endsWith(i, "time"), i > low, text.endsWith(i - 1, "local") {
            i -= 2
        } else if Self.zones.contains(where: { text.endsWith(i, $0) }), isShort(i) {
            i -= 1
        }
        // A number alone may be a crowd: "the 14 said".
        guard i < last, i > low, text.text.tokens[i].flags.contains(.digit) else { return last }
        while i > low, text.text.tokens[i].flags.contains(.digit) { i -= 1 }
        if i > low, text.tags[i].contains(.preposition) { i -= 1 }
        // "a report published at": the report speaks.
        if i > low, text.endsWith(i, "ed") || text.endsWith(i, "sent"),
            text.tags[i - 1].isDisjoint(with: [.determiner, .preposition])
        {
            i -= 1
        }
        return i
    }

    /// As long as the name of a time zone.
    private func isShort(_ i: Int) -> Bool {
        (3...4).contains(text.text.tokens[i].end - text.text.tokens[i].start)
    }

    private static let zones: [StaticString] = [
        "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "cet", "cest", "bst", "ist", "msk",
        "jst", "eet",
    ]

    /// "the third time AROS said": a noun of time is no title.
    private func isTimeNoun(_ i: Int) -> Bool {
        text.tags[i].contains(.date)
            || text.tags[i].contains(.timeNoun)
    }

    /// Whether a preposition attaches to a noun before it.
    /// - Returns: the noun's token.
    private func preposition(at i: Int, _ low: Int) -> Int? {
        guard text.tags[i].contains(.preposition), i - 1 >= low, text.before[i].isEmpty,
            text.quoteOf[i] < 0
        else { return nil }
        var noun = i - 1
        // "in Virginia and around the country"
        if text.tags[noun].contains(.and), noun > low, text.before[noun].isEmpty,
            text.tags[noun - 1].isDisjoint(with: [.date])
        {
            noun -= 1
        }
        if breaksPhrase(noun) { return nil }
        if text.tags[noun].contains(.determiner) {
            // "some of the", "one of the"
            return text.tags[i].contains(.of) ? noun : nil
        }
        // "the health ministry run by the group"
        if text.tags[i].contains(.by), noun - 1 >= low, text.before[noun].isEmpty,
            ["run", "led", "backed", "controlled", "headed", "owned", "ruled"].contains(
                text.text.text(noun).lowercased())
        {
            return noun - 1
        }
        if text.endsWith(noun, "ed"), !text.isCapitalized(noun) {
            // "two officials briefed on the talks"
            return noun - 1 >= low && text.before[noun].isEmpty
                && text.tags[noun - 1].contains(.noun) && text.endsWith(noun - 1, "s")
                && text.quoteOf[noun - 1] < 0 ? noun : nil
        }
        if text.tags[i].contains(.to), text.tags[noun].isDisjoint(with: [.noun]),
            !text.endsWith(noun, "close")
        {
            return nil
        }
        if text.tags[i].contains(.of) || text.tags[i].contains(.forWord) { return noun }
        // "officials in Kyiv", not "fell in Kyiv": the head is a known noun, a plural or a name.
        if !text.tags[noun].isDisjoint(with: [.noun, .head]) || text.isCapitalized(noun)
            || text.endsWith(noun, "s") || text.endsWith(noun, "familiar")
            || text.endsWith(noun, "close") || noun < i - 1
            || text.tags[noun].contains(.organizationNoun)
            || WordClass.isPerson(text.text.text(noun).lowercased())
        {
            return noun
        }
        return nil
    }

    private func conjunct(at i: Int, _ low: Int, _ start: Int, _ allowPlural: Bool) -> Int? {
        guard allowPlural, text.tags[i].contains(.and), i - 1 >= low, text.before[i].isEmpty,
            text.quoteOf[i - 1] < 0, !breaksPhrase(i - 1)
        else { return nil }
        let a = text.isCapitalized(i - 1)
        let determined = text.tags[start].contains(.determiner) && start + 1 < text.count
        let b = text.isCapitalized(determined ? start + 1 : start)
        let nouns = text.tags[i - 1].contains(.noun)
        return (a && b) || nouns || (text.endsWith(i - 1, "s") && !a && !b)
            || opensSentence(i - 1, low) || determined && closesPhrase(i - 1, low) ? i - 1 : nil
    }

    /// Whether a determiner opens the noun phrase that ends here: "a church elder" before "and a
    /// police source".
    private func closesPhrase(_ end: Int, _ low: Int) -> Bool {
        var i = end
        while i > low, end - i < 4, !breaksPhrase(i), text.before[i].isSubset(of: [.hyphen]) {
            if text.tags[i - 1].contains(.determiner) {
                return text.tags[i - 1].isDisjoint(with: [.that])
                    && (i - 1 == low || !text.before[i - 1].isDisjoint(with: Separators.clause))
            }
            i -= 1
        }
        return false
    }

    /// Whether nothing but a noun phrase stands between the sentence's beginning and a word:
    /// "Federal and state officials said", "The former first lady and U.S. senator said".
    private func opensSentence(_ end: Int, _ low: Int) -> Bool {
        guard end - low < 5 else { return false }
        for i in low...end {
            if i > low, !text.before[i].isSubset(of: [.hyphen]) { return false }
            if text.tags[i].contains(.determiner) && i == low { continue }
            if breaksPhrase(i) || text.endsWith(i, "ed") || text.endsWith(i, "ing")
                || text.quoteOf[i] >= 0
            {
                return false
            }
        }
        return true
    }

    /// "those", "many", "some" alone.
    private func isPronominal(_ i: Int) -> Bool {
        text.tags[i].contains(.pronominal)
    }

    /// The noun phrase that begins at `start`, with appositions; nil where none does.
    func right(from start: Int, to high: Int) -> Range<Int>? {
        guard start < high, text.quoteOf[start] < 0 else { return nil }
        let tags = text.tags[start]
        if tags.contains(.subjectPronoun) { return start..<(start + 1) }
        if !text.isCapitalized(start), breaksPhrase(start) { return nil }
        if tags.contains(.that), !tags.contains(.relative) { return nil }
        if tags.contains(.date), !tags.contains(.common) { return nil }
        var i = start
        var relative = false
        while i < high {
            if i > start {
                let gap = text.before[i]
                if text.quoteOf[i] >= 0 || gap.contains(.quoteOpen) { break }
                if !gap.isDisjoint(with: [.colon, .semicolon, .dash, .newline]) { break }
                if gap.contains(.stop), !isAbbreviation(i - 1) { break }
                if gap.contains(.comma), !continuesApposition(at: i, high) { break }
                let tags = text.tags[i]
                if tags.contains(.relative) { relative = true }
                if !relative, !text.isCapitalized(i) || tags.contains(.common) {
                    if tags.contains(.date) { break }
                    if tags.contains(.preposition), endsPhrase(i, high) { break }
                    if tags.contains(.subordinator) || tags.contains(.auxiliary)
                        || tags.contains(.contrast)
                    {
                        break
                    }
                    if tags.contains(.adverb), !gap.contains(.comma), text.tags[i].contains(.common)
                    {
                        break
                    }
                    if tags.contains(.cue), !isNounUse(i),
                        text.entry(i, lexicon).cueForm != .base, tags.isDisjoint(with: [.noun])
                    {
                        break
                    }
                } else if relative, gap.contains(.comma) {
                    break
                } else if !relative, tags.contains(.date), !gap.contains(.hyphen) {
                    break
                }
                if i - start > 45 { break }
            }
            i += 1
        }
        return i > start ? start..<i : nil
    }

    private func isAbbreviation(_ i: Int) -> Bool {
        let length = text.text.tokens[i].end - text.text.tokens[i].start
        return length == 1
            || text.tags[i].contains(.phraseStart) && length <= 4 && text.isCapitalized(i)
    }

    /// A preposition that begins an adverbial: "in a statement", "on Tuesday", "to reporters".
    private func endsPhrase(_ i: Int, _ high: Int) -> Bool {
        let tags = text.tags[i]
        if tags.contains(.of) || tags.contains(.forWord) { return false }
        if tags.contains(.by), text.endsWith(i - 1, "ed") || text.endsWith(i - 1, "en") {
            return false
        }
        if tags.contains(.to) || tags.contains(.by) {
            return text.tags[i - 1].isDisjoint(with: [.noun])
        }
        var k = i + 1
        while k < high, k < i + 5 {
            if !text.before[k].isSubset(of: [.hyphen]) { break }
            if !text.tags[k].isDisjoint(with: [.venue, .date]) { return true }
            k += 1
        }
        return tags.contains(.adverbial)
    }

    /// Whether an apposition or relative clause follows a comma: ", head of", ", 45,", ", who", ", a".
    private func continuesApposition(at i: Int, _ high: Int) -> Bool {
        let tags = text.tags[i]
        if tags.contains(.relative) || tags.contains(.noun) || tags.contains(.number) {
            return true
        }
        if tags.contains(.determiner), tags.isDisjoint(with: [.that]) { return true }
        if !tags.isDisjoint(with: [
            .auxiliary, .coordinator, .subordinator, .subjectPronoun, .adverb,
        ]) {
            return false
        }
        if tags.contains(.cue) || tags.contains(.date) { return false }
        if text.isCapitalized(i) { return true }
        if tags.contains(.preposition) { return false }
        if text.endsWith(i, "ing") { return false }
        // A bare noun phrase that soon has a known head: "former deputy director of".
        var k = i
        while k < high, k < i + 6, text.before[k].isSubset(of: k == i ? [.comma] : [.hyphen]) {
            if !text.tags[k].isDisjoint(with: [.noun, .head, .familyHint]) { return true }
            k += 1
        }
        return false
    }
}
