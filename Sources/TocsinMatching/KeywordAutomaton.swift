internal import Synchronization
package import TocsinText

/// Finds every keyword in one pass over the tokens.
///
/// Cost is proportional to tokens plus hits, whatever the number of keywords. Immutable and shared
/// by any number of workers; its tables may lie in a mapped file.
/// - SeeAlso: Aho & Corasick, "Efficient string matching", CACM 18(6), 1975.
package final class KeywordAutomaton: @unchecked Sendable {
    /// The block that holds it: write it to a file to have a cache.
    package let bytes: CompiledSetBytes
    package let folding: TextAnalyzer.Folding
    package let keywordCount: Int

    let wordCount: Int
    let slots: UnsafeBufferPointer<WordSlot>
    let letterOffsets: UnsafeBufferPointer<UInt32>
    let letters: UnsafeBufferPointer<UInt8>
    let edges: UnsafeBufferPointer<EdgeSlot>
    let edgeShift: UInt64
    let filter: UnsafeBufferPointer<UInt64>
    let filterShift: UInt64
    let outputStart: UnsafeBufferPointer<UInt32>
    let outputs: UnsafeBufferPointer<Int32>
    let fail: UnsafeBufferPointer<UInt32>
    let link: UnsafeBufferPointer<UInt32>
    let depths: UnsafeBufferPointer<UInt16>
    let exactIndex: UnsafeBufferPointer<UInt32>
    let exactLetters: UnsafeBufferPointer<UInt8>
    let soft: SoftWords?

    /// Scanners not in use. A scan takes one and gives it back.
    private let idle = Mutex<[KeywordScanner.Memory]>([])

    /// Opens a compiled set.
    /// - Throws: why it cannot be used; whoever asked compiles anew.
    package init(_ bytes: CompiledSetBytes, key: UInt64? = nil) throws(CompiledSet.Refusal) {
        let tables = try CompiledSet.tables(of: bytes, kind: .keywords, key: key)
        guard tables.count == 19, tables[0].count == 24 else { throw .damaged }
        func table<T: BitwiseCopyable>(_ i: Int, _: T.Type) -> UnsafeBufferPointer<T> {
            tables[i].bindMemory(to: T.self)
        }
        let counts = table(0, UInt32.self)
        self.bytes = bytes
        wordCount = Int(counts[0])
        let deepCount = Int(counts[1])
        keywordCount = Int(counts[2])
        folding = counts[3] == 1 ? .full : .plain
        slots = table(1, WordSlot.self)
        letterOffsets = table(2, UInt32.self)
        letters = table(3, UInt8.self)
        edges = table(4, EdgeSlot.self)
        edgeShift = UInt64(64 - edges.count.trailingZeroBitCount)
        filter = table(5, UInt64.self)
        filterShift = UInt64(64 - (filter.count * 64).trailingZeroBitCount)
        outputStart = table(6, UInt32.self)
        outputs = table(7, Int32.self)
        fail = table(8, UInt32.self)
        link = table(9, UInt32.self)
        depths = table(10, UInt16.self)
        exactIndex = table(11, UInt32.self)
        exactLetters = table(12, UInt8.self)
        guard slots.count.nonzeroBitCount == 1, edges.count.nonzeroBitCount == 1,
            filter.count.nonzeroBitCount == 1, letterOffsets.count == wordCount + 1,
            outputStart.count == wordCount + deepCount + 1, fail.count == deepCount,
            link.count == deepCount, depths.count == deepCount
        else { throw .damaged }
        soft =
            counts[5] == 0
            ? nil
            : SoftWords(
                kinds: table(13, UInt8.self), offsets: table(14, UInt32.self),
                letters: table(15, UInt8.self), edges: table(16, EdgeSlot.self),
                outputStart: table(17, UInt32.self), outputs: table(18, Int32.self))
    }

    /// The key it was compiled under.
    package var key: UInt64 { bytes.buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self) }

    /// Finds all keywords, overlapping ones too, ordered by start, then longest first.
    ///
    /// Under full folding no keyword reaches over the end of a sentence.
    /// - Parameter language: of the text; says which stemmer `~` goes by.
    package func scan(_ text: AnalyzedText, language: String, into hits: inout [KeywordHit]) {
        precondition(text.folding == folding, "a text folded otherwise has other hashes")
        let first = hits.count
        var sink = HitCollector(hits: hits)
        hits = []
        withMemory { memory in
            text.utf8.withUnsafeBufferPointer { utf8 in
                text.tokens.withUnsafeBufferPointer { tokens in
                    var scanner = KeywordScanner(
                        automaton: self, memory: memory, utf8: utf8, tokens: tokens)
                    scanner.scan(language: language, sink: &sink)
                }
            }
        }
        hits = sink.hits
        hits[first...].sort {
            ($0.tokens.lowerBound, $1.tokens.upperBound, $0.keyword)
                < ($1.tokens.lowerBound, $0.tokens.upperBound, $1.keyword)
        }
    }

    package func scan(_ text: AnalyzedText, language: String) -> [KeywordHit] {
        var hits: [KeywordHit] = []
        scan(text, language: language, into: &hits)
        return hits
    }

    func withMemory<R>(_ body: (KeywordScanner.Memory) -> R) -> R {
        let memory = idle.withLock { $0.popLast() } ?? KeywordScanner.Memory(folding: folding)
        let result = body(memory)
        idle.withLock { $0.append(memory) }
        return result
    }

    /// The target of an edge, or nil.
    @inline(__always)
    func edge(_ state: UInt32, _ word: UInt32, mixed: UInt64) -> EdgeSlot? {
        let key = PairTable.key(state, word)
        let base = edges.baseAddress.unsafelyUnwrapped
        let mask = edges.count &- 1
        var i = Int(truncatingIfNeeded: mixed >> edgeShift)
        while true {
            let slot = base[i]
            if slot.key == key { return slot }
            if slot.key == PairTable.empty { return nil }
            i = (i &+ 1) & mask
        }
    }
}

/// Where a scan puts what it finds.
protocol KeywordSink {
    mutating func found(_ keyword: Int32, first: Int, last: Int)
}

private struct HitCollector: KeywordSink {
    var hits: [KeywordHit]

    mutating func found(_ keyword: Int32, first: Int, last: Int) {
        hits.append(
            KeywordHit(
                keyword: keyword,
                tokens: Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: last + 1)))
    }
}
