package import TocsinModel

/// Who is told of which alert, and when. Alertmanager's words, with alerts that do not stay firing:
/// each alert, update or cancellation is one thing to deliver.
package struct AlertPolicy: Sendable {
    /// Tried in order; the first that matches takes the alert, unless it says `continue`.
    package var routes: [Route]
    package var inhibitions: [Inhibition]

    package init(routes: [Route], inhibitions: [Inhibition] = []) {
        self.routes = routes
        self.inhibitions = inhibitions
    }

    /// What is wrong with it, one line each.
    package func problems(receivers: [String]) -> [String] {
        func check(_ route: Route) -> [String] {
            var problems = route.match.compactMap(\.problem)
            for name in route.to + (route.escalation?.to ?? []) where !receivers.contains(name) {
                problems.append(Diagnostic.unknown("receiver", name, known: receivers))
            }
            for name in route.groupBy ?? [] where !AlertMatcher.fields.contains(name) {
                problems.append(Diagnostic.unknown("group_by", name, known: AlertMatcher.fields))
            }
            if route.to.isEmpty, route.routes.isEmpty {
                problems.append("a route goes nowhere; give it to = \"…\" or routes = { … }")
            }
            return problems + route.routes.flatMap(check)
        }
        var problems = routes.flatMap(check)
        for one in inhibitions {
            problems += (one.source + one.target).compactMap(\.problem)
            for name in one.equal where !AlertMatcher.fields.contains(name) {
                problems.append(Diagnostic.unknown("equal", name, known: AlertMatcher.fields))
            }
        }
        return problems
    }
}

/// One test of an alert: `severity = at_least "severe"`.
package struct AlertMatcher: Sendable {
    package var field: String
    package var test: ConditionTest

    package init(_ field: String, _ test: ConditionTest) {
        self.field = field
        self.test = test
    }

    package static let fields = [
        "severity", "rule", "plugin", "incident", "category", "certainty", "urgency", "area",
        "msg_type", "status", "article", "identifier", "headline",
    ]

    /// What is wrong with it, or nil.
    package var problem: String? {
        if !AlertMatcher.fields.contains(field) {
            return Diagnostic.unknown("match", field, known: AlertMatcher.fields)
        }
        let names = Severity.allCases.map(\.rawValue)
        if field == "severity" {
            switch test {
            case .equals(.string(let name)), .atLeast(.string(let name)),
                .atMost(.string(let name)):
                if !names.contains(name) {
                    return Diagnostic.unknown("severity", name, known: names)
                }
            case .oneOf(let list):
                for case .string(let name) in list where !names.contains(name) {
                    return Diagnostic.unknown("severity", name, known: names)
                }
            default: break
            }
        }
        return nil
    }

    /// The values of a field of an alert.
    static func values(_ field: String, _ alert: Alert) -> [String] {
        let rule = String(alert.rule.prefix { $0 != "@" })
        return switch field {
        case "severity": [alert.severity.rawValue]
        case "rule": [rule]
        case "plugin": [String(rule.prefix { $0 != "." })]
        case "incident": alert.incident.map { [$0] } ?? []
        case "category": [alert.category]
        case "certainty": [alert.certainty]
        case "urgency": [alert.urgency]
        case "area": alert.area
        case "msg_type": [alert.msgType.rawValue]
        case "status": [alert.status]
        case "article": alert.articles
        case "identifier": [alert.identifier]
        case "headline": [alert.headline]
        default: []
        }
    }

    func holds(_ alert: Alert) -> Bool {
        let reading = ClauseReading(
            subject: AlertMatcher.nobody, inferred: true, cumulative: true,
            contains: { _, _ in false })
        return reading.names(test, AlertMatcher.values(field, alert).map { ($0, nil) })
    }

    private static let nobody = ConditionSubject(event: nil, article: Article(id: "", body: ""))
}

extension [AlertMatcher] {
    /// All of them; none given matches every alert.
    func hold(_ alert: Alert) -> Bool { allSatisfy { $0.holds(alert) } }
}

