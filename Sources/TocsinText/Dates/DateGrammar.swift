import TocsinModel

/// A date, a period or a moment read from the text, resolved as far as it can be.
struct DateMatch {
    var start: Int
    var end: Int
    /// Inclusive; nil where unknown or open.
    var from: CalendarDay?
    var to: CalendarDay?
    var precision: EventTime.Precision = .day
    var basis: EventTime.Basis = .relative
    /// Seconds since midnight, where a clock time is given.
    var clock: Int?
    /// What was written, for ranges that share a part: "March 3 to 5", "from May to June 2024".
    var year: Int?
    var month: Int?
    var day: Int?
    var weekday: Int?
    /// "Tuesday morning", "last night".
    var hasPartOfDay = false
}

/// Where a date without a year, or a bare weekday, lies.
enum DateDirection { case past, future, unmarked }

extension FormScanner {
    /// A date may start here: a cheap test before the grammar is tried.
    func isDate(_ i: Int) -> Bool { date(i) != nil }

    // MARK: - Parts

    /// A month's name.
    func month(_ i: Int) -> Int? {
        guard has(i, .month) else { return nil }
        if has(i, .ambiguous) {
            if !isLiteral, !isCapitalized(i) { return nil }
            let j =
                sign(i + 1) == 46 || sign(i + 1) == 44 || sign(i + 1) == 45 || sign(i + 1) == 47
                ? i + 2 : i + 1
            let next = key(j) == .the ? j + 1 : j
            if dayNumber(next) != nil || yearAt(next) != nil || isLiteral && spokenDay(next) != nil
            {
                return Int(word(i).index)
            }
            if isDigits(i - 1) && items[i - 1].value <= 31
                || has(i - 1, [.ordinal, .ordinalSuffix])
            {
                return Int(word(i).index)
            }
            if precedesMonth(key(i - 1)) { return Int(word(i).index) }
            // "May to March", "March-April"
            if [.to, .until, .through, .and].contains(key(i + 1)) || sign(i + 1) == 45,
                has(i + 2, .month)
            {
                return Int(word(i).index)
            }
            if key(i - 1) == .and || key(i - 1) == .or {
                return has(i - 2, .month) ? Int(word(i).index) : nil
            }
            if sign(i - 1) == 45, has(i - 2, .month) || key(i - 2) == .mid {
                return Int(word(i).index)
            }
            return nil
        }
        if !isLiteral, items[i].length == 3 {
            // "Jan" is a name too: a short form wants a day, a year or a preposition beside it.
            guard isCapitalized(i) else { return nil }
            let j =
                sign(i + 1) == 46 || sign(i + 1) == 44 || sign(i + 1) == 45 || sign(i + 1) == 47
                ? i + 2 : i + 1
            let beside =
                isDigits(j) || isDigits(i - 1) || has(i - 1, .ordinalSuffix) || sign(i + 1) == 39
            guard
                beside || precedesMonth(key(i - 1)) || sign(i - 1) == 45 || has(i - 1, .weekday)
                    || sign(i - 1) == 44 && has(i - 2, .weekday)
            else { return nil }
        }
        return Int(word(i).index)
    }

    // MARK: - Days

    /// A calendar day: "January 12th, 2016", "22 of jan", "2019-sep-1", "21/04/16", "30 DEC 89".
    func calendarDay(_ i: Int) -> DateMatch? {
        if let m = month(i) { return monthFirst(i, m) }
        if let match = dayFirst(i) { return match }
        return numeric(i)
    }

    func monthFirst(_ i: Int, _ month: Int) -> DateMatch? {
        var j = afterStop(i + 1)
        var separator: UInt8 = 0
        if sign(j) == 45 || sign(j) == 47, isGlued(j), isGlued(j + 1),
            isDigits(j + 1) || has(j + 1, .ordinal)
        {
            separator = sign(j)
            j += 1
        } else if sign(j) == 44, isLiteral || has(j + 1, .ordinal) {
            j += 1
        }
        if key(j) == .the { j += 1 }
        var found = dayNumber(j).map { ($0.day, $0.end) }
        if found == nil, isLiteral, spokenYear(j) == nil { found = spokenDay(j) }
        guard let (day, end) = found else { return nil }
        // "May 5 people": no; "Sept 11 2,000 dead": the day stands.
        if !isLiteral, has(end, .percent) || key(end) == .percentage { return nil }
        var match = DateMatch(start: i, end: end, month: month, day: day)
        if separator != 0, sign(end) == separator, let year = yearAt(end + 1) {
            match.year = year.year
            match.end = year.end
        } else if let year = yearAfter(
            end, twoDigits: isAllCaps(i))
        {
            match.year = year.year
            match.end = year.end
        }
        return resolved(match)
    }

