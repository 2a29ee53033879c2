import TocsinAlerting
import TocsinModel
import TocsinWorkspace

/// The policy and its question, for programs.
enum PolicyAPI {
    static let routes: [Route] = [
        Route.api(
            .get, "/policy", "Routes, receivers and inhibitions, in the order of the tree",
            answer: .json(
                .object([
                    "routes": .list(
                        .object([
                            "path": .string, "depth": .integer, "match": .list(.string),
                            "to": .list(.string), "continues": .boolean,
                            "settings": .list(.string),
                        ])),
                    "receivers": .list(
                        .object(["name": .string, "ways": .string, "reached": .boolean])),
                    "inhibitions": .list(
                        .object([
                            "source": .string, "target": .string, "equal": .string,
                            "lasts": .string,
                        ])),
                ]))
        ) { request, bench in
            let view = try PolicyView(request, bench)
            return .json(
                [
                    "routes": view.routes.map { line in
                        [
                            "path": line.path, "depth": line.depth, "match": line.matchers,
                            "to": line.receivers, "continues": line.continues,
                            "settings": line.settings,
                        ] as APIObject
                    },
                    "receivers": view.receivers.map {
                        ["name": $0.name, "ways": $0.ways, "reached": $0.isReached] as APIObject
                    },
                    "inhibitions": view.inhibitions.map {
                        [
                            "source": $0.source, "target": $0.target, "equal": $0.equal,
                            "lasts": $0.lasts,
                        ] as APIObject
                    },
                ] as APIObject)
        },
        Route.api(
            .post, "/policy/question",
            "Where an alert would go: one that rang, by its id, or one made of severity, rule and area",
            body: .object([
                "alert?": .string, "severity?": .string, "rule?": .string, "area?": .list(.string),
                "category?": .string, "incident?": .string, "msg_type?": .string, "at?": .time,
            ]),
            answer: .json(
                .object([
                    "steps": .list(
                        .object([
                            "path": .string,
                            "outcome": .choice([
                                "took", "took_below", "passed", "empty_handed", "not_reached",
                            ]),
                            "reason": .string, "to": .list(.string),
                        ])),
                    "fates": .list(
                        .object([
                            "receiver?": .string, "kind": .choice(["sent", "waits", "dropped"]),
                            "at?": .time, "reason": .string,
                        ])), "silences": .list(.string),
                ])), writes: false
        ) { request, bench in
            let answer = try request.decode(PolicyAsking.self).answer(bench, now: request.now)
            return .json(
                [
                    "steps": answer.walk.steps.map { step in
                        [
                            "path": step.path, "outcome": word(step.outcome),
                            "reason": step.reason, "to": step.route.to,
                        ] as APIObject
                    },
                    "fates": answer.fates.map { fate in
                        [
                            "receiver": fate.receiver, "kind": fate.kind.rawValue, "at": fate.at,
                            "reason": fate.reason,
                        ] as APIObject
                    }, "silences": answer.silences,
                ] as APIObject)
        },
    ]

    private static func word(_ outcome: RouteWalk.Outcome) -> String {
        switch outcome {
        case .took: "took"
        case .tookBelow: "took_below"
        case .passedBy: "passed"
        case .emptyHanded: "empty_handed"
        case .notReached: "not_reached"
        }
    }
}
