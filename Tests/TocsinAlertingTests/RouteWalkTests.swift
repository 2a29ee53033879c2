import Testing
import TocsinAlerting
import TocsinModel

private func alert(_ severity: Severity, rule: String = "war.x") -> Alert {
    Alert(identifier: "a", sent: nil, severity: severity, headline: "h", rule: rule)
}

private let severe = AlertMatcher("severity", .atLeast(.string("severe")))
private let war = AlertMatcher("plugin", .equals(.string("war")))

private let tree = [
    Route(
        match: [severe],
        routes: [
            Route(match: [war], to: ["war-desk"], continues: true),
            Route(match: [AlertMatcher("severity", .equals(.string("extreme")))], to: ["duty"]),
        ]),
    Route(match: [war], to: ["archive"]),
    Route(to: ["everyone"]),
]

@Suite struct `The way of an alert through the routes` {
    @Test(arguments: [
        (
            alert(.extreme),
            ["took /0 below", "took /0/0", "took /0/1", "skipped /1", "skipped /2"],
            ["war-desk", "duty"]
        ),
        (
            alert(.severe),
            ["took /0 below", "took /0/0", "passed /0/1", "skipped /1", "skipped /2"], ["war-desk"]
        ),
        (
            alert(.severe, rule: "flu.x"),
            ["empty /0", "passed /0/0", "passed /0/1", "passed /1", "took /2"], ["everyone"]
        ),
        (alert(.minor), ["passed /0", "took /1", "skipped /2"], ["archive"]),
    ])
    func `names every route and why it took it or not`(
        alert: Alert, steps: [String], receivers: [String]
    ) {
        let walk = RouteWalk(alert, tree)
        let told = walk.steps.map { step in
            switch step.outcome {
            case .took: "took \(step.path)"
            case .tookBelow: "took \(step.path) below"
            case .passedBy: "passed \(step.path)"
            case .emptyHanded: "empty \(step.path)"
            case .notReached: "skipped \(step.path)"
            }
        }
        #expect(told == steps)
        #expect(walk.arrivals.map(\.receiver) == receivers)
    }

    @Test func `says in words what a failing test found`() {
        let walk = RouteWalk(alert(.minor), tree)
        #expect(walk.steps[0].reason == "does not match: severity is minor, not at least severe")
        #expect(walk.steps[1].reason == "matches: plugin is war; it ends here")
        #expect(walk.steps[2].reason == "not reached: a route before it had taken the alert")
    }

    @Test func `reaches whom the dispatcher reaches`() {
        let time = Timestamp("2025-03-11T12:00:00Z")!
        for severity in Severity.allCases {
            for rule in ["war.x", "flu.x"] {
                let one = alert(severity, rule: rule)
                var dispatcher = AlertDispatcher(policy: AlertPolicy(routes: tree))
                let sent = dispatcher.receive(one, at: time).compactMap(\.notification?.receiver)
                #expect(Set(sent) == Set(RouteWalk(one, tree).arrivals.map(\.receiver)))
            }
        }
    }
}
