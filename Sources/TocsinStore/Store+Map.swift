import GRDB

/// Events of one type that happened near each other.
package struct EventCluster: Hashable, Sendable {
    package var kind: String
    /// Degrees: the middle of its events.
    package var latitude: Double
    package var longitude: Double
    package var reports: Int
    /// Incidents, and events that belong to none.
    package var incidents: Int
    /// The least that were killed and injured, each incident by its highest report.
    package var casualties: Double
    /// The place of its worst event, and the country's code.
    package var place: String?
    package var country: String?
    /// An incident's id, where it holds one only.
    package var incident: String?
    /// An article's id, where it holds one event only.
    package var article: String?
}

/// A part of the world, in degrees. West may not be greater than east.
package struct MapArea: Hashable, Sendable {
    package var west: Double
    package var east: Double
    package var south: Double
    package var north: Double

    package init(west: Double, east: Double, south: Double, north: Double) {
        self.west = west
        self.east = east
        self.south = south
        self.north = north
    }

    package static let world = MapArea(west: -180, east: 180, south: -90, north: 90)
}

extension StoreReader {
    /// Events in an area, gathered by the cells of a grid: the worst first.
    ///
    /// Reports of one incident count once, at the place of the report with most casualties.
    /// - Parameters:
    ///   - cell: the side of a cell in degrees.
    package func eventClusters(
        _ filter: EventFilter = EventFilter(), in area: MapArea = .world, cell: Double,
        limit: Int = 600
    ) throws -> [EventCluster] {
        // The index has the rows by incident: nothing has to be sorted.
        let table =
            filter.incident == nil && filter.article == nil
            ? "events INDEXED BY events_map" : "events"
        let figures = "coalesce(events.killed_low, 0) + coalesce(events.injured_low, 0)"
        let columns =
            "SELECT events.kind, events.latitude, events.longitude, events.place, "
            + "events.country, events.incident, events.article"
        // The bare columns are those of the row with the maximum.
        let gathered = try located(
            "\(columns), count(*) AS reports, max(\(figures)) AS casualties FROM \(table)", filter,
            area, "events.incident IS NOT NULL", "GROUP BY events.incident")
        let alone = try located(
            "\(columns), 1, \(figures) FROM \(table)", filter, area, "events.incident IS NULL", "")
        let side = max(0.001, cell)
        return try rows(
            """
            SELECT c.*, a.key AS article_key FROM (
              SELECT kind, avg(latitude) AS latitude, avg(longitude) AS longitude,
                sum(reports) AS reports, count(*) AS incidents, sum(casualties) AS casualties,
                incident, article, country, place, max(casualties) AS worst
              FROM (\(gathered.sql) UNION ALL \(alone.sql))
              GROUP BY kind, CAST((latitude + 90) / \(side) AS INTEGER),
                CAST((longitude + 180) / \(side) AS INTEGER)
              ORDER BY sum(casualties) DESC, reports DESC LIMIT \(max(0, limit))) c
            JOIN articles a ON a.id = c.article ORDER BY c.casualties DESC, c.reports DESC, a.id
            """, gathered.arguments + alone.arguments
        ).map { row in
            let (incidents, reports): (Int, Int) = (row["incidents"], row["reports"])
            return EventCluster(
                kind: row["kind"], latitude: row["latitude"], longitude: row["longitude"],
                reports: reports, incidents: incidents, casualties: row["casualties"] ?? 0,
                place: row["place"], country: row["country"],
                incident: incidents == 1 ? row["incident"] : nil,
                article: reports == 1 ? row["article_key"] : nil)
        }
    }

    private func located(
        _ head: String, _ filter: EventFilter, _ area: MapArea, _ condition: String, _ tail: String
    ) throws -> StoreQuery {
        var query = StoreQuery(head)
        var filter = filter
        filter.located = true
        filter.narrow(&query)
        query.require(condition)
        if area != .world {
            query.require("events.latitude BETWEEN ? AND ?", area.south, area.north)
            query.require("events.longitude BETWEEN ? AND ?", area.west, area.east)
        }
        query.finish(tail)
        return query
    }

    /// The area that holds all located events of a filter; nil where there is none.
    package func eventArea(_ filter: EventFilter = EventFilter()) throws -> MapArea? {
        var query = StoreQuery(
            "SELECT min(events.longitude) AS west, max(events.longitude) AS east, "
                + "min(events.latitude) AS south, max(events.latitude) AS north FROM events")
        var filter = filter
        filter.located = true
        filter.narrow(&query)
        guard let row = try row(query.sql, query.arguments), let west = row["west"] as Double?
        else { return nil }
        return MapArea(
            west: west, east: row["east"], south: row["south"], north: row["north"])
    }
}
