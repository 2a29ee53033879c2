import TocsinModel

/// What happens with a thing that meets a rule's `when`, by the rule's shape.
extension AlertEngine {
    mutating func admit(
        _ index: Int, _ subject: ConditionSubject, also incidents: [String] = [],
        _ decisions: inout [AlertDecision]
    ) {
        let compiled = rules[index]
        if let absence = compiled.rule.absence {
            disarm(index, subject, absence)
        } else if let total = compiled.rule.total {
            addUp(total, index, subject, &decisions)
        } else if compiled.rule.count > 1, let within = compiled.rule.within {
            for group in groups(index, subject) {
                slide(index, subject, group, within, &decisions)
            }
        } else if let trend = compiled.rule.trend {
            for group in groups(index, subject) { follow(trend, index, subject, group, &decisions) }
        } else if let first = compiled.rule.first {
            for group in groups(index, subject) { look(first, index, subject, group, &decisions) }
        } else if let field = compiled.rule.conflict {
            compare(field, index, subject, &decisions)
        } else {
            ringOnce(index, subject, incidents, &decisions)
        }
    }

    // MARK: Once an incident

    /// What an alert stands for: one rings once.
    private func key(_ scope: AlertRule.Scope, _ subject: ConditionSubject) -> String {
        if let claim = subject.claim {
            return [
                "c", subject.incident?.id ?? "", claim.field, claim.entry.origin.lowercased(),
                claim.entry.text.lowercased(),
            ].joined(separator: "|")
        }
        if scope == .article, subject.event == nil { return "s|" + subject.story }
        if let event = subject.event { return "i|" + (event.incident ?? event.id) }
        return "s|" + subject.story
    }

    private mutating func ringOnce(
        _ index: Int, _ subject: ConditionSubject, _ incidents: [String],
        _ decisions: inout [AlertDecision]
    ) {
        let own = key(rules[index].scope, subject)
        var keys = [own] + incidents.map { "i|" + $0 }.filter { $0 != own }
        // A copy of a story rings once, whatever it was recognized in.
        let story = "s|" + subject.story
        if rules[index].scope == .article, own != story { keys.append(story) }
        if let known = keys.first(where: { states[index].live[$0] != nil }) {
            let alert = states[index].live[known]!
            support(index, known, subject)
            for key in keys where states[index].live[key] == nil { alias(index, key, of: known) }
            let reason: HoldReason =
                known.hasPrefix("s|")
                ? .sameStory(alert.identifier) : .sameIncident(alert.identifier)
            decisions.append(decision(index, subject, .held(reason)))
            return
        }
        let group = groups(index, subject).joined(separator: ", ")
        let time = subject.article.published?.seconds ?? now
        if let held = throttle(index, group, time) {
            decisions.append(decision(index, subject, group: group, .held(held)))
            return
        }
        let alert = compose(
            index, id: [own], subjects: [subject], group: group,
            values: [:], reasons: [])
        ring(index, key: own, alert, subjects: [subject], group: group, time: time)
        for key in keys.dropFirst() { alias(index, key, of: own) }
        decisions.append(decision(index, subject, group: group, .ring(alert)))
    }

    /// One more report of what rang.
    mutating func support(_ index: Int, _ key: String, _ subject: ConditionSubject) {
        if let event = subject.event {
            states[index].live[key]!.holding.insert(event.id)
            if states[index].holders[event.id]?.contains(key) != true {
                states[index].holders[event.id, default: []].append(key)
            }
        }
        if !states[index].live[key]!.articles.contains(subject.article.id) {
            states[index].live[key]!.articles.append(subject.article.id)
        }
        states[index].live[key]!.touched = max(states[index].live[key]!.touched, now)
    }

    private mutating func alias(_ index: Int, _ key: String, of known: String) {
        var copy = states[index].live[known]!
        // Only the first is followed up; the others but keep it from ringing again.
        copy.holding = []
        copy.incident = nil
        states[index].live[key] = copy
    }

