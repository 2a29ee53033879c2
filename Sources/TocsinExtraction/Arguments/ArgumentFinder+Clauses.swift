import TocsinModel
import TocsinText

/// Who did it to whom in a clause whose verb is the trigger: active, passive, participle.
extension ArgumentFinder {
    func passiveClause(_ trigger: Range<Int>, into out: inout Arguments) {
        let verb =
            Self.be.contains(view.word(trigger.lowerBound))
            ? trigger.lowerBound
            : passiveStart(
                trigger.lowerBound
                    - (["found", "left"].contains(view.word(trigger.lowerBound - 1)) ? 2 : 1))
        if takesObjects {
            let subject = clause.subject(of: verb)
            for entity in coordinated(subject, acting: false) {
                out.recipients.append(entity)
            }
            // "Kherson was shelled": whom and where.
            if let subject, let place = place(of: subject), place.precision != "country" {
                out.targets.append(place)
            }
        }
        if out.recipients.isEmpty, let patient = left(of: verb) {
            out.recipients.append(patient.entity)
        }
        if let phrase = clause.agent(after: trigger.upperBound).map(whole),
            let agent = entity(of: phrase, acting: true)
        {
            out.actors = [agent]
        } else if let agent = byPhrase(after: trigger.upperBound) {
            out.actors.append(agent.entity)
        }
    }

    /// A mine is nobody's victim: "their vehicle hit a landmine planted by rebels" tells whom the mine
    /// hit, and who laid it.
    private func struckMine(_ trigger: Range<Int>, into out: inout Arguments) -> Bool {
        guard type == .assault, Self.contacts.contains(view.word(trigger.lowerBound)),
            let weapon = clause.object(after: trigger.upperBound),
            Self.mines.contains(view.word(weapon.head))
        else { return false }
        out.recipients = coordinated(clause.subject(of: trigger.lowerBound), acting: false)
        if let layer = responsible(after: weapon.tokens.upperBound) { out.actors = [layer] }
        return true
    }

    /// Whom a means is used on: "… to disperse the crowd", "… to push protesters back".
    private func purpose(after end: Int) -> Entity? {
        for at in end..<min(view.tokens.upperBound, end + 8) where view.word(at) == "to" {
            guard Self.dispersals.contains(view.word(at + 1)) else { return nil }
            var from = at + 2
            if ["up", "back", "off", "down"].contains(view.word(from)) { from += 1 }
            guard let phrase = clause.object(after: from) else { return nil }
            return coordinatedObjects(phrase).first
        }
        return nil
    }

    private static let dispersals: Set<String> = [
        "disperse", "break", "push", "scatter", "drive", "force", "stop", "repel", "quell",
        "contain", "clear", "dislodge", "evict", "block", "hold", "subdue", "control",
    ]
    private static let bonds: Set<String> = [
        "ties", "relations", "agreement", "pact", "cooperation", "contacts", "trade", "treaty",
        "deal", "accord", "alliance", "partnership", "links",
    ]
    private static let steering: Set<String> = [
        "drove", "drives", "driving", "rammed", "rams", "ramming", "ploughed", "plowed", "crashed",
        "steered", "driven",
    ]
    private static let vehicles: Set<String> = [
        "car", "cars", "truck", "lorry", "van", "vehicle", "bus", "suv", "pickup", "bulldozer",
    ]
    private static let contacts: Set<String> = [
        "hit", "struck", "ran", "drove", "rolled", "stepped", "trod", "triggered", "tripped",
    ]
    private static let mines: Set<String> = [
        "mine", "mines", "landmine", "landmines", "bomb", "bombs", "ied", "ieds", "device",
        "devices", "explosive", "explosives",
    ]

