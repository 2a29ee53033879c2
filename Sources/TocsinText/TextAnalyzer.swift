package import TocsinModel

/// Cuts text into words and sentences.
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
            body: analyze(article.body, field: .body), language: article.language ?? "und")
    }

    // A first, plain version: ASCII-minded words, sentences at . ! ? before a capital.
    package func analyze(_ text: String, field: Field) -> AnalyzedText {
        let utf8 = Array(text.utf8)
        var tokens: [Token] = []
        var sentences: [Sentence] = []
        var i = 0
        var firstToken = 0
        var gap = Gap.paragraph
        var paragraph = 0
        func isWord(_ b: UInt8) -> Bool {
            (48...57).contains(b) || (65...90).contains(b) || (97...122).contains(b) || b >= 128
        }
        func closeSentence() {
            guard tokens.count > firstToken else { return }
            let range = firstToken..<tokens.count
            sentences.append(
                Sentence(
                    tokens: range,
                    bytes: Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end),
                    paragraph: paragraph))
            firstToken = tokens.count
        }
        while i < utf8.count {
            if isWord(utf8[i]) {
                let start = i
                var hash: UInt64 = 0xcbf2_9ce4_8422_2325
                while i < utf8.count,
                    isWord(utf8[i])
                        || (i + 1 < utf8.count && [39, 44, 46].contains(utf8[i])
                            && isWord(utf8[i + 1]))
                {
                    let b = (65...90).contains(utf8[i]) ? utf8[i] + 32 : utf8[i]
                    hash = (hash ^ UInt64(b)) &* 0x100_0000_01b3
                    i += 1
                }
                var flags: TokenFlags = []
                if (65...90).contains(utf8[start]) { flags.insert(.capitalized) }
                if (48...57).contains(utf8[start]) { flags.insert(.digit) }
                tokens.append(
                    Token(
                        start: Int32(start), end: Int32(i), hash: hash,
                        sentence: Int32(sentences.count), flags: flags, gap: gap))
                gap = .nothing
            } else {
                let b = utf8[i]
                if b == 10 {
                    closeSentence()
                    paragraph += 1
                    gap = .paragraph
                } else if b == 46 || b == 33 || b == 63, i + 2 < utf8.count,
                    utf8[i + 1] == 32 || utf8[i + 1] == 34, (65...90).contains(utf8[i + 2])
                {
                    closeSentence()
                    gap = max(gap, .sentence)
                } else {
                    gap = max(gap, b == 32 ? .space : b == 45 || b == 39 ? .joiner : .punctuation)
                }
                i += 1
            }
        }
        closeSentence()
        return AnalyzedText(field: field, utf8: utf8, tokens: tokens, sentences: sentences)
    }
}