    func dayFirst(_ i: Int) -> DateMatch? {
        var found = dayNumber(i)
        if found == nil, isLiteral, let spoken = spokenDay(i), has(spoken.end, .month) {
            found = (spoken.day, spoken.end, true)
        }
        guard let (day, dayEnd, isOrdinal) = found else { return yearFirst(i) }
        var j = dayEnd
        let glued = isGlued(j)
        var separator: UInt8 = 0
        if sign(j) == 45 || sign(j) == 47 || sign(j) == 46, isGlued(j), isGlued(j + 1),
            has(j + 1, .month)
        {
            separator = sign(j)
            j += 1
        }
        if key(j) == .of { j += 1 }
        if key(j) == .day, key(j + 1) == .of { j += 2 }
        guard let month = month(j) else { return nil }
        if glued, !isOrdinal, separator == 0, !isLiteral { return nil }
        var end = j + 1
        // "killed 12 March 5": the second number is the day.
        if separator == 0, key(j - 1) != .of, !isOrdinal, let next = dayNumber(afterStop(end)),
            isDigits(afterStop(end)),
            !(isAllCaps(j) && items[afterStop(end)].length == 2), next.end > 0
        {
            return nil
        }
        let stop = afterStop(end)
        var match = DateMatch(start: i, end: end, month: month, day: day)
        if separator != 0 {
            if sign(stop) == separator, isGlued(stop) || isLiteral {
                if let year = yearAt(stop + 1) {
                    (match.year, match.end) = (year.year, year.end)
                } else if isDigits(stop + 1), items[stop + 1].length == 2 {
                    (match.year, match.end) = (fullYear(Int(items[stop + 1].value)), stop + 2)
                }
            }
        } else if let year = yearAfter(stop, twoDigits: isAllCaps(j)) {
            (match.year, match.end) = (year.year, year.end)
        }
        end = match.end
        return resolved(match)
    }

    /// "2019-sep-1", "2015 June 5"
    func yearFirst(_ i: Int) -> DateMatch? {
        guard let (year, end) = yearAt(i), isDigits(i) else { return nil }
        var j = end
        let separator = sign(j)
        if separator == 45 || separator == 47 || separator == 44 || separator == 46 { j += 1 }
        guard has(j, .month), let m = month(j) ?? (isLiteral ? Int(word(j).index) : nil) else {
            return numeric(i)
        }
        var k = j + 1
        if separator != 0, sign(k) == separator { k += 1 }
        guard let (day, dayEnd, _) = dayNumber(k) else { return nil }
        return resolved(DateMatch(start: i, end: dayEnd, year: year, month: m, day: day))
    }

    /// "21/04/16", "2015-05-13", "13.5.2015"; in literal reading "4/22" too.
    func numeric(_ i: Int) -> DateMatch? {
        if isLiteral, let match = compact(i) { return match }
        guard isDigits(i), items[i].length <= 4,
            !isGlued(i)
                || !(isWord(i - 1) || sign(i - 1) == 46 || sign(i - 1) == 47 || sign(i - 1) == 36
                    || sign(i - 1) == 43)
        else { return nil }
        let separator = sign(i + 1)
        guard separator == 47 || separator == 45 || separator == 46, isDigits(i + 2),
            items[i + 2].length <= 2,
            isGlued(i + 1), isGlued(i + 2)
        else { return nil }
        let a = Int(items[i].value)
        let b = Int(items[i + 2].value)
        if sign(i + 3) == separator, isGlued(i + 3), isDigits(i + 4), isGlued(i + 4) {
            let c = Int(items[i + 4].value)
            if sign(i + 5) == separator && separator != 45, isDigits(i + 6), isGlued(i + 6) {
                return nil
            }
            if isGluedToMore(after: i + 4), !isLiteral { return nil }
            var match = DateMatch(start: i, end: i + 5)
            if items[i].length == 4 {
                guard (1...12).contains(b), (1...31).contains(c), a >= 1000 else { return nil }
                (match.year, match.month, match.day) = (a, b, c)
            } else {
                guard items[i].length <= 2, items[i + 4].length == 4 || items[i + 4].length == 2
                else { return nil }
                let year = items[i + 4].length == 4 ? c : fullYear(c)
                guard year >= 1000, year < 2200 else { return nil }
                let preferDay =
                    options.dayFirst || separator == 46 && a <= 31 && (!isLiteral || a > 12)
                var month = preferDay ? b : a
                var day = preferDay ? a : b
                if month > 12 { swap(&month, &day) }
                guard (1...12).contains(month), (1...31).contains(day) else { return nil }
                // 11/03/2025 in a report of 11 March: a past day is likelier than a coming one.
                if !isLiteral, day <= 12, let reference, direction(i) != .future,
                    let read = CalendarDay(year: year, month: month, day: day), read > reference,
                    let other = CalendarDay(year: year, month: day, day: month), other <= reference
                {
                    swap(&month, &day)
                }
                (match.year, match.month, match.day) = (year, month, day)
            }
            return resolved(match)
        }
        guard isLiteral, items[i].length <= 2, !isGluedToMore(after: i + 2) else { return nil }
        if separator == 46 || separator == 45 {
            switch key(i - 1) {
            case .on, .in: break
            default:
                guard has(i - 1, .weekday) else { return nil }
            }
        }
        // "0.8/15" is a formula.
        if sign(i - 1) == 46 || sign(i + 3) == 46 && isGlued(i + 4) && isDigits(i + 4)
            || sign(i + 3) == 37
        {
            return nil
        }
        var month = options.dayFirst ? b : a
        var day = options.dayFirst ? a : b
        if month > 12 { swap(&month, &day) }
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        var match = DateMatch(start: i, end: i + 3, month: month, day: day)
        if sign(i + 3) == 44, let year = yearAt(i + 4), isLiteral {
            (match.year, match.end) = (year.year, year.end)
        }
        return resolved(match)
    }

