/// Folded forms, made when asked for: a scan compares hashes, and letters only on a hit.
extension AnalyzedText {
    /// The folded form of a word, as `Token.hash` has it.
    package func folded(_ token: Int) -> String {
        withFolded(token) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a word's folded form.
    package func withFolded<R>(_ token: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let t = tokens[token]
        return utf8.withUnsafeBufferPointer { buffer in
            var folder = WordFolder(folding: folding)
            defer { folder.free() }
            return body(folder.fold(buffer, Int(t.start)..<Int(t.end)))
        }
    }
}

/// Folds single words; keeps its buffer from one to the next.
package struct WordFolder {
    let folding: TextAnalyzer.Folding
    private var buffer = FoldBuffer()

    package init(folding: TextAnalyzer.Folding) { self.folding = folding }

    package func free() { buffer.free() }

    /// The folded form of one token, valid until the next call.
    package mutating func fold(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
        -> UnsafeBufferPointer<UInt8>
    {
        buffer.clear()
        guard let base = text.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
        var i = range.lowerBound
        var apostrophes = false
        while i < range.upperBound {
            let scalar = DecodedScalar(base + i, left: range.upperBound - i)
            if folding == .full, scalar.value >= 39,
                WordCutter.isApostrophe(scalar.value) || WordCutter.isApostropheLetter(scalar.value)
            {
                buffer.append(39)
                apostrophes = true
            } else {
                buffer.append(scalar.value, base + i, scalar.length, folding: folding)
            }
            i += scalar.length
        }
        let count = apostrophes ? buffer.dropApostrophes(from: 0, to: buffer.count) : buffer.count
        return UnsafeBufferPointer(start: UnsafePointer(buffer.bytes), count: count)
    }
}
