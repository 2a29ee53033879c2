import Foundation
import GRDB
package import TocsinModel

/// An article as lists show it.
package struct ArticleRow: Hashable, Sendable {
    package var row: Int64
    package var key: String
    package var title: String
    package var source: String?
    package var outlet: String?
    package var language: String?
    package var url: String?
    package var published: Timestamp?
    package var firstSeen: Timestamp
    /// How many versions there are; more than one: the outlet has edited it.
    package var versions: Int
    /// The id of the first article that told this story; its own where it is no copy.
    package var story: String?
    package var copyShare: Double?
    package var events: Int

    init(_ row: Row) {
        self.row = row["id"]
        key = row["key"]
        title = row["title"]
        source = row["source"]
        outlet = row["outlet"]
        language = row["language"]
        url = row["url"]
        published = (row["published"] as Int?).map { Timestamp(seconds: $0) }
        firstSeen = Timestamp(seconds: row["first_seen"])
        versions = row["versions"]
        story = row["story"]
        copyShare = row["copy_share"]
        events = row["events"]
    }
}

/// One version of an article: what it said from when on.
package struct ArticleVersion: Sendable {
    package var id: Int64
    /// From 1.
    package var number: Int
    package var taken: Timestamp
    package var article: Article
    package var isCurrent: Bool
}

extension StoreReader {
    /// How an article that was just read stands to the store.
    ///
    /// - Parameters:
    ///   - rules: the hash of the rules a finished outcome must be of.
    ///   - details: whether other dates or names alone make a new version: true for files, where a
    ///     person changed them; false for feeds, which say another date at every visit.
    package func standing(of article: Article, rules: String, details: Bool) throws
        -> ArticleStanding
    {
        let identity = ArticleIdentity(article)
        let found = try row(
            """
            SELECT id, key, version FROM articles WHERE key = ?1
            UNION ALL
            SELECT a.id, a.key, a.version FROM article_keys k JOIN articles a ON a.id = k.article
              WHERE k.key = ?1
            UNION ALL
            SELECT id, key, version FROM articles WHERE url = ?2
            LIMIT 1
            """, [article.id, identity.url])
        guard let found else {
            return ArticleStanding(state: .new, key: article.id, version: nil, isDone: false)
        }
        let key: String = found["key"]
        let current: Int64 = found["version"]
        let versions = try rows(
            """
            SELECT v.id, v.content_hash, v.details_hash, o.rules, o.complete,
              o.stage IS NOT NULL AS staged
            FROM versions v LEFT JOIN outcomes o ON o.version = v.id
            WHERE v.article = ? ORDER BY v.number DESC
            """, [found["id"] as Int64])
        let same = versions.first { version in
            (version["content_hash"] as String) == identity.content
                && (!details || (version["details_hash"] as String) == identity.details)
        }
        guard let same else {
            return ArticleStanding(state: .changed, key: key, version: nil, isDone: false)
        }
        let version: Int64 = same["id"]
        return ArticleStanding(
            state: version == current ? .known : .outdated, key: key, version: version,
            isDone: (same["rules"] as String?) == rules && (same["complete"] as Bool?) == true,
            isStaged: same["staged"])
    }

    /// An article as it counts now, by any id it came under.
    package func article(_ key: String) throws -> Article? {
        try version(
            "WHERE a.id = (SELECT id FROM articles WHERE key = ?1 UNION ALL "
                + "SELECT article FROM article_keys WHERE key = ?1 LIMIT 1) AND v.id = a.version",
            [key])?.article
    }

    /// All versions of an article, oldest first.
    package func versions(of key: String) throws -> [ArticleVersion] {
        try rows(versionSQL + "WHERE a.key = ? ORDER BY v.number", [key]).map(version)
    }

    private func version(_ condition: String, _ arguments: StatementArguments) throws
        -> ArticleVersion?
    {
        try row(versionSQL + condition, arguments).map(version)
    }

    private var versionSQL: String {
        "SELECT v.id, v.number, v.taken, v.title, v.body, v.json, a.key, a.version = v.id AS current "
            + "FROM versions v JOIN articles a ON a.id = v.article "
    }

    private func version(_ row: Row) throws -> ArticleVersion {
        ArticleVersion(
            id: row["id"], number: row["number"], taken: Timestamp(seconds: row["taken"]),
            article: try StoreReader.article(row), isCurrent: row["current"])
    }

    /// From the columns `json`, `title`, `body`, `key`.
    static func article(_ row: Row) throws -> Article {
        var article = try StoreJSON.value(Article.self, row["json"])
        article.title = row["title"]
        article.body = row["body"]
        article.id = row["key"]
        return article
    }

    /// Articles of a filter, newest first.
    package func articles(_ filter: ArticleFilter = ArticleFilter(), page: Page = Page()) throws
        -> [ArticleRow]
    {
        var query = StoreQuery("SELECT * FROM articles")
        filter.narrow(&query)
        query.page(page, time: "articles.published", id: "articles.id")
        return try rows(query.sql, query.arguments).map(ArticleRow.init)
    }

    package func articleCount(_ filter: ArticleFilter = ArticleFilter()) throws -> Int {
        var query = StoreQuery("SELECT count(*) FROM articles")
        filter.narrow(&query)
        return try int(query.sql, query.arguments)
    }

    /// The copies of a story, the first teller's own article among them.
    package func copies(ofStory story: String) throws -> [ArticleRow] {
        try rows("SELECT * FROM articles WHERE story = ? ORDER BY published, id", [story])
            .map(ArticleRow.init)
    }

