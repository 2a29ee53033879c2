import CZlib

/// The entries of a ZIP file, by its central directory. Stored and deflated ones can be read.
struct ZipArchive {
    private struct Entry {
        var method: Int
        var packed: Range<Int>
        var size: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var entries: [String: Entry] = [:]

    /// - Returns: nil where there is no directory.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        func number(_ at: Int, _ count: Int) -> Int {
            guard at >= 0, at + count <= bytes.count else { return 0 }
            return (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        // The directory's end is in the last 64 KB.
        var end = bytes.count - 22
        let lowest = max(0, end - 65_536)
        while end >= lowest, number(end, 4) != 0x0605_4b50 { end -= 1 }
        guard end >= lowest, end >= 0 else { return nil }
        var at = number(end + 16, 4)
        for _ in 0..<min(number(end + 10, 2), 10_000) {
            guard number(at, 4) == 0x0201_4b50 else { break }
            let nameLength = number(at + 28, 2)
            let local = number(at + 42, 4)
            guard at + 46 + nameLength <= bytes.count, number(local, 4) == 0x0403_4b50 else {
                break
            }
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
            let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
            let length = number(at + 20, 4)
            if start + length <= bytes.count {
                entries[name] = Entry(
                    method: number(at + 10, 2), packed: start..<(start + length),
                    size: number(at + 24, 4))
            }
            at += 46 + nameLength + number(at + 30, 2) + number(at + 32, 2)
        }
    }

    var names: [String] { entries.keys.sorted() }

    /// - Returns: nil for one that is not there, is damaged, or is over `limit` bytes.
    func contents(_ name: String, limit: Int) -> [UInt8]? {
        guard let entry = entries[name], entry.size <= limit else { return nil }
        let packed = UnsafeBufferPointer(rebasing: bytes[entry.packed])
        if entry.method == 0 { return Array(packed) }
        guard entry.method == 8, entry.size > 0 else { return nil }
        var stream = z_stream()
        guard
            inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var ended = false
        let output = [UInt8](unsafeUninitializedCapacity: entry.size) { out, count in
            stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
            stream.avail_in = UInt32(packed.count)
            stream.next_out = out.baseAddress
            stream.avail_out = UInt32(out.count)
            ended = inflate(&stream, Z_FINISH) == Z_STREAM_END
            count = out.count - Int(stream.avail_out)
        }
        return ended ? output : nil
    }
}
