package import TocsinModel

/// What became of one rule on one thing, and why.
package struct AlertDecision: Sendable {
    package enum Outcome: Sendable {
        /// An alert, an update of one, or its cancellation.
        case ring(Alert)
        case held(HoldReason)
    }

    /// `plugin.rule`
    package var rule: String
    /// Event, incident or article id.
    package var subject: String
    package var article: String?
    package var incident: String?
    package var group: String?
    package var outcome: Outcome

    package init(
        rule: String, subject: String, article: String? = nil, incident: String? = nil,
        group: String? = nil, outcome: Outcome
    ) {
        self.rule = rule
        self.subject = subject
        self.article = article
        self.incident = incident
        self.group = group
        self.outcome = outcome
    }

    package var alert: Alert? {
        if case .ring(let alert) = outcome { return alert }
        return nil
    }

    package var holdReason: HoldReason? {
        if case .held(let reason) = outcome { return reason }
        return nil
    }
}

/// Why a rule did not ring.
package enum HoldReason: Hashable, Sendable, CustomStringConvertible {
    case condition(ConditionFailure)
    /// So many distinct things in the window.
    case belowCount(found: Int, wanted: Int, within: String)
    /// The figures of so many incidents in the window, added up.
    case belowTotal(found: Int, wanted: Int, figure: String, incidents: Int, within: String)
    /// Nothing to add up: its incident has no figure of this name.
    case noFigure(String)
    case throttled(by: String, until: Timestamp)
    /// The window rang already and has stayed full since.
    case alreadyRang(String)
    case sameIncident(String)
    case sameStory(String)
    /// Its incident was first published before the window.
    case beforeWindow(Timestamp)
    case noDate
    case warmingUp(until: Timestamp)
    case seenBefore(String, Timestamp)
    case belowTrend(current: Int, previous: Int)
    case noConflict(String)
    case sourceFailing(String)

    /// A stable word for counting.
    package var code: String {
        switch self {
        case .condition: "condition"
        case .belowCount: "below-count"
        case .belowTotal: "below-total"
        case .noFigure: "no-figure"
        case .throttled: "throttled"
        case .alreadyRang: "already-rang"
        case .sameIncident: "same-incident"
        case .sameStory: "same-story"
        case .beforeWindow: "before-window"
        case .noDate: "no-date"
        case .warmingUp: "warming-up"
        case .seenBefore: "seen-before"
        case .belowTrend: "below-trend"
        case .noConflict: "no-conflict"
        case .sourceFailing: "source-failing"
        }
    }

    package var description: String {
        switch self {
        case .condition(let failure): failure.description
        case .belowCount(let found, let wanted, let within):
            "\(found) of \(wanted) within \(within)"
        case .belowTotal(let found, let wanted, let figure, let incidents, let within):
            "\(found) \(figure) of \(wanted) within \(within), in \(incidents) incident\(incidents == 1 ? "" : "s")"
        case .noFigure(let figure): "its incident says nothing of how many were \(figure)"
        case .throttled(let alert, let until): "throttled until \(until) by \(alert)"
        case .alreadyRang(let alert): "the window rang already: \(alert)"
        case .sameIncident(let alert): "the incident rang already: \(alert)"
        case .sameStory(let alert): "a copy of the story rang already: \(alert)"
        case .beforeWindow(let time): "first published \(time), before the window"
        case .noDate: "the event has no date, and the rule's clock is the event's"
        case .warmingUp(let until): "warming up until \(until)"
        case .seenBefore(let value, let time): "\(value) was seen on \(time)"
        case .belowTrend(let current, let previous): "\(current) now, \(previous) before"
        case .noConflict(let field): "no claims on \(field) disagree"
        case .sourceFailing(let source): "\(source) fails, so silence means nothing"
        }
    }
}
