import Testing
import TocsinAlerting
import TocsinModel

@Suite struct AlertEngineTests {
    static let wave = AlertRule(
        id: "wave.bombings", title: "Bombing wave", severity: .severe,
        when: Condition([
            .init("type", .equals(.string("ASSAULT"))),
            .init("mode", .equals(.string("explosives"))),
        ]), count: 3, distinct: "incident", within: TimeSpan("6 hours"), groupBy: ["country"],
        throttle: TimeSpan("12 hours"),
        message: "{{count}} bombings in {{country}} in {{within}}: {{places}}")

    @Test func `three bombings in one country within six hours ring once, with the rule's words`() {
        let decisions = run(
            [Self.wave],
            [
                report("a", "06:00", [assault("Lima", day: 11)]),
                report("a2", "06:30", [assault("Lima", day: 11)]),
                report("b", "07:00", [assault("Cusco", day: 11)]),
                report("x", "07:10", [assault("Quito", country: "ECU", day: 11)]),
                report("d", "11:30", [assault("Puno", day: 11)]),
                report("e", "11:45", [assault("Tacna", day: 11)]),
            ])
        #expect(headlines(decisions) == ["11:30 3 bombings in PER in 6 hours: Lima, Cusco, Puno"])
        let alert = decisions.compactMap(\.alert)[0]
        #expect(alert.severity == .severe)
        #expect(alert.articles == ["a", "a2", "b", "d"])
        #expect(alert.reasons[0] == "3 different by incident within 6 hours for PER, wanted 3")
        let last = decisions.last!
        guard case .alreadyRang(let id) = last.holdReason else {
            Issue.record("expected the fifth to be held, found \(last.outcome)")
            return
        }
        #expect(id == alert.identifier)
    }

    @Test func `a window that empties and fills again rings again, unless it is throttled`() {
        var quick = Self.wave
        quick.within = TimeSpan("1 hour")
        quick.throttle = nil
        quick.count = 2
        let reports = ["06:00", "06:30", "09:00", "09:30"].enumerated().map { n, clock in
            report("r\(n)", clock, [assault("Place \(n)", day: 11)])
        }
        #expect(run([quick], reports).compactMap(\.alert).count == 2)
        quick.throttle = TimeSpan("4 hours")
        let held = run([quick], reports)
        #expect(held.compactMap(\.alert).count == 1)
        #expect(held.contains { if case .throttled = $0.holdReason { true } else { false } })
    }

    @Test func `ten copies of a wire story are one alert and one origin`() {
        let text =
            "A bomb exploded outside the central market of the city on Tuesday morning and killed three people the police said in a first statement"
        let rule = AlertRule(id: "p.bomb", title: "Bomb", when: .assault)
        var stage = AlertStage(rules: [rule])
        var alerts: [Alert] = []
        for n in 0..<10 {
            alerts +=
                stage.process(
                    report(
                        "w\(n)", "06:0\(n)", [assault("Lima", day: 11, killed: 3)],
                        text: text + " \(n)")
                ).alerts
        }
        #expect(alerts.count == 1)
        #expect(stage.incidents.count == 1)
        #expect(stage.incidents[0].articles.count == 10)
        #expect(stage.incidents[0].origins == ["Outlet w0"])
        #expect(stage.incidents[0].status == .claimed)
    }

