import TocsinModel
import TocsinSources
import TocsinStore
import TocsinWorkspace

/// The last runs and watches with what they counted.
enum RunPages {
    static let routes: [Route] = [
        Route(.get, "/runs", "The last runs with their counts") { request, bench in
            .page("runs", title: "Runs", section: .runs, try RunListView(request, bench))
        }
    ]
}

struct RunListView: Sendable, Encodable {
    struct Run: Sendable, Encodable {
        var id: Int64
        var command: String
        var started: String
        /// "12 s", "goes on", "was ended from outside"
        var lasted: String
        var state: String
        var tone: String
        var isRunning: Bool
        var articles: Int
        var newArticles: Int
        var changedArticles: Int
        var events: Int
        var alerts: Int
        var rules: String
        var hasOtherRules: Bool
        var host: String
        var error: String
        var trips: [Trip]

        enum CodingKeys: String, CodingKey {
            case id, command, started, state, articles, events, alerts, rules, host, error, trips
            case newArticles = "new_articles"
            case changedArticles = "changed_articles"
        }
    }

    struct Trip: Sendable, Encodable {
        var rule: String
        var href: String
        var times: Int
        var article: String?
        var isQuarantined: Bool

        enum CodingKeys: String, CodingKey {
            case rule, times, article
            case isQuarantined = "quarantined"
        }
    }

    static let shown = 50

    var runs: [Run]
    var deliveries: [Delivery]

    /// Messages of one state, over all receivers.
    struct Delivery: Sendable, Encodable {
        var state: String
        var count: Int
    }

    enum CodingKeys: String, CodingKey { case runs }

    init(_ request: WebRequest, _ bench: Workbench) throws {
        let holder = StoreLock.holder(folder: bench.workspace.storeFolder ?? "")
        let now = request.now
        (runs, deliveries) = try bench.read { reader in
            let rows = try reader.runs(limit: Self.shown)
            let runs = try rows.enumerated().map { n, row in
                let older = n + 1 < rows.count ? rows[n + 1] : nil
                return Self.run(
                    row, isHolder: holder?.pid == row.pid && holder?.host == row.host,
                    trips: try reader.trips(ofRun: row.id),
                    hasOtherRules: older.map { $0.rules != row.rules } ?? false, now)
            }
            return (
                runs,
                try reader.outboxStates().map { Delivery(state: $0.name, count: $0.count) }
            )
        }
    }

    private static func run(
        _ row: RunRow, isHolder: Bool, trips: [RuleTrips], hasOtherRules: Bool, _ now: Timestamp
    ) -> Run {
        let seconds = (row.finished ?? now).seconds - row.started.seconds
        let state: String
        let tone: String
        if row.error != nil {
            (state, tone) = ("failed", "bad")
        } else if row.finished != nil {
            (state, tone) =
                trips.isEmpty ? ("finished", "good") : ("finished, rules stopped", "warn")
        } else if isHolder {
            (state, tone) = ("goes on", "good")
        } else {
            (state, tone) = ("was ended from outside", "warn")
        }
        return Run(
            id: row.id, command: row.command, started: PageText.minute(row.started),
            lasted: row.finished == nil && !isHolder
                ? "" : seconds < 1 ? "under 1 s" : duration(seconds),
            state: state, tone: tone, isRunning: row.finished == nil && isHolder,
            articles: row.articles, newArticles: row.newArticles,
            changedArticles: row.changedArticles, events: row.events, alerts: row.alerts,
            rules: String(row.rules.prefix(8)), hasOtherRules: hasOtherRules,
            host: "\(row.host), process \(row.pid)", error: row.error ?? "",
            trips: trips.map {
                Trip(
                    rule: $0.rule, href: "/rules/" + PercentCoding.encode($0.rule),
                    times: $0.trips, article: $0.article, isQuarantined: $0.quarantined)
            })
    }
}
