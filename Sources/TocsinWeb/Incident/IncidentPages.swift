import TocsinModel
import TocsinStore
import TocsinWorkspace

/// Incidents: their list, and one with its ledger.
enum IncidentPages {
    static let routes =
        [
            Route(.get, "/incidents", "Incidents, last reported first") { request, bench in
                .page(
                    "incidents", title: "Incidents", section: .incidents,
                    try list(request, bench))
            },
            Route(.get, "/incidents/{id}", "One incident with who says what of it") {
                request, bench in
                let view = try one(request, bench)
                return .page("incident", title: view.title, section: .incidents, view)
            },
        ] + IncidentActions.routes

    static let shown = 50

    private static func list(_ request: WebRequest, _ bench: Workbench) throws -> IncidentListView {
        let filter = try ListFilter(request)
        let number = request.pageNumber
        let countries = WorldMap.of(bench.resources)
        let choices = try bench.choices.values()
        return try bench.read { reader in
            // One more tells whether there is a next page.
            let found = try reader.incidents(
                filter.incidents, page: Page(limit: shown + 1, skip: (number - 1) * shown))
            let total = try reader.incidentCount(filter.incidents)
            let listed = found.prefix(shown)
            let told = try reader.articles(keys: listed.compactMap(IncidentListView.Row.told))
            return IncidentListView(
                incidents: listed.compactMap { IncidentListView.Row($0, told) },
                total: PageText.plural(total, "incident"), isEmpty: found.isEmpty,
                emptyReason: filter.isNarrow
                    ? "No incident meets these filters."
                    : "No incident yet: none of the articles read reports an event.",
                form: FilterForm(
                    filter, action: "/incidents",
                    choices: [
                        FilterForm.severities(filter.severity),
                        FilterForm.tallied(
                            "kind", "Type", choices.kinds, chosen: filter.kinds),
                        FilterForm.tallied(
                            "country", "Country", choices.countries,
                            chosen: filter.countries, title: countries.name(of:)),
                        FilterForm.Choice(
                            name: "status", label: "Status", any: "any",
                            options: Incident.Status.allCases.map {
                                .init(
                                    value: $0.rawValue, label: $0.rawValue,
                                    isChosen: filter.statuses.contains($0))
                            }),
                        FilterForm.Choice(
                            name: "review", label: "Review", any: "any",
                            options: ["none", "accepted", "rejected", "edited"].map {
                                .init(
                                    value: $0, label: $0 == "none" ? "not reviewed" : $0,
                                    isChosen: filter.reviews.contains($0))
                            }),
                        FilterForm.tallied(
                            "source", "Source", choices.publishers, chosen: filter.sources),
                    ],
                    ticks: [
                        .init(
                            name: "disputed", label: "Disputed only", isTicked: filter.disputed)
                    ]),
                pages: PageLinks(
                    filter, path: "/incidents", number: number, hasNext: found.count > shown),
                map: filter.address("/map"))
        }
    }

    private static func one(_ request: WebRequest, _ bench: Workbench) throws -> IncidentView {
        let name = request.parameter("id")
        let isReadOnly = bench.isReadOnly
        let done = DoneNotice.text(request)
        let view = try bench.read { reader in
            try reader.incident(name).map { incident in
                try IncidentView(
                    incident, reader, path: PageText.path("/incidents", incident.id), done: done,
                    isReadOnly: isReadOnly)
            }
        }
        guard let view else {
            throw WebFailure.notFound("incident", name, list: "/incidents")
        }
        return view
    }
}

/// What `incidents.mustache` draws.
struct IncidentListView: Sendable {
    struct Row: Sendable {
        var path: String
        var title: String
        /// The newest article that told of it, and who published it.
        var headline: String
        var outlet: String
        /// Of its alerts; nil where none rang.
        var severity: String?
        var status: String
        var isDisputed: Bool
        var reviewed: String?
        var killed: String
        var injured: String
        var articles: Int
        var origins: Int
        var last: String

        /// The newest article with a claim of it; of joins, an edited article's comes after those of articles
        /// that were published since.
        static func told(_ row: IncidentRow) -> String? {
            let entries = row.incident?.ledger.lazy.flatMap(\.entries)
            let newest = entries?.max {
                ($0.published?.seconds ?? 0) < ($1.published?.seconds ?? 0)
            }
            return newest?.article ?? row.incident?.joins.last?.article
        }

        init?(_ row: IncidentRow, _ articles: [String: ArticleRow]) {
            guard let incident = row.incident else { return nil }
            path = PageText.path("/incidents", row.key)
            title = LedgerReport.title(incident)
            let newest = Self.told(row).flatMap { articles[$0] }
            headline = newest?.title ?? ""
            outlet = newest?.outlet ?? newest?.source ?? ""
            severity = row.severity == .unknown ? nil : row.severity.rawValue
            status = row.status.rawValue
            isDisputed = row.conflicts > 0
            reviewed = row.review
            killed = PageText.interval(row.killed)
            injured = PageText.interval(row.injured)
            self.articles = row.articles
            origins = row.origins
            last = PageText.minute(row.lastSeen)
        }
    }

    var incidents: [Row]
    var total: String
    var isEmpty: Bool
    var emptyReason: String
    var form: FilterForm
    var pages: PageLinks
    var map: String
}
