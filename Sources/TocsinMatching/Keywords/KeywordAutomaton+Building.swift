internal import CTocsinText
internal import TocsinText

extension KeywordSetBuilder {
    /// Compiles what was added.
    ///
    /// - Parameter key: a hash of what was compiled, to tell a stale cache by; 0 for none.
    package func build(key: UInt64 = 0) -> KeywordAutomaton {
        let bytes = compile(key: key)
        // What was just written passes its own checks.
        return try! KeywordAutomaton(bytes, key: key)
    }

    private func compile(key: UInt64) -> CompiledSetBytes {
        let outputs = KeywordOutputs(self)
        let edges = EdgeLayout(self, outputs)
        let slots = wordSlots(outputs)
        var writer = CompiledSetWriter()
        writer.append(
            [
                UInt32(words.count), UInt32(keywordCount), folding == .full ? 1 : 0,
                edges.wordBits, edges.keyBits, UInt32(softSymbols.count),
            ] as [UInt32])
        writer.append(slots)
        writer.append(words.offsets)
        writer.append(words.letters)
        writer.append(edges.slots)
        writer.append(edges.filter)
        writer.append(outputs.lists)
        writer.append(knownBits())
        appendExact(to: &writer)
        appendSoft(to: &writer)
        return writer.finish(kind: .keywords, key: key)
    }

    private func wordSlots(_ outputs: KeywordOutputs) -> [c_tocsin_word_slot] {
        let count = words.count
        var info = (0..<count).map { outputs.ofWords[$0] }
        for i in parents.indices {
            info[Int(lastWords[i])] |= UInt32(C_TOCSIN_CONTINUES)
            if parents[i] & Self.deep == 0 { info[Int(parents[i])] |= UInt32(C_TOCSIN_GOES_ON) }
        }
        // Two words of one hash: the scan compares their letters.
        var seen = Set<UInt64>()
        for i in 0..<count where !WordHash.isUnique(words.hashes[i]) {
            if seen.insert(words.hashes[i]).inserted { continue }
            for j in 0...i where words.hashes[j] == words.hashes[i] {
                info[j] |= UInt32(C_TOCSIN_AMBIGUOUS)
            }
        }
        return lines(info)
    }

    /// Lines of three words and of what the others get; see `c_tocsin_word_slot`.
    private func lines(_ info: [UInt32]) -> [c_tocsin_word_slot] {
        let empty = c_tocsin_word_slot(hash: 0, word: .max, info: 0)
        let mask = Self.capacity(words.count, 1.5) - 1
        // The last line stays empty: see `c_tocsin_look_up`.
        var slots = [c_tocsin_word_slot](repeating: empty, count: 4 * (mask + 2))
        for i in info.indices {
            var line = Int(truncatingIfNeeded: words.hashes[i]) & mask
            var at = 4 * line
            while slots[at].word != .max {
                at += 1
                if at == 4 * line + 3 {
                    slots[at].info |= UInt32(C_TOCSIN_OVERFLOWS)
                    line = (line + 1) & mask
                    at = 4 * line
                }
            }
            let shared = WordHash.isUnique(words.hashes[i]) ? 0 : UInt32(C_TOCSIN_SHARED)
            slots[at] = c_tocsin_word_slot(
                hash: words.hashes[i], word: UInt32(i), info: info[i] | shared)
        }
        return slots
    }

    private func knownBits() -> [UInt64] {
        var bits = [UInt64](
            repeating: 0, count: max(2, Self.capacity(words.count * 10, 1) / 64))
        let shift = UInt32(64 - (bits.count * 64).trailingZeroBitCount)
        for hash in words.hashes {
            let bit = c_tocsin_known_bit(hash, shift)
            bits[Int(bit >> 6)] |= 1 << (bit & 63)
        }
        return bits
    }

    /// The tokens of exact keywords: an index by keyword, then counts (top bit: the last one is a
    /// prefix), lengths and letters.
    private func appendExact(to writer: inout CompiledSetWriter) {
        var index: [UInt32] = []
        var letters: [UInt8] = []
        for (keyword, tokens, isPrefix) in exactTokens.sorted(by: { $0.keyword < $1.keyword }) {
            index += [UInt32(keyword), UInt32(letters.count)]
            let count = UInt32(tokens.count) | (isPrefix ? Self.deep : 0)
            letters.append(contentsOf: withUnsafeBytes(of: count) { Array($0) })
            for token in tokens {
                letters.append(contentsOf: withUnsafeBytes(of: UInt32(token.count)) { Array($0) })
                letters += token
            }
        }
        writer.append(index)
        writer.append(letters)
    }

