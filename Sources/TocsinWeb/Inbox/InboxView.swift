import TocsinModel
import TocsinStore
import TocsinWorkspace

/// What `inbox.mustache` draws.
struct InboxView: Sendable {
    struct Link: Sendable {
        var title: String
        var path: String
        var count: String
        var isCurrent: Bool
    }

    var groups: [AlertGroupView]
    var states: [Link]
    var groupings: [Link]
    var form: FilterForm
    var pages: PageLinks
    var done: String?
    var total: Int
    var isEmpty: Bool
    var emptyReason: String
    var clear: String?
    /// Of this list, for forms to come back to.
    var address: String
}

/// Alerts of one incident or rule.
struct AlertGroupView: Sendable {
    var title: String
    var path: String
    var severity: String
    var count: Int
    /// `confirmed`, `claimed`, …; nil for a rule.
    var status: String?
    var isDisputed: Bool
    var reviewed: String?
    /// Who claims what of the incident.
    var voices: [Voice]
    var hasVoices: Bool
    var alerts: [AlertView]
    /// Leads to those that are not shown; nil where all are.
    var rest: String?
    var restCount: Int

    struct Voice: Sendable {
        var who: String
        var what: String
    }

    init(
        _ group: AlertGroup, key: AlertGroup.Key, alerts rows: [AlertRow],
        answers: [String: Acknowledgement], incident: Incident?, filter: ListFilter,
        isReadOnly: Bool
    ) throws {
        if let incident {
            title = LedgerReport.title(incident)
            path = PageText.path("/incidents", incident.id)
            status = incident.status.rawValue
            isDisputed = incident.ledger.contains { $0.verdict == .conflict }
            reviewed = incident.review?.verdict.rawValue
            voices = Self.voices(of: incident)
        } else {
            title = group.name
            path = PageText.path("/rules", group.name)
            status = nil
            isDisputed = false
            reviewed = nil
            voices = []
        }
        hasVoices = !voices.isEmpty
        severity = group.severity.rawValue
        count = group.count
        alerts = rows.map {
            AlertView(
                $0, answer: answers[$0.alert.identifier], back: filter.address("/"),
                isReadOnly: isReadOnly)
        }
        restCount = group.count - rows.count
        var narrowed = filter
        if incident != nil { narrowed.incident = group.name } else { narrowed.rules = [group.name] }
        rest = restCount > 0 ? narrowed.address("/", [("group", "rule")]) : nil
    }

    /// The newest word of each who gives a figure, four at most.
    private static func voices(of incident: Incident) -> [Voice] {
        var out: [Voice] = []
        for field in incident.ledger where Quantity.metrics.contains(field.field) {
            for entry in field.entries.reversed() where entry.superseded != true {
                let who = entry.speaker.isEmpty ? (entry.outlet ?? entry.origin) : entry.speaker
                let what =
                    "\(Quantity(text: "", low: entry.low, high: entry.high).rangeText) \(field.field)"
                if let at = out.firstIndex(where: { $0.who == who }) {
                    if !out[at].what.contains(field.field) { out[at].what += ", " + what }
                } else if out.count < 4 {
                    out.append(Voice(who: who, what: what))
                }
            }
        }
        return out
    }
}

/// One alert in a list.
struct AlertView: Sendable {
    struct Evidence: Sendable {
        var pieces: [TextPiece]
        var source: String
        var article: String
    }

    var identifier: String
    var path: String
    var severity: String
    var headline: String
    /// `update`, `cancel`; nil for a first alert.
    var type: String?
    var state: String
    var isOpen: Bool
    var isToDo: Bool
    var answered: String?
    var sent: String
    var sentExact: String
    var area: String?
    var when: String?
    var rule: String
    var rulePath: String
    var incident: String?
    var incidentPath: String?
    var evidence: [Evidence]
    var moreEvidence: Int
    var hasMoreEvidence: Bool
    var back: String
    var canAnswer: Bool
    /// Differs wherever what is shown does: what a live page compares.
    var stamp: String

    init(
        _ row: AlertRow, answer: Acknowledgement?, back: String, isReadOnly: Bool,
        sentences: Int = 2
    ) {
        let alert = row.alert
        identifier = alert.identifier
        path = PageText.path("/alerts", alert.identifier)
        severity = alert.severity.rawValue
        headline = alert.headline
        type = alert.msgType == .alert ? nil : alert.msgType.rawValue.lowercased()
        state = row.state.rawValue
        isOpen = row.state == .open
        isToDo = row.state == .open || row.state == .acknowledged
        answered = answer.map {
            "\($0.action.rawValue)d by \($0.author)" + ($0.comment.isEmpty ? "" : ": \($0.comment)")
        }
        sent = PageText.minute(alert.sent)
        sentExact = alert.sent?.description ?? ""
        area = alert.area.isEmpty ? nil : alert.area.prefix(3).joined(separator: ", ")
        when = alert.time?.displayText
        rule = PageText.rule(alert.rule)
        rulePath = PageText.path("/rules", rule)
        incident = alert.incident
        incidentPath = alert.incident.map { PageText.path("/incidents", $0) }
        evidence = alert.evidence.prefix(sentences).map {
            Evidence(
                pieces: TextPiece.pieces($0), source: $0.source ?? $0.article,
                article: PageText.path("/articles", $0.article))
        }
        moreEvidence = max(0, alert.evidence.count - sentences)
        hasMoreEvidence = moreEvidence > 0
        self.back = back
        canAnswer = !isReadOnly && isToDo
        stamp = "\(row.state.rawValue)/\(answer?.at.seconds ?? 0)"
    }
}
