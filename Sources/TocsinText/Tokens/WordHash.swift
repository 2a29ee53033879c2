/// The hash of a folded word, eight bytes at a time.
///
/// Three kinds, told by the top bits. Words of at most eight bytes (`0`), and words of nine to
/// twelve letters a–z (`11`), have a hash of their own: no other word has it. The rest (`10`: longer
/// ones, and those of eight whose last byte is above ASCII) may share a hash, so whoever looks them up
/// compares the letters. `cut_words.c` makes the same hashes.
package enum WordHash {
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let top: UInt64 = 1 << 63
    private static let low62: UInt64 = .max >> 2

    /// Whether this hash is one word's only.
    @inlinable @inline(__always)
    package static func isUnique(_ hash: UInt64) -> Bool { hash >> 62 != 2 }

    private static func step(_ hash: UInt64, _ chunk: UInt64) -> UInt64 {
        let product = (hash ^ chunk) &* multiplier
        return product ^ (product >> 32)
    }

    /// A bijection of 63 bits: a product with an odd number, then a shift.
    private static func short(_ chunk: UInt64) -> UInt64 {
        let product = (chunk &* multiplier) & ~top
        return product ^ (product >> 32)
    }

    /// Five bits a letter, then a bijection of 62 bits.
    private static func packed(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var letters: UInt64 = 0
        for i in 0..<count { letters |= UInt64(bytes[i] & 0x1F) << UInt64(5 * i) }
        let product = (letters &* multiplier) & low62
        return product ^ (product >> 31) | 3 << 62
    }

    package static func of(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        if count > 8, count <= 12, (0..<count).allSatisfy({ bytes[$0] &- 97 < 26 }) {
            return packed(bytes, count)
        }
        var hash: UInt64 = 0
        var i = 0
        while i + 8 < count {
            hash = step(hash, raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            i += 8
        }
        var tail: UInt64 = 0
        if i + 8 == count {
            tail = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        } else {
            var shift: UInt64 = 0
            while i < count {
                tail |= UInt64(bytes[i]) << shift
                shift += 8
                i += 1
            }
        }
        if count <= 8, tail & top == 0 { return short(tail) }
        return step(hash, tail) & low62 | 2 << 62
    }

    package static func of(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { of($0, buffer.count) } ?? short(0)
        }
    }
}
