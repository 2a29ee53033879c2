import TocsinModel
import TocsinStore

/// What lists and the map are narrowed by, as their addresses have it:
/// `?severity=severe&rule=plugin.rule&source=The+Wire&since=2025-03-01&until=2025-03-07&q=drone`.
///
/// The same names mean the same on every page, so that a link from one to the other keeps them.
struct ListFilter: Hashable, Sendable {
    /// Of alerts; empty: those that are open or acknowledged. `all` takes every one.
    var states: [String] = []
    /// At least.
    var severity: Severity?
    var rules: [String] = []
    var sources: [String] = []
    /// Types or labels.
    var kinds: [String] = []
    /// ISO 3166 alpha-3.
    var countries: [String] = []
    var since: Timestamp?
    /// Before this moment; a day in the address is wholly in.
    var until: Timestamp?
    var words: String?
    var incident: String?
    var statuses: [Incident.Status] = []
    var disputed = false
    var edited = false
    var reviews: [String] = []

    init() {}

    init(_ request: WebRequest) throws(WebFailure) {
        func checked(_ name: String, _ known: [String]) throws(WebFailure) -> [String] {
            let values = request.values(name)
            for value in values where !known.contains(value) {
                throw WebFailure(
                    .unprocessable, code: "filter.\(name)",
                    Diagnostic.unknown(name, String(value.prefix(80)), known: known))
            }
            return values
        }
        func time(_ name: String, dayEnds: Bool) throws(WebFailure) -> Timestamp? {
            guard let text = request[name] else { return nil }
            guard let time = Timestamp(text) else {
                throw WebFailure(
                    .unprocessable, code: "filter.\(name)",
                    "\(name) is \"\(text.prefix(80))\"; expected a day or time, e.g. 2025-03-11")
            }
            return dayEnds && text.utf8.count == 10 ? time.adding(seconds: 86400) : time
        }
        states = try checked("state", AlertRow.State.allCases.map(\.rawValue) + ["all"])
        severity = try checked("severity", Severity.allCases.map(\.rawValue)).first
            .flatMap(Severity.init)
        rules = request.values("rule")
        sources = request.values("source")
        kinds = request.values("kind")
        countries = request.values("country")
        since = try time("since", dayEnds: false)
        until = try time("until", dayEnds: true)
        words = request.words
        incident = request["incident"]
        statuses = try checked("status", Incident.Status.allCases.map(\.rawValue))
            .compactMap(Incident.Status.init)
        disputed = request["disputed"] != nil
        edited = request["edited"] != nil
        reviews = try checked("review", ["accepted", "rejected", "edited", "none"])
    }

    /// True where something is left out.
    var isNarrow: Bool { self != ListFilter() }

    var alerts: AlertFilter {
        var out = AlertFilter()
        out.states = states.isEmpty ? ["open", "acknowledged"] : states
        if states.contains("all") { out.states = [] }
        out.severity = severity
        out.rules = rules
        out.publishers = sources
        out.kinds = kinds
        out.countries = countries
        out.since = since
        out.until = until
        out.words = words
        out.incident = incident
        return out
    }

    var events: EventFilter {
        var out = EventFilter()
        out.severity = severity
        out.rules = rules
        out.publishers = sources
        out.kinds = kinds
        out.countries = countries
        out.since = since
        out.until = until
        out.words = words
        out.incident = incident
        return out
    }

    var incidents: IncidentFilter {
        var out = IncidentFilter()
        out.severity = severity
        out.rules = rules
        out.publishers = sources
        out.kinds = kinds
        out.countries = countries
        out.since = since
        out.until = until
        out.words = words
        out.statuses = statuses
        out.disputed = disputed
        out.reviews = reviews
        return out
    }

    var articles: ArticleFilter {
        var out = ArticleFilter()
        out.publishers = sources
        out.since = since
        out.until = until
        out.words = words
        out.edited = edited
        return out
    }

    /// As an address has it, in a fixed order.
    var items: [QueryItem] {
        var out: [QueryItem] = []
        func add(_ name: String, _ values: [String]) {
            out += values.map { QueryItem(name: name, value: $0) }
        }
        add("q", words.map { [$0] } ?? [])
        add("state", states)
        add("severity", severity.map { [$0.rawValue] } ?? [])
        add("kind", kinds)
        add("country", countries)
        add("rule", rules)
        add("source", sources)
        add("since", since.map { [Self.text($0)] } ?? [])
        add("until", until.map { [Self.text($0, dayEnds: true)] } ?? [])
        add("incident", incident.map { [$0] } ?? [])
        add("status", statuses.map(\.rawValue))
        add("review", reviews)
        add("disputed", disputed ? ["1"] : [])
        add("edited", edited ? ["1"] : [])
        return out
    }

    /// `/map?severity=severe`
    func address(_ path: String, _ more: [(String, String)] = []) -> String {
        let query = PercentCoding.query(
            items + more.map { QueryItem(name: $0.0, value: $0.1) })
        return query.isEmpty ? path : path + "?" + query
    }

    /// A day where it is one, else the whole time.
    static func text(_ time: Timestamp, dayEnds: Bool = false) -> String {
        if time.seconds % 86400 == 0 {
            return (dayEnds ? time.adding(seconds: -1) : time).day.description
        }
        return time.description
    }
}
