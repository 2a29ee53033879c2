import TocsinModel

/// Weeks, months, quarters, seasons and years told from the publication day or by number.
extension FormScanner {
    /// "last week", "the past three months", "early 2024", "the third quarter of 2016", "the week of
    /// November 30th", "summer of 2016".
    func period(_ i: Int) -> DateMatch? {
        partOfPeriod(i) ?? wholePeriod(i)
    }

    private func wholePeriod(_ i: Int) -> DateMatch? {
        if isLiteral, let match = accountingYear(i) ?? withinCounted(i) { return match }
        return countedPart(i) ?? countedPeriod(i) ?? weekOf(i) ?? quarter(i) ?? relativePeriod(i)
            ?? nthOfMonth(i)
            ?? season(
                i) ?? namedMonth(i)
            ?? calendarMonth(i) ?? calendarYear(i)
    }

    /// "fiscal year 2008", "the last school year", "FY 2008", "sy18": a year whose days are not
    /// known; "calendar year 2008", "cy 2008" is the year.
    private func accountingYear(_ i: Int) -> DateMatch? {
        guard isLiteral else { return nil }
        let offset = deixis(i)
        let j = offset == nil ? i : i + 1
        var e: Int
        var calendar = false
        if isPlainWord(j, "fiscal", "school", "calendar", "financial", "academic"),
            key(j + 1) == .year
        {
            calendar = isPlainWord(j, "calendar")
            e = j + 2
        } else if offset == nil, isPlainWord(j, "fy", "sy", "cy") {
            calendar = isPlainWord(j, "cy")
            e = j + 1
        } else {
            return nil
        }
        var match = DateMatch(start: i, end: e, precision: .unknown)
        var year = offset.flatMap { n in reference.map { $0.year + n } }
        if offset == nil, isDigits(e), items[e].length == 4 || items[e].length == 2 && isGlued(e) {
            year =
                items[e].length == 4 ? Int(items[e].value) : fullYear(Int(items[e].value))
            e += 1
        } else if offset == nil, isPlainWord(j, "fy", "sy", "cy") {
            return nil
        }
        match.end = e
        if calendar, let year {
            match.year = year
            match.basis = .explicit
            match.precision = .year
            span(&match, year: year, month: 1, months: 12)
        }
        return match
    }

    /// "within the next three years": from today on; literal reading only.
    private func withinCounted(_ i: Int) -> DateMatch? {
        guard isLiteral, key(i) == .within else { return nil }
        let j = key(i + 1) == .the ? i + 2 : i + 1
        guard let offset = deixis(j), offset > 0, var match = countedPeriod(j) else { return nil }
        match.start = i
        match.from = reference
        return match
    }

    // MARK: - Early, mid, late

    private enum Part { case early, mid, late, sofar, rest }

    /// "late 2024", "earlier this month", "the beginning of next week", "mid-November".
    private func partOfPeriod(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        let part: Part
        switch key(j) {
        case .early, .beginning, .start: part = .early
        case .mid, .middle: part = .mid
        case .late, .end: part = .late
        case .earlier: part = .sofar
        case .later, .rest, .remaining: part = .rest
        default: return nil
        }
        let word = key(j)
        j += 1
        if sign(j) == 45 { j += 1 }
        // "The war may end in 2025": a verb; "at the end of 2025", "end March", "late in May" are not.
        switch word {
        case .end, .mid, .middle, .rest, .remaining:
            if key(j) == .of { j += 1 } else if key(j) == .in || key(j) == .on { return nil }
        case .start, .beginning:
            guard key(j) == .of else { return nil }
            j += 1
        default:
            if key(j) == .in || key(j) == .of || key(j) == .on { j += 1 }
        }
        let k = j
        if key(j) == .the || key(j) == .my { j += 1 }
        var start = isLiteral && key(i) == .the && word == .mid ? i + 1 : i
        if key(i) == .the,
            word == .end || word == .beginning || word == .start || word == .middle || word == .rest
                || word == .early || word == .late || word == .remaining
        {
            start = isLiteral ? i + 1 : i
        }
        // "the end of the week", "rest of the week", "end of year"
        if has(j, .timeUnit), j > k || word == .rest || word == .end || word == .remaining,
            let unit = FormTimeUnit(rawValue: UInt8(self.word(j).unit))
        {
            guard unit == .week || unit == .month || unit == .year, sign(j + 1) != 39 else {
                return nil
            }
            var match = DateMatch(start: start, end: j + 1)
            place(&match, unit: unit, offset: 0)
            cut(&match, part, word)
            return match
        }
        guard var match = wholePeriod(key(k) == .the ? k + 1 : k) else { return nil }
        if match.precision == .day { return nil }
        match.start = start
        cut(&match, part, word)
        return match
    }

