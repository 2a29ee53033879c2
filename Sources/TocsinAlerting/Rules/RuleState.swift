import TocsinModel

/// What one rule remembers between articles.
struct RuleState {
    /// An alert that may still be updated or cancelled.
    struct Live {
        var identifier: String
        /// This alert and its updates, oldest first.
        var references: [String]
        var incident: String?
        var group: String
        /// Events that hold it up; it is cancelled when none is left.
        var holding: Set<String>
        var articles: [String]
        var severity: Severity
        var headline: String
        var status: Incident.Status?
        /// Lower bound of each figure when it was last sent.
        var figures: [String: Double] = [:]
        var touched: Int
        /// Distinct keys per event, for windows.
        var keys: [String: [UInt64]] = [:]
        /// What each incident adds, for totals; the window's own number for this alert.
        var amounts: [String: Int] = [:]
        var ring = 0
    }

    /// An incident that a total counts: its reports that met `when`, in order.
    struct Counted {
        private var reports: [ConditionSubject] = []
        private(set) var touched = Int.min

        var isEmpty: Bool { reports.isEmpty }
        var latest: ConditionSubject? { reports.last }
        var events: [String] { reports.compactMap { $0.event?.id } }

        mutating func add(_ report: ConditionSubject, _ event: String, at time: Int) {
            remove([event])
            reports.append(report)
            touched = max(touched, time)
        }

        mutating func add(_ other: Counted) {
            reports += other.reports
            touched = max(touched, other.touched)
        }

        /// True where it lost one.
        @discardableResult
        mutating func remove(_ events: Set<String>) -> Bool {
            let before = reports.count
            reports.removeAll { $0.event.map { events.contains($0.id) } ?? false }
            return reports.count < before
        }
    }

    struct Ring {
        var time: Int
        var identifier: String
    }

    struct Armed {
        var last: Int
        var sources: Set<String>
        var subject: ConditionSubject
    }

    var windows: [String: SlidingWindow<ConditionSubject>] = [:]
    var trends: [String: TrendWindow<ConditionSubject>] = [:]
    /// By group, of incidents.
    var totals: [String: SlidingWindow<String>] = [:]
    var counted: [String: Counted] = [:]
    /// Counted incidents that lost a report since they were last looked at.
    var unsettled: Set<String> = []
    var totalRings = 0
    /// By incident, story, claim or window.
    var live: [String: Live] = [:]
    /// Times at which a group rang, for the throttle.
    var rings: [String: [Ring]] = [:]
    /// Group and value to when it was last seen.
    var seen: [String: Int] = [:]
    var armed: [String: Armed] = [:]
    var trendRang: Set<String> = []
    /// Event id to the key of the live alert it holds up.
    var holders: [String: [String]] = [:]
    /// Newest event time, for rules on the event's clock.
    var newest = Int.min
    /// Failures by clause, in `CompiledCondition`'s numbering.
    var failures: [Int] = []
}

/// A rule made ready to run. A class, because it is looked at far more often than made.
final class CompiledRule: Sendable {
    let rule: AlertRule
    let scope: AlertRule.Scope
    let when: CompiledCondition
    let after: CompiledCondition?
    let severities: [(Severity, CompiledCondition)]
    let message: MessageTemplate
    let groupKeys: [ConditionKey?]
    let needsIncident: Bool
    /// The metrics its `when` speaks of; all where it speaks of none.
    let metrics: Set<String>
    /// The watchlists it speaks of, itself for a watchlist.
    let matches: Set<String>

    init?(_ rule: AlertRule, contains: @escaping PlaceContainment) {
        self.rule = rule
        scope = rule.scope
        when = CompiledCondition(
            rule.when, contains: contains, safe: !(scope == .article && rule.asksOnlyOfArticles))
        after = rule.absence.map { CompiledCondition($0.after, contains: contains) }
        severities = rule.severityCases.map {
            ($0.severity, CompiledCondition($0.when, contains: contains, safe: false))
        }
        let text = rule.message ?? "{{title}}{{#places}}: {{places}}{{/places}}"
        guard let message = MessageTemplate(text) else { return nil }
        self.message = message
        groupKeys = rule.groupBy.map { ConditionKey($0) }
        needsIncident =
            when.needsIncident || after?.needsIncident == true
            || severities.contains { $0.1.needsIncident } || rule.conflict != nil
            || rule.total != nil || rule.groupBy.contains("status")
        func keys(_ condition: Condition) -> [Condition.Clause] {
            condition.clauses + condition.any.flatMap(keys) + condition.none.flatMap(keys)
        }
        let clauses = keys(rule.when)
        metrics = Set(clauses.map(\.key).filter(Quantity.metrics.contains))
        matches = Set(
            clauses.flatMap { clause -> [String] in
                switch (clause.key, clause.test) {
                case (_, .matched(let rule)): [rule]
                case ("match", .equals(.string(let rule))): [rule]
                case ("match", .oneOf(let list)):
                    list.compactMap {
                        if case .string(let name) = $0 { return name }
                        return nil
                    }
                default: []
                }
            })
    }
}
