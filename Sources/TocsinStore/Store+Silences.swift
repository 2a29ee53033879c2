import GRDB
package import TocsinModel

/// A silence as it is kept: what it matches is JSON whose reader has the words for it.
package struct SilenceRow: Hashable, Sendable {
    package var key: String
    package var starts: Timestamp
    package var ends: Timestamp
    package var author: String
    package var comment: String
    package var created: Timestamp
    /// When somebody ended it early.
    package var expired: Timestamp?
    package var json: String

    package init(
        key: String, starts: Timestamp, ends: Timestamp, author: String, comment: String,
        created: Timestamp, expired: Timestamp? = nil, json: String
    ) {
        self.key = key
        self.starts = starts
        self.ends = ends
        self.author = author
        self.comment = comment
        self.created = created
        self.expired = expired
        self.json = json
    }
}

extension StoreReader {
    /// Silences by the order they were made in.
    ///
    /// - Parameter at: only those that hold at this moment.
    package func silences(at: Timestamp? = nil) throws -> [SilenceRow] {
        var query = StoreQuery("SELECT * FROM silences")
        if let at {
            query.require(
                "starts <= ? AND ends > ? AND (expired IS NULL OR expired > ?)",
                at.seconds, at.seconds, at.seconds)
        }
        query.finish("ORDER BY id")
        return try rows(query.sql, query.arguments).map {
            SilenceRow(
                key: $0["key"], starts: Timestamp(seconds: $0["starts"]),
                ends: Timestamp(seconds: $0["ends"]), author: $0["author"],
                comment: $0["comment"], created: Timestamp(seconds: $0["created"]),
                expired: ($0["expired"] as Int?).map { Timestamp(seconds: $0) },
                json: $0["json"])
        }
    }
}

extension StoreWriter {
    package func put(_ silence: SilenceRow) throws {
        try run(
            """
            INSERT INTO silences (key, starts, ends, author, comment, created, expired, json)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                silence.key, silence.starts.seconds, silence.ends.seconds, silence.author,
                silence.comment, silence.created.seconds, silence.expired?.seconds, silence.json,
            ])
    }

    /// Ends a silence early.
    ///
    /// - Returns: false where none of that key still holds.
    package func expire(silence key: String, at now: Timestamp) throws -> Bool {
        try run(
            "UPDATE silences SET expired = ? WHERE key = ? AND expired IS NULL AND ends > ?",
            [now.seconds, key, now.seconds])
        return db.changesCount > 0
    }
}
