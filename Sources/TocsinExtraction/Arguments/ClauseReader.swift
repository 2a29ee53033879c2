import TocsinModel
import TocsinText

/// Reads the noun phrases around a verb from word order and the closed classes alone: the subject to
/// its left, across adverbs, dates, appositions, relative clauses and the phrases that hang on it;
/// the object to its right; the agent of a passive.
///
/// No tagger and no parse: where the words between do not settle it, nothing is said.
struct ClauseReader {
    /// A noun phrase: `tokens` without its article, `head` its last noun.
    struct Phrase {
        var tokens: Range<Int>
        var head: Int { tokens.upperBound - 1 }
    }

    let view: SentenceView
    /// Tokens of names, which are read as one noun whatever their words.
    let names: [Range<Int>]

    /// The subject of the verb group whose first word is at `verb` (auxiliaries may stand before).
    func subject(of verb: Int) -> Phrase? {
        var end = skipAuxiliaries(before: verb)
        var hops = 0
        var hasHopped = false
        while hops < 4 {
            hops += 1
            guard end > view.tokens.lowerBound else { return nil }
            let word = view.word(end - 1)
            // "the gunmen, who had crossed the border, attacked": over the inserted clause.
            if view.isAfterPunctuation(end), !isQuoted(end), !hasHopped {
                guard let start = insertionStart(endingAt: end), !view.isAfterColon(start),
                    !view.isAfterColon(end)
                else { return nil }
                end = skipAuxiliaries(before: start)
                if end < start { return nil }
                hasHopped = true
                continue
            }
            hasHopped = false
            // "dismissed the offer and threatened": both verbs have one subject.
            if ["and", "but", "then"].contains(word) { return subjectOfVerb(before: end - 1) }
            // "the man who attacked": the relative's antecedent.
            if ["who", "which", "that"].contains(word) {
                end -= 1
                if view.isAfterPunctuation(end + 1) || view.isAfterPunctuation(end) {
                    guard let phrase = phrase(endingAt: end) else { return nil }
                    return phrase
                }
                continue
            }
            guard let near = phrase(endingAt: end) else { return nil }
            return modified(by: near)
        }
        return nil
    }

    /// The subject of the nearest finite verb before a conjunction.
    private func subjectOfVerb(before conjunction: Int) -> Phrase? {
        var at = conjunction - 1
        while at > view.tokens.lowerBound, conjunction - at < 24 {
            let word = view.word(at)
            let isVerb =
                WordClass.of(word) == .verb || ArgumentFinder.irregularPasts.contains(word)
                || word.count > 4 && word.hasSuffix("ed")
            if isVerb, name(at: at) == nil, WordClass.of(view.word(at - 1)) != .determiner,
                ![.preposition].contains(WordClass.of(view.word(at - 1)))
            {
                return subject(of: at)
            }
            at -= 1
        }
        return nil
    }

    /// The object of the verb or preposition that ends at `end`.
    func object(after end: Int) -> Phrase? {
        let end = afterTime(end)
        var start = end
        while start < view.tokens.upperBound, start == end || !view.isAfterPunctuation(start),
            let wordClass = name(at: start) == nil ? WordClass.of(view.word(start)) : nil,
            wordClass == .determiner || (wordClass == .adverb && start - end < 2)
        {
            start += 1
        }
        guard start < view.tokens.upperBound, start == end || !view.isAfterPunctuation(start) else {
            return nil
        }
        var at = start
        var nouns = 0
        while at < view.tokens.upperBound, at - start < 9 {
            if at > start, view.isAfterPunctuation(at) { break }
            if let name = name(at: at) {
                at = name.upperBound
                nouns += 1
                if isPossessive(at - 1) { continue }
                continue
            }
            let word = view.word(at)
            if nouns == 0, Self.reported.contains(word) { at += 1; continue }
            if Self.dyings.contains(word) { break }
            // "two missionaries last Wednesday"
            if nouns > 0, ["last", "next", "early", "late"].contains(word) { break }
            if nouns > 0,
                Self.predicates.contains(word) || ArgumentFinder.irregularPasts.contains(word),
                !isJoined(at), !isPossessive(at - 1)
            {
                break
            }
            if let wordClass = WordClass.of(word) {
                if wordClass == .adverb, nouns == 0 { at += 1; continue }
                if wordClass == .determiner, at > start, isPossessive(at - 1) { at += 1; continue }
                break
            }
            // "people wounding …", "crowds gathered in": a verb form after a noun ends the phrase.
            if nouns > 0, !isPossessive(at - 1), looksLikeVerb(word), !isJoined(at) { break }
            if !looksLikeAdjective(word), !view.text.tokens[at].flags.contains(.digit),
                !Self.numerals.contains(word)
            {
                nouns += 1
            }
            at += 1
        }
        // "A civilian was wounded": an adjective that nothing follows is the noun.
        if nouns == 0, at > start, ["civilian", "national", "local"].contains(view.word(at - 1)) {
            nouns = 1
        }
        guard nouns > 0, at > start else { return nil }
        return Phrase(tokens: start..<at)
    }

