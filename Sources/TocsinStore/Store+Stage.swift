import GRDB
package import TocsinModel

/// What the alert stage did not let ring, for one article.
package struct HeldCount: Hashable, Sendable {
    /// `plugin.rule`
    package var rule: String
    /// A stable word: `throttled`, `condition`, …
    package var code: String
    package var reason: String
    package var count: Int

    package init(rule: String, code: String, reason: String, count: Int) {
        self.rule = rule
        self.code = code
        self.reason = reason
        self.count = count
    }
}

/// One step of the alert stage: an article's, or time passing.
package struct StageStep: Sendable {
    /// The version taken; nil where only time passed.
    package var version: Int64?
    /// The stage's time after it.
    package var clock: Timestamp
    package var story: String?
    package var copyShare: Double?
    /// Event id to incident id, for the article's events.
    package var incidents: [(event: String, incident: String?)]
    /// Incidents merged away, and into what.
    package var merged: [(from: String, into: String)]
    package var held: [HeldCount]

    package init(
        version: Int64?, clock: Timestamp, story: String? = nil, copyShare: Double? = nil,
        incidents: [(event: String, incident: String?)] = [],
        merged: [(from: String, into: String)] = [], held: [HeldCount] = []
    ) {
        self.version = version
        self.clock = clock
        self.story = story
        self.copyShare = copyShare
        self.incidents = incidents
        self.merged = merged
        self.held = held
    }
}

extension StoreReader {
    /// Counts the sets of rules that the alert stage ran under; 0 before the first.
    package func generation() throws -> Int { Int(try setting("generation") ?? "") ?? 0 }

    /// The hash of the rules the stage runs under.
    package func stageRules() throws -> String? { try setting("rules") }

    /// How far the policy's time has come; nil before its first alert.
    package func dispatchClock() throws -> Timestamp? {
        try setting("dispatch_clock").flatMap { Int($0) }.map { Timestamp(seconds: $0) }
    }

    /// Event id to incident id, for articles as they count now.
    package func incidents(ofArticles keys: [String]) throws -> [String: String] {
        var out: [String: String] = [:]
        for row in try rows(
            """
            SELECT e.key, e.incident FROM json_each(?) k
            CROSS JOIN articles a ON a.key = k.value CROSS JOIN events e ON e.article = a.id
            WHERE +e.current = 1 AND e.incident IS NOT NULL
            """, [try StoreJSON.text(keys)])
        {
            out[row["key"]] = row["incident"] as String
        }
        return out
    }

    func setting(_ name: String) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM settings WHERE name = ?"), arguments: [name])
    }

    /// What was held back for articles, and for none, added up.
    package func held(forArticles keys: [String]) throws -> [HeldCount] {
        try rows(
            """
            SELECT rule, code, reason, sum(count) AS count FROM held
            WHERE article IN (
              SELECT 0 UNION ALL
              SELECT a.id FROM json_each(?) k CROSS JOIN articles a ON a.key = k.value)
            GROUP BY rule, code, reason ORDER BY rule, reason, code
            """, [try StoreJSON.text(keys)]
        ).map {
            HeldCount(rule: $0["rule"], code: $0["code"], reason: $0["reason"], count: $0["count"])
        }
    }
}

extension StoreWriter {
    /// Begins a new generation: the alert stage takes every article again, under these rules.
    ///
    /// Alerts stay under their identifiers and are not sent twice; those that do not ring again
    /// belong to the past.
    package func beginGeneration(rules: String) throws -> Int {
        let next = try reader.generation() + 1
        try set("generation", "\(next)")
        try set("rules", rules)
        for statement in [
            "UPDATE outcomes SET stage = NULL, clock = NULL WHERE stage IS NOT NULL",
            "UPDATE events SET incident = NULL, severity = 0 WHERE incident IS NOT NULL",
            "UPDATE articles SET story = NULL, copy_share = NULL WHERE story IS NOT NULL",
            "DELETE FROM held", "DELETE FROM incidents", "DELETE FROM incident_names",
        ] { try run(statement) }
        return next
    }

    func set(_ name: String, _ value: String) throws {
        try run("INSERT OR REPLACE INTO settings VALUES (?, ?)", [name, value])
    }

    /// Keeps how far the policy's time has come.
    package func setDispatchClock(_ time: Timestamp) throws {
        try set("dispatch_clock", "\(time.seconds)")
    }

    /// Writes down what a step of the stage said of its article. The incidents and alerts it changed
    /// are put beside it in the same transaction.
    package func put(_ step: StageStep) throws {
        var article: Int64 = 0
        if let version = step.version {
            try run(
                """
                UPDATE outcomes SET clock = ?,
                  stage = 1 + coalesce((SELECT max(stage) FROM outcomes), 0) WHERE version = ?
                """, [step.clock.seconds, version])
            article =
                try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT article FROM versions WHERE id = ?"),
                    arguments: [version]) ?? 0
            try run(
                "UPDATE articles SET story = ?, copy_share = ? WHERE id = ?",
                [step.story, step.copyShare, article])
            // An article's new version replaces what was held of its old one.
            try run("DELETE FROM held WHERE article = ?", [article])
        }
        for (event, incident) in step.incidents {
            try run(
                "UPDATE events SET incident = ? WHERE key = ? AND +current = 1", [incident, event])
        }
        for (from, into) in step.merged {
            try run("UPDATE events SET incident = ? WHERE incident = ?", [into, from])
            try run(
                """
                UPDATE incidents SET severity = max(severity,
                  (SELECT severity FROM incidents WHERE key = ?)) WHERE key = ?
                  AND EXISTS (SELECT 1 FROM incidents WHERE key = ?)
                """, [from, into, from])
            try run("DELETE FROM incidents WHERE key = ?", [from])
            try run("UPDATE alerts SET incident = ? WHERE incident = ?", [into, from])
            try run("UPDATE incident_names SET incident = ? WHERE incident = ?", [into, from])
            try run("INSERT OR REPLACE INTO incident_names VALUES (?, ?)", [from, into])
        }
        for held in step.held {
            try run(
                """
                INSERT INTO held VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """, [article, held.rule, held.code, held.reason, held.count])
        }
    }
}
