import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

/// Articles: their list, and one with everything that was found in it.
enum ArticlePages {
    static let routes = [
        Route(.get, "/articles", "Articles, newest first") { request, bench in
            .page("articles", title: "Articles", section: .articles, try list(request, bench))
        },
        Route(.get, "/articles/{id}", "One article with what was found in it") {
            request, bench in
            let view = try one(request, bench)
            return .page("article", title: view.title, section: .articles, view)
        },
    ]

    static let shown = 50

    private static func list(_ request: WebRequest, _ bench: Workbench) throws -> ArticleListView {
        let filter = try ListFilter(request)
        let number = request.pageNumber
        let choices = try bench.choices.values()
        return try bench.read { reader in
            let found = try reader.articles(
                filter.articles, page: Page(limit: shown + 1, skip: (number - 1) * shown))
            let total = try reader.articleCount(filter.articles)
            return ArticleListView(
                articles: found.prefix(shown).map(ArticleListView.Row.init),
                total: PageText.plural(total, "article"), isEmpty: found.isEmpty,
                emptyReason: filter.isNarrow
                    ? "No article meets these filters."
                    : "Nothing has been read yet. Run the workspace: tocsin run, or tocsin watch.",
                form: FilterForm(
                    filter, action: "/articles",
                    choices: [
                        FilterForm.tallied(
                            "source", "Source", choices.publishers, chosen: filter.sources)
                    ],
                    ticks: [
                        .init(name: "edited", label: "Edited ones only", isTicked: filter.edited)
                    ]),
                pages: PageLinks(
                    filter, path: "/articles", number: number, hasNext: found.count > shown))
        }
    }

    private static func one(_ request: WebRequest, _ bench: Workbench) throws -> ArticleView {
        let name = request.parameter("id")
        let chosen = request["version"].flatMap { Int($0) }
        let found = try bench.read { reader -> ArticleFindings? in
            guard let article = try reader.article(name) else { return nil }
            return try ArticleFindings(article, reader)
        }
        guard let found else {
            throw WebFailure.notFound("article", name, list: "/articles")
        }
        // Names, places and figures that no rule took are recognized anew: they are not kept.
        let mentions = (try? bench.rules())?.ruleSet.mentions(in: found.article) ?? []
        return ArticleView(found, mentions: mentions, version: chosen)
    }
}

/// What the store has of an article.
struct ArticleFindings {
    var article: Article
    var row: ArticleRow?
    var versions: [ArticleVersion]
    var events: [Event]
    var claims: [Claim]
    var matches: [ArticleOutcome.Match]
    var alerts: [AlertRow]
    var incidents: [String: String]
    var copies: [ArticleRow]

    init(_ article: Article, _ reader: StoreReader) throws {
        self.article = article
        row = try reader.articles(keys: [article.id])[article.id]
        versions = try reader.versions(of: article.id)
        events = try reader.events(ofArticle: article.id)
        claims = try reader.claims(ofArticle: article.id)
        let current = versions.first(where: \.isCurrent)
        matches = try current.flatMap { try reader.outcome($0.id) }?.outcome.matches ?? []
        var filter = AlertFilter()
        filter.article = article.id
        alerts = try reader.alerts(filter, page: Page(limit: 20))
        incidents = [:]
        for id in Set(events.compactMap(\.incident)) {
            incidents[id] = try reader.incident(id).map(LedgerReport.title) ?? id
        }
        copies = try row?.story.map { try reader.copies(ofStory: $0) } ?? []
        copies.removeAll { $0.key == article.id }
    }
}

/// What `articles.mustache` draws.
struct ArticleListView: Sendable {
    struct Row: Sendable {
        var path: String
        var title: String
        var outlet: String
        var language: String
        var published: String
        var events: Int
        var versions: String?
        var isCopy: Bool

        init(_ row: ArticleRow) {
            path = PageText.path("/articles", row.key)
            title = row.title.isEmpty ? row.key : row.title
            outlet = row.outlet ?? row.source ?? ""
            language = row.language == "und" ? "unknown" : row.language ?? ""
            published = PageText.minute(row.published)
            events = row.events
            versions = row.versions > 1 ? "\(row.versions) versions" : nil
            isCopy = row.story != nil && row.story != row.key
        }
    }

    var articles: [Row]
    var total: String
    var isEmpty: Bool
    var emptyReason: String
    var form: FilterForm
    var pages: PageLinks
}