    mutating func ring(
        _ index: Int, key: String, _ alert: Alert, subjects: [ConditionSubject], group: String,
        time: Int, keys: [String: [UInt64]] = [:]
    ) {
        let incident = subjects.last.flatMap { complete($0).incident }
        states[index].live[key] = RuleState.Live(
            identifier: alert.identifier, references: [alert.identifier],
            incident: alert.incident, group: group,
            holding: Set(subjects.compactMap { $0.event?.id }), articles: alert.articles,
            severity: alert.severity, headline: alert.headline, status: incident?.status,
            figures: incident.map { figures(index, $0) } ?? [:], touched: now, keys: keys)
        for subject in subjects {
            if let event = subject.event {
                states[index].holders[event.id, default: []].append(key)
            }
        }
        if rules[index].rule.throttle != nil {
            states[index].rings[group, default: []].append(
                .init(time: time, identifier: alert.identifier))
        }
    }

    func throttle(_ index: Int, _ group: String, _ time: Int) -> HoldReason? {
        guard let throttle = rules[index].rule.throttle else { return nil }
        guard
            let ring = states[index].rings[group]?.last(where: {
                abs(time - $0.time) < throttle.seconds
            })
        else { return nil }
        return .throttled(
            by: ring.identifier, until: Timestamp(seconds: ring.time + throttle.seconds))
    }

    // MARK: Count within a window

    func time(_ index: Int, _ subject: ConditionSubject) -> Int? {
        switch rules[index].rule.clock {
        case .published:
            return subject.firstPublished ?? subject.article.published?.seconds ?? now
        case .event:
            guard let day = subject.event?.time.start ?? subject.event?.time.end else { return nil }
            return day.start.seconds
        }
    }

    private mutating func slide(
        _ index: Int, _ subject: ConditionSubject, _ group: String, _ within: TimeSpan,
        _ decisions: inout [AlertDecision]
    ) {
        let compiled = rules[index]
        guard let time = time(index, subject) else {
            decisions.append(decision(index, subject, group: group, .held(.noDate)))
            return
        }
        let newest: Int
        if compiled.rule.clock == .event {
            states[index].newest = max(states[index].newest, time)
            newest = states[index].newest
        } else {
            newest = max(now, time)
        }
        guard time > newest - within.seconds else {
            decisions.append(
                decision(
                    index, subject, group: group,
                    .held(.beforeWindow(Timestamp(seconds: time)))))
            return
        }
        // Taken out and put back, so that it is changed in place.
        var window =
            states[index].windows.removeValue(forKey: group)
            ?? SlidingWindow(length: within.seconds, wanted: compiled.rule.count)
        let outcome = window.insert(
            time: time, keys: distinctKeys(compiled.rule.distinct, subject), payload: subject)
        defer { states[index].windows[group] = window }
        switch outcome {
        case .below(let found):
            decisions.append(
                decision(
                    index, subject, group: group,
                    .held(
                        .belowCount(
                            found: found, wanted: compiled.rule.count, within: within.description)))
            )
        case .rangBefore:
            let last = states[index].live.values.filter { $0.group == group }.max {
                ($0.touched, $0.identifier) < ($1.touched, $1.identifier)
            }
            decisions.append(
                decision(
                    index, subject, group: group,
                    .held(.alreadyRang(last?.identifier ?? compiled.rule.id))))
        case .full(let at, let found):
            let end = window.items[at].time
            if let held = throttle(index, group, end) {
                decisions.append(decision(index, subject, group: group, .held(held)))
                return
            }
            let items = window.window(at: at)
            let subjects = items.map(\.payload)
            let what = compiled.rule.distinct ?? "event"
            let alert = compose(
                index, id: ["w", group, subjects.last!.event?.id ?? subjects.last!.article.id],
                subjects: subjects, group: group,
                values: ["count": "\(found)", "within": within.description],
                reasons: [
                    "\(found) different by \(what) within \(within)"
                        + (group.isEmpty ? "" : " for \(group)") + ", wanted \(compiled.rule.count)"
                ])
            window.markRung(at: at)
            var keys: [String: [UInt64]] = [:]
            for item in items { if let id = item.payload.event?.id { keys[id] = item.keys } }
            ring(
                index, key: "w|" + alert.identifier, alert, subjects: subjects, group: group,
                time: end, keys: keys)
            decisions.append(decision(index, subject, group: group, .ring(alert)))
        }
    }
}
