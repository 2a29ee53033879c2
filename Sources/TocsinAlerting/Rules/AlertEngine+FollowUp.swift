import TocsinModel

/// Updates and cancellations of alerts that rang.
extension AlertEngine {
    /// The lower bounds of an incident's figures that a rule's step looks at.
    func figures(_ index: Int, _ incident: Incident) -> [String: Double] {
        var figures: [String: Double] = [:]
        let metrics = rules[index].metrics
        for figure in incident.best.casualties
        where figure.ofWhom == nil && figure.cumulative != true {
            guard let metric = figure.metric, let low = figure.low ?? figure.high,
                metrics.isEmpty || metrics.contains(metric)
            else { continue }
            figures[metric] = low
        }
        return figures
    }

    /// Sends what changed in an incident that a rule rang for: a figure past the step, a status.
    mutating func follow(
        _ index: Int, _ id: String, _ article: Article, _ report: ArticleReport,
        _ decisions: inout [AlertDecision]
    ) {
        let compiled = rules[index]
        guard compiled.rule.step != nil || compiled.rule.onStatus != nil,
            compiled.rule.total == nil, !states[index].live.isEmpty
        else { return }
        let key = compiled.rule.conflict.map { "x|\(id)|\($0)" } ?? "i|" + id
        if states[index].live[key]?.incident == id {
            guard let live = states[index].live[key], let incident = incident(id) else { return }
            var changes: [String] = []
            let now = figures(index, incident)
            if let step = compiled.rule.step {
                for metric in Set(now.keys).union(live.figures.keys).sorted() {
                    let old = live.figures[metric] ?? 0
                    let new = now[metric] ?? 0
                    if abs(new - old) >= step {
                        changes.append("\(metric) \(old.figureText) → \(new.figureText)")
                    }
                }
            }
            if let wanted = compiled.rule.onStatus, incident.status == wanted, live.status != wanted
            {
                changes.append(
                    "\(live.status?.rawValue ?? "claimed") → \(wanted.rawValue): \(incident.statusReason)"
                )
            }
            guard !changes.isEmpty else { return }
            let subject = ConditionSubject(
                event: incident.best, article: article, incident: incident,
                matches: report.matches)
            var alert = compose(
                index, id: ["u", key] + changes, subjects: [subject], group: live.group,
                values: ["changed": changes.joined(separator: "; ")], reasons: changes)
            alert.msgType = .update
            alert.references = live.references
            alert.incident = incident.id
            alert.events = incident.events
            alert.articles = incident.articles
            alert.evidence = report.events.filter { event in
                incident.joins.contains { $0.event == event.id && $0.article == article.id }
            }.flatMap(evidence.event)
            states[index].live[key]!.references.append(alert.identifier)
            states[index].live[key]!.figures = now
            states[index].live[key]!.status = incident.status
            states[index].live[key]!.severity = alert.severity
            states[index].live[key]!.headline = alert.headline
            states[index].live[key]!.touched = self.now
            decisions.append(decision(index, subject, group: live.group, .ring(alert)))
        }
    }

    mutating func withdraw(
        _ events: Set<String>, because reason: String, _ decisions: inout [AlertDecision]
    ) {
        dropFromWindows(events)
        for index in rules.indices {
            let gone = events.filter { states[index].holders[$0] != nil }
            if !gone.isEmpty { withdraw(gone, from: index, because: reason, &decisions) }
        }
    }

    /// A new version of an article replaces what it said before.
    mutating func dropFromWindows(_ events: Set<String>) {
        for index in rules.indices {
            for group in states[index].windows.keys {
                states[index].windows[group]!.remove {
                    $0.event.map { events.contains($0.id) } ?? false
                }
            }
            for group in states[index].trends.keys {
                states[index].trends[group]!.remove {
                    $0.event.map { events.contains($0.id) } ?? false
                }
            }
            for id in states[index].counted.keys
            where states[index].counted[id]!.remove(events) {
                states[index].unsettled.insert(id)
            }
        }
    }

