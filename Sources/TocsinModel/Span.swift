/// The part of an article that a position points into.
package enum Field: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    case title, body

    package static func < (a: Field, b: Field) -> Bool { a == .title && b == .body }
}

/// A stretch of one field of an article.
///
/// `range` counts UTF-8 bytes of the original field, half-open, and always falls on character
/// boundaries. In JSON: `{"field":"body","start":61,"end":73}`.
package struct Span: Hashable, Sendable {
    package var field: Field
    package var range: Range<Int>

    package init(field: Field, range: Range<Int>) {
        self.field = field
        self.range = range
    }

    package var start: Int { range.lowerBound }
    package var end: Int { range.upperBound }
}

extension Span: Comparable {
    /// Reading order: title before body, then by start, then longest first.
    package static func < (a: Span, b: Span) -> Bool {
        (a.field, a.start, b.end) < (b.field, b.start, a.end)
    }
}

extension Span: Codable {
    private enum CodingKeys: String, CodingKey { case field, start, end }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        let start = try c.decode(Int.self, forKey: .start)
        let end = try c.decode(Int.self, forKey: .end)
        guard start >= 0, end >= start else {
            throw DecodingError.dataCorruptedError(
                forKey: .end, in: c, debugDescription: "a span ends before it starts")
        }
        self.init(field: try c.decode(Field.self, forKey: .field), range: start..<end)
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(field, forKey: .field)
        try c.encode(start, forKey: .start)
        try c.encode(end, forKey: .end)
    }
}

/// A span with the role it plays and the words it covers: how every value shows where it came from.
package struct Evidence: Hashable, Sendable {
    /// `trigger`, `killed`, `place`, … : a slot of the event.
    package var role: String
    package var span: Span
    package var text: String

    package init(role: String, span: Span, text: String) {
        self.role = role
        self.span = span
        self.text = text
    }
}

extension Evidence: Codable {
    private enum CodingKeys: String, CodingKey { case role, field, start, end, text }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        role = try c.decode(String.self, forKey: .role)
        text = try c.decode(String.self, forKey: .text)
        span = try Span(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(role, forKey: .role)
        try c.encode(text, forKey: .text)
        try span.encode(to: encoder)
    }
}
