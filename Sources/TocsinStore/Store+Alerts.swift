import GRDB
package import TocsinModel

/// An alert with what became of it.
package struct AlertRow: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case open, acknowledged, resolved, cancelled, replaced
    }

    package var row: Int64
    package var alert: Alert
    package var state: State
    /// The first alert of its line of updates.
    package var root: String
    /// When the policy took it; nil where there was no policy.
    package var dispatched: Timestamp?
    package var stored: Timestamp
    /// False where the rules of today no longer ring it.
    package var isCurrent: Bool

    init(_ row: Row) throws {
        self.row = row["id"]
        alert = try StoreJSON.value(Alert.self, row["json"])
        // After a merge it belongs to the other incident.
        alert.incident = row["incident"]
        state = State(rawValue: row["state"]) ?? .open
        root = row["root"]
        dispatched = (row["dispatched"] as Int?).map { Timestamp(seconds: $0) }
        stored = Timestamp(seconds: row["stored"])
        isCurrent = row["is_current"]
    }
}

/// Somebody has seen an alert, or says it is over.
package struct Acknowledgement: Hashable, Sendable {
    package enum Action: String, Sendable { case acknowledge, resolve }

    package var alert: String
    package var action: Action
    package var author: String
    package var comment: String
    package var at: Timestamp

    package init(
        alert: String, action: Action, author: String, comment: String = "", at: Timestamp
    ) {
        self.alert = alert
        self.action = action
        self.author = author
        self.comment = comment
        self.at = at
    }
}

extension StoreReader {
    private var alertSQL: String {
        "SELECT *, generation = (SELECT value FROM settings WHERE name = 'generation') AS is_current "
            + "FROM alerts"
    }

    /// Alerts of a filter, newest first.
    package func alerts(_ filter: AlertFilter = AlertFilter(), page: Page = Page()) throws
        -> [AlertRow]
    {
        var query = StoreQuery("SELECT alerts.id FROM alerts")
        filter.narrow(&query)
        query.page(page, time: "alerts.sent", id: "alerts.id")
        return try rows(
            alertSQL + " WHERE id IN (\(query.sql)) ORDER BY sent DESC, id DESC", query.arguments
        ).map { try AlertRow($0) }
    }

    package func alertCount(_ filter: AlertFilter = AlertFilter()) throws -> Int {
        var query = StoreQuery("SELECT count(*) FROM alerts")
        filter.narrow(&query)
        return try int(query.sql, query.arguments)
    }

    /// Each alert of a filter in the order they rang.
    package func eachAlert(
        _ filter: AlertFilter = AlertFilter(), _ body: (AlertRow) throws -> Void
    ) throws {
        var query = StoreQuery(alertSQL)
        filter.narrow(&query)
        query.finish("ORDER BY turn")
        let cursor = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
        while let row = try cursor.next() { try body(try AlertRow(row)) }
    }

    /// Alerts of today's rules that any of the articles is part of, in the order they rang.
    package func alerts(ofArticles keys: [String]) throws -> [Alert] {
        try rows(
            alertSQL + """
                 WHERE is_current AND id IN (
                  SELECT x.alert FROM json_each(?) k CROSS JOIN alert_articles x ON x.article = k.value)
                ORDER BY turn
                """, [try StoreJSON.text(keys)]
        ).map { try AlertRow($0).alert }
    }

    /// An alert by its identifier, or by the beginning of it where no other begins so.
    package func alert(_ identifier: String) throws -> AlertRow? {
        if let row = try row(alertSQL + " WHERE identifier = ?", [identifier]) {
            return try AlertRow(row)
        }
        guard identifier.utf8.count >= 4 else { return nil }
        let near = try rows(
            alertSQL + " WHERE identifier >= ?1 AND identifier < ?1 || 'z' LIMIT 2", [identifier])
        return near.count == 1 ? try AlertRow(near[0]) : nil
    }

    /// The row of the alert that was stored last; 0 where there is none.
    package func newestAlertRow() throws -> Int64 {
        Int64(try int("SELECT coalesce(max(id), 0) FROM alerts"))
    }

    /// Alerts stored after a row, in that order: what is new to somebody who has seen the rest.
    package func alerts(afterRow row: Int64, limit: Int) throws -> [AlertRow] {
        try rows(alertSQL + " WHERE id > ? ORDER BY id LIMIT ?", [row, limit])
            .map { try AlertRow($0) }
    }

    /// An alert's line: the first, its updates, its cancellation.
    package func line(ofAlert identifier: String) throws -> [AlertRow] {
        try rows(
            alertSQL + " WHERE root = (SELECT root FROM alerts WHERE identifier = ?) ORDER BY id",
            [identifier]
        ).map { try AlertRow($0) }
    }