    /// Over "this week", "on Tuesday", "yesterday" between a verb and its object.
    private func afterTime(_ end: Int) -> Int {
        let word = view.word(end)
        // "exploded early this morning at the house"
        if word == "early" || word == "late" {
            let after = afterTime(end + 1)
            if after > end + 1 { return after }
        }
        if ["this", "last", "next"].contains(word),
            WordClass.of(view.word(end + 1)) == .time
                || ["week", "month", "year", "morning", "afternoon", "evening", "night"].contains(
                    view.word(end + 1))
        {
            return end + 2
        }
        if word == "on", Self.weekdays.contains(view.word(end + 1)) { return end + 2 }
        if ["yesterday", "today", "overnight", "tonight"].contains(word)
            || Self.weekdays.contains(word)
        {
            return end + 1
        }
        return end
    }

    static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The agent of a passive: "by …" within a few words of the participle.
    func agent(after end: Int) -> Phrase? {
        var at = end
        while at < min(view.tokens.upperBound, end + 14) {
            let word = view.word(at)
            if word == "by" {
                let next = view.word(at + 1)
                if WordClass.of(next) == .time
                    || view.text.tokens[min(at + 1, view.tokens.upperBound - 1)].flags.contains(
                        .digit)
                    || next.hasSuffix("ing")
                {
                    at += 1
                    continue
                }
                return object(after: at + 1)
            }
            if at > end, view.isAfterPunctuation(at),
                word == "and" || word == "but" || word == "who" || word == "which"
            {
                return nil
            }
            if WordClass.of(word) == .verb || WordClass.of(word) == .auxiliary { return nil }
            at += 1
        }
        return nil
    }

    // MARK: - Steps to the left

    /// The first token of the auxiliaries, adverbs and dates before a verb.
    private func skipAuxiliaries(before verb: Int) -> Int {
        var at = verb
        while at - 1 >= view.tokens.lowerBound {
            if at < view.tokens.upperBound, view.isAfterPunctuation(at) { break }
            let word = view.word(at - 1)
            if name(at: at - 1) != nil { break }
            switch WordClass.of(word) {
            case .auxiliary, .adverb:
                at -= 1
                continue
            case .time:
                // "police on Tuesday fired", "Gunmen early on Sunday stormed".
                var start = at - 1
                if ["early", "late", "last", "this"].contains(view.word(start - 1)) { start -= 1 }
                if ["on", "in", "since"].contains(view.word(start - 1)) { start -= 1 }
                if ["early", "late"].contains(view.word(start - 1)) { start -= 1 }
                guard start > view.tokens.lowerBound else { return at }
                at = start
                continue
            default: break
            }
            if word == "to" || word == "both" || word == "each" { at -= 1; continue }
            // "last week", "this month" between subject and verb.
            if ["week", "month", "year", "night"].contains(word),
                ["last", "this", "next"].contains(view.word(at - 2))
            {
                at -= 2
                continue
            }
            break
        }
        return at
    }

    /// Where an inserted clause or apposition that ends with a comma at `end` begins: the token after
    /// the comma before it. nil where the comma is only the end of an adverbial at the start.
    private func insertionStart(endingAt end: Int) -> Int? {
        var at = end - 1
        let floor = max(view.tokens.lowerBound + 1, end - 26)
        while at >= floor {
            if view.isAfterPunctuation(at) { return at }
            at -= 1
        }
        return nil
    }

    /// The noun phrase whose last word stands before `end`.
    func phrase(endingAt end: Int) -> Phrase? {
        var at = end
        while at - 1 >= view.tokens.lowerBound, end - at < 10 {
            if at < end, view.isAfterPunctuation(at) { break }
            if let name = name(at: at - 1) {
                at = name.lowerBound
                continue
            }
            let word = view.word(at - 1)
            // "the west African bloc": an adjective after its article.
            if Self.compass.contains(word), WordClass.of(view.word(at - 2)) == .determiner {
                at -= 1
                continue
            }
            if let wordClass = WordClass.of(word) {
                // "dozens of", "a group of" belong to what they count; other words end the phrase.
                if wordClass == .determiner, at < end, at - 2 >= view.tokens.lowerBound,
                    isPossessive(at - 2)
                {
                    at -= 1
                    continue
                }
                break
            }
            if at < end, looksLikeVerb(word), !isJoined(at),
                WordClass.of(view.word(at - 2)) != .determiner
            {
                // "heavily armed men" is one phrase, "said gunmen" two.
                let before = WordClass.of(view.word(at - 2))
                guard
                    before == .adverb || at - 2 < view.tokens.lowerBound || before == .preposition
                        || before == .conjunction || word.hasSuffix("ed")
                else { break }
            }
            at -= 1
        }
        guard at < end else { return nil }
        return Phrase(tokens: at..<end)
    }

