import TocsinModel

/// Months, years and decades.
extension FormScanner {
    /// "Jan, 2001", "June 2016", "2016 November", "in May", "11/2016".
    func calendarMonth(_ i: Int) -> DateMatch? {
        if let m = month(i) {
            var j = afterStop(i + 1)
            if sign(j) == 44 || sign(j) == 47 || sign(j) == 45 { j += 1 }
            if key(j) == .of || key(j) == .in { j += 1 }
            var match = DateMatch(start: i, end: i + 1, precision: .month, month: m)
            if let year = yearAt(j) ?? (isLiteral ? spokenYear(j) : nil) {
                (match.year, match.end) = (year.year, year.end)
            } else if isLiteral, isDigits(j), items[j].length == 2, items[j].value > 31,
                !isGlued(j + 1) || !isWord(j + 1)
            {
                (match.year, match.end) = (fullYear(Int(items[j].value)), j + 1)
            } else if let relative = relativeYear(j), !isLiteral || key(j) != .none {
                (match.year, match.end) = (relative.year, relative.end)
            }
            return resolvedMonth(match)
        }
        if let (year, end) = yearAt(i), isDigits(i) {
            var j = end
            if sign(j) == 44 || sign(j) == 45 || sign(j) == 47 { j += 1 }
            if has(j, .month) {
                guard !has(j, .ambiguous) || isLiteral || isCapitalized(j) else { return nil }
                return resolvedMonth(
                    DateMatch(
                        start: i, end: j + 1, precision: .month, year: year,
                        month: Int(word(j).index)))
            }
            if isLiteral, sign(end) == 45 || sign(end) == 47 || sign(end) == 46, isDigits(end + 1),
                items[end + 1].length <= 2,
                (1...12).contains(Int(items[end + 1].value)), !isGluedToMore(after: end + 1),
                sign(end + 2) != sign(end)
            {
                return resolvedMonth(
                    DateMatch(
                        start: i, end: end + 2, precision: .month, year: year,
                        month: Int(items[end + 1].value)))
            }
        }
        if isLiteral, isDigits(i), items[i].length <= 2, (1...12).contains(Int(items[i].value)),
            sign(i + 1) == 45 || sign(i + 1) == 47,
            let (year, end) = yearAt(i + 2)
        {
            return resolvedMonth(
                DateMatch(
                    start: i, end: end, precision: .month, year: year, month: Int(items[i].value)))
        }
        return nil
    }

    func resolvedMonth(_ match: DateMatch) -> DateMatch? {
        var m = match
        guard let month = m.month else { return nil }
        m.precision = .month
        var year = m.year
        if year != nil { m.basis = .explicit }
        if year == nil {
            guard let reference else {
                m.precision = .unknown
                return m
            }
            let now = reference.components
            switch direction(m.start) {
            case .past: year = month <= now.month ? now.year : now.year - 1
            case .future: year = month >= now.month ? now.year : now.year + 1
            case .unmarked:
                let distance = month - now.month
                year = distance > 6 ? now.year - 1 : distance < -6 ? now.year + 1 : now.year
            }
        }
        span(&m, year: year!, month: month, months: 1)
        return m
    }

    /// Sets `from` and `to` to whole months.
    func span(_ m: inout DateMatch, year: Int, month: Int, months: Int) {
        m.from = CalendarDay(year: year, month: month, day: 1)
        let last = year * 12 + month - 1 + months
        m.to = CalendarDay(year: last / 12, month: last % 12 + 1, day: 1)?.adding(days: -1)
    }

    /// "this year", "last year", "next year's", "the same year".
    func relativeYear(_ i: Int) -> (year: Int, end: Int)? {
        var j = i
        if key(j) == .of { j += 1 }
        if key(j) == .the { j += 1 }
        guard let offset = deixis(j), let reference else { return nil }
        guard key(j + 1) == .year else { return nil }
        let end = sign(j + 2) == 39 && isPlainWord(j + 3, "s") && isGlued(j + 3) ? j + 4 : j + 2
        return (reference.year + offset, end)
    }

    /// last −1, this 0, next +1.
    func deixis(_ i: Int) -> Int? {
        switch key(i) {
        case .this, .current: 0
        case .last, .past, .previous, .prior, .preceding: -1
        case .next, .coming, .upcoming, .following: 1
        default: nil
        }
    }

