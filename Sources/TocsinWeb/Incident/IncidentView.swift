import TocsinModel
import TocsinStore
import TocsinWorkspace

/// What `incident.mustache` draws.
struct IncidentView: Sendable {
    struct Fact: Sendable {
        var name: String
        var value: String
        var reason: String?
    }

    struct Join: Sendable {
        var article: String
        var articlePath: String
        var outlet: String
        var published: String
        var event: String
        var reasons: String
    }

    struct Outlet: Sendable {
        var name: String
        var count: Int
    }

    struct AlertLine: Sendable {
        var path: String
        var severity: String
        var headline: String
        var sent: String
        var state: String
    }

    struct Decision: Sendable {
        var time: String
        var who: String
        var what: String
        var why: String
    }

    var title: String
    var identifier: String
    var path: String
    var status: String
    var statusReason: String
    /// "Defence Ministry and Igor Konashenkov"; nil where nobody denies anything of it.
    var deniers: String?
    var severity: String?
    var isDisputed: Bool
    var reviewed: String?
    var facts: [Fact]
    var fields: [LedgerView]
    var hasFields: Bool
    var outlets: [Outlet]
    var origins: [String]
    var hasOrigins: Bool
    var joins: [Join]
    var hiddenJoins: Int
    var hasHiddenJoins: Bool
    var history: [String]
    var hasHistory: Bool
    var alerts: [AlertLine]
    var hasAlerts: Bool
    var decisions: [Decision]
    var hasDecisions: Bool
    var form: ReviewForm
    var done: String?
    var canAct: Bool
    var map: String

    /// More than these are not shown.
    static let joinsShown = 60

    init(
        _ incident: Incident, _ reader: StoreReader, path: String, done: String?, isReadOnly: Bool
    ) throws {
        title = LedgerReport.title(incident)
        identifier = incident.id
        self.path = path
        status = incident.status.rawValue
        statusReason = incident.statusReason
        let denied = Voice.all(of: incident).filter(\.denies).map(\.who)
        deniers = denied.isEmpty ? nil : denied.joined(separator: " and ")
        isDisputed = incident.ledger.contains { $0.verdict == .conflict }
        reviewed = incident.review.map {
            "\($0.verdict.rawValue) by \($0.author), \(PageText.minute($0.at)): \($0.reason)"
        }
        var filter = AlertFilter()
        filter.incident = incident.id
        let rows = try reader.alerts(filter, page: Page(limit: 20))
        severity = rows.map(\.alert.severity).max()?.rawValue
        alerts = rows.map {
            AlertLine(
                path: PageText.path("/alerts", $0.alert.identifier),
                severity: $0.alert.severity.rawValue, headline: $0.alert.headline,
                sent: PageText.minute($0.alert.sent), state: $0.state.rawValue)
        }
        hasAlerts = !alerts.isEmpty
        facts = Self.facts(incident)
        fields = incident.ledger.map { LedgerView($0, of: incident) }.filter { !$0.rows.isEmpty }
        hasFields = !fields.isEmpty
        origins = incident.origins
        hasOrigins = !origins.isEmpty

        let shown = incident.joins.prefix(Self.joinsShown)
        let articles = try reader.articles(keys: Array(Set(incident.articles.prefix(500))))
        var counts: [String: Int] = [:]
        for article in incident.articles {
            let known = articles[article]
            counts[known?.outlet ?? known?.source ?? "unknown", default: 0] += 1
        }
        outlets = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(40).map {
            Outlet(name: $0.key, count: $0.value)
        }
        joins = shown.map { join in
            let article = articles[join.article]
            return Join(
                article: article.map { $0.title.isEmpty ? $0.key : $0.title } ?? join.article,
                articlePath: PageText.path("/articles", join.article),
                outlet: article?.outlet ?? article?.source ?? "",
                published: PageText.minute(article?.published), event: join.event,
                reasons: join.reasons.joined(separator: "; "))
        }
        hiddenJoins = incident.joins.count - shown.count
        hasHiddenJoins = hiddenJoins > 0
        history = incident.history
        hasHistory = !history.isEmpty
        decisions = try reader.reviews(of: incident.id).reversed().map(Self.decision)
        hasDecisions = !decisions.isEmpty
        form = try ReviewForm(incident, reader, joins: joins)
        self.done = done
        canAct = !isReadOnly
        map = "/map?incident=\(PercentCoding.encode(incident.id))"
    }

