import TocsinModel
import TocsinStore

/// The ways to judge an incident: `review-form.mustache` draws them.
struct ReviewForm: Sendable {
    struct Value: Sendable {
        var field: String
        var now: String
    }

    struct Choice: Sendable {
        var value: String
        var label: String
    }

    struct Movable: Sendable {
        var number: Int
        var event: String
        var label: String
    }

    var values: [Value]
    /// Incidents it may be merged into: those last reported about the same time.
    var others: [Choice]
    var hasOthers: Bool
    var events: [Movable]
    var canSplit: Bool
    var rules: [Choice]

    init(_ incident: Incident, _ reader: StoreReader, joins: [IncidentView.Join]) throws {
        let best = incident.best
        func figure(_ metric: String) -> String {
            best.casualties.first { $0.metric == metric && $0.ofWhom == nil }
                .map { one in
                    switch (one.low, one.high) {
                    case (let a?, let b?) where a == b: a.figureText
                    case (let a, let b):
                        "\(a?.figureText ?? "")..\(b?.figureText ?? "")"
                    }
                } ?? ""
        }
        let date =
            best.time.start.map { start in
                best.time.end.map { $0 == start ? "\(start)" : "\(start)..\($0)" } ?? "\(start)"
            } ?? ""
        values = [
            Value(field: "killed", now: figure("killed")),
            Value(field: "injured", now: figure("injured")),
            Value(field: "place", now: best.places.first?.name ?? ""),
            Value(field: "date", now: date),
            Value(field: "actor", now: best.actors.map(\.name).joined(separator: ", ")),
            Value(field: "target", now: best.recipients.map(\.name).joined(separator: ", ")),
            Value(field: "type", now: incident.kind),
            Value(field: "status", now: incident.status.rawValue),
        ]
        var filter = IncidentFilter()
        filter.since = incident.firstSeen?.adding(seconds: -7 * 86400)
        filter.until = incident.lastSeen?.adding(seconds: 7 * 86400)
        others = try reader.incidents(filter, page: Page(limit: 60), whole: false)
            .filter { $0.key != incident.id }
            .map { row in
                let day = row.day.map { "\($0)" } ?? "date unknown"
                return Choice(
                    value: row.key,
                    label: "\(row.kind), \(row.place ?? "place unknown"), \(day) "
                        + "(\(PageText.plural(row.articles, "article")))")
            }
        hasOthers = !others.isEmpty
        events = joins.enumerated().map {
            Movable(
                number: $0.offset, event: $0.element.event,
                label: "\($0.element.article) (\($0.element.outlet))")
        }
        canSplit = incident.events.count > 1
        var ids: [String] = []
        for event in incident.best.foundBy.map(PageText.rule) where !ids.contains(event) {
            ids.append(event)
        }
        rules = ids.map { Choice(value: $0, label: $0) }
    }
}
