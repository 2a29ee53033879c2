import TocsinModel

/// Periods that are counted: "the past three weeks".
extension FormScanner {
    /// "the past three weeks", "the next 10 months", "5 upcoming years", "the last few days".
    func countedPeriod(_ i: Int) -> DateMatch? {
        var j = i
        if key(j) == .the { j += 1 }
        var offset = 0
        var spanStart = j
        if let d = deixis(j), d != 0, key(j) != .prior {
            offset = d
            spanStart = j + 1
        } else if isDigits(j) || has(j, .cardinal), let number = cardinal(j),
            let d = deixis(number.end), d != 0, has(number.end + 1, .timeUnit),
            isPluralUnit(number.end + 1) || key(number.end + 1) == .days
        {
            offset = d
            guard let unit = FormTimeUnit(rawValue: UInt8(word(number.end + 1).unit)),
                unit.seconds >= 86400, number.value > 0, number.value < 10000
            else { return nil }
            var span = TimeSpan(end: number.end + 2, days: 0, months: 0, seconds: 0, unit: unit)
            switch unit {
            case .month: span.months = Int(number.value)
            case .year: span.months = Int(number.value) * 12
            case .decade: span.months = Int(number.value) * 120
            default: span.days = Int(number.value * unit.seconds / 86400)
            }
            return counted(i, j, span, offset)
        } else {
            return nil
        }
        if let number = cardinal(spanStart), has(number.end, .quarter), has(number.end, .plural),
            number.value < 40
        {
            var match = DateMatch(start: j, end: number.end + 1, precision: .quarter)
            guard let reference else {
                match.precision = .unknown
                return match
            }
            let this = (reference.year * 12 + reference.month - 1) / 3
            let first = offset < 0 ? this - Int(number.value) : this + 1
            span(&match, year: first / 4, month: first % 4 * 3 + 1, months: 3 * Int(number.value))
            return match
        }
        guard
            isDigits(spanStart) || has(spanStart, .cardinal)
                || [.few, .several, .couple].contains(key(spanStart)),
            let span = timeSpan(spanStart, joins: false),
            span.seconds == 0 || !isLiteral && span.seconds >= 6 * 3600
        else { return nil }
        // "the next 0 weeks"
        guard span.total > 0 else { return nil }
        return counted(i, j, span, offset)
    }

    func counted(_ i: Int, _ j: Int, _ span: TimeSpan, _ offset: Int) -> DateMatch {
        let keepThe =
            key(i) == .the && (span.unit == .decade || span.unit == .century || !isLiteral)
        var match = DateMatch(start: keepThe ? i : j, end: span.end)
        switch span.unit {
        case .week, .fortnight: match.precision = .week
        case .month: match.precision = .month
        case .year, .decade, .century: match.precision = .year
        default: match.precision = .day
        }
        guard let reference else {
            match.precision = .unknown
            return match
        }
        if span.unit == .decade, isLiteral {
            // "the past two decades" are the two before this one.
            let this = reference.year / 10
            let first = offset < 0 ? this - span.months / 120 : this + 1
            self.span(&match, year: first * 10, month: 1, months: span.months)
        } else if offset < 0 {
            match.from = shifted(reference, span, -1).adding(
                days: -Int((span.seconds / 86400).rounded(.up)))
            match.to = reference.adding(days: isLiteral ? -1 : 0)
        } else {
            match.from = reference.adding(days: 1)
            match.to = shifted(reference.adding(days: 1), span, 1).adding(days: -1)
        }
        return match
    }
}