    private static func facts(_ incident: Incident) -> [Fact] {
        let best = incident.best
        var out: [Fact] = []
        func add(_ name: String, _ value: String?, _ field: String? = nil) {
            guard let value, !value.isEmpty else { return }
            out.append(
                Fact(
                    name: PageText.field(name), value: value,
                    reason: incident.because[field ?? name]))
        }
        add("date", best.time.displayText)
        add("place", best.places.prefix(4).map(\.name).joined(separator: ", "))
        add("actor", best.actors.prefix(4).map(\.name).joined(separator: ", "))
        add("target", best.recipients.prefix(4).map(\.name).joined(separator: ", "))
        for one in best.casualties.prefix(6) {
            let name = (one.metric ?? "figure") + (one.ofWhom.map { " of \($0)" } ?? "")
            add(name, one.rangeText, name)
        }
        for one in best.materiel.prefix(4) {
            let range = Quantity(text: "", low: one.low, high: one.high).rangeText
            add(one.ledgerField, range, one.ledgerField)
        }
        if let first = incident.firstSeen { add("first report", PageText.minute(first)) }
        if let last = incident.lastSeen, last != incident.firstSeen {
            add("last report", PageText.minute(last))
        }
        return out
    }

    private static func decision(_ review: Review) -> Decision {
        var what = review.action.rawValue
        switch review.action {
        case .merge: what += " into \(review.other ?? "")"
        case .split:
            what +=
                " of \(PageText.plural(review.events?.count ?? 0, "event")) into \(review.other ?? "")"
        case .edit:
            let values = (review.values ?? [:]).sorted { $0.key < $1.key }.map { field, value in
                if case .string(let text) = value { return "\(field) = \(text)" }
                return field
            }
            what += " " + values.joined(separator: ", ")
        case .accept, .reject: break
        }
        return Decision(
            time: PageText.minute(review.at), who: review.author, what: what, why: review.reason)
    }
}

/// One field of the ledger: its rows and, for figures, its chart.
struct LedgerView: Sendable {
    struct Row: Sendable {
        var number: Int
        var time: String
        var who: String
        /// `official`, `military`, …
        var kind: String?
        var what: String
        var outlet: String
        var articlePath: String
        var stance: String
        var verdict: String
        var isConflict: Bool
        var isReplaced: Bool
    }

    var name: String
    var anchor: String
    var best: String?
    var isDisputed: Bool
    /// The first of what conflicts and of what does not.
    var rows: [Row]
    /// The rest, folded away: twenty outlets that agree would push the next field out of sight.
    var more: [Row]
    var moreCount: Int
    var hasMore: Bool
    var hidden: Int
    var hasHidden: Bool
    var chart: IntervalChart?

    static let rowsShown = 100
    /// Rows that are open: of those that conflict, and of the others.
    static let conflictsOpen = 8
    static let othersOpen = 4

    init(_ field: LedgerField, of incident: Incident) {
        name = PageText.field(field.field)
        anchor = "field-" + name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        best = LedgerReport.best(field.field, incident)
        isDisputed = field.verdict == .conflict
        let places = Dictionary(
            uniqueKeysWithValues: field.entries.indices.map { ($0, $0) })
        let all = field.entries.prefix(Self.rowsShown).enumerated().map { index, entry in
            Row(
                number: index + 1, time: PageText.minute(entry.published),
                who: entry.speaker.isEmpty ? "own report" : entry.speaker, kind: entry.sourceKind,
                what: LedgerReport.saying(entry, field: field.field),
                outlet: entry.outlet ?? entry.origin,
                articlePath: PageText.path("/articles", entry.article),
                stance: entry.stance.rawValue.replacing("_", with: " "),
                verdict: LedgerReport.verdict(entry, places),
                isConflict: entry.verdict == .conflict && entry.superseded != true,
                isReplaced: entry.superseded == true)
        }
        (rows, more) = Self.folded(all)
        moreCount = more.count
        hasMore = !more.isEmpty
        hidden = field.entries.count - all.count
        hasHidden = hidden > 0
        chart =
            field.field == "date" || all.count < 2
            ? nil : IntervalChart(Array(field.entries.prefix(Self.rowsShown)), title: name)
    }
    /// The first of what conflicts and of what does not stay open.
    static func folded(_ rows: [Row]) -> (open: [Row], folded: [Row]) {
        var open: [Row] = []
        var folded: [Row] = []
        var conflicts = 0
        var others = 0
        for row in rows {
            if row.isConflict { conflicts += 1 } else { others += 1 }
            if row.isConflict ? conflicts <= conflictsOpen : others <= othersOpen {
                open.append(row)
            } else {
                folded.append(row)
            }
        }
        // A fold of two rows would save nothing.
        return folded.count > 2 ? (open, folded) : (rows, [])
    }
}
