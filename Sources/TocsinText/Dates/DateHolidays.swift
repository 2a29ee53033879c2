import TocsinModel

/// Days of the year that go by a name: the ones the English-language press uses without a date.
enum DateHoliday {
    case fixed(month: Int, day: Int)
    /// `n`-th weekday of a month, −1 the last; days after it.
    case nth(Int, weekday: Int, month: Int, after: Int)
    /// Days from Easter Sunday of the Western churches.
    case easter(Int)

    /// Names as words, without apostrophes and their "s".
    static let table: [([StaticString], DateHoliday)] = [
        (["christmas", "eve"], .fixed(month: 12, day: 24)),
        (["christmas", "day"], .fixed(month: 12, day: 25)),
        (["christmas"], .fixed(month: 12, day: 25)),
        (["xmas"], .fixed(month: 12, day: 25)),
        (["boxing", "day"], .fixed(month: 12, day: 26)),
        (["new", "year", "eve"], .fixed(month: 12, day: 31)),
        (["new", "years", "eve"], .fixed(month: 12, day: 31)),
        (["new", "year", "day"], .fixed(month: 1, day: 1)),
        (["new", "years", "day"], .fixed(month: 1, day: 1)),
        (["yuandan"], .fixed(month: 1, day: 1)),
        (["orthodox", "christmas"], .fixed(month: 1, day: 7)),
        (["groundhog", "day"], .fixed(month: 2, day: 2)),
        (["valentine", "day"], .fixed(month: 2, day: 14)),
        (["valentines", "day"], .fixed(month: 2, day: 14)),
        (["international", "women", "day"], .fixed(month: 3, day: 8)),
        (["saint", "patrick", "day"], .fixed(month: 3, day: 17)),
        (["saint", "patrick"], .fixed(month: 3, day: 17)),
        (["st", "patrick", "day"], .fixed(month: 3, day: 17)),
        (["april", "fool", "day"], .fixed(month: 4, day: 1)),
        (["april", "fools", "day"], .fixed(month: 4, day: 1)),
        (["earth", "day"], .fixed(month: 4, day: 22)),
        (["may", "day"], .fixed(month: 5, day: 1)),
        (["international", "workers", "day"], .fixed(month: 5, day: 1)),
        (["victory", "day"], .fixed(month: 5, day: 9)),
        (["juneteenth"], .fixed(month: 6, day: 19)),
        (["independence", "day"], .fixed(month: 7, day: 4)),
        (["flag", "day"], .fixed(month: 6, day: 14)),
        (["cinco", "de", "mayo"], .fixed(month: 5, day: 5)),
        (["women", "day"], .fixed(month: 3, day: 8)),
        (["womens", "day"], .fixed(month: 3, day: 8)),
        (["children", "day"], .fixed(month: 6, day: 1)),
        (["childrens", "day"], .fixed(month: 6, day: 1)),
        (["youth", "day"], .fixed(month: 5, day: 4)),
        (["guy", "fawkes", "day"], .fixed(month: 11, day: 5)),
        (["all", "saints", "day"], .fixed(month: 11, day: 1)),
        (["all", "souls", "day"], .fixed(month: 11, day: 2)),
        (["all", "hallow", "eve"], .fixed(month: 10, day: 31)),
        (["epiphany"], .fixed(month: 1, day: 6)),
        (["singles", "day"], .fixed(month: 11, day: 11)),
        (["washington", "birthday"], .nth(3, weekday: 1, month: 2, after: 0)),
        (["labour", "day"], .nth(1, weekday: 1, month: 9, after: 0)),
        (["arbor", "day"], .nth(-1, weekday: 5, month: 4, after: 0)),
        (["shrove", "tuesday"], .easter(-47)),
        (["mardi", "gras"], .easter(-47)),
        (["holy", "saturday"], .easter(-1)),
        (["ascension", "day"], .easter(39)),
        (["corpus", "christi"], .easter(60)),
        (["bastille", "day"], .fixed(month: 7, day: 14)),
        (["halloween"], .fixed(month: 10, day: 31)),
        (["armistice", "day"], .fixed(month: 11, day: 11)),
        (["veterans", "day"], .fixed(month: 11, day: 11)),
        (["martin", "luther", "king", "day"], .nth(3, weekday: 1, month: 1, after: 0)),
        (["mlk", "day"], .nth(3, weekday: 1, month: 1, after: 0)),
        (["presidents", "day"], .nth(3, weekday: 1, month: 2, after: 0)),
        (["mother", "day"], .nth(2, weekday: 7, month: 5, after: 0)),
        (["mothers", "day"], .nth(2, weekday: 7, month: 5, after: 0)),
        (["memorial", "day"], .nth(-1, weekday: 1, month: 5, after: 0)),
        (["father", "day"], .nth(3, weekday: 7, month: 6, after: 0)),
        (["fathers", "day"], .nth(3, weekday: 7, month: 6, after: 0)),
        (["labor", "day"], .nth(1, weekday: 1, month: 9, after: 0)),
        (["columbus", "day"], .nth(2, weekday: 1, month: 10, after: 0)),
        (["thanksgiving", "day"], .nth(4, weekday: 4, month: 11, after: 0)),
        (["thanks", "giving", "day"], .nth(4, weekday: 4, month: 11, after: 0)),
        (["thanksgiving"], .nth(4, weekday: 4, month: 11, after: 0)),
        (["black", "friday"], .nth(4, weekday: 4, month: 11, after: 1)),
        (["cyber", "monday"], .nth(4, weekday: 4, month: 11, after: 4)),
        (["clean", "monday"], .easter(-48)),
        (["ash", "wednesday"], .easter(-46)),
        (["palm", "sunday"], .easter(-7)),
        (["maundy", "thursday"], .easter(-3)),
        (["good", "friday"], .easter(-2)),
        (["easter", "sunday"], .easter(0)),
        (["easter", "monday"], .easter(1)),
        (["easter"], .easter(0)),
        (["whit", "monday"], .easter(50)),
        (["pentecost"], .easter(49)),
    ]

