internal import TocsinText

/// One scan of one text.
struct KeywordScanner {
    /// What a worker keeps from scan to scan. Not thread-safe; the automaton lends it to one scan at
    /// a time.
    final class Memory: @unchecked Sendable {
        /// Of each token: the number of its word in the set, what is known of it, and whether it
        /// may go on with a phrase from the one before.
        private(set) var words: UnsafeMutablePointer<UInt32>
        private(set) var info: UnsafeMutablePointer<UInt32>
        private(set) var pairs: UnsafeMutablePointer<UInt8>
        private var capacity = 1024
        var folder: WordFolder
        /// What is known of each word in each language.
        var lexicons: [String: SoftLexicon] = [:]
        /// Tokens with a soft reading, in order, and their readings.
        var softTokens: [Int32] = []
        var softReadings: [Range<Int32>] = []

        init(folding: TextAnalyzer.Folding) {
            words = .allocate(capacity: capacity)
            info = .allocate(capacity: capacity)
            pairs = .allocate(capacity: capacity)
            folder = WordFolder(folding: folding)
        }

        deinit {
            words.deallocate()
            info.deallocate()
            pairs.deallocate()
            folder.free()
        }

        func reserve(_ count: Int) {
            guard count > capacity else { return }
            words.deallocate()
            info.deallocate()
            pairs.deallocate()
            capacity = count * 2
            words = .allocate(capacity: capacity)
            info = .allocate(capacity: capacity)
            pairs = .allocate(capacity: capacity)
        }
    }

    let automaton: KeywordAutomaton
    let memory: Memory
    let utf8: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>

    static let none = UInt32.max

    mutating func scan<Sink: KeywordSink>(language: String, sink: inout Sink) {
        guard !tokens.isEmpty else { return }
        memory.reserve(tokens.count)
        if let soft = automaton.soft {
            let lexicon = memory.lexicon(language, automaton, soft)
            readSoft(lexicon)
            scanPlain(&sink)
            scanSoft(soft, lexicon, &sink)
        } else {
            readPlain()
            scanPlain(&sink)
        }
    }

