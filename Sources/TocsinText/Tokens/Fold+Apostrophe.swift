/// What an apostrophe does to the folded form of a word.
extension FoldBuffer {
    /// Drops the apostrophes between `start` and `end`, so that "Sana'a" is "Sanaa", but keeps the
    /// one of a contraction: "we're" is not "were".
    /// - Returns: the new end.
    mutating func dropApostrophes(from start: Int, to end: Int) -> Int {
        var contraction = -1
        for ending in Self.contractions where end - start > ending.count + 1 {
            let at = end - ending.count - 1
            guard bytes[at] == 39 else { continue }
            if ending.indices.allSatisfy({ bytes[at + 1 + $0] == ending[$0] }) { contraction = at }
        }
        var out = start
        for i in start..<end where bytes[i] != 39 || i == contraction {
            bytes[out] = bytes[i]
            out += 1
        }
        return out
    }

    private static let contractions: [[UInt8]] = ["t", "d", "m", "re", "ve", "ll"].map {
        Array($0.utf8)
    }
}

/// Articles and pronouns that French, Italian and Catalan fuse to a following vowel.
enum Elision {
    private static let prefixes: Set<[UInt8]> = Set(
        [
            "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
            "dell", "all", "nell", "sull", "dall", "un", "quell", "quest", "coll",
        ].map { Array($0.utf8) })

    /// Whether the folded word splits after its first `prefix` bytes, where the apostrophe is.
    static func splits(_ word: UnsafePointer<UInt8>, prefix: Int, length: Int) -> Bool {
        guard prefix <= 6, length > prefix + 2 else { return false }
        guard "aeiouhy".utf8.contains(word[prefix + 1]) else { return false }
        return prefixes.contains(Array(UnsafeBufferPointer(start: word, count: prefix)))
    }
}
