import Foundation
import GRDB
package import TocsinModel

/// An outcome as the alert stage takes it, with its place in the order.
package struct StoredOutcome: Sendable {
    package var version: Int64
    package var outcome: ArticleOutcome
    /// Nil where the stage has not taken it.
    package var stage: Int?
}

extension StoreReader {
    /// The outcome of one version; the article's body is left out.
    package func outcome(_ version: Int64) throws -> StoredOutcome? {
        try outcomes("WHERE o.version = ?", [version]).first
    }

    /// Rows of the versions that count and that the alert stage has not taken, in time order: those
    /// without a time after those of the same moment, else as they came.
    package func unstaged() throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: "SELECT o.version " + unstagedSQL
                + "ORDER BY a.published IS NULL, a.published, o.version")
    }

    package func unstagedCount() throws -> Int {
        try int("SELECT count(*) " + unstagedSQL)
    }

    /// By way of `versions`: no index finds an article by the version that counts.
    private var unstagedSQL: String {
        "FROM outcomes o JOIN versions v ON v.id = o.version "
            + "JOIN articles a ON a.id = v.article AND +a.version = v.id WHERE o.stage IS NULL "
    }

    /// The stage's place and time when it stopped; nil before its first article.
    package func stagePosition() throws -> (stage: Int, clock: Timestamp)? {
        try row(
            "SELECT stage, clock FROM outcomes WHERE stage IS NOT NULL ORDER BY stage DESC LIMIT 1"
        )
        .map { ($0["stage"], Timestamp(seconds: $0["clock"])) }
    }

    /// What the stage took while its clock stood at `since` or later, in that order: given to a new
    /// stage, it knows what the old one knew.
    package func staged(since: Timestamp, each body: (StoredOutcome) throws -> Void) throws {
        let first = try Int.fetchOne(
            db,
            // `+stage`: found by the clock, not by going through the stages from the first on.
            sql: "SELECT min(+stage) FROM outcomes WHERE clock >= ? AND +stage IS NOT NULL",
            arguments: [since.seconds])
        guard let first else { return }
        let cursor = try Row.fetchCursor(
            db, sql: outcomeSQL + "WHERE o.stage >= ? ORDER BY o.stage", arguments: [first])
        while let row = try cursor.next() { try body(try outcome(row)) }
    }

    /// The outcomes of articles as they count now, in the order they were published: for replays.
    package func eachOutcome(
        _ filter: ArticleFilter = ArticleFilter(), _ body: (ArticleOutcome) throws -> Void
    ) throws {
        var query = StoreQuery("SELECT articles.version FROM articles")
        filter.narrow(&query)
        let cursor = try Row.fetchCursor(
            db,
            sql: outcomeSQL + "WHERE o.version IN (\(query.sql)) ORDER BY a.published, a.id",
            arguments: query.arguments)
        while let row = try cursor.next() { try body(try outcome(row).outcome) }
    }

    private var outcomeSQL: String {
        "SELECT o.version, o.stage, o.complete, o.words, o.json AS report, v.json, v.title, "
            + "'' AS body, a.key FROM outcomes o JOIN versions v ON v.id = o.version "
            + "JOIN articles a ON a.id = v.article "
    }

    private func outcomes(
        _ condition: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> [StoredOutcome] {
        try rows(outcomeSQL + condition, arguments).map(outcome)
    }

    private func outcome(_ row: Row) throws -> StoredOutcome {
        let version: Int64 = row["version"]
        let report = try StoreJSON.value(ArticleOutcome.Report.self, row["report"])
        let article = try StoreReader.article(row)
        let words: Data = row["words"]
        return StoredOutcome(
            version: version,
            outcome: ArticleOutcome(
                article: article,
                events: try rows(
                    "SELECT v.json, NULL AS incident FROM events e JOIN event_values v ON v.id = e.id "
                        + "WHERE e.version = ? ORDER BY e.ordinal", [version]
                ).map(StoreReader.event),
                claims: try strings(
                    "SELECT json FROM claims WHERE version = ? ORDER BY ordinal", [version]
                ).map { try StoreJSON.value(Claim.self, $0) },
                matches: report.matches, evidence: report.evidence,
                words: PreparedOutcome.words([UInt8](words)), language: report.language,
                sentences: report.sentences, extracted: report.extracted, hits: report.hits,
                log: report.log, isComplete: row["complete"]),
            stage: row["stage"])
    }

    /// From the columns `json` and `incident`.
    static func event(_ row: Row) throws -> Event {
        var event = try StoreJSON.value(Event.self, row["json"])
        event.incident = row["incident"]
        return event
    }
}
