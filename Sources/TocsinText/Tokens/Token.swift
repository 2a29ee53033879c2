package import TocsinModel

/// One word of a field.
///
/// Words follow UAX #29; under `.full` folding a possessive "'s" is cut off (`flags` says so), so
/// "Ukraine's" is the word "Ukraine", and an elided article is a word of its own: "l'Iran" is "l",
/// "Iran". Scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar) give one token a
/// character, so that any phrase of them is found as adjacent tokens.
/// Punctuation is not a token; `gap` says what stood before this one.
package struct Token: Sendable {
    /// UTF-8 offsets in the field, half-open.
    package var start: Int32
    package var end: Int32
    /// Of the folded form. Two words with one hash are not always one word: the automaton compares
    /// the letters before it believes a hit.
    package var hash: UInt64
    /// Index into `AnalyzedText.sentences`.
    package var sentence: Int32
    package var flags: TokenFlags
    package var gap: Gap

    package init(
        start: Int32, end: Int32, hash: UInt64, sentence: Int32, flags: TokenFlags, gap: Gap
    ) {
        self.start = start
        self.end = end
        self.hash = hash
        self.sentence = sentence
        self.flags = flags
        self.gap = gap
    }
}

package struct TokenFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Starts with an upper-case letter.
    package static let capitalized = TokenFlags(rawValue: 1)
    /// All its letters are upper case, and there are two or more.
    package static let allCaps = TokenFlags(rawValue: 2)
    /// Starts with a digit.
    package static let digit = TokenFlags(rawValue: 4)
    /// Has a digit somewhere.
    package static let hasDigit = TokenFlags(rawValue: 8)
    /// Has a byte above ASCII.
    package static let nonASCII = TokenFlags(rawValue: 16)
    /// A "'s" that follows was cut off.
    package static let possessive = TokenFlags(rawValue: 32)
    /// Of a script written without spaces (Han, Kana, Thai, …): one token a character.
    package static let ideographic = TokenFlags(rawValue: 64)
}

/// The strongest thing that stands between a token and the one before it in the field.
package enum Gap: UInt8, Sendable, Comparable {
    /// Nothing: parts of a script without spaces.
    case nothing
    case space
    /// `-` or `'` or `.` inside one written word: "Al-Qaeda", "S-300".
    case joiner
    /// `,` `(` `)` quotes, dashes, `;` `:` `/` …
    case punctuation
    /// A new sentence begins with this token.
    case sentence
    /// A new paragraph begins with this token.
    case paragraph

    package static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
}

/// A sentence: its tokens, its bytes (without the white space around it) and its paragraph.
package struct Sentence: Sendable, Hashable {
    package var tokens: Range<Int>
    package var bytes: Range<Int>
    package var paragraph: Int

    package init(tokens: Range<Int>, bytes: Range<Int>, paragraph: Int) {
        self.tokens = tokens
        self.bytes = bytes
        self.paragraph = paragraph
    }
}

/// One field of an article, cut into words and sentences.
package struct AnalyzedText: Sendable {
    package let field: Field
    /// The original bytes.
    package let utf8: [UInt8]
    package let tokens: [Token]
    package let sentences: [Sentence]
    /// How `Token.hash` was folded.
    package let folding: TextAnalyzer.Folding

    package init(
        field: Field, utf8: [UInt8], tokens: [Token], sentences: [Sentence],
        folding: TextAnalyzer.Folding = .full
    ) {
        self.field = field
        self.utf8 = utf8
        self.tokens = tokens
        self.sentences = sentences
        self.folding = folding
    }

    /// The word as written.
    package func text(_ token: Int) -> String {
        let t = tokens[token]
        return String(decoding: utf8[Int(t.start)..<Int(t.end)], as: UTF8.self)
    }

    /// The bytes from the first token's start to the last one's end.
    package func bytes(_ tokenRange: Range<Int>) -> Range<Int> {
        guard !tokenRange.isEmpty else { return 0..<0 }
        return Int(tokens[tokenRange.lowerBound].start)..<Int(tokens[tokenRange.upperBound - 1].end)
    }

    package func text(_ bytes: Range<Int>) -> String {
        String(decoding: utf8[bytes], as: UTF8.self)
    }

    package func span(_ tokenRange: Range<Int>) -> Span {
        Span(field: field, range: bytes(tokenRange))
    }

    /// The sentence a byte offset falls in or, between two, the one before it.
    package func sentence(at byte: Int) -> Int? {
        var low = 0
        var high = sentences.count
        while low < high {
            let middle = (low + high) / 2
            if sentences[middle].bytes.lowerBound <= byte {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? nil : low - 1
    }

    /// The first token that ends after a byte offset.
    package func token(endingAfter byte: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if Int(tokens[middle].end) <= byte { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// An article with its title and body cut into words and sentences. Pure: the same article gives
/// the same analysis, always.
package struct AnalyzedArticle: Sendable {
    package let article: Article
    package let title: AnalyzedText
    package let body: AnalyzedText
    /// BCP 47; the article's own, else detected, else `und`.
    package let language: String

    package init(article: Article, title: AnalyzedText, body: AnalyzedText, language: String) {
        self.article = article
        self.title = title
        self.body = body
        self.language = language
    }

    package subscript(field: Field) -> AnalyzedText { field == .title ? title : body }
}
