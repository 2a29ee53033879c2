import TocsinModel
import TocsinText

/// What is no clause of its own: "rejected the plan", "accused them of lying", "called it grave".
extension ContentFinder {
    /// "the attack", "his words", "them": points at what was told before and says nothing of it.
    func isBareReference(_ range: Range<Int>) -> Bool {
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

    /// "claimed the lives of fifty": no one speaks.
    func takesLives(_ lemma: Int, _ from: Int) -> Bool {
        guard lexicon.cues[lemma].lemma == "claim" else { return false }
        for i in from..<min(from + 4, high)
        where text.endsWith(i, "lives") || text.endsWith(i, "life") {
            return true
        }
        return false
    }

    /// "declined to comment", "refused to say whether": nothing is said.
    func refusesToSpeak(_ lemma: Int, _ from: Int) -> Bool {
        guard lexicon.cues[lemma].stance == .rejects, text.tags[from].contains(.to), from + 1 < high
        else { return false }
        let verb = from + 1
        // "declined to be named"
        if text.tags[verb].contains(.be) { return true }
        guard text.tags[verb].contains(.cue) else { return text.endsWith(verb, "give") }
        let refused = lexicon.cues[Int(text.entry(verb, lexicon).cue)]
        return refused.kind == .speech && !refused.frames.isDisjoint(with: [.quote, .clause])
            && (refused.stance == .asserts || refused.stance == .confirms)
    }

    func soon(_ from: Int, _ limit: Int, _ wanted: WordTags) -> Int? {
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

    func infinitiveSoon(_ from: Int) -> Int? {
        guard !text.tags[from].contains(.to) else { return from }
        return soon(from, 12, .to)
    }

    func predicateSoon(_ from: Int) -> Int? { soon(from, 18, .as_) }

    func accusationSoon(_ from: Int, on wanted: WordTags) -> Bool {
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
    func accusing(_ lemma: Int) -> WordTags {
        switch lexicon.cues[lemma].lemma {
        case "blame": [.of, .forWord, .inOffice]
        case "charge": [.with]
        default: [.of, .forWord]
        }
    }

    func quoteSoon(_ from: Int) -> Int? {
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

    /// "called the raid a war crime": an indefinite noun phrase after the object.
    func complementSoon(_ from: Int) -> Bool {
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

    /// What is done with words ends with its clause: "accused them of lying; he gave no proof".
    func actEnd(_ from: Int, _ limit: Int) -> Int {
        for i in (from + 1)..<max(limit, from + 1)
        where text.quoteOf[i] < 0 && text.before[i].contains(.semicolon) {
            return i
        }
        return limit
    }

    func isIndefinite(_ i: Int) -> Bool {
        text.tags[i].contains(.determiner)
            && text.text.tokens[i].end - text.text.tokens[i].start <= 2
            && text.text.utf8[Int(text.text.tokens[i].start)] | 0x20 == 0x61
    }

    /// "a "respite" for the army": words that complete a quoted name.
    func nameEnd(_ from: Int) -> Int {
        var i = from
        while i < high, text.quoteOf[i] < 0 {
            if !text.before[i].isSubset(of: [.hyphen, .quoteClose, .possessive]) { break }
            if !text.tags[i].isDisjoint(with: [.subordinator, .coordinator, .auxiliary]) { break }
            i += 1
        }
        return i
    }

    func startsClause(_ i: Int) -> Bool {
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

    func startsObject(_ i: Int) -> Bool {
        let tags = text.tags[i]
        if tags.isDisjoint(with: [
            .preposition, .coordinator, .subordinator, .auxiliary, .subjectPronoun, .that, .by,
        ]) {
            return true
        }
        return text.isCapitalized(i) && tags.isDisjoint(with: [.common])
    }

    /// An object's phrase: up to a comma or an adjunct.
    func objectEnd(_ from: Int, _ limit: Int) -> Int {
        var i = from + 1
        while i < limit {
            if text.quoteOf[i] < 0 {
                if !text.before[i].isDisjoint(with: [
                    .comma, .semicolon, .dash, .colon, .parenthesisOpen,
                ]) {
                    break
                }
                let tags = text.tags[i]
                if tags.contains(.preposition), let end = adjunctEnd(i),
                    end >= limit || tags.contains(.inOffice) && tags.isDisjoint(with: [.forWord])
                {
                    break
                }
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
}
