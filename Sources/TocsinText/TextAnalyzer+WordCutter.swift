internal import CTocsinText

/// The state of one pass over one text.
///
/// Its buffers may be kept from text to text (`cut` starts afresh); `free` gives them back.
/// Not thread-safe; one a worker.
package struct WordCutter {
    /// Bytes that must be readable after the text.
    package static let padding = 192

    let folding: TextAnalyzer.Folding
    /// False leaves gaps and sentences out, for whoever asks for words only.
    package var findsSentences = true
    var base: UnsafePointer<UInt8>
    var count = 0

    package private(set) var tokens: UnsafeMutablePointer<Token>
    package private(set) var tokenCount = 0
    private var tokenCapacity: Int
    package private(set) var sentences: [Sentence] = []

    /// The folded letters of the word at hand, in the slow way.
    var fold = FoldBuffer()
    /// Where the sentence at hand begins.
    var sentenceFirstToken = 0
    var sentenceStart = 0
    var paragraph = 0
    /// Whether single newlines only wrap lines; nil until one is met.
    var wrapped: Bool?

    package init(folding: TextAnalyzer.Folding) {
        self.folding = folding
        tokenCapacity = 256
        tokens = .allocate(capacity: tokenCapacity)
        base = UnsafePointer(fold.bytes)
    }

    package func free() {
        tokens.deallocate()
        fold.free()
    }

    var tokenArray: [Token] {
        Array(UnsafeBufferPointer(start: tokens, count: tokenCount))
    }

    /// Cuts a text; `padding` readable bytes must follow it, zero where they are text-like.
    package mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
        tokenCount = 0
        sentences.removeAll(keepingCapacity: true)
        sentenceFirstToken = 0
        sentenceStart = 0
        paragraph = 0
        wrapped = nil
        guard let start = text.baseAddress, !text.isEmpty else { return }
        base = start
        count = text.count
        cutBlocks()
        if findsSentences { finish() }
    }

    /// Blocks whose word borders are listed before their words are cut.
    private static let chunk = 32

    private mutating func cutBlocks() {
        let blocks = (count + 63) / 64
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.chunk * 64 + 16) { borders in
            let list = borders.baseAddress!
            var listed = 0
            var masks = block(0)
            var carryWord: UInt64 = 0
            var carryLetter: UInt64 = 0
            var carryDigit: UInt64 = 0
            var index = 0
            while index < blocks {
                let last = min(index + Self.chunk, blocks)
                while index < last {
                    let next = index + 1 < blocks ? block(index + 1) : c_tocsin_block_masks()
                    var word = masks.word
                    let letters =
                        (masks.letter << 1 | carryLetter) & (masks.letter >> 1 | next.letter << 63)
                    let digits =
                        (masks.digit << 1 | carryDigit) & (masks.digit >> 1 | next.digit << 63)
                    word |= masks.both & (letters | digits)
                    word |= masks.colon & letters | masks.comma & digits
                    var edges = word ^ (word << 1 | carryWord)
                    carryWord = word >> 63
                    carryLetter = masks.letter >> 63
                    carryDigit = masks.digit >> 63
                    let position = Int32(truncatingIfNeeded: index &* 64)
                    let edgeCount = edges.nonzeroBitCount
                    // Eight at a time without asking: what is written past the count is overwritten.
                    var out = list + listed
                    var left = edgeCount
                    while left > 0 {
                        for step in 0..<8 {
                            out[step] =
                                position
                                &+ Int32(truncatingIfNeeded: edges.trailingZeroBitCount)
                            edges &= edges &- 1
                        }
                        out += 8
                        left &-= 8
                    }
                    listed &+= edgeCount
                    masks = next
                    index += 1
                }
                if index == blocks && listed & 1 == 1 {
                    list[listed] = Int32(count)
                    listed += 1
                }
                let open = listed & 1
                cutWords(list, pairs: listed / 2)
                if open == 1 { list[0] = list[listed - 1] }
                listed = open
            }
        }
    }

    /// The masks of a block; bytes past the text count as nothing.
    @inline(__always)
    private func block(_ index: Int) -> c_tocsin_block_masks {
        var masks = c_tocsin_block(base + index &* 64)
        let left = count &- index &* 64
        if left < 64 {
            let keep = (1 as UInt64) << UInt64(left) &- 1
            masks.word &= keep
            masks.letter &= keep
            masks.digit &= keep
        }
        return masks
    }

    @inline(__always)
    private mutating func cutWords(_ borders: UnsafePointer<Int32>, pairs: Int) {
        // What the loop needs is kept in registers; the slow way may move the tokens and end
        // sentences, so it is read again after it.
        let special: UInt32 = folding == .full ? .max : 0
        let base = self.base
        let wantsGaps = findsSentences
        while tokenCapacity - tokenCount < pairs + 1 { grow() }
        var out = tokens + tokenCount
        var sentence = Int32(truncatingIfNeeded: sentences.count)
        // Before the first word there is no space to be had.
        var previousEnd = tokenCount == 0 ? -2 : Int((out - 1).pointee.end)
        var pair = 0
        while pair < pairs {
            let start = Int(borders[2 &* pair])
            let end = Int(borders[2 &* pair &+ 1])
            pair &+= 1
            let length = end &- start
            if length <= 16 {
                let word = c_tocsin_word(base + start, UInt32(truncatingIfNeeded: length))
                if word.above | (word.apostrophe & special) == 0 {
                    if word.upper | word.lower | word.digit == 0 { continue }  // only underscores
                    var flags = UInt16(truncatingIfNeeded: word.upper & 1)
                    flags |= word.lower == 0 && word.upper & (word.upper &- 1) != 0 ? 2 : 0
                    flags |= UInt16(truncatingIfNeeded: (word.digit & 1) << 2)
                    flags |= word.digit != 0 ? 8 : 0
                    var gap = Gap.space
                    if wantsGaps, start != previousEnd &+ 1 || base[previousEnd] != 32 {
                        tokenCount = out - tokens
                        gap = self.gap(
                            before: start, end: end, flags: TokenFlags(rawValue: flags))
                        sentence = Int32(truncatingIfNeeded: sentences.count)
                    }
                    out.initialize(
                        to: Token(
                            start: Int32(truncatingIfNeeded: start),
                            end: Int32(truncatingIfNeeded: end),
                            hash: WordHash.ofASCII(word.low, word.high, length),
                            sentence: sentence, flags: TokenFlags(rawValue: flags), gap: gap))
                    out += 1
                    previousEnd = end
                    continue
                }
            }
            tokenCount = out - tokens
            cutScalars(start, end)
            while tokenCapacity - tokenCount < pairs - pair + 1 { grow() }
            out = tokens + tokenCount
            sentence = Int32(truncatingIfNeeded: sentences.count)
            previousEnd = tokenCount == 0 ? -2 : Int((out - 1).pointee.end)
        }
        tokenCount = out - tokens
    }

    /// A word that was folded into `fold`.
    mutating func emit(_ start: Int, _ end: Int, flags: TokenFlags, folded: Range<Int>) {
        let gap = findsSentences ? self.gap(before: start, end: end, flags: flags) : .space
        push(
            Token(
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
                hash: WordHash.of(fold.bytes + folded.lowerBound, folded.count),
                sentence: Int32(truncatingIfNeeded: sentences.count), flags: flags, gap: gap))
    }

    @inline(__always)
    private mutating func push(_ token: Token) {
        if tokenCount == tokenCapacity { grow() }
        (tokens + tokenCount).initialize(to: token)
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

    /// Ends the sentence before the token about to be pushed.
    mutating func closeSentence(at end: Int, nextStart: Int) {
        if tokenCount > sentenceFirstToken {
            sentences.append(
                Sentence(
                    tokens: sentenceFirstToken..<tokenCount,
                    bytes: sentenceStart..<max(sentenceStart, end), paragraph: paragraph))
        }
        sentenceFirstToken = tokenCount
        sentenceStart = nextStart
    }
}

