import GRDB
package import TocsinModel

/// How a source answered last: what the next conditional request says, and its health.
package struct SourceRow: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case active
        /// It answered 410, or a person stopped it.
        case stopped
    }

    /// The address or pattern as the workspace gives it.
    package var key: String
    /// `feed`, `files`, `page`, …
    package var kind: String
    package var etag: String?
    package var lastModified: String?
    /// Where it has moved for good.
    package var movedTo: String?
    package var nextFetch: Timestamp?
    package var lastFetch: Timestamp?
    package var lastSuccess: Timestamp?
    /// When it last had a new article.
    package var lastArticle: Timestamp?
    /// In a row.
    package var failures: Int
    package var error: String?
    package var state: State
    /// What else its reader wants to remember.
    package var json: String

    package init(key: String, kind: String) {
        self.key = key
        self.kind = kind
        failures = 0
        state = .active
        json = "{}"
    }
}

extension StoreReader {
    package func sources() throws -> [SourceRow] {
        try rows("SELECT * FROM sources ORDER BY key").map { row in
            func time(_ name: String) -> Timestamp? {
                (row[name] as Int?).map { Timestamp(seconds: $0) }
            }
            var source = SourceRow(key: row["key"], kind: row["kind"])
            source.etag = row["etag"]
            source.lastModified = row["last_modified"]
            source.movedTo = row["moved_to"]
            source.nextFetch = time("next_fetch")
            source.lastFetch = time("last_fetch")
            source.lastSuccess = time("last_success")
            source.lastArticle = time("last_article")
            source.failures = row["failures"]
            source.error = row["error"]
            source.state = SourceRow.State(rawValue: row["state"]) ?? .active
            source.json = row["json"]
            return source
        }
    }
}

extension StoreWriter {
    package func put(_ source: SourceRow) throws {
        try run(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                source.key, source.kind, source.etag, source.lastModified, source.movedTo,
                source.nextFetch?.seconds, source.lastFetch?.seconds, source.lastSuccess?.seconds,
                source.lastArticle?.seconds, source.failures, source.error, source.state.rawValue,
                source.json,
            ])
    }

    package func remove(source key: String) throws {
        try run("DELETE FROM sources WHERE key = ?", [key])
    }
}
