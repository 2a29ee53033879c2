import Testing
import TocsinAlerting
import TocsinModel

@Suite struct PolicyTests {
    @Test(arguments: PolicyCase.routing + PolicyCase.grouping + PolicyCase.muting)
    func `alerts take the way the policy says`(_ one: PolicyCase) {
        #expect(one.run() == one.expected)
    }

    @Test(
        arguments: PolicyCase.quiet + PolicyCase.digests + PolicyCase.escalation
            + PolicyCase.meetings)
    func `alerts go out when the policy says`(_ one: PolicyCase) {
        #expect(one.run() == one.expected)
    }

    @Test func `a policy that cannot work says so with what was meant`() {
        let policy = AlertPolicy(
            routes: [
                Route(match: [.severity("severre")], to: ["deskk"], groupBy: ["incidnt"]),
                Route(),
            ],
            inhibitions: [.init(source: [.init("rul", .any)], target: [], equal: ["aria"])])
        #expect(
            policy.problems(receivers: ["desk", "duty"]) == [
                "unknown severity \"severre\"; did you mean \"severe\"?",
                "unknown receiver \"deskk\"; did you mean \"desk\"?",
                "unknown group_by \"incidnt\"; did you mean \"incident\"?",
                "a route goes nowhere; give it to = \"…\" or routes = { … }",
                "unknown match \"rul\"; did you mean \"rule\"?",
                "unknown equal \"aria\"; did you mean \"area\"?",
            ])
    }

    @Test(arguments: [
        (
            Silence(
                id: "s", match: [], starts: at("06:00"), ends: at("07:00"), author: "ana",
                comment: "c"),
            "a silence needs something to match, e.g. rule = \"plugin.rule\""
        ),
        (
            Silence(
                id: "s", match: [.rule("p.r")], starts: at("06:00"), ends: at("07:00"), author: "",
                comment: "c"),
            "a silence needs an author"
        ),
        (
            Silence(
                id: "s", match: [.rule("p.r")], starts: at("06:00"), ends: at("07:00"),
                author: "ana", comment: ""),
            "a silence needs a comment that says why"
        ),
        (
            Silence(
                id: "s", match: [.rule("p.r")], starts: at("07:00"), ends: at("07:00"),
                author: "ana", comment: "c"),
            "a silence ends at 2025-03-11T07:00:00Z, before it starts at 2025-03-11T07:00:00Z"
        ),
    ])
    func `a silence in nobody's name or without end is refused`(
        _ silence: Silence, _ problem: String
    ) {
        #expect(silence.problem == problem)
    }

    @Test func `what was not sent is counted by its reason`() {
        var dispatcher = AlertDispatcher(
            policy: AlertPolicy(routes: [.to("duty", match: [.severity("extreme")])]))
        for n in 0..<3 {
            let alert = Alert(
                identifier: "a\(n)", sent: nil, severity: .minor, headline: "h", rule: "p.r")
            _ = dispatcher.receive(alert, at: at("06:0\(n)"))
        }
        #expect(dispatcher.dropped == ["no-route": 3])
    }

    @Test func `a message has one key however often it is made`() {
        func key(_ receiver: String) -> String {
            var dispatcher = AlertDispatcher(policy: AlertPolicy(routes: [.to(receiver)]))
            let alert = Alert(
                identifier: "a", sent: nil, severity: .minor, headline: "h", rule: "p.r")
            return dispatcher.receive(alert, at: at("06:00")).compactMap(\.notification)[0].key
        }
        #expect(key("desk") == key("desk"))
        #expect(key("desk") != key("duty"))
    }
}

extension PolicyCase {
    static let simple = AlertPolicy(routes: [.to("desk")])
    static let two = AlertPolicy(routes: [
        .to("desk", "duty", match: [.severity("extreme")]), .to("desk"),
    ])

