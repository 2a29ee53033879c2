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
            if dayNumber(next) != nil || yearAt(next) != nil { return Int(word(i).index) }
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

    private func precedesMonth(_ key: FormKey) -> Bool {
        switch key {
        case .in, .of, .since, .until, .till, .by, .from, .to, .last, .next, .this, .early, .late,
            .mid, .through, .before,
            .after, .between, .each, .every, .past, .coming, .previous, .following, .end, .during:
            true
        default: false
        }
    }

    /// Steps over the full stop of "Oct.".
    private func afterStop(_ i: Int) -> Int {
        sign(i) == 46 && isGlued(i) && i + 1 < count ? i + 1 : i
    }

    /// "4", "4th", "twenty-second"; 1…31.
    func dayNumber(_ i: Int) -> (day: Int, end: Int, isOrdinal: Bool)? {
        if isDigits(i) {
            if sign(i - 1) == 46 || sign(i - 1) == 44, isGlued(i), isDigits(i - 2), isGlued(i - 1) {
                return nil
            }
            guard items[i].length <= 2, items[i].value >= 1, items[i].value <= 31 else {
                return nil
            }
            let day = Int(items[i].value)
            if isGlued(i + 1) {
                if has(i + 1, .ordinalSuffix) {
                    return isGluedToMore(after: i + 1) ? nil : (day, i + 2, true)
                }
                if isWord(i + 1), !has(i + 1, .month) { return nil }
                if sign(i + 1) == 46 || sign(i + 1) == 44 || sign(i + 1) == 58, isDigits(i + 2),
                    isGlued(i + 2)
                {
                    return nil
                }
                if sign(i + 1) == 37 { return nil }
            }
            return (day, i + 1, false)
        }
        if has(i, [.smallOrdinal, .tensOrdinal]), !has(i, .plural), word(i).number <= 30 {
            return (Int(word(i).number), i + 1, true)
        }
        if has(i, .tens), word(i).number <= 30 {
            let j = afterHyphen(i + 1)
            if has(j, .smallOrdinal), !has(j, .plural), word(j).number < 10,
                word(i).number + word(j).number <= 31
            {
                return (Int(word(i).number + word(j).number), j + 1, true)
            }
        }
        return nil
    }

    /// A day number in plain words: "may twenty nine".
    func spokenDay(_ i: Int) -> (day: Int, end: Int)? {
        guard has(i, [.ones, .teens, .tens]), let n = cardinal(i), n.value >= 1, n.value <= 31,
            n.scale == 1
        else {
            return nil
        }
        return (Int(n.value), n.end)
    }

    /// A year in four digits, in words, or as '89.
    func yearAt(_ i: Int) -> (year: Int, end: Int)? {
        if isDigits(i), items[i].length == 4 {
            let year = Int(items[i].value)
            guard year >= (isLiteral ? 1000 : 1500), year < 2200 else { return nil }
            if isGlued(i + 1) {
                if isWord(i + 1), !has(i + 1, .month),
                    !(items[i + 1].length == 1 && isDigits(i + 2) && isGlued(i + 2))
                {
                    return nil
                }
                if sign(i + 1) == 46 || sign(i + 1) == 44, isDigits(i + 2), isGlued(i + 2),
                    !isLiteral || items[i + 2].length > 2
                {
                    return nil
                }
                if sign(i + 1) == 37 { return nil }
            }
            return (year, i + 1)
        }
        if sign(i) == 39, isDigits(i + 1), isGlued(i + 1), items[i + 1].length == 2,
            !isGluedToMore(after: i + 1)
        {
            return (fullYear(Int(items[i + 1].value)), i + 2)
        }
        return nil
    }

    /// "two thousand and eighteen", "nineteen ninety nine", "twenty twenty-four".
    func spokenYear(_ i: Int) -> (year: Int, end: Int)? {
        if has(i + 1, .scale), word(i + 1).number == 1000, has(i, .ones),
            let n = cardinal(i), n.value >= 1000, n.value < 2200
        {
            return (Int(n.value), n.end)
        }
        guard has(i, [.teens, .tens]), word(i).number >= 17, word(i).number <= 20 else {
            return nil
        }
        guard has(i + 1, [.teens, .tens]), let low = cardinal(i + 1), low.value >= 10,
            low.value < 100
        else { return nil }
        return (Int(word(i).number * 100 + low.value), low.end)
    }

    func fullYear(_ twoDigits: Int) -> Int {
        let pivot = reference.map { ($0.year + 20) % 100 } ?? 50
        return twoDigits <= max(pivot, 30) ? 2000 + twoDigits : 1900 + twoDigits
    }

    /// The year that follows a day and month: ", 2016", "of 2016", "two thousand and six", "89".
    private func yearAfter(_ i: Int, twoDigits: Bool) -> (year: Int, end: Int)? {
        var j = i
        if sign(j) == 44 { j += 1 }
        if key(j) == .of || key(j) == .in { j += 1 }
        if let year = yearAt(j) {
            // "Dec 5 2,000 people" and "May 5, 2010 people" are no years.
            return year
        }
        if isLiteral, let year = spokenYear(j) { return year }
        // "2 January of this year"
        if let year = relativeYear(i), !isLiteral || key(i) == .of { return year }
        if isLiteral, key(i) == .of, isDigits(j), items[j].length == 2, items[j].value > 31 {
            return (fullYear(Int(items[j].value)), j + 1)
        }
        if twoDigits, j == i, isDigits(j), items[j].length == 2,
            j + 1 >= count || items[j + 1].kind == .sign && sign(j + 1) != 58 && sign(j + 1) != 37
        {
            return (fullYear(Int(items[j].value)), j + 1)
        }
        return nil
    }

    // MARK: - Days

    /// A calendar day: "January 12th, 2016", "22 of jan", "2019-sep-1", "21/04/16", "30 DEC 89".
    func calendarDay(_ i: Int) -> DateMatch? {
        if let m = month(i) { return monthFirst(i, m) }
        if let match = dayFirst(i) { return match }
        return numeric(i)
    }

    private func monthFirst(_ i: Int, _ month: Int) -> DateMatch? {
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

    private func dayFirst(_ i: Int) -> DateMatch? {
        guard let (day, dayEnd, isOrdinal) = dayNumber(i) else { return yearFirst(i) }
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
    private func yearFirst(_ i: Int) -> DateMatch? {
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
    private func numeric(_ i: Int) -> DateMatch? {
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
    private func compact(_ i: Int) -> DateMatch? {
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
    private func yearless(
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

    // MARK: - Months and years

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
        case .last, .past, .previous, .prior: -1
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
            items[end + 1].length == 2, Int(items[end + 1].value) == (year + 1) % 100,
            !isGluedToMore(after: end + 1), sign(end + 2) != sign(end) || !isGlued(end + 2)
        {
            match.end = end + 2
            match.to = CalendarDay(year: year + 1, month: 12, day: 31)
        }
        return match
    }

    /// Four digits alone are a year unless something is counted with them.
    private func isYear(_ i: Int, _ end: Int) -> Bool {
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
    private func isPluralNoun(_ i: Int) -> Bool {
        guard lowerCased(i), items[i].length > 4 else { return false }
        if has(i, .counted) { return true }
        return isPlainWord(
            i, "troops", "workers", "homes", "houses", "families", "children", "women",
            "protesters", "refugees",
            "students", "police", "officers", "fighters", "miles", "residents", "others",
            "passengers", "members", "cases", "drones", "missiles")
    }

    private func decade(_ i: Int) -> DateMatch? {
        var match = DateMatch(start: i, end: i + 2, precision: .year, basis: .explicit)
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
