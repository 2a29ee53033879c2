import TocsinModel

/// Rules on a total: a figure of different incidents within a window, added up.
///
/// An incident counts once, with what is best believed of it, at its own time. A report that changes
/// what is believed takes the place of the figure before; what that lifts over the mark rings, and
/// an alert whose incidents no longer come to the mark is cancelled.
extension AlertEngine {
    /// A report that meets the rule: its incident is counted from now on.
    mutating func addUp(
        _ total: AlertRule.Total, _ index: Int, _ subject: ConditionSubject,
        _ decisions: inout [AlertDecision]
    ) {
        guard let event = subject.event else { return }
        let id = event.incident ?? event.id
        states[index].counted[id, default: .init()].add(subject, event.id, at: now)
        settle(total, index, id, told: subject, &decisions)
    }

    /// Looks again at the counted incidents that an article changed.
    mutating func settleTotals(
        _ index: Int, _ changed: [String], _ decisions: inout [AlertDecision]
    ) {
        guard let total = rules[index].rule.total else { return }
        var ids = changed.filter { states[index].counted[$0] != nil }
        ids += states[index].unsettled.subtracting(ids).sorted()
        states[index].unsettled = []
        for id in ids { settle(total, index, id, told: nil, &decisions) }
    }

    /// Puts an incident where it stands now in the windows of its groups, and rings what that fills.
    ///
    /// - Parameter told: the report to give a decision on; nil where only what changes is told.
    private mutating func settle(
        _ total: AlertRule.Total, _ index: Int, _ id: String, told: ConditionSubject?,
        _ decisions: inout [AlertDecision]
    ) {
        guard let counted = states[index].counted[id], let within = rules[index].rule.within else {
            return
        }
        func hold(_ reason: HoldReason, _ group: String? = nil) {
            guard let told else { return }
            decisions.append(decision(index, told, group: group, .held(reason)))
        }
        let incident = incident(id)
        // Of an incident that is closed nothing new is known but that its reports were withdrawn.
        guard incident != nil || counted.isEmpty else { return }
        func leave(_ reason: HoldReason) {
            drop(index, id)
            let short = shorten(total, index, id, to: 0, &decisions)
            for group in short { review(total, index, group, &decisions) }
            hold(reason)
        }
        guard let subject = counted.latest, let incident,
            let amount = total.amount(of: incident.best)
        else {
            if counted.isEmpty { states[index].counted[id] = nil }
            return leave(.noFigure(total.figure))
        }
        let best = ConditionSubject(
            event: incident.best, article: subject.article, incident: incident,
            matches: subject.matches, story: subject.story, firstPublished: firstPublished(id))
        guard let time = time(index, best) else { return leave(.noDate) }
        if rules[index].rule.clock == .event {
            states[index].newest = max(states[index].newest, time)
        }
        let newest = rules[index].rule.clock == .event ? states[index].newest : max(now, time)
        let groups = self.groups(index, best)
        drop(index, id, but: groups)
        let short = shorten(total, index, id, to: amount, &decisions)
        for group in groups {
            var window =
                states[index].totals.removeValue(forKey: group)
                ?? SlidingWindow(
                    length: within.seconds, wanted: total.wanted, memory: 3 * within.seconds)
            defer { states[index].totals[group] = window }
            let known = window.items.first { $0.payload == id }
            if known?.time == time, known?.weight == amount, told == nil { continue }
            if known != nil { window.remove { $0 == id } }
            // What is counted stays counted for two lengths, so that its figure may still change.
            let isKnown = known.map { $0.time > newest - 2 * within.seconds } ?? false
            guard time > newest - (isKnown ? 2 : 1) * within.seconds else {
                hold(.beforeWindow(Timestamp(seconds: time)), group)
                continue
            }
            let outcome = window.insert(
                time: time, keys: [ContentHash.of([id])], weight: amount, payload: id,
                ring: known?.time == time ? known!.ring : 0)
            switch outcome {
            case .below(let found):
                hold(
                    .belowTotal(
                        found: found, wanted: total.wanted, figure: total.figure,
                        incidents: incidents(in: window, with: id), within: within.description),
                    group)
            case .rangBefore:
                grow(total, index, group, &window, id, best, told, &decisions)
            case .full(let at, _):
                ring(total, index, group, &window, at: at, told ?? subject, &decisions)
            }
        }
        for group in short { review(total, index, group, &decisions) }
    }

    /// Rings what stands in a window whose alert was cancelled.
    private mutating func review(
        _ total: AlertRule.Total, _ index: Int, _ group: String,
        _ decisions: inout [AlertDecision]
    ) {
        guard var window = states[index].totals.removeValue(forKey: group) else { return }
        while case .full(let at, _)? = window.silentEpisode(),
            let subject = states[index].counted[window.items[at].payload]?.latest,
            ring(total, index, group, &window, at: at, subject, &decisions)
        {}
        states[index].totals[group] = window
    }

