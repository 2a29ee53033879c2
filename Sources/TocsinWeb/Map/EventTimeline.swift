import TocsinModel
import TocsinStore

/// Events a day by type, as stacked bars; weeks or longer where there are many days.
struct EventTimeline: Sendable {
    struct Bar: Sendable {
        var x: Int
        /// From the top of a drawing 100 high.
        var y: String
        var height: String
        var series: Int
        var isOutside: Bool
    }

    struct Column: Sendable {
        var first: String
        var last: String
        var count: Int
        var what: String
    }

    var bars: [Bar]
    /// One for each place of the brush.
    var columns: [Column]
    var count: Int
    var most: Int
    var from: Int
    var to: Int
    var lastIndex: Int
    var firstDay: String
    var lastDay: String
    /// "day", "week", "4 weeks", …
    var step: String

    static let mostColumns = 120

    /// - Parameters:
    ///   - series: a type's colour, 1 to 8.
    /// - Returns: nil where no event has a day.
    init?(
        _ days: [DayTally], since: Timestamp?, until: Timestamp?, series: (String) -> Int
    ) {
        guard let first = days.first?.day, let last = days.last?.day else { return nil }
        let length = last.number - first.number + 1
        let size = Self.steps.first { length <= Self.mostColumns * $0.days } ?? Self.steps.last!
        let places = max(1, (length + size.days - 1) / size.days)
        step = size.name
        var stacks = Array(repeating: [Int: Int](), count: places)
        var kinds = Array(repeating: [String: Int](), count: places)
        for tally in days {
            let place = min((tally.day.number - first.number) / size.days, places - 1)
            stacks[place][series(tally.name), default: 0] += tally.count
            kinds[place][tally.name, default: 0] += tally.count
        }
        let most = max(1, stacks.map { $0.values.reduce(0, +) }.max() ?? 1)
        self.most = most
        columns = kinds.enumerated().map { place, counts in
            let start = first.adding(days: place * size.days)
            let end = min(start.adding(days: size.days - 1), last)
            return Column(
                first: start.description, last: end.description,
                count: counts.values.reduce(0, +),
                what: counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
                    .map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        }
        func place(_ time: Timestamp) -> Int {
            min(max((time.day.number - first.number) / size.days, 0), places - 1)
        }
        let (from, to) = (
            since.map(place) ?? 0, until.map { place($0.adding(seconds: -1)) } ?? places - 1
        )
        self.from = from
        self.to = max(from, to)
        lastIndex = places - 1
        bars = []
        for (place, stack) in stacks.enumerated() {
            var top = 100.0
            for (series, count) in stack.sorted(by: { $0.key < $1.key }) {
                let height = Double(count) / Double(most) * 100
                top -= height
                bars.append(
                    Bar(
                        x: place, y: Self.short(top), height: Self.short(height), series: series,
                        isOutside: place < from || place > max(from, to)))
            }
        }
        count = places
        firstDay = first.description
        lastDay = last.description
    }

    private static let steps: [(days: Int, name: String)] = [
        (1, "day"), (7, "week"), (28, "4 weeks"), (91, "quarter"), (365, "year"),
        (3650, "10 years"), (36500, "100 years"),
    ]

    private static func short(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
