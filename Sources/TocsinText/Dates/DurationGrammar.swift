import TocsinModel

/// Spans of time, and dates told by their distance: "two weeks ago", "three days after Easter".
extension FormScanner {
    /// A span of time as the grammar of distances uses it: "two weeks", "a few days", "1 month 21
    /// days".
    struct TimeSpan {
        var end: Int
        var days: Int
        var months: Int
        /// Below a day.
        var seconds: Double
        var unit: FormTimeUnit
        var isBusiness = false
        /// By civil lengths.
        var total = 0.0
    }

    /// - Parameter joins: "3 months and 2 days" is one span.
    func timeSpan(_ i: Int, joins: Bool = true) -> TimeSpan? {
        var span = TimeSpan(end: i, days: 0, months: 0, seconds: 0, unit: .none)
        var j = i
        while j < count {
            var n: Double
            var e: Int
            if let number = number(j), number.value >= 0, number.value < 100_000 {
                (n, e) = (number.value, number.end)
                if number.isFraction {
                    // "half an hour", "a quarter of an hour"
                    if key(e) == .of, key(e + 1) == .a || key(e + 1) == .an { e += 1 }
                    if key(e) == .a || key(e) == .an { e += 1 }
                }
            } else if key(j) == .a || key(j) == .an || key(j) == .another {
                (n, e) = (1, j + 1)
                if key(e) == .few { (n, e) = (3, e + 1) }
                if key(e) == .couple { (n, e) = (2, key(e + 1) == .of ? e + 2 : e + 1) }
                if has(e, .half) { (n, e) = (0.5, e + 1) }
            } else if key(j) == .few || key(j) == .several || key(j) == .some {
                (n, e) = (3, j + 1)
            } else if key(j) == .couple {
                (n, e) = (2, key(j + 1) == .of ? j + 2 : j + 1)
            } else {
                break
            }
            if sign(e) == 45, isGlued(e) { e += 1 }
            if key(e) == .more { e += 1 }
            e = afterEmphasis(e)
            if key(e) == .business {
                span.isBusiness = true
                e += 1
            }
            var unit = FormTimeUnit.none
            var end = e + 1
            if has(e, .timeUnit) {
                unit = FormTimeUnit(rawValue: UInt8(word(e).unit)) ?? .none
                if isGluedToMore(after: e) { break }
                if sign(end) == 39, has(end + 1, .timeUnit) == false,
                    key(end + 1) == .time
                {
                    end += 1
                }
            } else if isGlued(e), isDigits(e - 1), isWord(e), items[e].length <= 2,
                let (u, after) = shortUnit(e)
            {
                (unit, end) = (u, after)
            } else if has(e, .weekday), !has(e, .ambiguous) {
                // "two mondays"
                break
            }
            guard unit != .none else { break }
            // "an hour and a half"
            if key(end) == .and {
                let share = key(end + 1) == .a ? end + 2 : end + 1
                if has(share, [.half, .quarter]), !has(share, .plural),
                    !has(share + 1, [.scale, .timeUnit]), share > end + 1 || isLiteral
                {
                    n += has(share, .half) ? 0.5 : 0.25
                    end = share + 1
                }
            }
            span.total += n * unit.seconds
            switch unit {
            case .second, .minute, .hour: span.seconds += n * unit.seconds
            case .day, .night, .week, .fortnight, .weekend:
                span.days += Int((n * unit.seconds / 86400).rounded(.down))
                span.seconds +=
                    (n * unit.seconds / 86400).truncatingRemainder(dividingBy: 1) * 86400
            case .month: span.months += Int(n); span.days += Int((n - n.rounded(.down)) * 30)
            case .year: span.months += Int((n * 12).rounded())
            case .decade: span.months += Int((n * 120).rounded())
            case .century: span.months += Int((n * 1200).rounded())
            case .none: break
            }
            if span.unit == .none || unit.rawValue < span.unit.rawValue { span.unit = unit }
            span.end = end
            j = end
            if key(j) == .and, joins { j += 1 } else if sign(j) == 44, isDigits(j + 1) { j += 1 }
            if j >= count || !(isDigits(j) || has(j, .cardinal)) { break }
        }
        return span.unit == .none ? nil : span
    }

    /// "two consecutive days", "three straight weeks": a word that leaves the length as it is.
    func afterEmphasis(_ i: Int) -> Int {
        switch key(i) {
        case .consecutive, .straight, .successive, .full, .whole, .entire, .additional, .extra:
            has(i + 1, .timeUnit) ? i + 1 : i
        default: i
        }
    }

    private func shortUnit(_ e: Int) -> (FormTimeUnit, Int)? {
        guard let (unit, end) = unit(e, NumberMatch(end: e, value: 1), kinds: .duration),
            case .time(let u) = unit
        else { return nil }
        return (u, end)
    }