    private func incidents(in window: SlidingWindow<String>, with id: String) -> Int {
        window.items.firstIndex { $0.payload == id }.map { window.window(at: $0).count } ?? 0
    }

    // MARK: Ringing

    @discardableResult
    private mutating func ring(
        _ total: AlertRule.Total, _ index: Int, _ group: String,
        _ window: inout SlidingWindow<String>, at place: Int, _ subject: ConditionSubject,
        _ decisions: inout [AlertDecision]
    ) -> Bool {
        let end = window.items[place].time
        if let held = throttle(index, group, end) {
            decisions.append(decision(index, subject, group: group, .held(held)))
            return false
        }
        let items = Array(window.window(at: place))
        let alert = compose(
            total, index, items, group: group,
            id: [
                "q", group, subject.event?.id ?? "", "\(now)",
            ] + items.map { "\($0.payload) \($0.time) \($0.weight)" })
        states[index].totalRings += 1
        window.markRung(at: place, as: states[index].totalRings)
        let key = "q|" + alert.identifier
        self.ring(index, key: key, alert, subjects: [], group: group, time: end)
        states[index].live[key]!.ring = states[index].totalRings
        states[index].live[key]!.amounts = Dictionary(
            uniqueKeysWithValues: items.map { ($0.payload, $0.weight) })
        states[index].live[key]!.figures = [total.figure: Double(items.sum)]
        decisions.append(decision(index, subject, group: group, .ring(alert)))
        return true
    }

    /// More of an episode that rang: past the step it is an update.
    private mutating func grow(
        _ total: AlertRule.Total, _ index: Int, _ group: String,
        _ window: inout SlidingWindow<String>, _ id: String, _ best: ConditionSubject,
        _ told: ConditionSubject?, _ decisions: inout [AlertDecision]
    ) {
        // It may stand before what rang, in one window with it.
        let place = window.items.firstIndex { $0.payload == id }.flatMap { own in
            window.items[own...].prefix {
                $0.time < window.items[own].time + window.length
            }.firstIndex { $0.ring != 0 }
        }
        guard let place,
            let (key, live) = states[index].live.first(where: {
                $0.value.ring == window.items[place].ring
            })
        else {
            if let told {
                decisions.append(
                    decision(index, told, group: group, .held(.alreadyRang(rules[index].rule.id))))
            }
            return
        }
        let items = Array(window.window(at: place))
        let before = live.figures[total.figure] ?? 0
        states[index].live[key]!.touched = now
        guard let step = rules[index].rule.step, abs(Double(items.sum) - before) >= step else {
            if let told {
                decisions.append(
                    decision(index, told, group: group, .held(.alreadyRang(live.identifier))))
            }
            return
        }
        let change = "\(total.figure) \(before.figureText) → \(items.sum)"
        var alert = compose(
            total, index, items, group: group, id: ["u", key, change], change: change)
        alert.msgType = .update
        alert.references = live.references
        states[index].live[key]!.references.append(alert.identifier)
        states[index].live[key]!.figures = [total.figure: Double(items.sum)]
        states[index].live[key]!.severity = alert.severity
        states[index].live[key]!.headline = alert.headline
        decisions.append(decision(index, told ?? best, group: group, .ring(alert)))
    }

    private mutating func compose(
        _ total: AlertRule.Total, _ index: Int, _ items: [SlidingWindow<String>.Item],
        group: String, id: [String], change: String? = nil
    ) -> Alert {
        let rule = rules[index].rule
        let within = rule.within!.description
        let count = "\(items.count) incident\(items.count == 1 ? "" : "s")"
        var reasons = change.map { [$0] } ?? []
        reasons.append(
            "\(total.figure) \(items.sum) in \(count) within \(within)"
                + (group.isEmpty ? "" : " for \(group)")
                + ", wanted \(total.isPossible ? "possibly " : "")at least \(total.wanted)")
        // The latest report of each, with the incident's own figure; the sum stands in the last.
        var subjects = items.compactMap { states[index].counted[$0.payload]?.latest }
        for (item, subject) in zip(items, subjects) {
            let place = subject.event?.places.first?.name ?? "no place"
            reasons.append(
                "\(item.weight) \(place)" + (reason(total, item.payload).map { ": \($0)" } ?? ""))
        }
        let last = subjects.removeLast()
        subjects.append(
            ConditionSubject(
                event: last.event.map { total.stating(items.sum, in: $0) }, article: last.article,
                incident: last.incident, matches: last.matches, story: last.story,
                firstPublished: last.firstPublished))
        let sum = total.isPossible ? "≤ \(items.sum)" : "\(items.sum)"
        return compose(
            index, id: id, subjects: subjects, group: group,
            values: [
                "count": "\(items.count)", "total": sum, total.figure: sum, "within": within,
            ], reasons: reasons)
    }

