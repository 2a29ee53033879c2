import TocsinModel
import TocsinText

/// Finds who did it and to whom, from the sentence around a trigger.
///
/// A shallow reading, not a parse: active ("Russian troops shelled Kherson"), passive ("Kherson was
/// shelled by …"), nominal ("a Russian missile attack on Odesa", "an attack by …", "Russia's
/// shelling of …"), light verbs ("Ukraine launched a drone attack"). Where none of these holds,
/// nothing is said.
struct ArgumentFinder {
    struct Arguments {
        var actors: [Entity] = []
        var recipients: [Entity] = []
        /// Places the trigger governs: "attack on Odesa".
        var targets: [Place] = []
    }

    /// One thing in the sentence that may act or be acted on.
    struct Candidate {
        var tokens: Range<Int>
        var entity: Entity
        var place: Place?
        /// A country's adjective or possessive in front of another noun: "Russian", "Russia's".
        var isModifier: Bool
        /// It may be the subject of an attack.
        var mayAct: Bool
    }

    private static let be: Set<String> = [
        "was", "were", "is", "are", "been", "being", "be", "got", "gets",
    ]
    private static let auxiliaries: Set<String> = [
        "has", "have", "had", "will", "would", "did", "does", "do", "to", "could", "may", "might",
        "again", "also", "already", "repeatedly", "then", "reportedly", "allegedly", "just",
    ]
    private static let determiners: Set<String> = [
        "a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her", "another",
        "each", "every", "any", "no", "some", "such", "of", "in", "by", "from", "for", "with",
    ]
    private static let lightVerbs: Set<String> = [
        "launched", "launches", "launch", "launching", "carried", "carries", "conducted",
        "conducts", "staged", "stages", "mounted", "mounts", "unleashed", "unleashes", "made",
        "delivered", "fired", "perpetrated", "committed", "began", "opened", "waged", "attempting",
    ]

    let view: SentenceView
    let candidates: [Candidate]

    /// True where the trigger's head is written as a noun: "attack", "strikes" after a determiner,
    /// an adjective or a compound part.
    private func isNominal(_ trigger: Range<Int>) -> Bool {
        let head = view.word(trigger.upperBound - 1)
        if head.hasSuffix("ed")
            || head.hasSuffix("ing")
                && !Self.determiners.contains(view.word(trigger.lowerBound - 1))
        {
            return false
        }
        if trigger.count > 1 { return true }
        let before = trigger.lowerBound - 1
        guard before >= view.tokens.lowerBound, !view.isAfterPunctuation(trigger.lowerBound) else {
            return true
        }
        let word = view.word(before)
        if Self.determiners.contains(word) { return word != "to" }
        if Self.auxiliaries.contains(word) { return false }
        // After a candidate that is no modifier the word is the verb of a clause.
        if let subject = candidates.last(where: { $0.tokens.upperBound == trigger.lowerBound }) {
            return subject.isModifier
        }
        return true
    }

    func arguments(of trigger: Range<Int>) -> Arguments {
        var out = Arguments()
        let head = view.word(trigger.upperBound - 1)
        let before = trigger.lowerBound - 1
        let passive =
            !isNominal(trigger)
            && (Self.be.contains(view.word(before))
                || (Self.auxiliaries.contains(view.word(before))
                    && Self.be.contains(view.word(before - 1))))
        if isNominal(trigger) {
            nominal(trigger, into: &out)
        } else if passive {
            if let patient = left(of: passiveStart(before)) {
                out.recipients.append(patient.entity)
            }
            if let agent = byPhrase(after: trigger.upperBound) { out.actors.append(agent.entity) }
        } else {
            if let subject = left(of: trigger.lowerBound, mustAct: true) {
                out.actors.append(subject.entity)
            } else if head.hasSuffix("ed"), let agent = byPhrase(after: trigger.upperBound) {
                out.actors.append(agent.entity)
            }
            if let object = right(of: trigger.upperBound, within: 7) {
                if let place = object.place {
                    out.targets.append(place)
                } else {
                    out.recipients.append(object.entity)
                }
            }
        }
        return out
    }

    private func passiveStart(_ auxiliary: Int) -> Int {
        var token = auxiliary
        while Self.be.contains(view.word(token)) || Self.auxiliaries.contains(view.word(token)) {
            token -= 1
        }
        return token + 1
    }

    // MARK: - Noun phrases