/// Where alerts of a kind go. Sub-routes come first; where none of them matches, `to` is told.
package struct Route: Sendable {
    package var match: [AlertMatcher]
    /// Names of receivers.
    package var to: [String]
    package var routes: [Route]
    /// `continue = true`: the routes after this one are tried as well.
    package var continues: Bool
    /// Alerts that agree in these go out together; nil: each for itself. From the parent if nil.
    package var groupBy: [String]?
    /// How long the first alert of a group waits for others.
    package var groupWait: TimeSpan?
    /// How long later alerts of a group wait after the last sending.
    package var groupInterval: TimeSpan?
    package var quietHours: QuietHours?
    package var digest: Digest?
    package var escalation: Escalation?

    package init(
        match: [AlertMatcher] = [], to: [String] = [], routes: [Route] = [],
        continues: Bool = false, groupBy: [String]? = nil, groupWait: TimeSpan? = nil,
        groupInterval: TimeSpan? = nil, quietHours: QuietHours? = nil, digest: Digest? = nil,
        escalation: Escalation? = nil
    ) {
        self.match = match
        self.to = to
        self.routes = routes
        self.continues = continues
        self.groupBy = groupBy
        self.groupWait = groupWait
        self.groupInterval = groupInterval
        self.quietHours = quietHours
        self.digest = digest
        self.escalation = escalation
    }
}

/// While an alert like `source` is fresh, alerts like `target` that agree with it in `equal` are
/// not sent.
package struct Inhibition: Sendable {
    package var source: [AlertMatcher]
    package var target: [AlertMatcher]
    package var equal: [String]
    /// How long a source counts, unless it is cancelled or resolved before.
    package var lasts: TimeSpan

    package init(
        source: [AlertMatcher], target: [AlertMatcher], equal: [String] = [],
        lasts: TimeSpan = TimeSpan(seconds: 86400)
    ) {
        self.source = source
        self.target = target
        self.equal = equal
        self.lasts = lasts
    }
}

/// Mutes what matches, for a while, with a name to it.
package struct Silence: Sendable {
    package var id: String
    package var match: [AlertMatcher]
    package var starts: Timestamp
    package var ends: Timestamp
    package var author: String
    package var comment: String

    package init(
        id: String, match: [AlertMatcher], starts: Timestamp, ends: Timestamp, author: String,
        comment: String
    ) {
        self.id = id
        self.match = match
        self.starts = starts
        self.ends = ends
        self.author = author
        self.comment = comment
    }

    /// What is wrong with it, or nil: a silence without matchers, author or end mutes everything
    /// for good in nobody's name.
    package var problem: String? {
        if match.isEmpty {
            return "a silence needs something to match, e.g. rule = \"plugin.rule\""
        }
        if let problem = match.lazy.compactMap(\.problem).first { return problem }
        if author.isEmpty { return "a silence needs an author" }
        if comment.isEmpty { return "a silence needs a comment that says why" }
        if ends <= starts { return "a silence ends at \(ends), before it starts at \(starts)" }
        return nil
    }

    /// Whether it would mute an alert while it holds.
    package func covers(_ alert: Alert) -> Bool { match.hold(alert) }

    func mutes(_ alert: Alert, at now: Timestamp) -> Bool {
        starts <= now && now < ends && match.hold(alert)
    }
}

/// `quiet_hours = { from = "22:00", to = "06:00", timezone = "Europe/Warsaw", except = at_least "extreme" }`:
/// delivery waits until they end; evaluation does not.
package struct QuietHours: Sendable {
    package var from: LocalClock
    package var to: LocalClock
    package var timezone: String
    /// ISO weekdays, 1 Monday … 7 Sunday, on which they begin; empty: every day.
    package var days: Set<Int>
    /// Alerts of at least this severity go through.
    package var except: Severity?

    package init(
        from: LocalClock, to: LocalClock, timezone: String = "UTC", days: Set<Int> = [],
        except: Severity? = nil
    ) {
        self.from = from
        self.to = to
        self.timezone = timezone
        self.days = days
        self.except = except
    }
}

/// `digest = { at = "07:00", timezone = "Europe/Warsaw", severity = at_least "severe", send_empty = true }`
package struct Digest: Sendable {
    package var at: LocalClock
    package var timezone: String
    /// Alerts of less are not in it.
    package var severity: Severity?
    package var sendEmpty: Bool

    package init(
        at: LocalClock, timezone: String = "UTC", severity: Severity? = nil, sendEmpty: Bool = false
    ) {
        self.at = at
        self.timezone = timezone
        self.severity = severity
        self.sendEmpty = sendEmpty
    }
}

/// `escalate = { after = "15 minutes", to = { "duty" } }`: where nobody acknowledges in time.
package struct Escalation: Sendable {
    package var after: TimeSpan
    package var to: [String]
    /// Alerts of less are not escalated.
    package var severity: Severity?

    package init(after: TimeSpan, to: [String], severity: Severity? = nil) {
        self.after = after
        self.to = to
        self.severity = severity
    }
}
