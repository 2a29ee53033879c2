package import TocsinModel

/// What one hit of one extract rule says of an event, before the host puts events together.
package struct PartialEvent: Sendable {
    package struct Capture: Sendable {
        package var role: String
        /// Token indices in the field.
        package var tokens: Range<Int>
        /// The recognized value; nil for a capture of words.
        package var mention: Mention?
        /// Whom a figure counts, where it was captured with them.
        package var people: Range<Int>?

        package init(role: String, tokens: Range<Int>, mention: Mention?) {
            self.role = role
            self.tokens = tokens
            self.mention = mention
        }
    }

    /// `plugin.rule@hash`
    package var rule: String
    package var type: EventType?
    package var label: String?
    package var modes: [String]
    package var contexts: [String]
    package var polarity: Assertion.Polarity?
    package var modality: Assertion.Modality?
    package var tense: Assertion.Tense?
    /// The kind of what the rule's materiel roles count.
    package var materielKind: String?
    package var effect: String?
    /// A hit alone is no event; it adds to one that is near.
    package var supports: Bool
    /// False where nobody does it to anybody.
    package var hasParties = true

    package var field: Field
    package var sentence: Int
    /// The whole hit, and the words that say the event.
    package var tokens: Range<Int>
    package var trigger: Range<Int>
    package var captures: [Capture]
    package var extra: [String: JSONValue]

    package init(
        rule: String, type: EventType?, label: String? = nil, modes: [String] = [],
        contexts: [String] = [], polarity: Assertion.Polarity? = nil,
        modality: Assertion.Modality? = nil, tense: Assertion.Tense? = nil,
        materielKind: String? = nil, effect: String? = nil, supports: Bool = false, field: Field,
        sentence: Int, tokens: Range<Int>, trigger: Range<Int>, captures: [Capture] = [],
        extra: [String: JSONValue] = [:]
    ) {
        self.rule = rule
        self.type = type
        self.label = label
        self.modes = modes
        self.contexts = contexts
        self.polarity = polarity
        self.modality = modality
        self.tense = tense
        self.materielKind = materielKind
        self.effect = effect
        self.supports = supports
        self.field = field
        self.sentence = sentence
        self.tokens = tokens
        self.trigger = trigger
        self.captures = captures
        self.extra = extra
    }
}
