import TocsinModel

/// What kind of slot a role fills: one colour each.
enum RoleGroup: String, Sendable, CaseIterable {
    case trigger, figure, party, place, time, quote, word, other

    init(_ role: String) {
        switch role {
        case "trigger": self = .trigger
        case "actor", "recipient", "speaker", "source", "target", "person", "organization", "name":
            self = .party
        case "place", "origin", "destination", "affected", "target_of_motion", "over", "mentioned",
            "from", "to", "near", "country":
            self = .place
        case "date", "time", "duration": self = .time
        case "claim", "quote", "cue", "said": self = .quote
        case "word": self = .word
        case "quantity", "count", "amount", "money", "percent", "ordinal": self = .figure
        default:
            self = Self.figures.contains(role) ? .figure : .other
        }
    }

    private static let figures = Set(Quantity.metrics).union(Materiel.roles)

    /// As the legend has it.
    var title: String {
        switch self {
        case .trigger: "what happened"
        case .figure: "figures"
        case .party: "who"
        case .place: "where"
        case .time: "when"
        case .quote: "who says what"
        case .word: "listed words"
        case .other: "other"
        }
    }
}
