package import TocsinModel

/// Makes an article with one event from the few fields a timeline gives.
package struct TimelineFixture: Sendable {
    package struct Problem: Error, Sendable { package var message: String }

    private let time: Timestamp
    private let ordinal: Int

    package init(time: Timestamp, ordinal: Int) {
        self.time = time
        self.ordinal = ordinal
    }

    /// Keys that describe the article; every other one describes its event.
    private static let articleKeys = [
        "article", "outlet", "source", "language", "title", "url", "text", "match", "words", "row",
        "withdraws", "source_group", "source_side", "source_reliability",
    ]
    private static let eventKeys = [
        "id", "type", "label", "mode", "modes", "context", "contexts", "country", "place",
        "admin1", "precision", "actor", "actor_country", "recipient", "recipient_kind", "date",
        "incident", "polarity", "modality", "tense", "certainty", "speaker", "source_kind",
        "stance", "origin", "claim_of", "value", "effect", "inferred", "uav", "extra",
        "found_by",
    ]

    /// - Throws: `Problem` for an unknown key or a value of the wrong kind.
    package mutating func report(_ fields: [String: JSONValue]) throws(Problem) -> ArticleReport {
        let known =
            TimelineFixture.articleKeys + TimelineFixture.eventKeys + Quantity.metrics
            + Materiel.roles
        for key in fields.keys.sorted() where !known.contains(key) {
            throw Problem(message: Diagnostic.unknown("key", key, known: known))
        }
        let id = try text(fields, "article") ?? "article-\(ordinal)"
        let outlet = try text(fields, "outlet") ?? id
        var article = Article(
            id: id, url: try text(fields, "url"), title: try text(fields, "title") ?? "",
            source: try text(fields, "source"), outlet: outlet,
            language: try text(fields, "language") ?? "en", published: time, body: "")
        article.sourceGroup = try text(fields, "source_group")
        article.sourceSide = try text(fields, "source_side")
        article.sourceReliability = try text(fields, "source_reliability")
        var report = ArticleReport(article: article)
        if let body = try text(fields, "text") {
            report.words = body.lowercased().split(separator: " ").map {
                ContentHash.of([String($0)])
            }
        }
        report.withdraws = try list(fields, "withdraws")
        let hit = try list(fields, "words").map {
            Evidence(role: "word", span: Span(field: .body, range: 0..<$0.utf8.count), text: $0)
        }
        var row: [String: String] = [:]
        if case .object(let cells)? = fields["row"] {
            for (name, value) in cells { row[name] = ConditionTest.equals(value).wanted }
        }
        report.matches = try list(fields, "match").map {
            WatchlistMatch(rule: $0, spans: hit, rows: row.isEmpty ? [] : [row])
        }
        if fields.keys.contains(where: { !TimelineFixture.articleKeys.contains($0) }) {
            report.events = [try event(fields)]
        }
        return report
    }

    private func event(_ fields: [String: JSONValue]) throws(Problem) -> Event {
        var event = Event(id: try text(fields, "id") ?? "")
        if let name = try text(fields, "type") {
            guard let type = EventType(rawValue: name) else {
                throw Problem(
                    message: Diagnostic.unknown(
                        "type", name, known: EventType.allCases.map(\.rawValue)))
            }
            event.type = type
        }
        event.label = try text(fields, "label")
        event.modes = try list(fields, "mode") + list(fields, "modes")
        let contexts = try list(fields, "context") + list(fields, "contexts")
        event.contexts = contexts.isEmpty ? nil : contexts
        let inferred: Bool? = fields["inferred"] == .bool(true) ? true : nil
        let countries = try list(fields, "country")
        let places = try list(fields, "place")
        for (index, name) in places.enumerated() {
            event.places.append(
                Place(
                    text: name, admin1: try text(fields, "admin1"),
                    country: index < countries.count ? countries[index] : countries.last,
                    precision: try text(fields, "precision") ?? "town", role: "event",
                    inferred: inferred))
        }
        if places.isEmpty {
            event.places = countries.map {
                Place(
                    text: $0, country: $0, precision: "country", role: "event", inferred: inferred)
            }
        }
        let actorCountry = try text(fields, "actor_country")
        event.actors = try list(fields, "actor").map {
            Entity(text: $0, country: actorCountry, inferred: inferred)
        }
        let kind = try text(fields, "recipient_kind")
        event.recipients = try list(fields, "recipient").map { Entity(text: $0, kind: kind) }
        event.effects = try list(fields, "effect").map { Effect(kind: $0) }
        event.incident = try text(fields, "incident")
        let speaker = try text(fields, "speaker")
        for metric in Quantity.metrics {
            for range in try ranges(fields, metric) {
                event.casualties.append(
                    Quantity(
                        text: Quantity(text: "", low: range.0, high: range.1).rangeText,
                        metric: metric, low: range.0, high: range.1, speaker: speaker))
            }
        }
        let materiel = try text(fields, "uav") ?? "uav"
        for role in Materiel.roles {
            for range in try ranges(fields, role) {
                event.materiel.append(
                    Materiel(
                        kind: materiel, low: range.0, high: range.1, role: role,
                        text: Quantity(text: "", low: range.0, high: range.1).rangeText,
                        speaker: speaker))
            }
        }
        event.time = try date(fields)
        event.foundBy = try list(fields, "found_by")
        event.assertion = Assertion(
            polarity: try name(fields, "polarity") ?? .affirmed,
            modality: try name(fields, "modality") ?? .asserted,
            tense: try name(fields, "tense") ?? .past, certainty: try text(fields, "certainty"))
        if speaker != nil || fields["stance"] != nil {
            event.claims = [
                Claim(
                    speaker: speaker ?? "", sourceKind: try text(fields, "source_kind"), text: "",
                    form: .indirect, stance: try name(fields, "stance") ?? .asserts,
                    about: try text(fields, "claim_of").map { .init(field: $0) },
                    value: try text(fields, "value"), origin: try text(fields, "origin"))
            ]
        }
        if case .object(let extra)? = fields["extra"] { event.extra = extra }
        return event
    }

    /// The publication's day unless a `date` is given; `date = false` gives none.
    private func date(_ fields: [String: JSONValue]) throws(Problem) -> EventTime {
        if fields["date"] == .bool(false) { return .unknown }
        var day = time.day
        if let text = try text(fields, "date") {
            guard let given = CalendarDay(text) ?? Timeline.time(text)?.day else {
                throw Problem(message: "date = \"\(text)\": expected a day, e.g. \"2025-03-11\"")
            }
            day = given
        }
        return EventTime(start: day, end: day, basis: .explicit)
    }

    // MARK: Values

    private func text(_ fields: [String: JSONValue], _ key: String) throws(Problem) -> String? {
        switch fields[key] {
        case nil, .null: return nil
        case .string(let text): return text
        case .number(let number): return number.figureText
        default: throw Problem(message: "\(key): expected text")
        }
    }

    private func list(_ fields: [String: JSONValue], _ key: String) throws(Problem) -> [String] {
        guard case .array(let values)? = fields[key] else {
            return try text(fields, key).map { [$0] } ?? []
        }
        return try values.map { (value) throws(Problem) in
            guard case .string(let text) = value else {
                throw Problem(message: "\(key): expected a list of texts")
            }
            return text
        }
    }

    private func name<T: RawRepresentable & CaseIterable>(
        _ fields: [String: JSONValue], _ key: String
    ) throws(Problem) -> T? where T.RawValue == String {
        guard let text = try text(fields, key) else { return nil }
        guard let value = T(rawValue: text) else {
            throw Problem(
                message: Diagnostic.unknown(key, text, known: T.allCases.map(\.rawValue)))
        }
        return value
    }

    /// `3`, `"about 1,200"`, `{ low = 17, high = 19 }`, or a list of them.
    private func ranges(_ fields: [String: JSONValue], _ key: String) throws(Problem) -> [(
        Double?, Double?
    )] {
        guard let value = fields[key] else { return [] }
        func one(_ value: JSONValue) throws(Problem) -> (Double?, Double?) {
            switch value {
            case .number(let n): return (n, n)
            case .string(let text):
                guard let figure = Quantity(written: text) else {
                    throw Problem(
                        message:
                            "\(key): \"\(text)\" is not read as a figure; expected a number, a text such as \"about 1,200\", or { low = …, high = … }"
                    )
                }
                return (figure.low, figure.high)
            case .object(let bounds):
                var low: Double?
                var high: Double?
                for (name, bound) in bounds {
                    guard case .number(let n) = bound, name == "low" || name == "high" else {
                        throw Problem(message: "\(key): expected low and high numbers")
                    }
                    if name == "low" { low = n } else { high = n }
                }
                return (low, high)
            default:
                throw Problem(
                    message:
                        "\(key): expected a number, a text such as \"about 1,200\", or { low = …, high = … }"
                )
            }
        }
        if case .array(let list) = value { return try list.map(one) }
        return [try one(value)]
    }
}