/// The hash of a folded word, eight bytes at a time.
///
/// A word of at most eight bytes has a hash of its own, with the top bit clear: no other word has
/// it. Longer ones (and those of eight whose last byte is above ASCII) have the top bit set and may
/// share a hash, so whoever looks them up compares the letters.
package enum WordHash {
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let top: UInt64 = 1 << 63

    /// Whether this hash is one word's only.
    @inline(__always)
    package static func isUnique(_ hash: UInt64) -> Bool { hash & top == 0 }

    @inline(__always)
    static func step(_ hash: UInt64, _ chunk: UInt64) -> UInt64 {
        let product = (hash ^ chunk) &* multiplier
        return product ^ (product >> 32)
    }

    /// A bijection of 63 bits: a product with an odd number, then a shift.
    @inline(__always)
    private static func short(_ chunk: UInt64) -> UInt64 {
        let product = (chunk &* multiplier) & ~top
        return product ^ (product >> 32)
    }

    /// Of up to sixteen ASCII bytes, cleared after `length`.
    @inline(__always)
    static func ofASCII(_ low: UInt64, _ high: UInt64, _ length: Int) -> UInt64 {
        let long = step(step(0, low), high) | top
        let short = short(low)
        return length > 8 ? long : short
    }

    package static func of(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
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
        return step(hash, tail) | top
    }

    package static func of(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { of($0, buffer.count) } ?? short(0)
        }
    }
}
