import Testing
import TocsinAlerting
import TocsinModel

struct TimelineCase: Sendable, CustomTestStringConvertible {
    var timeline: Timeline
    var rule: AlertRule
    var testDescription: String { timeline.name }

    init(_ name: String, _ rule: AlertRule, _ steps: [Timeline.Step]) {
        timeline = Timeline(name, steps)
        self.rule = rule
    }
}

@Suite struct TimelineTests {
    @Test(arguments: TimelineCase.windows + TimelineCase.incidents + TimelineCase.shapes)
    func `a rule rings when its timeline says, and only then`(_ one: TimelineCase) {
        let result = TimelineRunner(rules: [one.rule]).run(one.timeline)
        #expect(result.failures.isEmpty)
    }

    @Test func `a figure of a timeline may be written as an article writes it`() {
        func rings(_ killed: JSONValue) -> Bool {
            let rule = AlertRule(
                id: "t.r", title: "Attack",
                when: Condition([
                    .init("type", .equals("ASSAULT")), .init("killed", .atLeast(100)),
                    .init("extra.size", .atLeast(1000)),
                ]))
            let steps: [Timeline.Step] = [
                .at(
                    "06:00",
                    ["type": "ASSAULT", "killed": killed, "extra": ["size": "some 5,000 people"]]),
                .expect("06:00", "Attack"),
            ]
            return TimelineRunner(rules: [rule]).run(Timeline("t", steps)).failures.isEmpty
        }
        #expect(rings("at least 100"))
        #expect(rings("more than a hundred"))
        // "about 100" may be 90, "up to 200" none.
        #expect(!rings("about 100"))
        #expect(!rings("up to 200"))
    }

    @Test func `a timeline that does not hold says where and why`() {
        let runner = TimelineRunner(rules: [TimelineCase.wave])
        let bomb: [String: JSONValue] = [
            "type": "ASSAULT", "mode": "explosives", "country": "PER", "place": "Lima",
        ]
        func failures(_ steps: [Timeline.Step]) -> [String] {
            runner.run(Timeline("t", steps)).failures
        }
        #expect(
            failures([.at("06:00", bomb), .expect("07:00", "3 bombings")]) == [
                "07:00: expected \"3 bombings\", and nothing rang; the last was held: 1 of 3 within 6 hours"
            ])
        #expect(
            failures([.at("25:00", bomb)]) == [
                "\"25:00\" is not a time; expected e.g. \"06:00\" or \"day 2 06:00\""
            ])
        #expect(
            failures([.at("06:00", ["tipe": "ASSAULT"])]) == [
                "06:00: unknown key \"tipe\"; did you mean \"type\"?"
            ])
        #expect(
            failures([.at("06:00", ["type": "ASSAULT", "killed": "unclear"])]) == [
                "06:00: killed: \"unclear\" is not read as a figure; expected a number, a text such as \"about 1,200\", or { low = …, high = … }"
            ])
        let each = AlertRule(id: "t.r", title: "Attack", when: .assault)
        #expect(
            TimelineRunner(rules: [each]).run(Timeline("t", [.at("06:00", bomb)])).failures == [
                "06:00: rang \"Attack: Lima\", which no expect names"
            ])
        #expect(
            TimelineRunner(rules: [each]).run(
                Timeline("t", [.at("06:00", bomb), .expect("06:00", "Attack: Cusco")])
            ).failures == ["06:00: expected \"Attack: Cusco\", found \"Attack: Lima\""])
    }

    @Test(arguments: [
        ("06:00", "2025-01-06T06:00:00Z"), ("day 2 06:00", "2025-01-07T06:00:00Z"),
        ("2025-03-11 06:30", "2025-03-11T06:30:00Z"),
        ("2025-03-11T06:30:00Z", "2025-03-11T06:30:00Z"),
    ])
    func `times of a timeline`(_ text: String, _ time: String) {
        #expect(Timeline.time(text)?.description == time)
    }

    @Test(arguments: ["", "6", "6:00", "24:00", "06:60", "day x 06:00", "day 0 06:00", "noon"])
    func `what is no time of a timeline`(_ text: String) {
        #expect(Timeline.time(text) == nil)
    }
}

