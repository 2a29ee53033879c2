/// What a stretch of text was recognized as. `label` is a name another rule emits.
package enum MentionKind: Hashable, Sendable {
    case quantity, money, percent, ordinal, date, duration
    case place, person, organization, name, quote, word, phrase
    /// A figure with the people it counts, or one person: tokens are the phrase, the span is the figure.
    case people
    case label(String)

    package init(_ name: String) {
        self = MentionKind.byName[name] ?? .label(name)
    }

    package var name: String {
        switch self {
        case .label(let name): name
        default: String(describing: self)
        }
    }

    package static let builtIn: [MentionKind] = [
        .quantity, .money, .percent, .ordinal, .date, .duration, .place, .person, .organization,
        .name, .quote, .word, .phrase, .people,
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.name, $0) })
}

/// A recognized stretch of text with its value.
package struct Mention: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case none
        case quantity(Quantity)
        case time(EventTime)
        case place(Place)
        case entity(Entity)
    }

    package var kind: MentionKind
    package var field: Field
    /// Token indices in the field, half-open.
    package var tokens: Range<Int>
    package var span: Span
    package var text: String
    package var value: Value

    package init(
        kind: MentionKind, field: Field, tokens: Range<Int>, span: Span, text: String,
        value: Value = .none
    ) {
        self.kind = kind
        self.field = field
        self.tokens = tokens
        self.span = span
        self.text = text
        self.value = value
    }
}
