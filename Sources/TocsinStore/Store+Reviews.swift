import GRDB
package import TocsinModel

/// What a reviewer decided about an incident. It is never changed afterwards; the newest of a kind
/// counts.
package struct Review: Hashable, Sendable, Codable {
    package enum Action: String, Codable, Sendable, CaseIterable {
        case accept, reject, edit, merge, split
    }

    package var incident: String
    package var action: Action
    package var author: String
    package var reason: String
    package var at: Timestamp
    /// `edit`: field of `best` to the value it has.
    package var values: [String: JSONValue]?
    /// `merge`: into which; `split`: the new one.
    package var other: String?
    /// `split`, `merge`: the events that moved.
    package var events: [String]?
    /// The sentences the decision is about, as they stood then.
    package var sentences: [AlertEvidence]?
    /// `plugin.rule@hash` of what had found it.
    package var foundBy: [String]?

    package init(
        incident: String, action: Action, author: String, reason: String, at: Timestamp,
        values: [String: JSONValue]? = nil, other: String? = nil, events: [String]? = nil,
        sentences: [AlertEvidence]? = nil, foundBy: [String]? = nil
    ) {
        self.incident = incident
        self.action = action
        self.author = author
        self.reason = reason
        self.at = at
        self.values = values
        self.other = other
        self.events = events
        self.sentences = sentences
        self.foundBy = foundBy
    }

    enum CodingKeys: String, CodingKey {
        case incident, action, author, reason, at, values, other, events, sentences
        case foundBy = "found_by"
    }
}

extension StoreReader {
    /// Reviews in the order they were made: all, or those of an incident and of those merged into it.
    package func reviews(of incident: String? = nil) throws -> [Review] {
        let texts: [String]
        if let incident {
            texts = try strings(
                "SELECT json FROM reviews WHERE incident = ?1 OR incident IN "
                    + "(SELECT key FROM incident_names WHERE incident = ?1) ORDER BY id",
                [incident])
        } else {
            texts = try strings("SELECT json FROM reviews ORDER BY id")
        }
        return try texts.map { try StoreJSON.value(Review.self, $0) }
    }

    /// How many reviews there are: what a running pipeline watches.
    package func reviewCount() throws -> Int { try int("SELECT count(*) FROM reviews") }

    /// Where reviewers have put events.
    package func pins() throws -> [String: String] {
        var out: [String: String] = [:]
        for row in try rows("SELECT event, incident FROM pins") {
            out[row["event"]] = row["incident"] as String
        }
        return out
    }
}

extension StoreWriter {
    /// Adds a decision to the log.
    package func put(_ review: Review) throws {
        try run(
            "INSERT INTO reviews (incident, action, author, reason, at, json) VALUES (?, ?, ?, ?, ?, ?)",
            [
                review.incident, review.action.rawValue, review.author, review.reason,
                review.at.seconds, try StoreJSON.text(review),
            ])
        let id = db.lastInsertedRowID
        if let other = review.other {
            for event in review.events ?? [] {
                try run("INSERT OR REPLACE INTO pins VALUES (?, ?, ?)", [event, other, id])
            }
        }
        try markReview(review.incident)
    }

    /// Shows the newest verdict beside an incident.
    func markReview(_ incident: String) throws {
        try run(
            """
            UPDATE incidents SET review = (
              SELECT CASE action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected'
                ELSE 'edited' END
              FROM reviews WHERE reviews.incident = incidents.key
                AND action IN ('accept', 'reject', 'edit') ORDER BY id DESC LIMIT 1)
            WHERE key = ?
            """, [incident])
    }
}
