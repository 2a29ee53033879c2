import TocsinModel

/// Quarters, numbered weeks, the n-th day of a month, seasons and months by name.
extension FormScanner {
    // MARK: - Quarters, halves, weeks

    /// "Q3 2016", "the third quarter of this year", "first half of 2024", "H1 2016".
    func quarter(_ i: Int) -> DateMatch? {
        var j = i
        var year: Int?
        var explicit = false
        // "2016 Q3", "next year's first quarter"
        if let (y, e) = yearAt(j), isDigits(j) {
            (year, explicit) = (y, true)
            j = sign(e) == 45 ? e + 1 : e
        } else if let (y, e) = relativeYear(j), key(i) != .of, key(i) != .the {
            year = y
            j = sign(e) == 39 && isPlainWord(e + 1, "s") ? e + 2 : e
        }
        let hadYear = j > i
        if key(j) == .the { j += 1 }
        var months = 3
        var n = 0
        var e = j
        if isDigits(j), items[j].length == 1, isGlued(j + 1), isPlainWord(j + 1, "q", "h"),
            !isGluedToMore(after: j + 1), !hadYear, yearAt(j + 2) != nil
        {
            // "1Q 2016"
            if isPlainWord(j + 1, "h") { months = 6 }
            n = Int(items[j].value)
            e = j + 2
        } else if isWord(j), items[j].length == 1, isDigits(j + 1), isGlued(j + 1),
            items[j + 1].length == 1
        {
            let letter = bytes[start(j)] | 32
            guard letter == 113 || letter == 104, !isGluedToMore(after: j + 1) else { return nil }
            if letter == 104 { months = 6 }
            n = Int(items[j + 1].value)
            e = j + 2
        } else {
            if key(j) == .last {
                n = 4
                e = j + 1
            } else if let ordinal = ordinal(j), ordinal.value <= 4 {
                n = Int(ordinal.value)
                e = ordinal.end
            } else {
                return nil
            }
            e = afterHyphen(e)
            if has(e, .half), !has(e, .plural) {
                months = 6
                if key(j) == .last { n = 2 }
            } else if !(has(e, .quarter) && !has(e, .plural)) {
                return nil
            }
            e += 1
        }
        guard n >= 1, n * months <= 12 else { return nil }
        var match = DateMatch(start: i, end: e, precision: .quarter)
        if !hadYear {
            var k = e
            if key(k) == .of || key(k) == .in { k += 1 }
            if sign(k) == 44 || sign(k) == 45 && isGlued(k) { k += 1 }
            if key(k) == .the, key(k + 1) == .year, let reference {
                (year, match.end) = (reference.year, k + 2)
            } else if let (y, end) = yearAt(k) {
                (year, match.end, explicit) = (y, end, true)
            } else if let (y, end) = relativeYear(k) {
                (year, match.end) = (y, end)
            } else if k > e, !isLiteral {
                return nil
            }
            if year == nil, key(i) == .last { return nil }
            if year == nil, has(j, .half) || months == 6, !isLiteral { return nil }
            if year == nil, key(i) != .the, !(isWord(j) && items[j].length == 1), !isLiteral {
                return nil
            }
        }
        match.basis = explicit ? .explicit : .relative
        if year == nil {
            guard let reference else {
                match.precision = .unknown
                return match
            }
            let first = (n - 1) * months + 1
            year =
                direction(i) == .future
                ? (first + months - 1 >= reference.month ? reference.year : reference.year + 1)
                : (first <= reference.month ? reference.year : reference.year - 1)
        }
        match.year = year
        span(&match, year: year!, month: (n - 1) * months + 1, months: months)
        return match
    }