    static let routing: [PolicyCase] = [
        .init(
            "the first route that matches takes it", two, ["06:00 alert A extreme"],
            ["06:00 desk: A", "06:00 duty: A"]),
        .init("the next route takes the rest", two, ["06:00 alert A minor"], ["06:00 desk: A"]),
        .init(
            "no route", AlertPolicy(routes: [.to("duty", match: [.severity("extreme")])]),
            ["06:00 alert A minor"], ["06:00 A not to anyone: no-route"]),
        .init(
            "no routes at all", AlertPolicy(routes: []), ["06:00 alert A minor"],
            ["06:00 A not to anyone: no-route"]),
        .init(
            "continue tries the routes after it",
            AlertPolicy(routes: [.to("log", continues: true), .to("desk")]),
            ["06:00 alert A minor"], ["06:00 desk: A", "06:00 log: A"]),
        .init(
            "continue does not tell one receiver twice",
            AlertPolicy(routes: [.to("desk", continues: true), .to("desk")]),
            ["06:00 alert A minor"], ["06:00 desk: A"]),
        .init(
            "a sub-route goes before its parent",
            AlertPolicy(routes: [
                Route(
                    match: [.atLeast("severe")], to: ["desk"],
                    routes: [.to("duty", match: [.severity("extreme")])])
            ]), ["06:00 alert A extreme", "06:01 alert B severe"],
            ["06:00 duty: A", "06:01 desk: B"]),
        .init(
            "a parent without receivers passes on what its sub-routes leave",
            AlertPolicy(routes: [
                Route(
                    match: [.atLeast("severe")],
                    routes: [.to("duty", match: [.severity("extreme")])]),
                .to("desk"),
            ]), ["06:00 alert A severe"], ["06:00 desk: A"]),
        .init(
            "sub-routes continue among themselves",
            AlertPolicy(routes: [
                Route(to: ["desk"], routes: [.to("a", continues: true), .to("b"), .to("c")])
            ]), ["06:00 alert A minor"], ["06:00 a: A", "06:00 b: A"]),
        .init(
            "two levels down",
            AlertPolicy(routes: [
                Route(
                    to: ["x"],
                    routes: [
                        Route(
                            match: [.rule("p.r")], to: ["y"],
                            routes: [.to("z", match: [.severity("minor")])])
                    ])
            ]),
            [
                "06:00 alert A minor rule=p.r", "06:01 alert B severe rule=p.r",
                "06:02 alert C minor rule=q.r",
            ],
            ["06:00 z: A", "06:01 y: B", "06:02 x: C"]),
        .init(
            "severity on its scale",
            AlertPolicy(routes: [.to("duty", match: [.atLeast("severe")])]),
            ["06:00 alert A extreme", "06:01 alert B moderate"],
            ["06:00 duty: A", "06:01 B not to anyone: no-route"]),
        .init(
            "by plugin",
            AlertPolicy(routes: [.to("nuc", match: [.init("plugin", .equals("nuclear-watch"))])]),
            ["06:00 alert A minor rule=nuclear-watch.sites@9", "06:01 alert B minor rule=other.x"],
            ["06:00 nuc: A", "06:01 B not to anyone: no-route"]),
        .init(
            "by one of several rules",
            AlertPolicy(routes: [.to("desk", match: [.init("rule", .oneOf(["p.a", "p.b"]))])]),
            ["06:00 alert A minor rule=p.b@1", "06:01 alert B minor rule=p.c"],
            ["06:00 desk: A", "06:01 B not to anyone: no-route"]),
        .init(
            "by area", AlertPolicy(routes: [.to("lima", match: [.init("area", .equals("Lima"))])]),
            ["06:00 alert A minor area=Lima"], ["06:00 lima: A"]),
        .init(
            "cancellations only",
            AlertPolicy(routes: [
                .to("log", match: [.init("msg_type", .equals("Cancel"))], continues: true),
                .to("desk"),
            ]),
            ["06:00 alert A minor", "06:05 cancel B minor of A"],
            ["06:00 desk: A", "06:05 B not to log: never-sent", "06:05 desk: B"]),
        .init(
            "the same alert twice is one", simple, ["06:00 alert A minor", "06:01 alert A minor"],
            ["06:00 desk: A", "06:01 A not to anyone: duplicate"]),
    ]

    private static func grouped(_ by: [String]?, wait: String?, interval: String?) -> AlertPolicy {
        AlertPolicy(routes: [
            Route(
                to: ["desk"], groupBy: by, groupWait: wait.flatMap { TimeSpan($0) },
                groupInterval: interval.flatMap { TimeSpan($0) })
        ])
    }

