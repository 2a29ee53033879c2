/// A length of time as a rule writes it: `6 hours`, `3 days`, `2 weeks`.
package struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
    package let seconds: Int
    /// In the rule's own words.
    package let description: String

    package init(seconds: Int, description: String? = nil) {
        self.seconds = seconds
        self.description = description ?? TimeSpan.text(seconds)
    }

    package static let units: [(name: String, seconds: Int)] = [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86400), ("week", 604_800),
    ]

    /// Reads a positive number and a unit, or a unit alone ("week" is one).
    ///
    /// - Returns: nil where it is neither; see `expected`.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\u{a0}" })
        let unitWord: Substring
        let count: Double
        switch words.count {
        case 1 where Double(words[0].prefix { $0.isNumber || $0 == "." }) != nil:
            let digits = words[0].prefix { $0.isNumber || $0 == "." }
            guard let number = Double(digits) else { return nil }
            count = number
            unitWord = words[0].dropFirst(digits.count)
        case 1:
            count = 1
            unitWord = words[0]
        case 2:
            guard let number = Double(words[0]) else { return nil }
            count = number
            unitWord = words[1]
        default: return nil
        }
        let unit = unitWord.lowercased()
        guard
            let found = TimeSpan.units.first(where: {
                unit == $0.name || unit == $0.name + "s" || unit == String($0.name.prefix(1))
                    || (unit == "min" && $0.name == "minute")
            }), count > 0, count < 1e6
        else { return nil }
        seconds = Int(count * Double(found.seconds))
        guard seconds > 0 else { return nil }
        description = text
    }

    package static let expected = "a length of time, e.g. \"6 hours\" or \"3 days\""

    /// The largest unit that divides it: `12 hours`, `1 day`.
    package static func text(_ seconds: Int) -> String {
        let unit = units.last { seconds % $0.seconds == 0 && seconds >= $0.seconds } ?? units[0]
        let n = seconds / unit.seconds
        return "\(n) \(unit.name)\(n == 1 ? "" : "s")"
    }
}
