import GRDB
package import TocsinModel

/// An event as lists, maps and timelines show it; the whole of it is in `event`, where it was asked
/// for.
package struct EventRow: Sendable {
    package var row: Int64
    package var key: String
    /// The article's id.
    package var article: String
    package var articleTitle: String
    package var outlet: String?
    package var incident: String?
    package var kind: String
    package var published: Timestamp?
    package var day: CalendarDay?
    package var country: String?
    package var place: String?
    package var latitude: Double?
    package var longitude: Double?
    package var killed: ClosedInterval?
    package var injured: ClosedInterval?
    package var severity: Severity
    package var event: Event?

    /// A figure's bounds; either may be open.
    package struct ClosedInterval: Hashable, Sendable {
        package var low: Double?
        package var high: Double?
    }

    init(_ row: Row) throws {
        self.row = row["id"]
        key = row["key"]
        article = row["article_key"]
        articleTitle = row["title"]
        outlet = (row["outlet"] as String?) ?? row["source"]
        incident = row["incident"]
        kind = row["kind"]
        published = (row["published"] as Int?).map { Timestamp(seconds: $0) }
        day = (row["day"] as Int?).map { CalendarDay(number: $0) }
        country = row["country"]
        place = row["place"]
        latitude = row["latitude"]
        longitude = row["longitude"]
        killed = EventRow.interval(row["killed_low"], row["killed_high"])
        injured = EventRow.interval(row["injured_low"], row["injured_high"])
        severity = Severity(rank: row["severity"])
        if row.hasColumn("json") { event = try StoreReader.event(row) }
    }

    static func interval(_ low: Double?, _ high: Double?) -> ClosedInterval? {
        low == nil && high == nil ? nil : ClosedInterval(low: low, high: high)
    }
}

/// How many there are of one thing.
package struct Tally: Hashable, Sendable {
    package var name: String
    package var count: Int

    package init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}

/// How many of a kind on one day.
package struct DayTally: Hashable, Sendable {
    package var day: CalendarDay
    package var name: String
    package var count: Int
}

extension StoreReader {
    /// Events of a filter, newest first.
    ///
    /// - Parameter whole: also reads each event itself, not only its columns.
    package func events(
        _ filter: EventFilter = EventFilter(), page: Page = Page(), whole: Bool = true
    ) throws -> [EventRow] {
        // The rows of the page are found first, then joined: the rest is never touched.
        var query = StoreQuery("SELECT events.id FROM events")
        filter.narrow(&query)
        query.page(page, time: "events.published", id: "events.id")
        return try rows(
            """
            SELECT e.*, a.key AS article_key, a.title, a.outlet, a.source\(whole ? ", v.json" : "")
            FROM events e JOIN articles a ON a.id = e.article
            \(whole ? "JOIN event_values v ON v.id = e.id" : "")
            WHERE e.id IN (\(query.sql)) ORDER BY e.published DESC, e.id DESC
            """, query.arguments
        ).map { try EventRow($0) }
    }

    package func eventCount(_ filter: EventFilter = EventFilter()) throws -> Int {
        var query = StoreQuery("SELECT count(*) FROM events")
        filter.narrow(&query)
        return try int(query.sql, query.arguments)
    }

    /// Each event of a filter in the order of articles and within them, for exports.
    package func eachEvent(
        _ filter: EventFilter = EventFilter(), _ body: (Event) throws -> Void
    ) throws {
        var query = StoreQuery(
            "SELECT event_values.json, events.incident FROM events "
                + "JOIN event_values ON event_values.id = events.id")
        filter.narrow(&query)
        query.finish("ORDER BY events.version, events.ordinal")
        let cursor = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
        while let row = try cursor.next() { try body(try StoreReader.event(row)) }
    }

    package func event(_ key: String) throws -> Event? {
        try row(
            "SELECT v.json, e.incident FROM events e JOIN event_values v ON v.id = e.id "
                + "WHERE e.key = ? ORDER BY e.current DESC, e.id DESC LIMIT 1", [key]
        ).map(StoreReader.event)
    }

    /// The events of an article as it counts now, in reading order.
    package func events(ofArticle key: String) throws -> [Event] {
        try rows(
            "SELECT v.json, e.incident FROM events e JOIN event_values v ON v.id = e.id "
                + "WHERE e.article = (SELECT id FROM articles WHERE key = ?) AND +e.current = 1 "
                + "ORDER BY e.ordinal", [key]
        ).map(StoreReader.event)
    }

    /// Counts by type or label, most first.
    package func eventKinds(_ filter: EventFilter = EventFilter()) throws -> [Tally] {
        try tally("events.kind", filter)
    }

    /// Counts by the country of the event's own place, most first; those without one left out.
    package func eventCountries(_ filter: EventFilter = EventFilter()) throws -> [Tally] {
        try tally("events.country", filter)
    }

    private func tally(_ column: String, _ filter: EventFilter) throws -> [Tally] {
        var query = StoreQuery("SELECT \(column) AS name, count(*) AS count FROM events")
        filter.narrow(&query)
        query.require("\(column) IS NOT NULL")
        query.finish("GROUP BY \(column) ORDER BY count DESC, name")
        return try rows(query.sql, query.arguments).map {
            Tally(name: $0["name"], count: $0["count"])
        }
    }

    /// Counts a day of publication and type, for a timeline.
    package func eventDays(_ filter: EventFilter = EventFilter()) throws -> [DayTally] {
        var query = StoreQuery(
            "SELECT (events.published - ((events.published % 86400 + 86400) % 86400)) / 86400 AS day, "
                + "events.kind AS name, count(*) AS count FROM events")
        filter.narrow(&query)
        query.require("events.published IS NOT NULL")
        query.finish("GROUP BY 1, 2 ORDER BY 1, 2")
        return try rows(query.sql, query.arguments).map {
            DayTally(
                day: CalendarDay(number: $0["day"]), name: $0["name"], count: $0["count"])
        }
    }

    /// Events by the rule that found them, most first.
    package func eventRules(_ filter: EventFilter = EventFilter()) throws -> [Tally] {
        var query = StoreQuery(
            "SELECT event_rules.rule AS name, count(*) AS count FROM events "
                + "JOIN event_rules ON event_rules.event = events.id")
        filter.narrow(&query)
        query.finish("GROUP BY event_rules.rule ORDER BY count DESC, name")
        return try rows(query.sql, query.arguments).map {
            Tally(name: $0["name"], count: $0["count"])
        }
    }

    /// The claims of an article as it counts now, in reading order.
    package func claims(ofArticle key: String) throws -> [Claim] {
        try strings(
            "SELECT json FROM claims WHERE article = (SELECT id FROM articles WHERE key = ?) "
                + "AND +current = 1 ORDER BY ordinal", [key]
        ).map { try StoreJSON.value(Claim.self, $0) }
    }

    /// The newest claims, of one speaker or of all.
    package func claims(speaker: String? = nil, page: Page = Page()) throws -> [Claim] {
        var query = StoreQuery("SELECT json FROM claims")
        query.require(speaker == nil ? "claims.current = 1" : "+claims.current = 1")
        if let speaker { query.require("claims.speaker = ?", speaker) }
        query.page(page, time: "claims.published", id: "claims.id")
        return try strings(query.sql, query.arguments).map {
            try StoreJSON.value(Claim.self, $0)
        }
    }
}
