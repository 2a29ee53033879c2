import Foundation
import TocsinAuthoring
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinStore

/// One rule: what it is for, its proof, what it has found.
struct RuleView: Sendable {
    struct Fact: Sendable {
        var name: String
        var value: String
    }

    struct Example: Sendable {
        var line: Int
        /// "finds", "does not find", "gives", "turns"
        var word: String
        var isNegative: Bool
        var sentence: MarkedSentence
        var values: String
    }

    struct Hit: Sendable {
        var href: String
        var title: String
        var place: String
        var sentences: [MarkedSentence]
        var events: [String]
    }

    struct AlertLine: Sendable {
        var href: String
        var headline: String
        var severity: String
        var state: String
        var sent: String
    }

    var id: String
    var href: String
    var title: String
    var kind: String
    var paragraphs: [String]
    var looksFor: String
    var facts: [Fact]
    var chart: BarChart
    var period: String
    var patterns: [String]
    var options: [Fact]
    var examples: [Example]
    var timelines: [String]
    var hits: [Hit]
    var more: String?
    var isFirstPage: Bool
    var alerts: [AlertLine]
    var held: [Fact]
    var isChangedOnDisk: Bool
    var trouble: String
    var source: String
    var isAlert: Bool

    static let dayCount = 90
    static let pageSize = 20

    init(_ desk: RuleDesk, _ rule: Rule, _ request: WebRequest) throws {
        id = rule.id
        href = "/rules/" + PercentCoding.encode(rule.id)
        title = rule.title
        kind = rule.kind.name
        // Lines of a comment are as long as the file's; a page has its own.
        paragraphs = rule.prose.split(separator: "\n\n").map {
            String($0).replacing("\n", with: " ")
        }
        looksFor = RuleList.looksFor(rule)
        source = rule.source
        let isAlert = if case .alert = rule.kind { true } else { false }
        self.isAlert = isAlert
        isChangedOnDisk = (try? desk.contents()).map { $0.text != rule.source } ?? true
        (patterns, timelines) = ([], [])
        switch rule.kind {
        case .extract(let extract): patterns = extract.patterns
        case .alert(let source): timelines = source.timelines.map(\.name)
        case .watchlist(let list):
            if case .query(let query) = list.words { patterns = [query] }
        default: break
        }
        options = rule.options.sorted { $0.key < $1.key }.map {
            Fact(name: $0.key, value: $0.value)
        }
        examples = rule.examples.map(Self.example)

        let after = request["after"].flatMap(Self.place)
        isFirstPage = after == nil
        let (found, days, last, verdicts, trips, alerts, held) = try desk.bench.read {
            reader in
            let last = try RuleListView.lastDay(reader, request.now)
            var filter = AlertFilter()
            filter.rules = [rule.id]
            return (
                try reader.hits(ofRule: rule.id, limit: Self.pageSize, after: after),
                try reader.ruleDays(
                    of: rule.id, since: last.adding(days: 1 - Self.dayCount)), last,
                try reader.ruleVerdicts()[rule.id], try reader.trips(),
                try reader.alerts(filter, page: Page(limit: 10)),
                try reader.held(ofRule: rule.id)
            )
        }
        var counts = Array(repeating: 0, count: Self.dayCount)
        for one in days {
            let at = one.day.number - last.number + Self.dayCount - 1
            if counts.indices.contains(at) { counts[at] = one.articles }
        }
        chart = BarChart(counts, step: 8, height: 60, what: "article", until: last)
        period = "\(last.adding(days: 1 - Self.dayCount)) to \(last)"
        let trip = trips.first { $0.rule == rule.id }
        trouble =
            trip.map {
                "In the last run it "
                    + ($0.quarantined ? "was taken out after it had stopped" : "stopped")
                    + " \($0.trips) time\($0.trips == 1 ? "" : "s")"
                    + ($0.article.map { ", the last time on the article \($0)" } ?? "") + "."
            } ?? ""
        facts = [
            Fact(name: "Kind", value: rule.kind.name),
            Fact(name: "Severity", value: rule.severityText),
            Fact(name: "Plugin", value: rule.plugin),
            Fact(name: "Languages", value: rule.languages.joined(separator: ", ")),
            Fact(
                name: "Precision",
                value: verdicts.map { RuleListView.precision($0) + " reviewed" }
                    ?? "not reviewed yet"),
            Fact(name: "Version", value: rule.hash),
            Fact(name: "File", value: desk.display),
        ].filter { !$0.value.isEmpty }
        hits = found.hits.map(Self.hit)
        let href = href
        more = found.next.map { "\(href)?after=\($0.day)-\($0.version)#hits" }
        self.alerts = alerts.map {
            AlertLine(
                href: "/?rule=" + PercentCoding.encode(rule.id), headline: $0.alert.headline,
                severity: $0.alert.severity.rawValue, state: $0.state.rawValue,
                sent: PageText.minute($0.alert.sent))
        }
        self.held = held.prefix(12).map { Fact(name: $0.reason, value: "\($0.count)") }
    }

    static func place(_ text: String) -> RuleHitPlace? {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let day = Int(parts[0]), (-4_000_000..<4_000_000).contains(day),
            let version = Int64(parts[1])
        else { return nil }
        return RuleHitPlace(day: day, version: version)
    }

    static func hit(_ hit: RuleHit) -> Hit {
        Hit(
            href: "/articles/" + PercentCoding.encode(hit.article),
            title: hit.title.isEmpty ? hit.article : hit.title,
            place: [hit.published.map(PageText.minute), hit.outlet].compactMap(\.self)
                .joined(separator: " · "),
            sentences: hit.sentences.prefix(4).map { MarkedSentence($0) },
            events: hit.events.map { event in
                let place = event.places.first { $0.role == "event" || $0.role == nil }?.name
                return [
                    event.kind, place,
                    event.casualties.map { "\($0.metric ?? "figure") \($0.rangeText)" }
                        .joined(separator: ", "),
                ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
            })
    }

    static func example(_ example: RuleExample) -> Example {
        var out = Example(
            line: example.line, word: "finds", isNegative: false,
            sentence: MarkedSentence(example.text, []), values: "")
        switch example.expectation {
        case .match(let marks):
            out.sentence = MarkedSentence(example.text, marks.map { ($0.range, $0.role) })
        case .nothing: (out.word, out.isNegative) = ("does not find", true)
        case .values(let values):
            out.word = "gives"
            out.values = values.fields.filter { !$0.key.hasPrefix("__") }.map {
                "\($0.key) = \(Self.plain($0.value))"
            }.joined(separator: ", ")
        case .enriched(let given, let becomes):
            out.word = "turns"
            out.values =
                "{ \(given.fields.map(\.key).joined(separator: ", ")) } into { \(becomes.fields.map(\.key).joined(separator: ", ")) }"
        }
        return out
    }

    /// A value of an example as its file would have it.
    private static func plain(_ value: LuaValue) -> String {
        switch value {
        case .string(let text): "\"\(text)\""
        case .int(let number): "\(number)"
        case .number(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .table(let table):
            "{ "
                + (table.fields.map { "\($0.key) = \(plain($0.value))" } + table.array.map(plain))
                .joined(separator: ", ") + " }"
        default: value.describedForRule
        }
    }
}
