import TocsinModel

/// Rules on what is new: a trend that begins, a value not seen before.
extension AlertEngine {
    // MARK: Trend

    mutating func follow(
        _ trend: AlertRule.Trend, _ index: Int, _ subject: ConditionSubject, _ group: String,
        _ decisions: inout [AlertDecision]
    ) {
        guard let time = time(index, subject) else {
            decisions.append(decision(index, subject, group: group, .held(.noDate)))
            return
        }
        let length = trend.per.seconds
        // Taken out and put back, so that it is changed in place.
        var window =
            states[index].trends.removeValue(forKey: group) ?? TrendWindow(period: length)
        defer { states[index].trends[group] = window }
        window.insert(
            time: time, keys: distinctKeys(rules[index].rule.distinct, subject), payload: subject)
        let end = window.newest ?? time
        guard end - started >= 2 * length else {
            decisions.append(
                decision(
                    index, subject, group: group,
                    .held(.warmingUp(until: Timestamp(seconds: started + 2 * length)))))
            return
        }
        guard window.current >= trend.atLeast,
            Double(window.current) >= trend.grows * Double(window.previous)
        else {
            states[index].trendRang.remove(group)
            decisions.append(
                decision(
                    index, subject, group: group,
                    .held(.belowTrend(current: window.current, previous: window.previous))))
            return
        }
        let id = ["t", group, subject.event?.id ?? subject.article.id]
        guard !states[index].trendRang.contains(group) else {
            decisions.append(
                decision(index, subject, group: group, .held(.alreadyRang(rules[index].rule.id))))
            return
        }
        if let held = throttle(index, group, end) {
            decisions.append(decision(index, subject, group: group, .held(held)))
            return
        }
        states[index].trendRang.insert(group)
        let alert = compose(
            index, id: id, subjects: window.recent, group: group,
            values: [
                "count": "\(window.current)", "previous": "\(window.previous)",
                "within": trend.per.description,
            ],
            reasons: [
                "\(window.current) in the last \(trend.per), \(window.previous) in the one before"
            ])
        ring(index, key: "t|" + alert.identifier, alert, subjects: [], group: group, time: end)
        decisions.append(decision(index, subject, group: group, .ring(alert)))
    }

    // MARK: First

    mutating func look(
        _ first: AlertRule.First, _ index: Int, _ subject: ConditionSubject, _ group: String,
        _ decisions: inout [AlertDecision]
    ) {
        let time = subject.article.published?.seconds ?? now
        var new: [String] = []
        var held: HoldReason?
        for value in values(first.field, subject) {
            let key = group + "|" + value.lowercased()
            if let last = states[index].seen[key], abs(time - last) <= first.lookback.seconds {
                held = .seenBefore(value, Timestamp(seconds: last))
            } else {
                new.append(value)
            }
            states[index].seen[key] = max(states[index].seen[key] ?? .min, time)
        }
        let warm = started + (first.warmUp?.seconds ?? 0)
        if !new.isEmpty, time < warm { held = .warmingUp(until: Timestamp(seconds: warm)) }
        if !new.isEmpty, held == nil || time >= warm {
            if let throttled = throttle(index, group, time) {
                held = throttled
            } else {
                let alert = compose(
                    index, id: ["f", group, subject.event?.id ?? subject.article.id] + new,
                    subjects: [subject], group: group,
                    values: ["first": new.joined(separator: ", ")],
                    reasons: [
                        "\(first.field) \(new.joined(separator: ", ")) not seen for \(first.lookback)"
                    ])
                ring(
                    index, key: "f|" + alert.identifier, alert, subjects: [subject], group: group,
                    time: time)
                decisions.append(decision(index, subject, group: group, .ring(alert)))
                return
            }
        }
        if let held { decisions.append(decision(index, subject, group: group, .held(held))) }
    }
}
