import TocsinModel
import TocsinStore

enum EventAPI {
    static let filters =
        [
            APIParameter("since", .time, "Not published before"),
            APIParameter("until", .time, "Published before"),
            APIParameter("first_day", .day, "Happened on this day or later"),
            APIParameter("last_day", .day, "Happened on this day or earlier"),
            APIParameter("kind", .text, "Type or label, such as ASSAULT", list: true),
            APIParameter("country", .text, "ISO 3166 alpha-3, such as UKR", list: true),
            APIParameter("rule", .text, "Found by this plugin.rule", list: true),
            APIParameter(
                "severity", .choice(Severity.allCases.map(\.rawValue)), "At least this severe"),
            APIParameter("incident", .text, "Of this incident"),
            APIParameter("article", .text, "Of this article"),
            APIParameter("located", .flag, "Only those with coordinates"),
        ] + Paging.origin

    static let row: Schema = .object([
        "id": .string, "article": .string, "article_title": .string, "outlet?": .string,
        "incident?": .string, "kind": .string, "published?": .time, "day?": .day,
        "country?": .string, "place?": .string, "latitude?": .number, "longitude?": .number,
        "killed?": .reference("Interval"), "injured?": .reference("Interval"),
        "severity": .choice(Severity.allCases.map(\.rawValue)),
    ])

    static let interval: Schema = .object(["low?": .number, "high?": .number])

    static let routes = [
        Route.api(
            .get, "/events", "Events, newest first", query: filters + Paging.parameters,
            answer: .json(.page(.reference("EventRow")))
        ) { request, bench in
            let page = try Paging.page(request)
            let rows = try bench.read {
                try $0.events(filter(request), page: page, whole: false)
            }
            return Paging.answer(
                rows, page, cursor: { Paging.cursor($0.published, $0.row) }, item: object)
        },
        Route.api(
            .get, "/events/{id}", "One event with its evidence",
            answer: .json(.reference("Event"))
        ) { request, bench in
            let id = request.parameter("id")
            guard let event = try bench.read({ try $0.event(id) }) else {
                throw WebFailure.notFound("event", id, list: "/api/v1/events")
            }
            return .json(event)
        },
        Route.api(
            .get, "/tallies/events", "How many events there are of each",
            query: filters + [
                APIParameter(
                    "by", .choice(["kind", "country", "rule", "day"]), "What is counted",
                    required: true)
            ],
            answer: .json(
                .object([
                    "items": .list(
                        .object(["name": .string, "day?": .day, "count": .integer]))
                ]))
        ) { request, bench in
            let filter = filter(request)
            let items: [APIObject] = try bench.read { reader in
                switch request["by"] {
                case "country": try reader.eventCountries(filter).map(tally)
                case "rule": try reader.eventRules(filter).map(tally)
                case "day":
                    try reader.eventDays(filter).map {
                        ["name": $0.name, "day": $0.day.description, "count": $0.count]
                    }
                default: try reader.eventKinds(filter).map(tally)
                }
            }
            return .json(["items": items] as APIObject)
        },
    ]

    static func tally(_ tally: Tally) -> APIObject { ["name": tally.name, "count": tally.count] }

    static func filter(_ request: WebRequest) -> EventFilter {
        var filter = EventFilter()
        filter.since = request.time("since")
        filter.until = request.time("until")
        filter.firstDay = request.day("first_day")
        filter.lastDay = request.day("last_day")
        filter.kinds = request.values("kind")
        filter.countries = request.values("country")
        filter.rules = request.values("rule")
        filter.severity = request["severity"].flatMap(Severity.init(rawValue:))
        filter.incident = request["incident"]
        filter.article = request["article"]
        filter.located = request.flag("located")
        filter.words = request.words
        filter.publishers = request.values("source")
        return filter
    }

    static func object(_ row: EventRow) -> APIObject {
        [
            "id": row.key, "article": row.article, "article_title": row.articleTitle,
            "outlet": row.outlet, "incident": row.incident, "kind": row.kind,
            "published": row.published, "day": row.day?.description, "country": row.country,
            "place": row.place, "latitude": row.latitude, "longitude": row.longitude,
            "killed": row.killed.map(object), "injured": row.injured.map(object),
            "severity": row.severity,
        ]
    }

    static func object(_ interval: EventRow.ClosedInterval) -> APIObject {
        ["low": interval.low, "high": interval.high]
    }
}