    /// "the week of November 30th", "week 31", "the last week of July", "third week of 2027".
    func weekOf(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        let commencing = isPlainWord(j, "w") && sign(j + 1) == 47 && isPlainWord(j + 2, "c", "b")
        if key(j) == .week || key(j) == .month || commencing {
            let unit: FormTimeUnit = key(j) == .month ? .month : .week
            var k = commencing ? j + 3 : j + 1
            switch key(k) {
            case .of, .commencing, .starting, .beginning: k += 1
            case _ where commencing: break
            default:
                if unit == .week, isDigits(k), let number = literal(k), number.value >= 1,
                    number.value <= 53, number.plainLength > 0
                {
                    var match = DateMatch(start: i, end: number.end, precision: .week)
                    guard let reference else { return match }
                    match.from = firstWeek(reference.year).adding(days: 7 * (Int(number.value) - 1))
                    match.to = match.from!.adding(days: 6)
                    return match
                }
                return nil
            }
            if key(k) == .on { k += 1 }
            let the = key(k) == .the ? k + 1 : k
            if let day = calendarDay(the) ?? dayOfMonth(k) {
                var match = DateMatch(
                    start: i, end: day.end, precision: unit == .week ? .week : .month,
                    basis: day.basis)
                guard let date = day.from else {
                    match.precision = .unknown
                    return match
                }
                if unit == .week {
                    match.from = monday(date)
                    match.to = match.from!.adding(days: 6)
                } else {
                    span(&match, year: date.year, month: date.month, months: 1)
                }
                return match
            }
            if unit == .month, key(j + 1) == .of, var month = calendarMonth(k) {
                month.start = i
                return month
            }
            return nil
        }
        // "the last week of July"
        let n: Int
        var e: Int
        if key(j) == .last {
            (n, e) = (-1, j + 1)
        } else if let ordinal = ordinal(j), ordinal.value >= 1, ordinal.value <= 53 {
            (n, e) = (Int(ordinal.value), ordinal.end)
        } else {
            return nil
        }
        guard key(e) == .week, key(e + 1) == .of || key(e + 1) == .in else { return nil }
        e += 2
        if key(e) == .the { e += 1 }
        var match = DateMatch(start: i, end: e, precision: .week)
        if let month = calendarMonth(e) ?? relativeUnit(e, .month) {
            match.end = month.end
            match.basis = month.basis
            guard let from = month.from, let to = month.to else { return match }
            // A month's first week holds its first Thursday.
            let first = monday(from.adding(days: (4 - from.weekday + 7) % 7))
            if n > 0 {
                match.from = first.adding(days: 7 * (n - 1))
            } else {
                let last = monday(to)
                match.from = last.adding(days: 3) <= to ? last : last.adding(days: -7)
            }
            match.to = match.from!.adding(days: 6)
            return match
        }
        if let year = calendarYear(e) ?? relativeUnit(e, .year) {
            match.end = year.end
            match.basis = year.basis
            guard let from = year.from else { return match }
            match.from =
                n > 0
                ? firstWeek(from.year).adding(days: 7 * (n - 1))
                : firstWeek(from.year + 1).adding(days: -7)
            match.to = match.from!.adding(days: 6)
            return match
        }
        return nil
    }

    func relativeUnit(_ e: Int, _ unit: FormTimeUnit) -> DateMatch? {
        var j = e
        if key(j) == .the { j += 1 }
        guard let offset = deixis(j) ?? (j > e ? 0 : nil),
            word(deixis(j) == nil ? j : j + 1).unit == UInt16(unit.rawValue)
        else { return nil }
        var match = DateMatch(start: e, end: deixis(j) == nil ? j + 1 : j + 2)
        place(&match, unit: unit, offset: offset)
        return match
    }

    /// The Monday of ISO week 1.
    func firstWeek(_ year: Int) -> CalendarDay {
        monday(CalendarDay(year: year, month: 1, day: 4)!)
    }

    /// "the first Friday of July", "the last Monday in this month", "20th of next month".
    func nthOfMonth(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        let n: Int
        var e: Int
        if key(j) == .last {
            (n, e) = (-1, j + 1)
        } else if let ordinal = ordinal(j), ordinal.value <= 31 {
            (n, e) = (Int(ordinal.value), ordinal.end)
        } else {
            return nil
        }
        // "20th of next month", "the 20th next month", "the 4th of this month"
        var k = e
        if key(k) == .of { k += 1 }
        if n > 0, k > e || isLiteral || isDigits(j), let month = relativeUnit(k, .month) {
            var match = DateMatch(start: i, end: month.end)
            if let from = month.from {
                match.from = CalendarDay(year: from.year, month: from.month, day: n)
                match.to = match.from
            } else {
                match.precision = .unknown
            }
            return match
        }
        if key(e) == .day, key(e + 1) == .of || key(e + 1) == .in,
            let month = calendarMonth(e + 2) ?? relativeUnit(e + 2, .month)
        {
            var match = DateMatch(start: i, end: month.end, basis: month.basis)
            guard let from = month.from, let to = month.to else {
                match.precision = .unknown
                return match
            }
            match.from =
                n < 0 ? to : CalendarDay(year: from.year, month: from.month, day: n)
            match.to = match.from
            return match.from == nil ? nil : match
        }
        guard let day = weekday(e), n <= 5,
            key(j) != .last || key(e + 1) == .of || key(e + 1) == .in
        else { return nil }
        e += 1
        var match = DateMatch(start: i, end: e, weekday: day)
        var months: DateMatch?
        if key(e) == .of || key(e) == .in {
            let m = key(e + 1) == .the ? e + 1 : e + 1
            months = calendarMonth(m) ?? relativeUnit(m, .month)
        }
        if months == nil {
            guard isLiteral else { return nil }
            match.start = j
            guard let reference else {
                match.precision = .unknown
                return match
            }
            months = DateMatch(start: e, end: e)
            span(&months!, year: reference.year, month: reference.month, months: 1)
        }
        match.end = max(match.end, months!.end)
        match.basis = months!.basis == .explicit ? .explicit : .relative
        guard let from = months!.from, let to = months!.to else {
            match.precision = .unknown
            return match
        }
        if n > 0 {
            match.from = from.adding(days: (day - from.weekday + 7) % 7 + 7 * (n - 1))
        } else {
            match.from = to.adding(days: -((to.weekday - day + 7) % 7))
        }
        match.to = match.from
        return match
    }

