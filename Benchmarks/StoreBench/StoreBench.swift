import Foundation
import TocsinModel
import TocsinStore

/// Fills a store with 20,000 articles and 50,000 events and times what the pages of a workbench ask:
/// each must answer in a tenth of a second. The peer is SQLite's own `count(*)` over the events, the
/// least any question can cost that looks at all of them.
@main
struct StoreBench {
    static func main() throws {
        let articles = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 20_000
        // A folder may be given to keep the store in: for benchmarks of the pages.
        let kept = CommandLine.arguments.dropFirst(2).first
        let folder = kept ?? NSTemporaryDirectory() + "tocsin-store-bench-\(UUID().uuidString)"
        defer { if kept == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let store = try Store.open(folder: folder, display: "bench")
        var made = Maker()
        let filling = seconds {
            do { try fill(store, articles, &made) } catch { fatalError("\(error)") }
        }
        let info = try store.info()
        print(
            "filled: \(info.counts.prefix(2).map { "\($0.count) \($0.name)" }.joined(separator: ", ")), "
                + "\(made.events) events, \(made.alerts) alerts in \(rounded(filling)) s; \(info.bytes / 1_000_000) MB"
        )
        precondition(info.counts.first?.count == articles)
        guard try time(store, made) else { throw TooSlow() }
    }

    /// Thrown, not an exit: the folder goes away in any case.
    struct TooSlow: Error {}

    static func fill(_ store: Store, _ count: Int, _ made: inout Maker) throws {
        try store.write { writer in _ = try writer.beginGeneration(rules: "bench") }
        var at = 0
        while at < count {
            let batch = (at..<min(at + 256, count)).map { made.article($0) }
            let prepared = try batch.map { try PreparedOutcome($0) }
            try store.write { writer in
                for one in prepared {
                    let standing = try writer.reader.standing(
                        of: one.outcome.article, rules: "bench", details: true)
                    let version = try writer.put(
                        one, standing: standing, rules: "bench", now: Maker.start)
                    let article = one.outcome.article
                    try writer.put(
                        StageStep(
                            version: version, clock: article.published!, story: article.id,
                            incidents: one.outcome.events.map { ($0.id, made.incident(of: $0)) }))
                    for event in one.outcome.events where made.isFounder(event) {
                        try writer.put([made.incident(event)])
                    }
                    for event in one.outcome.events where made.rings(event) {
                        made.alerts += 1
                        try writer.put(
                            made.alert(event), dispatched: article.published, now: Maker.start)
                    }
                }
            }
            at += batch.count
        }
    }

    /// - Returns: whether each question was answered in time.
    static func time(_ store: Store, _ made: Maker) throws -> Bool {
        var worst = 0.0
        func ask(_ name: String, _ body: (StoreReader) throws -> Int) throws {
            var best = Double.infinity
            var count = 0
            for _ in 0..<5 {
                best = min(best, seconds { count = (try? store.read(body)) ?? -1 })
            }
            worst = max(worst, best)
            let mark = best > 0.1 ? "  TOO SLOW" : ""
            print("  \(rounded(best * 1000, 1)) ms  \(name): \(count)\(mark)")
            precondition(count >= 0, "\(name) failed")
        }
        var kind = EventFilter()
        kind.kinds = ["PROTEST"]
        var country = EventFilter()
        country.countries = ["UKR"]
        var rare = EventFilter()
        rare.countries = ["FJI"]
        rare.kinds = ["THREATEN"]
        var rule = EventFilter()
        rule.rules = ["pack.rule7"]
        var severe = EventFilter()
        severe.severity = .extreme
        var week = EventFilter()
        week.since = Maker.start.adding(seconds: 100 * 86400)
        week.until = Maker.start.adding(seconds: 107 * 86400)
        var all = week
        all.kinds = ["ASSAULT", "PROTEST"]
        all.countries = ["UKR", "RUS"]
        all.rules = ["pack.rule7", "pack.rule3"]
        var located = EventFilter()
        located.located = true
        let page = Page(limit: 100)
        try ask("newest events") { try $0.events(page: page).count }
        for (name, filter) in [
            ("a type", kind), ("a country", country), ("a rare country and type", rare),
            ("a rule", rule), ("a severity", severe), ("a week", week), ("all filters", all),
        ] {
            try ask("events of \(name)") { try $0.events(filter, page: page).count }
            try ask("how many of \(name)") { try $0.eventCount(filter) }
        }
        try ask("events an hour deep in the list") {
            try $0.events(
                page: Page(
                    limit: 100,
                    after: .init(time: Maker.start.adding(seconds: 50 * 86400), row: 1 << 40))
            ).count
        }
        try ask("points of the map") {
            try $0.events(located, page: Page(limit: 5000), whole: false).count
        }
        try ask("clusters of the map") { try $0.eventClusters(cell: 6).count }
        try ask("clusters of a part of it") {
            try $0.eventClusters(
                in: MapArea(west: 20, east: 60, south: 40, north: 60), cell: 0.5
            ).count
        }
        try ask("the area of all events") { try $0.eventArea() == nil ? 0 : 1 }
        var worded = EventFilter()
        worded.words = "word77 attack"
        try ask("clusters of two words") { try $0.eventClusters(worded, cell: 6).count }
        try ask("events a day by type") { try $0.eventDays().count }
        try ask("events by type") { try $0.eventKinds().count }
        try ask("events by country") { try $0.eventCountries().count }
        try ask("events by rule") { try $0.eventRules().count }
        try ask("hits a day of all rules in 30 days") {
            try $0.ruleDays(since: Maker.start.day.adding(days: 178)).count
        }
        try ask("hits of a rule with their sentences") {
            try $0.hits(ofRule: "pack.rule7", limit: 20).hits.count
        }
        try ask("verdicts of all rules") { try $0.ruleVerdicts().count }
        try ask("outlets") { try $0.outletNames().count }
        try ask("newest alerts") { try $0.alerts(page: page).count }
        var open = AlertFilter()
        open.states = ["open"]
        open.severity = .severe
        try ask("open severe alerts") { try $0.alerts(open, page: page).count }
        var there = AlertFilter()
        there.countries = ["FJI"]
        there.kinds = ["THREATEN"]
        try ask("alerts of a rare country and type") { try $0.alerts(there, page: page).count }
        try ask("alerts by rule") { try $0.alertRules().count }
        try ask("groups of alerts") {
            try $0.alertGroups(AlertFilter(), by: .incident, limit: 25).count
        }
        try ask("alerts of 25 groups") { reader in
            let groups = try reader.alertGroups(open, by: .incident, limit: 25)
            return try reader.alerts(open, in: groups, by: .incident, each: 5).count
        }
        var spoken = AlertFilter()
        spoken.publishers = ["Outlet 7"]
        spoken.words = "attack"
        try ask("groups of an outlet's alerts with a word") {
            try $0.alertGroups(spoken, by: .rule, limit: 25).count
        }
        try ask("alerts by state") { try $0.alertStates().count }
        try ask("newest incidents") { try $0.incidents(page: page).count }
        var disputed = IncidentFilter()
        disputed.kinds = ["ASSAULT"]
        disputed.countries = ["UKR"]
        try ask("incidents of a type and country") { try $0.incidents(disputed, page: page).count }
        var found = IncidentFilter()
        found.rules = ["pack.rule7"]
        try ask("incidents of a rule") { try $0.incidents(found, page: page).count }
        try ask("newest articles") { try $0.articles(page: page).count }
        var outlet = ArticleFilter()
        outlet.outlets = ["Outlet 7"]
        try ask("articles of an outlet") { try $0.articles(outlet, page: page).count }
        try ask("an article with its events and versions") {
            try $0.events(ofArticle: "a777").count + $0.versions(of: "a777").count
        }
        try ask("publishers") { try $0.publishers().count }
        var told = IncidentFilter()
        told.publishers = ["Outlet 7"]
        try ask("incidents of an outlet") { try $0.incidents(told, page: page).count }
        try ask("search for a common word") { try $0.candidates("attack", limit: 50).count }
        try ask("search for two words, newest first") {
            try $0.candidates("attack AND word77", newest: true, limit: 50).count
        }
        var least = Double.infinity
        for _ in 0..<5 {
            least = min(least, seconds { _ = try? store.read { try $0.eventCount() } })
        }
        print(
            "slowest \(rounded(worst * 1000, 1)) ms, \(rounded(worst / least, 1)) times a count of all events"
        )
        return worst <= 0.1
    }

    static func seconds(_ body: () -> Void) -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }

