import TocsinModel
import TocsinText

/// Who is said to have done it: "accused the army of murdering …", "X was blamed for the attack", "held
/// them responsible for the deaths". That it is only said is the assertion's matter, not the actor's.
extension ArgumentFinder {
    func accused(of trigger: Range<Int>) -> Entity? {
        let floor = max(view.tokens.lowerBound, trigger.lowerBound - 16)
        var at = trigger.lowerBound - 1
        var link: Int?
        while at >= floor {
            let word = view.word(at)
            if view.isAfterPunctuation(at + 1), link == nil { return nil }
            if link == nil, ["of", "for", "with", "behind"].contains(word) {
                link = at
                if word == "behind", Self.be.contains(view.word(at - 1)) {
                    return subject(before: at - 1)
                }
            }
            if let link, at < link, let found = accused(at, link) { return found }
            at -= 1
        }
        return nil
    }

    /// - Parameters:
    ///   - at: a word before the link.
    ///   - link: the preposition that leads to the deed.
    private func accused(_ at: Int, _ link: Int) -> Entity? {
        let word = view.word(at)
        if word == "responsible" {
            // "hold X responsible for", "X is responsible for"
            let before = view.word(at - 1)
            if Self.be.contains(before) || WordClass.of(before) == .adverb {
                return subject(before: at - 1)
            }
            guard let phrase = clause.phrase(endingAt: at),
                !Self.anybody.contains(view.word(phrase.head))
            else { return nil }
            return agent(of: phrase)
        }
        guard Self.accusations.contains(word) else { return nil }
        if Self.be.contains(view.word(at - 1)) || at + 1 == link {
            // "X was accused of", "X, accused of"
            return word.hasSuffix("ed") || word == "charged" ? subject(before: at) : nil
        }
        guard let phrase = clause.object(after: at + 1), phrase.tokens.upperBound <= link else {
            return nil
        }
        return agent(of: whole(phrase))
    }

    private func subject(before token: Int) -> Entity? {
        clause.subject(of: token).flatMap { agent(of: $0) }
    }

    /// "those responsible for the attack" are not known.
    private static let anybody: Set<String> = [
        "those", "people", "persons", "individuals", "person", "ones", "anyone", "men", "all",
    ]
    private static let accusations: Set<String> = [
        "accused", "accuses", "accusing", "accuse", "blamed", "blames", "blaming", "blame",
        "suspected", "suspects", "charged", "charging", "convicted", "indicted", "implicated",
    ]
}