    /// Takes events out from under a rule's alerts; one that nothing holds up is cancelled.
    mutating func withdraw(
        _ events: Set<String>, from index: Int, because reason: String,
        _ decisions: inout [AlertDecision]
    ) {
        var touched = Set<String>()
        for event in events {
            for key in states[index].holders[event] ?? [] { touched.insert(key) }
            states[index].holders[event] = nil
        }
        let compiled = rules[index]
        for key in touched.sorted() {
            guard var live = states[index].live[key] else { continue }
            live.holding.subtract(events)
            for event in events { live.keys[event] = nil }
            let distinct = live.keys.values.reduce(into: Set<UInt64>()) { $0.formUnion($1) }.count
            let stands = live.keys.isEmpty ? !live.holding.isEmpty : distinct >= compiled.rule.count
            guard !stands else {
                states[index].live[key] = live
                continue
            }
            var why = reason
            if !live.keys.isEmpty || compiled.rule.count > 1 {
                why += "; \(distinct) of \(compiled.rule.count) left"
            }
            cancel(
                index, key, because: why, events: events.sorted(),
                subject: live.incident ?? events.sorted()[0], &decisions)
        }
    }

    /// Takes an alert back.
    mutating func cancel(
        _ index: Int, _ key: String, because why: String, events: [String], subject: String,
        _ decisions: inout [AlertDecision]
    ) {
        guard let live = states[index].live[key] else { return }
        // The other names it rang under ring again if they must.
        states[index].live = states[index].live.filter { $0.value.identifier != live.identifier }
        states[index].rings[live.group]?.removeAll { $0.identifier == live.identifier }
        let rule = rules[index].rule
        let alert = Alert(
            identifier: identifier(index, ["x", key, live.identifier]),
            sent: now == .min ? nil : Timestamp(seconds: now), msgType: .cancel,
            references: live.references, category: rule.category, severity: live.severity,
            certainty: "Unlikely", headline: "Cancelled: " + live.headline, description: why,
            rule: rule.reference, incident: live.incident, events: events,
            articles: live.articles, reasons: [why])
        decisions.append(
            AlertDecision(
                rule: rule.id, subject: subject, article: live.articles.last,
                incident: live.incident, group: live.group, outcome: .ring(alert)))
    }

    /// An incident became part of another.
    mutating func follow(_ merge: (from: String, into: String)) {
        for index in rules.indices {
            let (from, into) = ("i|" + merge.from, "i|" + merge.into)
            if let live = states[index].live.removeValue(forKey: from) {
                if states[index].live[into] == nil {
                    states[index].live[into] = live
                    states[index].live[into]!.incident = merge.into
                } else {
                    states[index].live[into]!.holding.formUnion(live.holding)
                }
                for event in live.holding {
                    states[index].holders[event] = states[index].holders[event]?.map {
                        $0 == from ? into : $0
                    }
                }
            }
            if rules[index].rule.total != nil { mergeTotals(index, merge) }
            guard rules[index].rule.distinct == "incident" else { continue }
            let old = ContentHash.of([merge.from])
            let new = ContentHash.of([merge.into])
            for group in states[index].windows.keys {
                states[index].windows[group]!.rekey { (keys: [UInt64]) in
                    keys.contains(old) ? keys.map { $0 == old ? new : $0 } : nil
                }
            }
        }
    }

    /// A late article moved the first publication of an incident back: what counts it moves too.
    mutating func retime(_ update: IncidentUpdate, _ builder: IncidentBuilder) {
        let time = update.published
        guard time < now else { return }
        for id in Set(update.events.compactMap(\.incident)).sorted() {
            guard builder.firstPublished(id) == time else { continue }
            for index in rules.indices where rules[index].rule.clock == .published {
                for group in states[index].windows.keys {
                    states[index].windows[group]!.move(to: time) {
                        $0.event?.incident.map(builder.current) == id
                    }
                }
            }
        }
    }
}
