/// CAP 1.2's scale, least first.
package enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
    case unknown, minor, moderate, severe, extreme

    package static func < (a: Severity, b: Severity) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}

/// Something worth telling a person, after CAP 1.2.
package struct Alert: Hashable, Sendable {
    package enum MessageType: String, Codable, Sendable {
        case alert = "Alert"
        case update = "Update"
        case cancel = "Cancel"
    }

    package var identifier: String
    package var sender: String
    package var sent: Timestamp?
    package var status: String
    package var msgType: MessageType
    package var references: [String]?
    package var category: String
    package var severity: Severity
    package var certainty: String
    package var urgency: String
    package var headline: String
    package var description: String
    /// Place names, most exact first.
    package var area: [String]
    /// `plugin.rule@hash`
    package var rule: String
    package var incident: String?
    /// Event ids.
    package var events: [String]
    /// Article ids, in the order the alert saw them.
    package var articles: [String]
    /// The sentences that made it, with the matched spans.
    package var evidence: [AlertEvidence]
    package var reasons: [String]
    package var time: EventTime?

    package init(
        identifier: String, sender: String = "tocsin", sent: Timestamp?, status: String = "Actual",
        msgType: MessageType = .alert, references: [String]? = nil, category: String = "Security",
        severity: Severity, certainty: String = "Likely", urgency: String = "Unknown",
        headline: String, description: String = "", area: [String] = [], rule: String,
        incident: String? = nil, events: [String] = [], articles: [String] = [],
        evidence: [AlertEvidence] = [], reasons: [String] = [], time: EventTime? = nil
    ) {
        self.identifier = identifier
        self.sender = sender
        self.sent = sent
        self.status = status
        self.msgType = msgType
        self.references = references
        self.category = category
        self.severity = severity
        self.certainty = certainty
        self.urgency = urgency
        self.headline = headline
        self.description = description
        self.area = area
        self.rule = rule
        self.incident = incident
        self.events = events
        self.articles = articles
        self.evidence = evidence
        self.reasons = reasons
        self.time = time
    }
}

extension Alert: Codable {}

/// One sentence of one article with the spans that rang.
package struct AlertEvidence: Hashable, Sendable, Codable {
    package var article: String
    /// The article's source or outlet.
    package var source: String?
    /// The article's address, where it has one.
    package var url: String?
    package var sentence: Span
    package var text: String
    package var marks: [Evidence]

    package init(
        article: String, source: String?, url: String? = nil, sentence: Span, text: String,
        marks: [Evidence]
    ) {
        self.article = article
        self.source = source
        self.url = url
        self.sentence = sentence
        self.text = text
        self.marks = marks
    }
}
