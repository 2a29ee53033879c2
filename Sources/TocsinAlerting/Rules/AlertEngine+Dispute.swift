import TocsinModel

/// Rules on claims that disagree, and on nothing having come.
extension AlertEngine {
    // MARK: Conflict

    mutating func compare(
        _ field: String, _ index: Int, _ subject: ConditionSubject,
        _ decisions: inout [AlertDecision]
    ) {
        guard let incident = subject.incident else { return }
        let key = "x|\(incident.id)|\(field)"
        if let known = states[index].live[key] {
            support(index, key, subject)
            decisions.append(decision(index, subject, .held(.sameIncident(known.identifier))))
            return
        }
        let disputed = incident.ledger.filter {
            ($0.field == field || $0.field.hasPrefix(field + " ")) && $0.verdict == .conflict
        }
        guard let first = disputed.first else {
            decisions.append(decision(index, subject, .held(.noConflict(field))))
            return
        }
        let standing = first.entries.filter { $0.superseded != true }
        let sides = standing.reduce(into: [String]()) { list, entry in
            let who = entry.speaker.isEmpty ? entry.origin : entry.speaker
            let side = "\(entry.text) (\(who)" + (entry.stance == .denies ? ", denying it)" : ")")
            if !list.contains(side) { list.append(side) }
        }
        let group = groups(index, subject).joined(separator: ", ")
        let time = subject.article.published?.seconds ?? now
        if let held = throttle(index, group, time) {
            decisions.append(decision(index, subject, group: group, .held(held)))
            return
        }
        let alert = compose(
            index, id: [key], subjects: [subject], group: group,
            values: ["field": first.field, "claims": sides.joined(separator: "; ")],
            reasons: ["claims on \(first.field) disagree: \(sides.joined(separator: "; "))"])
        ring(index, key: key, alert, subjects: [subject], group: group, time: time)
        decisions.append(decision(index, subject, group: group, .ring(alert)))
    }

    // MARK: Absence

    mutating func arm(_ index: Int, _ subject: ConditionSubject) {
        let time = subject.article.published?.seconds ?? now
        for group in groups(index, subject) {
            var armed =
                states[index].armed[group]
                ?? RuleState.Armed(last: time, sources: [], subject: subject)
            armed.last = max(armed.last, time)
            armed.subject = subject
            if let source = subject.article.source ?? subject.article.outlet {
                armed.sources.insert(source)
            }
            states[index].armed[group] = armed
        }
    }

    mutating func disarm(
        _ index: Int, _ subject: ConditionSubject, _ absence: AlertRule.Absence
    ) {
        let time = subject.article.published?.seconds ?? now
        for group in groups(index, subject) {
            guard var armed = states[index].armed[group] else { continue }
            armed.last = max(armed.last, time)
            if let source = subject.article.source ?? subject.article.outlet {
                armed.sources.insert(source)
            }
            states[index].armed[group] = armed
        }
    }

    mutating func ringAbsence(
        _ index: Int, failing: Set<String>, _ decisions: inout [AlertDecision]
    ) {
        guard let absence = rules[index].rule.absence else { return }
        for group in states[index].armed.keys.sorted() {
            guard let armed = states[index].armed[group],
                now >= armed.last + absence.silence.seconds
            else { continue }
            if let source = armed.sources.sorted().first(where: failing.contains) {
                decisions.append(
                    decision(index, armed.subject, group: group, .held(.sourceFailing(source))))
                continue
            }
            // It takes another `after` to arm it again.
            states[index].armed[group] = nil
            let due = armed.last + absence.silence.seconds
            if let held = throttle(index, group, due) {
                decisions.append(decision(index, armed.subject, group: group, .held(held)))
                continue
            }
            let alert = compose(
                index, id: ["n", group, "\(armed.last)"], subjects: [armed.subject], group: group,
                values: [
                    "within": absence.silence.description,
                    "last": Timestamp(seconds: armed.last).description,
                ],
                reasons: ["nothing for \(absence.silence) since \(Timestamp(seconds: armed.last))"])
            ring(
                index, key: "n|" + alert.identifier, alert, subjects: [], group: group, time: due)
            decisions.append(decision(index, armed.subject, group: group, .ring(alert)))
        }
    }
}
