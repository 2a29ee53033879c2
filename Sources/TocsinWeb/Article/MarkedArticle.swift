import TocsinModel

/// Words of an article with what they are to a rule or a recognizer.
struct ArticleMark: Sendable {
    /// What sort of finding: events are painted, the others underlined.
    enum Layer: Int, Sendable, Comparable {
        case event, claim, word, mention

        static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
    }

    var span: Span
    var group: RoleGroup
    var layer: Layer
    /// Of the note that says what it is: `n12`.
    var note: String
}

/// A text cut wherever a mark begins or ends. Each piece has the paint of one mark and the underlines
/// of up to three others, each underline at its own height from its mark's first word to its last.
struct MarkedArticle: Sendable {
    struct Piece: Sendable {
        var text: String
        /// `paint-figure line-1-quote`; empty where no mark is.
        var classes: String
        /// The notes over it, innermost first, with blanks between.
        var notes: String
        /// The innermost mark's note, on the mark's first piece: what a reader can step to.
        var target: String?
        var isPlain: Bool
    }

    static let lanes = 3

    static func pieces(_ text: String, _ field: Field, _ marks: [ArticleMark]) -> [Piece] {
        let bytes = Array(text.utf8)
        let marks = marks.filter {
            $0.span.field == field && $0.span.start >= 0 && $0.span.start < $0.span.end
                && $0.span.end <= bytes.count
        }
        let lanes = placed(marks)
        var entered: Set<String> = []
        return MarkedSentence.cut(0..<bytes.count, marks.map(\.span.range)).map { range in
            let over = marks.indices.filter {
                marks[$0].span.start <= range.lowerBound && marks[$0].span.end >= range.upperBound
            }.sorted {
                (marks[$0].span.range.count, marks[$0].layer)
                    < (marks[$1].span.range.count, marks[$1].layer)
            }
            var classes: [String] = []
            for index in over {
                guard let lane = lanes[index] else { continue }
                classes.append(
                    (lane == 0 ? "paint-" : "line-\(lane)-") + marks[index].group.rawValue)
            }
            var names: [String] = []
            for name in over.map({ marks[$0].note }) where !names.contains(name) {
                names.append(name)
            }
            let text = String(decoding: bytes[range], as: UTF8.self)
            // Blanks alone are nothing to step to.
            let target = names.first.flatMap {
                text.contains { !$0.isWhitespace } && entered.insert($0).inserted ? $0 : nil
            }
            return Piece(
                text: text,
                classes: classes.joined(separator: " "), notes: names.joined(separator: " "),
                target: target, isPlain: over.isEmpty)
        }
    }

    /// Each mark's lane: 0 is paint, 1 to 3 are underlines; nil where all are taken. Short marks of
    /// events choose first, so that the innermost is painted.
    private static func placed(_ marks: [ArticleMark]) -> [Int?] {
        var out: [Int?] = Array(repeating: nil, count: marks.count)
        var taken: [[Range<Int>]] = Array(repeating: [], count: lanes + 1)
        let order = marks.indices.sorted {
            (marks[$0].layer, marks[$0].span.range.count, marks[$0].span.start)
                < (marks[$1].layer, marks[$1].span.range.count, marks[$1].span.start)
        }
        for index in order {
            let range = marks[index].span.range
            let first = marks[index].layer == .event ? 0 : 1
            for lane in first...lanes where !taken[lane].contains(where: { $0.overlaps(range) }) {
                taken[lane].append(range)
                out[index] = lane
                break
            }
        }
        return out
    }
}
