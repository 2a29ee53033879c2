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

    /// Participles of what is only ever done to someone.
    private static let doneTo: Set<String> = [
        "killed", "wounded", "injured", "arrested", "detained", "kidnapped", "abducted", "murdered",
        "executed", "jailed", "imprisoned", "convicted", "sentenced", "released", "freed",
        "massacred", "hurt", "captured", "expelled", "deported", "shot", "evacuated",
    ]
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
    let type: EventType?
    private let clause: ClauseReader

    init(view: SentenceView, candidates: [Candidate], type: EventType? = nil) {
        self.view = view
        self.candidates = candidates
        self.type = type
        clause = ClauseReader(view: view, names: candidates.map(\.tokens))
    }

    /// Past forms that do not end in "ed"; after a determiner they are nouns or adjectives still.
    private static let irregularPasts: Set<String> = [
        "shot", "struck", "hit", "took", "taken", "blew", "blown", "set", "went", "gone", "held",
        "gave", "fought", "met", "sent", "put", "ran", "broke", "drove", "threw", "thrown", "slew",
        "slain", "hung", "stole", "beat", "beaten", "caught", "cut", "overran", "overthrew",
        "overthrown", "sank", "sunk", "began", "fell", "bore", "swept", "rose", "withdrew",
        "withdrawn", "swore", "said", "told", "were", "was", "came", "made", "led", "drew",
    ]
    /// Present forms that are never nouns.
    private static let presents: Set<String> = [
        "kill", "kills", "accuses", "condemns", "urges", "rejects", "warns", "vows", "agree",
        "agrees", "abduct", "abducts", "kidnaps", "detain", "detains", "arrests", "frees",
        "injures",
        "wounds", "destroys", "shoots", "stabs", "denounces", "slams", "deplores", "refuses",
        "threatens", "expels", "imposes", "imprisons", "jails", "deports", "seizes", "storms",
    ]

    /// True where the trigger's head is written as a noun: "attack", "strikes" after a determiner,
    /// an adjective or a compound part.
    private func isNominal(_ trigger: Range<Int>) -> Bool {
        let head = view.word(trigger.upperBound - 1)
        let first = view.word(trigger.lowerBound)
        let before = trigger.lowerBound - 1
        let word = view.word(before)
        let isDetermined =
            before >= view.tokens.lowerBound && !view.isAfterPunctuation(trigger.lowerBound)
            && Self.determiners.contains(word) && word != "that"
        if Self.irregularPasts.contains(first) || first.hasSuffix("ed") && first.count > 4 {
            return isDetermined && trigger.count == 1
        }
        if Self.presents.contains(first) { return isDetermined }
        if head.hasSuffix("ed") || head.hasSuffix("ing") && !isDetermined { return false }
        if trigger.count > 1 { return true }
        guard before >= view.tokens.lowerBound, !view.isAfterPunctuation(trigger.lowerBound) else {
            return true
        }
        if isDetermined { return true }
        if word == "to" || Self.auxiliaries.contains(word) { return false }
        // After a candidate that is no modifier the word is the verb of a clause.
        if let subject = candidates.last(where: { $0.tokens.upperBound == trigger.lowerBound }) {
            return subject.isModifier
        }
        // "gunmen attack a village": a plural before it, a noun phrase right after it.
        let next = view.word(trigger.upperBound)
        if word.hasSuffix("s") || word.hasSuffix("men") || word == "people" || word == "police",
            WordClass.of(next) == .determiner
                || view.text.tokens.indices.contains(trigger.upperBound)
                    && view.text.tokens[trigger.upperBound].flags.contains(.digit)
                || ClauseReader.numerals.contains(next)
        {
            return false
        }
        return true
    }

    func arguments(of trigger: Range<Int>) -> Arguments {
        var out = Arguments()
        let head = view.word(trigger.upperBound - 1)
        let before = trigger.lowerBound - 1
        let isNoun = isNominal(trigger)
        // "the number of people killed in the attack": a participle without an object.
        let isReduced =
            !isNoun && Self.doneTo.contains(head) && !Self.be.contains(view.word(before))
            && !Self.auxiliaries.contains(view.word(before))
            && ([
                "in", "by", "on", "during", "when", "after", "near", "since", "from", "while",
                "outside",
            ].contains(view.word(trigger.upperBound))
                || trigger.upperBound == view.tokens.upperBound
                || view.isAfterPunctuation(trigger.upperBound))
        let passive =
            isReduced
            || !isNoun
                && (Self.be.contains(view.word(before))
                    || Self.be.contains(view.word(trigger.lowerBound))
                    || ((Self.auxiliaries.contains(view.word(before))
                        || WordClass.of(view.word(before)) == .adverb)
                        && Self.be.contains(view.word(before - 1))))
                && !head.hasSuffix("ing")
        if isNoun, !isReduced {
            nominal(trigger, into: &out)
        } else if passive {
            passiveClause(trigger, into: &out)
        } else {
            activeClause(trigger, head, into: &out)
        }
        return out
    }

    private func passiveClause(_ trigger: Range<Int>, into out: inout Arguments) {
        let verb =
            Self.be.contains(view.word(trigger.lowerBound))
            ? trigger.lowerBound : passiveStart(trigger.lowerBound - 1)
        if takesObjects {
            for entity in coordinated(clause.subject(of: verb), acting: false) {
                out.recipients.append(entity)
            }
        }
        if out.recipients.isEmpty, let patient = left(of: verb) {
            out.recipients.append(patient.entity)
        }
        if let phrase = clause.agent(after: trigger.upperBound),
            let agent = entity(of: phrase, acting: true)
        {
            out.actors = [agent]
        } else if let agent = byPhrase(after: trigger.upperBound) {
            out.actors.append(agent.entity)
        }
    }

    private func activeClause(_ trigger: Range<Int>, _ head: String, into out: inout Arguments) {
        let first = view.word(trigger.lowerBound)
        // "a convoy attacked by rebels": a participle after its noun.
        if first.hasSuffix("ed") || Self.irregularPasts.contains(first),
            view.word(trigger.upperBound) == "by",
            let phrase = clause.agent(after: trigger.upperBound),
            let agent = entity(of: phrase, acting: true)
        {
            out.actors = [agent]
            if takesObjects, let patient = clause.phrase(endingAt: trigger.lowerBound),
                let recipient = entity(of: patient, acting: false)
            {
                out.recipients = [recipient]
            }
            return
        }
        if !first.hasSuffix("ing") || Self.be.contains(view.word(trigger.lowerBound - 1)) {
            out.actors = coordinated(clause.subject(of: trigger.lowerBound), acting: true)
        }
        if out.actors.isEmpty {
            if let subject = left(of: trigger.lowerBound, mustAct: true) {
                out.actors.append(subject.entity)
            } else if head.hasSuffix("ed"), let agent = byPhrase(after: trigger.upperBound) {
                out.actors.append(agent.entity)
            }
        }
        if takesObjects {
            var end = trigger.upperBound
            if ["on", "at", "against", "into", "upon", "towards"].contains(view.word(end)) {
                end += 1
            }
            if !isWeekday(view.word(end)), let phrase = clause.object(after: end),
                !mustBeFollowed || isFollowedRightly(phrase)
            {
                if let place = place(of: phrase) {
                    out.targets.append(place)
                } else {
                    out.recipients = coordinatedObjects(phrase)
                }
            }
        }
        if out.recipients.isEmpty, out.targets.isEmpty,
            let object = right(of: trigger.upperBound, within: mustBeFollowed ? 3 : 7),
            !mustBeFollowed
                || ![.auxiliary, .verb].contains(WordClass.of(view.word(object.tokens.upperBound)))
        {
            if let place = object.place {
                out.targets.append(place)
            } else {
                out.recipients.append(object.entity)
            }
        }
    }

    /// Whom a figure counts: the phrase right after it.
    func counted(after end: Int) -> Entity? {
        guard let phrase = clause.object(after: end),
            WordClass.isPerson(view.word(phrase.head))
        else { return nil }
        return entity(of: phrase, acting: false)
    }

    // MARK: - From phrases to entities

    /// What is done to someone, as against what is said of something.
    private var takesObjects: Bool {
        switch type {
        case .assault?, .coerce?, .sanction?, .retreat?, .request?, .accuse?, .threaten?, .aid?:
            true
        default: false
        }
    }

    /// "urged both sides to", "accused the army of", "warned Israel that": what is not so followed
    /// is not the party spoken to.
    private var mustBeFollowed: Bool { type == .request || type == .accuse || type == .threaten }

    private func isFollowedRightly(_ phrase: ClauseReader.Phrase) -> Bool {
        let next = view.word(phrase.tokens.upperBound)
        switch type {
        case .request?: return ["to", "not", "for"].contains(next)
        case .accuse?: return ["of", "for"].contains(next)
        case .threaten?: return ["that", "of", "against", "with", "not", "over"].contains(next)
        default: return true
        }
    }

    /// Deeds of force have doers who can act; words are anybody's.
    private var isForce: Bool {
        switch type {
        case .assault?, .coerce?, .protest?, .mobilize?, .retreat?, .aid?, nil: true
        default: false
        }
    }

    private func place(of phrase: ClauseReader.Phrase) -> Place? {
        candidates.first {
            $0.tokens.upperBound == phrase.tokens.upperBound && $0.place != nil
                && $0.tokens.lowerBound <= phrase.tokens.lowerBound + 1
        }?.place
    }

    /// Nouns that count or gather what follows "of".
    private static let collectives: Set<String> = [
        "group", "groups", "number", "crowd", "crowds", "team", "band", "bands", "member",
        "members",
        "mob", "pair", "couple", "column", "dozens", "hundreds", "thousands", "scores", "majority",
        "command", "commando", "squad", "unit", "units", "gang", "fighters", "militants",
        "elements",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen",
    ]

    private func entity(of phrase: ClauseReader.Phrase, acting: Bool) -> Entity? {
        let inside = candidates.filter {
            $0.tokens.lowerBound < phrase.tokens.upperBound
                && phrase.tokens.lowerBound < $0.tokens.upperBound
        }
        let of = phrase.tokens.first { view.word($0) == "of" }
        let isHeaded = of.map {
            // "supporters of the government" are no government; "members of the group" are it.
            WordClass.isPerson(view.word($0 - 1)) && !Self.collectives.contains(view.word($0 - 1))
        }
        if let whole = inside.last(where: { $0.tokens.upperBound == phrase.tokens.upperBound }),
            !whole.isModifier || inside.count == 1 && whole.tokens == phrase.tokens,
            of == nil || whole.place == nil, isHeaded != true || of! < whole.tokens.lowerBound - 2
        {
            if acting, !whole.mayAct, isForce, !WordClass.isPerson(view.word(phrase.head)) {
                return nil
            }
            return whole.entity
        }
        var start = phrase.tokens.lowerBound
        while start < phrase.tokens.upperBound - 1,
            ClauseReader.numerals.contains(view.word(start))
                || view.text.tokens[start].flags.contains(.digit)
                || [.determiner, .preposition, .adverb].contains(WordClass.of(view.word(start)))
        {
            start += 1
        }
        let tokens = start..<phrase.tokens.upperBound
        var noun = view.word(of.map { max($0 - 1, tokens.lowerBound) } ?? phrase.head)
        if Self.collectives.contains(noun) { noun = view.word(phrase.head) }
        guard !noun.isEmpty, !(noun.count > 5 && noun.hasSuffix("ed")),
            !ClauseReader.numerals.contains(noun), WordClass.of(noun) == nil,
            !view.text.tokens[phrase.head].flags.contains(.digit)
        else { return nil }
        if acting {
            if isForce {
                // "Indian missiles hit the town": whose they are.
                guard WordClass.isPerson(noun) else {
                    return inside.first { $0.isModifier && $0.mayAct }?.entity
                }
            } else if WordClass.isAbstract(noun) {
                return nil
            }
        } else if WordClass.isAbstract(noun), type != .assault || !WordClass.isTarget(noun) {
            return nil
        }
        let span = view.text.span(tokens)
        let country = inside.first { $0.isModifier && $0.entity.country != nil }?.entity.country
        return Entity(text: view.text.text(span.range), country: country, span: span)
    }

    /// A subject and what is joined to it: "Rebels and militias", "China, India and Iran".
    private func coordinated(_ phrase: ClauseReader.Phrase?, acting: Bool) -> [Entity] {
        guard let phrase else { return [] }
        var out: [Entity] = []
        if let last = entity(of: phrase, acting: acting) { out = [last] }
        var start = phrase.tokens.lowerBound
        for step in 0..<5 {
            var before = start - 1
            while before >= view.tokens.lowerBound, WordClass.of(view.word(before)) == .determiner {
                before -= 1
            }
            let isJoined = before >= view.tokens.lowerBound && view.word(before) == "and"
            let end = isJoined ? before : before + 1
            guard isJoined || (step > 0 && view.isAfterPunctuation(before + 1)),
                end > view.tokens.lowerBound, let next = clause.phrase(endingAt: end)
            else { break }
            let isKnown = candidates.contains {
                $0.tokens.upperBound == next.tokens.upperBound && $0.mayAct
            }
            var opening = next.tokens.lowerBound
            while opening > view.tokens.lowerBound,
                WordClass.of(view.word(opening - 1)) == .determiner
            {
                opening -= 1
            }
            guard isKnown || (isJoined && opening == view.tokens.lowerBound),
                WordClass.of(view.word(opening - 1)) != .preposition,
                let entity = entity(of: next, acting: acting)
            else { break }
            out.insert(entity, at: 0)
            start = next.tokens.lowerBound
        }
        return out
    }

    private func coordinatedObjects(_ phrase: ClauseReader.Phrase) -> [Entity] {
        guard let first = entity(of: phrase, acting: false) else { return [] }
        var out = [first]
        if view.word(phrase.tokens.upperBound) == "and",
            !view.isAfterPunctuation(phrase.tokens.upperBound),
            let next = clause.object(after: phrase.tokens.upperBound + 1),
            WordClass.of(view.word(next.tokens.upperBound)) != .auxiliary,
            WordClass.of(view.word(next.tokens.upperBound)) != .verb,
            let second = entity(of: next, acting: false)
        {
            out.append(second)
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
            if word == "by", out.actors.isEmpty {
                if let phrase = clause.object(after: at + 1),
                    let agent = entity(of: phrase, acting: true)
                {
                    out.actors = [agent]
                    at = phrase.tokens.upperBound
                    continue
                }
                if let agent = candidates.first(where: {
                    $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4 && $0.mayAct
                }) {
                    out.actors.append(agent.entity)
                    at = agent.tokens.upperBound
                    continue
                }
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
            if ["on", "against", "targeting"].contains(word), out.recipients.isEmpty,
                out.targets.isEmpty, takesObjects, !mustBeFollowed,
                let phrase = clause.object(after: at + 1),
                let recipient = entity(of: phrase, acting: false)
            {
                out.recipients = [recipient]
                at = phrase.tokens.upperBound
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
        // "Rwanda expelled the diplomats and broke off relations": both verbs have one subject.
        let isSecondVerb =
            ["and", "but", "then"].contains(view.word(token - 1)) || view.word(token - 2) == "and"
        for candidate in candidates where candidate.tokens.upperBound <= token {
            if token - candidate.tokens.upperBound > (isSecondVerb ? 24 : 12) { continue }
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
            if isSecondVerb { break }
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
                if ["in", "with", "by", "after", "when", "while", "from", "as", "that"].contains(
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
