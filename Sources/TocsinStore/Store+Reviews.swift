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
    /// The sentences the decision is about, as they stood then: each event's first.
    package var sentences: [Sentence]?

    /// A sentence with what was found in it.
    package struct Sentence: Hashable, Sendable, Codable {
        package var event: String
        package var evidence: AlertEvidence
        /// `plugin.rule@hash`
        package var foundBy: [String]

        package init(event: String, evidence: AlertEvidence, foundBy: [String]) {
            self.event = event
            self.evidence = evidence
            self.foundBy = foundBy
        }

        enum CodingKeys: String, CodingKey {
            case event, evidence
            case foundBy = "found_by"
        }
    }

    package init(
        incident: String, action: Action, author: String, reason: String, at: Timestamp,
        values: [String: JSONValue]? = nil, other: String? = nil, events: [String]? = nil,
        sentences: [Sentence]? = nil
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
    }
}

extension StoreReader {
    /// Reviews in the order they were made: all, or those of an incident.
    package func reviews(of incident: String? = nil) throws -> [Review] {
        var query = StoreQuery("SELECT json FROM reviews")
        if let incident { query.require("incident = ?", incident) }
        query.finish("ORDER BY id")
        return try strings(query.sql, query.arguments).map {
            try StoreJSON.value(Review.self, $0)
        }
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
        if let told = try reader.told(review.incident) { try put([told]) }
    }
}