extension TimelineCase {
    static let wave = AlertRule(
        id: "t.wave", title: "Bombing wave", severity: .severe,
        when: Condition([
            .init("type", .equals("ASSAULT")), .init("mode", .equals("explosives")),
        ]), count: 3, distinct: "incident", within: TimeSpan("6 hours"), groupBy: ["country"],
        throttle: TimeSpan("12 hours"),
        message: "{{count}} bombings in {{country}} in {{within}}: {{places}}")

    static func bomb(_ place: String, _ incident: String? = nil, _ more: [String: JSONValue] = [:])
        -> [String: JSONValue]
    {
        var fields: [String: JSONValue] = [
            "type": "ASSAULT", "mode": "explosives", "country": "PER", "place": .string(place),
        ]
        if let incident { fields["incident"] = .string(incident) }
        return fields.merging(more) { $1 }
    }

    private static func quick(
        _ count: Int, _ within: String, distinct: String? = "incident", group: [String] = [],
        throttle: String? = nil, clock: AlertRule.Clock = .published
    ) -> AlertRule {
        AlertRule(
            id: "t.quick", title: "Attacks", when: .assault, count: count, distinct: distinct,
            within: TimeSpan(within), clock: clock, groupBy: group,
            throttle: throttle.flatMap { TimeSpan($0) },
            message: "{{count}} in {{group}}: {{places}}")
    }

