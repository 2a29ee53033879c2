import TocsinDelivery
package import TocsinModel
package import TocsinStore

/// Stored records in the form somebody asks for.
package struct RecordExport {
    package enum Format: String, CaseIterable, Sendable {
        case table, jsonl, csv, geojson
        case acledCSV = "acled-csv"
        case plover, cap, atom
    }

    package enum Records: String, Sendable {
        case events, incidents, claims, alerts

        package var formats: [Format] {
            switch self {
            case .events: [.table, .jsonl, .csv, .geojson, .plover, .atom]
            case .incidents: [.table, .jsonl, .csv, .geojson, .acledCSV, .plover, .atom]
            case .claims: [.table, .jsonl, .csv]
            case .alerts: [.table, .jsonl, .csv, .geojson, .cap, .atom]
            }
        }
    }

    package struct Output: Sendable {
        package var text = ""
        /// Files to write beside each other, for forms of one document a record.
        package var files: [(name: String, text: String)] = []
        /// What was left out, for standard error.
        package var notes: [String] = []
    }

    let reader: StoreReader
    let title: String
    let format: Format
    /// Columns of the terminal.
    let width: Int

    package init(reader: StoreReader, title: String, format: Format, width: Int) {
        self.reader = reader
        self.title = title
        self.format = format
        self.width = width
    }

    // MARK: - Events

    package func events(_ events: [Event]) throws -> Output {
        switch format {
        case .jsonl: return Output(text: JSONReport.lines(events))
        case .csv: return Output(text: RecordTables.events(events).csv)
        case .geojson: return geoJSON(RecordTables.events(events))
        case .plover: return try plover(events)
        case .atom:
            return Output(
                text: MarkupExport.atom(
                    title: "\(title): events", id: "\(title):events",
                    try events.map { event in
                        let article = try reader.article(event.article)
                        return .init(
                            id: "event:\(event.id)", title: headline(event),
                            updated: article?.updated ?? article?.published,
                            summary: summary(event, article),
                            categories: [event.kind] + event.modes,
                            link: article?.url)
                    }))
        default: return Output(text: RecordTables.short(events).text(width: width))
        }
    }

    private func plover(_ events: [Event]) throws -> Output {
        var values: [JSONValue] = []
        var without = 0
        for event in events {
            if let value = MarkupExport.plover(event, article: try reader.article(event.article)) {
                values.append(value)
            } else {
                without += 1
            }
        }
        var out = Output(text: JSONReport.lines(values))
        if without > 0 {
            out.notes.append("\(without) left out: their label has no type in PLOVER")
        }
        return out
    }

    // MARK: - Incidents

    package func incidents(_ incidents: [Incident]) throws -> Output {
        switch format {
        case .jsonl: return Output(text: JSONReport.lines(incidents))
        case .csv: return Output(text: RecordTables.incidents(incidents).csv)
        case .geojson: return geoJSON(RecordTables.incidents(incidents))
        case .acledCSV:
            var sources: [String: String] = [:]
            for id in Set(incidents.flatMap(\.articles)) {
                let article = try reader.article(id)
                sources[id] = article?.outlet ?? article?.source
            }
            let export = ACLEDExport(incidents, sources: sources)
            var out = Output(text: export.table.csv)
            for (reason, count) in export.skipped.sorted(by: { $0.key < $1.key }) {
                out.notes.append(
                    "\(count) incident\(count == 1 ? "" : "s") left out: \(reason)")
            }
            return out
        case .plover:
            return try plover(
                incidents.map { incident in
                    var best = incident.best
                    best.id = incident.id
                    best.article = incident.articles.first ?? ""
                    return best
                })
        case .atom:
            return Output(
                text: MarkupExport.atom(
                    title: "\(title): incidents", id: "\(title):incidents",
                    try incidents.map { incident in
                        let article = try incident.articles.first.flatMap(reader.article)
                        return .init(
                            id: "incident:\(incident.id)", title: headline(incident.best),
                            updated: incident.lastSeen,
                            summary:
                                "\(incident.status.rawValue): \(incident.statusReason). "
                                + summary(incident.best, article),
                            categories: [incident.kind, incident.status.rawValue],
                            link: article?.url)
                    }))
        default: return Output(text: RecordTables.short(incidents).text(width: width))
        }
    }

    // MARK: - Claims and alerts

    package func claims(_ claims: [Claim]) -> Output {
        switch format {
        case .jsonl: Output(text: JSONReport.lines(claims))
        case .csv: Output(text: RecordTables.claims(claims).csv)
        default: Output(text: RecordTables.short(claims).text(width: width))
        }
    }

    package func alerts(_ alerts: [Alert]) throws -> Output {
        switch format {
        case .jsonl: return Output(text: JSONReport.lines(alerts))
        case .csv: return Output(text: RecordTables.alerts(alerts).csv)
        case .geojson:
            // An alert's place is that of its first event that has one.
            var table = RecordTables.alerts(alerts)
            table.columns += ["latitude", "longitude"]
            for (n, alert) in alerts.enumerated() {
                let place = try places(of: alert).first
                table.rows[n] += [ExportCell(place?.latitude), ExportCell(place?.longitude)]
            }
            return geoJSON(table)
        case .cap:
            let documents = try alerts.map { alert in
                (
                    name: Self.fileName(alert.identifier) + ".xml",
                    text: CAPDocument(
                        alert: alert, workspace: title, now: alert.sent ?? Timestamp(seconds: 0),
                        sentBefore: try sentBefore(alert)
                    ).xml
                )
            }
            return documents.count == 1
                ? Output(text: documents[0].text) : Output(files: documents)
        case .atom:
            return Output(
                text: MarkupExport.atom(
                    title: "\(title): alerts", id: "\(title):alerts",
                    try alerts.map { alert in
                        let article = try alert.articles.first.flatMap(reader.article)
                        return .init(
                            id: "alert:\(alert.identifier)", title: alert.headline,
                            updated: alert.sent,
                            summary: alert.description.isEmpty
                                ? alert.headline : alert.description,
                            categories: [
                                alert.severity.rawValue, String(alert.rule.prefix { $0 != "@" }),
                            ], link: article?.url)
                    }))
        default: return Output(text: RecordTables.short(alerts).text(width: width))
        }
    }

    /// When the earlier alerts of its line were sent: CAP refers to them by that.
    private func sentBefore(_ alert: Alert) throws -> [String: Timestamp] {
        var out: [String: Timestamp] = [:]
        for reference in alert.references ?? [] {
            out[reference] = try reader.alert(reference)?.alert.sent
        }
        return out
    }

    private func places(of alert: Alert) throws -> [Place] {
        var out: [Place] = []
        for id in alert.events {
            guard let event = try reader.event(id) else { continue }
            out += event.places.filter {
                $0.latitude != nil && ($0.role == nil || $0.role == "event") && !out.contains($0)
            }
        }
        return out
    }

    /// Letters, digits and signs any file system takes.
    private static func fileName(_ identifier: String) -> String {
        String(
            identifier.map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_"
            })
    }

    // MARK: - Parts

    private func geoJSON(_ table: ExportTable) -> Output {
        let made = MarkupExport.geoJSON(table)
        var out = Output(text: made.text)
        if made.without > 0 { out.notes.append("\(made.without) left out: no coordinates") }
        return out
    }

    private func headline(_ event: Event) -> String {
        let place = RecordTables.shownPlace(event).map { " in \($0.name)" } ?? ""
        let mode = event.modes.first.map { " (\($0))" } ?? ""
        return "\(event.kind)\(mode)\(place)"
    }

    private func summary(_ event: Event, _ article: Article?) -> String {
        var parts: [String] = []
        if let time = event.time.displayText { parts.append(time) }
        if !event.partiesText.isEmpty { parts.append(event.partiesText) }
        if !event.figuresText.isEmpty { parts.append(event.figuresText) }
        if let article, !article.title.isEmpty {
            parts.append("\(article.outlet ?? article.source ?? "article"): \(article.title)")
        }
        return parts.joined(separator: "; ")
    }
}
