import GRDB
package import TocsinModel

extension StoreReader {
    /// Articles whose current text may satisfy a full-text expression, best first: candidates, which
    /// the caller verifies with its own matching.
    ///
    /// - Parameters:
    ///   - expression: in FTS5's own syntax, over the columns `title` and `body`. Words are folded
    ///     to lower case without marks.
    ///   - newest: in order of publication instead of relevance.
    /// - SeeAlso: https://sqlite.org/fts5.html, Full-text Query Syntax.
    package func candidates(
        _ expression: String, _ filter: ArticleFilter = ArticleFilter(), newest: Bool = false,
        limit: Int = 1000
    ) throws -> [ArticleRow] {
        var query = StoreQuery(
            "SELECT articles.* FROM article_search JOIN articles ON articles.id = article_search.rowid"
        )
        query.require("article_search MATCH ?", expression)
        filter.narrow(&query)
        query.finish(
            newest
                ? "ORDER BY articles.published DESC, articles.id DESC LIMIT \(max(0, limit))"
                : "ORDER BY article_search.rank LIMIT \(max(0, limit))")
        return try rows(query.sql, query.arguments).map(ArticleRow.init)
    }

    package func candidateCount(_ expression: String, _ filter: ArticleFilter = ArticleFilter())
        throws -> Int
    {
        var query = StoreQuery(
            "SELECT count(*) FROM article_search JOIN articles ON articles.id = article_search.rowid"
        )
        query.require("article_search MATCH ?", expression)
        filter.narrow(&query)
        return try int(query.sql, query.arguments)
    }

    /// Each article as it counts now, in the order they were published: for replays.
    ///
    /// - Parameter matching: only those a full-text expression finds.
    package func eachArticle(
        _ filter: ArticleFilter = ArticleFilter(), matching expression: String? = nil,
        _ body: (Article) throws -> Void
    ) throws {
        var query = StoreQuery(
            "SELECT versions.json, versions.title, versions.body, articles.key FROM articles "
                + "JOIN versions ON versions.id = articles.version")
        if let expression {
            query.require(
                "articles.id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)",
                expression)
        }
        filter.narrow(&query)
        query.finish("ORDER BY articles.published, articles.id")
        let cursor = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
        while let row = try cursor.next() { try body(try StoreReader.article(row)) }
    }
}
