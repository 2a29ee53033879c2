import TocsinModel

/// Dates told from where the writer stands: "on Tuesday", "last week", "two days earlier".
extension FormScanner {
    // MARK: - Weekdays

    /// "Tuesday", "last Friday", "monday, january 12th", "tuesday of next week", "Friday the 22nd".
    func weekdayDate(_ i: Int) -> DateMatch? {
        var j = i
        var offset: Int?
        if let d = deixis(i) {
            offset = d
            j = i + 1
            // "this past Wednesday", "this coming Friday"
            if key(i) == .past { offset = -2 }
            // "the coming Wednesday" is the next there is.
            if !isLiteral, key(i) == .coming || key(i) == .upcoming { offset = 2 }
            if key(i) == .this, let d2 = deixis(j), key(j) != .this {
                offset = d2 < 0 ? -2 : 2
                j += 1
            }
        }
        guard let day = weekday(j) else { return nil }
        var end = j + 1
        var match = DateMatch(start: i, end: end, weekday: day)
        // A calendar day that follows settles it: "Monday, January 12th, 2016".
        var k = end
        if has(k, .partOfDay), sign(k + 1) == 44, startsDate(k + 2) { k += 1 }
        if sign(k) == 46, isGlued(k), items[j].length <= 5 { k += 1 }
        let bracket = sign(k) == 40
        if sign(k) == 44 || bracket || sign(k) == 45 && isGlued(k) { k += 1 }
        let the = key(k) == .the ? k + 1 : k
        if let date = calendarDay(the),
            offset == nil || k > end || isLiteral && isDigits(the)
                || has(the, .month) && offset == nil
        {
            match = date
            match.start = i
            match.weekday = day
            if bracket, sign(date.end) == 41 { match.end = date.end + 1 }
            if !isLiteral { matchWeekday(&match) }
            if offset != nil, offset! > 0, let from = match.from, let reference, from < reference,
                let month = match.month, let dayOfMonth = match.day, match.year == nil
            {
                match.from = CalendarDay(year: from.year + 1, month: month, day: dayOfMonth)
                match.to = match.from
            }
            return match
        }
        // "Friday the 22nd", "saturday the second"
        if key(end) == .the || isLiteral && isDigits(end) && items[end].length <= 2, offset == nil {
            let number =
                key(end) == .the
                ? dayNumber(end + 1).map { ($0.day, $0.end) }
                    ?? (isLiteral ? spokenDay(end + 1).map { ($0.day, $0.end) } : nil)
                : dayNumber(end).map { ($0.day, $0.end) }
            if let (dayOfMonth, e) = number, dayOfMonth <= 31,
                key(end) == .the || e >= count
                    || items[e].kind == .sign && sign(e) != 58 && sign(e) != 45 && sign(e) != 47
            {
                match.end = e
                match.day = dayOfMonth
                guard let reference else {
                    match.precision = .unknown
                    return match
                }
                if let found = nearestDay(dayOfMonth, weekday: day, reference) {
                    (match.from, match.to) = (found, found)
                    return match
                }
            }
        }
        // "Friday this week", "tuesday of next week"
        var w = end
        if key(w) == .of || key(w) == .in { w += 1 }
        if key(w) == .the { w += 1 }
        if let date = linkedDistance(i, match, end) { return date }
        // "the Tuesday before last", "Wednesday week"
        if offset == nil, keys(end, .before, .last) {
            match.end = end + 2
            place(&match) { self.weekdayPlace(day, -2, $0, i).adding(days: -7) }
            return match
        }
        if offset == nil, key(end) == .week, sign(end + 1) != 45, sign(end + 1) != 39 {
            match.end = end + 1
            place(&match) { self.weekdayPlace(day, 2, $0, i).adding(days: 7) }
            return match
        }
        if offset == nil, let weeks = deixis(w), key(w + 1) == .week, sign(w + 2) != 39 {
            match.end = w + 2
            // "on Tuesday of next week" is one thing; literal reading only.
            if isLiteral, w > end, key(i - 1) == .on { match.start = i - 1 }
            place(&match) { monday($0).adding(days: weeks * 7 + day - 1) }
            return match
        }
        end = match.end
        place(&match) { self.weekdayPlace(day, offset, $0, i) }
        return match
    }

    /// "Saturday 3 days from now": the distance says which one.
    private func linkedDistance(_ i: Int, _ match: DateMatch, _ end: Int) -> DateMatch? {
        guard isLiteral, isDigits(end) || has(end, .cardinal), let date = distance(end),
            date.precision == .day || date.precision == .week,
            let from = date.from
        else { return nil }
        var m = date
        m.start = i
        m.weekday = match.weekday
        if from.weekday != match.weekday, let day = match.weekday {
            m.from = monday(from).adding(days: day - 1)
        }
        m.to = m.from
        return m
    }

