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

    /// The current text of each candidate, newest first, until `body` has enough: for verifying.
    ///
    /// - Parameters:
    ///   - expression: nil: every article.
    ///   - after: only those behind this place in the order.
    ///   - body: false ends the reading.
    package func eachText(
        _ filter: ArticleFilter = ArticleFilter(), matching expression: String? = nil,
        after: Page.Cursor? = nil, _ body: (ArticleText) throws -> Bool
    ) throws {
        // The index gives row numbers; sorting those is cheaper than sorting texts.
        var query = StoreQuery(
            "SELECT articles.id, articles.key, articles.language, articles.published, "
                + "versions.title, versions.body FROM articles "
                + "JOIN versions ON versions.id = articles.version")
        if let expression {
            query.require(
                "articles.id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)",
                expression)
        }
        filter.narrow(&query)
        if let after { query.require(after: after, time: "articles.published", id: "articles.id") }
        query.finish("ORDER BY articles.published DESC, articles.id DESC")
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: query.sql), arguments: query.arguments)
        while let row = try cursor.next() {
            let text = ArticleText(
                row: row["id"], key: row["key"], language: row["language"],
                published: (row["published"] as Int?).map { Timestamp(seconds: $0) },
                title: row["title"], body: row["body"])
            guard try body(text) else { return }
        }
    }
}

/// What of an article is matched.
package struct ArticleText: Hashable, Sendable {
    package var row: Int64
    package var key: String
    package var language: String?
    package var published: Timestamp?
    package var title: String
    package var body: String
}

extension StoreReader {
    /// Outlets by name, each once.
    package func outletNames(limit: Int = 500) throws -> [String] {
        // From one to the next in the index: not every article is looked at.
        try strings(
            """
            WITH RECURSIVE names(name) AS (
              SELECT min(outlet) FROM articles
              UNION ALL
              SELECT (SELECT min(outlet) FROM articles WHERE outlet > name) FROM names
              WHERE name IS NOT NULL)
            SELECT name FROM names WHERE name IS NOT NULL LIMIT ?
            """, [limit])
    }

    /// Languages of articles, the commonest first.
    package func languageNames() throws -> [String] {
        try strings(
            "SELECT language FROM (SELECT language FROM articles WHERE language IS NOT NULL "
                + "ORDER BY id DESC LIMIT 5000) GROUP BY language ORDER BY count(*) DESC, language")
    }

    /// How many versions of an article there are.
    package func versionCount(of key: String) throws -> Int {
        try int("SELECT versions FROM articles WHERE key = ?", [key])
    }
}

extension StoreWriter {
    /// Forgets the oldest articles with all their versions, events and claims. Incidents and alerts
    /// made of them stay: they are what was decided.
    ///
    /// - Parameter before: only those published (or, without a date, first seen) before; nil: any.
    /// - Returns: how many.
    package func removeArticles(before: Timestamp?, limit: Int) throws -> Int {
        let condition = before == nil ? "" : "WHERE coalesce(published, first_seen) < ? "
        let arguments: StatementArguments = before.map { [$0.seconds] } ?? []
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT id, version FROM articles \(condition)"
                + "ORDER BY coalesce(published, first_seen), id LIMIT \(max(0, limit))",
            arguments: arguments)
        for row in rows {
            let id: Int64 = row["id"]
            // The index keeps no text of its own: it is told what to forget.
            try run(
                "INSERT INTO article_search (article_search, rowid, title, body) "
                    + "SELECT 'delete', id, title, body FROM article_text WHERE id = ?", [id])
            try run("DELETE FROM held WHERE article = ?", [id])
            try run("DELETE FROM articles WHERE id = ?", [id])
        }
        return rows.count
    }
}
