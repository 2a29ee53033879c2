package import TocsinModel

/// Where a rule is to be tried at all.
package struct MatcherScope: Hashable, Sendable {
    /// Empty means all.
    package var fields: Set<Field>
    /// BCP 47; `en` stands for `en-GB` too. Empty means all; an article whose language is not known
    /// (`und`) is tried by every rule.
    package var languages: [String]

    package init(fields: Set<Field> = [], languages: [String] = []) {
        self.fields = fields
        self.languages = languages
    }

    package static let everywhere = MatcherScope()

    package func admits(_ field: Field) -> Bool { fields.isEmpty || fields.contains(field) }

    package func admits(language: String) -> Bool {
        if languages.isEmpty || language == "und" { return true }
        return languages.contains { language == $0 || language.hasPrefix($0 + "-") }
    }
}

/// A watchlist: words of which enough must be there.
package struct WatchlistSpec: Sendable {
    /// Each group holds the spellings of one thing, and counts once.
    package var groups: [[KeywordSpec]]
    /// How many groups must be found.
    package var atLeast: Int
    /// A word that touches one of these phrases does not count.
    package var unless: [KeywordSpec]
    package var scope: MatcherScope

    package init(
        groups: [[KeywordSpec]], atLeast: Int = 1, unless: [KeywordSpec] = [],
        scope: MatcherScope = .everywhere
    ) {
        self.groups = groups
        self.atLeast = atLeast
        self.unless = unless
        self.scope = scope
    }
}

/// The token patterns of one rule.
package struct PatternRuleSpec: Sendable {
    package var patterns: [PatternSyntax]
    package var lists: [String: [KeywordSpec]]
    /// A match is dropped where one of these phrases stands just before it: begins before it, and
    /// ends at most two words before it, in the same sentence.
    package var notAfter: [KeywordSpec]
    package var scope: MatcherScope

    package init(
        patterns: [PatternSyntax], lists: [String: [KeywordSpec]] = [:],
        notAfter: [KeywordSpec] = [], scope: MatcherScope = .everywhere
    ) {
        self.patterns = patterns
        self.lists = lists
        self.notAfter = notAfter
        self.scope = scope
    }
}

/// What one rule found in one article.
package struct RuleMatch: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
        /// Words of a watchlist or query, or trigger words, in reading order.
        case words([WordMatch])
        /// One match of one pattern; its `pattern` is numbered within the rule.
        case pattern(PatternHit, field: Field, sentence: Int)
    }

    /// As `MatcherBuilder` numbered it.
    package var rule: Int
    package var finding: Finding

    package init(rule: Int, finding: Finding) {
        self.rule = rule
        self.finding = finding
    }
}

/// A word of a rule found in an article.
package struct WordMatch: Hashable, Sendable {
    package var field: Field
    /// Token indices in the field, half-open.
    package var tokens: Range<Int>
    /// Which of the rule's groups it belongs to: for a list, the row; 0 for a query.
    package var group: Int

    package init(field: Field, tokens: Range<Int>, group: Int) {
        self.field = field
        self.tokens = tokens
        self.group = group
    }
}

/// Why a rule did or did not match an article.
package enum RuleExplanation: Sendable {
    /// The rule is for other languages.
    case otherLanguage(article: String, rule: [String])
    /// `counted` groups of the `needed` were found.
    case words(
        counted: [WordMatch], needed: Int, missing: [Int],
        cancelled: [(word: WordMatch, by: WordMatch)])
    case query(QueryTrace)
    /// The best of each pattern, by its number within the rule.
    case patterns([PatternOutcome])
}

/// The best that one pattern did in an article.
package struct PatternOutcome: Sendable {
    package var field: Field
    package var sentence: Int
    package var trace: PatternTrace
    /// The phrase of `not_after` that stood before the match.
    package var droppedAfter: Range<Int>?
}