    private func appendSoft(to writer: inout CompiledSetWriter) {
        var kinds: [UInt8] = []
        var offsets: [UInt32] = [0]
        var letters: [UInt8] = []
        for symbol in softSymbols {
            kinds.append(symbol.kind.rawValue)
            letters += symbol.letters
            offsets.append(UInt32(letters.count))
        }
        writer.append(kinds)
        writer.append(offsets)
        writer.append(letters)
        var slots = [SoftEdge](repeating: .empty, count: Self.capacity(softEdges.count, 0.5))
        let shift = UInt64(64 - slots.count.trailingZeroBitCount)
        softEdges.forEach { key, child in
            var at = Int(truncatingIfNeeded: PairTable.mix(key) >> shift)
            while slots[at].key != PairTable.empty { at = (at + 1) & (slots.count - 1) }
            slots[at] = SoftEdge(key: key, target: child)
        }
        writer.append(slots)
        var start = [UInt32](repeating: 0, count: Int(softNodeCount) + 1)
        for output in softOutputs { start[Int(output.node) + 1] += 1 }
        for i in 0..<Int(softNodeCount) { start[i + 1] += start[i] }
        var fill = start
        var keywords = [Int32](repeating: 0, count: softOutputs.count)
        let exact = Set(exactTokens.map(\.keyword))
        for output in softOutputs {
            let mark: Int32 = exact.contains(output.keyword) ? .min : 0
            keywords[Int(fill[Int(output.node)])] = output.keyword | mark
            fill[Int(output.node)] += 1
        }
        writer.append(start)
        writer.append(keywords)
    }

    /// A power of two, at least 2, that `count` entries fill to at most `load`.
    fileprivate static func capacity(_ count: Int, _ load: Double) -> Int {
        var capacity = 2
        while Double(capacity) * load < Double(count) { capacity *= 2 }
        return capacity
    }
}

/// What ends in each node of the trie, in one word, so that the common hit costs no further
/// look-up: the number of the one keyword, or the place of a list of several.
private struct KeywordOutputs {
    private(set) var ofWords: [UInt32]
    private(set) var ofNodes: [UInt32]
    /// Lists, end to end: `KeywordOutput`s.
    private(set) var lists: [UInt32] = []

    init(_ builder: borrowing KeywordSetBuilder) {
        let wordCount = builder.words.count
        let nodes = wordCount + builder.parents.count
        func index(_ node: UInt32) -> Int {
            node & KeywordSetBuilder.deep == 0
                ? Int(node) : wordCount + Int(node & ~KeywordSetBuilder.deep)
        }
        var start = [UInt32](repeating: 0, count: nodes + 1)
        for output in builder.outputs { start[index(output.node) + 1] += 1 }
        for i in 0..<nodes { start[i + 1] += start[i] }
        var fill = start
        var keywords = [Int32](repeating: 0, count: builder.outputs.count)
        for output in builder.outputs {
            keywords[Int(fill[index(output.node)])] = output.keyword
            fill[index(output.node)] += 1
        }
        let exact = Set(builder.exactTokens.map(\.keyword))
        var all = [UInt32](repeating: 0, count: nodes)
        for node in 0..<nodes where start[node + 1] > start[node] {
            let own = keywords[Int(start[node])..<Int(start[node + 1])]
            all[node] = Self.info(own, exact, &lists)
        }
        ofWords = Array(all[..<wordCount])
        ofNodes = Array(all[wordCount...])
    }

    private static func info(
        _ own: ArraySlice<Int32>, _ exact: Set<Int32>, _ lists: inout [UInt32]
    ) -> UInt32 {
        let ends = UInt32(C_TOCSIN_ENDS)
        let shift = UInt32(C_TOCSIN_PAYLOAD)
        let first = own[own.startIndex]
        if own.count == 1, !exact.contains(first), first < 1 << (32 - shift) {
            return ends | UInt32(C_TOCSIN_DIRECT) | UInt32(first) << shift
        }
        let place = UInt32(lists.count)
        for keyword in own {
            lists.append(
                KeywordOutput.encoded(
                    keyword, isExact: exact.contains(keyword),
                    isLast: keyword == own[own.endIndex - 1]))
        }
        return ends | place << shift
    }
}

