import TocsinModel

/// A day with its time: "at 5 p.m. on Monday", "tomorrow at 8:45", "early Tuesday morning".
extension FormScanner {
    func moment(_ i: Int) -> DateMatch? {
        if let match = clockFirst(i) ?? endOfDay(i) { return match }
        // "early on Tuesday", "late Monday", "early Tuesday morning"
        switch key(i) {
        case .early, .late, .earlier, .later:
            let j = key(i + 1) == .on ? i + 2 : i + 1
            if var match = bareMoment(j), isDay(match), isNamedDay(match, j) {
                match.start = i
                return match
            }
        default: break
        }
        guard let match = bareMoment(i) else { return nil }
        return isDay(match) ? withClock(match) : match
    }

    private func isDay(_ match: DateMatch) -> Bool {
        match.precision == .day || match.precision == .unknown
    }

    /// A weekday, a date of the calendar, today and its neighbours.
    private func isNamedDay(_ match: DateMatch, _ i: Int) -> Bool {
        if match.weekday != nil || match.day != nil || match.hasPartOfDay { return true }
        switch key(i) {
        case .today, .yesterday, .tomorrow, .tmrw: return true
        default: return has(i, .holiday)
        }
    }

    /// "3pm on Tuesday", "8am this morning", "8pm in the evening, Monday", "7, this morning".
    private func clockFirst(_ i: Int) -> DateMatch? {
        guard let clock = clock(i) else { return nil }
        var j = clock.end
        var evening = false
        if key(j) == .in, key(j + 1) == .the, has(j + 2, .partOfDay) {
            evening = word(j + 2).index == 2 || word(j + 2).index == 3
            j += 3
        }
        if sign(j) == 44 { j += 1 }
        if key(j) == .on || key(j) == .of { j += 1 }
        let spoken =
            isLiteral && (sign(clock.end) == 44 || key(clock.end) == .on || key(i - 1) == .at)
        guard clock.isCertain || spoken, j > i else { return nil }
        guard let day = bareMoment(j) ?? (spoken ? loneDay(j) : nil), isDay(day), day.clock == nil,
            clock.isCertain || day.hasPartOfDay || key(j) == .tonight || key(clock.end) == .on
        else { return nil }
        var match = day
        match.start = i
        match.clock = afternoon(clock.seconds, evening || isEvening(day, key(j)))
        match.precision = day.from == nil ? .unknown : .time
        return match
    }

    /// "seven" in the evening is 19:00.
    private func afternoon(_ seconds: Int, _ isEvening: Bool) -> Int {
        isEvening && seconds < 43200 ? seconds + 43200 : seconds
    }

    private func isEvening(_ match: DateMatch, _ key: FormKey) -> Bool {
        guard match.hasPartOfDay else { return key == .tonight }
        let part = word(match.end - 1).index
        return part == 2 || part == 3 || part == 4
    }

    /// "end of tomorrow", "the end of the day"; literal reading only.
    private func endOfDay(_ i: Int) -> DateMatch? {
        guard isLiteral else { return nil }
        var match: DateMatch
        let e = key(i) == .the ? i + 1 : i
        if key(e) == .eod {
            match = DateMatch(start: i, end: e + 1)
            place(&match, from: 0, to: 0)
        } else if key(e) == .end, key(e + 1) == .of {
            let j = key(e + 2) == .the ? e + 3 : e + 2
            if key(j) == .day {
                match = DateMatch(start: e, end: j + 1)
                place(&match, from: 0, to: 0)
            } else if let day = bareMoment(j), isDay(day), isNamedDay(day, j) {
                match = day
                match.start = e
            } else {
                return nil
            }
        } else {
            return nil
        }
        match.clock = 86399
        if match.from != nil { match.precision = .time }
        return match
    }

    /// "…, at 5 p.m.", "… 10:30", "… - 6:37am", "2016-12-16T12:23:59".
    private func withClock(_ match: DateMatch) -> DateMatch {
        var m = match
        guard isNamedDay(match, match.start) || match.weekday != nil || isLiteral, m.clock == nil
        else { return m }
        var j = m.end
        if sign(j) == 44 || sign(j) == 64 || isLiteral && sign(j) == 45 { j += 1 }
        if isLiteral, isPlainWord(j, "t"), isGlued(j), isGlued(j + 1) { j += 1 }
        let at: Bool
        switch key(j) {
        case .at, .around, .about: at = true
        case .for: at = isLiteral && (sign(j + 2) == 58 || self.clock(j + 1)?.isCertain == true)
        default: at = sign(m.end) == 64
        }
        if at, sign(m.end) != 64 { j += 1 }
        if at, key(j) == .around || key(j) == .about { j += 1 }
        guard let clock = clock(j) else { return m }
        let isWritten = isDigits(j) && sign(j + 1) == 58
        guard
            clock.isCertain || isLiteral && (at || isWritten || has(j, .ones) && match.from != nil),
            !(sign(clock.end) == 45 && isDigits(clock.end + 1)), key(clock.end) != .to || !isLiteral
        else { return m }
        m.clock = afternoon(clock.seconds, isEvening(match, key(match.start)))
        m.end = clock.end
        // "Friday at 3 in the afternoon"
        if isLiteral, keys(m.end, .in, .the), has(m.end + 2, .partOfDay) {
            let part = word(m.end + 2).index
            m.clock = afternoon(clock.seconds, part > 1 && part < 5)
            m.end += 3
        }
        if m.from != nil { m.precision = .time }
        // "at 8:00 early morning"
        if isLiteral, has(m.end, .partOfDay) { m.end += 1 }
        if isLiteral, key(m.end) == .early || key(m.end) == .late, has(m.end + 1, .partOfDay) {
            m.end += 2
        }
        // "Wed Oct 26 15:50:06 2016"
        if isLiteral, let year = yearAt(clock.end), m.year == nil, let month = m.month,
            let day = m.day
        {
            m.end = year.end
            m.from = CalendarDay(year: year.year, month: month, day: day)
            m.to = m.from
            m.precision = .time
        }
        return m
    }

    func bareMoment(_ i: Int) -> DateMatch? {
        guard i < count, var match = simple(i) else { return nil }
        guard isDay(match), !match.hasPartOfDay, isNamedDay(match, i) else { return match }
        // "Tuesday morning"; in literal reading "Sunday early morning" too.
        if has(match.end, .partOfDay) {
            match.end += 1
            match.hasPartOfDay = true
        } else if isLiteral, key(match.end) == .early || key(match.end) == .late,
            has(match.end + 1, .partOfDay)
        {
            match.end += 2
            match.hasPartOfDay = true
        }
        return match
    }

    /// "on 15", "for the 27th", "around the 21st"; literal reading only.
    func loneDay(_ i: Int) -> DateMatch? {
        let the = key(i) == .the
        switch key(i - 1) {
        case .on: break
        case .for, .around, .up: guard the else { return nil }
        case .at: guard isDigits(i), has(i + 1, .ordinalSuffix) else { return nil }
        default: return nil
        }
        guard let match = dayOfMonth(i) else { return nil }
        let e = match.end
        if e < count, key(e) != .with, key(e) != .at {
            guard items[e].kind == .sign, sign(e) != 47, sign(e) != 37, sign(e) != 45,
                !(sign(e) == 46 && isGlued(e + 1) && isDigits(e + 1))
            else { return nil }
        }
        return match
    }
}
