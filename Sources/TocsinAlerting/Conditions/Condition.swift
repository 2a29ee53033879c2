package import TocsinModel

/// A rule's `when`: every clause must hold.
///
/// Safe by default: without a word on it, an event must be affirmed, asserted, past or ongoing, and
/// within three days of publication; a place, date or actor that was only inferred satisfies a
/// comparison only with `inferred = true`.
package struct Condition: Sendable {
    package struct Clause: Sendable {
        /// As written in the rule: `killed`, `country`, `actor`.
        package var key: String
        package var test: ConditionTest

        package init(_ key: String, _ test: ConditionTest) {
            self.key = key
            self.test = test
        }
    }

    package var clauses: [Clause]
    /// `any = { {…}, {…} }`: one of these must hold too; none given is fine.
    package var any: [Condition]
    /// `none = { … }`: none of these may hold.
    package var none: [Condition]
    /// The way out: asked last, when everything else holds.
    package var function: (@Sendable (ConditionSubject) -> FunctionVerdict)?

    package init(
        _ clauses: [Clause] = [], any: [Condition] = [], none: [Condition] = [],
        function: (@Sendable (ConditionSubject) -> FunctionVerdict)? = nil
    ) {
        self.clauses = clauses
        self.any = any
        self.none = none
        self.function = function
    }

    package static let safeAge = TimeSpan(seconds: 3 * 86400, description: "3 days")
}

/// What one clause asks of a value.
package indirect enum ConditionTest: Sendable {
    case equals(JSONValue)
    case oneOf([JSONValue])
    /// The lower bound of a figure, or a name on a scale: `severity`, `certainty`, a day.
    case atLeast(JSONValue)
    /// The upper bound of a figure.
    case possiblyAtLeast(Double)
    case atMost(JSONValue)
    case between(Double, Double)
    /// A place that is, or lies in, the named one.
    case inside(String)
    /// `any`: whatever it is, even unknown. Widens the safe defaults.
    case any
    /// A watchlist or rule hit the article.
    case matched(String)
    /// One element meets all of these.
    case element(Condition)
    /// Gets the value as a string, a number or a list of strings.
    case function(@Sendable (JSONValue) -> FunctionVerdict)

    /// As a person would say it.
    package var wanted: String {
        func plain(_ value: JSONValue) -> String {
            switch value {
            case .string(let text): text
            case .number(let number): number.figureText
            case .bool(let flag): "\(flag)"
            case .null: "nothing"
            case .array(let list): list.map(plain).joined(separator: ", ")
            case .object: "{…}"
            }
        }
        return switch self {
        case .equals(let value): plain(value)
        case .oneOf(let values): "one of " + values.map(plain).joined(separator: ", ")
        case .atLeast(let bound): "at least " + plain(bound)
        case .possiblyAtLeast(let bound): "possibly at least " + bound.figureText
        case .atMost(let bound): "at most " + plain(bound)
        case .between(let a, let b): "between \(a.figureText) and \(b.figureText)"
        case .inside(let place): "inside \(place)"
        case .any: "anything"
        case .matched(let rule): "a hit of \(rule)"
        case .element(let condition):
            "one that meets "
                + condition.clauses.map { "\($0.key) = \($0.test.wanted)" }.joined(separator: ", ")
        case .function: "what the rule's function accepts"
        }
    }
}

/// What a rule's own function said.
package enum FunctionVerdict: Hashable, Sendable {
    case holds
    /// The reason it gave, or an empty string.
    case fails(String)
    /// It erred or ran out of its budget; the message names rule and line.
    case trouble(String)
}

/// Whether a condition holds and, where it does not, the first thing that failed.
package enum ConditionResult: Hashable, Sendable {
    case holds
    case fails(ConditionFailure)

    package var holds: Bool { self == .holds }
}

/// The first clause that failed.
package struct ConditionFailure: Hashable, Sendable, CustomStringConvertible {
    package var key: String
    package var found: String
    package var wanted: String
    /// True for one of the safe defaults, which the rule did not write.
    package var isDefault: Bool

    package init(key: String, found: String, wanted: String, isDefault: Bool = false) {
        self.key = key
        self.found = found
        self.wanted = wanted
        self.isDefault = isDefault
    }

    package var description: String {
        let line = "\(key): found \(found.isEmpty ? "nothing" : found), wanted \(wanted)"
        guard isDefault else { return line }
        let widen = key == "inferred" ? "inferred = true" : "\(key) = any"
        return line + " (a safe default; widen with \(widen))"
    }
}

/// What a condition is tested on. A class, because hundreds of rules and windows share one.
package final class ConditionSubject: Sendable {
    /// Nil for an article without events; for rules on incidents, the incident's best view.
    package let event: Event?
    /// The event's places with the role *event*.
    let eventPlaces: [Place]
    package let article: Article
    /// Set where an incident's own state is asked for.
    package let incident: Incident?
    /// Set for rules on claims: the field and the claim.
    package let claim: (field: String, entry: LedgerEntry)?
    package let matches: [WatchlistMatch]
    /// The id of the first article that told this story.
    let story: String
    /// Of the events the article has on this incident, which this is.
    let ordinal: Int
    /// First publication of the incident, in seconds.
    let firstPublished: Int?
    /// What nearly every rule asks, read once.
    let typeBit: UInt32
    let isAffirmed: Bool
    let isAsserted: Bool
    let isPastOrOngoing: Bool
    let daysOld: Int?

    /// Days from the event to publication; nil where either is unknown. A range counts from its
    /// end ("last week"), one of more than ten days from its start ("last year"): it may be as old.
    private static func daysOld(_ time: EventTime, _ published: Timestamp?) -> Int? {
        guard let published, let start = time.start ?? time.end, let end = time.end ?? time.start
        else { return nil }
        let day = end.number - start.number > 10 ? start : end
        return published.day.number - day.number
    }

    /// The same with its incident.
    func with(_ incident: Incident) -> ConditionSubject {
        ConditionSubject(
            event: event, article: article, incident: incident, claim: claim, matches: matches,
            story: story, ordinal: ordinal, firstPublished: firstPublished)
    }

    package init(
        event: Event?, article: Article, incident: Incident? = nil,
        claim: (field: String, entry: LedgerEntry)? = nil, matches: [WatchlistMatch] = [],
        story: String? = nil, ordinal: Int = 0, firstPublished: Int? = nil
    ) {
        self.event = event
        let places = event?.places ?? []
        let isElsewhere: (Place) -> Bool = { $0.role != nil && $0.role != "event" }
        eventPlaces =
            places.contains(where: isElsewhere) ? places.filter { !isElsewhere($0) } : places
        self.article = article
        self.incident = incident
        self.claim = claim
        self.matches = matches
        self.story = story ?? article.id
        self.ordinal = ordinal
        self.firstPublished = firstPublished
        typeBit = event.map(CompiledCondition.bit) ?? 0
        let assertion = event?.assertion
        isAffirmed = assertion?.polarity == .affirmed
        isAsserted = assertion?.modality == .asserted
        isPastOrOngoing = assertion?.tense == .past || assertion?.tense == .ongoing
        daysOld = event.flatMap { ConditionSubject.daysOld($0.time, article.published) }
    }
}
