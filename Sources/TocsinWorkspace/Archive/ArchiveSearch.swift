import TocsinMatching
package import TocsinModel
package import TocsinStore
import TocsinText

/// Finds stored articles by a query in the language of watchlists.
///
/// The full-text index gives candidates; each is matched as a rule would match it, so what is found
/// is exactly what a watchlist with that query finds.
package struct ArchiveSearch: Sendable {
    package struct Hit: Sendable {
        package var article: Article
        /// The sentence of the first match, with everything the query found in it.
        package var snippet: AlertEvidence
        /// How many versions the outlet has published.
        package var versions: Int
    }

    package struct Page: Sendable {
        package var hits: [Hit] = []
        /// True where there are more behind the page.
        package var hasMore = false
        /// Articles that were matched, found or not.
        package var verified = 0
        /// All that match; nil unless it was asked for.
        package var total: Int?
        /// Where the next page begins; nil where there is none.
        package var next: TocsinStore.Page.Cursor?
        /// True where so many articles were read that the page was ended before it was full.
        package var isCut = false
    }

    private let matcher: Matcher
    private let expression: String?
    private let analyzer = TextAnalyzer()

    /// - Parameter usesIndex: false: every article is read.
    /// - Throws: what is wrong with the query, pointing at the character.
    package init(query text: String, usesIndex: Bool = true) throws(Failure) {
        let query: Query
        do throws(QueryError) {
            query = try Query(parsing: text)
        } catch {
            throw Failure(message: error.description + "\n" + error.pointing)
        }
        var builder = MatcherBuilder()
        do throws(MatchingError) {
            _ = try builder.addQuery(query)
        } catch {
            throw Failure(message: "query: \(error.message)")
        }
        matcher = builder.build()
        expression = usesIndex ? SearchExpression.candidates(of: query) : nil
    }

    package struct Failure: Error, Sendable {
        package var message: String
    }

    /// The full-text expression of the candidates; nil: all articles.
    package var candidates: String? { expression }

    /// Newest first.
    ///
    /// - Parameters:
    ///   - skip: hits before the page.
    ///   - counting: match all candidates and say how many there are.
    ///   - after: hits behind this place only: where the page before it ended.
    ///   - most: the most articles that are read.
    package func page(
        in reader: StoreReader, filter: ArticleFilter = ArticleFilter(), skip: Int = 0,
        limit: Int = 20, counting: Bool = false, after: TocsinStore.Page.Cursor? = nil,
        most: Int = .max
    ) throws -> Page {
        var page = Page()
        var found = 0
        let scratch = MatcherScratch(matcher)
        var snippets: [(key: String, snippet: AlertEvidence)] = []
        var last: TocsinStore.Page.Cursor?
        try reader.eachText(filter, matching: expression, after: after) { text in
            if page.verified == most {
                page.isCut = true
                page.next = last
                return false
            }
            page.verified += 1
            defer { last = TocsinStore.Page.Cursor(time: text.published, row: text.row) }
            guard let words = match(text, scratch) else { return true }
            found += 1
            if found > skip, snippets.count < limit {
                snippets.append((text.key, words))
                if snippets.count == limit {
                    page.next = TocsinStore.Page.Cursor(time: text.published, row: text.row)
                }
            } else if found > skip + limit {
                page.hasMore = true
                return counting
            }
            return true
        }
        if !page.hasMore, !page.isCut { page.next = nil }
        if counting { page.total = found }
        for (key, snippet) in snippets {
            guard let article = try reader.article(key) else { continue }
            var snippet = snippet
            snippet.source = article.outlet ?? article.source
            page.hits.append(
                Hit(
                    article: article, snippet: snippet,
                    versions: try reader.versionCount(of: key)))
        }
        return page
    }

    /// The key of every article that matches, newest first.
    package func keys(in reader: StoreReader, filter: ArticleFilter = ArticleFilter()) throws
        -> [String]
    {
        var out: [String] = []
        let scratch = MatcherScratch(matcher)
        try reader.eachText(filter, matching: expression) { text in
            if match(text, scratch) != nil { out.append(text.key) }
            return true
        }
        return out
    }

    /// Nil where the query does not match.
    private func match(_ text: ArticleText, _ scratch: MatcherScratch) -> AlertEvidence? {
        let article = Article(
            id: text.key, title: text.title, language: text.language, body: text.body)
        let analyzed = analyzer.analyze(article)
        let found = matcher.match(analyzed, scratch) { _, _, _ in [] }
        guard case .words(let words)? = found.first?.finding else { return nil }
        return snippet(words, analyzed)
    }

    private func snippet(_ words: [WordMatch], _ analyzed: AnalyzedArticle) -> AlertEvidence {
        // A sentence of the body says more than the title, which is shown anyway.
        let first = words.first { $0.field == .body } ?? words.first
        guard let first else {
            let opening = analyzed.body.sentences.first?.bytes ?? 0..<0
            return AlertEvidence(
                article: analyzed.article.id, source: nil,
                sentence: Span(field: .body, range: opening),
                text: analyzed.body.text(opening), marks: [])
        }
        let text = analyzed[first.field]
        let at = text.bytes(first.tokens).lowerBound
        let sentence =
            text.sentences.first { $0.bytes.contains(at) }?.bytes ?? text.bytes(first.tokens)
        let marks = words.filter { $0.field == first.field }.map { text.bytes($0.tokens) }
            .filter { sentence.lowerBound <= $0.lowerBound && $0.upperBound <= sentence.upperBound }
        return AlertEvidence(
            article: analyzed.article.id, source: nil,
            sentence: Span(field: first.field, range: sentence), text: text.text(sentence),
            marks: marks.map {
                Evidence(
                    role: "word", span: Span(field: first.field, range: $0), text: text.text($0))
            })
    }
}
