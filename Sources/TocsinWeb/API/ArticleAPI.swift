import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

enum ArticleAPI {
    static let filters = [
        APIParameter("since", .time, "Not published before"),
        APIParameter("until", .time, "Published before"),
        APIParameter("source", .text, "Of this source", list: true),
        APIParameter("outlet", .text, "Of this outlet", list: true),
        APIParameter("language", .text, "In this language, such as en", list: true),
        APIParameter("edited", .flag, "Only those the outlet has edited"),
        APIParameter("without_copies", .flag, "Only first tellers of a story"),
    ]

    static let row: Schema = .object([
        "id": .string, "title": .string, "source?": .string, "outlet?": .string,
        "language?": .string, "url?": .string, "published?": .time, "first_seen": .time,
        "versions": .integer, "story?": .string, "copy_share?": .number, "events": .integer,
    ])

    static let routes = [
        Route.api(
            .get, "/articles", "Articles, newest first",
            query: filters + Paging.words + Paging.parameters,
            answer: .json(.page(.reference("ArticleRow")))
        ) { request, bench in
            let page = try Paging.page(request)
            var filter = filter(request)
            filter.words = request.words
            let asked = filter
            let rows = try bench.read { try $0.articles(asked, page: page) }
            return Paging.answer(
                rows, page, cursor: { Paging.cursor($0.published, $0.row) }, item: object)
        },
        Route.api(
            .get, "/articles/{id}", "One article as it counts now",
            answer: .json(
                .object(["article": .reference("Article"), "versions": .integer]))
        ) { request, bench in
            let (article, versions) = try bench.read { reader in
                let article = try find(request, reader)
                return (article, try reader.versionCount(of: article.id))
            }
            return .json(["article": article, "versions": versions] as APIObject)
        },
        Route.api(
            .get, "/articles/{id}/versions", "All versions of an article, oldest first",
            answer: .json(.object(["items": .list(.reference("ArticleVersion"))]))
        ) { request, bench in
            let versions = try bench.read { reader in
                try reader.versions(of: try find(request, reader).id)
            }
            return .json(
                [
                    "items": versions.suffix(100).map {
                        [
                            "number": $0.number, "taken": $0.taken, "is_current": $0.isCurrent,
                            "article": $0.article,
                        ] as APIObject
                    }
                ] as APIObject)
        },
        Route.api(
            .get, "/articles/{id}/events", "The events of an article, in reading order",
            answer: .json(.object(["items": .list(.reference("Event"))]))
        ) { request, bench in
            let events = try bench.read { reader in
                try reader.events(ofArticle: try find(request, reader).id)
            }
            return .json(["items": events] as APIObject)
        },
        Route.api(
            .get, "/articles/{id}/claims", "The claims of an article, in reading order",
            answer: .json(.object(["items": .list(.reference("Claim"))]))
        ) { request, bench in
            let claims = try bench.read { reader in
                try reader.claims(ofArticle: try find(request, reader).id)
            }
            return .json(["items": claims] as APIObject)
        },
        Route.api(
            .get, "/articles/{id}/mentions",
            "Figures, dates, places and names in an article, in reading order",
            answer: .json(.object(["items": .list(.reference("Mention"))]))
        ) { request, bench in
            let article = try bench.read { try find(request, $0) }
            let mentions = try bench.rules().ruleSet.mentions(in: article)
            return .json(["items": mentions.prefix(5000).map(object)] as APIObject)
        },
        Route.api(
            .get, "/claims", "Claims, newest first",
            query: [
                APIParameter("speaker", .text, "Only of this speaker"),
                APIParameter("limit", .integer(1...500), "How many; 50 where it is not given"),
            ], answer: .json(.object(["items": .list(.reference("Claim"))]))
        ) { request, bench in
            let page = Page(limit: request.integer("limit") ?? 50)
            let claims = try bench.read {
                try $0.claims(speaker: request["speaker"], page: page)
            }
            return .json(["items": claims] as APIObject)
        },
    ]

    static func filter(_ request: WebRequest) -> ArticleFilter {
        var filter = ArticleFilter()
        filter.since = request.time("since")
        filter.until = request.time("until")
        filter.sources = request.values("source")
        filter.outlets = request.values("outlet")
        filter.languages = request.values("language")
        filter.edited = request.flag("edited")
        filter.withoutCopies = request.flag("without_copies")
        return filter
    }

    static func object(_ row: ArticleRow) -> APIObject {
        [
            "id": row.key, "title": row.title, "source": row.source, "outlet": row.outlet,
            "language": row.language, "url": row.url, "published": row.published,
            "first_seen": row.firstSeen, "versions": row.versions, "story": row.story,
            "copy_share": row.copyShare, "events": row.events,
        ]
    }

    static let mention: Schema = .object([
        "kind": .string, "text": .string, "span": .reference("Span"),
        "quantity?": .reference("Quantity"), "time?": .reference("EventTime"),
        "place?": .reference("Place"), "entity?": .reference("Entity"),
    ])

    private static func object(_ mention: Mention) -> APIObject {
        let (name, value): (String, (any Encodable)?) =
            switch mention.value {
            case .none: ("quantity", nil)
            case .quantity(let quantity): ("quantity", quantity)
            case .time(let time): ("time", time)
            case .place(let place): ("place", place)
            case .entity(let entity): ("entity", entity)
            }
        return [
            "kind": mention.kind.name, "text": mention.text, "span": mention.span, name: value,
        ]
    }

    private static func find(_ request: WebRequest, _ reader: StoreReader) throws -> Article {
        let id = request.parameter("id")
        guard let article = try reader.article(id) else {
            throw WebFailure.notFound("article", id, list: "/api/v1/articles")
        }
        return article
    }
}
