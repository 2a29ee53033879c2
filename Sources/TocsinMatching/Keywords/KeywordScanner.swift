internal import CTocsinText
internal import TocsinText

/// One scan of one text.
struct KeywordScanner {
    /// What a worker keeps from scan to scan. Not thread-safe; the automaton lends it to one scan at
    /// a time.
    final class Memory: @unchecked Sendable {
        /// Of each token: the number of its word in the set, and what is known of it.
        private(set) var words: UnsafeMutablePointer<UInt32>
        private(set) var info: UnsafeMutablePointer<UInt32>
        fileprivate(set) var raw: c_tocsin_keyword_memory
        private var capacity = 0
        /// Hits over what may be the end of a sentence, while sentences are not known.
        fileprivate(set) var doubtful: [c_tocsin_keyword_hit] = []
        var folder: WordFolder
        /// What is known of each word in each language.
        var lexicons: [String: SoftLexicon] = [:]
        /// Tokens with a soft reading, in order, and their readings.
        var softTokens: [Int32] = []
        var softReadings: [Range<Int32>] = []

        init(folding: TextAnalyzer.Folding) {
            folder = WordFolder(folding: folding)
            words = .allocate(capacity: 0)
            info = .allocate(capacity: 0)
            raw = c_tocsin_keyword_memory()
            reserve(1024)
        }

        deinit {
            freeTables()
            folder.free()
        }

        private func freeTables() {
            for table in [
                words, info, raw.candidates, raw.homes, raw.word_hits, raw.word_hit_info,
            ] {
                table?.deallocate()
            }
            raw.hits?.deallocate()
        }

        func reserve(_ count: Int) {
            guard count > capacity else { return }
            let hits = max(Int(raw.hit_capacity), count * 4)
            freeTables()
            capacity = count * 2
            func table(_ count: Int) -> UnsafeMutablePointer<UInt32> {
                .allocate(capacity: count + Int(C_TOCSIN_SLACK))
            }
            words = table(capacity)
            info = table(capacity)
            raw = c_tocsin_keyword_memory(
                words: words, info: info, candidates: table(capacity), homes: table(2 * capacity),
                word_hits: table(capacity), word_hit_info: table(capacity), word_hit_count: 0,
                hits: .allocate(capacity: hits), hit_capacity: Int64(hits))
        }

        fileprivate func growHits() {
            raw.hits.deallocate()
            raw.hit_capacity *= 2
            raw.hits = .allocate(capacity: Int(raw.hit_capacity))
        }
    }

    let automaton: KeywordAutomaton
    let memory: Memory
    let utf8: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>
    /// Whether the tokens' sentences are known. Where they are not, hits that may reach over the end
    /// of one wait in `memory.doubtful` for `settle`.
    var isDivided = true

    static let none = UInt32.max