    private func cut(_ match: inout DateMatch, _ part: Part, _ word: FormKey) {
        guard let from = match.from, let to = match.to else { return }
        let days = to.number - from.number + 1
        if days > 3000 {
            cutDecade(&match, part, years: days / 365)
            return
        }
        switch part {
        case .sofar:
            if let reference, from <= reference, reference <= to {
                match.to = reference
                // "earlier this month", of forms: its first half, as far as it is over.
                if isLiteral, days > 27 {
                    var half = match
                    (half.from, half.to) = (from, to)
                    cut(&half, .early, word)
                    match.to = min(half.to ?? reference, reference)
                }
            } else {
                fallthrough
            }
        case .early:
            if days > 300, isLiteral {
                // A numbered year has thirds, a year told from here has halves.
                let month = match.basis == .explicit ? 5 : 7
                match.to = CalendarDay(year: from.year, month: month, day: 1)?.adding(days: -1)
            } else if days > 300 {
                match.to = CalendarDay(year: from.year, month: 4, day: 1)?.adding(days: -1)
            } else if days > 27, days < 32 {
                match.to = from.adding(days: isLiteral ? 14 : 9)
            } else {
                match.to = from.adding(days: max(days / 2 - 1, 0) + (days == 7 ? 1 : 0))
            }
        case .mid:
            if days > 300 {
                match.from = CalendarDay(year: from.year, month: 5, day: 1)
                match.to = CalendarDay(year: from.year, month: 9, day: 1)?.adding(days: -1)
            } else if days > 27, days < 32 {
                match.from = from.adding(days: 9)
                match.to = from.adding(days: 19)
            } else if days == 7 {
                match.from = from.adding(days: 2)
                match.to = from.adding(days: 4)
            } else {
                match.from = from.adding(days: days / 3)
                match.to = to.adding(days: -days / 3)
            }
        case .rest:
            if let reference, from <= reference, reference <= to {
                match.from = reference
                if isLiteral, word == .later, days > 27 {
                    var half = match
                    (half.from, half.to) = (from, to)
                    cut(&half, .late, word)
                    match.from = max(half.from ?? reference, reference)
                }
            } else {
                fallthrough
            }
        case .late:
            if days > 300, isLiteral {
                match.from = CalendarDay(
                    year: to.year, month: match.basis == .explicit ? 9 : 7, day: 1)
            } else if days > 300 {
                match.from = CalendarDay(year: to.year, month: 10, day: 1)
            } else if days > 27, days < 32 {
                match.from = from.adding(days: isLiteral ? 15 : 20)
            } else {
                match.from = to.adding(days: -(days / 2))
            }
        }
    }

    /// The early 1990s are 1990 to 1993, the mid-1990s 1994 to 1996, the late 1990s the rest; a century
    /// likewise.
    private func cutDecade(_ match: inout DateMatch, _ part: Part, years: Int) {
        guard let from = match.from else { return }
        let (first, last): (Int, Int) =
            switch part {
            case .early, .sofar: (0, years * 4 / 10)
            case .mid: (years * 4 / 10, years * 7 / 10)
            case .late, .rest: (years * 7 / 10, years)
            }
        span(&match, year: from.year + first, month: 1, months: 12 * (last - first))
    }

    // MARK: - last, this, next

    func place(_ match: inout DateMatch, unit: FormTimeUnit, offset: Int) {
        switch unit {
        case .week: match.precision = .week
        case .month: match.precision = .month
        case .year, .decade, .century: match.precision = .year
        default: match.precision = .day
        }
        guard let reference else {
            match.precision = .unknown
            return
        }
        let (year, month, _) = reference.components
        switch unit {
        case .week:
            match.from = monday(reference).adding(days: 7 * offset)
            match.to = match.from!.adding(days: 6)
        case .fortnight:
            match.from = monday(reference).adding(days: 14 * offset)
            match.to = match.from!.adding(days: 13)
        case .weekend:
            // Told on a weekday in the past, "the weekend" is the one just gone.
            match.from = monday(reference).adding(days: 7 * offset + 5)
            match.to = match.from!.adding(days: 1)
        case .month:
            let months = year * 12 + month - 1 + offset
            span(&match, year: months / 12, month: months % 12 + 1, months: 1)
        case .year: span(&match, year: year + offset, month: 1, months: 12)
        case .decade: span(&match, year: (year / 10 + offset) * 10, month: 1, months: 120)
        case .century: span(&match, year: (year / 100 + offset) * 100, month: 1, months: 1200)
        default: place(&match, from: offset, to: offset)
        }
    }

