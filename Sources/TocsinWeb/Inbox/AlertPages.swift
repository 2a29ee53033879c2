import TocsinModel
import TocsinStore
import TocsinWorkspace

/// One alert: its sentences, its updates, who was told and who was not, and the ways to answer it.
enum AlertPages {
    static let routes = [
        Route(.get, "/alerts/{id}", "One alert with what became of it") { request, bench in
            let name = request.parameter("id")
            let isReadOnly = bench.isReadOnly
            let (now, done) = (request.now, DoneNotice.text(request))
            let view = try bench.read { reader in
                try reader.alert(name).map {
                    try AlertPageView($0, reader, now: now, done: done, isReadOnly: isReadOnly)
                }
            }
            guard let view else {
                throw WebFailure.notFound("alert", name, list: "the inbox")
            }
            return .page("alert", title: view.alert.headline, section: .inbox, view)
        }
    ]
}

/// What `alert.mustache` draws.
struct AlertPageView: Sendable {
    struct Step: Sendable {
        var time: String
        var who: String
        var what: String
    }

    struct Line: Sendable {
        var path: String
        var sent: String
        var type: String
        var headline: String
        var isThis: Bool
    }

    var alert: AlertView
    var description: String?
    var reasons: [String]
    var isOld: Bool
    var line: [Line]
    var hasLine: Bool
    var steps: [Step]
    var nobody: Bool
    var incidentTitle: String?
    /// Of its incident: `confirmed`, `claimed`, …
    var status: String?
    var isDisputed: Bool
    /// Who claims what of its incident.
    var voices: [Voice]
    var hasVoices: Bool
    var silence: SilenceForm
    var silences: [SilenceLine]
    var hasSilences: Bool
    var wrongRules: [String]
    var done: String?
    var canAct: Bool
    /// Without an incident there is nothing to judge but the match itself.
    var canMarkWrong: Bool

    init(_ row: AlertRow, _ reader: StoreReader, now: Timestamp, done: String?, isReadOnly: Bool)
        throws
    {
        let alert = row.alert
        let answers = try reader.acknowledgements(alert: alert.identifier)
        self.alert = AlertView(
            row, answer: answers.last, back: PageText.path("/alerts", alert.identifier),
            isReadOnly: isReadOnly, now: now, sentences: 50)
        description = alert.description.isEmpty ? nil : alert.description
        reasons = alert.reasons
        isOld = !row.isCurrent
        let all = try reader.line(ofAlert: alert.identifier)
        line = all.map {
            Line(
                path: PageText.path("/alerts", $0.alert.identifier),
                sent: PageText.minute($0.alert.sent), type: $0.alert.msgType.rawValue.lowercased(),
                headline: $0.alert.headline,
                isThis: $0.alert.identifier == alert.identifier)
        }
        hasLine = all.count > 1
        steps = try reader.dispatches(ofAlert: alert.identifier).map { one in
            Step(
                time: PageText.minute(one.at), who: one.receiver ?? "anyone",
                what: try Self.what(one, reader))
        }
        nobody = steps.isEmpty
        steps += answers.map {
            Step(
                time: PageText.minute($0.at), who: $0.author,
                what: "\($0.action.rawValue)d" + ($0.comment.isEmpty ? "" : ": \($0.comment)"))
        }
        let incident = try alert.incident.flatMap { try reader.incident($0) }
        incidentTitle = incident.map(LedgerReport.title)
        status = incident?.status.rawValue
        isDisputed = incident?.ledger.contains { $0.verdict == .conflict } ?? false
        voices = incident.map(Voice.all) ?? []
        hasVoices = !voices.isEmpty
        let offered = SilenceForm(alert)
        silence = offered
        silences = try reader.silences(at: now).filter { row in
            SilenceText.matchers(row).allSatisfy(offered.offers)
        }.map(SilenceLine.init)
        hasSilences = !silences.isEmpty
        wrongRules = alert.incident == nil ? [PageText.rule(alert.rule)] : []
        self.done = done
        canAct = !isReadOnly
        canMarkWrong = !isReadOnly && alert.incident == nil
    }

    private static func what(_ one: DispatchRow, _ reader: StoreReader) throws -> String {
        switch one.decision {
        case .drop: return "not told: \(one.reason)"
        case .delay:
            return "waits until \(PageText.minute(one.until)): \(one.reason)"
        case .send:
            guard let key = one.delivery, let delivery = try reader.delivery(key) else {
                return "told"
            }
            switch delivery.state {
            case .delivered: return "told"
            case .pending:
                return "not told yet: tried again at \(PageText.minute(delivery.nextAttempt))"
            case .dead:
                return "given up after \(PageText.plural(delivery.attempts, "attempt")): "
                    + (delivery.lastError ?? "")
            }
        }
    }
}

/// What a silence of this alert could match, as ticks.
struct SilenceForm: Sendable {
    struct Matcher: Sendable {
        var text: String
        var number: Int
        var label: String
        var isTicked: Bool
    }

    var matchers: [Matcher]

    init(_ alert: Alert) {
        var texts: [(String, String, Bool)] = [
            ("rule=\(PageText.rule(alert.rule))", "of the rule \(PageText.rule(alert.rule))", true)
        ]
        if let incident = alert.incident {
            texts.append(("incident=\(incident)", "of this incident", false))
        }
        if let place = alert.area.first, !place.contains("\"") {
            texts.append((SilenceText.matcher("area", is: place), "in \(place)", false))
        }
        texts.append(
            (
                "severity<=\(alert.severity.rawValue)",
                "not worse than \(alert.severity.rawValue)", true
            ))
        matchers = texts.enumerated().map {
            Matcher(
                text: $0.element.0, number: $0.offset, label: $0.element.1,
                isTicked: $0.element.2)
        }
    }

    func offers(_ text: String) -> Bool { matchers.contains { $0.text == text } }
}

/// A silence that holds.
struct SilenceLine: Sendable {
    var path: String
    var what: String
    var who: String
    var until: String

    init(_ row: SilenceRow) {
        path = PageText.path("/silences", row.key)
        what = SilenceText.matchers(row).joined(separator: " and ")
        who = "\(row.author): \(row.comment)"
        until = PageText.minute(row.ends)
    }
}
