import TocsinModel

/// A figure over time: each claim is a bar from its least to its most, in the colour of who says so.
///
/// A bar that is open above ends in an arrow. In units of a drawing 360 wide.
struct IntervalChart: Sendable {
    struct Bar: Sendable {
        var x: Int
        var top: Int
        var bottom: Int
        /// `M12,40v30`
        var path: String
        var arrow: String?
        /// 1 to 8: a speaker's colour.
        var series: Int
        var isFaded: Bool
        var title: String
    }

    struct Tick: Sendable {
        var at: Int
        var text: String
        /// `start`, `middle`, `end`
        var anchor: String
    }

    struct Speaker: Sendable {
        var name: String
        var series: Int
    }

    var title: String
    var description: String
    var bars: [Bar]
    var values: [Tick]
    var times: [Tick]
    var speakers: [Speaker]

    static let width = 360
    static let height = 160
    private static let left = 40
    private static let right = 348
    private static let topEdge = 12
    private static let bottomEdge = 132

    /// - Returns: nil where fewer than two claims give a figure.
    init?(_ entries: [LedgerEntry], title: String) {
        let figures = entries.filter { ($0.low != nil || $0.high != nil) && $0.names == nil }
        guard figures.count > 1 else { return nil }
        self.title = "Claims on \(title) over time"
        let most =
            figures.flatMap { [$0.low, $0.high] }.compactMap { $0 }.filter { $0 <= Quantity.most }
            .max() ?? 1
        // A bar that is open above rises over every number that was given.
        let isOpen = figures.contains { $0.high == nil }
        let top = Self.roundUp(max(most, 1) * (isOpen ? 1.1 : 1))

        func y(_ value: Double) -> Int {
            // What no drawing can hold stands at its edge.
            let share = min(max(value / top, 0), 1)
            return Self.bottomEdge
                - Int(figure: (share * Double(Self.bottomEdge - Self.topEdge)).rounded())
        }
        var names: [String] = []
        for entry in figures where !names.contains(entry.voice) { names.append(entry.voice) }
        speakers = names.enumerated().map {
            Speaker(name: $0.element, series: min($0.offset, 7) + 1)
        }
        let places = Self.places(figures.map { $0.published?.seconds })
        bars = zip(figures, places).map { entry, x in
            let low = entry.low ?? 0
            let (a, b) = (y(low), y(entry.high ?? top))
            // A single number is still to be seen.
            let (upper, lower) = a == b ? (a - 2, a + 2) : (b, a)
            let stance = entry.stance == .asserts ? "" : " \(entry.stance.rawValue)"
            let range = Quantity(text: "", low: entry.low, high: entry.high).rangeText
            return Bar(
                x: x, top: upper, bottom: lower, path: "M\(x),\(upper)V\(lower)",
                arrow: entry.high == nil ? "M\(x - 4),\(upper + 5)l4,-5l4,5" : nil,
                series: min(names.firstIndex(of: entry.voice) ?? 7, 7) + 1,
                isFaded: entry.superseded == true || entry.stance == .denies,
                title: "\(PageText.minute(entry.published)) \(entry.voice)\(stance): \(range)"
                    + (entry.superseded == true ? ", since replaced" : ""))
        }
        values = [0, top / 2, top].map {
            Tick(at: y($0), text: Self.number($0), anchor: "end")
        }
        let days = figures.compactMap(\.published)
        times = []
        if let first = days.first, let last = days.last {
            let short = first.day == last.day
            func text(_ time: Timestamp) -> String {
                short
                    ? String(PageText.minute(time).suffix(5))
                    : String(time.day.description.suffix(5))
            }
            times.append(Tick(at: places.first!, text: text(first), anchor: "start"))
            if first != last, places.last! - places.first! > 60 {
                times.append(Tick(at: places.last!, text: text(last), anchor: "end"))
            }
        }
        description =
            "\(figures.count) claims by \(names.count) speakers, from "
            + (figures.map { $0.low ?? 0 }.min().map(Self.number) ?? "0")
            + " to \(Self.number(most)); the table below has each."
    }

    /// Where claims stand from left to right: by time, but never over each other.
    static func places(_ times: [Int?]) -> [Int] {
        let known = times.compactMap { $0 }
        let (first, last) = (known.min() ?? 0, known.max() ?? 0)
        let room = Double(right - left - 16)
        let gap = min(14, room / Double(max(1, times.count)))
        var out: [Double] = []
        for time in times {
            let share = last > first ? Double((time ?? last) - first) / Double(last - first) : 0
            let wanted = Double(left + 8) + share * room
            out.append(max(wanted, (out.last ?? -.infinity) + gap))
        }
        // What was pushed over the edge is pushed back.
        var edge = Double(right - 8)
        for index in out.indices.reversed() {
            out[index] = min(out[index], edge)
            edge = out[index] - gap
        }
        return out.map { Int($0.rounded()) }
    }

    /// 1, 2, 5 or 10 times a power of ten, at least the value.
    static func roundUp(_ value: Double) -> Double {
        var step = 1.0
        while step * 10 < value { step *= 10 }
        for factor in [1.0, 2, 4, 5, 6, 8, 10] where factor * step >= value {
            return factor * step
        }
        return step * 10
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? value.figureText : String((value * 10).rounded() / 10)
    }
}
