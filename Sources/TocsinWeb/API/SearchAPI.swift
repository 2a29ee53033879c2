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
                    APIParameter("limit", .integer(1...100), "Items a page; 20 where not given"),
                    Paging.parameters[1],
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
                        ])), "next?": .string, "read": .integer,
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
            let after = try Paging.after(request)
            // Bounded as the page is: a query without a rare word may end a page early, with fewer items
            // than asked for and a `next`.
            let found = try bench.read { reader in
                try search.page(
                    in: reader, filter: filter, limit: limit, after: after,
                    most: SearchView.mostRead)
            }
            return .json(
                [
                    "items": found.hits.map { hit in
                        ["article": row(hit), "snippet": hit.snippet] as APIObject
                    }, "next": found.next.map { Paging.cursor($0) }, "read": found.verified,
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