    static let windows: [TimelineCase] = [
        .init(
            "one alert, then silence", wave,
            [
                .at("06:00", bomb("Lima", "a")), .at("07:00", bomb("Cusco", "b")),
                .at("11:30", bomb("Puno", "d")),
                .expect("11:30", "3 bombings in PER in 6 hours: Lima, Cusco, Puno"),
                .at("11:40", bomb("Tacna", "e")),
            ]),
        .init(
            "ten articles about one bomb count once", wave,
            (0..<10).map { .at("06:0\($0)", bomb("Lima", "a")) } + [.quiet("12:00")]),
        .init(
            "a window is half-open: six hours to the minute are too far", wave,
            [
                .at("06:00", bomb("Lima", "a")), .at("07:00", bomb("Cusco", "b")),
                .at("12:00", bomb("Puno", "d")),
            ]),
        .init(
            "one minute less is not", wave,
            [
                .at("06:00", bomb("Lima", "a")), .at("07:00", bomb("Cusco", "b")),
                .at("11:59", bomb("Puno", "d")),
                .expect("11:59", "3 bombings in PER in 6 hours: Lima, Cusco, Puno"),
            ]),
        .init(
            "countries are counted apart", wave,
            [
                .at("06:00", bomb("Lima", "a")),
                .at("06:10", bomb("La Paz", "b", ["country": "BOL"])),
                .at("06:20", bomb("Puno", "c")),
            ]),
        .init(
            "without a country the group is unknown", wave,
            ["a", "b", "c"].enumerated().map {
                .at(
                    "06:0\($0)", ["type": "ASSAULT", "mode": "explosives", "incident": .string($1)])
            }
                + [.expect("06:02", "3 bombings in unknown in 6 hours")]),
        .init(
            "a denied bomb does not count", wave,
            [
                .at("06:00", bomb("Lima", "a")),
                .at("06:10", bomb("Cusco", "b", ["polarity": "negated"])),
                .at("06:20", bomb("Puno", "c")),
            ]),
        .init(
            "last year's bomb does not count", wave,
            [
                .at("06:00", bomb("Lima", "a")),
                .at("06:10", bomb("Cusco", "b", ["date": "2024-01-06"])),
                .at("06:20", bomb("Puno", "c")),
            ]),
        .init(
            "a late article completes the window, and rings when it comes", wave,
            [
                .at("06:00", bomb("Lima", "a")), .at("08:00", bomb("Puno", "c")),
                .at("07:00", bomb("Cusco", "b")),
                .expect("08:00", "3 bombings in PER in 6 hours: Lima, Cusco, Puno"),
            ]),
        .init(
            "an article later than the window is not counted", wave,
            [
                .at("06:00", bomb("Lima", "a")), .at("07:00", bomb("Cusco", "b")),
                .at("20:00", bomb("Puno", "c")), .at("06:30", bomb("Tacna", "d")),
            ]),
        .init(
            "follow-ups to an old incident do not count anew", quick(2, "1 hour"),
            [
                .at("06:00", bomb("Lima", "a")), .at("09:00", bomb("Lima", "a")),
                .at("09:10", bomb("Puno", "b")),
            ]),
        .init(
            "throttled until it may ring again", quick(2, "1 hour", throttle: "4 hours"),
            [
                .at("06:00", bomb("A", "a")), .at("06:10", bomb("B", "b")),
                .expect("06:10", "2 in : A, B"),
                .at("08:00", bomb("C", "c")), .at("08:10", bomb("D", "d")),
                .at("10:10", bomb("E", "e")), .at("10:20", bomb("F", "f")),
                .expect("10:20", "2 in : E, F"),
            ]),
        .init(
            "the throttle is each group's own",
            quick(2, "1 hour", group: ["country"], throttle: "4 hours"),
            [
                .at("06:00", bomb("A", "a")), .at("06:10", bomb("B", "b")),
                .expect("06:10", "2 in PER: A, B"),
                .at("06:20", bomb("C", "c", ["country": "BOL"])),
                .at("06:30", bomb("D", "d", ["country": "BOL"])),
                .expect("06:30", "2 in BOL: C, D"),
            ]),
        .init(
            "a throttled wave that goes on rings when it may",
            quick(2, "2 hours", throttle: "3 hours"),
            [
                .at("06:00", bomb("A", "a")), .at("06:10", bomb("B", "b")),
                .expect("06:10", "2 in : A, B"),
                .at("08:30", bomb("C", "c")), .at("08:40", bomb("D", "d")),
                .at("09:30", bomb("E", "e")), .expect("09:30", "3 in : C, D, E"),
            ]),
        .init(
            "two countries in one event count in both", quick(2, "1 hour", group: ["country"]),
            [
                .at(
                    "06:00",
                    [
                        "type": "ASSAULT", "place": ["Tacna", "Arica"], "country": ["PER", "CHL"],
                        "incident": "a",
                    ]),
                .at("06:10", bomb("Lima", "b")), .expect("06:10", "2 in PER: Tacna, Lima"),
            ]),
        .init(
            "group by two fields", quick(2, "1 hour", group: ["country", "mode"]),
            [
                .at("06:00", bomb("A", "a")), .at("06:10", bomb("B", "b", ["mode": "drone"])),
                .at("06:20", bomb("C", "c")),
                .expect("06:20", "2 in PER / explosives: A, C"),
            ]),
        .init(
            "distinct outlets", quick(2, "1 hour", distinct: "outlet"),
            [
                .at("06:00", bomb("A", "a", ["outlet": "X"])),
                .at("06:10", bomb("B", "b", ["outlet": "X"])),
                .at("06:20", bomb("C", "c", ["outlet": "Y"])), .expect("06:20", "2 in : A, B, C"),
            ]),
        .init(
            "copies of a story count once though events are counted",
            quick(2, "1 hour", distinct: nil),
            [
                .at(
                    "06:00",
                    bomb("A", nil, ["text": "one two three four five six seven eight nine ten"])),
                .at(
                    "06:10",
                    bomb("A", nil, ["text": "one two three four five six seven eight nine ten"])),
            ]),
        .init(
            "the event's own clock counts days", quick(2, "2 days", clock: .event),
            [
                .at("day 3 06:00", bomb("A", "a", ["date": "2025-01-07"])),
                .at("day 3 07:00", bomb("B", "b", ["date": "2025-01-08"])),
                .expect("day 3 07:00", "2 in : A, B"),
            ]),
        .init(
            "on the event's clock what has no date does not count",
            quick(2, "2 days", clock: .event),
            [.at("06:00", bomb("A", "a", ["date": false])), .at("07:00", bomb("B", "b"))]),
        .init(
            "a correction takes its bomb out of the window", quick(2, "6 hours"),
            [
                .at("06:00", bomb("A", "a", ["article": "x"])),
                .at("06:30", ["article": "x", "title": "Correction"]), .at("07:00", bomb("B", "b")),
            ]),
        .init(
            "a correction cancels the window it held up", quick(2, "6 hours"),
            [
                .at("06:00", bomb("A", "a", ["article": "x"])), .at("06:10", bomb("B", "b")),
                .expect("06:10", "2 in : A, B"),
                .at("06:30", ["article": "x", "title": "Correction"]),
                .expect("06:30", "Cancelled: 2 in : A, B"),
            ]),
        .init(
            "a correction leaves a window that is full without it", quick(2, "6 hours"),
            [
                .at("06:00", bomb("A", "a", ["article": "x"])), .at("06:10", bomb("B", "b")),
                .expect("06:10", "2 in : A, B"),
                .at("06:20", bomb("A", "a", ["article": "y"])),
                .at("06:30", ["article": "z", "withdraws": "q"]),
            ]),
    ]