    /// Why the incident's figure is believed.
    private mutating func reason(_ total: AlertRule.Total, _ id: String) -> String? {
        incident(id).flatMap { incident in
            incident.because.filter {
                $0.key.split(separator: " ").first.map(String.init) == total.figure
            }
            .sorted { $0.key.count < $1.key.count }.first?.value
        }
    }

    // MARK: Taking back

    /// Takes an incident out of the windows of groups it is no longer in.
    private mutating func drop(_ index: Int, _ id: String, but groups: [String] = []) {
        for group in states[index].totals.keys where !groups.contains(group) {
            states[index].totals[group]!.remove { $0 == id }
        }
    }

    /// Cancels the alerts that no longer come to the mark with what an incident adds now.
    ///
    /// - Returns: the groups in whose windows something else may ring instead.
    private mutating func shorten(
        _ total: AlertRule.Total, _ index: Int, _ id: String, to amount: Int,
        _ decisions: inout [AlertDecision]
    ) -> [String] {
        var groups: [String] = []
        let keys = states[index].live.keys.filter { states[index].live[$0]?.amounts[id] != nil }
        for key in keys.sorted() {
            let live = states[index].live[key]!
            let old = live.amounts[id]!
            states[index].live[key]!.amounts[id] = amount
            let sum = live.amounts.values.reduce(0, +) - old + amount
            guard sum < total.wanted else { continue }
            cancel(
                index, key,
                because: "\(total.figure) \(old) → \(amount); \(sum) of \(total.wanted) left",
                events: states[index].counted[id]?.events ?? [], subject: id, &decisions)
            states[index].totals[live.group]?.unmark(live.ring)
            groups.append(live.group)
        }
        return groups
    }

    /// An incident became part of another.
    mutating func mergeTotals(_ index: Int, _ merge: (from: String, into: String)) {
        guard let from = states[index].counted.removeValue(forKey: merge.from) else { return }
        var into = states[index].counted[merge.into] ?? from
        if states[index].counted[merge.into] != nil { into.add(from) }
        states[index].counted[merge.into] = into
        states[index].unsettled.insert(merge.into)
        drop(index, merge.from)
        for key in states[index].live.keys {
            guard let amount = states[index].live[key]!.amounts.removeValue(forKey: merge.from)
            else { continue }
            if states[index].live[key]!.amounts[merge.into] == nil {
                states[index].live[key]!.amounts[merge.into] = amount
            }
        }
    }

    mutating func forgetTotals(_ index: Int, before time: Int) {
        for group in states[index].totals.keys {
            states[index].totals[group]!.forget(before: time)
            if states[index].totals[group]!.isEmpty { states[index].totals[group] = nil }
        }
        let counted = Set(states[index].totals.values.flatMap { $0.items.map(\.payload) })
        states[index].counted = states[index].counted.filter {
            counted.contains($0.key) || $0.value.touched >= now - horizon
        }
    }
}

extension [SlidingWindow<String>.Item] {
    fileprivate var sum: Int { reduce(0) { $0 + $1.weight } }
}

extension AlertRule.Total {
    /// What an incident adds: people of the metric, or things of the role; nil where it says nothing.
    ///
    /// Parts ("children", "over Moscow region") count only where there is no figure of the whole,
    /// the largest of them. What is cumulative or was only inferred does not count.
    func amount(of event: Event) -> Int? {
        func bound(_ low: Double?, _ high: Double?) -> Int {
            let value = isPossible ? (high ?? low ?? 0).rounded(.up) : (low ?? 0).rounded(.down)
            return Int(figure: max(0, min(value, Quantity.most)))
        }
        let people = event.casualties.filter {
            $0.metric == figure && $0.cumulative != true && $0.inferred != true
                && ($0.low != nil || $0.high != nil)
        }
        if !people.isEmpty {
            let whole = people.filter { $0.ofWhom == nil }
            return (whole.isEmpty ? people : whole).map { bound($0.low, $0.high) }.max()
        }
        let things = event.materiel.filter {
            $0.role == figure && ($0.low != nil || $0.high != nil)
        }
        guard !things.isEmpty else { return nil }
        return Dictionary(grouping: things, by: \.kind).values.reduce(0) { sum, kind in
            let whole = kind.filter { $0.over == nil }
            return sum + (whole.isEmpty ? kind : whole).map { bound($0.low, $0.high) }.max()!
        }
    }

    /// The event with the sum for its own figure: what severity and message speak of.
    fileprivate func stating(_ sum: Int, in event: Event) -> Event {
        var event = event
        let low = isPossible ? nil : Double(sum)
        if Quantity.metrics.contains(figure) {
            event.casualties.removeAll { $0.metric == figure }
            event.casualties.append(
                Quantity(text: "\(sum)", metric: figure, low: low, high: Double(sum)))
        } else if let kind = event.materiel.first(where: { $0.role == figure })?.kind {
            event.materiel.removeAll { $0.role == figure }
            event.materiel.append(
                Materiel(kind: kind, low: low, high: Double(sum), role: figure))
        }
        return event
    }
}
