import TocsinModel

/// Parts of a period that are counted from its start or its end.
extension FormScanner {
    /// "the first two weeks of March", "the last three months of 2024", "the ninth month of next year",
    /// "the last weekend of May".
    func countedPart(_ i: Int) -> DateMatch? {
        let j = key(i) == .the ? i + 1 : i
        let fromEnd = key(j) == .last || isPlainWord(j, "final", "closing")
        guard fromEnd || has(j, .ordinal) || isDigits(j) || isPlainWord(j, "opening") else {
            return nil
        }
        if fromEnd || has(j, .smallOrdinal) && word(j).number == 1 || isPlainWord(j, "opening") {
            if let part = severalUnits(i, j, fromEnd) { return part }
        }
        return numberedUnit(i, j, fromEnd)
    }

    /// - Parameter j: "first" or "last".
    private func severalUnits(_ i: Int, _ j: Int, _ fromEnd: Bool) -> DateMatch? {
        guard isDigits(j + 1) || has(j + 1, .cardinal) || key(j + 1) == .few,
            let span = timeSpan(j + 1, joins: false), span.seconds == 0, span.total > 0,
            key(span.end) == .of || key(span.end) == .in, let whole = wholeUnit(span.end + 1)
        else { return nil }
        var match = DateMatch(
            start: i, end: whole.end, precision: whole.precision, basis: whole.basis)
        switch span.unit {
        case .week, .fortnight: match.precision = .week
        case .month: match.precision = .month
        case .year: match.precision = .year
        default: match.precision = .day
        }
        guard let from = whole.from, let to = whole.to else {
            match.precision = .unknown
            return match
        }
        // The weeks of a year are the numbered ones.
        if isLiteral, span.unit == .week, whole.precision == .year {
            match.from =
                fromEnd ? firstWeek(from.year + 1).adding(days: -span.days) : firstWeek(from.year)
            match.to = match.from?.adding(days: span.days - 1)
            return match
        }
        if fromEnd {
            match.from = shifted(to.adding(days: 1), span, -1)
            match.to = to
        } else {
            match.from = from
            match.to = shifted(from, span, 1).adding(days: -1)
        }
        guard let first = match.from, let last = match.to, first >= from, last <= to else {
            return nil
        }
        return match
    }

    /// "the ninth month of 2021", "the second weekend of March".
    private func numberedUnit(_ i: Int, _ j: Int, _ fromEnd: Bool) -> DateMatch? {
        let n: Int
        let e: Int
        if fromEnd {
            (n, e) = (-1, j + 1)
        } else if let ordinal = ordinal(j), ordinal.value >= 1, ordinal.value <= 12 {
            (n, e) = (Int(ordinal.value), ordinal.end)
        } else {
            return nil
        }
        guard key(e) == .month || key(e) == .weekend, key(e + 1) == .of || key(e + 1) == .in,
            let whole = wholeUnit(e + 2)
        else { return nil }
        var match = DateMatch(start: i, end: whole.end, basis: whole.basis)
        match.precision = key(e) == .month ? .month : .day
        guard let from = whole.from, let to = whole.to else {
            match.precision = .unknown
            return match
        }
        if key(e) == .month {
            guard whole.precision == .year else { return nil }
            span(&match, year: from.year, month: n < 0 ? 12 : n, months: 1)
            return match
        }
        let saturday =
            n < 0
            ? to.adding(days: -((to.weekday - 6 + 7) % 7))
            : from.adding(days: (6 - from.weekday + 7) % 7 + 7 * (n - 1))
        guard saturday <= to else { return nil }
        (match.from, match.to) = (saturday, saturday.adding(days: 1))
        return match
    }

    /// A month, quarter or year that may have parts.
    private func wholeUnit(_ i: Int) -> DateMatch? {
        let j = key(i) == .the ? i + 1 : i
        guard
            let whole = quarter(i) ?? calendarMonth(j) ?? namedMonth(j) ?? relativeUnit(i, .month)
                ?? relativeUnit(i, .year) ?? calendarYear(j),
            [.month, .quarter, .year, .unknown].contains(whole.precision)
        else { return nil }
        return whole
    }
}