    /// "the 27th" alone, of this month or the next; literal reading only.
    func dayOfMonth(_ i: Int) -> DateMatch? {
        let the = key(i) == .the
        guard let day = dayNumber(the ? i + 1 : i), the || day.isOrdinal || key(i - 1) == .on else {
            return nil
        }
        var match = DateMatch(start: i, end: day.end, day: day.day)
        guard let reference else {
            match.precision = .unknown
            return match
        }
        let direction = direction(i)
        let first = reference.year * 12 + reference.month - 1
        for step in 0..<12 {
            let months = direction == .future ? first + step : first - step
            guard
                let candidate = CalendarDay(year: months / 12, month: months % 12 + 1, day: day.day)
            else { continue }
            if direction == .future ? candidate >= reference : candidate <= reference {
                (match.from, match.to) = (candidate, candidate)
                break
            }
        }
        return match
    }

    // MARK: - Seasons and months with last, this, next

    /// "this summer", "winter of 2016". Northern, by whole months.
    func season(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        let offset = deixis(j)
        if offset != nil { j += 1 }
        guard has(j, .season) else { return nil }
        let n = Int(word(j).index)
        var match = DateMatch(
            start: offset != nil && isLiteral ? (key(i) == .the ? i + 1 : i) : i, end: j + 1,
            precision: .quarter)
        var k = j + 1
        if key(k) == .of || key(k) == .in || sign(k) == 44 { k += 1 }
        var year: Int?
        if let (y, e) = yearAt(k) ?? (isLiteral ? spokenYear(k) : nil) {
            (year, match.end, match.basis) = (y, e, .explicit)
        } else if let (y, e) = relativeYear(k) {
            (year, match.end) = (y, e)
        } else if has(j, .ambiguous), offset == nil, !(isLiteral && key(i) == .the) {
            return nil
        } else if offset == nil, j == i, !isLiteral {
            return nil
        }
        if year == nil {
            guard let reference else {
                match.precision = .unknown
                return match
            }
            let first = [3, 6, 9, 12][n - 1]
            year = reference.year
            if let offset, offset != 0 {
                year =
                    reference.year
                    + (offset < 0
                        ? (first + 2 < reference.month ? 0 : -1)
                        : (first > reference.month ? 0 : 1))
            }
            if n == 4, reference.month < 6, offset ?? 0 == 0 { year = reference.year - 1 }
        }
        span(&match, year: year!, month: [3, 6, 9, 12][n - 1], months: 3)
        return match
    }

    /// "last June", "this February", "next May".
    func namedMonth(_ i: Int) -> DateMatch? {
        guard let offset = deixis(i), let m = month(i + 1) else { return nil }
        var k = i + 2
        if sign(k) == 44 { k += 1 }
        if isDigits(k), dayNumber(k) != nil { return nil }
        guard yearAt(k) == nil else { return nil }
        var match = DateMatch(start: i, end: i + 2, precision: .month, month: m)
        guard let reference else {
            match.precision = .unknown
            return match
        }
        let now = reference.month
        let year: Int =
            switch offset {
            case -1: m < now ? reference.year : reference.year - 1
            case 1: m > now && !isLiteral ? reference.year : reference.year + 1
            default: reference.year
            }
        match.year = year
        span(&match, year: year, month: m, months: 1)
        return match
    }
}
