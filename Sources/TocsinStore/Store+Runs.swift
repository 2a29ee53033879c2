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

extension StoreReader {
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

    package func finishRun(_ id: Int64, at now: Timestamp, error: String? = nil) throws {
        try run(
            "UPDATE runs SET finished = ?, error = ? WHERE id = ?", [now.seconds, error, id])
    }
}
