package import TocsinModel

/// What the pipeline knows of one article when it reaches the alert stage.
package struct ArticleReport: Sendable {
    /// Its body is not kept.
    package var article: Article
    package var events: [Event]
    package var matches: [WatchlistMatch]
    /// Hashes of the body's folded words in reading order, for near-duplicate detection.
    package var words: [UInt64]
    /// Ids of articles this one retracts; a new version of an article has the old one's id instead.
    package var withdraws: [String]

    package init(
        article: Article, events: [Event] = [], matches: [WatchlistMatch] = [],
        words: [UInt64] = [], withdraws: [String] = []
    ) {
        self.article = article
        self.events = events
        self.matches = matches
        self.words = words
        self.withdraws = withdraws
    }
}

/// One article's hit of one watchlist.
package struct WatchlistMatch: Hashable, Sendable {
    /// `plugin.rule`
    package var rule: String
    package var spans: [Evidence]
    /// The list rows that matched, for `{{row.x}}`.
    package var rows: [[String: String]]

    package init(rule: String, spans: [Evidence], rows: [[String: String]] = []) {
        self.rule = rule
        self.spans = spans
        self.rows = rows
    }
}

/// Gives the sentences of an alert; the pipeline has the text, this module has not.
package struct EvidenceSource: Sendable {
    package var event: @Sendable (Event) -> [AlertEvidence]
    package var match: @Sendable (_ article: String, WatchlistMatch) -> [AlertEvidence]

    package init(
        event: @escaping @Sendable (Event) -> [AlertEvidence],
        match: @escaping @Sendable (_ article: String, WatchlistMatch) -> [AlertEvidence]
    ) {
        self.event = event
        self.match = match
    }

    package static let none = EvidenceSource(event: { _ in [] }, match: { _, _ in [] })
}
