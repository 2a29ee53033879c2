/// The outer form of a compiled set: one block that can be written to a file and mapped back.
///
/// Header (64 bytes, little-endian): magic, version, kind, key (a hash of what was compiled), size,
/// number of tables, checksum of everything after the header. Then the directory (offset and bytes
/// of each table) and the tables. A file that differs in any of these is rebuilt, never trusted.
package enum CompiledSet {
    package enum Kind: UInt32, Sendable { case keywords = 1, gazetteer = 2, neutralRules = 3 }

    /// Why a cache file cannot be used.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case notACompiledSet, otherVersion, otherKind, stale, damaged

        package var description: String {
            switch self {
            case .notACompiledSet: "not a compiled set"
            case .otherVersion: "written by another version"
            case .otherKind: "a compiled set of another kind"
            case .stale: "compiled from other rules"
            case .damaged: "damaged"
            }
        }
    }

    static let magic: UInt64 = 0x0A54_4553_4E43_5354  // "TSCNSET\n"
    /// Raised with any change of layout, hashing or folding.
    package static let version: UInt32 = 3
    static let headerSize = 64

    static func writeHeader(
        _ base: UnsafeMutableRawPointer, kind: Kind, key: UInt64, size: Int, tables: Int
    ) {
        base.storeBytes(of: magic, as: UInt64.self)
        base.storeBytes(of: version, toByteOffset: 8, as: UInt32.self)
        base.storeBytes(of: kind.rawValue, toByteOffset: 12, as: UInt32.self)
        base.storeBytes(of: key, toByteOffset: 16, as: UInt64.self)
        base.storeBytes(of: UInt64(size), toByteOffset: 24, as: UInt64.self)
        base.storeBytes(of: UInt64(tables), toByteOffset: 32, as: UInt64.self)
        let body = UnsafeRawBufferPointer(start: base + headerSize, count: size - headerSize)
        base.storeBytes(of: checksum(body), toByteOffset: 40, as: UInt64.self)
    }

    /// Checks a block and gives its tables.
    static func tables(
        of bytes: CompiledSetBytes, kind: Kind, key: UInt64?
    ) throws(Refusal) -> [UnsafeRawBufferPointer] {
        let buffer = bytes.buffer
        guard buffer.count >= headerSize, buffer.loadUnaligned(as: UInt64.self) == magic else {
            throw .notACompiledSet
        }
        func word(_ offset: Int) -> UInt64 {
            buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        guard UInt32(truncatingIfNeeded: word(8)) == version else { throw .otherVersion }
        guard UInt32(word(8) >> 32) == kind.rawValue else { throw .otherKind }
        if let key, word(16) != key { throw .stale }
        let count = word(32)
        guard word(24) == UInt64(buffer.count), count < 256,
            headerSize + Int(count) * 16 <= buffer.count,
            word(40) == checksum(UnsafeRawBufferPointer(rebasing: buffer[headerSize...]))
        else { throw .damaged }
        var tables: [UnsafeRawBufferPointer] = []
        for i in 0..<Int(count) {
            let offset = word(headerSize + 16 * i)
            let length = word(headerSize + 16 * i + 8)
            guard offset <= UInt64(buffer.count), length <= UInt64(buffer.count) - offset else {
                throw .damaged
            }
            tables.append(
                UnsafeRawBufferPointer(rebasing: buffer[Int(offset)..<Int(offset + length)]))
        }
        return tables
    }

    /// Four lanes of eight bytes, so that 20 MB take a few milliseconds.
    package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        @inline(__always) func step(_ lane: UInt64, _ chunk: UInt64) -> UInt64 {
            let product = (lane ^ chunk) &* 0x9E37_79B9_7F4A_7C15
            return product ^ (product >> 29)
        }
        var i = 0
        let n = bytes.count
        while i + 32 <= n {
            lanes.0 = step(lanes.0, bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            lanes.1 = step(lanes.1, bytes.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self))
            lanes.2 = step(lanes.2, bytes.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self))
            lanes.3 = step(lanes.3, bytes.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self))
            i += 32
        }
        while i < n {
            lanes.0 = step(lanes.0, UInt64(bytes[i]) | 0x100)
            i += 1
        }
        return step(step(step(lanes.0, lanes.1), lanes.2), lanes.3)
    }
}
