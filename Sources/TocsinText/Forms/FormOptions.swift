/// What a form recognizer looks for.
package struct FormKind: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Counts with their bounds, and shares ("two thirds"): mentions of kind `quantity` and
    /// `fraction`.
    package static let number = FormKind(rawValue: 1)
    package static let money = FormKind(rawValue: 2)
    package static let percent = FormKind(rawValue: 4)
    package static let ordinal = FormKind(rawValue: 8)
    package static let date = FormKind(rawValue: 16)
    package static let duration = FormKind(rawValue: 32)
    /// "aged 34", "34-year-old": mentions of kind `age`.
    package static let age = FormKind(rawValue: 64)
    /// Length, area, volume, weight, speed, information, angle: mentions of kind `measure`.
    package static let measure = FormKind(rawValue: 128)
    /// Mentions of kind `temperature`.
    package static let temperature = FormKind(rawValue: 256)
    /// "between 30 and 40", "more than 1,000" as spans of their own; only in `FormReading.literal`,
    /// where `number` gives the bare figures.
    package static let range = FormKind(rawValue: 512)

    /// "last", "next", "the one before the last" as places in a row; only in `FormReading.literal`.
    package static let relativeOrdinal = FormKind(rawValue: 1024)

    package static let all: FormKind = [
        .number, .money, .percent, .ordinal, .date, .duration, .age, .measure, .temperature,
    ]
}

/// How a text is read.
package enum FormReading: Sendable {
    /// As a newspaper: one reading for each stretch of text, so a figure inside a date, an age, a
    /// name, a score or a telephone number is no quantity, and a bare weekday lies in the past.
    case news
    /// Every kind on its own, letter by letter: "12 May" holds the number 12. For tables, forms
    /// and tests of the grammar.
    case literal
}

/// How wide the vague words are, and how ambiguous figures are read.
package struct FormOptions: Sendable {
    package var reading: FormReading
    /// "about 100" is 100 ± this share of it.
    package var aboutWidth: Double
    /// "nearly 100" reaches down by this share.
    package var nearlyWidth: Double
    /// "just over 50" reaches up by this share.
    package var justOverWidth: Double
    /// "several", "a few".
    package var several: ClosedRange<Double>
    /// 03/04/2025 is 3 April. A day above 12 shows the order by itself.
    package var dayFirst: Bool

    package init(
        reading: FormReading = .news, aboutWidth: Double = 0.10, nearlyWidth: Double = 0.15,
        justOverWidth: Double = 0.10, several: ClosedRange<Double> = 3...9, dayFirst: Bool = false
    ) {
        self.reading = reading
        self.aboutWidth = aboutWidth
        self.nearlyWidth = nearlyWidth
        self.justOverWidth = justOverWidth
        self.several = several
        self.dayFirst = dayFirst
    }
}
