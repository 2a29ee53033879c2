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
        let wordCount = words.count
        let deepCount = parents.count
        let stateCount = wordCount + deepCount
        func state(_ node: UInt32) -> Int {
            node & Self.deep == 0 ? Int(node) : wordCount + Int(node & ~Self.deep)
        }

        // Keywords of each state.
        var outputStart = [UInt32](repeating: 0, count: stateCount + 1)
        for output in outputs { outputStart[state(output.node) + 1] += 1 }
        for i in 0..<stateCount { outputStart[i + 1] += outputStart[i] }
        var fill = outputStart
        var keywords = [Int32](repeating: 0, count: outputs.count)
        let exact = Set(exactTokens.map(\.keyword))
        for output in outputs {
            let s = state(output.node)
            let mark: Int32 = exact.contains(output.keyword) ? .min : 0
            keywords[Int(fill[s])] = output.keyword | mark
            fill[s] += 1
        }
        fill = []

        // Failure links, shallow states first.
        var order = [UInt32](repeating: 0, count: deepCount)
        var byDepth = [Int](repeating: 0, count: Int(depths.max() ?? 0) + 2)
        for depth in depths { byDepth[Int(depth) + 1] += 1 }
        for depth in 1..<byDepth.count { byDepth[depth] += byDepth[depth - 1] }
        for i in 0..<deepCount {
            order[byDepth[Int(depths[i])]] = UInt32(i)
            byDepth[Int(depths[i])] += 1
        }
        var fail = [UInt32](repeating: 0, count: deepCount)
        // The nearest shorter suffix with a keyword, or none.
        var link = [UInt32](repeating: .max, count: deepCount)
        for index in order {
            let i = Int(index)
            let last = lastWords[i]
            var target = last
            if depths[i] > 2 {
                var f = fail[Int(parents[i] & ~Self.deep)]
                while true {
                    let node = Int(f) < wordCount ? f : Self.deep | (f - UInt32(wordCount))
                    if let child = edges.find(PairTable.key(node, last)) {
                        target = UInt32(state(child))
                        break
                    }
                    if Int(f) < wordCount { break }
                    f = fail[Int(f) - wordCount]
                }
            }
            fail[i] = target
            let t = Int(target)
            if outputStart[t + 1] > outputStart[t] {
                link[i] = target
            } else if t >= wordCount {
                link[i] = link[t - wordCount]
            }
        }
        order = []

        // Words.
        var info = [UInt32](repeating: 0, count: wordCount)
        for i in 0..<wordCount {
            info[i] = Self.ending(outputStart[i]..<outputStart[i + 1], keywords, depth: 1)
        }
        var pairs = 0
        edges.forEach { key, _ in
            info[Int(UInt32(truncatingIfNeeded: key))] |= WordInfo.continues
            let parent = UInt32(key >> 32)
            if parent & Self.deep == 0 {
                info[Int(parent)] |= WordInfo.begins
                pairs += 1
            }
        }
        var slots = [WordSlot](repeating: .empty, count: Self.capacity(wordCount, 0.6))
        var seen = Set<UInt64>()
        for i in 0..<wordCount {
            // Two words of one hash: the scan compares their letters, and tries the next slot.
            if !WordHash.isUnique(words.hashes[i]), !seen.insert(words.hashes[i]).inserted {
                for j in 0...i where words.hashes[j] == words.hashes[i] {
                    info[j] |= WordInfo.ambiguous
                }
            }
        }
        seen = []
        for i in 0..<wordCount {
            var at = Int(truncatingIfNeeded: words.hashes[i]) & (slots.count - 1)
            while slots[at].word != .max { at = (at + 1) & (slots.count - 1) }
            slots[at] = WordSlot(hash: words.hashes[i], word: UInt32(i), info: info[i])
        }

        // Edges, and the filter of those of depth 1.
        var edgeSlots = [EdgeSlot](repeating: .empty, count: Self.capacity(edges.count, 0.8))
        var filter = [UInt64](repeating: 0, count: max(1, Self.capacity(pairs * 8, 1) / 64))
        let edgeShift = UInt64(64 - edgeSlots.count.trailingZeroBitCount)
        let filterShift = UInt64(64 - (filter.count * 64).trailingZeroBitCount)
        edges.forEach { key, child in
            let parent = UInt32(state(UInt32(key >> 32)))
            let word = UInt32(truncatingIfNeeded: key)
            let target = state(child)
            let own = outputStart[target]..<outputStart[target + 1]
            let ends =
                link[target - wordCount] == .max
                ? Self.ending(own, keywords, depth: depths[target - wordCount]) : Ending.some
            let finalKey = PairTable.key(parent, word)
            let mixed = PairTable.mix(finalKey)
            var at = Int(truncatingIfNeeded: mixed >> edgeShift)
            while edgeSlots[at].key != PairTable.empty { at = (at + 1) & (edgeSlots.count - 1) }
            edgeSlots[at] = EdgeSlot(key: finalKey, target: UInt32(target), ends: ends)
            if Int(parent) < wordCount {
                let bit = mixed >> filterShift
                filter[Int(bit >> 6)] |= 1 << (bit & 63)
            }
        }

        var writer = CompiledSetWriter()
        writer.append(
            [
                UInt32(wordCount), UInt32(deepCount), UInt32(keywordCount),
                folding == .full ? 1 : 0, UInt32(softNodeCount), UInt32(softSymbols.count),
            ] as [UInt32])
        writer.append(slots)
        writer.append(words.offsets)
        writer.append(words.letters)
        writer.append(edgeSlots)
        writer.append(filter)
        writer.append(outputStart)
        writer.append(keywords)
        writer.append(fail)
        writer.append(link)
        writer.append(depths)
        appendExact(to: &writer)
        appendSoft(to: &writer)
        return writer.finish(kind: .keywords, key: key)
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
        var slots = [EdgeSlot](repeating: .empty, count: Self.capacity(softEdges.count, 0.5))
        let shift = UInt64(64 - slots.count.trailingZeroBitCount)
        softEdges.forEach { key, child in
            var at = Int(truncatingIfNeeded: PairTable.mix(key) >> shift)
            while slots[at].key != PairTable.empty { at = (at + 1) & (slots.count - 1) }
            slots[at] = EdgeSlot(key: key, target: child, ends: 0)
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

    /// What ends in a state of which `own` are the keywords.
    private static func ending(
        _ own: Range<UInt32>, _ keywords: [Int32], depth: UInt16
    ) -> UInt32 {
        guard !own.isEmpty else { return 0 }
        let keyword = keywords[Int(own.lowerBound)]
        guard own.count == 1, depth < 8, keyword >= 0, keyword < 1 << 24 else {
            return Ending.some
        }
        return Ending.some | Ending.direct | UInt32(depth) << 5 | UInt32(keyword) << 8
    }

    /// A power of two, at least 2, that `count` entries fill to at most `load`.
    private static func capacity(_ count: Int, _ load: Double) -> Int {
        var capacity = 2
        while Double(capacity) * load < Double(count) { capacity *= 2 }
        return capacity
    }
}