    /// "20161016", "2016 10 16"; literal reading only.
    func compact(_ i: Int) -> DateMatch? {
        guard isDigits(i), !isGlued(i) || !isWord(i - 1), !isGluedToMore(after: i) else {
            return nil
        }
        var match = DateMatch(start: i, end: i + 1)
        if items[i].length == 8, items[i].value > 1.5e7, items[i].value < 2.2e7 {
            let n = Int(items[i].value)
            (match.year, match.month, match.day) = (n / 10000, n / 100 % 100, n % 100)
        } else if items[i].length == 4, isDigits(i + 1), isDigits(i + 2), items[i + 1].length == 2,
            items[i + 2].length == 2
        {
            (match.year, match.month, match.day) = (
                Int(items[i].value), Int(items[i + 1].value), Int(items[i + 2].value)
            )
            match.end = i + 3
        } else {
            return nil
        }
        guard (1...12).contains(match.month!), (1...31).contains(match.day!), match.year! > 1500
        else { return nil }
        return resolved(match)
    }

    /// Gives a written day its place in time.
    func resolved(_ match: DateMatch) -> DateMatch? {
        var m = match
        guard let month = m.month, let day = m.day else { return nil }
        m.precision = .day
        if let year = m.year {
            m.basis = .explicit
            m.from = CalendarDay(year: year, month: month, day: day)
            if m.from == nil, !isLiteral { return nil }
            m.to = m.from
            return m
        }
        m.basis = .relative
        guard day <= CalendarDay.daysIn(month: month, year: 2024) || isLiteral else { return nil }
        guard let reference else {
            m.precision = .unknown
            return m
        }
        m.from = yearless(month: month, day: day, reference, direction(m.start))
        m.to = m.from
        return m
    }

    /// The day and month next to the publication day on the side the sentence speaks of.
    func yearless(
        month: Int, day: Int, _ reference: CalendarDay, _ direction: DateDirection
    ) -> CalendarDay? {
        var best: CalendarDay?
        for year in (reference.year - 4)...(reference.year + 4) {
            guard let candidate = CalendarDay(year: year, month: month, day: day) else { continue }
            switch direction {
            case .past:
                if candidate <= reference { best = candidate }
            case .future:
                if candidate >= reference, best == nil { best = candidate }
            case .unmarked:
                if best == nil
                    || abs(candidate.number - reference.number)
                        < abs(best!.number - reference.number)
                {
                    best = candidate
                }
            }
        }
        // A day more than ten months back would carry its year.
        if direction == .past, !isLiteral, let back = best, reference.number - back.number > 300 {
            return CalendarDay(year: back.year + 1, month: month, day: day) ?? best
        }
        return best
    }

    /// Past or future, by the verb nearest before the date, else by the first after it.
    func direction(_ i: Int) -> DateDirection {
        if let assumed { return assumed }
        var j = i - 1
        while j >= 0, j > i - 24 {
            if has(j, .futureVerb) { return .future }
            if has(j, .pastVerb) || isParticiple(j) && lowerCased(j) {
                // "will be held", "is scheduled for", "to be opened"
                for k in stride(from: j - 1, through: max(0, j - 3), by: -1) {
                    if has(k, .futureVerb) { return .future }
                    if key(k) == .be, key(k - 1) == .to { return .future }
                }
                return .past
            }
            j -= 1
        }
        j = i + 1
        while j < count, j < i + 16 {
            if has(j, .futureVerb) { return .future }
            if has(j, .pastVerb) || isParticiple(j) && lowerCased(j) { return .past }
            j += 1
        }
        return .unmarked
    }
}