    @Test func `messages are plain text`() {
        let rule = AlertRule(
            id: "p.r", title: "A & B", when: .assault, message: "{{title}} <{{place}}> {{{killed}}}"
        )
        #expect(
            headlines(
                run([rule], [report("a", "06:00", [assault("O'Higgins & Co", day: 11, killed: 3)])])
            )
                == ["06:00 A & B <O'Higgins & Co> 3"])
    }

    @Test func `a figure past the step updates the alert, with references`() throws {
        let rule = AlertRule(
            id: "p.deaths", title: "Deaths",
            when: Condition([
                .init("type", .equals(.string("ASSAULT"))), .init("killed", .atLeast(.number(1))),
            ]), message: "{{killed}} killed in {{place}}", step: 2)
        let decisions = run(
            [rule],
            [
                report("a", "06:00", [assault("Lima", day: 11, killed: 1)]),
                report("b", "07:00", [assault("Lima", day: 11, killed: 2)]),
                report("c", "08:00", [assault("Lima", day: 11, killed: 3)]),
            ])
        let alerts = decisions.compactMap(\.alert)
        #expect(alerts.map(\.msgType) == [.alert, .update])
        #expect(alerts.map(\.headline) == ["1 killed in Lima", "3 killed in Lima"])
        #expect(alerts[1].references == [alerts[0].identifier])
        #expect(alerts[1].reasons[0] == "killed 1 → 3")
    }

    @Test func `a corrected article cancels what only it held up`() throws {
        let rule = AlertRule(
            id: "p.deaths", title: "Deaths",
            when: Condition([
                .init("type", .equals(.string("ASSAULT"))), .init("killed", .atLeast(.number(10))),
            ]), message: "{{killed}} killed in {{place}}")
        let decisions = run(
            [rule],
            [
                report("a", "06:00", [assault("Lima", day: 11, killed: 11, id: "e1")]),
                report("a", "07:00", [assault("Lima", day: 11, killed: 1, id: "e1")]),
            ])
        let alerts = decisions.compactMap(\.alert)
        #expect(alerts.map(\.msgType) == [.alert, .cancel])
        #expect(alerts[1].references == [alerts[0].identifier])
        #expect(alerts[1].headline == "Cancelled: 11 killed in Lima")
        #expect(alerts[1].description == "killed: found 1, wanted at least 10")
    }

    @Test func `a retraction cancels, and another report keeps an alert up`() throws {
        let rule = AlertRule(id: "p.r", title: "Attack", when: .assault)
        let a = report("a", "06:00", [assault("Lima", day: 11)])
        let b = report("b", "06:30", [assault("Lima", day: 11)])
        let r = report("r", "07:00", withdraws: ["a"])
        #expect(run([rule], [a, r]).compactMap(\.alert).map(\.msgType) == [.alert, .cancel])
        #expect(run([rule], [a, b, r]).compactMap(\.alert).map(\.msgType) == [.alert])
    }

    @Test func `a watchlist rings once per incident, else once per story`() {
        let rule = AlertRule.watchlist(id: "n.sites", title: "Sites", severity: .moderate)
        func hit(_ start: Int) -> WatchlistMatch {
            WatchlistMatch(
                rule: "n.sites",
                spans: [
                    Evidence(
                        role: "word", span: Span(field: .body, range: start..<start + 6),
                        text: "Natanz")
                ])
        }
        func event() -> Event {
            var event = assault("Natanz", country: "IRN", day: 11)
            event.spans = [
                Evidence(
                    role: "trigger", span: Span(field: .body, range: 10..<40), text: "struck")
            ]
            return event
        }
        let text = "one two three four five six seven eight nine ten eleven twelve"
        let decisions = run(
            [rule],
            [
                report("a", "06:00", [event()], matches: [hit(20)]),
                report("b", "06:30", [event()], matches: [hit(20)]),
                report("c", "07:00", matches: [hit(500)], text: text),
                report("d", "07:30", matches: [hit(500)], text: text),
                report(
                    "e", "08:00", matches: [hit(500)],
                    text: "quite another thing is told here by us"),
                report("f", "09:00", matches: []),
            ])
        #expect(decisions.compactMap(\.alert).flatMap(\.articles) == ["a", "c", "e"])
        #expect(decisions.compactMap(\.alert)[0].headline == "Sites: Natanz")
        #expect(decisions.compactMap(\.holdReason).map(\.code) == ["same-incident", "same-story"])
    }

    @Test func `list rows are there for the message`() {
        let rule = AlertRule.watchlist(
            id: "s.people", title: "Sanctioned", severity: .minor,
            message: "{{words}}: {{row.program}}")
        let match = WatchlistMatch(
            rule: "s.people",
            spans: [
                Evidence(role: "word", span: Span(field: .body, range: 0..<3), text: "Foo")
            ], rows: [["name": "Foo", "program": "DPRK2"]])
        #expect(
            headlines(run([rule], [report("a", "06:00", matches: [match])])) == ["06:00 Foo: DPRK2"]
        )
    }

    @Test func `alert ids come from content`() {
        let reports = [report("a", "06:00", [assault("Lima", day: 11)])]
        let rule = AlertRule(id: "p.r", title: "Attack", when: .assault)
        let first = run([rule], reports).compactMap(\.alert)
        #expect(first == run([rule], reports).compactMap(\.alert))
        var other = rule
        other.id = "p.s"
        #expect(first[0].identifier != run([other], reports).compactMap(\.alert)[0].identifier)
    }

    @Test func `what other rules ask does not change an alert`() {
        let rule = AlertRule(id: "p.r", title: "Attack", when: .assault)
        let other = AlertRule(
            id: "p.s", title: "Twice", when: Condition([.init("sources", .atLeast(.number(9)))]))
        let reports = [report("a", "06:00", [assault("Lima", day: 11)])]
        let alone = run([rule], reports).compactMap(\.alert)
        #expect(alone == run([rule, other], reports).compactMap(\.alert))
        #expect(alone[0].reasons.last == "claimed: asserted by Outlet a only")
    }

    @Test func `a second pass over the same reports decides the same`() {
        var random = SeededGenerator(state: 11)
        let reports = (0..<150).map { n in
            report(
                "a\(n)", "00:00", day: 3 + n / 20, outlet: "o\(n % 7)",
                [
                    assault(
                        "Place \(Int.random(in: 0..<12, using: &random))",
                        killed: Double(Int.random(in: 0..<9, using: &random)),
                        actor: "actor \(Int.random(in: 0..<5, using: &random))")
                ])
        }
        var deaths = AlertRule(id: "p.d", title: "Deaths", when: .assault, step: 3)
        deaths.onStatus = .corroborated
        let rules = [Self.wave, deaths]
        let first = run(rules, reports)
        let second = run(rules, reports)
        #expect(first.compactMap(\.alert) == second.compactMap(\.alert))
        #expect(
            first.map { $0.holdReason?.description } == second.map { $0.holdReason?.description })
        #expect(first.compactMap(\.alert).contains { $0.msgType == .update })
    }
}
