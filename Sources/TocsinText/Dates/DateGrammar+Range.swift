import TocsinModel

extension FormScanner {
    /// The longest date, period or moment that starts at item `i`.
    func date(_ i: Int) -> DateMatch? {
        guard startsDate(i) else { return nil }
        if let range = dateRange(i) ?? spanFrom(i) { return range }
        if let open = openRange(i) ?? comparedDate(i) { return open }
        if let night = nightOf(i) { return night }
        if let onward = onward(i) ?? toDate(i) ?? aroundDate(i) { return onward }
        guard let match = moment(i) else { return nil }
        return orLater(match) ?? match
    }

    /// "between the 21st and 23rd", of this month or the next; literal reading only.
    private func loneDays(_ i: Int) -> DateMatch? {
        guard isLiteral, key(i) == .between || key(i) == .from,
            let first = dayOfMonth(i + 1), first.day != nil, month(first.end) == nil,
            let (k, _) = connector(first.end, between: key(i) == .between)
        else { return nil }
        let d = key(k) == .the ? k + 1 : k
        guard let last = dayNumber(d), last.isOrdinal, last.day > first.day ?? 31,
            !has(last.end, .month), key(last.end) != .of
        else { return nil }
        var match = first
        match.start = i
        match.end = last.end
        match.to = first.from.flatMap {
            CalendarDay(year: $0.year, month: $0.month, day: last.day)
        }
        return match
    }

    func simple(_ i: Int) -> DateMatch? {
        if let day = holiday(i) ?? calendarDay(i) { return day }
        if key(i) == .the, let day = calendarDay(i + 1) {
            var match = day
            match.start = i
            return match
        }
        return deicticDay(i) ?? distance(i) ?? dayWord(i) ?? weekdayDate(i) ?? period(i)
            ?? (isLiteral ? loneDay(i) : nil)
    }

    /// "this 5/12", "next 6th of April": this year's, next year's; literal reading only.
    private func deicticDay(_ i: Int) -> DateMatch? {
        guard isLiteral, let offset = deixis(i), isDigits(i + 1) || has(i + 1, .month),
            var match = calendarDay(i + 1), match.year == nil, let month = match.month,
            let day = match.day
        else { return nil }
        match.start = i
        place(&match) { CalendarDay(year: $0.year + offset, month: month, day: day) }
        return match
    }

    // MARK: - Ranges

    /// "from Oct. 2 to October 22", "between 2014 and 2018", "March 3-5", "January and February of
    /// this year", "Monday through Friday".
    private func dateRange(_ i: Int) -> DateMatch? {
        let opens = key(i) == .from || key(i) == .between
        let j = opens ? i + 1 : i
        if !opens,
            !(isDigits(i) || has(i, FormRoles([.month, .weekday, .ordinal]))
                || [
                    .the, .today, .this, .last, .next, .yesterday, .tomorrow, .early, .late, .mid,
                    .in,
                ].contains(key(i)) || isWord(i) && items[i].length == 1)
        {
            return nil
        }
        if let days = daysOfMonth(i, j, opens: opens) ?? loneDays(i) { return days }
        let inYear = !opens && key(j) == .in && isLiteral ? j + 1 : j
        if inYear > j, yearAt(inYear) == nil { return nil }
        guard let first = endpoint(inYear) else { return nil }
        guard let (k, isAnd) = connector(first.end, between: key(i) == .between) else { return nil }
        guard let second = endpoint(k) ?? (isLiteral || first.day != nil ? lateDay(k, first) : nil)
        else { return nil }
        if isAnd, key(i) != .between {
            // "January and February": the same kind of thing, next to each other.
            guard first.precision == .month, second.precision == .month, first.month != nil,
                second.month != nil, !isLiteral
            else { return nil }
        }
        if isAnd, key(i) == .between, first.precision == .unknown, second.precision == .unknown,
            reference != nil
        {
            return nil
        }
        return joined(i, first, second)
    }

    func endpoint(_ i: Int) -> DateMatch? {
        if key(i) == .now || isLiteral && key(i) == .date && [.to, .till].contains(key(i - 1)) {
            var match = DateMatch(start: i, end: i + 1)
            place(&match, from: 0, to: 0)
            return match
        }
        if key(i) == .the, let day = calendarDay(i + 1) { return day }
        guard i < count else { return nil }
        if isLiteral, key(i) == .in { return nil }
        if let day = holiday(i) { return day }
        return calendarDay(i) ?? dayWord(i) ?? weekdayDate(i) ?? period(i)
            ?? (isLiteral ? distance(i) : nil)
    }