    static func rounded(_ value: Double, _ places: Int = 1) -> String {
        String(format: "%.\(places)f", value)
    }
}

/// Makes articles that look like news to an index: skewed words, countries, types and rules.
struct Maker {
    static let start = Timestamp("2025-01-01T00:00:00Z")!
    static let countries = ["UKR", "RUS", "SDN", "ISR", "PSE", "MMR", "HTI", "COD", "YEM", "FJI"]
    private var state: UInt64 = 7
    var events = 0
    var alerts = 0

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// Small numbers are likelier, as words and countries are.
    private mutating func skewed(_ bound: Int) -> Int {
        min(next(bound), min(next(bound), next(bound)))
    }

    mutating func article(_ number: Int) -> ArticleOutcome {
        let id = "a\(number)"
        let words = (0..<320).map { _ in
            let word = skewed(4000)
            return word == 0 ? "attack" : "word\(word)"
        }
        let article = Article(
            id: id, url: "https://outlet.example/\(number)",
            title: "Report \(number) on word\(skewed(90))",
            outlet: "Outlet \(skewed(40))", language: "en",
            published: Maker.start.adding(seconds: number * 900),
            body: words.joined(separator: " ") + ".")
        let types: [EventType] = [.assault, .consult, .protest, .coerce, .accuse, .threaten]
        let count = 1 + next(4)
        var found: [Event] = []
        for ordinal in 0..<count {
            events += 1
            found.append(
                Event(
                    id: "\(id)-\(ordinal)", article: id, type: types[skewed(types.count)],
                    actors: [Entity(text: "the army", country: "RUS", sector: "MIL")],
                    casualties: [Quantity(text: "three", metric: "killed", low: 3, high: 3)],
                    places: [
                        Place(
                            text: "Town \(next(500))",
                            country: Maker.countries[skewed(Maker.countries.count)],
                            latitude: Double(next(90)), longitude: Double(next(180)), role: "event")
                    ],
                    time: EventTime(
                        start: article.published!.day, end: article.published!.day, basis: .relative
                    ),
                    spans: (0..<4).map {
                        Evidence(
                            role: "trigger", span: Span(field: .body, range: $0..<($0 + 6)),
                            text: "attack")
                    },
                    foundBy: ["pack.rule\(skewed(60))@12345678"]))
        }
        var hits: [String: Int] = [:]
        for event in found { hits[String(event.foundBy[0].prefix { $0 != "@" }), default: 0] += 1 }
        return ArticleOutcome(
            article: article, events: found, words: (0..<320).map { UInt64($0) }, hits: hits)
    }

    func incident(of event: Event) -> String {
        "i" + String(StableHash.hex(of: event.id).prefix(3)) + event.kind
    }

    func isFounder(_ event: Event) -> Bool { true }

    func incident(_ event: Event) -> Incident {
        Incident(
            id: incident(of: event), type: event.type, events: [event.id],
            articles: [event.article],
            firstSeen: Maker.start,
            lastSeen: Maker.start.adding(seconds: Int(event.article.dropFirst())! * 900),
            status: .claimed, origins: ["Outlet 1"], best: event)
    }

    func rings(_ event: Event) -> Bool {
        event.id.hasSuffix("-0") && event.id.utf8.last != nil
            && StableHash.hex(of: event.id).first == "0" || event.id.hasSuffix("00-0")
    }

    func alert(_ event: Event) -> Alert {
        Alert(
            identifier: "t" + event.id,
            sent: Maker.start.adding(seconds: Int(event.article.dropFirst())! * 900),
            severity: [.minor, .moderate, .severe, .extreme][
                Int(StableHash.hex(of: event.id).utf8.last!) % 4],
            headline: "Something happened", rule: "\(event.foundBy[0])",
            incident: incident(of: event), events: [event.id], articles: [event.article])
    }
}
