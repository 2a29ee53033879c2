import Foundation
package import TocsinModel
import TocsinReaders
package import TocsinSources

/// Asks a source once, whatever its schedule, and says what it gives. Nothing is kept.
package struct SourceCheck: Sendable {
    package var source: FeedSource
    package var articles: [Article] = []
    package var diagnostics: [Diagnostic] = []
    /// Why nothing was read; nil where something was.
    package var failure: String?
    /// Where permanent redirects lead: what the workspace should say instead.
    package var movedTo: String?

    package init(_ followed: FollowedSource, fetcher: SourceFetcher, now: Timestamp) {
        source = followed.source
        var state = SourceState(address: source.address)
        switch fetcher.fetch(source, state: &state, now: now) {
        case .content(let bytes, let charset, let url):
            let read = FollowedSource.read(
                bytes, charset: charset, url: url, followed, now: now)
            articles = read.articles
            diagnostics = read.diagnostics
            if articles.isEmpty { failure = "the answer holds no article" }
        case .notModified: failure = "the server says that nothing changed, unasked"
        case .failed(let reason), .gone(let reason): failure = reason
        case .waiting: failure = "its time has not come"
        }
        movedTo = state.movedTo
    }
}

extension FollowedSource {
    /// The articles of an answer, marked with what the workspace says of their source.
    ///
    /// - Parameter now: published then, where a page or an entry does not say.
    package static func read(
        _ bytes: [UInt8], charset: String?, url: String, _ followed: FollowedSource, now: Timestamp
    ) -> (articles: [Article], diagnostics: [Diagnostic]) {
        var options = followed.options
        options.charset = charset
        options.url = url
        var articles: [Article] = []
        var diagnostics: [Diagnostic] = []
        ArticleReader(options: options).read(
            bytes, name: followed.source.displayName,
            each: { article in
                var article = followed.source.profile.marking(article)
                // A feed's entry without a date is news when it is first seen.
                if article.published == nil { article.published = now }
                articles.append(article)
            }, trouble: { diagnostics.append($0) })
        return (articles, diagnostics)
    }
}
