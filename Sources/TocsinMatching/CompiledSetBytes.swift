/// Bytes that outlive whoever reads them: built in memory, or mapped from a cache file.
package final class CompiledSetBytes: @unchecked Sendable {
    package let buffer: UnsafeRawBufferPointer
    private let release: @Sendable () -> Void

    /// - Parameters:
    ///   - buffer: aligned to 64 bytes, as `malloc`ed pages and mapped files are; never written again.
    ///   - release: gives the memory back.
    package init(_ buffer: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
        self.buffer = buffer
        self.release = release
    }

    deinit { release() }
}

/// Writes tables one after the other into one block: a header, a directory, the tables.
struct CompiledSetWriter {
    static let alignment = 64
    private var parts: [(bytes: Int, copy: (UnsafeMutableRawPointer) -> Void)] = []

    /// Appends a table; its index is the order of the calls.
    mutating func append<T: BitwiseCopyable>(_ table: [T]) {
        let bytes = table.count * MemoryLayout<T>.stride
        parts.append(
            (
                bytes,
                { target in
                    table.withUnsafeBytes { source in
                        if bytes > 0 {
                            target.copyMemory(from: source.baseAddress!, byteCount: bytes)
                        }
                    }
                }
            ))
    }

    func finish(kind: CompiledSet.Kind, key: UInt64) -> CompiledSetBytes {
        let directory = CompiledSet.headerSize + parts.count * 16
        var offset = Self.aligned(directory)
        var places: [(offset: Int, bytes: Int)] = []
        for part in parts {
            places.append((offset, part.bytes))
            // Words are loaded sixteen bytes at a time: leave room after each table.
            offset = Self.aligned(offset + part.bytes + 16)
        }
        let size = offset
        let base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
        memoryZero(base, size)
        for (part, place) in zip(parts, places) { part.copy(base + place.offset) }
        for (i, place) in places.enumerated() {
            let entry = base + CompiledSet.headerSize + 16 * i
            entry.storeBytes(of: UInt64(place.offset), as: UInt64.self)
            entry.storeBytes(of: UInt64(place.bytes), toByteOffset: 8, as: UInt64.self)
        }
        CompiledSet.writeHeader(
            base, kind: kind, key: key, size: size, tables: parts.count)
        let address = UInt(bitPattern: base)
        return CompiledSetBytes(UnsafeRawBufferPointer(start: base, count: size)) {
            UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
        }
    }

    private func memoryZero(_ base: UnsafeMutableRawPointer, _ size: Int) {
        base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }

    private static func aligned(_ n: Int) -> Int { (n + alignment - 1) / alignment * alignment }
}
