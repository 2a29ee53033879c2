import TocsinModel
import TocsinStore

enum AlertAPI {
    static let filters =
        [
            APIParameter("since", .time, "Not sent before"),
            APIParameter("until", .time, "Sent before"),
            APIParameter(
                "severity", .choice(Severity.allCases.map(\.rawValue)), "At least this severe"),
            APIParameter(
                "state", .choice(AlertRow.State.allCases.map(\.rawValue)), "What became of it",
                list: true),
            APIParameter("rule", .text, "Of this plugin.rule", list: true),
            APIParameter("incident", .text, "Of this incident"),
            APIParameter("article", .text, "With this article"),
            APIParameter("country", .text, "With an event there; ISO 3166 alpha-3", list: true),
            APIParameter("kind", .text, "With an event of this type or label", list: true),
            APIParameter("every_generation", .flag, "Also what rings under today's rules no more"),
        ] + Paging.origin

    static let row: Schema = .object([
        "alert": .reference("Alert"), "state": .choice(AlertRow.State.allCases.map(\.rawValue)),
        "root": .string, "dispatched?": .time, "stored": .time, "is_current": .boolean,
    ])

    private static let acknowledgement: Schema = .object([
        "alert": .string, "action": .choice(["acknowledge", "resolve"]), "author": .string,
        "comment": .string, "at": .time,
    ])

    static let routes = [
        Route.api(
            .get, "/alerts", "Alerts, newest first", query: filters + Paging.parameters,
            answer: .json(.page(.reference("AlertRow")))
        ) { request, bench in
            let page = try Paging.page(request)
            let rows = try bench.read { try $0.alerts(filter(request), page: page) }
            return Paging.answer(
                rows, page, cursor: { Paging.cursor($0.alert.sent, $0.row) }, item: object)
        },
        Route.api(
            .get, "/alerts/{id}",
            "One alert: its line of updates, who was told, who was not and why",
            answer: .json(
                .object([
                    "alert": .reference("AlertRow"), "line": .list(.reference("AlertRow")),
                    "dispatches": .list(
                        .object([
                            "receiver?": .string, "at": .time,
                            "decision": .choice(["send", "delay", "drop"]), "code": .string,
                            "reason": .string, "until?": .time, "delivery?": .string,
                        ])), "acknowledgements": .list(acknowledgement),
                ]))
        ) { request, bench in
            try bench.read { reader in
                let row = try find(request, reader)
                let id = row.alert.identifier
                return .json(
                    [
                        "alert": object(row), "line": try reader.line(ofAlert: id).map(object),
                        "dispatches": try reader.dispatches(ofAlert: id).map {
                            [
                                "receiver": $0.receiver, "at": $0.at,
                                "decision": $0.decision.rawValue, "code": $0.code,
                                "reason": $0.reason, "until": $0.until, "delivery": $0.delivery,
                            ] as APIObject
                        },
                        "acknowledgements": try reader.acknowledgements(alert: id).map(object),
                    ] as APIObject)
            }
        },
        Route.api(
            .post, "/alerts/{id}/acknowledge", "Somebody has seen it: it is not escalated any more",
            body: .object(["comment?": .string]), answer: .json(acknowledgement)
        ) { request, bench in try put(.acknowledge, request, bench) },
        Route.api(
            .post, "/alerts/{id}/resolve", "It is over: it is not escalated and inhibits nothing",
            body: .object(["comment?": .string]), answer: .json(acknowledgement)
        ) { request, bench in try put(.resolve, request, bench) },
    ]

    static func filter(_ request: WebRequest) -> AlertFilter {
        var filter = AlertFilter()
        filter.since = request.time("since")
        filter.until = request.time("until")
        filter.severity = request["severity"].flatMap(Severity.init(rawValue:))
        filter.states = request.values("state")
        filter.rules = request.values("rule")
        filter.incident = request["incident"]
        filter.article = request["article"]
        filter.countries = request.values("country")
        filter.kinds = request.values("kind")
        filter.everyGeneration = request.flag("every_generation")
        filter.words = request.words
        filter.publishers = request.values("source")
        return filter
    }

    static func object(_ row: AlertRow) -> APIObject {
        [
            "alert": row.alert, "state": row.state.rawValue, "root": row.root,
            "dispatched": row.dispatched, "stored": row.stored, "is_current": row.isCurrent,
        ]
    }

    private static func object(_ one: Acknowledgement) -> APIObject {
        [
            "alert": one.alert, "action": one.action.rawValue, "author": one.author,
            "comment": one.comment, "at": one.at,
        ]
    }

    static func find(_ request: WebRequest, _ reader: StoreReader) throws -> AlertRow {
        let id = request.parameter("id")
        guard let row = try reader.alert(id) else {
            throw WebFailure.notFound("alert", id, list: "/api/v1/alerts")
        }
        return row
    }

    private struct Comment: Decodable { var comment: String? }

    private static func put(
        _ action: Acknowledgement.Action, _ request: WebRequest, _ bench: Workbench
    ) throws -> WebAnswer {
        let comment = try request.decode(Comment.self).comment ?? ""
        let row = try bench.read { try find(request, $0) }
        let one = Acknowledgement(
            alert: row.alert.identifier, action: action, author: request.author, comment: comment,
            at: request.now)
        try bench.write { try $0.put(one) }
        return .json(object(one))
    }
}