    /// "… through the 19th"
    private func lateDay(_ k: Int, _ first: DateMatch) -> DateMatch? {
        let d = key(k) == .the ? k + 1 : k
        guard var month = first.month, let day = dayNumber(d), day.isOrdinal || key(k) == .the
        else { return nil }
        var year = first.year ?? first.from?.year
        // "from April 27 to the third"
        if day.day < first.day ?? 0 {
            if month == 12 { year = year.map { $0 + 1 } }
            month = month % 12 + 1
        } else {
            year = first.year
        }
        return resolved(
            DateMatch(start: k, end: day.end, year: year, month: month, day: day.day))
    }

    private func connector(_ e: Int, between: Bool) -> (Int, isAnd: Bool)? {
        switch key(e) {
        case .to, .until, .till, .through, .thru:
            return (e + 1, false)
        case .up where key(e + 1) == .to: return (e + 2, false)
        case .and: return (e + 1, true)
        default: break
        }
        if sign(e) == 45 || sign(e) == 126 { return (e + 1, false) }
        return nil
    }

    /// "March 3-5", "3 to 5 March 2024", "from 4 to 22 this month", "November 15th through 19th".
    private func daysOfMonth(_ i: Int, _ j: Int, opens: Bool) -> DateMatch? {
        // Month before the days.
        if let m = month(j) {
            var k = j + 1
            if sign(k) == 46 { k += 1 }
            if key(k) == .between || key(k) == .from { k += 1 }
            if key(k) == .the { k += 1 }
            guard let a = dayNumber(k) else { return nil }
            guard let (c, isAnd) = connector(a.end, between: key(i) == .between) else { return nil }
            if isAnd, isLiteral, key(i) != .between { return nil }
            var d = c
            if key(d) == .the { d += 1 }
            guard let b = dayNumber(d), b.day > a.day, !has(b.end, .month), !has(d - 1, .month),
                sign(b.end) != 58
            else { return nil }
            if sign(a.end) == 45, sign(b.end) == 45, isDigits(b.end + 1) { return nil }
            var match = DateMatch(start: i, end: b.end, month: m, day: a.day)
            if let year = yearAfterDays(b.end) { (match.year, match.end) = (year.year, year.end) }
            return closed(match, b.day)
        }
        guard let a = dayNumber(j) else { return nil }
        guard let (c, isAnd) = connector(a.end, between: key(i) == .between) else { return nil }
        if isAnd, isLiteral, key(i) != .between { return nil }
        var d = c
        if key(d) == .the { d += 1 }
        if isLiteral, let m = month(d), let b = dayNumber(d + 1) {
            // "from 02 to April 07"
            guard opens, b.day > a.day else { return nil }
            return closed(DateMatch(start: i, end: b.end, month: m, day: a.day), b.day)
        }
        guard let b = dayNumber(d), b.day > a.day else { return nil }
        var k = b.end
        if key(k) == .of { k += 1 }
        if let m = month(k) {
            var match = DateMatch(start: i, end: k + 1, month: m, day: a.day)
            if let year = yearAfterDays(sign(k + 1) == 46 ? k + 2 : k + 1) {
                (match.year, match.end) = (year.year, year.end)
            }
            return closed(match, b.day)
        }
        if let offset = deixis(k), key(k + 1) == .month, let reference {
            let months = reference.year * 12 + reference.month - 1 + offset
            var match = DateMatch(start: i, end: k + 2)
            match.from = CalendarDay(year: months / 12, month: months % 12 + 1, day: a.day)
            match.to = CalendarDay(year: months / 12, month: months % 12 + 1, day: b.day)
            return match
        }
        if deixis(k) != nil, key(k + 1) == .month {
            return DateMatch(start: i, end: k + 2, precision: .unknown)
        }
        return nil
    }

    private func yearAfterDays(_ i: Int) -> (year: Int, end: Int)? {
        var j = i
        if sign(j) == 44 { j += 1 }
        if key(j) == .of { j += 1 }
        return yearAt(j) ?? (isLiteral ? spokenYear(j) : nil)
    }

    private func closed(_ match: DateMatch, _ last: Int) -> DateMatch? {
        guard var m = resolved(match) else { return nil }
        guard let from = m.from else { return m }
        m.to = CalendarDay(year: from.year, month: from.month, day: last)
        return m.to == nil ? nil : m
    }

