import Foundation
import GRDB
import TocsinModel

/// A workspace's memory: one SQLite file with everything that was read, found, decided and sent.
///
/// Reading never waits for writing. What one `write` does is one transaction: all of it is there
/// after a kill at any moment, or none.
package final class Store: Sendable {
    package static let fileName = "store.sqlite"

    /// Absolute.
    package let path: String
    /// The path as messages say it.
    package let display: String
    private let pool: DatabasePool

    /// How hard a transaction is written down.
    package enum Durability: Sendable {
        /// Survives a killed process; a power cut may take back the newest transactions, whose work
        /// is then done again under the same keys. See Decisions/0006.
        case process
        /// Survives a power cut: for what a person decided.
        case power
    }

    private init(path: String, display: String, pool: DatabasePool) {
        self.path = path
        self.display = display
        self.pool = pool
    }

    /// Opens a store and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - folder: the workspace's `.tocsin`.
    ///   - display: the folder as messages say it.
    ///   - creating: makes the folder and an empty store where there is none.
    package static func open(folder: String, display: String? = nil, creating: Bool = true)
        throws(StoreError) -> Store
    {
        let path = folder + "/" + fileName
        let shown = (display ?? folder) + "/" + fileName
        let files = FileManager.default
        if !files.fileExists(atPath: path) {
            guard creating else {
                throw StoreError(
                    .missing, place: shown,
                    message: "no store here yet; run the workspace first: tocsin run WORKSPACE")
            }
            do {
                try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw StoreError(
                    .unwritable, place: display ?? folder,
                    message: "cannot make the folder of the store; check the disk and your "
                        + "permissions, or run with --no-store")
            }
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.label = "tocsin.store"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA cache_size = -16000")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            let migrator = StoreSchema.migrator
            if try pool.read({ try migrator.hasBeenSuperseded($0) }) {
                throw StoreError(
                    .newer, place: shown,
                    message: "was written by a newer tocsin; update tocsin to open it")
            }
            try migrator.migrate(pool)
            return Store(path: path, display: shown, pool: pool)
        } catch {
            throw StoreError(error, place: shown)
        }
    }

    /// One look at the store: everything read inside belongs to one moment.
    package func read<T>(_ body: (StoreReader) throws -> T) throws(StoreError) -> T {
        do {
            return try pool.read { try body(StoreReader($0)) }
        } catch {
            throw StoreError(error, place: display)
        }
    }

    /// One transaction: on any error nothing of it is kept.
    package func write<T>(
        _ durability: Durability = .process, _ body: (StoreWriter) throws -> T
    ) throws(StoreError) -> T {
        do {
            return try pool.barrierlessWrite(durability, body)
        } catch {
            throw StoreError(error, place: display)
        }
    }

    /// Changes with every commit of another process or connection: a cheap question whether
    /// anything has to be read again.
    package func changeCount() throws(StoreError) -> Int {
        do {
            return try pool.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0
            }
        } catch {
            throw StoreError(error, place: display)
        }
    }

    /// Runs something that must stand outside a transaction.
    func outsideTransaction<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        do {
            return try pool.barrierWriteWithoutTransaction(body)
        } catch {
            throw StoreError(error, place: display)
        }
    }

    /// Moves the write-ahead log into the file and closes it.
    package func close() throws(StoreError) {
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw StoreError(error, place: display)
        }
    }
}

extension DatabasePool {
    fileprivate func barrierlessWrite<T>(
        _ durability: Store.Durability, _ body: (StoreWriter) throws -> T
    ) throws -> T {
        switch durability {
        case .process: return try write { try body(StoreWriter($0)) }
        case .power:
            return try writeWithoutTransaction { db in
                // In WAL, FULL adds a sync of the log to each commit.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try body(StoreWriter(db))
                    return .commit
                }
                return result!
            }
        }
    }
}

/// What can be asked of the store; its questions are in extensions by topic.
package struct StoreReader {
    let db: Database

    init(_ db: Database) { self.db = db }
}

/// What can be put into the store; within it, everything can be asked as well.
package struct StoreWriter {
    let db: Database

    init(_ db: Database) { self.db = db }

    package var reader: StoreReader { StoreReader(db) }

    /// Runs a statement that is prepared once and kept.
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        let statement = try db.cachedStatement(sql: sql)
        statement.arguments = arguments
        try statement.execute()
    }
}

/// Canonical JSON: keys sorted, the same bytes for the same value.
enum StoreJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
