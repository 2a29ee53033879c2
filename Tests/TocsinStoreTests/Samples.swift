import Foundation
import TocsinModel
import TocsinStore

/// A folder that goes away with the test.
final class StoreFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tocsin-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open() throws -> Store { try Store.open(folder: path, display: ".tocsin") }

    var file: String { path + "/" + Store.fileName }
}

let noon = Timestamp("2025-03-11T12:00:00Z")!

enum Sample {
    static func article(
        _ id: String = "a1", url: String? = nil, title: String = "Drones over Moscow",
        body: String = "A drone attack on the Moscow region killed three people.",
        outlet: String? = "The Wire", published: Timestamp? = noon
    ) -> Article {
        Article(
            id: id, url: url, title: title, outlet: outlet, language: "en", published: published,
            body: body)
    }

    static func event(
        _ id: String = "e1", article: String = "a1", type: EventType = .assault,
        country: String = "RUS", killed: Double? = 3, rule: String = "war.drone"
    ) -> Event {
        Event(
            id: id, article: article, type: type,
            casualties: killed.map {
                [Quantity(text: "three", metric: "killed", low: $0, high: $0)]
            } ?? [],
            places: [
                Place(
                    text: "Moscow", country: country, latitude: 55.75, longitude: 37.6,
                    role: "event")
            ],
            time: EventTime(start: noon.day, end: noon.day, basis: .explicit),
            spans: [
                Evidence(
                    role: "trigger", span: Span(field: .body, range: 2..<14), text: "drone attack")
            ],
            foundBy: ["\(rule)@12345678"])
    }

    static func outcome(
        _ article: Article = article(), events: [Event]? = nil, claims: [Claim] = []
    ) -> ArticleOutcome {
        ArticleOutcome(
            article: article, events: events ?? [event("e-" + article.id, article: article.id)],
            claims: claims,
            matches: [
                .init(
                    rule: "war.words",
                    spans: [
                        Evidence(
                            role: "match", span: Span(field: .body, range: 2..<7), text: "drone")
                    ], rows: [["name": "drone"]])
            ],
            evidence: [
                AlertEvidence(
                    article: article.id, source: article.outlet,
                    sentence: Span(field: .body, range: 0..<article.body.utf8.count),
                    text: article.body, marks: [])
            ],
            words: [1, 2, .max], language: "en", sentences: 1, hits: ["war.drone": 1],
            log: ["said something"])
    }

    static func alert(
        _ identifier: String = "t1", type: Alert.MessageType = .alert,
        references: [String]? = nil, severity: Severity = .severe, rule: String = "war.deaths",
        incident: String? = "i1", events: [String] = ["e-a1"], articles: [String] = ["a1"],
        sent: Timestamp = noon
    ) -> Alert {
        Alert(
            identifier: identifier, sent: sent, msgType: type, references: references,
            severity: severity, headline: "Three dead", rule: "\(rule)@abcdef01",
            incident: incident, events: events, articles: articles)
    }

    static func incident(_ id: String = "i1", events: [String] = ["e-a1"]) -> Incident {
        var best = event(id)
        best.incident = id
        return Incident(
            id: id, type: .assault, events: events, articles: ["a1"], firstSeen: noon,
            lastSeen: noon, status: .claimed, statusReason: "one origin", origins: ["The Wire"],
            best: best, because: ["killed": "the only figure"])
    }
}

extension Store {
    /// Takes an article in as a run would.
    @discardableResult
    func take(
        _ outcome: ArticleOutcome, rules: String = "r1", details: Bool = true
    ) throws -> ArticleStanding {
        try write { writer in
            let standing = try writer.reader.standing(
                of: outcome.article, rules: rules, details: details)
            if !standing.isDone, standing.state != .outdated {
                var outcome = outcome
                outcome.article.id = standing.key
                try writer.put(
                    PreparedOutcome(outcome), standing: standing, rules: rules, now: noon)
            }
            return standing
        }
    }
}