    /// "last week", "this month", "the coming year", "the weekend", "the week after next".
    private func relativePeriod(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        var match = DateMatch(start: i, end: i)
        if let offset = deixis(j) {
            if isPlainWord(j + 1, "calendar") { return nil }
            if has(j + 1, .timeUnit), let unit = FormTimeUnit(rawValue: UInt8(word(j + 1).unit)) {
                guard unit.seconds >= 172800, unit != .night, !isPluralUnit(j + 1) else {
                    return nil
                }
                // "over the past year": counted back from the day of publication.
                if !isLiteral, key(j) == .past, unit != .weekend {
                    var span = TimeSpan(end: j + 2, days: 0, months: 0, seconds: 0, unit: unit)
                    switch unit {
                    case .month: span.months = 1
                    case .year: span.months = 12
                    case .decade: span.months = 120
                    case .century: span.months = 1200
                    default: span.days = Int(unit.seconds / 86400)
                    }
                    return counted(i, j, span, -1)
                }
                match.end = j + 2
                match.start = j > i && isLiteral && unit != .decade && unit != .century ? j : i
                if unit == .weekend, offset == 0, !isLiteral, direction(i) != .future,
                    let reference, reference.weekday < 6
                {
                    place(&match, unit: unit, offset: -1)
                } else {
                    place(&match, unit: unit, offset: offset)
                }
                // "next week from Wednesday to Friday", "last week sunday"
                return withWeekday(match, offset, unit)
            }
            if key(j + 1) == .quarter || has(j + 1, .quarter) && !has(j + 1, .plural),
                sign(j + 2) != 39, key(j + 1) != .of
            {
                match.end = j + 2
                match.start = j
                match.precision = .quarter
                guard let reference else {
                    match.precision = .unknown
                    return match
                }
                let q = (reference.year * 12 + reference.month - 1) / 3 + offset
                span(&match, year: q / 4, month: q % 4 * 3 + 1, months: 3)
                return match
            }
            return nil
        }
        // "the weekend", "the week", "over the weekend"
        if key(j) == .weekend, key(j + 1) != .after, j > i || isLiteral || key(i - 1) == .on {
            match.end = j + 1
            let future = direction(i) == .future
            place(
                &match, unit: .weekend,
                offset: isLiteral || future || (reference?.weekday ?? 6) >= 6 ? 0 : -1)
            return match
        }
        if j > i, let unit = FormTimeUnit(rawValue: UInt8(word(j).unit)),
            [.week, .month, .year, .weekend].contains(unit),
            key(j + 1) == .after
        {
            let next = key(j + 2) == .the ? j + 3 : j + 2
            if key(next) == .next {
                match.end = next + 1
                place(&match, unit: unit, offset: 2)
                return match
            }
        }
        if j > i, key(j) == .week || key(j) == .month, key(j + 1) == .before, key(j + 2) == .last {
            match.end = j + 3
            place(&match, unit: key(j) == .week ? .week : .month, offset: -2)
            return match
        }
        if key(j) == .same || isLiteral && key(j) == .that, !(j > i) {
            guard
                key(j + 1) == .week || key(j + 1) == .month || key(j + 1) == .year
                    || isLiteral && key(j + 1) == .weekend
            else { return nil }
            match.end = j + 2
            match.precision = .unknown
            if isLiteral {
                place(
                    &match,
                    unit: FormTimeUnit(rawValue: UInt8(word(j + 1).unit)) ?? .year,
                    offset: 0)
            }
            return match
        }
        if key(j) == .year, keys(j + 1, .to, .date) {
            match.end = j + 3
            match.start = j
            place(&match, unit: .year, offset: 0)
            if let reference { match.to = reference }
            return match
        }
        if isLiteral, j > i, key(j) == .year || key(j) == .week,
            j + 1 >= count || items[j + 1].kind == .sign && sign(j + 1) == 46,
            key(i - 1) == .in || key(i - 1) == .for
        {
            match.end = j + 1
            place(&match, unit: key(j) == .year ? .year : .week, offset: 0)
            return match
        }
        return nil
    }

    func isPluralUnit(_ i: Int) -> Bool {
        switch key(i) {
        case .weeks, .months, .years, .decades, .weekends, .centuries: true
        default: isPlainWord(i, "fortnights", "yrs", "wks", "mos")
        }
    }

    private func withWeekday(_ match: DateMatch, _ offset: Int, _ unit: FormTimeUnit) -> DateMatch {
        guard unit == .week else { return match }
        var j = match.end
        if key(j) == .on || key(j) == .s { j += 1 }
        if sign(j) == 45 { j += 1 }
        if key(j) == .from || key(j) == .between, let first = weekday(j + 1),
            [.to, .and, .until, .till, .through].contains(key(j + 2)) || sign(j + 2) == 45,
            let last = weekday(j + 3),
            last > first
        {
            var m = match
            m.end = j + 4
            m.precision = .day
            m.to = match.from?.adding(days: last - 1)
            m.from = match.from?.adding(days: first - 1)
            return m
        }
        guard isLiteral || key(match.end) == .on, let day = weekday(j) else { return match }
        if has(j + 1, .month) || key(j + 1) == .the { return match }
        var m = match
        m.end = j + 1
        m.precision = .day
        m.weekday = day
        if let from = match.from {
            m.from = from.adding(days: day - 1)
            m.to = m.from
        }
        return m
    }
}
