import TocsinModel

/// Who says what of an incident, in a few words: its figures by who gives them, then who denies it.
struct Voice: Sendable {
    var who: String
    var what: String
    var denies: Bool

    static let mostFigures = 4
    static let mostDenials = 2

    /// The newest word of each who gives a figure and of each who denies something; where nobody gives
    /// a figure, those who say that it happened at all.
    static func all(of incident: Incident) -> [Voice] {
        var figures: [Voice] = []
        var denials: [Voice] = []
        var plain: [Voice] = []
        for field in incident.ledger {
            let isFigure = Quantity.metrics.contains(field.field)
            for entry in field.entries.reversed() where entry.superseded != true {
                let who = entry.speaker.isEmpty ? (entry.outlet ?? entry.origin) : entry.speaker
                if entry.stance == .denies {
                    if denials.count < mostDenials, !denials.contains(where: { $0.who == who }) {
                        denials.append(Voice(who: who, what: "denies it", denies: true))
                    }
                } else if isFigure {
                    let range = Quantity(text: "", low: entry.low, high: entry.high).rangeText
                    let what = "\(range) \(field.field)"
                    if let at = figures.firstIndex(where: { $0.who == who }) {
                        if !figures[at].what.contains(field.field) {
                            figures[at].what += ", " + what
                        }
                    } else if figures.count < mostFigures {
                        figures.append(Voice(who: who, what: what, denies: false))
                    }
                } else if plain.count < mostFigures, !plain.contains(where: { $0.who == who }) {
                    plain.append(Voice(who: who, what: "says so", denies: false))
                }
            }
        }
        return (figures.isEmpty ? plain : figures) + denials
    }
}
