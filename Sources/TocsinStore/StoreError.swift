import GRDB
package import TocsinModel

/// What went wrong with the store, in one line: the file first, then what was found, what to do.
///
/// Whatever it was, the transaction at hand was rolled back and what was stored before is whole.
package struct StoreError: Error, Hashable, Sendable {
    package enum Code: String, Sendable {
        /// There is no store yet.
        case missing = "store.missing"
        /// The disk has no room, or the process may not write more.
        case full = "store.full"
        /// Another run has the workspace, or another program writes for too long.
        case locked = "store.locked"
        case damaged = "store.damaged"
        /// A later version of tocsin wrote it.
        case newer = "store.newer"
        case unwritable = "store.unwritable"
        /// The disk gave an error.
        case disk = "store.disk"
        /// What was asked for is not there.
        case unknown = "store.unknown"
        /// A fault of our own.
        case query = "store.query"
    }

    package var code: Code
    /// The store's file as messages say it.
    package var place: String
    package var message: String

    package init(_ code: Code, place: String, message: String) {
        self.code = code
        self.place = place
        self.message = message
    }

    package var diagnostic: Diagnostic {
        Diagnostic(code: code.rawValue, place: place, message: message)
    }

    /// What SQLite says, in our words.
    init(_ error: any Error, place: String) {
        if let own = error as? StoreError {
            self = own
            if self.place.isEmpty { self.place = place }
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.query, place: place, message: "a stored value cannot be read: \(error)")
            return
        }
        let detail = error.message ?? "no details"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .full, place: place,
                message: "the disk is full; free some space and run again: what was stored is whole"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, place: place,
                message: "another program has been writing to it for too long; try again")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damaged, place: place,
                message: "is damaged (\(detail)); run tocsin store check, or move the file away "
                    + "to begin a new store")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .unwritable, place: place,
                message: "cannot be opened for writing (\(detail)); check the folder and its owner")
        case .SQLITE_IOERR:
            self.init(
                .disk, place: place,
                message: "the disk gave an error (\(detail)): it may be full, or the process may "
                    + "not write more; what was stored is whole")
        default:
            self.init(
                .query, place: place,
                message: "\(detail) (SQLite \(error.extendedResultCode.rawValue))")
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
