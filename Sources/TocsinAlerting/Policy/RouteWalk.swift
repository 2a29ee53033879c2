package import TocsinModel

/// The way of one alert through the routes of a policy: every route that was looked at, and why it
/// took the alert or did not.
package struct RouteWalk: Sendable {
    /// One test of a route on the alert.
    package struct Verdict: Hashable, Sendable {
        package var field: String
        package var wanted: String
        /// What the alert says; empty: nothing.
        package var found: String
        package var holds: Bool
    }

    package enum Outcome: Hashable, Sendable {
        /// A test failed.
        case passedBy
        /// It tells its own receivers.
        case took
        /// One of its sub-routes did.
        case tookBelow
        /// It matched, but tells nobody itself, and none of its sub-routes matched.
        case emptyHanded
        /// A route before it had taken the alert.
        case notReached
    }

    package struct Step: Sendable {
        /// Where it stands in the tree: `/0/2`.
        package var path: String
        package var depth: Int
        package var route: Route
        package var verdicts: [Verdict]
        package var outcome: Outcome

        /// In one line.
        package var reason: String {
            let failing = verdicts.filter { !$0.holds }.map {
                "\($0.field) is \($0.found.isEmpty ? "nothing" : $0.found), not \($0.wanted)"
            }
            let holding = verdicts.map { "\($0.field) is \($0.found)" }.joined(separator: ", ")
            let why = verdicts.isEmpty ? "matches every alert" : "matches: \(holding)"
            return switch outcome {
            case .passedBy: "does not match: " + failing.joined(separator: "; ")
            case .took:
                why
                    + (route.continues
                        ? "; the routes after it are tried as well" : "; it ends here")
            case .tookBelow:
                why + "; a route below took it"
                    + (route.continues ? ", and those after this one are tried as well" : "")
            case .emptyHanded: why + ", but it tells nobody itself and no route below matches"
            case .notReached: "not reached: a route before it had taken the alert"
            }
        }
    }

    /// A receiver that is reached.
    package struct Arrival: Sendable {
        package var receiver: String
        package var path: String
        /// How and when it is told: the route's own words, else those of the routes above it.
        package var inherited: Route
    }

    /// In the order of the tree, the parents first.
    package private(set) var steps: [Step] = []
    package private(set) var arrivals: [Arrival] = []

    package init(_ alert: Alert, _ routes: [Route]) {
        _ = walk(alert, routes, parent: Route(), path: "", depth: 0)
    }

    /// - Returns: whether one of the routes took it.
    private mutating func walk(
        _ alert: Alert, _ routes: [Route], parent: Route, path: String, depth: Int
    ) -> Bool {
        var matched = false
        var isOver = false
        for (index, route) in routes.enumerated() {
            let here = "\(path)/\(index)"
            var step = Step(
                path: here, depth: depth, route: route, verdicts: [], outcome: .notReached)
            let at = steps.count
            if isOver {
                steps.append(step)
                unreached(route.routes, path: here, depth: depth + 1)
                continue
            }
            step.verdicts = route.match.map { $0.verdict(alert) }
            guard step.verdicts.allSatisfy(\.holds) else {
                step.outcome = .passedBy
                steps.append(step)
                continue
            }
            steps.append(step)
            let inherited = route.inheriting(parent)
            if walk(alert, route.routes, parent: inherited, path: here, depth: depth + 1) {
                steps[at].outcome = .tookBelow
            } else {
                arrivals += route.to.map {
                    Arrival(receiver: $0, path: here, inherited: inherited)
                }
                steps[at].outcome = route.to.isEmpty ? .emptyHanded : .took
                // A route with sub-routes only, none of which matched, has not taken it.
                if route.to.isEmpty { continue }
            }
            matched = true
            isOver = !route.continues
        }
        return matched
    }

    private mutating func unreached(_ routes: [Route], path: String, depth: Int) {
        for (index, route) in routes.enumerated() {
            steps.append(
                Step(
                    path: "\(path)/\(index)", depth: depth, route: route, verdicts: [],
                    outcome: .notReached))
            unreached(route.routes, path: "\(path)/\(index)", depth: depth + 1)
        }
    }
}

extension Route {
    fileprivate func inheriting(_ parent: Route) -> Route {
        var out = self
        out.groupBy = groupBy ?? parent.groupBy
        out.groupWait = groupWait ?? parent.groupWait
        out.groupInterval = groupInterval ?? parent.groupInterval
        out.quietHours = quietHours ?? parent.quietHours
        out.digest = digest ?? parent.digest
        out.escalation = escalation ?? parent.escalation
        return out
    }
}

extension AlertMatcher {
    /// As a person would say it: `severity at least severe`.
    package var text: String { "\(field) \(test.wanted)" }

    func verdict(_ alert: Alert) -> RouteWalk.Verdict {
        RouteWalk.Verdict(
            field: field, wanted: test.wanted,
            found: AlertMatcher.values(field, alert).joined(separator: ", "), holds: holds(alert))
    }
}
