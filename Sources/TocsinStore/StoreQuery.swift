import GRDB
package import TocsinModel

/// A stretch of a list that is read newest first.
package struct Page: Hashable, Sendable {
    package var limit: Int
    /// Continue after this one: the time and row of the last shown.
    package var after: Cursor?
    /// How many are left out first: for numbered pages, which people seldom turn far.
    package var skip: Int

    package init(limit: Int = 100, after: Cursor? = nil, skip: Int = 0) {
        self.limit = limit
        self.after = after
        self.skip = skip
    }

    package struct Cursor: Hashable, Sendable {
        package var time: Timestamp?
        package var row: Int64

        package init(time: Timestamp?, row: Int64) {
            self.time = time
            self.row = row
        }
    }
}

/// A statement that grows by conditions.
struct StoreQuery {
    private var head: String
    private var conditions: [String] = []
    private var tail = ""
    private(set) var arguments = StatementArguments()

    init(_ head: String) { self.head = head }

    mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// One of several values; none given: all.
    mutating func require(_ column: String, in values: [String]) {
        guard !values.isEmpty else { return }
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        conditions.append("\(column) IN (\(marks))")
        arguments += StatementArguments(values)
    }

    mutating func require(_ column: String, since: Timestamp?, until: Timestamp?) {
        if let since { require("\(column) >= ?", since.seconds) }
        if let until { require("\(column) < ?", until.seconds) }
    }

    /// Newest first, those without a time last.
    mutating func page(_ page: Page, time: String, id: String) {
        if let after = page.after { require(after: after, time: time, id: id) }
        tail = " ORDER BY \(time) DESC, \(id) DESC LIMIT \(max(0, page.limit))"
        if page.skip > 0 { tail += " OFFSET \(page.skip)" }
    }

    /// What stands behind a place in that order.
    mutating func require(after: Page.Cursor, time: String, id: String) {
        if let moment = after.time {
            require(
                "(\(time) < ? OR \(time) IS NULL OR (\(time) = ? AND \(id) < ?))",
                moment.seconds, moment.seconds, after.row)
        } else {
            require("(\(time) IS NULL AND \(id) < ?)", after.row)
        }
    }

    mutating func finish(_ text: String) { tail = " " + text }

    var sql: String {
        head + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")) + tail
    }
}

/// Which articles.
package struct ArticleFilter: Hashable, Sendable {
    package var since: Timestamp?
    /// Before this moment.
    package var until: Timestamp?
    package var sources: [String] = []
    package var outlets: [String] = []
    package var languages: [String] = []
    /// Only those the outlet has edited.
    package var edited = false
    /// Only first tellers of a story.
    package var withoutCopies = false
    /// Outlets, or sources where an article names no outlet.
    package var publishers: [String] = []
    /// Words that all stand in the title or body.
    package var words: String?

    package init() {}

    func narrow(_ query: inout StoreQuery) {
        query.require("articles.published", since: since, until: until)
        query.require("articles.source", in: sources)
        query.require("articles.outlet", in: outlets)
        query.require("articles.language", in: languages)
        if edited { query.require("articles.versions > 1") }
        if withoutCopies {
            query.require("(articles.story IS NULL OR articles.story = articles.key)")
        }
        query.require("articles.id", published: publishers, words: words)
    }
}

/// Which events.
package struct EventFilter: Hashable, Sendable {
    /// Of publication.
    package var since: Timestamp?
    package var until: Timestamp?
    /// The event's own days, inclusive.
    package var firstDay: CalendarDay?
    package var lastDay: CalendarDay?
    /// Types or labels.
    package var kinds: [String] = []
    /// ISO 3166 alpha-3.
    package var countries: [String] = []
    /// `plugin.rule`
    package var rules: [String] = []
    /// Of the alerts it is part of.
    package var severity: Severity?
    package var incident: String?
    /// An article's id.
    package var article: String?
    /// Only those with coordinates.
    package var located = false
    /// Of its article: outlets, or sources where it names no outlet.
    package var publishers: [String] = []
    /// Words that all stand in its article.
    package var words: String?

    package init() {}

    func narrow(_ query: inout StoreQuery) {
        // Without statistics SQLite may take an index on `current` for the better one; `+` forbids it.
        query.require(
            incident == nil && article == nil ? "events.current = 1" : "+events.current = 1")
        query.require("events.published", since: since, until: until)
        if let firstDay { query.require("events.until >= ?", firstDay.number) }
        if let lastDay { query.require("events.day <= ?", lastDay.number) }
        query.require("events.kind", in: kinds)
        if let severity { query.require("events.severity >= ?", severity.rank) }
        if let incident { query.require("events.incident = ?", incident) }
        if let article {
            query.require("events.article = (SELECT id FROM articles WHERE key = ?)", article)
        }
        if located { query.require("events.latitude IS NOT NULL") }
        query.require("events.article", published: publishers, words: words)
        for (table, column, values) in [
            ("event_rules", "rule", rules), ("event_countries", "country", countries),
        ] where !values.isEmpty {
            let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
            query.require(
                "EXISTS (SELECT 1 FROM \(table) t WHERE t.event = events.id AND t.\(column) IN (\(marks)))"
            )
            query.add(values)
        }
    }
}

