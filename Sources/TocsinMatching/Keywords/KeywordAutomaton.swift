internal import CTocsinText
internal import Synchronization
package import TocsinText

/// Finds every keyword in one pass over the tokens.
///
/// A trie of phrases whose steps lie in a hash table. Cost is proportional to tokens plus hits,
/// whatever the number of keywords. Immutable and shared by any number of workers; its tables may lie
/// in a mapped file. Documentation/matching-engine.md says how it works.
package final class KeywordAutomaton: @unchecked Sendable {
    /// The block that holds it: write it to a file to have a cache.
    package let bytes: CompiledSetBytes
    package let folding: TextAnalyzer.Folding
    package let keywordCount: Int

    /// The tables the inner loops read.
    let tables: c_tocsin_keywords
    let outputs: UnsafeBufferPointer<UInt32>
    let exactIndex: UnsafeBufferPointer<UInt32>
    let exactLetters: UnsafeBufferPointer<UInt8>
    let soft: SoftWords?

    /// Scanners not in use. A scan takes one and gives it back.
    private let idle = Mutex<[KeywordScanner.Memory]>([])

    /// Opens a compiled set.
    /// - Throws: why it cannot be used; whoever asked compiles anew.
    package init(_ bytes: CompiledSetBytes, key: UInt64? = nil) throws(CompiledSet.Refusal) {
        let parts = try CompiledSet.tables(of: bytes, kind: .keywords, key: key)
        guard parts.count == 16, parts[0].count == 24 else { throw .damaged }
        func table<T: BitwiseCopyable>(_ i: Int, _: T.Type) -> UnsafeBufferPointer<T> {
            parts[i].bindMemory(to: T.self)
        }
        let counts = table(0, UInt32.self)
        let slots = table(1, c_tocsin_word_slot.self)
        let letterOffsets = table(2, UInt32.self)
        let edges = table(4, c_tocsin_edge_slot.self)
        let filter = table(5, UInt64.self)
        let known = table(7, UInt64.self)
        guard slots.count >= 8, slots.count % 4 == 0,
            (slots.count / 4 - 1).nonzeroBitCount == 1, known.count > 1,
            known.count.nonzeroBitCount == 1, edges.count.nonzeroBitCount == 1,
            filter.count > 1, filter.count.nonzeroBitCount == 1,
            letterOffsets.count == Int(counts[0]) + 1
        else { throw .damaged }
        self.bytes = bytes
        keywordCount = Int(counts[1])
        folding = counts[2] == 1 ? .full : .plain
        tables = c_tocsin_keywords(
            slots: slots.baseAddress, line_mask: UInt64(slots.count / 4 - 2),
            known: known.baseAddress,
            known_shift: UInt32(64 - (known.count * 64).trailingZeroBitCount),
            filter: filter.baseAddress,
            filter_shift: UInt32(64 - filter.count.trailingZeroBitCount),
            edges: edges.baseAddress, edge_bits: UInt32(edges.count.trailingZeroBitCount),
            word_bits: counts[3], key_bits: counts[4], word_count: counts[0],
            letter_offsets: letterOffsets.baseAddress,
            letters: table(3, UInt8.self).baseAddress)
        outputs = table(6, UInt32.self)
        exactIndex = table(8, UInt32.self)
        exactLetters = table(9, UInt8.self)
        soft =
            counts[5] == 0
            ? nil
            : SoftWords(
                kinds: table(10, UInt8.self), offsets: table(11, UInt32.self),
                letters: table(12, UInt8.self), edges: table(13, SoftEdge.self),
                outputStart: table(14, UInt32.self), outputs: table(15, Int32.self))
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