    mutating func scan<Sink: KeywordSink>(language: String, sink: inout Sink) {
        memory.doubtful.removeAll(keepingCapacity: true)
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

    private var rawTokens: UnsafePointer<c_tocsin_token> {
        UnsafeRawPointer(tokens.baseAddress.unsafelyUnwrapped)
            .assumingMemoryBound(to: c_tocsin_token.self)
    }

    /// Looks each token up.
    private func readPlain() {
        var tables = automaton.tables
        let ambiguous = c_tocsin_look_up(
            &tables, rawTokens, Int64(tokens.count), memory.words, memory.info,
            memory.raw.candidates)
        guard ambiguous > 0 else { return }
        for i in tokens.indices where memory.info[i] & UInt32(C_TOCSIN_AMBIGUOUS) != 0 {
            (memory.words[i], memory.info[i]) = look(up: i)
        }
    }

    /// The number of a token's word in the set, and what is known of it; `none` where it has none.
    func look(up index: Int) -> (word: UInt32, info: UInt32) {
        let hash = tokens[index].hash
        let slots = automaton.tables.slots.unsafelyUnwrapped
        var line = hash & automaton.tables.line_mask
        while true {
            let at = slots + 4 * Int(line)
            for i in 0..<3 {
                let slot = at[i]
                if slot.hash == hash, slot.word != Self.none,
                    slot.info & UInt32(C_TOCSIN_AMBIGUOUS) == 0 || isWord(index, slot.word)
                {
                    return (slot.word, slot.info)
                }
            }
            if at[3].info & UInt32(C_TOCSIN_OVERFLOWS) == 0 { return (Self.none, 0) }
            line = (line &+ 1) & automaton.tables.line_mask
        }
    }

    /// Finds the keywords of plain words; see `keywords.c`.
    private mutating func scanPlain<Sink: KeywordSink>(_ sink: inout Sink) {
        var tables = automaton.tables
        let isPlain: Int32 = automaton.folding == .plain ? 1 : 0
        var found: Int64
        repeat {
            found = c_tocsin_find(
                &tables, utf8.baseAddress, rawTokens, Int64(tokens.count), &memory.raw, isPlain)
            if found < 0 { memory.growHits() }
        } while found < 0
        let wordHits = memory.raw.word_hits.unsafelyUnwrapped
        let wordHitInfo = memory.raw.word_hit_info.unsafelyUnwrapped
        for i in 0..<Int(memory.raw.word_hit_count) {
            let token = wordHits[i]
            report(wordHitInfo[i], Int(token), Int(token), &sink)
        }
        let hits = memory.raw.hits.unsafelyUnwrapped
        for i in 0..<Int(found) {
            let hit = hits[i]
            if hit.check != 0, !passes(hit) { continue }
            report(hit.info, Int(hit.first), Int(hit.last), &sink)
        }
    }

    /// Reports the doubtful hits that reach over no end of a sentence, now that these are known.
    mutating func settle<Sink: KeywordSink>(_ sink: inout Sink) {
        for hit in memory.doubtful where isWithinSentence(hit) {
            report(hit.info, Int(hit.first), Int(hit.last), &sink)
        }
        memory.doubtful.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private mutating func report<Sink: KeywordSink>(
        _ info: UInt32, _ first: Int, _ last: Int, _ sink: inout Sink
    ) {
        let payload = info >> UInt32(C_TOCSIN_PAYLOAD)
        if info & UInt32(C_TOCSIN_DIRECT) != 0 {
            sink.found(Int32(truncatingIfNeeded: payload), first: first, last: last)
            return
        }
        var i = Int(payload)
        while true {
            let entry = automaton.outputs[i]
            let keyword = KeywordOutput.keyword(entry)
            if !KeywordOutput.isExact(entry) || isExact(keyword, first, last) {
                sink.found(keyword, first: first, last: last)
            }
            if KeywordOutput.isLast(entry) { return }
            i += 1
        }
    }

    /// Whether a hit stands that the inner loop could not judge.
    @inline(never)
    private func passes(_ hit: c_tocsin_keyword_hit) -> Bool {
        if hit.check & UInt32(C_TOCSIN_CHECK_LETTERS) != 0 {
            for i in Int(hit.first)...Int(hit.last) where !WordHash.isUnique(tokens[i].hash) {
                if !isWord(i, memory.words[i]) { return false }
            }
        }
        if hit.check & UInt32(C_TOCSIN_CHECK_SENTENCE) == 0 { return true }
        if isDivided { return isWithinSentence(hit) }
        var settled = hit
        settled.check = 0
        memory.doubtful.append(settled)
        return false
    }

    private func isWithinSentence(_ hit: c_tocsin_keyword_hit) -> Bool {
        if tokens[Int(hit.first)].sentence == tokens[Int(hit.last)].sentence { return true }
        return (Int(hit.first) + 1...Int(hit.last)).allSatisfy(isAdjacent)
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

    /// Compares a token with a word of the set, letter by letter.
    @inline(never)
    func isWord(_ token: Int, _ word: UInt32) -> Bool {
        guard word != Self.none else { return false }
        let from = Int(automaton.tables.letter_offsets[Int(word)])
        let length = Int(automaton.tables.letter_offsets[Int(word) + 1]) - from
        let letters = automaton.tables.letters + from
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
                let written = UnsafeRawBufferPointer(rebasing: letters[at + 4..<at + 4 + length])
                same = isWritten(tokens[i], written, asPrefix: isPrefix && i == last)
                at += 4 + length
                i += 1
            }
            if same { return true }
            low += 1
        }
        return false
    }

    /// Whether a token has the letters of a keyword, or begins with them: in either Unicode form.
    private func isWritten(
        _ token: Token, _ letters: UnsafeRawBufferPointer, asPrefix: Bool
    ) -> Bool {
        let found = UnsafeBufferPointer(rebasing: utf8[Int(token.start)..<Int(token.end)])
        if found.count == letters.count || asPrefix && found.count > letters.count,
            found.prefix(letters.count).elementsEqual(letters)
        {
            return true
        }
        guard token.flags.contains(.nonASCII) else { return false }
        // Strings compare by canonical equivalence: "é" in one scalar or in two.
        let text = String(decoding: found, as: UTF8.self)
        let keyword = String(decoding: letters, as: UTF8.self)
        return asPrefix ? text.hasPrefix(keyword) : text == keyword
    }
}
