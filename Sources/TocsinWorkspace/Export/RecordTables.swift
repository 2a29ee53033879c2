package import TocsinModel

/// Events, incidents, claims and alerts as plain tables: one row each, the figures as bounds.
package enum RecordTables {
    package static func events(_ events: [Event]) -> ExportTable {
        let metrics = ["killed", "injured"]
        var table = ExportTable(
            columns: [
                "id", "incident", "article", "type", "label", "modes", "date_from", "date_to",
                "date_precision", "date_basis", "place", "admin1", "country", "latitude",
                "longitude", "place_precision", "place_inferred", "actors", "recipients",
            ] + metrics.flatMap { ["\($0)_low", "\($0)_high", "\($0)_text"] } + [
                "polarity", "modality", "tense", "speakers", "trigger", "found_by", "confidence",
            ])
        for event in events {
            let place = shownPlace(event)
            var row: [ExportCell] = [
                ExportCell(event.id), ExportCell(event.incident), ExportCell(event.article),
                ExportCell(event.type?.rawValue), ExportCell(event.label), list(event.modes),
                ExportCell(event.time.start?.description), ExportCell(event.time.end?.description),
                ExportCell(event.time.precision.rawValue), ExportCell(event.time.basis.rawValue),
                ExportCell(place?.name), ExportCell(place?.admin1), ExportCell(place?.country),
                ExportCell(place?.latitude), ExportCell(place?.longitude),
                ExportCell(place?.precision), ExportCell(place?.inferred == true ? "yes" : nil),
                list(event.actors.map(\.name)), list(event.recipients.map(\.name)),
            ]
            for metric in metrics { row += bounds(event, metric) }
            row += [
                ExportCell(event.assertion.polarity.rawValue),
                ExportCell(event.assertion.modality.rawValue),
                ExportCell(event.assertion.tense.rawValue),
                list(event.claims.map(\.speaker).filter { !$0.isEmpty }),
                ExportCell(event.trigger?.text), list(event.foundBy),
                ExportCell(event.confidence?.level),
            ]
            table.rows.append(row)
        }
        return table
    }

    package static func incidents(_ incidents: [Incident]) -> ExportTable {
        var table = ExportTable(columns: [
            "id", "type", "label", "status", "status_reason", "date_from", "date_to", "place",
            "country", "latitude", "longitude", "actors", "recipients", "killed_low",
            "killed_high", "killed_text", "injured_low", "injured_high", "injured_text",
            "disputed", "origins", "articles", "events", "first_seen", "last_seen",
        ])
        for incident in incidents {
            let best = incident.best
            let place = shownPlace(best)
            table.rows.append(
                [
                    ExportCell(incident.id), ExportCell(incident.type?.rawValue),
                    ExportCell(incident.label), ExportCell(incident.status.rawValue),
                    ExportCell(incident.statusReason), ExportCell(best.time.start?.description),
                    ExportCell(best.time.end?.description), ExportCell(place?.name),
                    ExportCell(place?.country), ExportCell(place?.latitude),
                    ExportCell(place?.longitude), list(best.actors.map(\.name)),
                    list(best.recipients.map(\.name)),
                ] + bounds(best, "killed") + bounds(best, "injured") + [
                    list(incident.ledger.filter { $0.verdict == .conflict }.map(\.field)),
                    list(incident.origins), ExportCell(incident.articles.count),
                    ExportCell(incident.events.count), ExportCell(incident.firstSeen?.description),
                    ExportCell(incident.lastSeen?.description),
                ])
        }
        return table
    }

    package static func claims(_ claims: [Claim]) -> ExportTable {
        ExportTable(
            columns: [
                "id", "article", "event", "speaker", "source_kind", "stance", "form", "field",
                "value", "cue", "origin", "reported_by", "text",
            ],
            rows: claims.map { claim in
                [
                    ExportCell(claim.id), ExportCell(claim.article), ExportCell(claim.about?.event),
                    ExportCell(claim.speaker), ExportCell(claim.sourceKind),
                    ExportCell(claim.stance.rawValue), ExportCell(claim.form.rawValue),
                    ExportCell(claim.about?.field), ExportCell(claim.value), ExportCell(claim.cue),
                    ExportCell(claim.origin), ExportCell(claim.reportedBy), ExportCell(claim.text),
                ]
            })
    }

    package static func alerts(_ alerts: [Alert]) -> ExportTable {
        ExportTable(
            columns: [
                "identifier", "sent", "type", "severity", "certainty", "urgency", "headline",
                "area", "rule", "incident", "date_from", "date_to", "articles", "references",
                "description",
            ],
            rows: alerts.map { alert in
                [
                    ExportCell(alert.identifier), ExportCell(alert.sent?.description),
                    ExportCell(alert.msgType.rawValue), ExportCell(alert.severity.rawValue),
                    ExportCell(alert.certainty), ExportCell(alert.urgency),
                    ExportCell(alert.headline), list(alert.area), ExportCell(alert.rule),
                    ExportCell(alert.incident), ExportCell(alert.time?.start?.description),
                    ExportCell(alert.time?.end?.description), list(alert.articles),
                    list(alert.references ?? []), ExportCell(alert.description),
                ]
            })
    }

    /// For a terminal: what fits a line.
    package static func short(_ events: [Event]) -> ExportTable {
        ExportTable(
            columns: ["when", "type", "where", "who", "to whom", "killed", "injured", "said"],
            rows: events.map { event in
                let assertion = event.assertion
                let said =
                    assertion.polarity == .negated ? "denied" : assertion.modality.rawValue
                return [
                    ExportCell(event.time.start?.description ?? "?"), ExportCell(kind(event)),
                    ExportCell(placeText(event)), list(event.actors.map(\.name)),
                    list(event.recipients.map(\.name)), ExportCell(rangeText(event, "killed")),
                    ExportCell(rangeText(event, "injured")), ExportCell(said),
                ]
            })
    }

    package static func short(_ incidents: [Incident]) -> ExportTable {
        ExportTable(
            columns: ["when", "type", "where", "status", "killed", "injured", "articles", "id"],
            rows: incidents.map { incident in
                let disputed = Set(
                    incident.ledger.filter { $0.verdict == .conflict }.map(\.field))
                func figure(_ metric: String) -> ExportCell {
                    guard let text = rangeText(incident.best, metric) else { return .empty }
                    return .text(text + (disputed.contains(metric) ? " disputed" : ""))
                }
                return [
                    ExportCell(incident.best.time.start?.description ?? "?"),
                    ExportCell(kind(incident.best)), ExportCell(placeText(incident.best)),
                    ExportCell(incident.status.rawValue), figure("killed"), figure("injured"),
                    ExportCell(incident.articles.count), ExportCell(incident.id),
                ]
            })
    }

    package static func short(_ claims: [Claim]) -> ExportTable {
        ExportTable(
            columns: ["speaker", "stance", "field", "value", "text"],
            rows: claims.map { claim in
                [
                    ExportCell(claim.speaker.isEmpty ? "(not said)" : claim.speaker),
                    ExportCell(claim.stance.rawValue), ExportCell(claim.about?.field),
                    ExportCell(claim.value), ExportCell(claim.text),
                ]
            })
    }

    package static func short(_ alerts: [Alert]) -> ExportTable {
        ExportTable(
            columns: ["sent", "severity", "type", "headline", "where", "rule"],
            rows: alerts.map { alert in
                [
                    ExportCell(alert.sent?.description), ExportCell(alert.severity.rawValue),
                    ExportCell(alert.msgType == .alert ? nil : alert.msgType.rawValue),
                    ExportCell(alert.headline), list(alert.area),
                    ExportCell(String(alert.rule.prefix { $0 != "@" })),
                ]
            })
    }

    // MARK: - Parts

    /// The place the event happened at; without one, the first named.
    static func shownPlace(_ event: Event) -> Place? {
        event.places.first { $0.role == nil || $0.role == "event" } ?? event.places.first
    }

    private static func kind(_ event: Event) -> String {
        let mode = event.modes.first.map { " \($0)" } ?? ""
        return event.kind + mode
    }

    private static func placeText(_ event: Event) -> String? {
        shownPlace(event).map { place in
            place.country.map { "\(place.name), \(CountryTable.row($0)?.name ?? $0)" }
                ?? place.name
        }
    }

    /// Of everybody, not of a part.
    static func figure(_ event: Event, _ metric: String) -> Quantity? {
        event.casualties.first { $0.metric == metric && $0.ofWhom == nil }
            ?? event.casualties.first { $0.metric == metric }
    }

    private static func rangeText(_ event: Event, _ metric: String) -> String? {
        figure(event, metric)?.rangeText
    }

    private static func bounds(_ event: Event, _ metric: String) -> [ExportCell] {
        let quantity = figure(event, metric)
        return [ExportCell(quantity?.low), ExportCell(quantity?.high), ExportCell(quantity?.text)]
    }

    private static func list(_ texts: [String]) -> ExportCell {
        texts.isEmpty ? .empty : .text(texts.joined(separator: "; "))
    }
}