    /// "Monday, March 17": the year in which that was a Monday, the nearest first.
    private func matchWeekday(_ match: inout DateMatch) {
        guard match.year == nil, let month = match.month, let day = match.day,
            let from = match.from,
            let weekday = match.weekday, from.weekday != weekday, let reference
        else { return }
        let candidates = (-4...4).compactMap {
            CalendarDay(year: reference.year + $0, month: month, day: day)
        }
        let nearest = candidates.filter { $0.weekday == weekday }.min {
            abs($0.number - reference.number) < abs($1.number - reference.number)
        }
        guard let nearest, abs(nearest.number - reference.number) < 400 else { return }
        (match.from, match.to) = (nearest, nearest)
    }

    private func weekdayPlace(_ day: Int, _ offset: Int?, _ reference: CalendarDay, _ i: Int)
        -> CalendarDay
    {
        let today = reference.weekday
        /// The last such day, today included.
        let last = reference.adding(days: -((today - day + 7) % 7))
        let next = reference.adding(days: (day - today + 7) % 7)
        switch offset {
        case -2: return day == today ? last.adding(days: -7) : last
        case 2: return day == today ? next.adding(days: 7) : next
        case -1: return monday(reference).adding(days: -7 + day - 1)
        case 1: return monday(reference).adding(days: 7 + day - 1)
        case 0:
            // "this Saturday": on the side the sentence speaks of, the last one in a report.
            if direction(i) == .future { return next }
            return isLiteral ? monday(reference).adding(days: day - 1) : last
        default: return direction(i) == .future ? next : last
        }
    }

    private func nearestDay(_ day: Int, weekday: Int, _ reference: CalendarDay) -> CalendarDay? {
        for distance in 0..<18 {
            for direction in [1, -1] {
                let months = reference.year * 12 + reference.month - 1 + distance * direction
                if let candidate = CalendarDay(year: months / 12, month: months % 12 + 1, day: day),
                    candidate.weekday == weekday
                {
                    return candidate
                }
            }
        }
        return nil
    }

    /// A weekday's name; short forms only where nothing else is meant.
    func weekday(_ i: Int) -> Int? {
        guard has(i, .weekday) else { return nil }
        if !isLiteral {
            guard isCapitalized(i) else { return nil }
            // "Mondays" are a habit.
            if items[i].length > 6, bytes[end(i + 1) - 1] | 32 == 115 { return nil }
        }
        if !isLiteral, isPartOfName(i) { return nil }
        if has(i, .ambiguous), !isLiteral {
            let next = sign(i + 1) == 44 || sign(i + 1) == 46
            guard next || key(i - 1) == .on || has(i + 1, .month) || isDigits(i + 1) else {
                return nil
            }
        }
        return Int(word(i).index)
    }

    /// "Black Friday", "the Sunday Times".
    private func isPartOfName(_ i: Int) -> Bool {
        if isPlainWord(
            i - 1, "black", "good", "bloody", "ash", "palm", "super", "cyber", "holy", "fat"),
            isCapitalized(i - 1)
        {
            return true
        }
        return key(i - 1) == .the && !isTitle && isCapitalized(i + 1) && items[i + 1].entry == 0
            && items[i + 1].spaced
    }

    func monday(_ day: CalendarDay) -> CalendarDay { day.adding(days: 1 - day.weekday) }

    func place(_ match: inout DateMatch, _ day: (CalendarDay) -> CalendarDay?) {
        guard let reference, let found = day(reference) else {
            match.precision = .unknown
            return
        }
        (match.from, match.to) = (found, found)
    }

    func place(_ match: inout DateMatch, from: Int, to: Int) {
        guard let reference else {
            match.precision = .unknown
            return
        }
        (match.from, match.to) = (reference.adding(days: from), reference.adding(days: to))
    }

    // MARK: - Words