    static let grouping: [PolicyCase] = [
        .init(
            "a group waits for others", grouped(["rule"], wait: "5 minutes", interval: nil),
            ["06:00 alert A minor", "06:02 alert B minor", "06:10 pass"],
            [
                "06:00 A waits at desk until 06:05: waits for others of its group",
                "06:02 B waits at desk until 06:05: waits for others of its group",
                "06:05 desk: A B",
            ]),
        .init(
            "another group does not wait with it",
            grouped(["rule"], wait: "5 minutes", interval: nil),
            ["06:00 alert A minor rule=p.a", "06:02 alert B minor rule=p.b", "06:10 pass"],
            [
                "06:00 A waits at desk until 06:05: waits for others of its group",
                "06:02 B waits at desk until 06:07: waits for others of its group",
                "06:05 desk: A", "06:07 desk: B",
            ]),
        .init(
            "after the first sending the interval holds",
            grouped(["rule"], wait: nil, interval: "30 minutes"),
            ["06:00 alert A minor", "06:10 alert B minor", "06:20 alert C minor", "07:00 pass"],
            [
                "06:00 desk: A", "06:10 B waits at desk until 06:30: waits for others of its group",
                "06:20 C waits at desk until 06:30: waits for others of its group",
                "06:30 desk: B C",
            ]),
        .init(
            "after a quiet interval it goes at once",
            grouped(["rule"], wait: nil, interval: "30 minutes"),
            ["06:00 alert A minor", "07:00 alert B minor"], ["06:00 desk: A", "07:00 desk: B"]),
        .init(
            "without group_by each goes by itself", grouped(nil, wait: nil, interval: "30 minutes"),
            ["06:00 alert A minor", "06:01 alert B minor"], ["06:00 desk: A", "06:01 desk: B"]),
        .init(
            "without group_by an update waits for its interval",
            grouped(nil, wait: nil, interval: "30 minutes"),
            ["06:00 alert A minor", "06:10 update B minor of A", "06:40 pass"],
            [
                "06:00 desk: A", "06:10 B waits at desk until 06:30: waits for others of its group",
                "06:30 desk: B",
            ]),
        .init(
            "an update takes the place of what waits",
            grouped(["incident"], wait: "10 minutes", interval: nil),
            [
                "06:00 alert A minor incident=i", "06:05 update B minor of A incident=i",
                "06:20 pass",
            ],
            [
                "06:00 A waits at desk until 06:10: waits for others of its group",
                "06:05 A not to desk: replaced",
                "06:05 B waits at desk until 06:10: waits for others of its group", "06:10 desk: B",
            ]),
        .init(
            "what is cancelled while it waits is never sent",
            grouped(["incident"], wait: "10 minutes", interval: nil),
            [
                "06:00 alert A minor incident=i", "06:05 cancel B minor of A incident=i",
                "06:20 pass",
            ],
            [
                "06:00 A waits at desk until 06:10: waits for others of its group",
                "06:05 A not to desk: cancelled-unsent", "06:05 B not to desk: cancelled-unsent",
            ]),
        .init(
            "what was sent is cancelled", simple,
            ["06:00 alert A minor", "06:05 cancel B minor of A"],
            ["06:00 desk: A", "06:05 desk: B"]),
        .init(
            "all in one group", grouped([], wait: "5 minutes", interval: nil),
            ["06:00 alert A minor rule=p.a", "06:01 alert B minor rule=q.b", "06:05 pass"],
            [
                "06:00 A waits at desk until 06:05: waits for others of its group",
                "06:01 B waits at desk until 06:05: waits for others of its group",
                "06:05 desk: A B",
            ]),
        .init(
            "one long step is like many short ones",
            grouped(["rule"], wait: "5 minutes", interval: "10 minutes"),
            ["06:00 alert A minor", "09:00 pass", "09:00 alert B minor", "12:00 pass"],
            [
                "06:00 A waits at desk until 06:05: waits for others of its group", "06:05 desk: A",
                "09:00 desk: B",
            ]),
        .init(
            "sub-routes inherit the grouping",
            AlertPolicy(routes: [
                Route(
                    to: ["desk"], routes: [.to("sub", match: [.rule("p.r")])], groupBy: ["rule"],
                    groupWait: TimeSpan("5 minutes"))
            ]), ["06:00 alert A minor", "06:06 pass"],
            ["06:00 A waits at sub until 06:05: waits for others of its group", "06:05 sub: A"]),
    ]

    private static let inhibiting = AlertPolicy(
        routes: [.to("desk")],
        inhibitions: [
            .init(
                source: [.severity("extreme")], target: [.severity("minor")], equal: ["incident"],
                lasts: TimeSpan("2 hours")!)
        ])

