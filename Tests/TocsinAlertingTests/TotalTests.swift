import Testing
import TocsinAlerting
import TocsinModel

/// A figure of different incidents, added up within a window.
@Suite struct TotalTests {
    static let thousand = AlertRule(
        id: "e.mass", title: "Mass evacuation", severity: .severe,
        severityCases: [
            .init(
                .extreme, when: Condition([.init("evacuated", .atLeast(.number(5000)))]))
        ], when: Condition([.init("type", .equals(.string("ASSAULT")))]),
        within: TimeSpan("24 hours"), total: .init("evacuated", wanted: 1001),
        message: "{{evacuated}} evacuated in {{count}} places within {{within}}: {{places}}")

    private func moved(_ place: String, _ low: Double?, _ high: Double? = nil) -> Event {
        assault(place, figures: [figure("evacuated", low, high)])
    }

    @Test func `three evacuations that come to the mark ring once, with what each adds`() {
        let decisions = run(
            [Self.thousand],
            [
                report("a", "06:00", [moved("Lima", 400)]),
                report("b", "09:00", [moved("Cusco", 500)]),
                report("c", "12:00", [moved("Puno", 300)]),
                report("d", "13:00", [moved("Tacna", 50)]),
            ])
        #expect(
            headlines(decisions) == [
                "12:00 1200 evacuated in 3 places within 24 hours: Lima, Cusco, Puno"
            ])
        let alert = decisions.compactMap(\.alert)[0]
        #expect(alert.severity == .severe)
        #expect(
            alert.reasons.prefix(4) == [
                "evacuated 1200 in 3 incidents within 24 hours, wanted at least 1001",
                "400 Lima: only Outlet a", "500 Cusco: only Outlet b", "300 Puno: only Outlet c",
            ])
        #expect(
            decisions.compactMap(\.holdReason).map(\.description) == [
                "400 evacuated of 1001 within 24 hours, in 1 incident",
                "900 evacuated of 1001 within 24 hours, in 2 incidents",
                "the window rang already: \(alert.identifier)",
            ])
    }

    @Test func `ten reports of one evacuation count once`() {
        let reports = (0..<10).map { report("r\($0)", "06:0\($0)", [moved("Lima", 600)]) }
        #expect(run([Self.thousand], reports).compactMap(\.alert).isEmpty)
        let other = report("x", "07:00", [moved("Cusco", 401)])
        #expect(
            headlines(run([Self.thousand], reports + [other])) == [
                "07:00 1001 evacuated in 2 places within 24 hours: Lima, Cusco"
            ])
    }

    @Test func `a later figure takes the place of the one before`() {
        let decisions = run(
            [Self.thousand],
            [
                report("a", "06:00", outlet: "O", [moved("Lima", 400)]),
                report("b", "07:00", [moved("Cusco", 500)]),
                report("c", "08:00", outlet: "O", [moved("Lima", 700)]),
            ])
        #expect(
            headlines(decisions) == [
                "08:00 1200 evacuated in 2 places within 24 hours: Lima, Cusco"
            ])
    }

    @Test func `a corrected figure cancels, and a corrected article too`() {
        let one = report("a", "06:00", [moved("Lima", 700)])
        let two = report("b", "07:00", [moved("Cusco", 500)])
        for last in [
            report("b", "08:00", [moved("Cusco", 100)]), report("r", "08:00", withdraws: ["b"]),
        ] {
            let alerts = run([Self.thousand], [one, two, last]).compactMap(\.alert)
            #expect(alerts.map(\.msgType) == [.alert, .cancel])
            #expect(alerts.last?.references == [alerts[0].identifier])
            #expect(alerts.last?.description.hasPrefix("evacuated 500 → ") == true)
        }
    }

    @Test func `what rang in vain rings for what else stands there`() {
        let decisions = run(
            [Self.thousand],
            [
                report("a", "06:00", [moved("Lima", 700)]),
                report("b", "07:00", [moved("Cusco", 500)]),
                report("c", "07:30", [moved("Puno", 600)]),
                report("r", "08:00", withdraws: ["a"]),
            ])
        #expect(
            decisions.compactMap(\.alert).map(\.headline) == [
                "1200 evacuated in 2 places within 24 hours: Lima, Cusco",
                "Cancelled: 1200 evacuated in 2 places within 24 hours: Lima, Cusco",
                "1100 evacuated in 2 places within 24 hours: Cusco, Puno",
            ])
    }

    @Test func `what lies outside the window is not added`() {
        let decisions = run(
            [Self.thousand],
            [
                report("a", "06:00", [moved("Lima", 700)]),
                report("b", "06:00", day: 12, [moved("Cusco", 500)]),
                report("c", "05:59", day: 13, [moved("Puno", 501)]),
            ])
        #expect(
            headlines(decisions) == [
                "05:59 1001 evacuated in 2 places within 24 hours: Cusco, Puno"
            ])
    }

    @Test func `lower bounds are added, or upper ones where the rule says possibly`() {
        var rule = Self.thousand
        let reports = [
            report("a", "06:00", [moved("Lima", 400, 600)]),
            report("b", "07:00", [moved("Cusco", 450, 500)]),
        ]
        #expect(run([rule], reports).compactMap(\.alert).isEmpty)
        rule.total?.isPossible = true
        #expect(
            headlines(run([rule], reports)) == [
                "07:00 ≤ 1100 evacuated in 2 places within 24 hours: Lima, Cusco"
            ])
    }

    @Test func `groups have totals of their own, severity is that of the total`() {
        var rule = Self.thousand
        rule.groupBy = ["country"]
        rule.message = "{{evacuated}} in {{country}}: {{severity}}"
        func moved(_ place: String, _ country: String, _ n: Double) -> [Event] {
            [assault(place, country: country, figures: [figure("evacuated", n)])]
        }
        let decisions = run(
            [rule],
            [
                report("a", "06:00", moved("Lima", "PER", 800)),
                report("b", "07:00", moved("Quito", "ECU", 900)),
                report("c", "08:00", moved("Cusco", "PER", 4300)),
            ])
        #expect(headlines(decisions) == ["08:00 5100 in PER: extreme"])
        #expect(decisions.compactMap(\.alert)[0].severity == .extreme)
    }

    @Test func `a total that grows past the step is an update`() {
        var rule = Self.thousand
        rule.step = 1000
        let decisions = run(
            [rule],
            [
                report("a", "06:00", [moved("Lima", 1200)]),
                report("b", "07:00", [moved("Cusco", 500)]),
                report("c", "08:00", [moved("Puno", 600)]),
            ])
        let alerts = decisions.compactMap(\.alert)
        #expect(alerts.map(\.msgType) == [.alert, .update])
        #expect(alerts.last?.reasons.first == "evacuated 1200 → 2300")
        #expect(alerts.last?.references == [alerts[0].identifier])
    }

    @Test func `on the events' own days a total is that of a day`() {
        var rule = Self.thousand
        rule.clock = .event
        rule.within = TimeSpan("1 day")
        func moved(_ place: String, _ n: Double, day: Int) -> [Event] {
            [assault(place, day: day, figures: [figure("evacuated", n)])]
        }
        #expect(
            run(
                [rule],
                [
                    report("a", "23:00", moved("Lima", 700, day: 11)),
                    report("b", "01:00", day: 12, moved("Cusco", 700, day: 12)),
                ]
            ).compactMap(\.alert).isEmpty)
        #expect(
            run(
                [rule],
                [
                    report("a", "23:00", moved("Lima", 700, day: 11)),
                    report("b", "09:00", day: 12, moved("Cusco", 700, day: 11)),
                ]
            ).compactMap(\.alert).count == 1)
    }

    @Test func `an incident that says nothing of the figure adds nothing, and says so`() {
        let decisions = run([Self.thousand], [report("a", "06:00", [assault("Lima", killed: 3)])])
        #expect(
            decisions.compactMap(\.holdReason).map(\.description) == [
                "its incident says nothing of how many were evacuated"
            ])
    }

    @Test func `things are added up as people are`() {
        var rule = Self.thousand
        rule.total = .init("intercepted", wanted: 100)
        rule.message = "{{intercepted}} shot down"
        func drones(_ place: String, _ n: Double) -> [Event] {
            var event = assault(place)
            event.materiel = [
                Materiel(kind: "uav", low: n, high: n, role: "intercepted", text: "\(n)")
            ]
            return [event]
        }
        let decisions = run(
            [rule],
            [report("a", "06:00", drones("Lima", 60)), report("b", "07:00", drones("Cusco", 45))])
        #expect(headlines(decisions) == ["07:00 105 shot down"])
    }

    @Test(arguments: [
        ("figure", "unknown figure in total \"evacuatd\"; did you mean \"evacuated\"?"),
        ("window", "total needs a window, e.g. within = \"24 hours\""),
        ("distinct", "distinct has no effect with total: each incident counts once"),
        ("count", "count and total cannot go together; make two rules"),
        ("claim", "total adds up events: name a type or label in when, and leave \"on\" out"),
    ])
    func `what cannot be added up is said`(change: String, message: String) {
        var rule = Self.thousand
        switch change {
        case "figure": rule.total?.figure = "evacuatd"
        case "window": rule.within = nil
        case "distinct": rule.distinct = "incident"
        case "count": rule.count = 3
        default: rule.on = .claim
        }
        #expect(rule.problems() == [message])
    }
}
