import GRDB
package import TocsinModel

/// One run of a workspace, for its history.
package struct RunRow: Hashable, Sendable {
    package var id: Int64
    /// `run`, `watch`
    package var command: String
    package var pid: Int
    package var host: String
    package var started: Timestamp
    /// Nil: it goes on, or was killed.
    package var finished: Timestamp?
    /// Hash of its rules.
    package var rules: String
    package var articles: Int
    package var newArticles: Int
    package var changedArticles: Int
    package var events: Int
    package var alerts: Int
    package var error: String?
}

/// What a run counts.
package struct RunCounts: Hashable, Sendable {
    package var articles = 0
    package var newArticles = 0
    package var changedArticles = 0
    package var events = 0
    package var alerts = 0

    package init() {}
}

/// A rule whose code did not end well in a run.
package struct RuleTrips: Hashable, Sendable {
    /// `plugin.rule`
    package var rule: String
    package var trips: Int
    /// The article of the last trip, where there was one.
    package var article: String?
    /// It was taken out of the run.
    package var quarantined: Bool

    package init(rule: String, trips: Int, article: String?, quarantined: Bool) {
        self.rule = rule
        self.trips = trips
        self.article = article
        self.quarantined = quarantined
    }
}

extension StoreReader {
    /// The rules that tripped in a run; nil: in the newest one that is over.
    package func trips(ofRun id: Int64? = nil) throws -> [RuleTrips] {
        try rows(
            "SELECT * FROM run_trips WHERE run = coalesce(?, "
                + "(SELECT max(id) FROM runs WHERE finished IS NOT NULL)) ORDER BY rule", [id]
        ).map {
            RuleTrips(
                rule: $0["rule"], trips: $0["trips"], article: $0["article"],
                quarantined: $0["quarantined"])
        }
    }

    /// Runs, newest first.
    package func runs(limit: Int = 50) throws -> [RunRow] {
        try rows("SELECT * FROM runs ORDER BY id DESC LIMIT ?", [limit]).map {
            RunRow(
                id: $0["id"], command: $0["command"], pid: $0["pid"], host: $0["host"],
                started: Timestamp(seconds: $0["started"]),
                finished: ($0["finished"] as Int?).map { Timestamp(seconds: $0) },
                rules: $0["rules"], articles: $0["articles"], newArticles: $0["new_articles"],
                changedArticles: $0["changed_articles"], events: $0["events"],
                alerts: $0["alerts"], error: $0["error"])
        }
    }
}

extension StoreWriter {
    /// - Returns: the run's row.
    package func beginRun(command: String, holder: StoreLock.Holder, rules: String) throws -> Int64
    {
        try run(
            "INSERT INTO runs (command, pid, host, started, rules) VALUES (?, ?, ?, ?, ?)",
            [command, holder.pid, holder.host, holder.since.seconds, rules])
        return db.lastInsertedRowID
    }

    package func note(_ counts: RunCounts, ofRun id: Int64) throws {
        try run(
            """
            UPDATE runs SET articles = ?, new_articles = ?, changed_articles = ?, events = ?,
              alerts = ? WHERE id = ?
            """,
            [
                counts.articles, counts.newArticles, counts.changedArticles, counts.events,
                counts.alerts, id,
            ])
    }

    /// Keeps which rules tripped in a run.
    package func put(_ trips: [RuleTrips], ofRun id: Int64) throws {
        for one in trips {
            try run(
                "INSERT OR REPLACE INTO run_trips VALUES (?, ?, ?, ?, ?)",
                [id, one.rule, one.trips, one.article, one.quarantined])
        }
    }

    package func finishRun(_ id: Int64, at now: Timestamp, error: String? = nil) throws {
        try run(
            "UPDATE runs SET finished = ?, error = ? WHERE id = ?", [now.seconds, error, id])
    }
}
