/// How a figure was hedged. `exact` is the default: "17".
package enum Qualifier: String, Codable, Sendable, CaseIterable {
    case exact, about, nearly, over
    case atLeast = "at_least"
    case atMost = "at_most"
    case upTo = "up_to"
    case moreThan = "more_than"
    case lessThan = "less_than"
    case range, dozens, scores, hundreds, thousands, several, many, none, unknown
}

/// A figure as a range, in the words it was given.
///
/// `low` and `high` bound it, both inclusive; nil is open ("at least 156" is 156 and above) and both
/// nil is unknown, which is neither zero nor denied. Unit as written in the text's own measure.
package struct Quantity: Hashable, Sendable {
    package var text: String
    /// `killed`, `injured`, … for casualties; nil for a bare figure.
    package var metric: String?
    package var low: Double?
    package var high: Double?
    /// The number itself where there is one: 20 in "nearly twenty".
    package var value: Double?
    package var qualifier: Qualifier
    package var unit: String?
    /// The group counted where it is a part: `children`.
    package var ofWhom: String?
    package var cumulative: Bool?
    package var asOf: String?
    /// `suspected`, `probable` or `confirmed`, where given.
    package var status: String?
    /// Who gives the figure; nil where the article itself does.
    package var speaker: String?
    package var span: Span?
    package var inferred: Bool?

    package init(
        text: String, metric: String? = nil, low: Double?, high: Double?, value: Double? = nil,
        qualifier: Qualifier = .exact, unit: String? = nil, ofWhom: String? = nil,
        cumulative: Bool? = nil, asOf: String? = nil, status: String? = nil,
        speaker: String? = nil, span: Span? = nil, inferred: Bool? = nil
    ) {
        self.text = text
        self.metric = metric
        self.low = low
        self.high = high
        self.value = value
        self.qualifier = qualifier
        self.unit = unit
        self.ofWhom = ofWhom
        self.cumulative = cumulative
        self.asOf = asOf
        self.status = status
        self.speaker = speaker
        self.span = span
        self.inferred = inferred
    }

    /// What an event may count of people. EVENT-MODEL, `casualties`.
    package static let metrics = [
        "killed", "injured", "missing", "detained", "abducted", "displaced", "evacuated",
        "hostages", "hospitalized", "cases",
    ]

    /// More of anything than news can count.
    package static let most = 1e12

    /// True where it can count people or things: no bound is negative, endless or beyond `most`.
    package var isCount: Bool {
        [low, high].allSatisfy { $0.map { (0...Self.most).contains($0) } ?? true }
    }

    /// True when both could be said of the same number.
    package func meets(_ other: Quantity) -> Bool {
        (low ?? 0) <= (other.high ?? .infinity) && (other.low ?? 0) <= (high ?? .infinity)
    }

    /// `17`, `17–19`, `156+`, `≤ 16`, `?`
    package var rangeText: String {
        switch (low, high) {
        case (let a?, let b?):
            a == b ? a.figureText : "\(a.figureText)–\(b.figureText)"
        case (let a?, nil): "\(a.figureText)+"
        case (nil, let b?): "≤ \(b.figureText)"
        case (nil, nil): "?"
        }
    }
}

extension Quantity: Codable {
    enum CodingKeys: String, CodingKey {
        case text, metric, low, high, value, qualifier, unit
        case ofWhom = "of_whom"
        case cumulative
        case asOf = "as_of"
        case status, speaker, span, inferred
    }
}

/// What an event counts of weapons and equipment.
package struct Materiel: Hashable, Sendable, Codable {
    /// `uav missile artillery aircraft armour small_arms ied ship air_defence`
    package var kind: String
    package var model: String?
    package var low: Double?
    package var high: Double?
    package var qualifier: Qualifier?
    /// `launched used intercepted destroyed headed_for supplied lost`
    package var role: String
    package var owner: String?
    package var target: String?
    /// Where it was over: "nearly 100 of them in the Moscow region".
    package var over: String?
    package var text: String?
    package var speaker: String?
    package var span: Span?

    package init(
        kind: String, model: String? = nil, low: Double? = nil, high: Double? = nil,
        qualifier: Qualifier? = nil, role: String, owner: String? = nil, target: String? = nil,
        over: String? = nil, text: String? = nil, speaker: String? = nil, span: Span? = nil
    ) {
        self.kind = kind
        self.model = model
        self.low = low
        self.high = high
        self.qualifier = qualifier
        self.role = role
        self.owner = owner
        self.target = target
        self.over = over
        self.text = text
        self.speaker = speaker
        self.span = span
    }

    package static let kinds = [
        "uav", "missile", "artillery", "aircraft", "armour", "small_arms", "ied", "ship",
        "air_defence",
    ]
    package static let roles = [
        "launched", "used", "intercepted", "destroyed", "headed_for", "supplied", "lost",
    ]
}

extension Quantity {
    /// The field of an incident's ledger that claims on this figure stand under: `killed`,
    /// `injured of children`, `killed in all`; nil without a metric.
    package var ledgerField: String? {
        guard var name = metric else { return nil }
        if let ofWhom { name += " of \(ofWhom)" }
        if cumulative == true { name += " in all" }
        return name
    }
}

extension Materiel {
    /// `intercepted uav`, `intercepted uav over Moscow region`.
    package var ledgerField: String {
        "\(role) \(kind)" + (over.map { " over \($0)" } ?? "")
    }
}
