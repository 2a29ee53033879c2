import GRDB
package import TocsinModel

/// An incident as lists show it; the whole of it is in `incident`, where it was asked for.
package struct IncidentRow: Sendable {
    package var row: Int64
    package var key: String
    package var kind: String
    package var status: Incident.Status
    package var firstSeen: Timestamp?
    package var lastSeen: Timestamp?
    package var day: CalendarDay?
    package var country: String?
    package var place: String?
    package var latitude: Double?
    package var longitude: Double?
    package var killed: EventRow.ClosedInterval?
    package var injured: EventRow.ClosedInterval?
    package var events: Int
    package var articles: Int
    /// Independent origins that assert it.
    package var origins: Int
    /// Fields on which claims disagree.
    package var conflicts: Int
    package var severity: Severity
    /// `accepted`, `rejected`, `edited`; nil where nobody has reviewed it.
    package var review: String?
    package var incident: Incident?

    init(_ row: Row) throws {
        self.row = row["id"]
        key = row["key"]
        kind = row["kind"]
        status = Incident.Status(rawValue: row["status"]) ?? .rumoured
        firstSeen = (row["first_seen"] as Int?).map { Timestamp(seconds: $0) }
        lastSeen = (row["last_seen"] as Int?).map { Timestamp(seconds: $0) }
        day = (row["day"] as Int?).map { CalendarDay(number: $0) }
        country = row["country"]
        place = row["place"]
        latitude = row["latitude"]
        longitude = row["longitude"]
        killed = EventRow.interval(row["killed_low"], row["killed_high"])
        injured = EventRow.interval(row["injured_low"], row["injured_high"])
        events = row["events"]
        articles = row["articles"]
        origins = row["origins"]
        conflicts = row["conflicts"]
        severity = Severity(rank: row["severity"])
        review = row["review"]
        if row.hasColumn("json") {
            incident = try StoreJSON.value(Incident.self, row["json"])
        }
    }
}

extension StoreReader {
    /// Incidents of a filter, last reported first. What reviewers decided stands in them.
    package func incidents(
        _ filter: IncidentFilter = IncidentFilter(), page: Page = Page(), whole: Bool = true
    ) throws -> [IncidentRow] {
        var query = StoreQuery("SELECT incidents.id FROM incidents")
        filter.narrow(&query)
        query.page(page, time: "incidents.last_seen", id: "incidents.id")
        return try rows(
            """
            SELECT i.*\(whole ? ", v.json" : "") FROM incidents i
            \(whole ? "JOIN incident_values v ON v.id = i.id" : "")
            WHERE i.id IN (\(query.sql)) ORDER BY i.last_seen DESC, i.id DESC
            """, query.arguments
        ).map { row in
            var shown = try IncidentRow(row)
            shown.incident = try shown.incident.map(reviewed)
            return shown
        }
    }

    package func incidentCount(_ filter: IncidentFilter = IncidentFilter()) throws -> Int {
        var query = StoreQuery("SELECT count(*) FROM incidents")
        filter.narrow(&query)
        return try int(query.sql, query.arguments)
    }

    /// All incidents by first report, then id.
    package func eachIncident(_ body: (Incident) throws -> Void) throws {
        let cursor = try String.fetchCursor(
            db,
            sql: "SELECT v.json FROM incidents i JOIN incident_values v ON v.id = i.id "
                + "ORDER BY i.first_seen, i.key")
        while let text = try cursor.next() {
            try body(reviewed(try StoreJSON.value(Incident.self, text)))
        }
    }

    /// An incident by its id, by one it had before a merge, or by the beginning of its id where no
    /// other begins so.
    package func incident(_ id: String) throws -> Incident? {
        guard let key = try incidentKey(id) else { return nil }
        return try told(key).map(reviewed)
    }

