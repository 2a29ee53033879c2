import TocsinModel

/// Grouping, counting and the words of an alert.
extension AlertEngine {
    func identifier(_ index: Int, _ parts: [String]) -> String {
        "tocsin-" + ContentHash.hex([rules[index].rule.id] + parts)
    }

    /// Names under a `group_by` or `distinct` field; empty where there are none.
    func values(_ field: String, _ subject: ConditionSubject) -> [String] {
        let list: [String]
        switch field {
        case "event": list = subject.event.map { [$0.id] } ?? []
        case "incident":
            list = [subject.event?.incident ?? subject.incident?.id ?? subject.event?.id]
                .compactMap { $0 }
        case "article": list = [subject.story]
        case "actor": list = subject.event?.actors.map(\.name) ?? []
        case "recipient": list = subject.event?.recipients.map(\.name) ?? []
        case "place": list = eventPlaces(subject).map(\.name)
        case "origin":
            let claims = subject.event?.claims ?? []
            let origins = claims.compactMap { $0.origin ?? ($0.speaker.isEmpty ? nil : $0.speaker) }
            list = origins.isEmpty ? [IncidentBuilder.voice(of: subject.article)] : origins
        default:
            guard let key = ConditionKey(field) else { return [] }
            list = ClauseReading(
                subject: subject, inferred: true, cumulative: true, contains: { _, _ in false }
            ).values(key).map(\.text)
        }
        var seen = Set<String>()
        return list.filter { seen.insert($0).inserted }
    }

    private func eventPlaces(_ subject: ConditionSubject) -> [Place] {
        subject.event?.places.filter { $0.role == nil || $0.role == "event" } ?? []
    }

    /// The groups a thing belongs to: one for each country, say; `unknown` where there is none.
    func groups(_ index: Int, _ subject: ConditionSubject) -> [String] {
        var groups = [""]
        for field in rules[index].rule.groupBy {
            var names = values(field, subject)
            if names.isEmpty { names = ["unknown"] }
            groups = groups.flatMap { group in
                names.map { group.isEmpty ? $0 : group + " / " + $0 }
            }
        }
        return Array(groups.prefix(16))
    }

    func distinctKeys(_ field: String?, _ subject: ConditionSubject) -> [UInt64] {
        if let field, field != "event" {
            let names = values(field, subject)
            return (names.isEmpty ? ["unknown"] : names).map {
                ContentHash.of([field == "incident" ? $0 : $0.lowercased()])
            }
        }
        guard let event = subject.event else { return [ContentHash.of([subject.story])] }
        // The same event in a copy of the story is the same.
        return [
            ContentHash.of([
                subject.story, event.incident ?? event.id,
                event.incident == nil ? "" : "\(subject.ordinal)",
            ])
        ]
    }

    // MARK: Words

    func severity(_ index: Int, _ subject: ConditionSubject) -> Severity {
        for (severity, condition) in rules[index].severities where condition.failure(subject) == nil
        {
            return severity
        }
        return rules[index].rule.severity
    }

    /// - Parameter subjects: what rang, oldest first; the last one completed it.
    mutating func compose(
        _ index: Int, id: [String], subjects: [ConditionSubject], group: String,
        values: [String: String], reasons: [String]
    ) -> Alert {
        let rule = rules[index].rule
        guard let last = subjects.last.map({ complete($0) }) else {
            preconditionFailure("an alert without a subject")
        }
        let subjects = Array(subjects.dropLast()) + [last]
        let severity = subjects.map { self.severity(index, $0) }.max()!
        func unique(_ list: [String]) -> [String] {
            var seen = Set<String>()
            return list.filter { seen.insert($0).inserted }
        }
        let places = subjects.flatMap { subject in
            eventPlaces(subject).enumerated().sorted {
                (BestView.exactness($0.element), $0.offset) < (
                    BestView.exactness($1.element), $1.offset
                )
            }.map(\.element)
        }
        // The most exact place an event gives, of each; all of them for a single one.
        let named =
            subjects.count == 1
            ? places.map(\.located)
            : subjects.compactMap {
                eventPlaces($0).min { BestView.exactness($0) < BestView.exactness($1) }?.located
            }
        var context = self.context(
            rule, rules[index].matches, subjects, group: group, places: unique(named))
        context["severity"] = severity.rawValue
        for (name, value) in values { context[name] = value }
        // What is empty is not there, so that a section around it stays away.
        context = context.filter { ($0.value as? String)?.isEmpty != true }
        var headline = rules[index].message.render(context)
        headline = headline.split(whereSeparator: \.isNewline).joined(separator: " ")
        // "Attack with 9 dead: " of no place named: a mark that leads to nothing goes with it.
        while let last = headline.last, last.isWhitespace || ":,;–-".contains(last) {
            headline.removeLast()
        }
        if headline.isEmpty { headline = rule.title }

        var evidence: [AlertEvidence] = []
        for subject in subjects.suffix(20) {
            let hits = subject.matches.filter { rules[index].matches.contains($0.rule) }
            if let event = subject.event, !rule.isWatchlist {
                evidence += self.evidence.event(event)
            }
            if rule.isWatchlist || subject.event == nil {
                evidence += hits.flatMap { self.evidence.match(subject.article.id, $0) }
            }
        }
        let incidents = unique(
            subjects.compactMap { $0.event?.incident ?? $0.incident?.id })
        var why = reasons
        why += rule.when.clauses.map { "\($0.key): \($0.test.wanted)" }
        if let incident = last.incident {
            why.append("\(incident.status.rawValue): \(incident.statusReason)")
        }
        let assertion = last.event?.assertion
        return Alert(
            identifier: identifier(index, id), sent: now == .min ? nil : Timestamp(seconds: now),
            category: rule.category, severity: severity,
            certainty: AlertEngine.certainty(last), urgency: AlertEngine.urgency(assertion),
            headline: headline, description: rule.title,
            area: unique(places.map(\.located)), rule: rule.reference,
            incident: incidents.count == 1 ? incidents[0] : nil,
            events: unique(
                subjects.compactMap { $0.event?.id == $0.incident?.id ? nil : $0.event?.id }),
            articles: unique(subjects.map(\.article.id)), evidence: evidence, reasons: why,
            time: last.event?.time)
    }

