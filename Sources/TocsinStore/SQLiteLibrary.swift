import GRDB

/// The SQLite this process is linked with.
package enum SQLiteLibrary {
    /// `3.40.1`, and whether it has full text search; nil where not even an empty database opens.
    package static var description: (version: String, hasSearch: Bool)? {
        guard let queue = try? DatabaseQueue() else { return nil }
        return try? queue.read { database in
            let version = try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "?"
            let search = try Bool.fetchOne(
                database, sql: "SELECT sqlite_compileoption_used('ENABLE_FTS5')")
            return (version, search ?? false)
        }
    }
}