    func day(of year: Int) -> CalendarDay? {
        switch self {
        case .fixed(let month, let day): return CalendarDay(year: year, month: month, day: day)
        case .nth(let n, let weekday, let month, let after):
            if n > 0 {
                guard let first = CalendarDay(year: year, month: month, day: 1) else { return nil }
                let ahead = (weekday - first.weekday + 7) % 7 + 7 * (n - 1)
                return first.adding(days: ahead + after)
            }
            let length = CalendarDay.daysIn(month: month, year: year)
            guard let last = CalendarDay(year: year, month: month, day: length) else { return nil }
            return last.adding(days: -((last.weekday - weekday + 7) % 7) + after)
        case .easter(let offset): return DateHoliday.easter(year)?.adding(days: offset)
        }
    }

    /// - SeeAlso: "Anonymous Gregorian algorithm", Nature, 20 April 1876.
    static func easter(_ year: Int) -> CalendarDay? {
        let a = year % 19
        let b = year / 100
        let c = year % 100
        let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7
        let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114
        return CalendarDay(year: year, month: f / 31, day: f % 31 + 1)
    }
}

extension FormScanner {
    /// "Christmas Eve", "Thanksgiving 2023", "last Easter".
    func holiday(_ i: Int) -> DateMatch? {
        let offset = deixis(i)
        let j = offset == nil ? i : i + 1
        guard has(j, .holiday), isLiteral || isCapitalized(j) else { return nil }
        for (words, holiday) in DateHoliday.table {
            guard let end = named(words, j) else { continue }
            var match = DateMatch(start: i, end: end)
            let of = key(end) == .of || key(end) == .in || sign(end) == 44 ? end + 1 : end
            if let (year, yearEnd) = yearAt(of) {
                (match.year, match.end, match.basis) = (year, yearEnd, .explicit)
            } else if let (year, yearEnd) = relativeYear(of) ?? relativeYear(end) {
                (match.year, match.end) = (year, yearEnd)
            }
            if let year = match.year {
                match.from = holiday.day(of: year)
                match.to = match.from
                return match
            }
            guard let reference else {
                match.precision = .unknown
                return match
            }
            var days = (-2...2).compactMap { holiday.day(of: reference.year + $0) }
            switch offset {
            case -1: days.removeAll { $0 >= reference }
            case 1: days.removeAll { $0 <= reference }
            default:
                switch direction(i) {
                case .past: days.removeAll { $0 > reference }
                case .future: days.removeAll { $0 < reference }
                case .unmarked: break
                }
            }
            match.from = days.min {
                abs($0.number - reference.number) < abs($1.number - reference.number)
            }
            match.to = match.from
            return match
        }
        return nil
    }

    private func named(_ words: [StaticString], _ i: Int) -> Int? {
        var j = i
        for word in words {
            guard isPlainWord(j, word) else { return nil }
            j += 1
            if sign(j) == 46, items[j - 1].length == 2 { j += 1 }
            if sign(j) == 39, isGlued(j) {
                if isPlainWord(j + 1, "s"), isGlued(j + 1) {
                    j += 2
                } else if word.utf8Start[word.utf8CodeUnitCount - 1] == 115 {
                    j += 1
                }
            }
        }
        return j
    }
}