/// What ends in a state, in one word, so that the common hit costs no further look-up: bits 5 to 7
/// are the number of its words, those from 8 on the keyword.
enum Ending {
    /// A keyword ends here.
    static let some: UInt32 = 1
    /// Only one, and the number is here.
    static let direct: UInt32 = 2

    @inline(__always)
    static func keyword(_ ending: UInt32) -> Int32 { Int32(truncatingIfNeeded: ending >> 8) }
    @inline(__always)
    static func depth(_ ending: UInt32) -> Int { Int(truncatingIfNeeded: ending >> 5 & 7) }
}

/// What the scan must know of a word, beside its ending.
enum WordInfo {
    /// A longer phrase begins with it.
    static let begins: UInt32 = 4
    /// A phrase goes on with it.
    static let continues: UInt32 = 8
    /// Its hash is another word's too.
    static let ambiguous: UInt32 = 16
}

struct WordSlot: BitwiseCopyable {
    var hash: UInt64
    var word: UInt32
    var info: UInt32
    static let empty = WordSlot(hash: 0, word: .max, info: 0)
}

struct EdgeSlot: BitwiseCopyable {
    var key: UInt64
    var target: UInt32
    /// What ends at the target or at a shorter suffix of it; see `Ending`.
    var ends: UInt32
    static let empty = EdgeSlot(key: PairTable.empty, target: 0, ends: 0)
}