    /// Alerts by rule, state or severity, most first.
    package func alertRules(_ filter: AlertFilter = AlertFilter()) throws -> [Tally] {
        var query = StoreQuery("SELECT alerts.rule AS name, count(*) AS count FROM alerts")
        filter.narrow(&query)
        query.finish("GROUP BY alerts.rule ORDER BY count DESC, name")
        return try rows(query.sql, query.arguments).map {
            Tally(name: $0["name"], count: $0["count"])
        }
    }

    /// What the policy took since a moment, in that order: given to a new dispatcher, it knows what
    /// the old one knew.
    package func dispatched(since: Timestamp) throws -> [AlertRow] {
        try rows(
            alertSQL + " WHERE dispatched >= ? ORDER BY dispatched, turn", [since.seconds]
        ).map { try AlertRow($0) }
    }

    package func acknowledgements(since: Timestamp? = nil, alert: String? = nil) throws
        -> [Acknowledgement]
    {
        var query = StoreQuery("SELECT * FROM acknowledgements")
        if let since { query.require("at >= ?", since.seconds) }
        if let alert { query.require("alert = ?", alert) }
        query.finish("ORDER BY id")
        return try rows(query.sql, query.arguments).map {
            Acknowledgement(
                alert: $0["alert"],
                action: Acknowledgement.Action(rawValue: $0["action"]) ?? .acknowledge,
                author: $0["author"], comment: $0["comment"], at: Timestamp(seconds: $0["at"]))
        }
    }
}

extension StoreWriter {
    /// Keeps an alert; one that is there already stays as it is and belongs to today's rules again.
    ///
    /// - Parameter dispatched: the policy's time when it takes it; nil without a policy.
    /// - Returns: true where it is new.
    @discardableResult
    package func put(_ alert: Alert, dispatched: Timestamp?, now: Timestamp) throws -> Bool {
        let generation = try reader.generation()
        let turn = try reader.int("SELECT coalesce(max(turn), 0) + 1 FROM alerts")
        let known = try reader.row(
            "SELECT id FROM alerts WHERE identifier = ?", [alert.identifier])
        if let known {
            try run(
                "UPDATE alerts SET generation = ?, turn = ?, incident = ? WHERE id = ?",
                [generation, turn, alert.incident, known["id"] as Int64])
            try spread(alert)
            return false
        }
        let parts = alert.rule.split(separator: "@", maxSplits: 1)
        var root = alert.identifier
        if let first = alert.references?.first {
            root =
                try reader.strings("SELECT root FROM alerts WHERE identifier = ?", [first]).first
                ?? first
        }
        try run(
            """
            INSERT INTO alerts (identifier, root, sent, dispatched, stored, type, category, severity,
              rule, rule_hash, incident, headline, state, generation, turn, json)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                alert.identifier, root, alert.sent?.seconds, dispatched?.seconds, now.seconds,
                alert.msgType.rawValue, alert.category, alert.severity.rank,
                parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "",
                alert.incident, alert.headline, alert.msgType == .cancel ? "cancelled" : "open",
                generation, turn, try StoreJSON.text(alert),
            ])
        let row = db.lastInsertedRowID
        for article in Set(alert.articles) {
            try run("INSERT INTO alert_articles VALUES (?, ?)", [article, row])
        }
        for event in Set(alert.events) {
            try run("INSERT INTO alert_events VALUES (?, ?)", [event, row])
        }
        for reference in alert.references ?? [] {
            try run(
                "UPDATE alerts SET state = ? WHERE identifier = ? AND state IN ('open', 'acknowledged')",
                [alert.msgType == .cancel ? "cancelled" : "replaced", reference])
        }
        try spread(alert)
        return true
    }

    /// Events and incidents are as severe as the alerts they are part of.
    private func spread(_ alert: Alert) throws {
        guard alert.msgType != .cancel else { return }
        let rank = alert.severity.rank
        for event in alert.events {
            try run(
                "UPDATE events SET severity = ? WHERE key = ? AND severity < ?",
                [rank, event, rank])
        }
        if let incident = alert.incident {
            try run(
                "UPDATE incidents SET severity = ? WHERE key = ? AND severity < ?",
                [rank, incident, rank])
        }
    }

    /// Somebody has seen an alert, or says it is over. It holds for its whole line.
    package func put(_ acknowledgement: Acknowledgement) throws {
        try run(
            "INSERT INTO acknowledgements (alert, action, author, comment, at) VALUES (?, ?, ?, ?, ?)",
            [
                acknowledgement.alert, acknowledgement.action.rawValue, acknowledgement.author,
                acknowledgement.comment, acknowledgement.at.seconds,
            ])
        let open = acknowledgement.action == .resolve ? "'open', 'acknowledged'" : "'open'"
        try run(
            "UPDATE alerts SET state = ? WHERE identifier = ? AND state IN (\(open))",
            [
                acknowledgement.action == .resolve ? "resolved" : "acknowledged",
                acknowledgement.alert,
            ])
    }
}
