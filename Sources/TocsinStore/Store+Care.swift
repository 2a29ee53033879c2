import Foundation
import GRDB
package import TocsinModel

/// What a store holds and how big it is.
package struct StoreInfo: Hashable, Sendable {
    package var path: String
    /// Bytes on disk, the write-ahead log included.
    package var bytes: Int
    /// Bytes of the file that nothing uses.
    package var unused: Int
    package var schema: String
    /// Rows by table, in the order of an article's way.
    package var counts: [Tally]
    package var firstPublished: Timestamp?
    package var lastPublished: Timestamp?
    package var lastRun: RunRow?
}

extension Store {
    package func info() throws(StoreError) -> StoreInfo {
        var info = try read { reader in
            let tables: [(String, String)] = [
                ("articles", "SELECT count(*) FROM articles"),
                ("versions", "SELECT count(*) FROM versions"),
                ("articles the alert stage has not taken", ""),
                ("events", "SELECT count(*) FROM events WHERE current = 1"),
                ("claims", "SELECT count(*) FROM claims WHERE current = 1"),
                ("incidents", "SELECT count(*) FROM incidents"),
                ("alerts", "SELECT count(*) FROM alerts"),
                ("deliveries", "SELECT count(*) FROM outbox WHERE state = 'delivered'"),
                ("deliveries that wait", "SELECT count(*) FROM outbox WHERE state = 'pending'"),
                ("deliveries given up", "SELECT count(*) FROM outbox WHERE state = 'dead'"),
                ("silences", "SELECT count(*) FROM silences"),
                ("reviews", "SELECT count(*) FROM reviews"),
                ("sources", "SELECT count(*) FROM sources"),
                ("runs", "SELECT count(*) FROM runs"),
            ]
            let pageSize = try reader.int("PRAGMA page_size")
            let range = try reader.row(
                "SELECT min(published) AS a, max(published) AS b FROM articles")
            return StoreInfo(
                path: display, bytes: 0,
                unused: try reader.int("PRAGMA freelist_count") * pageSize,
                schema: try StoreSchema.migrator.completedMigrations(reader.db).last ?? "none",
                counts: try tables.map { name, sql in
                    Tally(
                        name: name,
                        count: sql.isEmpty ? try reader.unstagedCount() : try reader.int(sql))
                },
                firstPublished: (range?["a"] as Int?).map { Timestamp(seconds: $0) },
                lastPublished: (range?["b"] as Int?).map { Timestamp(seconds: $0) },
                lastRun: try reader.runs(limit: 1).first)
        }
        info.bytes = ["", "-wal"].reduce(0) { sum, ending in
            let size =
                (try? FileManager.default.attributesOfItem(atPath: path + ending))?[.size] as? Int
            return sum + (size ?? 0)
        }
        return info
    }

    /// Looks for damage: of the file, of links between tables, of the full-text index, of values that
    /// do not read.
    ///
    /// - Returns: a line for each thing found; none where all is well.
    package func check() throws(StoreError) -> [String] {
        var found = try read { reader in
            var found: [String] = []
            for line in try reader.strings("PRAGMA integrity_check(20)") where line != "ok" {
                found.append("file: \(line)")
            }
            for row in try reader.rows("PRAGMA foreign_key_check").prefix(20) {
                found.append(
                    "links: a row of \(row["table"] as String) points to a missing row of \(row["parent"] as String)"
                )
            }
            for (what, sql) in [
                (
                    "articles without their text",
                    "SELECT count(*) FROM articles WHERE version NOT IN (SELECT id FROM versions)"
                ),
                (
                    "articles whose rules' outcome is missing",
                    "SELECT count(*) FROM articles WHERE version NOT IN (SELECT version FROM outcomes)"
                ),
                (
                    "events without their value",
                    "SELECT count(*) FROM events WHERE id NOT IN (SELECT id FROM event_values)"
                ),
                (
                    "incidents without their value",
                    "SELECT count(*) FROM incidents WHERE id NOT IN (SELECT id FROM incident_values)"
                ),
                (
                    "events of an incident that is not there",
                    "SELECT count(*) FROM events WHERE current = 1 AND incident IS NOT NULL "
                        + "AND incident NOT IN (SELECT key FROM incidents)"
                ),
                (
                    "sent alerts whose message is missing",
                    "SELECT count(*) FROM dispatches WHERE decision = 'send' "
                        + "AND delivery NOT IN (SELECT key FROM outbox)"
                ),
            ] {
                let count = try reader.int(sql)
                if count > 0 { found.append("contents: \(count) \(what)") }
            }
            for (table, sql) in [
                ("event_values", "SELECT count(*) FROM event_values WHERE NOT json_valid(json)"),
                (
                    "incident_values",
                    "SELECT count(*) FROM incident_values WHERE NOT json_valid(json)"
                ),
                ("outcomes", "SELECT count(*) FROM outcomes WHERE NOT json_valid(json)"),
                ("alerts", "SELECT count(*) FROM alerts WHERE NOT json_valid(json)"),
                ("outbox", "SELECT count(*) FROM outbox WHERE NOT json_valid(json)"),
            ] {
                let count = try reader.int(sql)
                if count > 0 { found.append("values: \(count) of \(table) do not read as JSON") }
            }
            return found
        }
        do {
            try outsideTransaction { db in
                try db.execute(
                    sql:
                        "INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)"
                )
            }
        } catch {
            found.append(
                "search: the full-text index does not agree with the articles: run tocsin store compact"
            )
        }
        return found
    }

    /// Gives unused room back, builds the full-text index anew and refreshes what queries are planned
    /// by.
    ///
    /// - Returns: bytes on disk before and after.
    package func compact() throws(StoreError) -> (before: Int, after: Int) {
        let before = try info().bytes
        try write { writer in
            try writer.run("INSERT INTO article_search (article_search) VALUES ('rebuild')")
            try writer.run("INSERT INTO article_search (article_search) VALUES ('optimize')")
        }
        try outsideTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.execute(sql: "ANALYZE")
            _ = try db.checkpoint(.truncate)
        }
        return (before, try info().bytes)
    }

    /// Lets the file grow no further than so many pages of 4 KiB.
    package func limit(pages: Int) throws(StoreError) {
        try outsideTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }
}
