/// A moment in UTC, in whole seconds since 1970-01-01T00:00:00Z.
///
/// The model has its own type because formatting and parsing must be fast, exact and free of
/// locale. In JSON: `"2025-03-11T18:00:00Z"`.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

    package var day: CalendarDay { CalendarDay(number: floorDivision(seconds, 86400)) }

    package func adding(seconds delta: Int) -> Timestamp { Timestamp(seconds: seconds + delta) }
}

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01. In JSON: `"2025-03-11"`.
package struct CalendarDay: Hashable, Comparable, Sendable {
    package var number: Int

    package init(number: Int) { self.number = number }

    /// - Returns: nil where there is no such day (30 February).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1,
            day <= CalendarDay.daysIn(month: month, year: year), (-9999...9999).contains(year)
        else { return nil }
        // Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let y = month <= 2 ? year - 1 : year
        let era = floorDivision(y, 400)
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146097 + dayOfEra - 719468
    }

    package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

    package var components: (year: Int, month: Int, day: Int) {
        let z = number + 719468
        let era = floorDivision(z, 146097)
        let dayOfEra = z - era * 146097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    /// ISO weekday: 1 Monday … 7 Sunday.
    package var weekday: Int {
        let r = (number + 3) % 7
        return (r < 0 ? r + 7 : r) + 1
    }

    package func adding(days: Int) -> CalendarDay { CalendarDay(number: number + days) }

    package var start: Timestamp { Timestamp(seconds: number * 86400) }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

func floorDivision(_ a: Int, _ b: Int) -> Int {
    let q = a / b
    return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q
}

// MARK: - Text forms (ISO 8601 / RFC 3339)

private func padded(_ n: Int, _ width: Int) -> String {
    let s = String(abs(n))
    return (n < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - s.count)) + s
}

extension CalendarDay: CustomStringConvertible, LosslessStringConvertible {
    package var description: String {
        let (y, m, d) = components
        return "\(padded(y, 4))-\(padded(m, 2))-\(padded(d, 2))"
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2, let y = Int(parts[0]), let m = Int(parts[1]),
            let d = Int(parts[2])
        else { return nil }
        self.init(year: y, month: m, day: d)
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    package var description: String {
        let second = seconds - day.number * 86400
        return
            "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    /// Reads `2025-03-11`, `2025-03-11T18:00Z`, `2025-03-11 18:00:05.25+03:00`; without a zone, UTC.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10,
            let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self))
        else { return nil }
        var at = 10
        var total = day.number * 86400
        func number(_ width: Int) -> Int? {
            guard at + width <= bytes.count else { return nil }
            var n = 0
            for i in at..<(at + width) {
                guard (48...57).contains(bytes[i]) else { return nil }
                n = n * 10 + Int(bytes[i] - 48)
            }
            at += width
            return n
        }
        if at < bytes.count {
            guard bytes[at] == 84 || bytes[at] == 116 || bytes[at] == 32 else { return nil }
            at += 1
            guard let h = number(2), h < 24, at < bytes.count, bytes[at] == 58 else { return nil }
            at += 1
            guard let m = number(2), m < 60 else { return nil }
            total += h * 3600 + m * 60
            if at < bytes.count, bytes[at] == 58 {
                at += 1
                guard let s = number(2), s <= 60 else { return nil }
                total += s
                if at < bytes.count, bytes[at] == 46 || bytes[at] == 44 {
                    at += 1
                    while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
                }
            }
            if at < bytes.count, bytes[at] == 32 { at += 1 }
            if at < bytes.count {
                switch bytes[at] {
                case 90, 122: at += 1  // Z
                case 43, 45:
                    let sign = bytes[at] == 43 ? 1 : -1
                    at += 1
                    guard let h = number(2), h <= 14 else { return nil }
                    if at < bytes.count, bytes[at] == 58 { at += 1 }
                    let m = number(2) ?? 0
                    total -= sign * (h * 3600 + m * 60)
                default: return nil
                }
            }
            guard at == bytes.count else { return nil }
        }
        self.init(seconds: total)
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription:
                        "\"\(text)\" is not a time; expected ISO 8601, e.g. 2025-03-11T18:00:00Z"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(description)
    }
}

extension CalendarDay: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = CalendarDay(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text)\" is not a day; expected e.g. 2025-03-11"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(description)
    }
}
