package import TocsinText

/// Collects keywords and compiles them into one automaton.
///
/// Words of a phrase are of two kinds. A *plain* word is found by its folded form alone; phrases
/// of plain words go into the Aho–Corasick part. A *soft* word is a prefix, an inflected form, or
/// an Arabic or Hebrew word with its particles; one token may be several of them at once, so
/// phrases with a soft word go into a trie that is walked from each place it may begin.
package final class KeywordSetBuilder {
    package let folding: TextAnalyzer.Folding

    var cutter: WordCutter
    var folder: WordFolder
    var words = WordInterner()
    /// Children of the trie of plain phrases: (node, word) → node. A node of depth 1 is its word's
    /// number; deeper ones have the top bit set.
    var edges = PairTable()
    /// Of each deeper node: its parent and last word, and how many words it has.
    var parents: [UInt32] = []
    var lastWords: [UInt32] = []
    var depths: [UInt16] = []
    /// (node, keyword) pairs, and the keyword of a node that asks for nothing more.
    var outputs: [(node: UInt32, keyword: Int32)] = []
    var plainKeywords = PairTable()
    /// Keywords that compare case: the tokens as they must be written.
    var exactTokens: [(keyword: Int32, tokens: [[UInt8]], isPrefix: Bool)] = []
    var specialKeywords: [KeywordSpec: Int32] = [:]

    var softSymbols: [SoftSymbol] = []
    var softSymbolNumbers: [SoftSymbol: UInt32] = [:]
    var softEdges = PairTable()
    var softNodeCount: UInt32 = 1
    var softOutputs: [(node: UInt32, keyword: Int32)] = []

    package private(set) var keywordCount: Int32 = 0

    static let deep: UInt32 = 0x8000_0000

    package init(folding: TextAnalyzer.Folding = .full) {
        self.folding = folding
        cutter = WordCutter(folding: folding)
        folder = WordFolder(folding: folding)
    }

    deinit {
        cutter.free()
        folder.free()
    }

    /// Adds a keyword.
    /// - Returns: its number; keywords that mean the same have the same one.
    /// - Throws: when the keyword holds no word.
    package func add(_ spec: KeywordSpec) throws(MatchingError) -> Int32 {
        if !spec.exact, !spec.prefix, !spec.inflected, spec.endings.isEmpty {
            let padded = TextAnalyzer.padded(spec.text)
            if let number = padded.withUnsafeBufferPointer({ addPlain($0) }) { return number }
            if spec.text.utf8.isEmpty || cutter.tokenCount == 0 { throw Self.noWord(spec) }
        }
        if let number = specialKeywords[spec] { return number }
        let keyword = keywordCount
        if spec.endings.isEmpty {
            try add(spec.text, as: keyword, spec)
        } else {
            try add(spec.text, as: keyword, spec)
            for ending in spec.endings where !ending.isEmpty {
                try add(spec.text + ending, as: keyword, spec)
            }
        }
        specialKeywords[spec] = keyword
        keywordCount += 1
        return keyword
    }

    /// Adds a phrase of plain words; 64 bytes after it must be readable.
    ///
    /// - Parameter verbatim: what stands between spaces is a word as it is; one that no text can
    ///   hold ("shareholders'") is not cut into one that it can.
    /// - Returns: nil where it holds no word, or one that is soft.
    package func addPlain(_ text: UnsafeBufferPointer<UInt8>, verbatim: Bool = false) -> Int32? {
        cutter.cut(text)
        guard cutter.tokenCount > 0, !verbatim || isOnlyWords(text) else { return nil }
        if folding == .full {
            for i in 0..<cutter.tokenCount where cutter.tokens[i].flags.contains(.nonASCII) {
                if Particles.mayHave(text, cutter.tokens[i]) { return nil }
            }
        }
        var node = word(0, text)
        for i in 1..<max(1, cutter.tokenCount) { node = child(node, word(i, text)) }
        return Int32(
            bitPattern: plainKeywords.value(UInt64(node)) {
                let keyword = keywordCount
                keywordCount += 1
                outputs.append((node, keyword))
                return UInt32(bitPattern: keyword)
            })
    }

    /// Whether nothing but spaces stands between the words, and at least one.
    private func isOnlyWords(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = 0
        for i in 0..<cutter.tokenCount {
            let start = Int(cutter.tokens[i].start)
            guard i == 0 || start > end, text[end..<start].allSatisfy({ $0 == 32 }) else {
                return false
            }
            end = Int(cutter.tokens[i].end)
        }
        return text[end...].allSatisfy { $0 == 32 }
    }

    private func add(_ text: String, as keyword: Int32, _ spec: KeywordSpec) throws(MatchingError) {
        let padded = TextAnalyzer.padded(text)
        let found = padded.withUnsafeBufferPointer { addSpecial($0, as: keyword, spec) }
        if !found { throw Self.noWord(spec) }
    }

    private static func noWord(_ spec: KeywordSpec) -> MatchingError {
        MatchingError(
            code: "keyword.empty",
            message: "\"\(spec.written)\" holds no word; expected a letter or a digit")
    }

    private func addSpecial(
        _ text: UnsafeBufferPointer<UInt8>, as keyword: Int32, _ spec: KeywordSpec
    ) -> Bool {
        cutter.cut(text)
        let count = cutter.tokenCount
        guard count > 0 else { return false }
        var soft = spec.prefix || spec.inflected
        if folding == .full, !soft {
            soft = (0..<count).contains { Particles.mayHave(text, cutter.tokens[$0]) }
        }
        if spec.exact {
            exactTokens.append(
                (
                    keyword,
                    (0..<count).map {
                        Array(text[Int(cutter.tokens[$0].start)..<Int(cutter.tokens[$0].end)])
                    }, spec.prefix
                ))
        }
        guard soft else {
            var node = word(0, text)
            for i in 1..<max(1, count) { node = child(node, word(i, text)) }
            outputs.append((node, keyword))
            return true
        }
        var node: UInt32 = 0
        for i in 0..<count {
            let symbol = self.symbol(i, of: count, text, spec)
            node = softEdges.value(PairTable.key(node, symbol)) {
                softNodeCount += 1
                return softNodeCount - 1
            }
        }
        softOutputs.append((node, keyword))
        return true
    }

    /// The symbol of a word in a phrase with soft words.
    private func symbol(
        _ token: Int, of count: Int, _ text: UnsafeBufferPointer<UInt8>, _ spec: KeywordSpec
    ) -> UInt32 {
        let t = cutter.tokens[token]
        let kind: SoftSymbol.Kind
        if spec.prefix, token == count - 1 {
            kind = .prefix
        } else if spec.inflected {
            kind = .stem
        } else if folding == .full, Particles.mayHave(text, t) {
            kind = .particle
        } else {
            return word(token, text)
        }
        let range = Int(t.start)..<Int(t.end)
        // The stemmer wants the word as written; the others compare folded letters.
        let symbol = SoftSymbol(
            kind: kind,
            letters: kind == .stem ? Array(text[range]) : Array(folder.fold(text, range)))
        if let number = softSymbolNumbers[symbol] { return number }
        let number = Self.deep | UInt32(softSymbols.count)
        softSymbols.append(symbol)
        softSymbolNumbers[symbol] = number
        return number
    }

    private func word(_ token: Int, _ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let t = cutter.tokens[token]
        return words.intern(t.hash) {
            folder.fold(text, Int(t.start)..<Int(t.end))
        }
    }

    private func child(_ node: UInt32, _ word: UInt32) -> UInt32 {
        edges.value(PairTable.key(node, word)) {
            let depth = node & Self.deep == 0 ? 2 : depths[Int(node & ~Self.deep)] + 1
            parents.append(node)
            lastWords.append(word)
            depths.append(depth)
            return Self.deep | UInt32(parents.count - 1)
        }
    }
}

/// A word that is found by more than its folded form.
struct SoftSymbol: Hashable {
    enum Kind: UInt8 { case prefix, stem, particle }
    var kind: Kind
    var letters: [UInt8]
}
