import TocsinModel

/// A text cut at the edges of its marks, for a template: overlapping marks share their pieces.
struct MarkedSentence: Sendable, Encodable {
    struct Piece: Sendable, Encodable {
        var text: String
        /// Of the shortest mark over it; empty: none.
        var role: String
        /// The roles of the marks that end with it.
        var label: String
        /// How it is coloured: a `RoleGroup`, or nothing.
        var tone: String

        enum CodingKeys: String, CodingKey { case text, role, label, tone }

        init(_ text: String, role: String = "", label: String = "", tone: String = "") {
            self.text = text
            self.role = role
            self.label = label
            self.tone = tone
        }
    }

    var pieces: [Piece]

    /// - Parameter marks: UTF-8 ranges of `text`; what lies outside is cut off.
    init(_ text: String, _ marks: [(range: Range<Int>, role: String)], around: Int = .max) {
        let bytes = Array(text.utf8)
        let marks = marks.map { (range: $0.range.clamped(to: 0..<bytes.count), role: $0.role) }
            .filter { !$0.range.isEmpty }
        let window = Self.window(bytes, marks.map(\.range), around)
        pieces = Self.cut(window, marks.map(\.range)).map { piece in
            let (start, end) = (piece.lowerBound, piece.upperBound)
            // The shortest mark gives the colour: it says most.
            let over = marks.filter { $0.range.lowerBound <= start && end <= $0.range.upperBound }
                .sorted { $0.range.count < $1.range.count }
            // A mark is named once, where it ends.
            var ending: [String] = []
            for mark in over
            where mark.range.upperBound == end && mark.role != "word" && !ending.contains(mark.role)
            {
                ending.append(mark.role)
            }
            let role = over.first?.role ?? ""
            return Piece(
                Self.oneLined(bytes[start..<end]), role: role,
                label: ending.map { $0.replacing("_", with: " ") }.joined(separator: ", "),
                tone: role.isEmpty ? "" : RoleGroup(role).rawValue)
        }
        if window.lowerBound > 0 { pieces.insert(Piece("… "), at: 0) }
        if window.upperBound < bytes.count { pieces.append(Piece(" …")) }
    }

    /// A sentence of an article with what was found in it.
    init(_ evidence: AlertEvidence, around: Int = 400) {
        let base = evidence.sentence.start
        self.init(
            evidence.text,
            evidence.marks.filter { $0.span.field == evidence.sentence.field }.map {
                ($0.span.start - base..<max($0.span.start, $0.span.end) - base, $0.role)
            }, around: around)
    }

    /// A stretch in pieces that no mark begins or ends within.
    static func cut(_ whole: Range<Int>, _ marks: [Range<Int>]) -> [Range<Int>] {
        var edges: Set<Int> = [whole.lowerBound, whole.upperBound]
        for mark in marks {
            for edge in [mark.lowerBound, mark.upperBound] where whole.contains(edge) {
                edges.insert(edge)
            }
        }
        let sorted = edges.sorted()
        return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
    }

    /// Line breaks and tabs become blanks.
    private static func oneLined(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 == 10 || $0 == 13 || $0 == 9 ? 32 : $0 }, as: UTF8.self)
    }

    /// At most so many bytes, at words, with the first mark in it.
    private static func window(_ bytes: [UInt8], _ marks: [Range<Int>], _ most: Int) -> Range<Int> {
        guard bytes.count > most else { return 0..<bytes.count }
        let first = marks.map(\.lowerBound).min() ?? 0
        var start = max(0, first - most / 3)
        while start > 0, bytes[start - 1] != 32 { start -= 1 }
        var end = min(bytes.count, start + most)
        while end < bytes.count, bytes[end] != 32 { end += 1 }
        return start..<end
    }
}
