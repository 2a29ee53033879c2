import TocsinModel
import TocsinStore
import TocsinWorkspace

enum IncidentAPI {
    static let filters =
        [
            APIParameter("since", .time, "Reported at or after"),
            APIParameter("until", .time, "First reported before"),
            APIParameter("kind", .text, "Type or label", list: true),
            APIParameter("country", .text, "ISO 3166 alpha-3", list: true),
            APIParameter(
                "status", .choice(Incident.Status.allCases.map(\.rawValue)), "How sure it is",
                list: true),
            APIParameter(
                "severity", .choice(Severity.allCases.map(\.rawValue)), "At least this severe"),
            APIParameter("rule", .text, "With an event found by this plugin.rule", list: true),
            APIParameter("disputed", .flag, "Only those with claims that disagree"),
            APIParameter(
                "review", .choice(["accepted", "rejected", "edited", "none"]),
                "What reviewers said",
                list: true),
        ] + Paging.origin

    static let row: Schema = .object([
        "id": .string, "kind": .string, "status": .choice(Incident.Status.allCases.map(\.rawValue)),
        "first_seen?": .time, "last_seen?": .time, "day?": .day, "country?": .string,
        "place?": .string, "latitude?": .number, "longitude?": .number,
        "killed?": .reference("Interval"), "injured?": .reference("Interval"),
        "events": .integer, "articles": .integer, "origins": .integer, "conflicts": .integer,
        "severity": .choice(Severity.allCases.map(\.rawValue)), "review?": .string,
    ])

    static let routes = [
        Route.api(
            .get, "/incidents", "Incidents, last reported first",
            query: filters + Paging.parameters, answer: .json(.page(.reference("IncidentRow")))
        ) { request, bench in
            let page = try Paging.page(request)
            let rows = try bench.read {
                try $0.incidents(filter(request), page: page, whole: false)
            }
            return Paging.answer(
                rows, page, cursor: { Paging.cursor($0.lastSeen, $0.row) }, item: object)
        },
        Route.api(
            .get, "/incidents/{id}", "One incident: what is known, who says it, why it is one",
            answer: .json(.reference("Incident"))
        ) { request, bench in .json(try find(request, bench)) },
        Route.api(
            .get, "/incidents/{id}/ledger", "Its claim ledger: each figure by who says it",
            answer: .json(.object(["items": .list(.reference("LedgerField"))]))
        ) { request, bench in .json(["items": try find(request, bench).ledger] as APIObject) },
        Route.api(
            .get, "/incidents/{id}/reviews", "What reviewers decided about it",
            answer: .json(.object(["items": .list(.reference("Review"))]))
        ) { request, bench in
            let id = try find(request, bench).id
            return .json(
                ["items": try bench.read { try $0.reviews(of: id) }] as APIObject)
        },
        Route.api(
            .post, "/incidents/{id}/reviews",
            "Accepts, rejects, corrects, merges or splits it; signed with the author of the server",
            body: decision, answer: .json(.reference("Review")), status: .created
        ) { request, bench in
            let decision = try request.decode(Decision.self)
            let review = try decide(
                request.parameter("id"), decision, author: request.author, now: request.now, bench)
            return .json(review, status: .created)
        },
        Route.api(
            .get, "/reviews",
            "Every decision of reviewers, oldest first, and how right each rule was",
            answer: .json(
                .object([
                    "items": .list(.reference("Review")),
                    "precision": .list(
                        .object([
                            "rule": .string, "accepted": .integer, "rejected": .integer,
                            "precision": .number, "low": .number, "high": .number,
                        ])),
                ]))
        ) { _, bench in
            let ledger = ReviewLedger(try bench.read { try $0.reviews() })
            return .json(
                ["items": Array(ledger.reviews.suffix(1000)), "precision": ledger.precision]
                    as APIObject)
        },
    ]

    static func filter(_ request: WebRequest) -> IncidentFilter {
        var filter = IncidentFilter()
        filter.since = request.time("since")
        filter.until = request.time("until")
        filter.kinds = request.values("kind")
        filter.countries = request.values("country")
        filter.statuses = request.values("status").compactMap(Incident.Status.init(rawValue:))
        filter.severity = request["severity"].flatMap(Severity.init(rawValue:))
        filter.rules = request.values("rule")
        filter.disputed = request.flag("disputed")
        filter.reviews = request.values("review")
        filter.words = request.words
        filter.publishers = request.values("source")
        return filter
    }

    static func object(_ row: IncidentRow) -> APIObject {
        [
            "id": row.key, "kind": row.kind, "status": row.status, "first_seen": row.firstSeen,
            "last_seen": row.lastSeen, "day": row.day?.description, "country": row.country,
            "place": row.place, "latitude": row.latitude, "longitude": row.longitude,
            "killed": row.killed.map(EventAPI.object),
            "injured": row.injured.map(EventAPI.object),
            "events": row.events, "articles": row.articles, "origins": row.origins,
            "conflicts": row.conflicts, "severity": row.severity, "review": row.review,
        ]
    }

    static func find(_ request: WebRequest, _ bench: Workbench) throws -> Incident {
        let id = request.parameter("id")
        guard let incident = try bench.read({ try $0.incident(id) }) else {
            throw WebFailure.notFound("incident", id, list: "/api/v1/incidents")
        }
        return incident
    }

    // MARK: - Decisions

    static let decision: Schema = .object([
        "action": .choice(Review.Action.allCases.map(\.rawValue)), "reason": .string,
        "values?": .map(.string), "into?": .string, "events?": .list(.string),
    ])

    struct Decision: Decodable {
        var action: String
        var reason: String
        /// `edit`
        var values: [String: String]?
        /// `merge`
        var into: String?
        /// `split`
        var events: [String]?
    }

    /// Takes a decision, for the API and the pages alike.
    static func decide(
        _ id: String, _ decision: Decision, author: String, now: Timestamp, _ bench: Workbench
    ) throws -> Review {
        let names = Review.Action.allCases.map(\.rawValue)
        guard let action = Review.Action(rawValue: decision.action) else {
            throw WebFailure(
                .unprocessable, code: "review.action",
                Diagnostic.unknown("action", String(decision.action.prefix(80)), known: names))
        }
        guard try bench.read({ try $0.incidentKey(id) }) != nil else {
            throw WebFailure.notFound("incident", id, list: "/api/v1/incidents")
        }
        let by = ReviewDesk.Signature(author: author, reason: decision.reason, at: now)
        let desk = ReviewDesk(bench.store)
        do {
            switch action {
            case .accept, .reject: return try desk.judge(id, action, by)
            case .edit: return try desk.edit(id, decision.values ?? [:], by)
            case .merge: return try desk.merge(id, into: decision.into ?? "", by)
            case .split: return try desk.split(id, decision.events ?? [], by)
            }
        } catch let refusal as ReviewDesk.Refusal {
            throw WebFailure(
                .unprocessable, code: refusal.diagnostic.code, refusal.diagnostic.message)
        }
    }
}
