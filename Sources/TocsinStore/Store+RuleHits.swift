import GRDB
package import TocsinModel

/// In how many articles a rule found something on one day.
package struct RuleDay: Hashable, Sendable {
    /// `plugin.rule`
    package var rule: String
    package var day: CalendarDay
    package var articles: Int
}

/// What reviewers made of the incidents a rule has a part in.
package struct RuleVerdicts: Hashable, Sendable {
    package var accepted: Int
    package var rejected: Int

    /// The share that was accepted, 0 to 1.
    package var precision: Double { Double(accepted) / Double(max(1, accepted + rejected)) }
}

/// An article in which a rule found something, as it counts now.
package struct RuleHit: Sendable {
    package var article: String
    package var title: String
    package var outlet: String?
    package var published: Timestamp?
    /// The sentences, each with what this rule found in it.
    package var sentences: [AlertEvidence]
    /// The events it has found there.
    package var events: [Event]
}

/// Where a list of a rule's hits goes on: the day and version of the last shown.
package struct RuleHitPlace: Hashable, Sendable {
    package var day: Int
    package var version: Int64

    package init(day: Int, version: Int64) {
        self.day = day
        self.version = version
    }
}

extension StoreReader {
    /// Articles a day with a hit, for all rules at once: for small charts.
    package func ruleDays(since day: CalendarDay) throws -> [RuleDay] {
        try rows(
            "SELECT rule, day, count(*) AS articles FROM rule_hits WHERE day >= ? "
                + "GROUP BY day, rule ORDER BY rule, day", [day.number]
        ).map {
            RuleDay(
                rule: $0["rule"], day: CalendarDay(number: $0["day"]), articles: $0["articles"])
        }
    }

    /// The same of one rule.
    package func ruleDays(of rule: String, since day: CalendarDay) throws -> [RuleDay] {
        try rows(
            "SELECT day, count(*) AS articles FROM rule_hits WHERE rule = ? AND day >= ? "
                + "GROUP BY day", [rule, day.number]
        ).map {
            RuleDay(
                rule: rule, day: CalendarDay(number: $0["day"]), articles: $0["articles"])
        }
    }

    /// Why alerts of a rule did not ring, most often first.
    package func held(ofRule rule: String) throws -> [HeldCount] {
        try rows(
            "SELECT code, reason, sum(count) AS count FROM held WHERE rule = ? "
                + "GROUP BY code, reason ORDER BY 3 DESC, reason LIMIT 50", [rule]
        ).map {
            HeldCount(rule: rule, code: $0["code"], reason: $0["reason"], count: $0["count"])
        }
    }

    /// The newest day on which a rule found something; nil where none has yet.
    package func lastRuleDay() throws -> CalendarDay? {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT max(day) FROM rule_hits"))
            .map { CalendarDay(number: $0) }
    }

    /// What reviewers made of incidents, by rule: those accepted (or accepted with another value)
    /// and those rejected.
    package func ruleVerdicts() throws -> [String: RuleVerdicts] {
        // Few incidents are reviewed: from those to their events, never the other way (CROSS JOIN).
        var out: [String: RuleVerdicts] = [:]
        for row in try rows(
            """
            SELECT r.rule,
              count(DISTINCT CASE WHEN i.review <> 'rejected' THEN i.id END) AS accepted,
              count(DISTINCT CASE WHEN i.review = 'rejected' THEN i.id END) AS rejected
            FROM incidents i CROSS JOIN events e ON e.incident = i.key AND +e.current = 1
              CROSS JOIN event_rules r ON r.event = e.id
            WHERE i.review IS NOT NULL GROUP BY r.rule
            """)
        {
            out[row["rule"]] = RuleVerdicts(
                accepted: row["accepted"], rejected: row["rejected"])
        }
        return out
    }

    /// A rule's hits, newest first.
    ///
    /// - Returns: the hits and where the list goes on; nil where it is at its end.
    package func hits(
        ofRule rule: String, limit: Int, after: RuleHitPlace? = nil
    ) throws -> (hits: [RuleHit], next: RuleHitPlace?) {
        var query = StoreQuery(
            "SELECT h.day, h.version, a.key, a.title, a.outlet, a.source, a.published, o.json "
                + "FROM rule_hits h JOIN outcomes o ON o.version = h.version "
                + "JOIN articles a ON a.version = h.version")
        query.require("h.rule = ?", rule)
        if let after { query.require("(h.day, h.version) < (?, ?)", after.day, after.version) }
        query.finish("ORDER BY h.day DESC, h.version DESC LIMIT \(max(1, limit) + 1)")
        let found = try rows(query.sql, query.arguments)
        let hits = try found.prefix(limit).map { row in
            let report = try StoreJSON.value(ArticleOutcome.Report.self, row["json"])
            let events = try self.events(ofVersion: row["version"], rule: rule)
            let spans =
                report.matches.filter { $0.rule == rule }.flatMap(\.spans)
                + events.flatMap { $0.spans.filter { $0.role != "sentence" } }
            return RuleHit(
                article: row["key"], title: row["title"],
                outlet: (row["outlet"] as String?) ?? row["source"],
                published: (row["published"] as Int?).map { Timestamp(seconds: $0) },
                sentences: report.evidence.compactMap { $0.marking(spans) }, events: events)
        }
        let last = found.count > limit ? found[limit - 1] : nil
        return (hits, last.map { RuleHitPlace(day: $0["day"], version: $0["version"]) })
    }

    private func events(ofVersion version: Int64, rule: String) throws -> [Event] {
        try rows(
            "SELECT v.json, e.incident FROM events e JOIN event_values v ON v.id = e.id "
                + "JOIN event_rules r ON r.event = e.id "
                + "WHERE e.version = ? AND r.rule = ? ORDER BY e.ordinal", [version, rule]
        ).map(StoreReader.event)
    }
}

extension AlertEvidence {
    /// The sentence with those of the spans that lie in it; nil where none does.
    package func marking(_ spans: [Evidence]) -> AlertEvidence? {
        var out = self
        var seen: Set<Evidence> = []
        out.marks = spans.filter {
            $0.span.field == sentence.field && sentence.start <= $0.span.start
                && $0.span.end <= sentence.end && seen.insert($0).inserted
        }.sorted { $0.span < $1.span }
        return out.marks.isEmpty ? nil : out
    }
}

extension StoreWriter {
    /// Counts what each rule found in a version, in place of what was counted before.
    func put(_ hits: [String: Int], of version: Int64, published: Timestamp?) throws {
        try run("DELETE FROM rule_hits WHERE version = ?", [version])
        guard !hits.isEmpty else { return }
        var time = published?.seconds
        if time == nil {
            time = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT taken FROM versions WHERE id = ?"),
                arguments: [version])
        }
        let day = Timestamp(seconds: time ?? 0).day.number
        for (rule, count) in hits where count > 0 {
            try run("INSERT INTO rule_hits VALUES (?, ?, ?, ?)", [rule, day, version, count])
        }
    }
}