    private static let deaths = AlertRule(
        id: "t.deaths", title: "Deaths",
        when: Condition([.init("type", .equals("ASSAULT")), .init("killed", .atLeast(1))]),
        message: "{{killed}} killed in {{place}}{{#changed}} ({{changed}}){{/changed}}", step: 2)

    private static func status(_ status: Incident.Status) -> AlertRule {
        AlertRule(
            id: "t.status", title: "Attack",
            when: Condition([.init("type", .equals("ASSAULT")), .init("modality", .any)]),
            message: "{{place}} {{status}}", onStatus: status)
    }

    static let incidents: [TimelineCase] = [
        .init(
            "an incident rings once", AlertRule(id: "t.r", title: "Attack", when: .assault),
            [
                .at("06:00", bomb("Lima")), .expect("06:00", "Attack: Lima"),
                .at("07:00", bomb("Lima")),
            ]),
        .init(
            "first at one death, updated at three", deaths,
            [
                .at("06:00", bomb("Lima", nil, ["killed": 1])),
                .expect("06:00", "1 killed in Lima"),
                .at("07:00", bomb("Lima", nil, ["killed": 2])),
                .at("08:00", bomb("Lima", nil, ["killed": 3])),
                .expect("08:00", "3 killed in Lima (killed 1 → 3)"),
            ]),
        .init(
            "a figure that falls past the step is an update too", deaths,
            [
                .at("06:00", bomb("Lima", nil, ["killed": 9, "outlet": "X"])),
                .expect("06:00", "9 killed in Lima"),
                .at("07:00", bomb("Lima", nil, ["killed": 5, "outlet": "X"])),
                .expect("07:00", "5 killed in Lima (killed 9 → 5)"),
            ]),
        .init(
            "a new version without the deaths cancels", deaths,
            [
                .at("06:00", bomb("Lima", nil, ["killed": 4, "article": "x", "id": "e"])),
                .expect("06:00", "4 killed in Lima"),
                .at("07:00", bomb("Lima", nil, ["article": "x", "id": "e"])),
                .expect("07:00", "Cancelled: 4 killed in Lima"),
            ]),
        .init(
            "after a cancellation it may ring again",
            AlertRule(id: "t.r", title: "Attack", when: .assault),
            [
                .at("06:00", bomb("Lima", nil, ["article": "x"])), .expect("06:00", "Attack: Lima"),
                .at("07:00", ["article": "r", "withdraws": "x"]),
                .expect("07:00", "Cancelled: Attack: Lima"),
                .at("08:00", bomb("Lima")), .expect("08:00", "Attack: Lima"),
            ]),
        .init(
            "on an incident, what one article has not",
            AlertRule(
                id: "t.i", title: "Deadly drone attack",
                when: Condition([
                    .init("type", .equals("ASSAULT")), .init("mode", .equals("drone")),
                    .init("killed", .atLeast(3)),
                ]), on: .incident),
            [
                .at("06:00", bomb("Lima", "a", ["mode": "drone"])),
                .at("07:00", bomb("Lima", "a", ["killed": 3])),
                .expect("07:00", "Deadly drone attack: Lima"),
            ]),
        .init(
            "two independent sources",
            AlertRule(
                id: "t.s", title: "Attack",
                when: Condition([.init("type", .equals("ASSAULT")), .init("sources", .atLeast(2))])),
            [
                .at("06:00", bomb("Lima", "a", ["outlet": "X"])),
                .at("06:30", bomb("Lima", "a", ["outlet": "X", "article": "x2"])),
                .at("07:00", bomb("Lima", "a", ["outlet": "Y"])), .expect("07:00", "Attack: Lima"),
            ]),
        .init(
            "ten outlets that cite one ministry are one source",
            AlertRule(
                id: "t.s", title: "Attack",
                when: Condition([
                    .init("type", .equals("ASSAULT")), .init("sources", .atLeast(2)),
                    .init("modality", .any),
                ])),
            (0..<10).map {
                .at(
                    "06:0\($0)",
                    bomb(
                        "Lima", "a",
                        ["outlet": .string("O\($0)"), "speaker": "Ministry", "modality": "alleged"])
                )
            }),
        .init(
            "a confirmation updates the alert", status(.confirmed),
            [
                .at("06:00", bomb("Lima", "a", ["speaker": "Mayor", "modality": "alleged"])),
                .expect("06:00", "Lima claimed"),
                .at(
                    "07:00",
                    bomb(
                        "Lima", "a",
                        ["speaker": "Army", "modality": "alleged", "stance": "confirms"])),
                .expect("07:00", "Lima confirmed"),
            ]),
        .init(
            "a denial updates the alert", status(.denied),
            [
                .at("06:00", bomb("Lima", "a", ["speaker": "Mayor", "modality": "alleged"])),
                .expect("06:00", "Lima claimed"),
                .at(
                    "07:00",
                    bomb(
                        "Lima", "a", ["speaker": "Army", "modality": "alleged", "stance": "denies"])
                ), .expect("07:00", "Lima denied"),
            ]),
        .init(
            "severity depends on the figure",
            AlertRule(
                id: "t.sev", title: "Attack", severity: .severe,
                severityCases: [.init(.extreme, when: Condition([.init("killed", .atLeast(50))]))],
                when: .assault, message: "{{severity}}"),
            [
                .at("06:00", bomb("Lima", "a", ["killed": 3])), .expect("06:00", "severe"),
                .at("06:10", bomb("Puno", "b", ["killed": 60])), .expect("06:10", "extreme"),
            ]),
        .init(
            "a proposed truce is no truce",
            AlertRule(
                id: "t.truce", title: "Truce", when: Condition([.init("type", .equals("AGREE"))])),
            [
                .at("06:00", ["type": "AGREE", "modality": "proposed"]),
                .at("07:00", ["type": "REJECT"]),
                .at("08:00", ["type": "AGREE", "polarity": "negated"]),
            ]),
        .init(
            "a throttle without a group is the rule's",
            AlertRule(id: "t.r", title: "Attack", when: .assault, throttle: TimeSpan("1 hour")),
            [
                .at("06:00", bomb("Lima", "a")), .expect("06:00", "Attack: Lima"),
                .at("06:30", bomb("Puno", "b")), .at("07:00", bomb("Ica", "c")),
                .expect("07:00", "Attack: Ica"),
            ]),
    ]