    /// Two dates made one period; a year, month or side in time written once holds for both.
    private func joined(_ i: Int, _ first: DateMatch, _ second: DateMatch) -> DateMatch? {
        var a = first
        var b = second
        // "May to October 2020", "Nov-Feb 2017"
        if a.year == nil, let year = b.year, let month = a.month {
            let later =
                b.month.map { $0 < month || $0 == month && (a.day ?? 0) > (b.day ?? 31) } ?? false
            a.year = later ? year - 1 : year
            a = (a.day == nil ? resolvedMonth(a) : resolved(a)) ?? a
        } else if b.year == nil, let year = a.year, let month = b.month, let fromMonth = a.month {
            b.year = month < fromMonth ? year + 1 : year
            b = (b.day == nil ? resolvedMonth(b) : resolved(b)) ?? b
        }
        if a.year == nil, b.year == nil, let m = a.month, let n = b.month, let reference {
            let wraps = n < m || n == m && (b.day ?? 31) < (a.day ?? 1)
            let side = direction(i)
            for step in 0...3 {
                let year = side == .past ? reference.year + 1 - step : reference.year - 1 + step
                (a.year, b.year) = (year, wraps ? year + 1 : year)
                guard let x = a.day == nil ? resolvedMonth(a) : resolved(a),
                    let y = b.day == nil ? resolvedMonth(b) : resolved(b),
                    let from = x.from, let to = y.to
                else { break }
                if side == .past ? from <= reference : to >= reference {
                    (a, b) = (x, y)
                    break
                }
            }
            (a.basis, b.basis) = (.relative, .relative)
        }
        var match = DateMatch(start: i, end: max(first.end, second.end))
        // No finer than its vaguer end.
        match.precision = coarser(a.precision, b.precision)
        match.basis = a.basis == .explicit && b.basis == .explicit ? .explicit : .relative
        guard var from = a.from, var to = b.to else {
            match.precision = .unknown
            return match
        }
        // "Saturday to Sunday", "December to January": the second follows the first.
        if to < from {
            if b.weekday != nil, b.day == nil, a.weekday != nil {
                if direction(i) == .future || isLiteral {
                    to = to.adding(days: 7)
                } else {
                    from = from.adding(days: -7)
                }
            } else if b.month != nil, b.year == nil, a.year == nil {
                let y = direction(i) == .future ? 1 : 0
                if y == 1 || to.adding(days: 366) <= (reference ?? to).adding(days: 200) {
                    to =
                        CalendarDay(
                            year: to.year + 1, month: to.month,
                            day: min(to.day, CalendarDay.daysIn(month: to.month, year: to.year + 1))
                        ) ?? to
                } else {
                    from =
                        CalendarDay(
                            year: from.year - 1, month: from.month,
                            day: min(
                                from.day, CalendarDay.daysIn(month: from.month, year: from.year - 1)
                            )) ?? from
                }
            }
            guard from <= to else { return nil }
        }
        (match.from, match.to) = (from, to)
        return match
    }

    private func coarser(_ a: EventTime.Precision, _ b: EventTime.Precision) -> EventTime.Precision
    {
        let order: [EventTime.Precision] = [.time, .day, .week, .month, .quarter, .year]
        guard let x = order.firstIndex(of: a), let y = order.firstIndex(of: b) else { return .day }
        // A moment and a day bound days.
        return order[max(x, y, 1)]
    }

    /// "for 3 days from today", "a week starting tomorrow", "1 week, from 20th dec"; literal reading
    /// only.
    private func spanFrom(_ i: Int) -> DateMatch? {
        guard isLiteral else { return nil }
        let isFor = key(i) == .for
        guard let span = timeSpan(isFor ? i + 1 : i), span.unit.seconds >= 86400 else { return nil }
        var e = span.end
        var start = i
        if sign(e) == 44 { e += 1 }
        if key(e) == .starting || key(e) == .beginning || key(e) == .commencing {
            e += key(e + 1) == .from || key(e + 1) == .on ? 2 : 1
            start = isFor ? i + 1 : i
        } else if isFor, key(e) == .from {
            e += 1
        } else {
            return nil
        }
        var scanner = self
        scanner.assumed = .future
        guard let first = scanner.endpoint(e) else { return nil }
        var match = DateMatch(start: start, end: first.end)
        guard let from = first.from else {
            match.precision = .unknown
            return match
        }
        match.from = from
        match.to = shifted(from, span, 1).adding(days: -1)
        return match
    }

    /// "the night of Sunday to Monday", "the night of March 3", "the night from Saturday to Sunday".
    private func nightOf(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        guard key(j) == .night || has(j, .partOfDay) && key(j + 1) == .of,
            key(j + 1) == .of || key(j + 1) == .from || key(j + 1) == .between
        else { return nil }
        let k = j + 2
        if var range = dateRange(key(j + 1) == .from || key(j + 1) == .between ? j + 1 : k),
            range.precision == .day || range.precision == .unknown
        {
            range.start = i
            return range
        }
        guard var match = bareMoment(k), match.precision == .day || match.precision == .unknown,
            match.weekday != nil || match.day != nil
        else { return nil }
        match.start = i
        match.hasPartOfDay = true
        return match
    }
}
