package import TocsinModel

/// One reading of a stretch of tokens: a word or list entry that was found there, or a mention.
///
/// The pattern engine walks a lattice of arcs; it neither knows how words are found nor how
/// mentions are recognized.
package struct Arc: Hashable, Sendable {
    /// A keyword's number, or a mention kind's (see `PatternSet.symbol(for:)`).
    package var symbol: Int32
    /// Token indices in the field, half-open.
    package var start: Int32
    package var end: Int32

    package init(symbol: Int32, start: Int32, end: Int32) {
        self.symbol = symbol
        self.start = start
        self.end = end
    }
}

/// A pattern found, with what its roles captured.
package struct PatternHit: Hashable, Sendable {
    package struct Capture: Hashable, Sendable {
        package var role: String
        /// Token indices in the field, half-open.
        package var tokens: Range<Int>
        /// The kind asked for; nil for a capture of words.
        package var kind: MentionKind?

        package init(role: String, tokens: Range<Int>, kind: MentionKind?) {
            self.role = role
            self.tokens = tokens
            self.kind = kind
        }
    }

    package var pattern: Int
    package var tokens: Range<Int>
    package var captures: [Capture]

    package init(pattern: Int, tokens: Range<Int>, captures: [Capture]) {
        self.pattern = pattern
        self.tokens = tokens
        self.captures = captures
    }
}