    static let shapes: [TimelineCase] = [
        .init(
            "claims that disagree",
            AlertRule(
                id: "t.c", title: "Disputed", when: Condition([.init("type", .equals("ASSAULT"))]),
                message: "{{field}}: {{claims}}", conflict: "killed"),
            [
                .at("06:00", bomb("Lima", "a", ["killed": 3, "speaker": "Ministry"])),
                .at("06:30", bomb("Lima", "a", ["killed": 3, "speaker": "Mayor"])),
                .at("07:00", bomb("Lima", "a", ["killed": 11, "speaker": "Army"])),
                .expect("07:00", "killed: 3 (Ministry); 3 (Mayor); 11 (Army)"),
                .at("08:00", bomb("Lima", "a", ["killed": 12, "speaker": "Police"])),
            ]),
        .init(
            "seventeen and nearly twenty do not disagree",
            AlertRule(
                id: "t.c", title: "Disputed", when: .assault, conflict: "injured"),
            [
                .at("06:00", bomb("Lima", "a", ["injured": 17, "speaker": "Ministry"])),
                .at(
                    "07:00",
                    bomb("Lima", "a", ["injured": ["low": 17, "high": 19], "speaker": "Mayor"])),
            ]),
        .init(
            "a new figure of the same speaker is a revision",
            AlertRule(id: "t.c", title: "Disputed", when: .assault, conflict: "killed"),
            [
                .at("06:00", bomb("Lima", "a", ["killed": 3, "speaker": "Ministry"])),
                .at("07:00", bomb("Lima", "a", ["killed": 11, "speaker": "Ministry"])),
            ]),
        .init(
            "claims ring one by one",
            AlertRule(
                id: "t.cl", title: "Claim",
                when: Condition([
                    .init("type", .equals("ASSAULT")), .init("field", .equals("killed")),
                ]), on: .claim,
                message: "{{speaker}}: {{value}} {{field}}"),
            [
                .at("06:00", bomb("Lima", "a", ["killed": 3, "speaker": "Ministry"])),
                .expect("06:00", "Ministry: 3 killed"),
                .at("07:00", bomb("Lima", "a", ["killed": 3, "speaker": "Ministry"])),
                .at("08:00", bomb("Lima", "a", ["killed": 4, "speaker": "Mayor"])),
                .expect("08:00", "Mayor: 4 killed"),
            ]),
        .init(
            "a speaker not heard of before",
            AlertRule(
                id: "t.f", title: "First", when: Condition([.init("type", .equals("ACCUSE"))]),
                message: "{{first}}",
                first: .init(
                    field: "speaker", lookback: TimeSpan("90 days")!, warmUp: TimeSpan("14 days"))),
            [
                .at("06:00", ["type": "ACCUSE", "speaker": "Ann"]),
                .at("day 16 06:00", ["type": "ACCUSE", "speaker": "Ann"]),
                .at("day 16 07:00", ["type": "ACCUSE", "speaker": "Ben"]),
                .expect("day 16 07:00", "Ben"),
                .at("day 16 08:00", ["type": "ACCUSE", "speaker": "Ben"]),
            ]),
        .init(
            "who was silent for the lookback is new again",
            AlertRule(
                id: "t.f", title: "First", when: Condition([.init("type", .equals("ACCUSE"))]),
                message: "{{first}}",
                first: .init(field: "speaker", lookback: TimeSpan("10 days")!)),
            [
                .at("06:00", ["type": "ACCUSE", "speaker": "Ann"]), .expect("06:00", "Ann"),
                .at("day 5 06:00", ["type": "ACCUSE", "speaker": "Ann"]),
                .at("day 16 06:00", ["type": "ACCUSE", "speaker": "Ann"]),
                .expect("day 16 06:00", "Ann"),
            ]),
        .init(
            "silence after an ultimatum",
            AlertRule(
                id: "t.a", title: "No answer", when: Condition([.init("type", .equals("CONSULT"))]),
                groupBy: ["country"],
                message: "nothing from {{country}} for {{within}}",
                absence: .init(
                    silence: TimeSpan("48 hours")!,
                    after: Condition([
                        .init("type", .equals("THREATEN")), .init("modality", .any),
                        .init("tense", .any),
                    ]))),
            [
                .at("06:00", ["type": "THREATEN", "country": "PER"]),
                .at("07:00", ["type": "THREATEN", "country": "BOL"]),
                .at("day 2 06:00", ["type": "CONSULT", "country": "PER"]),
                .expect("day 3 07:00", "nothing from BOL for 48 hours"),
                .expect("day 4 06:00", "nothing from PER for 48 hours"), .quiet("day 9 00:00"),
            ]),
        .init(
            "silence is nothing before it is armed",
            AlertRule(
                id: "t.a", title: "No answer", when: .assault,
                absence: .init(
                    silence: TimeSpan("48 hours")!,
                    after: Condition([.init("type", .equals("THREATEN"))]))),
            [.at("06:00", bomb("Lima")), .quiet("day 9 00:00")]),
        .init(
            "a trend needs two whole periods",
            AlertRule(
                id: "t.t", title: "Trend", when: .assault, message: "{{previous}} → {{count}}",
                trend: .init(per: TimeSpan("day")!, grows: 1.5, atLeast: 3)),
            [
                .at("06:00", bomb("A", "a")), .at("07:00", bomb("B", "b")),
                .at("08:00", bomb("C", "c")), .at("09:00", bomb("D", "d")),
            ]),
        .init(
            "a trend rings when it begins",
            AlertRule(
                id: "t.t", title: "Trend", when: .assault, message: "{{previous}} → {{count}}",
                trend: .init(per: TimeSpan("day")!, grows: 1.5, atLeast: 3)),
            [
                .at("06:00", bomb("A", "a")), .at("day 2 12:00", bomb("B", "b")),
                .at("day 2 13:00", bomb("C", "c")),
                .at("day 3 13:00", bomb("D", "d")), .at("day 3 13:30", bomb("E", "e")),
                .at("day 3 14:00", bomb("F", "f")), .expect("day 3 14:00", "2 → 3"),
                .at("day 3 14:30", bomb("G", "g")),
            ]),
        .init(
            "a watchlist, where there is no event",
            AlertRule.watchlist(id: "t.w", title: "Sites", severity: .minor),
            [
                .at("06:00", ["match": "t.w", "words": ["Natanz", "Fordow"]]),
                .expect("06:00", "Sites: Natanz, Fordow"),
                .at("07:00", ["type": "ASSAULT", "place": "Lima"]),
            ]),
        .init(
            "a rule on a watchlist's hits",
            AlertRule(
                id: "t.m", title: "Hit", when: Condition([.init("match", .equals("n.sites"))])),
            [
                .at("06:00", ["match": "n.sites"]), .expect("06:00", "Hit"),
                .at("07:00", ["match": "n.other"]),
            ]),
        .init(
            "a rule on events of articles with hits",
            AlertRule(
                id: "t.m", title: "Hit",
                when: Condition([
                    .init("match", .equals("n.sites")), .init("type", .equals("ASSAULT")),
                ])),
            [
                .at("06:00", ["match": "n.sites"]),
                .at("07:00", bomb("Lima", "a", ["match": "n.sites"])),
                .expect("07:00", "Hit: Lima"), .at("08:00", bomb("Puno", "b")),
            ]),
    ]
}