    /// "2024", "the year 2008", "1990s", "the nineteen seventies", "15th century".
    func calendarYear(_ i: Int) -> DateMatch? {
        if key(i) == .the, !has(i + 1, .decade), let inner = decade(i + 1) {
            var match = inner
            match.start = i
            return match
        }
        if key(i) == .the, has(i + 1, .decade), let inner = decade(i + 1) {
            var match = inner
            match.start = i
            return match
        }
        if let decade = decade(i), isDigits(i), items[i].length == 4 { return decade }
        if let ordinal = ordinal(i), key(ordinal.end) == .century || key(ordinal.end) == .centuries,
            ordinal.value < 30
        {
            let n = Int(ordinal.value)
            var match = DateMatch(
                start: i, end: ordinal.end + 1, precision: .year, basis: .explicit)
            span(&match, year: (n - 1) * 100, month: 1, months: 1200)
            if n == 1 { match.from = CalendarDay(year: 1, month: 1, day: 1) }
            return match
        }
        if isLiteral,
            key(i - 1) == .in || key(i - 1) == .since || key(i - 1) == .until || key(i - 1) == .from
                || key(i - 1) == .to, let (year, end) = spokenYear(i),
            !has(end, [.counted, .measure, .currency, .timeUnit])
        {
            var match = DateMatch(
                start: i, end: end, precision: .year, basis: .explicit, year: year)
            span(&match, year: year, month: 1, months: 12)
            return match
        }
        var j = i
        if key(i) == .year {
            j = i + 1
            if key(j) == .of, !isLiteral { j += 1 }
        }
        guard let (year, end) = yearAt(j), isDigits(j) else { return nil }
        if j == i, !isYear(i, end) { return nil }
        var match = DateMatch(start: i, end: end, precision: .year, basis: .explicit, year: year)
        span(&match, year: year, month: 1, months: 12)
        // "1986/87", "2024-25"
        if sign(end) == 47 || sign(end) == 45, isGlued(end), isDigits(end + 1), isGlued(end + 1),
            items[end + 1].length == 2, let last = lastYear(year, Int(items[end + 1].value)),
            !isGluedToMore(after: end + 1), sign(end + 2) != sign(end) || !isGlued(end + 2)
        {
            match.end = end + 2
            match.to = CalendarDay(year: last, month: 12, day: 31)
        }
        return match
    }

    /// "2024-25", "the 1992-95 war"; 2010-12 may be a month.
    func lastYear(_ first: Int, _ twoDigits: Int) -> Int? {
        if twoDigits == (first + 1) % 100 { return first + 1 }
        return twoDigits > max(first % 100, 12) ? first / 100 * 100 + twoDigits : nil
    }

    /// Four digits alone are a year unless something is counted with them.
    func isYear(_ i: Int, _ end: Int) -> Bool {
        if isGlued(i),
            isWord(i - 1) || isDigits(i - 1) || sign(i - 1) == 36 || sign(i - 1) == 46
                || sign(i - 1) == 44 || sign(i - 1) == 35 || sign(i - 1) == 43
        {
            return false
        }
        if sign(i - 1) == 45, isGlued(i), isWord(i - 2) || isDigits(i - 2) {
            return key(i - 2) == .mid || isDigits(i - 2) && items[i - 2].length == 4
        }
        if sign(i - 1) == 47, isGlued(i), isDigits(i - 2) { return false }
        if sign(end) == 45, isGlued(end), isWord(end + 1),
            !isLiteral || has(end + 1, [.measure, .timeUnit, .currency])
        {
            return false
        }
        if has(i - 1, .currency)
            || has(
                end, [.scale, .hundred, .percent, .measure, .currency, .measurePrefix, .timeUnit])
        {
            return false
        }
        if has(end, .counted) || has(i - 1, .naming) { return false }
        if hedge(i - 1)?.end == i || key(i - 1) == .than || keys(i - 2, .at, .least)
            || keys(i - 2, .up, .to)
        {
            return key(i - 1) == .around || key(i - 1) == .than && isLiteral && key(i - 2) != .more
        }
        if isLiteral {
            let year = items[i].value
            return year >= 1900 && year < 2151
                || [.in, .since, .year, .before, .after].contains(key(i - 1))
        }
        let year = items[i].value
        switch key(i - 1) {
        case .in, .since, .by, .until, .before, .after, .early, .late, .year, .of, .from, .during,
            .mid, .to, .through, .between:
            return year >= 1500 && !isPluralNoun(end)
        default:
            return year >= 1900 && year < 2060 && !isPluralNoun(end)
        }
    }

    /// "2000 soldiers"
    func isPluralNoun(_ i: Int) -> Bool {
        guard lowerCased(i), items[i].length > 4 else { return false }
        if has(i, .counted) { return true }
        return isPlainWord(
            i, "troops", "workers", "homes", "houses", "families", "children", "women",
            "protesters", "refugees",
            "students", "police", "officers", "fighters", "miles", "residents", "others",
            "passengers", "members", "cases", "drones", "missiles")
    }

    func decade(_ i: Int) -> DateMatch? {
        var match = DateMatch(start: i, end: i + 2, precision: .year, basis: .explicit)
        // "the '40s"
        if sign(i) == 39, isGlued(i + 1), isDigits(i + 1), items[i + 1].length == 2,
            isPlainWord(i + 2, "s"), isGlued(i + 2), var short = decade(i + 1)
        {
            short.start = i
            return short
        }
        if isDigits(i) {
            guard items[i].length == 2 || items[i].length == 4 else { return nil }
            let value = Int(items[i].value)
            var s = i + 1
            if sign(s) == 39, isGlued(s), isWord(s + 1) { s += 1 }
            guard isPlainWord(s, "s"), isGlued(s) || isLiteral && s == i + 1,
                !isGluedToMore(after: s), value % 10 == 0
            else { return nil }
            match.end = s + 1
            let year: Int
            if items[i].length == 4, value >= 1000, value < 2200 {
                year = value
            } else if items[i].length == 2 {
                year = value <= 20 ? 2000 + value : 1900 + value
            } else {
                return nil
            }
            span(&match, year: year, month: 1, months: 120)
            return match
        }
        if has(i, .decade) {
            match.end = i + 1
            let n = Int(word(i).number)
            span(&match, year: n == 0 ? 2000 : 1900 + n, month: 1, months: 120)
            return match
        }
        if has(i, .teens), word(i).number >= 17, has(i + 1, .decade) {
            span(
                &match, year: Int(word(i).number * 100 + word(i + 1).number), month: 1, months: 120)
            return match
        }
        return nil
    }
}
