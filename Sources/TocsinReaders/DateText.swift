package import TocsinModel

/// Reads the dates that feeds, pages, mails and databases write.
///
/// ISO 8601 in full and in part, RFC 822 with its many mistakes, asctime, `26-FEB-1987
/// 15:01:01.79`, `March 11, 2025 6:00 p.m. EST`, `11 марта 2025, 18:00`, seconds and milliseconds
/// since 1970. A date in figures alone whose order is not certain (`03/04/2025`) is not read.
package enum DateText {
    /// - Parameter offset: seconds east of UTC for a date that names no zone.
    package static func timestamp(_ text: String, offset: Int = 0) -> Timestamp? {
        var text = text
        return text.withUTF8 { timestamp($0, offset: offset) }
    }

    static func timestamp(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int) -> Timestamp? {
        let all = bytes.trimmedBytes()
        guard all.count >= 4, all.count <= 200 else { return nil }
        let trimmed = UnsafeBufferPointer(rebasing: all)
        if let found = iso(trimmed, offset: offset) { return found }
        return written(trimmed, offset: offset)
    }

    // MARK: - ISO 8601

    private static func iso(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int) -> Timestamp? {
        var at = 0
        func digits(_ count: Int) -> Int? {
            guard at + count <= bytes.count else { return nil }
            var value = 0
            for k in at..<(at + count) {
                guard isDigit(bytes[k]) else { return nil }
                value = value * 10 + Int(bytes[k] - 48)
            }
            at += count
            return value
        }
        func oneOrTwo() -> Int? { digits(2) ?? digits(1) }
        var run = 0
        while run < bytes.count, isDigit(bytes[run]) { run += 1 }
        if run == bytes.count, run >= 9 {
            // Seconds since 1970, or milli- or microseconds; or 20250311180000.
            guard run <= 17, let value = digits(run) else { return nil }
            switch run {
            case 9, 10: return Timestamp(seconds: value)
            case 13: return Timestamp(seconds: value / 1000)
            case 16: return Timestamp(seconds: value / 1_000_000)
            case 14:
                guard
                    let day = CalendarDay(
                        year: value / 10_000_000_000, month: value / 100_000_000 % 100,
                        day: value / 1_000_000 % 100)
                else { return nil }
                let (h, m, s) = (value / 10000 % 100, value / 100 % 100, value % 100)
                guard h < 24, m < 60, s <= 60 else { return nil }
                return day.start.adding(seconds: h * 3600 + m * 60 + s - offset)
            default: return nil
            }
        }
        guard run == 4 || run == 8, let year = digits(4) else { return nil }
        var month = 1
        var day = 1
        if at < bytes.count {
            let separator = bytes[at]
            if separator == 45 || separator == 47 || separator == 46 {
                at += 1
                guard let m = oneOrTwo() else { return nil }
                month = m
                if at < bytes.count, bytes[at] == separator {
                    at += 1
                    guard let d = oneOrTwo() else { return nil }
                    day = d
                } else if at < bytes.count {
                    return nil
                }
            } else if isDigit(separator) {
                guard let m = digits(2), let d = digits(2) else { return nil }
                (month, day) = (m, d)
            } else {
                return nil
            }
        }
        guard let date = CalendarDay(year: year, month: month, day: day), year >= 1000 else {
            return nil
        }
        guard at < bytes.count else { return date.start.adding(seconds: -offset) }
        guard
            bytes[at] == 84 || bytes[at] == 116 || bytes[at] == 32 || bytes[at] == 58
                || bytes[at] == 95
        else { return nil }
        at += 1
        while at < bytes.count, bytes[at] == 32 { at += 1 }
        guard let clock = time(bytes, &at) else { return nil }
        guard let zone = zone(bytes, &at, offset) else { return nil }
        return date.start.adding(seconds: clock - zone)
    }

    /// `18`, `18:00`, `1800`, `18.00`, `18:00:05.25`, then perhaps `am` or `pm`: seconds of the day.
    private static func time(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        func number(_ most: Int) -> Int? {
            var value = 0
            var count = 0
            while count < most, at < bytes.count, isDigit(bytes[at]) {
                value = value * 10 + Int(bytes[at] - 48)
                at += 1
                count += 1
            }
            return count == 0 ? nil : value
        }
        guard var hour = number(2) else { return nil }
        var minute = 0
        var second = 0
        func isSeparator() -> Bool {
            at + 1 < bytes.count && (bytes[at] == 58 || bytes[at] == 46) && isDigit(bytes[at + 1])
        }
        if isSeparator() {
            at += 1
            guard let m = number(2) else { return nil }
            minute = m
            if isSeparator() {
                at += 1
                second = number(2) ?? 0
            }
        } else if at < bytes.count, isDigit(bytes[at]) {
            guard let m = number(2) else { return nil }
            minute = m
            if at < bytes.count, isDigit(bytes[at]) { second = number(2) ?? 0 }
        }
        if at + 1 < bytes.count, bytes[at] == 46 || bytes[at] == 44 || bytes[at] == 58,
            isDigit(bytes[at + 1])
        {
            at += 1
            while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        }
        var look = at
        while look < bytes.count, bytes[look] == 32 { look += 1 }
        if look + 1 < bytes.count {
            let half = lowercased(bytes[look])
            var next = look + 1
            if bytes[next] == 46 { next += 1 }
            if half == 97 || half == 112, next < bytes.count, lowercased(bytes[next]) == 109,
                next + 1 == bytes.count || !isLetter(bytes[next + 1]), hour <= 12
            {
                hour = hour % 12 + (half == 112 ? 12 : 0)
                at = next + 1
                if at < bytes.count, bytes[at] == 46 { at += 1 }
            }
        }
        guard hour <= 24, minute < 60, second <= 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// The rest of the text as a zone: `Z`, `+03:00`, `GMT`, `EST`, `GMT+2`, `(MSK)`, or nothing.
    private static func zone(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ assumed: Int
    ) -> Int? {
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 40 || bytes[at] == 44 { at += 1 }
        guard at < bytes.count else { return assumed }
        var base: Int?
        if isLetter(bytes[at]) {
            let start = at
            while at < bytes.count, isLetter(bytes[at]) { at += 1 }
            base = zoneOffset(bytes[start..<at])
            // An unknown name is no reason to lose the date.
            while at < bytes.count, bytes[at] == 32 { at += 1 }
        }
        guard at < bytes.count, bytes[at] == 43 || bytes[at] == 45 else { return base ?? assumed }
        let sign = bytes[at] == 43 ? 1 : -1
        at += 1
        var value = 0
        var count = 0
        while at < bytes.count, count < 4, isDigit(bytes[at]) || (bytes[at] == 58 && count > 0) {
            if bytes[at] != 58 {
                value = value * 10 + Int(bytes[at] - 48)
                count += 1
            }
            at += 1
        }
        guard count > 0 else { return base ?? assumed }
        let seconds = count <= 2 ? value * 3600 : (value / 100) * 3600 + (value % 100) * 60
        guard seconds <= 15 * 3600 else { return base ?? assumed }
        return sign * seconds
    }

    // MARK: - Dates in words

    private static func written(
        _ bytes: UnsafeBufferPointer<UInt8>, offset: Int
    ) -> Timestamp? {
        var year: Int?
        var month: Int?
        var monthLeads = false
        var day: Int?
        var clock: Int?
        var zone: Int?
        var numbers: [(value: Int, width: Int, separator: UInt8)] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if isDigit(byte) {
                var end = at
                while end < bytes.count, isDigit(bytes[end]) { end += 1 }
                let next = end < bytes.count ? bytes[end] : 0
                let colon = next == 58 && end - at <= 2
                // 18.00 GMT: a point between two pairs, once the date is there.
                let point =
                    next == 46 && end - at <= 2 && month != nil && day != nil && year != nil
                    && end + 2 < bytes.count && isDigit(bytes[end + 1]) && isDigit(bytes[end + 2])
                let half =
                    end - at <= 2 && month != nil && day != nil && clock == nil
                    && followedByHalfDay(bytes, end)
                if clock == nil, colon || point || half {
                    var moving = at
                    guard let found = time(bytes, &moving) else { return nil }
                    clock = found
                    at = moving
                    // A zone may follow at once.
                    var look = at
                    while look < bytes.count, bytes[look] == 32 || bytes[look] == 40 { look += 1 }
                    if look < bytes.count {
                        if bytes[look] == 43
                            || (bytes[look] == 45 && look + 1 < bytes.count
                                && isDigit(bytes[look + 1]))
                        {
                            zone = DateText.zone(bytes, &look, offset)
                            at = look
                        } else if isLetter(bytes[look]) {
                            var wordEnd = look
                            while wordEnd < bytes.count, isLetter(bytes[wordEnd]) { wordEnd += 1 }
                            if zoneOffset(bytes[look..<wordEnd]) != nil {
                                zone = DateText.zone(bytes, &look, offset)
                                at = look
                            }
                        }
                    }
                    continue
                }
                guard end - at <= 4 else { return nil }
                var value = 0
                for k in at..<end { value = value * 10 + Int(bytes[k] - 48) }
                numbers.append((value, end - at, next))
                if end - at == 4 {
                    if year == nil { year = value }
                } else if day == nil, value >= 1, value <= 31,
                    !(month == nil && (next == 47 || next == 46))
                {
                    day = value
                } else if year == nil, month != nil, end - at == 2 {
                    year = value < 70 ? 2000 + value : 1900 + value
                }
                at = end
            } else if isLetter(byte) || byte >= 0x80 {
                let start = at
                while at < bytes.count, isLetter(bytes[at]) || bytes[at] >= 0x80 { at += 1 }
                let word = bytes[start..<at]
                // "mar, 4 feb": what stands before every number may be a weekday.
                if month == nil || (monthLeads && year == nil), let found = monthNumber(word) {
                    month = found
                    monthLeads = numbers.isEmpty
                }
            } else {
                at += 1
            }
        }
        if month != nil, day == nil {
            day = numbers.first { $0.width <= 2 && (1...31).contains($0.value) }?.value
        }
        if month == nil, numbers.count >= 3 {
            // Figures alone: only where the order is certain.
            let (a, b, c) = (numbers[0], numbers[1], numbers[2])
            guard c.width == 4, a.separator == b.separator || b.separator == 47 else { return nil }
            year = c.value
            if a.separator == 46 || a.value > 12 {
                (day, month) = (a.value, b.value)
            } else if b.value > 12 || a.value == b.value {
                (month, day) = (a.value, b.value)
            } else {
                return nil
            }
        }
        guard let year, let month, let day, year >= 1000,
            let date = CalendarDay(year: year, month: month, day: day)
        else { return nil }
        return date.start.adding(seconds: (clock ?? 0) - (zone ?? offset))
    }

    /// ` pm`, `a.m.` right after a number.
    private static func followedByHalfDay(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        var at = end
        while at < bytes.count, bytes[at] == 32 { at += 1 }
        guard at + 1 < bytes.count, lowercased(bytes[at]) == 97 || lowercased(bytes[at]) == 112
        else { return false }
        if bytes[at + 1] == 46 { at += 1 }
        return at + 1 < bytes.count && lowercased(bytes[at + 1]) == 109
            && (at + 2 >= bytes.count || !isLetter(bytes[at + 2]))
    }
}
