/// The real-world event that the events of several articles report.
package struct Incident: Hashable, Sendable {
    /// How far it may be believed, from independent origins, least first but for `denied`.
    package enum Status: String, Codable, Sendable, CaseIterable {
        case rumoured, claimed, corroborated, confirmed, denied
    }

    /// Hash of the event that founded it; a merge keeps the older one's.
    package var id: String
    package var type: EventType?
    package var label: String?
    /// Event ids, in the order they joined.
    package var events: [String]
    /// Article ids, in the order they joined.
    package var articles: [String]
    /// The earliest and latest `published` among its articles.
    package var firstSeen: Timestamp?
    package var lastSeen: Timestamp?
    package var status: Status
    package var statusReason: String
    /// The independent origins that assert it, in the order they appeared.
    package var origins: [String]
    /// What is best believed of it, as an event whose id is the incident's.
    package var best: Event
    /// Field of `best` to the reason for its value.
    package var because: [String: String]
    package var ledger: [LedgerField]
    /// Why each event is part of it.
    package var joins: [IncidentJoin]
    /// Merges and splits, oldest first.
    package var history: [String]
    /// What a person decided about it; nil where nobody has.
    package var review: IncidentReview?

    package init(
        id: String, type: EventType? = nil, label: String? = nil, events: [String] = [],
        articles: [String] = [], firstSeen: Timestamp? = nil, lastSeen: Timestamp? = nil,
        status: Status = .rumoured, statusReason: String = "", origins: [String] = [],
        best: Event = Event(), because: [String: String] = [:], ledger: [LedgerField] = [],
        joins: [IncidentJoin] = [], history: [String] = []
    ) {
        self.id = id
        self.type = type
        self.label = label
        self.events = events
        self.articles = articles
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.status = status
        self.statusReason = statusReason
        self.origins = origins
        self.best = best
        self.because = because
        self.ledger = ledger
        self.joins = joins
        self.history = history
    }

    /// The name analysts read: the type, or the label where the codebook has none.
    package var kind: String { type?.rawValue ?? label ?? "event" }
}

extension Incident: Codable {
    enum CodingKeys: String, CodingKey {
        case id, type, label, events, articles
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case status
        case statusReason = "status_reason"
        case origins, best, because, ledger, joins, history, review
    }
}

/// A person's word on an incident: it wins over what the articles say.
package struct IncidentReview: Hashable, Sendable, Codable {
    package enum Verdict: String, Codable, Sendable, CaseIterable {
        case accepted, rejected
        /// Accepted with other values: those stand in `best`.
        case edited
    }

    package var verdict: Verdict
    package var author: String
    package var reason: String
    package var at: Timestamp

    package init(verdict: Verdict, author: String, reason: String, at: Timestamp) {
        self.verdict = verdict
        self.author = author
        self.reason = reason
        self.at = at
    }
}

/// Why an event is part of an incident.
package struct IncidentJoin: Hashable, Sendable, Codable {
    package var event: String
    package var article: String
    /// `same place: Lima`, `same day`, `killed 3 meets 3–5`; one `founded it` for the first.
    package var reasons: [String]

    package init(event: String, article: String, reasons: [String]) {
        self.event = event
        self.article = article
        self.reasons = reasons
    }
}

/// Every claim on one field of one incident, in time order.
package struct LedgerField: Hashable, Sendable, Codable {
    /// How a claim stands to those before it. EVENT-MODEL, Quantity.
    package enum Verdict: String, Codable, Sendable {
        case compatible, revision, conflict
    }

    /// `killed`, `injured of children`, `intercepted uav`, `actor`, `weapon`, `target`, `place`, `date`.
    package var field: String
    package var entries: [LedgerEntry]
    /// Of the values that stand: `conflict` where two origins still disagree; nil for one value.
    package var verdict: Verdict?

    package init(field: String, entries: [LedgerEntry], verdict: Verdict? = nil) {
        self.field = field
        self.entries = entries
        self.verdict = verdict
    }
}

/// One claim on one field.
package struct LedgerEntry: Hashable, Sendable {
    package var event: String
    package var article: String
    package var outlet: String?
    package var published: Timestamp?
    /// Empty where the outlet says it itself.
    package var speaker: String
    package var sourceKind: String?
    /// The speaker or wire at the root; the same for ten outlets that cite one ministry.
    package var origin: String
    package var stance: Claim.Stance
    /// In the words it was given.
    package var text: String
    package var low: Double?
    package var high: Double?
    /// Set for values that are names: the folded forms that mean the same.
    package var names: [String]?
    package var span: Span?
    package var inferred: Bool?
    package var verdict: LedgerField.Verdict?
    /// Indices of the earlier entries the verdict is about.
    package var against: [Int]?
    /// Replaced by a later value of the same origin, or its article was corrected.
    package var superseded: Bool?

    package init(
        event: String, article: String, outlet: String? = nil, published: Timestamp? = nil,
        speaker: String = "", sourceKind: String? = nil, origin: String,
        stance: Claim.Stance = .asserts, text: String, low: Double? = nil, high: Double? = nil,
        names: [String]? = nil, span: Span? = nil, inferred: Bool? = nil,
        verdict: LedgerField.Verdict? = nil, against: [Int]? = nil, superseded: Bool? = nil
    ) {
        self.event = event
        self.article = article
        self.outlet = outlet
        self.published = published
        self.speaker = speaker
        self.sourceKind = sourceKind
        self.origin = origin
        self.stance = stance
        self.text = text
        self.low = low
        self.high = high
        self.names = names
        self.span = span
        self.inferred = inferred
        self.verdict = verdict
        self.against = against
        self.superseded = superseded
    }
}

extension LedgerEntry {
    /// Who says it, as people read it: `origin` is what makes two speakers one.
    package var voice: String { speaker.isEmpty ? origin : speaker }
}

extension LedgerEntry: Codable {
    enum CodingKeys: String, CodingKey {
        case event, article, outlet, published, speaker
        case sourceKind = "source_kind"
        case origin, stance, text, low, high, names, span, inferred, verdict, against, superseded
    }
}

extension Incident {
    /// True where two claims on one field can be held against each other.
    package var isWorthComparing: Bool {
        articles.count > 1 || ledger.contains { $0.verdict != nil && $0.entries.count > 1 }
    }
}