    /// The number of a token's word in the set, and what is known of it; `none` where it has none.
    @inline(__always)
    func look(up index: Int) -> (word: UInt32, info: UInt32) {
        let hash = tokens[index].hash
        let base = automaton.slots.baseAddress.unsafelyUnwrapped
        let mask = automaton.slots.count &- 1
        var i = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = base[i]
            if slot.hash == hash, slot.info & WordInfo.ambiguous == 0 || isWord(index, slot.word) {
                return (slot.word, slot.info)
            }
            if slot.word == Self.none { return (Self.none, 0) }
            i = (i &+ 1) & mask
        }
    }

    /// Looks each token up: no look-up waits for another.
    private func readPlain() {
        let words = memory.words
        let info = memory.info
        for i in 0..<tokens.count { (words[i], info[i]) = look(up: i) }
    }

    /// Marks the tokens that may go on with a phrase from the one before, by a filter of all pairs.
    private func readPairs() {
        let words = memory.words
        let info = memory.info
        let pairs = memory.pairs
        let filter = automaton.filter.baseAddress.unsafelyUnwrapped
        let shift = automaton.filterShift
        pairs[0] = 0
        var i = 1
        let count = tokens.count
        while i < count {
            let mixed = PairTable.mix(PairTable.key(words[i &- 1], words[i]))
            let bit = mixed >> shift
            let passes = filter[Int(truncatingIfNeeded: bit >> 6)] >> (bit & 63)
            let may = info[i &- 1] >> 2 & info[i] >> 3
            pairs[i] = UInt8(truncatingIfNeeded: passes) & UInt8(truncatingIfNeeded: may) & 1
            i &+= 1
        }
    }

    /// The Aho–Corasick pass.
    ///
    /// A state of depth 1 is its word, so the step from it is looked up under the two words: that
    /// does not wait for the step before. Only deeper states are followed one after the other.
    private mutating func scanPlain<Sink: KeywordSink>(_ sink: inout Sink) {
        readPairs()
        let words = memory.words
        let info = memory.info
        let pairs = memory.pairs
        let tokens = self.tokens.baseAddress.unsafelyUnwrapped
        let count = self.tokens.count
        let wordCount = UInt32(automaton.wordCount)
        var deep = Self.none
        var i = 0
        while i < count {
            let word = words[i]
            var next = Self.none
            var ends: UInt32 = 0
            if deep != Self.none, word != Self.none {
                var state = deep
                while state >= wordCount {
                    let mixed = PairTable.mix(PairTable.key(state, word))
                    if let edge = automaton.edge(state, word, mixed: mixed) {
                        next = edge.target
                        ends = edge.ends
                        break
                    }
                    state = automaton.fail[Int(state &- wordCount)]
                }
            }
            if pairs[i] != 0, next == Self.none {
                let previous = words[i &- 1]
                let mixed = PairTable.mix(PairTable.key(previous, word))
                if let edge = automaton.edge(previous, word, mixed: mixed) {
                    next = edge.target
                    ends = edge.ends
                }
            }
            if next == Self.none { ends = info[i] }
            deep = next
            if ends & Ending.some != 0 {
                if ends & Ending.direct == 0 {
                    reportAll(next == Self.none ? word : next, i, &sink)
                } else if next == Self.none {
                    if WordHash.isUnique(tokens[i].hash) || isWord(i, word) {
                        sink.found(Ending.keyword(ends), first: i, last: i)
                    }
                } else {
                    let first = i &+ 1 &- Ending.depth(ends)
                    if isTrue(first, i) {
                        sink.found(Ending.keyword(ends), first: first, last: i)
                    }
                }
            }
            i &+= 1
        }
    }

    /// The keywords that end in a state, and in its suffixes.
    @inline(never)
    private mutating func reportAll<Sink: KeywordSink>(
        _ state: UInt32, _ last: Int, _ sink: inout Sink
    ) {
        let wordCount = automaton.wordCount
        var state = Int(state)
        while true {
            let length = state < wordCount ? 1 : Int(automaton.depths[state - wordCount])
            report(state, first: last + 1 - length, last: last, &sink)
            guard state >= wordCount else { return }
            let link = automaton.link[state - wordCount]
            if link == Self.none { return }
            state = Int(link)
        }
    }

    @inline(__always)
    private mutating func report<Sink: KeywordSink>(
        _ state: Int, first: Int, last: Int, _ sink: inout Sink
    ) {
        let starts = automaton.outputStart.baseAddress.unsafelyUnwrapped
        var i = starts[state]
        let end = starts[state &+ 1]
        guard i < end, isTrue(first, last) else { return }
        while i < end {
            let keyword = automaton.outputs[Int(i)]
            if keyword >= 0 {
                sink.found(keyword, first: first, last: last)
            } else if isExact(keyword & .max, first, last) {
                sink.found(keyword & .max, first: first, last: last)
            }
            i &+= 1
        }
    }

    /// Whether a phrase may go on from the token before: a full stop or a blank line parts them, a
    /// single line break does not, even where a sentence was taken to end at it.
    @inline(__always)
    func isAdjacent(_ token: Int) -> Bool {
        automaton.folding == .plain || tokens[token].sentence == tokens[token &- 1].sentence
            || isLineBreak(before: token)
    }

    @inline(never)
    private func isLineBreak(before token: Int) -> Bool {
        var newlines = 0
        for i in Int(tokens[token - 1].end)..<Int(tokens[token].start) {
            if utf8[i] == 10 { newlines += 1 }
            if utf8[i] > 32 || newlines > 1 { return false }
        }
        return true
    }

    /// Whether the words of a hit are the keyword's letter by letter, with no full stop between.
    @inline(__always)
    private mutating func isTrue(_ first: Int, _ last: Int) -> Bool {
        if automaton.folding == .full, tokens[first].sentence != tokens[last].sentence {
            for i in first + 1...last where !isAdjacent(i) { return false }
        }
        for i in first...last where !WordHash.isUnique(tokens[i].hash) {
            if !isWord(i, memory.words[i]) { return false }
        }
        return true
    }

    /// Compares a token with a word of the set, letter by letter.
    @inline(never)
    func isWord(_ token: Int, _ word: UInt32) -> Bool {
        guard word != Self.none else { return false }
        let from = Int(automaton.letterOffsets[Int(word)])
        let length = Int(automaton.letterOffsets[Int(word) + 1]) - from
        return isFolded(token, automaton.letters.baseAddress! + from, length)
    }

    /// Whether a token's folded form is `letters`.
    func isFolded(_ token: Int, _ letters: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let t = tokens[token]
        let start = Int(t.start)
        if !t.flags.contains(.nonASCII), Int(t.end) - start == length {
            let base = utf8.baseAddress! + start
            for i in 0..<length {
                let b = base[i]
                if (b &- 65 < 26 ? b | 0x20 : b) != letters[i] { return false }
            }
            return true
        }
        let folded = memory.folder.fold(utf8, start..<Int(t.end))
        return folded.count == length
            && (0..<length).allSatisfy { folded[$0] == letters[$0] }
    }

    /// Whether the tokens are written as an exact keyword asks.
    @inline(never)
    func isExact(_ keyword: Int32, _ first: Int, _ last: Int) -> Bool {
        let index = automaton.exactIndex
        var low = 0
        var high = index.count / 2
        while low < high {
            let middle = (low + high) / 2
            if index[middle * 2] < UInt32(keyword) { low = middle + 1 } else { high = middle }
        }
        let letters = UnsafeRawBufferPointer(automaton.exactLetters)
        // One keyword may have several forms (listed endings).
        while low < index.count / 2, index[low * 2] == UInt32(keyword) {
            var at = Int(index[low * 2 + 1])
            let head = letters.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            let isPrefix = head & KeywordSetBuilder.deep != 0
            at += 4
            var same = Int(head & ~KeywordSetBuilder.deep) == last - first + 1
            var i = first
            while same, i <= last {
                let length = Int(letters.loadUnaligned(fromByteOffset: at, as: UInt32.self))
                let start = Int(tokens[i].start)
                let found = Int(tokens[i].end) - start
                let written = UnsafeRawBufferPointer(rebasing: letters[at + 4..<at + 4 + length])
                same =
                    (found == length || isPrefix && i == last && found > length)
                    && utf8[start..<start + length].elementsEqual(written)
                at += 4 + length
                i += 1
            }
            if same { return true }
            low += 1
        }
        return false
    }
}
