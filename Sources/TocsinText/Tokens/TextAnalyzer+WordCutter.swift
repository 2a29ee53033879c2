internal import CTocsinText

/// The state of one pass over one text.
///
/// Its buffers may be kept from text to text (`cut` starts afresh); `free` gives them back.
/// Not thread-safe; one a worker.
package struct WordCutter {
    /// Bytes that must be readable after the text.
    package static let padding = 192

    let folding: TextAnalyzer.Folding
    var base: UnsafePointer<UInt8>
    var count = 0

    package private(set) var tokens: UnsafeMutablePointer<Token>
    package private(set) var tokenCount = 0
    private var tokenCapacity: Int
    /// Filled by `divide`.
    package internal(set) var sentences: [Sentence] = []

    /// The folded letters of the word at hand, in the slow way.
    var fold = FoldBuffer()
    private let cutting: UnsafeMutablePointer<c_tocsin_cutting>
    /// Whether single newlines only wrap lines; nil until one is met.
    var wrapped: Bool?

    package init(folding: TextAnalyzer.Folding) {
        self.folding = folding
        tokenCapacity = 256
        tokens = .allocate(capacity: tokenCapacity)
        cutting = .allocate(capacity: 1)
        base = UnsafePointer(fold.bytes)
    }

    package func free() {
        tokens.deallocate()
        cutting.deallocate()
        fold.free()
    }

    var tokenArray: [Token] {
        Array(UnsafeBufferPointer(start: tokens, count: tokenCount))
    }

    /// Cuts the words of a text; `padding` readable bytes must follow it, zero where they are
    /// text-like. What stands between the words is not looked at until `divide`.
    package mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
        tokenCount = 0
        sentences.removeAll(keepingCapacity: true)
        guard let start = text.baseAddress, !text.isEmpty else { return }
        base = start
        count = text.count
        c_tocsin_cut_begin(cutting, base, Int64(count))
        while true {
            let room = UnsafeMutableRawPointer(tokens).assumingMemoryBound(to: c_tocsin_token.self)
            let stop = c_tocsin_cut(
                cutting, room, Int64(tokenCapacity), folding == .full ? 0 : 1)
            tokenCount = Int(cutting.pointee.token_count)
            switch Int(stop) {
            case C_TOCSIN_CUT_SLOW:
                cutScalars(Int(cutting.pointee.slow_start), Int(cutting.pointee.slow_end))
                cutting.pointee.token_count = Int64(tokenCount)
            case C_TOCSIN_CUT_FULL:
                grow()
            default:
                return
            }
        }
    }

    /// A word that was folded into `fold`.
    mutating func emit(_ start: Int, _ end: Int, flags: TokenFlags, folded: Range<Int>) {
        if tokenCount == tokenCapacity { grow() }
        (tokens + tokenCount).initialize(
            to: Token(
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
                hash: WordHash.of(fold.bytes + folded.lowerBound, folded.count),
                sentence: 0, flags: flags, gap: .space))
        tokenCount &+= 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Token>.allocate(capacity: tokenCapacity * 2)
        larger.moveInitialize(from: tokens, count: tokenCount)
        tokens.deallocate()
        tokens = larger
        tokenCapacity *= 2
    }
}