extension StoreQuery {
    /// Of an article by one of these publishers, with all of these words.
    ///
    /// - Parameters:
    ///   - column: an article's row, or what `by` leads to.
    ///   - by: the beginning of a question that leads from articles' rows to `column`.
    mutating func require(
        _ column: String, published publishers: [String], words: String?, by way: String? = nil
    ) {
        func within(_ articles: String) -> String {
            way.map { "\(column) IN (\($0) IN (\(articles)))" } ?? "\(column) IN (\(articles))"
        }
        if !publishers.isEmpty {
            let marks = Array(repeating: "?", count: publishers.count).joined(separator: ", ")
            require(
                within("SELECT id FROM articles WHERE coalesce(outlet, source) IN (\(marks))"))
            add(publishers)
        }
        if let words, let phrase = StoreQuery.phrase(words) {
            require(
                within("SELECT rowid FROM article_search WHERE article_search MATCH ?"), phrase)
        }
    }

    /// Words as the full text's query language quotes them: all must stand in the text, whatever
    /// signs are in them. Nil where there is no word.
    static func phrase(_ words: String) -> String? {
        let quoted = words.split(whereSeparator: \.isWhitespace).prefix(16).filter { word in
            word.contains { $0.isLetter || $0.isNumber }
        }.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        return quoted.isEmpty ? nil : quoted.joined(separator: " ")
    }

    mutating func add(_ values: [String]) { arguments += StatementArguments(values) }
}

/// Which incidents.
package struct IncidentFilter: Hashable, Sendable {
    /// Reported at or after, and before.
    package var since: Timestamp?
    package var until: Timestamp?
    package var kinds: [String] = []
    package var countries: [String] = []
    package var statuses: [Incident.Status] = []
    package var severity: Severity?
    /// Incidents with an event found by one of these.
    package var rules: [String] = []
    /// Only those with claims that disagree.
    package var disputed = false
    /// `accepted`, `rejected`, `edited`; `none`: not reviewed.
    package var reviews: [String] = []
    /// Of one of its articles: outlets, or sources where it names no outlet.
    package var publishers: [String] = []
    /// Words that all stand in one of its articles.
    package var words: String?

    package init() {}

    func narrow(_ query: inout StoreQuery) {
        query.require("incidents.last_seen", since: since, until: nil)
        if let until { query.require("incidents.first_seen < ?", until.seconds) }
        query.require("incidents.kind", in: kinds)
        query.require("incidents.country", in: countries)
        query.require("incidents.status", in: statuses.map(\.rawValue))
        if let severity { query.require("incidents.severity >= ?", severity.rank) }
        if disputed { query.require("incidents.conflicts > 0") }
        query.require("coalesce(incidents.review, 'none')", in: reviews)
        query.require(
            "incidents.key", published: publishers, words: words,
            by: "SELECT e.incident FROM events e WHERE +e.current = 1 AND e.article")
        if !rules.isEmpty {
            let marks = Array(repeating: "?", count: rules.count).joined(separator: ", ")
            query.require(
                // Found once, not asked of each incident.
                "incidents.key IN (SELECT e.incident FROM event_rules r JOIN events e ON e.id = r.event "
                    + "WHERE r.rule IN (\(marks)) AND +e.current = 1)")
            query.add(rules)
        }
    }
}

/// Which alerts.
package struct AlertFilter: Hashable, Sendable {
    package var since: Timestamp?
    package var until: Timestamp?
    package var severity: Severity?
    /// `open acknowledged resolved cancelled replaced`
    package var states: [String] = []
    package var rules: [String] = []
    package var incident: String?
    package var article: String?
    /// Alerts with an event there.
    package var countries: [String] = []
    /// Types or labels of its events.
    package var kinds: [String] = []
    /// Also what rang under earlier rules and does so no more.
    package var everyGeneration = false
    /// Of one of its articles: outlets, or sources where it names no outlet.
    package var publishers: [String] = []
    /// Words that all stand in one of its articles.
    package var words: String?

    package init() {}

    func narrow(_ query: inout StoreQuery) {
        query.require("alerts.sent", since: since, until: until)
        if let severity { query.require("alerts.severity >= ?", severity.rank) }
        query.require("alerts.state", in: states)
        query.require("alerts.rule", in: rules)
        if let incident { query.require("alerts.incident = ?", incident) }
        if let article {
            query.require(
                "alerts.id IN (SELECT alert FROM alert_articles WHERE article = ?)", article)
        }
        if !everyGeneration {
            query.require(
                "alerts.generation = (SELECT value FROM settings WHERE name = 'generation')")
        }
        if !countries.isEmpty {
            let marks = Array(repeating: "?", count: countries.count).joined(separator: ", ")
            query.require(
                "EXISTS (SELECT 1 FROM alert_events ae JOIN events e ON e.key = ae.event "
                    + "JOIN event_countries c ON c.event = e.id "
                    + "WHERE ae.alert = alerts.id AND c.country IN (\(marks)))")
            query.add(countries)
        }
        if !kinds.isEmpty {
            let marks = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
            query.require(
                "EXISTS (SELECT 1 FROM alert_events ae JOIN events e ON e.key = ae.event "
                    + "WHERE ae.alert = alerts.id AND e.kind IN (\(marks)))")
            query.add(kinds)
        }
        query.require(
            "alerts.id", published: publishers, words: words,
            by: "SELECT aa.alert FROM alert_articles aa JOIN articles a ON a.key = aa.article "
                + "WHERE a.id")
    }
}

extension Severity {
    /// 0 unknown … 4 extreme: how the store compares them.
    package var rank: Int { Severity.allCases.firstIndex(of: self)! }

    package init(rank: Int) {
        self = Severity.allCases.indices.contains(rank) ? Severity.allCases[rank] : .unknown
    }
}
