/// The sixteen event types of PLOVER 2.
package enum EventType: String, Codable, Sendable, CaseIterable {
    case agree = "AGREE"
    case consult = "CONSULT"
    case support = "SUPPORT"
    case concede = "CONCEDE"
    case cooperate = "COOPERATE"
    case aid = "AID"
    case retreat = "RETREAT"
    case request = "REQUEST"
    case accuse = "ACCUSE"
    case reject = "REJECT"
    case threaten = "THREATEN"
    case protest = "PROTEST"
    case sanction = "SANCTION"
    case mobilize = "MOBILIZE"
    case coerce = "COERCE"
    case assault = "ASSAULT"

    /// The modes PLOVER 2 gives this type; empty where it has none.
    package var modes: [String] {
        switch self {
        case .assault:
            [
                "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
                "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons",
                "crowd-control", "unconventional",
            ]
        case .coerce:
            [
                "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport",
                "withhold", "misinformation", "cyber",
            ]
        case .protest: ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"]
        case .retreat: ["withdraw", "release", "disarm", "ceasefire", "access", "resign"]
        case .reject, .request: ["assist", "change", "yield", "meet"]
        case .threaten: ["restrict", "arrest", "relations", "expel", "territory", "violence"]
        case .consult: ["visit", "third-party", "multilateral", "phone"]
        case .accuse: ["disapprove", "investigate", "allege"]
        case .sanction: ["convict", "expel", "withdraw", "discontinue"]
        case .mobilize: ["troops", "weapons", "police", "militia"]
        case .agree, .support, .concede, .cooperate, .aid: []
        }
    }
}

/// A code where the mapping is unambiguous, else the candidates.
package struct ACLEDCode: Hashable, Sendable, Codable {
    package var eventType: String?
    package var subEventType: String?
    package var candidates: [String]?

    package init(eventType: String?, subEventType: String?, candidates: [String]? = nil) {
        self.eventType = eventType
        self.subEventType = subEventType
        self.candidates = candidates
    }

    enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case subEventType = "sub_event_type"
        case candidates
    }
}

package struct CAMEOCode: Hashable, Sendable, Codable {
    /// 2 to 4 digits.
    package var code: String?
    package var candidates: [String]?

    package init(code: String?, candidates: [String]? = nil) {
        self.code = code
        self.candidates = candidates
    }
}

/// What else the event caused: `outage damage fire evacuation closure displacement`.
package struct Effect: Hashable, Sendable, Codable {
    package var kind: String
    package var place: String?
    package var quantity: Quantity?
    package var text: String?
    package var span: Span?

    package init(
        kind: String, place: String? = nil, quantity: Quantity? = nil, text: String? = nil,
        span: Span? = nil
    ) {
        self.kind = kind
        self.place = place
        self.quantity = quantity
        self.text = text
        self.span = span
    }

    package static let kinds = [
        "outage", "damage", "fire", "evacuation", "closure", "displacement",
    ]
}

/// Whether the text says it happened, and how surely.
package struct Assertion: Hashable, Sendable, Codable {
    package enum Polarity: String, Codable, Sendable, CaseIterable { case affirmed, negated }
    package enum Modality: String, Codable, Sendable, CaseIterable {
        /// `alleged`: the outlet attributes it and does not say it itself.
        case asserted, alleged, planned, threatened, proposed, demanded, hypothetical, possible
    }
    package enum Tense: String, Codable, Sendable, CaseIterable {
        case past, ongoing, future, historical
    }

    package var polarity: Polarity
    package var modality: Modality
    package var tense: Tense
    /// `certain`, `probable`, `possible`, in the text's own hedging; nil where it does not hedge.
    package var certainty: String?
    /// The words that decided it, so that a held-back alert can be explained.
    package var cues: [Evidence]?

    package init(
        polarity: Polarity = .affirmed, modality: Modality = .asserted, tense: Tense = .past,
        certainty: String? = nil, cues: [Evidence]? = nil
    ) {
        self.polarity = polarity
        self.modality = modality
        self.tense = tense
        self.certainty = certainty
        self.cues = cues
    }
}

/// Why an event is believed: named factors, never a bare number.
package struct Confidence: Hashable, Sendable, Codable {
    /// `high`, `medium` or `low`, as the factors add up.
    package var level: String
    /// `explicit-place`, `inferred-date`, `two-rules`, …
    package var factors: [String]

    package init(level: String, factors: [String]) {
        self.level = level
        self.factors = factors
    }
}

