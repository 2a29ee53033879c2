import TocsinModel
import TocsinStore
import TocsinWorkspace

enum SearchAPI {
    static let routes = [
        Route.api(
            .get, "/search", "Articles by a query in the language of watchlists, newest first",
            query: [
                APIParameter("q", .text, "the query, e.g. drone* NEAR/8 Moscow", required: true)
            ]
                + ArticleAPI.filters + [
                    APIParameter("page", .integer(1...1000), "From 1"),
                    APIParameter("limit", .integer(1...100), "Items a page; 20 where not given"),
                ],
            answer: .json(
                .object([
                    "items": .list(
                        .object([
                            "article": .object([
                                "id": .string, "title": .string, "source?": .string,
                                "outlet?": .string, "language?": .string, "url?": .string,
                                "published?": .time, "versions": .integer,
                            ]),
                            "snippet": .reference("AlertEvidence"),
                        ])), "has_more": .boolean,
                ]))
        ) { request, bench in
            let search: ArchiveSearch
            do throws(ArchiveSearch.Failure) {
                search = try ArchiveSearch(query: request["q"] ?? "")
            } catch {
                throw WebFailure(.unprocessable, code: "query.syntax", error.message)
            }
            let limit = request.integer("limit") ?? 20
            let filter = ArticleAPI.filter(request)
            let skip = ((request.integer("page") ?? 1) - 1) * limit
            let found = try bench.read { reader in
                try search.page(in: reader, filter: filter, skip: skip, limit: limit)
            }
            return .json(
                [
                    "items": found.hits.map { hit in
                        ["article": row(hit), "snippet": hit.snippet] as APIObject
                    }, "has_more": found.hasMore,
                ] as APIObject)
        }
    ]

    private static func row(_ hit: ArchiveSearch.Hit) -> APIObject {
        let article = hit.article
        return [
            "id": article.id, "title": article.title, "source": article.source,
            "outlet": article.outlet, "language": article.language, "url": article.url,
            "published": article.published, "versions": hit.versions,
        ]
    }
}
