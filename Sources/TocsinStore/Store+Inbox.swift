import GRDB
package import TocsinModel

/// Alerts that belong together: of one incident, or of one rule.
package struct AlertGroup: Hashable, Sendable {
    package enum Key: String, Sendable, CaseIterable {
        /// An incident's alerts; those without one by their rule.
        case incident, rule

        var column: String {
            switch self {
            case .incident: "coalesce(alerts.incident, alerts.rule)"
            case .rule: "alerts.rule"
            }
        }
    }

    package enum Order: String, Sendable, CaseIterable {
        /// The most severe first, of those the newest.
        case severity
        /// The last to ring first.
        case newest

        func columns(_ severity: String, _ sent: String) -> String {
            switch self {
            case .severity: "\(severity) DESC, \(sent) DESC"
            case .newest: "\(sent) DESC, \(severity) DESC"
            }
        }
    }

    /// An incident's id, or `plugin.rule`.
    package var name: String
    /// Of its worst alert.
    package var severity: Severity
    /// Of its newest alert.
    package var sent: Timestamp?
    package var count: Int
}

extension StoreReader {
    /// Groups of a filter's alerts.
    ///
    /// - Parameters:
    ///   - skip: how many groups were shown before.
    package func alertGroups(
        _ filter: AlertFilter, by key: AlertGroup.Key, order: AlertGroup.Order = .severity,
        limit: Int, skip: Int = 0
    ) throws -> [AlertGroup] {
        var query = StoreQuery(
            "SELECT \(key.column) AS name, max(alerts.severity) AS severity, "
                + "max(alerts.sent) AS sent, count(*) AS count FROM alerts")
        filter.narrow(&query)
        query.finish(
            "GROUP BY 1 ORDER BY \(order.columns("2", "3")), 1 "
                + "LIMIT \(max(0, limit)) OFFSET \(max(0, skip))")
        return try rows(query.sql, query.arguments).map {
            AlertGroup(
                name: $0["name"], severity: Severity(rank: $0["severity"]),
                sent: ($0["sent"] as Int?).map { Timestamp(seconds: $0) }, count: $0["count"])
        }
    }

    /// The alerts of groups, group by group, in each in their order.
    ///
    /// - Parameter each: the most that one group gives.
    package func alerts(
        _ filter: AlertFilter, in groups: [AlertGroup], by key: AlertGroup.Key,
        order: AlertGroup.Order = .severity, each: Int
    ) throws -> [String: [AlertRow]] {
        guard !groups.isEmpty else { return [:] }
        var query = StoreQuery(
            "SELECT alerts.id AS id, \(key.column) AS name, row_number() OVER (PARTITION BY "
                + "\(key.column) ORDER BY \(order.columns("alerts.severity", "alerts.sent")), "
                + "alerts.id DESC) "
                + "AS place FROM alerts")
        filter.narrow(&query)
        query.require(key.column, in: groups.map(\.name))
        var out: [String: [AlertRow]] = [:]
        let found = try rows(
            """
            SELECT a.*, f.name AS group_name,
              a.generation = (SELECT value FROM settings WHERE name = 'generation') AS is_current
            FROM (\(query.sql)) f JOIN alerts a ON a.id = f.id
            WHERE f.place <= \(max(0, each)) ORDER BY f.name, f.place
            """, query.arguments)
        for row in found {
            out[row["group_name"], default: []].append(try AlertRow(row))
        }
        return out
    }

    /// How many of a filter's alerts are in each state.
    package func alertStates(_ filter: AlertFilter = AlertFilter()) throws -> [Tally] {
        var query = StoreQuery("SELECT alerts.state AS name, count(*) AS count FROM alerts")
        filter.narrow(&query)
        query.finish("GROUP BY alerts.state ORDER BY alerts.state")
        return try rows(query.sql, query.arguments).map {
            Tally(name: $0["name"], count: $0["count"])
        }
    }

    /// Who answered each of these alerts last.
    package func answers(to alerts: [String]) throws -> [String: Acknowledgement] {
        guard !alerts.isEmpty else { return [:] }
        var query = StoreQuery("SELECT * FROM acknowledgements")
        query.require("alert", in: alerts)
        query.finish("ORDER BY id")
        var out: [String: Acknowledgement] = [:]
        for row in try rows(query.sql, query.arguments) {
            out[row["alert"]] = Acknowledgement(
                alert: row["alert"],
                action: Acknowledgement.Action(rawValue: row["action"]) ?? .acknowledge,
                author: row["author"], comment: row["comment"], at: Timestamp(seconds: row["at"]))
        }
        return out
    }

    /// Outlets, or sources where an article names no outlet, with their articles; most first.
    package func publishers(limit: Int = 200) throws -> [Tally] {
        try rows(
            "SELECT coalesce(outlet, source) AS name, count(*) AS count FROM articles "
                + "WHERE coalesce(outlet, source) IS NOT NULL "
                + "GROUP BY 1 ORDER BY count DESC, name LIMIT ?", [limit]
        ).map { Tally(name: $0["name"], count: $0["count"]) }
    }
}

extension StoreReader {
    /// Articles by their ids, as lists show them.
    package func articles(keys: [String]) throws -> [String: ArticleRow] {
        guard !keys.isEmpty else { return [:] }
        var query = StoreQuery("SELECT * FROM articles")
        query.require("key", in: keys)
        return Dictionary(
            try rows(query.sql, query.arguments).map { (($0["key"] as String), ArticleRow($0)) },
            uniquingKeysWith: { first, _ in first })
    }
}