    /// What is fired hits what stands after "at", "on", "against": the object is the weapon.
    private func aimed(
        _ weapon: ClauseReader.Phrase, into out: inout Arguments
    ) {
        let end = weapon.tokens.upperBound
        for at in end..<min(view.tokens.upperBound, end + 6) {
            if view.isAfterPunctuation(at) { return }
            guard
                ["at", "on", "against", "toward", "towards", "into", "through"].contains(
                    view.word(at)),
                !isWeekday(view.word(at + 1)), let target = clause.object(after: at + 1)
            else { continue }
            if let place = place(of: target) {
                out.targets.append(place)
            } else if let place = candidates.first(where: {
                $0.place != nil && $0.tokens.lowerBound >= target.tokens.upperBound
                    && $0.tokens.lowerBound <= target.tokens.upperBound + 1
                    && view.word(target.tokens.upperBound) == "of"
            })?.place {
                // "the city of Voronezh"
                out.targets.append(place)
            } else if let entity = entity(of: target, acting: false) {
                out.recipients = [entity]
            }
            return
        }
    }

    func activeClause(_ trigger: Range<Int>, _ head: String, into out: inout Arguments) {
        let first = view.word(trigger.lowerBound)
        // "The crime will not go unpunished": the deed is its subject, and no doer.
        if type == .threaten, first == "not" { return }
        if struckMine(trigger, into: &out) { return }
        // "a convoy attacked by rebels": a participle after its noun.
        if first.hasSuffix("ed") || Self.irregularPasts.contains(first),
            view.word(trigger.upperBound) == "by",
            let phrase = clause.agent(after: trigger.upperBound).map(whole),
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
            let subject = clause.subject(of: trigger.lowerBound)
            out.actors = coordinated(subject, acting: true)
            // "US-Russian talks resumed": the doers are in front of the deed.
            if out.actors.isEmpty, let subject, WordClass.isAbstract(view.word(subject.head)) {
                out.actors = candidates.filter {
                    $0.isModifier && $0.mayAct && subject.tokens.contains($0.tokens.lowerBound)
                }.map(\.entity)
            }
        }
        if out.actors.isEmpty, first.hasSuffix("ing") {
            out.actors =
                mainSubject(ofAdjunct: trigger).flatMap { agent(of: $0) }.map { [$0] } ?? []
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
                type == .assault,
                WordClass.isWeapon(view.word(phrase.head))
                    || Self.steering.contains(first)
                        && Self.vehicles.contains(view.word(phrase.head))
            {
                aimed(phrase, into: &out)
                if !out.targets.isEmpty || !out.recipients.isEmpty { return }
            }
            // "used water cannon to disperse the crowd": the means is no one hit.
            if let means = clause.object(after: end), type == .assault || type == .coerce,
                let crowd = purpose(after: means.tokens.upperBound)
            {
                out.recipients = [crowd]
                return
            }
            // "severed ties with Iran", "ended its pact with France": with whom.
            if type == .sanction, let bond = clause.object(after: end),
                Self.bonds.contains(view.word(bond.head)),
                view.word(bond.tokens.upperBound) == "with",
                let other = clause.object(after: bond.tokens.upperBound + 1)
            {
                if let place = place(of: other) {
                    out.targets.append(place)
                } else {
                    out.recipients = coordinatedObjects(other)
                }
                return
            }
            // "expelled Iran's ambassador": the state he stands for, and he.
            if type == .sanction, let envoy = clause.object(after: end),
                let state = candidates.first(where: {
                    $0.isModifier && $0.entity.country != nil
                        && envoy.tokens.contains($0.tokens.lowerBound)
                })
            {
                out.recipients = [state.entity] + coordinatedObjects(envoy)
                return
            }
            // "demanded that the rebels lift the siege": whom it is demanded of.
            if type == .request, view.word(trigger.upperBound) == "that",
                let phrase = clause.object(after: trigger.upperBound + 1),
                let end = phrase.tokens.first(where: { token in
                    WordClass.isPerson(view.word(token))
                        || candidates.contains { $0.tokens.upperBound == token + 1 }
                }),
                let asked = entity(
                    of: ClauseReader.Phrase(tokens: phrase.tokens.lowerBound..<(end + 1)),
                    acting: true)
            {
                out.recipients = [asked]
                return
            }
            let isBeside = end > trigger.upperBound && Self.bursts.contains(head)
            if !isBeside, !isWeekday(view.word(end)), let phrase = clause.object(after: end),
                !mustBeFollowed || isFollowedRightly(phrase)
            {
                if let place = place(of: phrase) {
                    out.targets.append(place)
                } else {
                    out.recipients = coordinatedObjects(phrase)
                }
            }
        }
        if out.recipients.isEmpty, out.targets.isEmpty, !Self.bursts.contains(head),
            let object = right(of: trigger.upperBound, within: mustBeFollowed ? 3 : 7),
            // "condemned the terrorist act": a word of what was condemned.
            type != .accuse || view.isAfterPunctuation(object.tokens.upperBound)
                || object.tokens.upperBound == view.tokens.upperBound
                || WordClass.of(view.word(object.tokens.upperBound)) != nil,
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

