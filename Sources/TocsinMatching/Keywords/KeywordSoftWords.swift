internal import TocsinText

/// The part of a keyword set that one folded form does not decide: prefixes, inflected forms,
/// Arabic and Hebrew words with particles, and the phrases that hold one.
struct SoftWords: @unchecked Sendable {
    let kinds: UnsafeBufferPointer<UInt8>
    let offsets: UnsafeBufferPointer<UInt32>
    let letters: UnsafeBufferPointer<UInt8>
    let edges: UnsafeBufferPointer<SoftEdge>
    let outputStart: UnsafeBufferPointer<UInt32>
    let outputs: UnsafeBufferPointer<Int32>

    func letters(_ symbol: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: letters[Int(offsets[symbol])..<Int(offsets[symbol + 1])])
    }

    func child(_ node: UInt32, _ symbol: UInt32) -> UInt32? {
        let key = PairTable.key(node, symbol)
        let mask = edges.count - 1
        var i = Int(
            truncatingIfNeeded: PairTable.mix(key)
                >> UInt64(64 - edges.count.trailingZeroBitCount))
        while true {
            let slot = edges[i]
            if slot.key == key { return slot.target }
            if slot.key == PairTable.empty { return nil }
            i = (i + 1) & mask
        }
    }
}

/// A step of the trie of soft phrases.
struct SoftEdge: BitwiseCopyable {
    var key: UInt64
    var target: UInt32
    static let empty = SoftEdge(key: PairTable.empty, target: 0)
}

/// What is known of the words of one language: which soft words each of them is.
///
/// A word is stemmed, cut to prefixes and stripped of particles the first time it is met; after
/// that one look-up tells. Words are compared byte by byte as written where eight bytes do not
/// tell them apart.
final class SoftLexicon {
    struct Entry {
        var hash: UInt64
        /// Length as written; 0 for an empty entry.
        var length: UInt32
        /// The bytes as written, in `written`; only of words whose hash may be another's.
        var offset: UInt32
        var word: UInt32
        var info: UInt32
        var readings: Range<Int32>
        static let empty = Entry(
            hash: 0, length: 0, offset: .max, word: .max, info: 0, readings: 0..<0)
    }

    private(set) var entries: [Entry]
    private var count = 0
    private(set) var written: [UInt8] = []
    /// Soft symbols (top bit set), and plain words that begin a soft phrase.
    private(set) var readings: [UInt32] = []

    private let stemmer: Stemmer?
    private var stems: [[UInt8]: [UInt32]] = [:]
    private var prefixes: [[UInt8]: UInt32] = [:]
    private var prefixLengths: [Int] = []
    private var particleWords: [[UInt8]: UInt32] = [:]

    /// Words remembered before it starts afresh: a bound on memory, not on what is found.
    private static let capacity = 1 << 16

    init(_ soft: SoftWords, language: String, folding: TextAnalyzer.Folding) {
        entries = Array(repeating: .empty, count: 4096)
        stemmer = Stemmer(language: language)
        var folder = WordFolder(folding: folding)
        defer { folder.free() }
        for symbol in soft.kinds.indices {
            let letters = soft.letters(symbol)
            let number = KeywordSetBuilder.deep | UInt32(symbol)
            switch SoftSymbol.Kind(rawValue: soft.kinds[symbol]) {
            case .prefix:
                prefixes[Array(letters)] = number
            case .particle:
                particleWords[Array(letters)] = number
            case .stem, nil:
                let folded = Array(folder.fold(letters, 0..<letters.count))
                // The word as written is found in every language.
                particleWords[[0] + folded] = number
                if let stem = stemmer?.foldedStem(of: letters) {
                    stems[stem, default: []].append(number)
                }
            }
        }
        prefixLengths = Set(prefixes.keys.map(\.count)).sorted()
    }

    /// Forgets everything when it has grown large; between scans only, as entries are in use in one.
    func trim() {
        guard count > Self.capacity else { return }
        entries = Array(repeating: .empty, count: 4096)
        count = 0
        written.removeAll()
        readings.removeAll()
    }

    private func grow() {
        var larger = [Entry](repeating: .empty, count: entries.count * 2)
        for entry in entries where entry.length != 0 {
            var i = Int(truncatingIfNeeded: entry.hash) & (larger.count - 1)
            while larger[i].length != 0 { i = (i + 1) & (larger.count - 1) }
            larger[i] = entry
        }
        entries = larger
    }

    /// The index of a token's entry, made where there is none.
    func entry(_ scanner: KeywordScanner, _ index: Int, _ soft: SoftWords) -> Int {
        let token = scanner.tokens[index]
        let length = UInt32(token.end - token.start)
        let isShort = WordHash.isUnique(token.hash)
        let mask = entries.count - 1
        var i = Int(truncatingIfNeeded: token.hash) & mask
        while entries[i].length != 0 {
            let entry = entries[i]
            if entry.hash == token.hash {
                if isShort || entry.length == length && isWritten(scanner, token, entry) {
                    return i
                }
            }
            i = (i + 1) & mask
        }
        entries[i] = make(scanner, index, soft, isShort: isShort)
        count += 1
        if count * 2 > entries.count {
            grow()
            return self.entry(scanner, index, soft)
        }
        return i
    }

