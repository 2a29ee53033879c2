import TocsinModel
import TocsinStore
import TocsinWorkspace

/// Records as files: the same forms as `tocsin events --format …`.
enum Downloads {
    private static let limit = APIParameter(
        "limit", .integer(1...5000), "How many, newest first; 500 where it is not given")

    private static let types: [RecordExport.Format: String] = [
        .jsonl: "application/x-ndjson", .csv: "text/csv; charset=utf-8",
        .geojson: "application/geo+json", .acledCSV: "text/csv; charset=utf-8",
        .plover: "application/x-ndjson", .atom: "application/atom+xml; charset=utf-8",
        .cap: "application/cap+xml; charset=utf-8",
    ]

    /// `/api/v1/events.csv`, … : those with a file each are asked for one by one.
    static let routes: [Route] =
        [RecordExport.Records.events, .incidents, .claims, .alerts].flatMap { records in
            records.formats.filter { $0 != .table && $0 != .cap }.map { route(records, $0) }
        } + [alertDocument]

    private static let alertDocument = Route.api(
        .get, "/alerts/{id}/cap", "One alert in the Common Alerting Protocol",
        answer: .text("application/cap+xml")
    ) { request, bench in
        let (row, text) = try bench.read { reader in
            let row = try AlertAPI.find(request, reader)
            return (row, try export(reader, bench, .cap).alerts([row.alert]).text)
        }
        return .download(text, type: types[.cap]!, name: "\(row.alert.identifier).xml")
    }

    private static func route(_ records: RecordExport.Records, _ format: RecordExport.Format)
        -> Route
    {
        let name =
            "\(records.rawValue).\(format.rawValue == "acled-csv" ? "acled.csv" : format.rawValue)"
        let query: [APIParameter] =
            switch records {
            case .events: EventAPI.filters
            case .incidents: IncidentAPI.filters
            case .claims: [APIParameter("speaker", .text, "Only of this speaker")]
            case .alerts: AlertAPI.filters
            }
        let type = types[format]!
        return Route.api(
            .get, "/\(name)", "A file of \(records.rawValue): \(format.rawValue)",
            query: query + [limit],
            answer: .text(String(type.prefix { $0 != ";" }))
        ) { request, bench in
            let page = Page(limit: request.integer("limit") ?? 500)
            let text = try bench.read { reader in
                let export = export(reader, bench, format)
                switch records {
                case .events:
                    return try export.events(
                        try reader.events(EventAPI.filter(request), page: page)
                            .compactMap(\.event)
                    ).text
                case .incidents:
                    return try export.incidents(
                        try reader.incidents(IncidentAPI.filter(request), page: page)
                            .compactMap(\.incident)
                    ).text
                case .claims:
                    return export.claims(
                        try reader.claims(speaker: request["speaker"], page: page)
                    ).text
                case .alerts:
                    return try export.alerts(
                        try reader.alerts(AlertAPI.filter(request), page: page).map(\.alert)
                    ).text
                }
            }
            return .download(text, type: type, name: "\(bench.workspace.name)-\(name)")
        }
    }

    private static func export(
        _ reader: StoreReader, _ bench: Workbench, _ format: RecordExport.Format
    ) -> RecordExport {
        RecordExport(
            reader: reader, title: bench.workspace.configuration.title, format: format, width: 100)
    }
}