    private func context(
        _ rule: AlertRule, _ matches: Set<String>, _ subjects: [ConditionSubject], group: String,
        places: [String]
    ) -> [String: Any] {
        let last = subjects.last!
        func list(_ field: String) -> String {
            var seen = Set<String>()
            return subjects.flatMap { values(field, $0) }.filter { seen.insert($0).inserted }
                .joined(separator: ", ")
        }
        var context: [String: Any] = [
            "title": rule.title, "rule": rule.id, "group": group, "count": "\(subjects.count)",
            "places": places.joined(separator: ", "), "place": places.first ?? "",
            "countries": list("country"), "country": list("country"), "actors": list("actor"),
            "recipients": list("recipient"), "modes": list("mode"), "mode": list("mode"),
            "outlets": list("outlet"), "outlet": last.article.outlet ?? "",
            "source": last.article.source ?? "", "language": last.article.language ?? "",
            "headline": last.article.title, "url": last.article.url ?? "",
            "article": [
                "id": last.article.id, "title": last.article.title, "url": last.article.url ?? "",
                "outlet": last.article.outlet ?? "", "source": last.article.source ?? "",
            ],
        ]
        context["actor"] = context["actors"]
        context["recipient"] = context["recipients"]
        if rule.within != nil { context["within"] = rule.within!.description }
        for (field, value) in zip(rule.groupBy, group.components(" / ")) { context[field] = value }
        if let event = last.event {
            context["type"] = event.kind
            context["kind"] = event.kind
            context["label"] = event.label ?? ""
            context["trigger"] = event.trigger?.text ?? ""
            if let day = event.time.start ?? event.time.end { context["date"] = day.description }
            for figure in event.casualties.reversed() where figure.ofWhom == nil {
                if let metric = figure.metric { context[metric] = figure.rangeText }
            }
            for thing in event.materiel.reversed() where thing.low != nil || thing.high != nil {
                context[thing.role] =
                    Quantity(text: "", low: thing.low, high: thing.high).rangeText
            }
            let speakers = event.claims.map(\.speaker).filter { !$0.isEmpty }
            context["speaker"] = speakers.first ?? ""
            for (name, value) in event.extra ?? [:] where context[name] == nil {
                context[name] = ConditionTest.equals(value).wanted
            }
        }
        if let claim = last.claim {
            context["field"] = claim.field
            context["value"] = claim.entry.text
            context["speaker"] =
                claim.entry.speaker.isEmpty ? claim.entry.origin : claim.entry.speaker
            context["stance"] = claim.entry.stance.rawValue
        }
        if let incident = last.incident {
            context["incident"] = incident.id
            context["status"] = incident.status.rawValue
            context["sources"] = "\(incident.origins.count)"
            context["origins"] = incident.origins.joined(separator: ", ")
        }
        let hits = subjects.flatMap { $0.matches.filter { matches.contains($0.rule) } }
        var seen = Set<String>()
        context["words"] = hits.flatMap(\.spans).map(\.text)
            .filter { seen.insert($0.lowercased()).inserted }.joined(separator: ", ")
        if let row = hits.lazy.compactMap(\.rows.first).first { context["row"] = row }
        return context
    }

    private static func certainty(_ subject: ConditionSubject) -> String {
        switch subject.incident?.status {
        case .confirmed: return "Observed"
        case .corroborated: return "Likely"
        case .denied: return "Unlikely"
        case .rumoured: return "Possible"
        case .claimed, nil: break
        }
        guard let assertion = subject.event?.assertion else { return "Unknown" }
        if assertion.polarity == .negated { return "Unlikely" }
        return assertion.modality == .asserted && assertion.certainty != "possible"
            ? "Likely" : "Possible"
    }

    private static func urgency(_ assertion: Assertion?) -> String {
        guard let assertion else { return "Unknown" }
        switch assertion.modality {
        case .planned, .threatened, .proposed, .demanded, .hypothetical: return "Future"
        case .asserted, .alleged, .possible: break
        }
        return switch assertion.tense {
        case .ongoing: "Immediate"
        case .future: "Future"
        case .past, .historical: "Past"
        }
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        isEmpty
            ? [] : split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
