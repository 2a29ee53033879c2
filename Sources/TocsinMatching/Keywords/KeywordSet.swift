/// One way to write a word or phrase that rules look for.
package struct KeywordSpec: Hashable, Sendable {
    /// As the rule writes it, without its marks: `enrich` for `enrich*`.
    package var text: String
    /// `=SWIFT`: case and accents must be as written.
    package var exact: Bool
    /// `enrich*`: the last word is a prefix.
    package var prefix: Bool
    /// `attack~`: any inflected form of each word, in the article's language.
    package var inflected: Bool
    /// `Орешник~{а, ом}`: the endings that may follow the last word, the bare word included.
    package var endings: [String]

    package init(
        text: String, exact: Bool = false, prefix: Bool = false, inflected: Bool = false,
        endings: [String] = []
    ) {
        self.text = text
        self.exact = exact
        self.prefix = prefix
        self.inflected = inflected
        self.endings = endings
    }
}

/// A keyword found: which, and over which tokens of the field.
package struct KeywordHit: Hashable, Sendable {
    package var keyword: Int32
    package var tokens: Range<Int32>

    package init(keyword: Int32, tokens: Range<Int32>) {
        self.keyword = keyword
        self.tokens = tokens
    }
}
