/// A small sample of an article's word shingles, by which copies of one story are known.
///
/// Runs of four words are hashed; of a long text only those hashes with `depth` leading zero bits
/// are kept, so that at most `limit` remain. Two sketches are compared at the deeper of their
/// depths, which estimates what share of the shorter text stands in the longer one: a copy cut by
/// half is still a copy.
/// - SeeAlso: Broder, "On the resemblance and containment of documents", 1997; the sampling is
///   sourmash's FracMinHash.
package struct ArticleSketch: Hashable, Sendable {
    package static let limit = 64
    package static let shingleLength = 4
    /// Fewer common samples than this decide nothing.
    static let fewest = 6

    /// Sorted.
    package let hashes: [UInt64]
    package let depth: Int

    /// - Parameter words: hashes of the folded words in reading order.
    package init(words: [UInt64]) {
        guard !words.isEmpty else {
            hashes = []
            depth = 0
            return
        }
        let length = min(ArticleSketch.shingleLength, words.count)
        var kept = Set<UInt64>()
        var depth = 0
        for start in 0...(words.count - length) {
            var shingle: UInt64 = 0x9e37_79b9_7f4a_7c15
            for word in words[start..<(start + length)] {
                shingle = ContentHash.mix(shingle ^ word) &+ 0x9e37_79b9_7f4a_7c15
            }
            shingle = ContentHash.mix(shingle)
            guard shingle.leadingZeroBitCount >= depth else { continue }
            kept.insert(shingle)
            while kept.count > ArticleSketch.limit {
                depth += 1
                kept = kept.filter { $0.leadingZeroBitCount >= depth }
            }
        }
        hashes = kept.sorted()
        self.depth = depth
    }

    /// The estimated share of the shorter text that stands in the other, 0…1; 0 where the samples
    /// are too few to tell.
    package func overlap(_ other: ArticleSketch) -> Double {
        let depth = max(depth, other.depth)
        // Sorted, so those with leading zeros come first.
        let a = hashes.prefix { $0.leadingZeroBitCount >= depth }
        let b = other.hashes.prefix { $0.leadingZeroBitCount >= depth }
        let shorter = min(a.count, b.count)
        guard shorter > 0 else { return 0 }
        var i = a.startIndex
        var j = b.startIndex
        var common = 0
        while i < a.endIndex, j < b.endIndex {
            if a[i] == b[j] {
                common += 1
                i += 1
                j += 1
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        // A very short text must be there as a whole.
        if shorter < ArticleSketch.fewest { return common == max(a.count, b.count) ? 1 : 0 }
        return Double(common) / Double(shorter)
    }
}
