package import TocsinModel

/// Cuts text into words and sentences.
///
/// One pass over the bytes: a mask of word bytes for each block of 64, then one step a word. Words
/// of ASCII letters take the fast way; the rest (`WordCutter+Scalars.swift`) goes by tables.
package struct TextAnalyzer: Sendable {
    package enum Folding: String, Sendable {
        /// Lower case only, "'s" kept: the plain semantics of word search engines.
        case plain = "case"
        /// Case, accents and Unicode forms per script; "'s" cut off.
        case full
    }

    package let folding: Folding

    package init(folding: Folding = .full) { self.folding = folding }

    package func analyze(_ article: Article) -> AnalyzedArticle {
        AnalyzedArticle(
            article: article, title: analyze(article.title, field: .title),
            body: analyze(article.body, field: .body),
            language: article.language
                ?? LanguageDetector.detect(title: article.title, body: article.body) ?? "und")
    }

    package func analyze(_ text: String, field: Field) -> AnalyzedText {
        let utf8 = Self.padded(text)
        var cutter = WordCutter(folding: folding)
        utf8.withUnsafeBufferPointer {
            cutter.cut($0)
            cutter.divide()
        }
        defer { cutter.free() }
        return AnalyzedText(
            field: field, utf8: utf8, tokens: cutter.tokenArray, sentences: cutter.sentences,
            folding: folding)
    }

    /// The bytes of a text, with readable zeros after them: words are loaded sixteen bytes at a time.
    package static func padded(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { source in
            [UInt8](unsafeUninitializedCapacity: source.count + WordCutter.padding) {
                target, count in
                if let base = source.baseAddress {
                    target.baseAddress!.update(from: base, count: source.count)
                }
                (target.baseAddress! + source.count).update(
                    repeating: 0, count: WordCutter.padding)
                count = source.count
            }
        }
    }
}
