import TocsinModel

/// By what an article is known again.
struct ArticleIdentity: Hashable, Sendable {
    /// The canonical address; nil where it has none.
    let url: String?
    /// Of title and body: what an outlet edits.
    let content: String
    /// Of what else decides what the rules make of it: dates, language, who printed it.
    let details: String

    init(_ article: Article) {
        url = article.url.flatMap { CanonicalURL($0)?.text }
        content = StableHash.hex(of: article.title, article.body)
        details = StableHash.hex(
            of: article.published?.description ?? "", article.updated?.description ?? "",
            article.language ?? "", article.source ?? "", article.outlet ?? "",
            article.author ?? "", article.dateline ?? "", article.originalLanguage ?? "",
            article.translatedBy ?? "", article.translationOf ?? "", article.url ?? "")
    }
}

/// How an article that was just read stands to those in the store.
package struct ArticleStanding: Hashable, Sendable {
    package enum State: String, Sendable {
        case new
        /// The same text is there and counts.
        case known
        /// The outlet has edited it.
        case changed
        /// The text of an earlier version: a slow source, not news.
        case outdated
    }

    package var state: State
    /// The id it goes by in the store: the one it first came under.
    package var key: String
    /// Row of the version with this text; nil where there is none.
    package var version: Int64?
    /// True where that version's outcome is complete under the rules asked about.
    package var isDone: Bool
    /// True where the alert stage has taken that version.
    package var isStaged = false
}