/// What an article says happened, with the spans that say it.
package struct Event: Hashable, Sendable {
    package var id: String
    /// The article's id.
    package var article: String
    package var incident: String?
    package var type: EventType?
    package var label: String?
    package var modes: [String]
    package var contexts: [String]?
    package var acled: ACLEDCode?
    package var cameo: CAMEOCode?
    package var actors: [Entity]
    package var recipients: [Entity]
    package var effects: [Effect]
    package var casualties: [Quantity]
    package var materiel: [Materiel]
    package var places: [Place]
    package var time: EventTime
    package var assertion: Assertion
    package var claims: [Claim]
    package var spans: [Evidence]
    /// `plugin.rule@hash`, sorted.
    package var foundBy: [String]
    package var confidence: Confidence?
    /// What plugins added beyond the model, by name.
    package var extra: [String: JSONValue]?

    package init(
        id: String = "", article: String = "", incident: String? = nil, type: EventType? = nil,
        label: String? = nil, modes: [String] = [], contexts: [String]? = nil,
        acled: ACLEDCode? = nil, cameo: CAMEOCode? = nil, actors: [Entity] = [],
        recipients: [Entity] = [], effects: [Effect] = [], casualties: [Quantity] = [],
        materiel: [Materiel] = [], places: [Place] = [], time: EventTime = .unknown,
        assertion: Assertion = Assertion(), claims: [Claim] = [], spans: [Evidence] = [],
        foundBy: [String] = [], confidence: Confidence? = nil,
        extra: [String: JSONValue]? = nil
    ) {
        self.id = id
        self.article = article
        self.incident = incident
        self.type = type
        self.label = label
        self.modes = modes
        self.contexts = contexts
        self.acled = acled
        self.cameo = cameo
        self.actors = actors
        self.recipients = recipients
        self.effects = effects
        self.casualties = casualties
        self.materiel = materiel
        self.places = places
        self.time = time
        self.assertion = assertion
        self.claims = claims
        self.spans = spans
        self.foundBy = foundBy
        self.confidence = confidence
        self.extra = extra
    }

    /// The name analysts read: the type, or the label where the codebook has none.
    package var kind: String { type?.rawValue ?? label ?? "event" }

    package var trigger: Evidence? { spans.first { $0.role == "trigger" } }
}

extension Event: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, article, incident, type, label, modes, contexts, acled, cameo, actors, recipients
        case effects, casualties, materiel, places, time, assertion, claims, spans
        case foundBy = "found_by"
        case confidence, extra
    }

    package static let fieldNames = CodingKeys.allCases.map(\.rawValue)

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        func list<T: Decodable>(_ key: CodingKeys, of: T.Type) throws -> [T] {
            try c.decodeIfPresent([T].self, forKey: key) ?? []
        }
        self.init(
            id: try c.decodeIfPresent(String.self, forKey: .id) ?? "",
            article: try c.decodeIfPresent(String.self, forKey: .article) ?? "",
            incident: try c.decodeIfPresent(String.self, forKey: .incident),
            // A name that is no type of the codebook's is a label, written large.
            type: try c.decodeIfPresent(String.self, forKey: .type).flatMap(EventType.init),
            label: try c.decodeIfPresent(String.self, forKey: .label),
            modes: try list(.modes, of: String.self),
            contexts: try c.decodeIfPresent([String].self, forKey: .contexts),
            acled: try c.decodeIfPresent(ACLEDCode.self, forKey: .acled),
            cameo: try c.decodeIfPresent(CAMEOCode.self, forKey: .cameo),
            actors: try list(.actors, of: Entity.self),
            recipients: try list(.recipients, of: Entity.self),
            effects: try list(.effects, of: Effect.self),
            casualties: try list(.casualties, of: Quantity.self),
            materiel: try list(.materiel, of: Materiel.self),
            places: try list(.places, of: Place.self),
            time: try c.decodeIfPresent(EventTime.self, forKey: .time) ?? .unknown,
            assertion: try c.decodeIfPresent(Assertion.self, forKey: .assertion) ?? Assertion(),
            claims: try list(.claims, of: Claim.self),
            spans: try list(.spans, of: Evidence.self),
            foundBy: try list(.foundBy, of: String.self),
            confidence: try c.decodeIfPresent(Confidence.self, forKey: .confidence),
            extra: try c.decodeIfPresent([String: JSONValue].self, forKey: .extra))
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(id, forKey: .id)
        try c.encode(article, forKey: .article)
        try c.encodeIfPresent(incident, forKey: .incident)
        // Every line has a type, so that whoever reads it can group by it: where the codebook has
        // none, the label in capitals.
        try c.encodeIfPresent(type?.rawValue ?? label?.uppercased(), forKey: .type)
        try c.encodeIfPresent(label, forKey: .label)
        try c.encode(modes, forKey: .modes)
        try c.encodeIfPresent(contexts, forKey: .contexts)
        try c.encodeIfPresent(acled, forKey: .acled)
        try c.encodeIfPresent(cameo, forKey: .cameo)
        try c.encode(actors, forKey: .actors)
        try c.encode(recipients, forKey: .recipients)
        try c.encode(effects, forKey: .effects)
        try c.encode(casualties, forKey: .casualties)
        try c.encode(materiel, forKey: .materiel)
        try c.encode(places, forKey: .places)
        try c.encode(time, forKey: .time)
        try c.encode(assertion, forKey: .assertion)
        try c.encode(claims, forKey: .claims)
        try c.encode(spans, forKey: .spans)
        try c.encode(foundBy, forKey: .foundBy)
        try c.encodeIfPresent(confidence, forKey: .confidence)
        try c.encodeIfPresent(extra, forKey: .extra)
    }
}
