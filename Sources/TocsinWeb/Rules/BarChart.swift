import TocsinModel

/// A row of thin bars, one a day, as the `d` of one SVG path in a box of its own.
struct BarChart: Sendable {
    /// Of the `viewBox`, in its own units.
    var width: Int
    var height: Int
    var path: String
    /// For those who do not see it.
    var label: String
    var isEmpty: Bool

    /// - Parameters:
    ///   - counts: the first day first.
    ///   - step: how wide a day is, the gap to the next included.
    init(_ counts: [Int], step: Int = 3, height: Int = 18, what: String, until day: CalendarDay?) {
        width = max(1, counts.count * step - 1)
        self.height = height
        let most = max(1, counts.max() ?? 0)
        let total = counts.reduce(0, +)
        isEmpty = total == 0
        var path = ""
        for (n, count) in counts.enumerated() where count > 0 {
            // One hit is seen beside a hundred.
            let tall = max(2, count * height / most)
            path += "M\(n * step) \(height)h\(step - 1)v-\(tall)h-\(step - 1)z"
        }
        self.path = path
        let last = day.map { " up to \($0)" } ?? ""
        label =
            total == 0
            ? "nothing in \(counts.count) days\(last)"
            : "\(PageText.plural(total, what)) in \(counts.count) days\(last), at most \(most) on a day"
    }
}