    private func isWritten(_ scanner: KeywordScanner, _ token: Token, _ entry: Entry) -> Bool {
        let start = Int(token.start)
        let offset = Int(entry.offset)
        for i in 0..<Int(entry.length) where scanner.utf8[start + i] != written[offset + i] {
            return false
        }
        return true
    }

    private func make(
        _ scanner: KeywordScanner, _ index: Int, _ soft: SoftWords, isShort: Bool
    ) -> Entry {
        let token = scanner.tokens[index]
        let range = Int(token.start)..<Int(token.end)
        var (word, info) = scanner.look(up: index)
        if word != KeywordScanner.none, !isShort, !scanner.isWord(index, word) {
            (word, info) = (KeywordScanner.none, 0)
        }
        let first = Int32(readings.count)
        var found: [UInt32] = []
        func add(_ symbol: UInt32?) {
            if let symbol, !found.contains(symbol) { found.append(symbol) }
        }
        if word != KeywordScanner.none, soft.child(0, word) != nil { add(word) }
        let folded = Array(scanner.memory.folder.fold(scanner.utf8, range))
        let forms: [[UInt8]] =
            scanner.automaton.folding == .full && Particles.mayHave(scanner.utf8, token)
            ? folded.withUnsafeBufferPointer { Particles.forms($0) } : [folded]
        for form in forms {
            add(particleWords[form])
            for length in prefixLengths where length <= form.count {
                add(prefixes[Array(form[..<length])])
            }
            // An inflected keyword is found as it is written in every language, and without
            // particles, which Snowball leaves on.
            add(particleWords[[0] + form])
            if let stemmer, !stems.isEmpty, forms.count > 1 {
                let stem = form.withUnsafeBufferPointer { stemmer.foldedStem(of: $0) }
                for symbol in stems[stem] ?? [] { add(symbol) }
            }
        }
        if let stemmer, !stems.isEmpty {
            let stem = stemmer.foldedStem(of: UnsafeBufferPointer(rebasing: scanner.utf8[range]))
            for symbol in stems[stem] ?? [] { add(symbol) }
        }
        readings += found
        var offset = UInt32.max
        if !isShort {
            offset = UInt32(written.count)
            written.append(contentsOf: scanner.utf8[range])
        }
        return Entry(
            hash: token.hash, length: UInt32(range.count), offset: offset, word: word, info: info,
            readings: first..<Int32(readings.count))
    }
}

extension KeywordScanner.Memory {
    func lexicon(_ language: String, _ automaton: KeywordAutomaton, _ soft: SoftWords)
        -> SoftLexicon
    {
        if let known = lexicons[language] {
            known.trim()
            return known
        }
        // Memory stays bounded whatever languages the articles claim to be in.
        if lexicons.count >= 8 { lexicons.removeAll() }
        let made = SoftLexicon(soft, language: language, folding: automaton.folding)
        lexicons[language] = made
        return made
    }
}

extension KeywordScanner {
    /// Looks each token up in the lexicon, once for both passes.
    mutating func readSoft(_ lexicon: SoftLexicon) {
        guard let soft = automaton.soft else { return }
        memory.softTokens.removeAll(keepingCapacity: true)
        memory.softReadings.removeAll(keepingCapacity: true)
        for i in tokens.indices {
            let index = lexicon.entry(self, i, soft)
            let entry = lexicon.entries[index]
            memory.words[i] = entry.word
            memory.info[i] = entry.info
            memory.softReadings.append(entry.readings)
            if !entry.readings.isEmpty { memory.softTokens.append(Int32(i)) }
        }
    }

    /// Walks the trie of soft phrases from each token that may begin one.
    mutating func scanSoft<Sink: KeywordSink>(
        _ soft: SoftWords, _ lexicon: SoftLexicon, _ sink: inout Sink
    ) {
        for first in memory.softTokens {
            walk(soft, lexicon, node: 0, first: Int(first), at: Int(first), &sink)
        }
    }

    private mutating func walk<Sink: KeywordSink>(
        _ soft: SoftWords, _ lexicon: SoftLexicon, node: UInt32, first: Int, at: Int,
        _ sink: inout Sink
    ) {
        guard at < tokens.count, at == first || isAdjacent(at) else { return }
        var tried = Self.none
        for reading in memory.softReadings[at] {
            let symbol = lexicon.readings[Int(reading)]
            if symbol & KeywordSetBuilder.deep == 0 { tried = symbol }
            step(soft, lexicon, node, symbol, first, at, &sink)
        }
        let word = memory.words[at]
        if word != Self.none, word != tried, at > first {
            step(soft, lexicon, node, word, first, at, &sink)
        }
    }

    private mutating func step<Sink: KeywordSink>(
        _ soft: SoftWords, _ lexicon: SoftLexicon, _ node: UInt32, _ symbol: UInt32, _ first: Int,
        _ at: Int, _ sink: inout Sink
    ) {
        guard let child = soft.child(node, symbol) else { return }
        for i in Int(soft.outputStart[Int(child)])..<Int(soft.outputStart[Int(child) + 1]) {
            let keyword = soft.outputs[i]
            if keyword >= 0 || isExact(keyword & .max, first, at) {
                sink.found(keyword & .max, first: first, last: at)
            }
        }
        walk(soft, lexicon, node: child, first: first, at: at + 1, &sink)
    }
}