    /// An incident as the articles tell it, without what reviewers decided.
    package func told(_ key: String) throws -> Incident? {
        try strings(
            "SELECT v.json FROM incidents i JOIN incident_values v ON v.id = i.id WHERE i.key = ?",
            [key]
        ).first.map { try StoreJSON.value(Incident.self, $0) }
    }

    private func reviewed(_ incident: Incident) throws -> Incident {
        let reviews = try reviews(of: incident.id)
        return reviews.isEmpty ? incident : incident.reviewed(reviews)
    }

    package func incidentKey(_ id: String) throws -> String? {
        let exact = try strings(
            "SELECT key FROM incidents WHERE key = ?1 UNION ALL "
                + "SELECT incident FROM incident_names WHERE key = ?1 LIMIT 1", [id])
        if let exact = exact.first { return exact }
        guard id.utf8.count >= 4 else { return nil }
        let near = try strings(
            "SELECT key FROM incidents WHERE key >= ?1 AND key < ?1 || 'z' LIMIT 2", [id])
        return near.count == 1 ? near[0] : nil
    }

    /// The outcomes of the articles that report an incident, in the order the stage took them.
    package func outcomes(ofIncident key: String) throws -> [StoredOutcome] {
        let versions = try Int64.fetchAll(
            db,
            sql: "SELECT DISTINCT e.version FROM events e JOIN outcomes o ON o.version = e.version "
                + "WHERE e.incident = ? AND +e.current = 1 ORDER BY o.stage", arguments: [key])
        return try versions.compactMap { try outcome($0) }
    }
}

extension StoreWriter {
    /// Puts incidents as they now stand in place of what they were.
    package func put(_ incidents: [Incident]) throws {
        for told in incidents {
            let reviews = try reader.reviews(of: told.id)
            // Lists show and filter what reviewers say; the value kept is what the articles tell.
            let incident = reviews.isEmpty ? told : told.reviewed(reviews)
            let summary = PlaceAndFigures(incident.best)
            try run(
                """
                INSERT INTO incidents (key, kind, label, status, first_seen, last_seen, day, country,
                  place, latitude, longitude, killed_low, killed_high, injured_low, injured_high,
                  events, articles, origins, conflicts, severity)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  (SELECT coalesce(max(severity), 0) FROM alerts
                   WHERE incident = ? AND type <> 'Cancel'))
                ON CONFLICT(key) DO UPDATE SET kind = excluded.kind, label = excluded.label,
                  status = excluded.status, first_seen = excluded.first_seen,
                  last_seen = excluded.last_seen, day = excluded.day, country = excluded.country,
                  place = excluded.place, latitude = excluded.latitude,
                  longitude = excluded.longitude, killed_low = excluded.killed_low,
                  killed_high = excluded.killed_high, injured_low = excluded.injured_low,
                  injured_high = excluded.injured_high, events = excluded.events,
                  articles = excluded.articles, origins = excluded.origins,
                  conflicts = excluded.conflicts, severity = excluded.severity
                """,
                [
                    incident.id, incident.kind, incident.label, incident.status.rawValue,
                    incident.firstSeen?.seconds, incident.lastSeen?.seconds,
                    incident.best.time.start?.number, summary.country, summary.place,
                    summary.latitude, summary.longitude, summary.killedLow, summary.killedHigh,
                    summary.injuredLow, summary.injuredHigh, incident.events.count,
                    incident.articles.count, incident.origins.count,
                    incident.ledger.count { $0.verdict == .conflict }, incident.id,
                ])
            try run(
                """
                INSERT OR REPLACE INTO incident_values
                SELECT id, ? FROM incidents WHERE key = ?
                """, [try StoreJSON.text(told), incident.id])
            try run(
                "UPDATE incidents SET review = ? WHERE key = ?",
                [incident.review?.verdict.rawValue, incident.id])
        }
    }

    /// Incidents that lost their last event.
    package func remove(incidents keys: [String]) throws {
        for key in keys { try run("DELETE FROM incidents WHERE key = ?", [key]) }
    }
}