    /// What a phrase hangs on: "the gunmen on motorcycles" is the gunmen, "agents of the office" are
    /// the agents. Where every phrase back to the border hangs on a preposition, the near one stands.
    private func modified(by near: Phrase) -> Phrase {
        var current = near
        for _ in 0..<4 {
            var before = current.tokens.lowerBound - 1
            while before >= view.tokens.lowerBound, WordClass.of(view.word(before)) == .determiner {
                before -= 1
            }
            guard before >= view.tokens.lowerBound, !view.isAfterPunctuation(before + 1),
                WordClass.of(view.word(before)) == .preposition
            else { return current }
            // A date or a place at the border modifies the clause, not a noun.
            guard before > view.tokens.lowerBound, !view.isAfterPunctuation(before),
                let next = phrase(endingAt: before)
            else { return near }
            let preposition = view.word(before)
            current = Phrase(
                tokens: preposition == "of"
                    ? next.tokens.lowerBound..<current.tokens.upperBound : next.tokens)
            if preposition == "of" { continue }
        }
        return near
    }

    // MARK: - Words

    private func name(at token: Int) -> Range<Int>? {
        names.first { $0.contains(token) }
    }

    private func isPossessive(_ token: Int) -> Bool {
        guard view.tokens.contains(token) else { return false }
        if view.text.tokens[token].flags.contains(.possessive) { return true }
        // "the rebels' camp": the mark stands alone after an s.
        let end = Int(view.text.tokens[token].end)
        return view.word(token).hasSuffix("s") && end < view.text.utf8.count
            && (view.text.utf8[end] == UInt8(ascii: "'") || view.text.utf8[end] == 0xE2)
            && token + 1 < view.tokens.upperBound
            && Int(view.text.tokens[token + 1].start) - end <= 4
    }

    private func isJoined(_ token: Int) -> Bool {
        (view.tokens.contains(token) && view.text.tokens[token].gap == .joiner)
            || (view.tokens.contains(token + 1) && view.text.tokens[token + 1].gap == .joiner)
    }

    private func isQuoted(_ token: Int) -> Bool {
        let start = Int(view.text.tokens[token].start)
        guard start > 0 else { return false }
        return view.text.utf8[start - 1] == UInt8(ascii: "\"")
    }

    private func looksLikeVerb(_ word: String) -> Bool {
        (word.count > 4 && (word.hasSuffix("ed") || word.hasSuffix("ing")))
            && !Self.nounsLikeVerbs.contains(word)
    }

    private func looksLikeAdjective(_ word: String) -> Bool {
        Self.adjectives.contains(word)
            || (word.count > 5
                && (word.hasSuffix("ous") || word.hasSuffix("ful") || word.hasSuffix("less")))
    }

    private static let compass: Set<String> = ["north", "south", "east", "west"]
    static let numerals: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
        "thousand", "million", "dozen", "dozens", "hundreds", "thousands", "scores", "least",
        "more",
        "most", "several", "many", "few", "other", "others", "least",
    ]
    /// What is said of a noun before it, not words that end its phrase: "alleged kidnappers".
    private static let reported: Set<String> = [
        "alleged", "suspected", "presumed", "wanted", "so-called", "reported", "claimed",
    ]
    /// Short words that say something of the noun before them: "three people died", "four men dead".
    private static let dyings: Set<String> = ["died", "dies", "die", "fled"]
    private static let predicates: Set<String> = [
        "dead", "hurt", "missing", "alive", "hostage", "captive",
        "unaccounted", "kill", "kills", "ill", "homeless",
    ]
    private static let nounsLikeVerbs: Set<String> = [
        "building", "buildings", "meeting", "wedding", "beijing", "nanjing", "king", "wing",
        "hundred", "seed", "refugeed", "being", "housing", "shipping", "sibling", "siblings",
        "offspring", "viking", "united",
    ]
    private static let adjectives: Set<String> = [
        "local", "foreign", "military", "civilian", "national", "young", "old", "large", "small",
        "big", "new", "senior", "former", "top", "key", "main", "major", "busy", "crowded", "rural",
        "remote", "northern", "southern", "eastern", "western", "central", "innocent", "unarmed",
    ]
}
