import Foundation
import TocsinAlerting
import TocsinModel

/// Measures the alert stage on generated reports; never part of the tests.
///
///     AlertBench [EVENTS]    how long so many events take through 200 rules, and what is held in memory
@main
struct AlertBench {
    static func main() {
        let events = Int(CommandLine.arguments.dropFirst().first ?? "100000") ?? 100_000
        var source = ReportSource()
        let reports = source.reports(events: events)
        let rules = RuleSample.rules(count: 200)
        precondition(rules.allSatisfy { $0.problems().isEmpty }, "a sample rule is wrong")
        precondition(reports.reduce(0) { $0 + $1.events.count } >= events)

        var stage = AlertStage(rules: rules)
        var alerts = 0
        var held = 0
        var peak = 0
        var half = 0
        let clock = ProcessorClock()
        let time = clock.measure {
            for (index, report) in reports.enumerated() {
                for decision in stage.process(report).decisions {
                    if decision.alert == nil { held += 1 } else { alerts += 1 }
                }
                if index % 500 == 0 { peak = max(peak, stage.engine.footprint) }
                if index == reports.count / 2 { half = peak }
            }
        }
        precondition(alerts > 0 && held > 0, "nothing rang: the sample measures nothing")
        var builder = IncidentBuilder()
        let incidents = clock.measure { for report in reports { _ = builder.add(report) } }
        let days = (reports.last!.article.published!.seconds - ReportSource.start) / 86400
        print(
            "\(events) events in \(reports.count) articles over \(days) days, \(rules.count) rules")
        func text(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
        print(
            "processor time through the stage: \(text(time)), joining incidents alone: \(text(incidents))"
        )
        print("alerts \(alerts), held \(held)")
        print("held in memory: at most \(peak) things, \(half) in the first half of the time")
    }
}

/// This process's own time on a processor: what other programs take does not count.
struct ProcessorClock {
    /// - Returns: seconds.
    func measure(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        work()
        return now() - start
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// A news stream: an article every other minute or so, one to three events each, half of them told
/// by several outlets.
struct ReportSource {
    static let start = 1_700_000_000
    static let countries = ["PER", "BOL", "ECU", "RUS", "UKR", "SYR", "IRQ", "AFG", "NGA", "MLI"]
    private var random = SeededGenerator(state: 1)

    mutating func reports(events total: Int) -> [ArticleReport] {
        var reports: [ArticleReport] = []
        var time = ReportSource.start
        var made = 0
        while made < total {
            time += Int.random(in: 0..<200, using: &random)
            let events = (0..<Int.random(in: 1...3, using: &random)).map { _ in event(at: time) }
            made += events.count
            let words = (0..<200).map { _ in random.next() }
            reports.append(
                ArticleReport(
                    article: Article(
                        id: "article-\(reports.count)", title: "title",
                        outlet: "outlet \(reports.count % 50)",
                        published: Timestamp(seconds: time), body: ""), events: events, words: words
                ))
        }
        return reports
    }

    private mutating func event(at time: Int) -> Event {
        let country = ReportSource.countries.randomElement(using: &random)!
        let day = Timestamp(seconds: time).day
        let killed = Double(Int.random(in: 0..<25, using: &random))
        let type: EventType =
            Bool.random(using: &random)
            ? .assault : EventType.allCases.randomElement(using: &random)!
        let modalities: [Assertion.Modality] = [
            .asserted, .asserted, .asserted, .alleged, .planned,
        ]
        return Event(
            type: type, modes: type == .assault ? ["drone"] : [],
            actors: [
                Entity(
                    text: "actor \(Int.random(in: 0..<40, using: &random))",
                    country: ReportSource.countries.randomElement(using: &random)!)
            ],
            casualties: [Quantity(text: "\(killed)", metric: "killed", low: killed, high: killed)],
            places: [
                Place(
                    text: "town \(country) \(Int.random(in: 0..<100, using: &random))",
                    country: country, precision: "town", role: "event")
            ], time: EventTime(start: day, end: day, basis: .explicit),
            assertion: Assertion(modality: modalities.randomElement(using: &random)!))
    }
}

/// Rules as a desk would have them: most ask for a country, a figure or an actor.
enum RuleSample {
    static func rules(count: Int) -> [AlertRule] {
        (0..<count).map { n in
            let country = JSONValue.string(ReportSource.countries[n / 8 % 10])
            let type: EventType = n % 2 == 0 ? .assault : EventType.allCases[n % 16]
            var rule = AlertRule(
                id: "bench.rule-\(n)", title: "Rule \(n)",
                when: Condition([.init("type", .equals(.string(type.rawValue)))]))
            switch n % 8 {
            case 0:
                rule.when.clauses.append(.init("killed", .atLeast(.number(Double(10 + n % 14)))))
                rule.when.clauses.append(.init("country", .equals(country)))
                rule.step = 5
            case 1:
                rule.count = 3
                rule.distinct = "incident"
                rule.within = TimeSpan("6 hours")
                rule.groupBy = ["country"]
                rule.throttle = TimeSpan("12 hours")
            case 2:
                rule.when.clauses.append(.init("place", .inside("town \(n)")))
            case 3:
                rule.count = 5
                rule.within = TimeSpan("1 day")
                rule.groupBy = ["place"]
            case 4:
                let actor = Condition([
                    .init("country", .equals(country)),
                    .init("name", .equals(.string("actor \(n % 40)"))),
                ])
                rule.when.clauses.append(.init("actor", .element(actor)))
            case 5:
                rule.when.clauses.append(.init("country", .equals(country)))
                rule.when.clauses.append(.init("sources", .atLeast(.number(2))))
            case 6:
                rule.trend = .init(per: TimeSpan("1 day")!, grows: 1.5, atLeast: 10)
                rule.groupBy = ["country"]
            default:
                rule.on = .incident
                rule.when.clauses.append(.init("killed", .atLeast(.number(24))))
                rule.when.clauses.append(.init("country", .equals(country)))
            }
            return rule
        }
    }
}
