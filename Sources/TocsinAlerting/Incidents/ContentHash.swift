/// A stable 64-bit hash of text, for ids that must be the same in every run and on every machine.
///
/// FNV-1a with a final mix (Fowler, Noll, Vo; the mix is MurmurHash3's `fmix64`).
struct ContentHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        // Parts are told apart: "ab","c" is not "a","bc".
        state = (state ^ 0xff) &* 0x100_0000_01b3
    }

    var value: UInt64 { ContentHash.mix(state) }

    static func mix(_ x: UInt64) -> UInt64 {
        var h = x
        h ^= h >> 33
        h = h &* 0xff51_afd7_ed55_8ccd
        h ^= h >> 33
        h = h &* 0xc4ce_b9fe_1a85_ec53
        h ^= h >> 33
        return h
    }

    static func of(_ parts: [String]) -> UInt64 {
        var hash = ContentHash()
        for part in parts { hash.add(part) }
        return hash.value
    }

    /// Sixteen hexadecimal digits.
    static func hex(_ parts: [String]) -> String {
        let digits = String(of(parts), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// True when two names differ in case at most.
func sameName(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let x = a.utf8
    let y = b.utf8
    if x.count == y.count {
        var ascii = true
        var equal = true
        for (p, q) in zip(x, y) {
            if p >= 128 || q >= 128 {
                ascii = false
                break
            }
            let p = (65...90).contains(p) ? p | 32 : p
            let q = (65...90).contains(q) ? q | 32 : q
            if p != q {
                equal = false
                break
            }
        }
        if ascii { return equal }
    } else if x.allSatisfy({ $0 < 128 }) && y.allSatisfy({ $0 < 128 }) {
        return false
    }
    return a.lowercased() == b.lowercased()
}