    /// "today", "the day before yesterday", "overnight", "last night", "this morning".
    func dayWord(_ i: Int) -> DateMatch? {
        var match = DateMatch(start: i, end: i + 1)
        switch key(i) {
        case .today, .otd: place(&match, from: 0, to: 0)
        case .tonight: place(&match, from: 0, to: 0)
        case .yesterday: place(&match, from: -1, to: -1)
        case .tomorrow, .tmrw: place(&match, from: 1, to: 1)
        case .overnight:
            // "overnight on Sunday", "overnight into Monday": the night that ends then.
            let j = key(i + 1) == .on || key(i + 1) == .into ? i + 2 : i + 1
            // "overnight Monday to Tuesday", "overnight from Sunday into Monday"
            let night = key(i + 1) == .from ? i + 2 : j
            if !isLiteral, let eve = weekdayDate(night),
                key(eve.end) == .to || key(eve.end) == .into,
                let morning = weekdayDate(eve.end + 1), let from = eve.from,
                morning.from == from.adding(days: 1)
            {
                match = morning
                match.start = i
                match.from = from
                match.to = morning.to
            } else if !isLiteral, j > i + 1, let day = weekdayDate(j) ?? calendarDay(j) {
                match = day
                match.start = i
                match.from = day.from?.adding(days: -1)
            } else {
                place(&match, from: -1, to: 0)
            }
        case .now where isLiteral: return presentMoment(i, i + 1)
        case .right where isLiteral && key(i + 1) == .now: return presentMoment(i, i + 2)
        case .at where isLiteral: return atThisTime(i)
        case .as where isLiteral && isPlainWord(i + 1, "soon") && key(i + 2) == .as:
            return isPlainWord(i + 3, "possible") ? presentMoment(i, i + 4) : nil
        case .the, .day:
            let d = key(i) == .the ? i + 1 : i
            guard key(d) == .day else {
                guard key(i) == .the, let offset = deixis(d), offset != 0 || key(d) == .current,
                    key(d + 1) == .day, key(d + 2) != .of
                else {
                    return sameDay(i)
                }
                match.end = d + 2
                anchor(&match, i, days: offset)
                return match
            }
            if key(d + 1) == .before || key(d + 1) == .after {
                let sign = key(d + 1) == .before ? -1 : 1
                if let inner = anchorDate(d + 2) {
                    match.end = inner.end
                    shift(&match, inner, days: sign)
                    return match
                }
                guard key(i) == .the, !isWord(d + 2) || isLiteral && key(d + 2) != .day else {
                    return nil
                }
                match.end = d + 2
                anchor(&match, i, days: sign)
                return match
            }
            if isLiteral, key(i) == .the, d + 1 >= count || items[d + 1].kind == .sign {
                match.end = d + 1
                place(&match, from: 0, to: 0)
                return match
            }
            return nil
        case .same:
            return sameDay(i - 1).map {
                var m = $0; m.start = i; return m
            }
        case .last, .this, .next, .previous, .past:
            if has(i + 1, .partOfDay), word(i + 1).index <= 4 {
                match.end = i + 2
                match.hasPartOfDay = true
                let day = (deixis(i) ?? 0)
                if key(i) == .next { return nil }
                place(&match, from: day, to: day)
                return match
            }
            if key(i + 1) == .day, let offset = deixis(i), isLiteral || offset != 0,
                key(i) != .past,
                key(i + 2) != .of
            {
                match.end = i + 2
                anchor(&match, i, days: offset)
                return match
            }
            return nil
        default: return nil
        }
        return match
    }

    /// "now", "at the moment": the moment of publication.
    private func presentMoment(_ i: Int, _ end: Int) -> DateMatch {
        var match = DateMatch(start: i, end: end, precision: .time)
        match.clock = now
        place(&match, from: 0, to: 0)
        return match
    }

    private func atThisTime(_ i: Int) -> DateMatch? {
        guard key(i + 1) == .the || key(i + 1) == .this else { return nil }
        if isPlainWord(i + 2, "moment", "minute") || key(i + 1) == .this && key(i + 2) == .time {
            return presentMoment(i, i + 3)
        }
        return isPlainWord(i + 2, "present") && key(i + 3) == .time ? presentMoment(i, i + 4) : nil
    }

    /// "the same day": the day spoken of before.
    private func sameDay(_ i: Int) -> DateMatch? {
        guard key(i + 1) == .same, !isLiteral, key(i + 2) == .day || has(i + 2, .partOfDay) else {
            return nil
        }
        var match = DateMatch(start: i, end: i + 3)
        anchor(&match, i, days: 0)
        return match
    }

    /// Counts from the date spoken of before in the sentence, else from the publication day where
    /// the text is read literally; else it is unknown.
    func anchor(_ match: inout DateMatch, _ i: Int, days: Int) {
        if let before = dateBefore(i) {
            (match.from, match.to) = (before.adding(days: days), before.adding(days: days))
        } else if isLiteral {
            place(&match, from: days, to: days)
        } else {
            match.precision = .unknown
        }
    }

    /// The last date of the sentence before item `i`.
    func dateBefore(_ i: Int) -> CalendarDay? {
        guard !isLiteral else { return nil }
        var j = 0
        var found: CalendarDay?
        while j < i {
            if mayStartDate(j), let date = calendarDay(j) ?? weekdayDate(j), date.end <= i {
                found = date.from ?? found
                j = date.end
            } else {
                j += 1
            }
        }
        return found
    }

    func mayStartDate(_ j: Int) -> Bool {
        isDigits(j) || has(j, [.month, .weekday])
    }
}
