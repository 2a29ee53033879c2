import TocsinModel

/// A stretch of text that is drawn in one way.
struct TextPiece: Sendable {
    var text: String
    var isMarked: Bool
    /// The group of its role: `trigger`, `figure`, …
    var role: String
    /// The roles, for those who point at it.
    var title: String

    /// A sentence of an alert, cut at its marks. Line breaks become blanks.
    static func pieces(_ evidence: AlertEvidence) -> [TextPiece] {
        let bytes = Array(evidence.text.utf8)
        let base = evidence.sentence.start
        var marks: [(range: Range<Int>, role: String)] = []
        for mark in evidence.marks where mark.span.field == evidence.sentence.field {
            let start = max(0, mark.span.start - base)
            let end = min(bytes.count, mark.span.end - base)
            if start < end { marks.append((start..<end, mark.role)) }
        }
        return cut(bytes, marks.map(\.range)).map { range in
            let over = marks.filter {
                $0.range.lowerBound <= range.lowerBound && $0.range.upperBound >= range.upperBound
            }
            let inner = over.min { $0.range.count < $1.range.count }
            var roles: [String] = []
            for role in over.map(\.role) where !roles.contains(role) { roles.append(role) }
            return TextPiece(
                text: oneLined(bytes[range]), isMarked: inner != nil,
                role: inner.map { RoleGroup($0.role).rawValue } ?? "",
                title: roles.map { $0.replacing("_", with: " ") }.joined(separator: ", "))
        }
    }

    /// The whole of a text in pieces that no mark begins or ends within.
    static func cut(_ bytes: [UInt8], _ marks: [Range<Int>]) -> [Range<Int>] {
        var edges: Set<Int> = [0, bytes.count]
        for mark in marks {
            edges.insert(mark.lowerBound)
            edges.insert(mark.upperBound)
        }
        let sorted = edges.sorted()
        return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
    }

    private static func oneLined(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 == 10 || $0 == 13 || $0 == 9 ? 32 : $0 }, as: UTF8.self)
    }
}

/// What kind of slot a role fills: one colour each.
enum RoleGroup: String, Sendable, CaseIterable {
    case trigger, figure, party, place, time, quote, word, other

    init(_ role: String) {
        switch role {
        case "trigger": self = .trigger
        case "actor", "recipient", "speaker", "target", "person", "organization", "name":
            self = .party
        case "place", "origin", "destination", "affected", "target_of_motion", "over", "mentioned":
            self = .place
        case "date", "time", "duration": self = .time
        case "claim", "quote", "cue", "said": self = .quote
        case "word": self = .word
        case "quantity", "money", "percent", "ordinal": self = .figure
        default:
            self = Self.figures.contains(role) ? .figure : .other
        }
    }

    private static let figures: Set<String> = Set(
        Quantity.metrics + [
            "launched", "used", "intercepted", "destroyed", "headed_for", "supplied", "lost",
        ])

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