    static let muting: [PolicyCase] = [
        .init(
            "a silence mutes what it matches", simple,
            [
                "06:00 silence s rule=p.r until 08:00", "07:00 alert A minor",
                "07:30 alert B minor rule=q.r",
            ],
            ["07:00 A not to desk: silenced", "07:30 desk: B"]),
        .init(
            "a silence ends", simple,
            ["06:00 silence s rule=p.r until 08:00", "08:00 alert A minor"], ["08:00 desk: A"]),
        .init(
            "a silence expires early", simple,
            ["06:00 silence s rule=p.r until 08:00", "06:30 expire s", "06:31 alert A minor"],
            ["06:31 desk: A"]),
        .init(
            "expiring what is not there is told", simple, ["06:30 expire s"], ["no such silence"]),
        .init(
            "expiring twice is told", simple,
            ["06:00 silence s rule=p.r until 08:00", "06:30 expire s", "06:40 expire s"],
            ["no such silence"]),
        .init(
            "a silence holds for what waits in a group",
            grouped(["rule"], wait: "10 minutes", interval: nil),
            ["06:00 alert A minor", "06:05 silence s rule=p.r until 08:00", "06:20 pass"],
            [
                "06:00 A waits at desk until 06:10: waits for others of its group",
                "06:20 A not to desk: silenced",
            ]),
        .init(
            "by severity", simple,
            [
                "06:00 silence s severity=minor until 08:00", "06:10 alert A minor",
                "06:11 alert B severe",
            ],
            ["06:10 A not to desk: silenced", "06:11 desk: B"]),
        .init(
            "one incident", simple,
            [
                "06:00 silence s incident=i until 08:00", "06:10 alert A severe incident=i",
                "06:11 alert B severe incident=j",
            ],
            ["06:10 A not to desk: silenced", "06:11 desk: B"]),
        .init(
            "the cancellation of what was silenced is not sent", simple,
            [
                "06:00 silence s rule=p.r until 07:00", "06:10 alert A minor",
                "08:00 cancel B minor of A",
            ],
            ["06:10 A not to desk: silenced", "08:00 B not to desk: never-sent"]),
        .init(
            "an update after the silence goes out", simple,
            [
                "06:00 silence s rule=p.r until 07:00", "06:10 alert A minor",
                "08:00 update B minor of A",
            ],
            ["06:10 A not to desk: silenced", "08:00 desk: B"]),
        .init(
            "the lesser of one incident is inhibited", inhibiting,
            ["06:00 alert A extreme incident=i", "06:10 alert B minor incident=i"],
            ["06:00 desk: A", "06:10 B not to desk: inhibited"]),
        .init(
            "not the lesser of another", inhibiting,
            ["06:00 alert A extreme incident=i", "06:10 alert B minor incident=j"],
            ["06:00 desk: A", "06:10 desk: B"]),
        .init(
            "not where neither has an incident", inhibiting,
            ["06:00 alert A extreme", "06:10 alert B minor"], ["06:00 desk: A", "06:10 desk: B"]),
        .init(
            "not what came before", inhibiting,
            ["06:00 alert B minor incident=i", "06:10 alert A extreme incident=i"],
            ["06:00 desk: B", "06:10 desk: A"]),
        .init(
            "inhibition wears off", inhibiting,
            ["06:00 alert A extreme incident=i", "08:00 alert B minor incident=i"],
            ["06:00 desk: A", "08:00 desk: B"]),
        .init(
            "a cancelled source inhibits no more", inhibiting,
            [
                "06:00 alert A extreme incident=i", "06:05 cancel C extreme of A incident=i",
                "06:10 alert B minor incident=i",
            ],
            ["06:00 desk: A", "06:05 desk: C", "06:10 desk: B"]),
        .init(
            "a resolved source inhibits no more", inhibiting,
            [
                "06:00 alert A extreme incident=i", "06:05 resolve A",
                "06:10 alert B minor incident=i",
            ],
            ["06:00 desk: A", "06:10 desk: B"]),
        .init(
            "nothing inhibits itself",
            AlertPolicy(
                routes: [.to("desk")],
                inhibitions: [.init(source: [.rule("p.r")], target: [.rule("p.r")])]),
            ["06:00 alert A minor", "06:10 alert B minor"], ["06:00 desk: A", "06:10 desk: B"]),
    ]
}