    private func nominal(_ trigger: Range<Int>, into out: inout Arguments) {
        // Inside the noun phrase, leftwards to its determiner: "a massive Ukrainian drone attack".
        var token = trigger.lowerBound - 1
        var steps = 0
        while token >= view.tokens.lowerBound, steps < 6, !view.isAfterPunctuation(token + 1) {
            if let candidate = candidates.first(where: { $0.tokens.contains(token) }) {
                guard candidate.mayAct, candidate.isModifier || !out.actors.isEmpty else { break }
                out.actors.insert(candidate.entity, at: 0)
                // "Ukrainian-US negotiations", "Russian and Belarusian strikes".
                token = candidate.tokens.lowerBound - 1
                let joined = view.text.tokens[candidate.tokens.lowerBound].gap == .joiner
                if joined { continue }
                guard view.word(token) == "and" else { break }
                token -= 1
                continue
            }
            if Self.determiners.contains(view.word(token)) { break }
            token -= 1
            steps += 1
        }
        // "talks between X and Y".
        if view.word(trigger.upperBound) == "between" {
            let pair = candidates.filter {
                $0.mayAct && $0.tokens.lowerBound > trigger.upperBound
                    && $0.tokens.lowerBound - trigger.upperBound <= 10
            }.prefix(2)
            if pair.count == 2 {
                out.actors = pair.map(\.entity)
                return
            }
        }
        // "attack by X", "attack from X"; "attack on Y", "attack against Y".
        var at = trigger.upperBound
        let limit = min(view.tokens.upperBound, trigger.upperBound + 10)
        while at < limit {
            let word = view.word(at)
            if word == "by", out.actors.isEmpty,
                let agent = candidates.first(where: {
                    $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4 && $0.mayAct
                })
            {
                out.actors.append(agent.entity)
                at = agent.tokens.upperBound
                continue
            }
            if ["on", "against", "at", "of", "targeting", "upon"].contains(word),
                out.recipients.isEmpty,
                out.targets.isEmpty,
                let target = candidates.first(where: {
                    $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4
                }), !isWeekday(view.word(at + 1))
            {
                if let place = target.place {
                    out.targets.append(place)
                } else {
                    out.recipients.append(target.entity)
                }
                at = target.tokens.upperBound
                continue
            }
            if view.isAfterPunctuation(at), at > trigger.upperBound { break }
            at += 1
        }
        guard out.actors.isEmpty else { return }
        // "Ukraine launched …", "… is attempting to … with the largest drone attack".
        token = trigger.lowerBound - 1
        steps = 0
        while token >= view.tokens.lowerBound, steps < 14 {
            if Self.lightVerbs.contains(view.word(token)) {
                if let subject = left(of: token, mustAct: true) {
                    out.actors.append(subject.entity)
                }
                return
            }
            token -= 1
            steps += 1
        }
    }

    private func isWeekday(_ word: String) -> Bool {
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains(
            word)
    }

    // MARK: - Clauses

    /// The subject: the last candidate before `token` in the clause that is not a modifier or
    /// governed by a preposition.
    private func left(of token: Int, mustAct: Bool = false) -> Candidate? {
        var best: Candidate?
        for candidate in candidates where candidate.tokens.upperBound <= token {
            if token - candidate.tokens.upperBound > 12 { continue }
            if mustAct && !candidate.mayAct { continue }
            if candidate.isModifier, candidate.tokens.upperBound != token { continue }
            let preposition = view.word(candidate.tokens.lowerBound - 1)
            let governed =
                [
                    "in", "at", "on", "near", "from", "of", "with", "against", "for", "to", "into",
                ].contains(preposition)
                || (preposition == "the"
                    && [
                        "in", "at", "on", "near", "from", "of", "with", "against", "for", "to",
                        "into",
                    ]
                    .contains(view.word(candidate.tokens.lowerBound - 2)))
            if governed { continue }
            best = candidate
        }
        return best
    }

    /// The object: the first candidate after `token` before a break.
    private func right(of token: Int, within distance: Int) -> Candidate? {
        for candidate in candidates
        where candidate.tokens.lowerBound >= token
            && candidate.tokens.lowerBound - token <= distance
        {
            for between in token..<candidate.tokens.lowerBound {
                if ["in", "with", "by", "after", "when", "while", "from", "as"].contains(
                    view.word(between))
                    || (view.isAfterPunctuation(between) && between > token)
                {
                    return nil
                }
            }
            if candidate.isModifier, candidate.place == nil { continue }
            return candidate
        }
        return nil
    }

    private func byPhrase(after token: Int) -> Candidate? {
        for at in token..<min(view.tokens.upperBound, token + 12) where view.word(at) == "by" {
            return candidates.first {
                $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4 && $0.mayAct
            }
        }
        return nil
    }
}
