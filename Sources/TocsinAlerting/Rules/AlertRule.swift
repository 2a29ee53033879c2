package import TocsinModel

/// An alert rule as plain values: what `tocsin.alert {…}` or a watchlist with a severity says.
package struct AlertRule: Sendable {
    /// `on = …`: what rings.
    package enum Scope: String, Sendable, CaseIterable { case event, incident, claim, article }
    /// `clock = …`: what windows slide on.
    package enum Clock: String, Sendable, CaseIterable {
        /// The incident's first publication.
        case published
        /// The event's own day.
        case event
    }

    /// `severity = { { "extreme", killed = at_least(50) }, "severe" }`: the first that holds.
    package struct SeverityCase: Sendable {
        package var severity: Severity
        package var when: Condition

        package init(_ severity: Severity, when: Condition) {
            self.severity = severity
            self.when = when
        }
    }

    /// `trend = { per = "week", grows = 1.5, at_least = 10 }`
    package struct Trend: Sendable {
        package var per: TimeSpan
        package var grows: Double
        package var atLeast: Int

        package init(per: TimeSpan, grows: Double, atLeast: Int = 1) {
            self.per = per
            self.grows = grows
            self.atLeast = atLeast
        }
    }

    /// `first = { field = "speaker", lookback = "90 days", warm_up = "14 days" }`
    package struct First: Sendable {
        package var field: String
        package var lookback: TimeSpan
        package var warmUp: TimeSpan?

        package init(field: String, lookback: TimeSpan, warmUp: TimeSpan? = nil) {
            self.field = field
            self.lookback = lookback
            self.warmUp = warmUp
        }
    }

    /// `absence = "48 hours", after = {…}`: nothing that meets `when` since; `after` arms it.
    package struct Absence: Sendable {
        package var silence: TimeSpan
        package var after: Condition

        package init(silence: TimeSpan, after: Condition) {
            self.silence = silence
            self.after = after
        }
    }

    /// `total = { evacuated = at_least(1001) }`: a figure of different incidents within the window,
    /// added up.
    package struct Total: Hashable, Sendable {
        /// A metric of casualties or a role of materiel.
        package var figure: String
        package var wanted: Int
        /// Upper bounds are added rather than lower ones: `possibly_at_least`.
        package var isPossible: Bool

        package init(_ figure: String, wanted: Int, isPossible: Bool = false) {
            self.figure = figure
            self.wanted = wanted
            self.isPossible = isPossible
        }

        package static let example = "total = { evacuated = at_least(1001) }"
    }

    /// `plugin.rule`
    package var id: String
    /// Of the rule's text, for `rule@hash`.
    package var hash: String
    package var title: String
    package var severity: Severity
    package var severityCases: [SeverityCase]
    package var when: Condition
    /// Nil: events or, where `when` asks for nothing of an event, articles.
    package var on: Scope?
    package var count: Int
    package var distinct: String?
    package var within: TimeSpan?
    package var total: Total?
    package var clock: Clock
    package var groupBy: [String]
    package var throttle: TimeSpan?
    /// Mustache; nil gives the title and the places.
    package var message: String?
    package var trend: Trend?
    package var first: First?
    package var absence: Absence?
    /// A ledger field whose claims disagree.
    package var conflict: String?
    package var onStatus: Incident.Status?
    package var step: Double?
    /// CAP's category.
    package var category: String
    /// True for a watchlist: it rings once per incident where an event of the article matched,
    /// else once per group of near-duplicate articles.
    package var isWatchlist: Bool

    package init(
        id: String, hash: String = "", title: String, severity: Severity = .moderate,
        severityCases: [SeverityCase] = [], when: Condition, on: Scope? = nil, count: Int = 1,
        distinct: String? = nil, within: TimeSpan? = nil, total: Total? = nil,
        clock: Clock = .published,
        groupBy: [String] = [], throttle: TimeSpan? = nil, message: String? = nil,
        trend: Trend? = nil, first: First? = nil, absence: Absence? = nil,
        conflict: String? = nil, onStatus: Incident.Status? = nil, step: Double? = nil,
        category: String = "Security", isWatchlist: Bool = false
    ) {
        self.id = id
        self.hash = hash
        self.title = title
        self.severity = severity
        self.severityCases = severityCases
        self.when = when
        self.on = on
        self.count = count
        self.distinct = distinct
        self.within = within
        self.total = total
        self.clock = clock
        self.groupBy = groupBy
        self.throttle = throttle
        self.message = message
        self.trend = trend
        self.first = first
        self.absence = absence
        self.conflict = conflict
        self.onStatus = onStatus
        self.step = step
        self.category = category
        self.isWatchlist = isWatchlist
    }

    /// The rule a watchlist with a severity stands for.
    package static func watchlist(
        id: String, hash: String = "", title: String, severity: Severity, message: String? = nil
    ) -> AlertRule {
        AlertRule(
            id: id, hash: hash, title: title, severity: severity,
            when: Condition([.init("match", .matched(id))]), on: .article,
            message: message ?? "{{title}}: {{words}}", isWatchlist: true)
    }

    /// `plugin.rule@hash`
    package var reference: String { hash.isEmpty ? id : "\(id)@\(hash)" }

    /// Names `distinct` and `group_by` may use.
    package static let groupingNames = [
        "event", "incident", "article", "origin", "outlet", "source", "author", "language",
        "type", "label", "mode", "context", "country", "place", "admin1", "admin2", "actor",
        "recipient", "speaker", "field", "match", "status", "source_group", "source_side",
        "source_reliability",
    ]

    /// Names a message may hold, beside what it groups by and the fields a rule adds of its own.
    package static let messageNames =
        Quantity.metrics + Materiel.roles + [
            "title", "rule", "group", "count", "places", "place", "countries", "country", "actors",
            "actor", "recipients", "recipient", "modes", "mode", "outlets", "outlet", "source",
            "language", "headline", "url", "article", "within", "type", "kind", "label", "trigger",
            "date", "speaker", "field", "value", "stance", "incident", "status", "sources",
            "origins", "words", "row", "severity",
        ]

    /// What is wrong with it, one line each; empty when it can be used.
    package func problems() -> [String] {
        var problems = when.problems()
        for one in severityCases { problems += one.when.problems() }
        if let absence { problems += absence.after.problems() }
        if count < 1 { problems.append("count = \(count): expected 1 or more") }
        if count > 1, within == nil {
            problems.append("count = \(count) needs a window, e.g. within = \"6 hours\"")
        }
        if count == 1, within != nil, trend == nil, total == nil {
            problems.append("within = \"\(within!)\" has no effect without count or total")
        }
        problems += totalProblems()
        if clock == .event, let within, within.seconds < 86400 {
            problems.append(
                "clock = \"event\" with within = \"\(within)\": events are dated by whole days; use a day or more"
            )
        }
        for name in groupBy where !AlertRule.groupingNames.contains(name) {
            problems.append(Diagnostic.unknown("group_by", name, known: AlertRule.groupingNames))
        }
        if let distinct, !AlertRule.groupingNames.contains(distinct) {
            problems.append(
                Diagnostic.unknown("distinct", distinct, known: AlertRule.groupingNames))
        }
        if let first, !AlertRule.groupingNames.contains(first.field) {
            problems.append(
                Diagnostic.unknown("first.field", first.field, known: AlertRule.groupingNames))
        }
        if let step, step <= 0 {
            problems.append("step = \(step.figureText): expected more than 0")
        }
        if let trend, trend.grows <= 0 {
            problems.append("trend.grows = \(trend.grows.figureText): expected more than 0")
        }
        let shapes = [
            count > 1 ? "count" : nil, total == nil ? nil : "total", trend == nil ? nil : "trend",
            first == nil ? nil : "first",
            absence == nil ? nil : "absence", conflict == nil ? nil : "conflict",
        ].compactMap { $0 }
        if shapes.count > 1 {
            problems.append(
                "\(shapes.joined(separator: " and ")) cannot go together; make two rules")
        }
        if let message, let trouble = MessageTemplate.trouble(in: message) {
            problems.append("message: \(trouble)")
        }
        return problems
    }

    private func totalProblems() -> [String] {
        guard let total else { return [] }
        var problems: [String] = []
        let known = Quantity.metrics + Materiel.roles
        if !known.contains(total.figure) {
            problems.append(Diagnostic.unknown("figure in total", total.figure, known: known))
        }
        if total.wanted < 1 {
            problems.append("total = \(total.wanted): expected at least 1")
        }
        if within == nil { problems.append("total needs a window, e.g. within = \"24 hours\"") }
        if distinct != nil {
            problems.append("distinct has no effect with total: each incident counts once")
        }
        if scope != .event {
            problems.append(
                "total adds up events: name a type or label in when, and leave \"on\" out")
        }
        if onStatus != nil { problems.append("on_status has no effect with total") }
        return problems
    }

    /// Keys that ask for something of the article, not of an event.
    private static let articleKeys: Set<String> = [
        "match", "outlet", "source", "author", "language", "article", "source_group",
        "source_side", "source_reliability",
    ]

    var asksOnlyOfArticles: Bool {
        func plain(_ condition: Condition) -> Bool {
            condition.function == nil
                && condition.clauses.allSatisfy { AlertRule.articleKeys.contains($0.key) }
                && (condition.any + condition.none).allSatisfy(plain)
        }
        let all = [when] + when.any + when.none
        return plain(when) && all.contains { !$0.clauses.isEmpty }
    }

    var scope: Scope { on ?? (asksOnlyOfArticles ? .article : .event) }
}