    // MARK: Asking

    func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws
        -> [Row]
    {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func int(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    func strings(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws
        -> [String]
    {
        try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension StoreWriter {
    /// Puts an article's outcome in: the article where it is new, a version where its text is, and
    /// what the rules made of it in place of what they made of this version before.
    ///
    /// The alert stage has not taken it yet: see `unstaged`.
    /// - Parameters:
    ///   - standing: what `standing(of:rules:details:)` said of it in this run.
    /// - Returns: the row of the version.
    @discardableResult
    package func put(
        _ prepared: PreparedOutcome, standing: ArticleStanding, rules: String, now: Timestamp
    ) throws -> Int64 {
        let outcome = prepared.outcome
        let article = outcome.article
        let published = article.published?.seconds
        var version = standing.version
        let row: Int64
        if standing.state == .new {
            try run(
                """
                INSERT INTO articles (key, url, content_hash, title, source, outlet, language,
                  published, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    standing.key, prepared.identity.url, prepared.identity.content, article.title,
                    article.source, article.outlet, outcome.language, published, now.seconds,
                ])
            row = db.lastInsertedRowID
        } else {
            guard
                let known = try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT id FROM articles WHERE key = ?"),
                    arguments: [standing.key])
            else {
                throw StoreError(
                    .unknown, place: "",
                    message: "the article \(standing.key) is not there any more")
            }
            row = known
        }
        if version == nil {
            if standing.state == .changed { try retire(row) }
            try run(
                """
                INSERT INTO versions (article, number, content_hash, details_hash, taken, title,
                  json, body)
                VALUES (?1, 1 + (SELECT versions FROM articles WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                [
                    row, prepared.identity.content, prepared.identity.details, now.seconds,
                    article.title, prepared.articleJSON, article.body,
                ])
            version = db.lastInsertedRowID
            try run(
                """
                UPDATE articles SET version = ?, versions = versions + 1, content_hash = ?,
                  title = ?, source = ?, outlet = ?, language = ?, published = ? WHERE id = ?
                """,
                [
                    version, prepared.identity.content, article.title, article.source,
                    article.outlet, outcome.language, published, row,
                ])
            try run(
                "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)",
                [row, article.title, article.body])
        }
        try put(prepared, article: row, version: version!, rules: rules)
        return version!
    }

    /// Another id for an article.
    package func alias(_ key: String, for article: String) throws {
        try run(
            "INSERT OR IGNORE INTO article_keys SELECT ?, id FROM articles WHERE key = ?",
            [key, article])
    }

    /// The version that counted makes way for a new one.
    private func retire(_ article: Int64) throws {
        try run(
            """
            INSERT INTO article_search (article_search, rowid, title, body)
            SELECT 'delete', id, title, body FROM article_text WHERE id = ?
            """, [article])
        try run("UPDATE events SET current = 0 WHERE article = ?", [article])
        try run("UPDATE claims SET current = 0 WHERE article = ?", [article])
        try run(
            "DELETE FROM rule_hits WHERE version IN (SELECT id FROM versions WHERE article = ?)",
            [article])
    }

    private func put(
        _ prepared: PreparedOutcome, article: Int64, version: Int64, rules: String
    ) throws {
        let outcome = prepared.outcome
        let published = outcome.article.published?.seconds
        try run("DELETE FROM events WHERE version = ?", [version])
        try run("DELETE FROM claims WHERE version = ?", [version])
        try put(outcome.hits, of: version, published: outcome.article.published)
        try run(
            """
            INSERT INTO outcomes (version, rules, complete, words, json) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT(version) DO UPDATE SET rules = excluded.rules,
              complete = excluded.complete, words = excluded.words, json = excluded.json,
              stage = NULL, clock = NULL
            """,
            [
                version, rules, outcome.isComplete, Data(prepared.words), prepared.report,
            ])
        for (ordinal, event) in prepared.events.enumerated() {
            let summary = event.summary
            try run(
                """
                INSERT INTO events (key, version, article, ordinal, kind, label, published, day,
                  until, country, place, latitude, longitude, killed_low, killed_high, injured_low,
                  injured_high, polarity, modality, confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    event.key, version, article, ordinal, event.kind, event.label, published,
                    event.day, event.until, summary.country, summary.place, summary.latitude,
                    summary.longitude, summary.killedLow, summary.killedHigh, summary.injuredLow,
                    summary.injuredHigh, event.polarity, event.modality, event.confidence,
                ])
            let id = db.lastInsertedRowID
            try run("INSERT INTO event_values VALUES (?, ?)", [id, event.json])
            for rule in event.rules {
                try run("INSERT INTO event_rules VALUES (?, ?)", [rule, id])
            }
            for country in summary.countries {
                try run("INSERT INTO event_countries VALUES (?, ?)", [country, id])
            }
        }
        for (ordinal, claim) in outcome.claims.enumerated() {
            try run(
                """
                INSERT INTO claims (key, version, article, ordinal, speaker, source_kind, stance,
                  form, event, field, published, json)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    claim.id, version, article, ordinal, claim.speaker, claim.sourceKind,
                    claim.stance.rawValue, claim.form.rawValue, claim.about?.event,
                    claim.about?.field, published, prepared.claims[ordinal],
                ])
        }
        try run(
            "UPDATE articles SET events = ? WHERE id = ?", [outcome.events.count, article])
    }
}