/// An entry of a list of keywords that end in one place.
enum KeywordOutput {
    static func encoded(_ keyword: Int32, isExact: Bool, isLast: Bool) -> UInt32 {
        UInt32(keyword) << 2 | (isExact ? 2 : 0) | (isLast ? 1 : 0)
    }
    static func keyword(_ entry: UInt32) -> Int32 { Int32(entry >> 2) }
    static func isExact(_ entry: UInt32) -> Bool { entry & 2 != 0 }
    static func isLast(_ entry: UInt32) -> Bool { entry & 1 != 0 }
}

/// The steps of the trie in one open-addressed table, and the filter of its first steps.
///
/// A step's place is its state, so no table of targets is needed; its key is (state, word), mixed by
/// a bijection whose upper bits are the place it would like and whose lower bits are kept: together
/// they are the whole key, so that eight bytes a step suffice and no two keys are taken for one.
private struct EdgeLayout {
    private(set) var slots: [c_tocsin_edge_slot] = []
    private(set) var filter: [UInt64]
    let wordBits: UInt32
    private(set) var keyBits: UInt32 = 0

    init(_ builder: borrowing KeywordSetBuilder, _ outputs: KeywordOutputs) {
        let wordCount = builder.words.count
        wordBits = Self.bits(wordCount)
        var pairs = 0
        for parent in builder.parents where parent & KeywordSetBuilder.deep == 0 { pairs += 1 }
        filter = Array(
            repeating: 0, count: max(2, KeywordSetBuilder.capacity(pairs * 10, 1) / 64))
        let shift = UInt64(64 - filter.count.trailingZeroBitCount)
        for (parent, word) in zip(builder.parents, builder.lastWords)
        where parent & KeywordSetBuilder.deep == 0 {
            let pair = c_tocsin_pair(parent, word)
            filter[Int(pair >> shift)] |= c_tocsin_pair_bits(pair)
        }
        var capacity = KeywordSetBuilder.capacity(builder.parents.count, 0.7)
        while !place(builder, outputs, capacity) { capacity *= 2 }
    }

    /// - Returns: false where the keys do not fit into so small a table.
    private mutating func place(
        _ builder: borrowing KeywordSetBuilder, _ outputs: KeywordOutputs, _ capacity: Int
    ) -> Bool {
        let wordCount = builder.words.count
        let edgeBits = UInt32(capacity.trailingZeroBitCount)
        keyBits = wordBits + Self.bits(wordCount + capacity)
        let restBits = keyBits - edgeBits
        guard restBits <= UInt32(C_TOCSIN_REST_BITS) else { return false }
        var set = c_tocsin_keywords()
        set.word_bits = wordBits
        set.key_bits = keyBits
        slots = Array(repeating: c_tocsin_edge_slot(tag: .max, info: 0), count: capacity)
        var states = [UInt32](repeating: 0, count: builder.parents.count)
        for node in builder.parents.indices {
            let parent = builder.parents[node]
            let isDeep = parent & KeywordSetBuilder.deep != 0
            let state = isDeep ? states[Int(parent & ~KeywordSetBuilder.deep)] : parent
            let mixed = c_tocsin_edge_mix(&set, state, builder.lastWords[node])
            var at = Int(mixed >> UInt64(restBits))
            var distance: UInt32 = 0
            while slots[at].tag != .max {
                at = (at + 1) & (capacity - 1)
                distance += 1
                if distance > UInt32(C_TOCSIN_FARTHEST) { return false }
            }
            let rest = UInt32(truncatingIfNeeded: mixed) & (1 << restBits - 1)
            slots[at] = c_tocsin_edge_slot(
                tag: distance << UInt32(C_TOCSIN_REST_BITS) | rest, info: outputs.ofNodes[node])
            states[node] = UInt32(wordCount + at)
            if isDeep { slots[Int(state) - wordCount].info |= UInt32(C_TOCSIN_GOES_ON) }
        }
        return true
    }

    /// Bits that numbers below `count` need.
    private static func bits(_ count: Int) -> UInt32 {
        UInt32(Int.bitWidth - max(1, count).leadingZeroBitCount)
    }
}
