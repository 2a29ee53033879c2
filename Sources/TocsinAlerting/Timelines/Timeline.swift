package import TocsinModel

/// A rule's own test: what comes when, and what must ring when. Nothing else may ring.
///
/// ```lua
/// timeline "one alert, then silence" {
///   at "06:00" { type = "ASSAULT", mode = "explosives", country = "PER", place = "Lima", incident = "a" },
///   expect "11:30" "3 bombings in PER in 6 hours: Lima, Cusco, Puno",
/// }
/// ```
package struct Timeline: Sendable {
    package enum Step: Sendable {
        /// An article with one event of these fields comes. Steps run in the order they stand
        /// in; an earlier clock makes a late article.
        case at(String, [String: JSONValue])
        /// An alert with this headline was sent at that time.
        case expect(String, String)
        /// Time passes to that moment and nothing has rung that no `expect` names.
        case quiet(String)
    }

    package var name: String
    package var steps: [Step]

    package init(_ name: String, _ steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    /// The Monday on which timelines begin: `06:00` is on it, `day 2 06:00` on the Tuesday.
    package static let firstDay = CalendarDay(year: 2025, month: 1, day: 6)!

    /// Reads `06:00`, `day 3 06:00` or `2025-03-11 06:00`; nil where it is none of them.
    package static func time(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        var day = firstDay
        let clock: Substring
        switch words.count {
        case 1: clock = words[0]
        case 2:
            guard let given = CalendarDay(String(words[0])) else { return Timestamp(text) }
            day = given
            clock = words[1]
        case 3:
            guard words[0] == "day", let n = Int(words[1]), (1...10_000).contains(n) else {
                return nil
            }
            day = firstDay.adding(days: n - 1)
            clock = words[2]
        default: return nil
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return words.count == 1 ? Timestamp(text) : nil }
        return day.start.adding(seconds: hour * 3600 + minute * 60)
    }

    /// `06:00` on the first day, `day 2 06:00` after it.
    package static func text(_ time: Timestamp) -> String {
        let clock = time.description.dropFirst(11).prefix(5)
        let day = time.day.number - firstDay.number
        return day == 0 ? String(clock) : "day \(day + 1) \(clock)"
    }
}

/// Runs the timelines of a rule, with a frozen clock.
package struct TimelineRunner: Sendable {
    private let rules: [AlertRule]
    private let contains: PlaceContainment

    package init(rules: [AlertRule], contains: @escaping PlaceContainment = placeIsInside) {
        self.rules = rules
        self.contains = contains
    }

    package struct Result: Sendable {
        package var name: String
        /// One line each; empty when the timeline holds.
        package var failures: [String]
        package var alerts: [Alert]
    }

    package func run(_ timeline: Timeline) -> Result {
        var result = Result(name: timeline.name, failures: [], alerts: [])
        for rule in rules { result.failures += rule.problems() }
        guard result.failures.isEmpty else { return result }
        var stage = AlertStage(rules: rules, contains: contains)
        var held: [AlertDecision] = []
        var expected: [(time: Timestamp, text: String, headline: String)] = []

        func take(_ decisions: [AlertDecision]) {
            result.alerts += decisions.compactMap(\.alert)
            held += decisions.filter { $0.holdReason != nil }
        }
        for (ordinal, step) in timeline.steps.enumerated() {
            let text: String
            switch step {
            case .at(let time, _), .expect(let time, _), .quiet(let time): text = time
            }
            guard let time = Timeline.time(text) else {
                result.failures.append(
                    "\"\(text)\" is not a time; expected e.g. \"06:00\" or \"day 2 06:00\"")
                continue
            }
            switch step {
            case .at(_, let fields):
                var fixture = TimelineFixture(time: time, ordinal: ordinal)
                do {
                    take(stage.process(try fixture.report(fields)).decisions)
                } catch {
                    result.failures.append("\(text): \(error.message)")
                }
            case .expect(_, let headline):
                take(stage.advance(to: time))
                expected.append((time, text, headline))
            case .quiet: take(stage.advance(to: time))
            }
        }
        var left = result.alerts
        for one in expected {
            if let at = left.firstIndex(where: {
                $0.sent == one.time && $0.headline == one.headline
            }) {
                left.remove(at: at)
                continue
            }
            var line = "\(one.text): expected \"\(one.headline)\""
            if let near = left.firstIndex(where: { $0.sent == one.time }) {
                line += ", found \"\(left[near].headline)\""
                left.remove(at: near)
            } else if let other = left.first(where: { $0.headline == one.headline }) {
                line += ", which rang at \(other.sent.map(Timeline.text) ?? "?")"
            } else {
                line += ", and nothing rang"
                if let reason = held.last?.holdReason { line += "; the last was held: \(reason)" }
            }
            result.failures.append(line)
        }
        for alert in left {
            result.failures.append(
                "\(alert.sent.map(Timeline.text) ?? "?"): rang \"\(alert.headline)\", which no expect names"
            )
        }
        return result
    }
}