    /// "After killing three soldiers, the gunmen fled", "In addition to thanking the envoy, officials
    /// showed him the ruins": an adjunct at the head of a sentence has the subject of its main clause.
    private func mainSubject(ofAdjunct trigger: Range<Int>) -> ClauseReader.Phrase? {
        let start = view.tokens.lowerBound
        guard trigger.lowerBound - start <= 3,
            trigger.lowerBound == start
                || WordClass.of(view.word(trigger.lowerBound - 1)) == .preposition
                || view.word(trigger.lowerBound - 1) == "to",
            let comma = (trigger.upperBound..<min(view.tokens.upperBound, trigger.upperBound + 24))
                .first(where: { $0 > trigger.upperBound && view.isAfterPunctuation($0) }),
            let phrase = clause.object(after: comma),
            // "After killing a guard, who had …": no main clause yet.
            phrase.tokens.lowerBound - comma <= 1,
            phrase.tokens.upperBound < view.tokens.upperBound,
            !view.isAfterPunctuation(phrase.tokens.upperBound)
        else { return nil }
        return phrase
    }

    func passiveStart(_ auxiliary: Int) -> Int {
        var token = auxiliary
        while Self.be.contains(view.word(token)) || Self.auxiliaries.contains(view.word(token)) {
            token -= 1
        }
        return token + 1
    }

    /// The subject: the last candidate before `token` in the clause that is not a modifier or
    /// governed by a preposition.
    func left(of token: Int, mustAct: Bool = false) -> Candidate? {
        var best: Candidate?
        // "Rwanda expelled the diplomats and broke off relations": both verbs have one subject.
        let isSecondVerb =
            ["and", "but", "then"].contains(view.word(token - 1)) || view.word(token - 2) == "and"
        for candidate in candidates where candidate.tokens.upperBound <= token {
            if token - candidate.tokens.upperBound > (isSecondVerb ? 24 : 12) { continue }
            if mustAct && !candidate.mayAct { continue }
            // "CORRECTION: three killed"
            if (candidate.tokens.upperBound...token).contains(where: { view.isAfterColon($0) }) {
                continue
            }
            // "to determine who killed him": nobody named does.
            if ["who", "which"].contains(view.word(token - 1)),
                candidate.tokens.upperBound < token - 1
            {
                continue
            }
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
            // "Police confirmed that a bomb exploded": whose verb stands between is no subject here.
            let isPronoun = ["it", "they", "he", "she"].contains(
                view.word(passiveStart(token - 1) - 1))
            let speaks =
                !isPronoun
                && (candidate.tokens.upperBound..<token).contains {
                    WordClass.of(view.word($0)) == .verb && view.word($0 + 1) != "and"
                        || view.word($0) == "that"
                }
            if speaks, !isSecondVerb { continue }
            best = candidate
            if isSecondVerb { break }
        }
        return best
    }

    /// The object: the first candidate after `token` before a break.
    func right(of token: Int, within distance: Int) -> Candidate? {
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

    func byPhrase(after token: Int) -> Candidate? {
        for at in token..<min(view.tokens.upperBound, token + 12) where view.word(at) == "by" {
            return candidates.first {
                $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4 && $0.mayAct
            }
        }
        return nil
    }
}
