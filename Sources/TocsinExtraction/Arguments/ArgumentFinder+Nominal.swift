import TocsinModel
import TocsinText

/// Who did it to whom around a trigger that is a noun: "a Russian attack on Odesa by …".
extension ArgumentFinder {
    func nominal(_ trigger: Range<Int>, into out: inout Arguments) {
        // Inside the noun phrase, leftwards to its determiner: "a massive Ukrainian drone attack".
        // A pattern may have taken the adjective into its trigger.
        var token = trigger.upperBound - 1
        var steps = 0
        while token >= view.tokens.lowerBound, steps < 6, !view.isAfterPunctuation(token + 1) {
            if let candidate = candidates.first(where: { $0.tokens.contains(token) }) {
                // "the mayor's murder", "the Galan assassination": whom it was done to.
                if ["person", "name"].contains(candidate.entity.kind),
                    trigger.contains(where: { Self.harmsPersons.contains(view.word($0)) })
                {
                    out.recipients.append(candidate.entity)
                    break
                }
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
        if out.actors.isEmpty, let blamed = responsible(after: trigger.upperBound) {
            out.actors = [blamed]
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
            // "fighting between rival armed groups"
            if let phrase = clause.object(after: trigger.upperBound + 1),
                let both = entity(of: phrase, acting: true)
            {
                out.actors = [both]
                return
            }
        }
        // "attack by X", "attack from X"; "attack on Y", "attack against Y".
        var at = trigger.upperBound
        let limit = min(view.tokens.upperBound, trigger.upperBound + 10)
        while at < limit {
            let word = view.word(at)
            // "the murder was condemned by the mayor": another deed's author.
            if word == "by", Self.authorship[view.word(at - 1)] == nil, view.word(at - 1) != "out",
                (trigger.upperBound..<at).contains(where: { Self.be.contains(view.word($0)) })
            {
                at += 1
                continue
            }
            if word == "by", out.actors.isEmpty {
                if let phrase = clause.object(after: at + 1).map(whole),
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
            if ["on", "against", "at", "of", "targeting", "upon", "to"].contains(word),
                word != "to" || isHarm(view.word(trigger.upperBound - 1)),
                out.recipients.isEmpty, out.targets.isEmpty, !isWeekday(view.word(at + 1))
            {
                if takesObjects, !mustBeFollowed, let phrase = clause.object(after: at + 1),
                    phrase.tokens.lowerBound - at <= 4
                {
                    // "on Odesa", "on the town of Dobropillia"
                    let end = phrase.tokens.upperBound
                    let named = candidates.first {
                        view.word(end) == "of" && $0.place != nil
                            && (end + 1...end + 2).contains($0.tokens.lowerBound)
                    }
                    if let place = place(of: phrase) ?? named?.place {
                        out.targets.append(place)
                        at = named?.tokens.upperBound ?? end
                        continue
                    }
                    // What is "at" or "in" a place was not all hit.
                    let hit = word == "at" && !isThing(phrase) ? [] : coordinatedObjects(phrase)
                    if !hit.isEmpty {
                        out.recipients = hit
                        at = phrase.tokens.upperBound
                        continue
                    }
                }
                if let target = candidates.first(where: {
                    $0.tokens.lowerBound > at && $0.tokens.lowerBound <= at + 4
                }), word != "at" || target.place != nil {
                    if let place = target.place {
                        out.targets.append(place)
                    } else {
                        out.recipients.append(target.entity)
                    }
                    at = target.tokens.upperBound
                    continue
                }
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
                if let phrase = clause.subject(of: token),
                    let agent = entity(of: phrase, acting: true)
                {
                    out.actors = [agent]
                } else if let subject = left(of: token, mustAct: true) {
                    out.actors.append(subject.entity)
                }
                return
            }
            token -= 1
            steps += 1
        }
    }

    /// Participles of what is done with an attack, and the preposition its author follows.
    private static let authorship: [String: Set<String>] = {
        var table: [String: Set<String>] = [:]
        for word in [
            "claimed", "carried", "perpetrated", "committed", "launched", "staged", "conducted",
            "mounted", "waged", "executed", "ordered", "organized", "organised", "masterminded",
            "orchestrated", "led", "unleashed", "directed", "planted", "laid", "buried", "placed",
            "detonated", "thrown", "hurled",
        ] {
            table[word] = ["by"]
        }
        table["blamed"] = ["on"]
        table["pinned"] = ["on"]
        for word in ["attributed", "ascribed", "imputed", "linked"] { table[word] = ["to"] }
        return table
    }()

    /// "an attack claimed by X", "… that officials blamed on X", "… which the army attributed to X".
    func responsible(after end: Int) -> Entity? {
        for at in end..<min(view.tokens.upperBound, end + 18) {
            guard let prepositions = Self.authorship[view.word(at)] else { continue }
            for next in (at + 1)..<max(at + 1, min(view.tokens.upperBound, at + 4))
            where prepositions.contains(view.word(next)) {
                guard let phrase = clause.object(after: next + 1) else { return nil }
                return agent(of: whole(phrase))
            }
        }
        return nil
    }

    /// Nouns whose object may follow "to": "damage to the embassy".
    private func isHarm(_ noun: String) -> Bool {
        ["damage", "damages", "sabotage", "injuries", "injury", "harm"].contains(noun)
    }

    /// Who is named as the author, whatever he is called: a name will do where a noun would not.
    func agent(of phrase: ClauseReader.Phrase) -> Entity? {
        if let entity = entity(of: phrase, acting: true) { return entity }
        return candidates.last {
            $0.tokens.lowerBound >= phrase.tokens.lowerBound
                && $0.tokens.upperBound == phrase.tokens.upperBound && $0.place == nil
                && ($0.mayAct || $0.entity.kind.map(Self.kindsOfNames.contains) ?? false)
        }?.entity
    }

    func isWeekday(_ word: String) -> Bool {
        ClauseReader.weekdays.contains(word)
    }
}
