/// Who says what about which field.
package struct Claim: Hashable, Sendable {
    package enum Form: String, Codable, Sendable { case direct, indirect, mixed }
    package enum Stance: String, Codable, Sendable, CaseIterable {
        case asserts, denies, confirms, questions, accuses, proposes, rejects, demands
        case claimsResponsibility = "claims_responsibility"
    }
    /// The event and field a claim speaks of: `killed`, `intercepted`, `actor`, …
    package struct Subject: Hashable, Sendable, Codable {
        package var event: String?
        package var field: String?

        package init(event: String? = nil, field: String? = nil) {
            self.event = event
            self.field = field
        }
    }

    package var id: String?
    package var article: String?
    /// Empty where the text does not say who.
    package var speaker: String
    /// `official military media witness ngo anonymous document`
    package var sourceKind: String?
    /// The reporting words, auxiliaries and adverbs with them: "said", "has repeatedly warned of",
    /// "according to".
    package var cue: String?
    package var text: String
    package var form: Form
    package var stance: Stance
    package var about: Subject?
    package var value: String?
    package var reportedBy: String?
    /// The speaker or wire at the root, across outlets and languages.
    package var origin: String?
    /// The content; where it stands in pieces ("A," she said, "B."), from the first to the last.
    package var span: Span?
    /// The pieces, where there are several.
    package var parts: [Span]?
    package var speakerSpan: Span?
    package var cueSpan: Span?
    package var inferred: Bool?

    package init(
        id: String? = nil, article: String? = nil, speaker: String, sourceKind: String? = nil,
        cue: String? = nil, text: String, form: Form, stance: Stance = .asserts,
        about: Subject? = nil, value: String? = nil, reportedBy: String? = nil,
        origin: String? = nil, span: Span? = nil, speakerSpan: Span? = nil,
        cueSpan: Span? = nil, inferred: Bool? = nil
    ) {
        self.id = id
        self.article = article
        self.speaker = speaker
        self.sourceKind = sourceKind
        self.cue = cue
        self.text = text
        self.form = form
        self.stance = stance
        self.about = about
        self.value = value
        self.reportedBy = reportedBy
        self.origin = origin
        self.span = span
        self.speakerSpan = speakerSpan
        self.cueSpan = cueSpan
        self.inferred = inferred
    }
}

extension Claim: Codable {
    enum CodingKeys: String, CodingKey {
        case id, article, speaker
        case sourceKind = "source_kind"
        case cue, text, form, stance, about, value
        case reportedBy = "reported_by"
        case origin, span, parts
        case speakerSpan = "speaker_span"
        case cueSpan = "cue_span"
        case inferred
    }
}
