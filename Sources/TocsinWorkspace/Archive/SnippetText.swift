package import TocsinModel

/// A sentence with what was found in it marked, cut around the marks to a few lines.
package struct SnippetText {
    package var style: TextStyle
    /// Bytes of the sentence that are shown.
    package var maximum: Int

    package init(style: TextStyle, maximum: Int = 320) {
        self.style = style
        self.maximum = maximum
    }

    package func lines(_ snippet: AlertEvidence) -> [String] {
        let utf8 = Array(snippet.text.utf8)
        let base = snippet.sentence.start
        let marks = snippet.marks.map {
            max(0, $0.span.start - base)..<min(utf8.count, $0.span.end - base)
        }.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
        // A window that begins a little before the first mark, at a word.
        var start = 0
        var end = utf8.count
        if utf8.count > maximum {
            start = max(0, (marks.first?.lowerBound ?? 0) - maximum / 3)
            while start > 0, utf8[start - 1] != 32 { start -= 1 }
            end = min(utf8.count, start + maximum)
            while end < utf8.count, utf8[end] != 32 { end += 1 }
        }
        var pieces = start > 0 ? "… " : ""
        var at = start
        func add(_ range: Range<Int>) -> String {
            String(decoding: utf8[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        func spaced(_ range: Range<Int>) -> String {
            guard !range.isEmpty else { return "" }
            let lead = utf8[range.lowerBound] <= 32 ? " " : ""
            let tail = utf8[range.upperBound - 1] <= 32 ? " " : ""
            let text = add(range)
            return text.isEmpty ? " " : lead + text + tail
        }
        for mark in marks where mark.lowerBound >= at && mark.upperBound <= end {
            pieces += spaced(at..<mark.lowerBound)
            // A mark is one word for the breaking of lines.
            pieces += style.mark(add(mark)).replacing(" ", with: "\u{a0}")
            at = mark.upperBound
        }
        pieces += spaced(at..<end)
        if end < utf8.count { pieces += " …" }
        return wrapped(pieces, style.width - 4).map { $0.replacing("\u{a0}", with: " ") }
    }
}