    /// "two months ago", "in 3 weeks", "two days after tomorrow", "three days earlier".
    func distance(_ i: Int) -> DateMatch? {
        var prefixed = false
        var j = i
        if key(i) == .in || isLiteral && key(i) == .within {
            prefixed = true
            j = i + 1
        }
        // "what about half an hour from now" proposes it.
        let more = isPlainWord(j - 1, "what", "how") ? nil : hedge(j)
        if let more { j = more.end }
        guard let span = timeSpan(j) else { return nil }
        let e = span.end
        var match = DateMatch(start: i, end: e, precision: precision(of: span.unit))
        func move(_ direction: Int, from anchor: CalendarDay?) {
            guard let anchor else {
                match.precision = .unknown
                return
            }
            let day = shifted(anchor, span, direction)
            (match.from, match.to) = (day, day)
            if span.unit.seconds < 86400, anchor == reference {
                // Hours count from the moment of publication.
                let moment = day.start.seconds + now + direction * Int(span.seconds)
                let landed = Timestamp(seconds: moment).day
                (match.from, match.to) = (landed, landed)
                match.clock = moment - landed.start.seconds
            }
            // "two weeks ago" is about that day, and says so by its precision.
        }
        switch key(e) {
        case .ago:
            match.end = e + 1
            // "a week ago Wednesday"
            if !isLiteral, span.unit == .week, let day = weekday(e + 1) {
                match.end = e + 2
                match.precision = .day
                move(-1, from: reference.map { $0.adding(days: -(($0.weekday - day + 7) % 7)) })
                break
            }
            move(-1, from: reference)
        case .on where span.unit == .week && more == nil && !prefixed:
            // "a week on Wednesday"
            guard let day = weekday(e + 1), sign(e + 2) != 44 || !startsDate(e + 3) else {
                return nil
            }
            match.end = e + 2
            match.precision = .day
            move(1, from: reference.map { $0.adding(days: (day - $0.weekday + 7) % 7) })
        case .earlier, .before:
            if let inner = key(e) == .before ? anchorDate(e + 1) : nil {
                match.end = inner.end
                move(-1, from: inner.from)
                break
            }
            match.end = e + 1
            if isLiteral { move(-1, from: reference) } else { moveFromContext(&match, i, span, -1) }
        case .later, .after, .afterwards, .hence:
            if key(e) == .after {
                guard let inner = anchorDate(e + 1) else {
                    if isLiteral { return nil }
                    match.precision = .unknown
                    return nil
                }
                match.end = inner.end
                move(1, from: inner.from)
                break
            }
            match.end = e + 1
            if isLiteral { move(1, from: reference) } else { moveFromContext(&match, i, span, 1) }
        case .from:
            // "a week from Wednesday" counts from the next one.
            var ahead = self
            if has(e + 1, .weekday) { ahead.assumed = .future }
            guard let inner = ahead.anchorDate(e + 1) else { return nil }
            match.end = inner.end
            move(1, from: inner.from)
        default:
            if prefixed, key(i) == .within, more == nil {
                guard span.unit.seconds >= 86400 else { return nil }
                match.from = reference
                match.to = reference.map { shifted($0, span, 1) }
                return match
            }
            guard prefixed, key(i) == .in, more == nil else { return nil }
            // "in 3 weeks" lies ahead, "in two days of fighting" does not.
            if !isLiteral {
                guard direction(i) == .future, key(e) != .of else { return nil }
            }
            if sign(e - 1) == 39, key(e) == .time {
                match.end = isLiteral ? e - 1 : e + 1
            } else if sign(e) == 39 {
                // "in a fortnight's time", "in three weeks' time"
                let t = isPlainWord(e + 1, "s") ? e + 2 : e + 1
                guard key(t) == .time else { return nil }
                match.end = isLiteral ? e : t + 1
            }
            move(1, from: reference)
        }
        if prefixed, [.ago, .earlier, .later, .from].contains(key(e)) {
            match.start = i + 1
        }
        // "more than two weeks ago" is before that day.
        if let more, match.from != nil {
            switch more.kind {
            case .moreThan, .over, .atLeast:
                if key(e) == .ago || key(e) == .before || key(e) == .earlier {
                    match.from = nil
                } else {
                    match.to = nil
                }
            case .lessThan, .upTo, .atMost:
                if key(e) == .ago || key(e) == .before || key(e) == .earlier {
                    match.to = reference
                } else {
                    match.from = reference
                }
            default: break
            }
        }
        return match
    }

    private func precision(of unit: FormTimeUnit) -> EventTime.Precision {
        switch unit {
        case .none: .unknown
        case .second, .minute, .hour: .time
        case .day, .night, .weekend: .day
        case .week, .fortnight: .week
        case .month: .month
        case .year, .decade, .century: .year
        }
    }

    private func moveFromContext(
        _ match: inout DateMatch, _ i: Int, _ span: TimeSpan, _ direction: Int
    ) {
        guard let anchor = dateBefore(i) else {
            match.precision = .unknown
            return
        }
        let day = shifted(anchor, span, direction)
        (match.from, match.to) = (day, day)
    }

    func shifted(_ day: CalendarDay, _ span: TimeSpan, _ direction: Int) -> CalendarDay {
        var result = day
        if span.months != 0 {
            let (y, m, d) = day.components
            let months = y * 12 + m - 1 + direction * span.months
            let (year, month) = (floorDivide(months, 12), floorModulo(months, 12) + 1)
            result =
                CalendarDay(
                    year: year, month: month,
                    day: min(d, CalendarDay.daysIn(month: month, year: year))) ?? day
        }
        if span.isBusiness {
            var left = span.days
            while left > 0 {
                result = result.adding(days: direction)
                if result.weekday <= 5 { left -= 1 }
            }
            return result
        }
        return result.adding(days: direction * span.days)
    }

    private func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : (a - b + 1) / b }
    private func floorModulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }

    func shift(_ match: inout DateMatch, _ inner: DateMatch, days: Int) {
        match.from = inner.from?.adding(days: days)
        match.to = match.from
        if match.from == nil { match.precision = .unknown }
    }

    /// What a distance may be counted from.
    func anchorDate(_ i: Int) -> DateMatch? {
        switch key(i) {
        case .today, .yesterday, .tomorrow, .tmrw: return dayWord(i)
        case .now:
            var match = DateMatch(start: i, end: i + 1)
            place(&match, from: 0, to: 0)
            return match
        case .the:
            return dayWord(i) ?? calendarDay(i + 1)
        default:
            return holiday(i) ?? calendarDay(i) ?? weekdayDate(i) ?? (isLiteral ? dayWord(i) : nil)
        }
    }
}
