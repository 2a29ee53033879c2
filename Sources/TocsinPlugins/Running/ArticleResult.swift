package import TocsinLua
package import TocsinModel

/// What the rules made of one article.
package struct ArticleResult: Sendable {
    /// A rule that did not finish on this article, and why.
    package struct Failure: Sendable {
        package var rule: String
        package var error: LuaError
    }

    package var article: Article
    package var language: String
    package var sentences: Int
    /// False where no rule of extraction speaks the article's language.
    package var extracted: Bool
    /// Watchlists that matched, by rule.
    package var matches: [WatchlistMatch] = []
    package var events: [Event] = []
    package var claims: [Claim] = []
    package var failures: [Failure] = []
    /// Hits by rule number, for the profile and the report.
    package var hits: [Int: Int] = [:]
    package var log: [String] = []
    /// The sentences that matches and events stand in, for alerts: by where they start.
    package var evidence: [AlertEvidence] = []
    /// Hashes of the body's words in order, for near-duplicates.
    package var wordHashes: [UInt64] = []

    package init(article: Article, language: String, sentences: Int, extracted: Bool) {
        self.article = article
        self.language = language
        self.sentences = sentences
        self.extracted = extracted
    }
}

/// A watchlist's hit on an article.
package struct WatchlistMatch: Sendable {
    /// Index into `RuleSet.rules`.
    package var rule: Int
    /// The words found, in reading order.
    package var spans: [Evidence]
    /// The list row that matched first, for messages.
    package var row: [String: String]
}
