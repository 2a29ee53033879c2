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
    var orders: [Link]
    var form: FilterForm
    var pages: PageLinks
    var done: String?
    /// `42 alerts` that meet the filters.
    var total: String
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
    var countText: String
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

    init(
        _ group: AlertGroup, key: AlertGroup.Key, alerts rows: [AlertRow],
        answers: [String: Acknowledgement], incident: Incident?, filter: ListFilter,
        isReadOnly: Bool, now: Timestamp
    ) throws {
        if let incident {
            title = LedgerReport.title(incident)
            path = PageText.path("/incidents", incident.id)
            status = incident.status.rawValue
            isDisputed = incident.ledger.contains { $0.verdict == .conflict }
            reviewed = incident.review?.verdict.rawValue
            voices = Voice.all(of: incident)
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
        countText = PageText.plural(group.count, "alert")
        alerts = rows.map {
            AlertView(
                $0, answer: answers[$0.alert.identifier], back: filter.address("/"),
                isReadOnly: isReadOnly, now: now)
        }
        restCount = group.count - rows.count
        var narrowed = filter
        if incident != nil { narrowed.incident = group.name } else { narrowed.rules = [group.name] }
        rest = restCount > 0 ? narrowed.address("/", [("group", "rule")]) : nil
    }
}

/// One alert in a list.
struct AlertView: Sendable {
    struct Evidence: Sendable {
        var sentence: MarkedSentence
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
    /// `25 min ago`; nil where it is older than a day.
    var age: String?
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
        now: Timestamp, sentences: Int = 2
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
        age = PageText.age(alert.sent, now: now)
        area = alert.area.isEmpty ? nil : alert.area.prefix(3).joined(separator: ", ")
        when = alert.time?.displayText
        rule = PageText.rule(alert.rule)
        rulePath = PageText.path("/rules", rule)
        incident = alert.incident
        incidentPath = alert.incident.map { PageText.path("/incidents", $0) }
        evidence = alert.evidence.prefix(sentences).map {
            Evidence(
                sentence: MarkedSentence($0, around: .max), source: $0.source ?? $0.article,
                article: PageText.path("/articles", $0.article))
        }
        moreEvidence = max(0, alert.evidence.count - sentences)
        hasMoreEvidence = moreEvidence > 0
        self.back = back
        canAnswer = !isReadOnly && isToDo
        stamp = "\(row.state.rawValue)/\(answer?.at.seconds ?? 0)"
    }
}
