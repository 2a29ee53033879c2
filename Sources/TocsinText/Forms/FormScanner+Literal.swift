import TocsinModel

/// The literal reading: every kind by itself, whatever stands around it.
extension FormScanner {
    /// A figure that touches no letters.
    func bareNumber(_ i: Int) -> NumberMatch? {
        guard items[i].kind != .word || items[i].entry != 0 else { return nil }
        if key(i) == .one || key(i) == .a || key(i) == .an, isPronoun(i) { return nil }
        guard let match = number(i) ?? articleFraction(i) else { return nil }
        if isGlued(i), isWord(i - 1), isDigits(i) { return nil }
        if isGlued(match.end), isWord(match.end), isDigits(match.end - 1) { return nil }
        // "first class", "the second": ordinals are no numbers.
        if let ordinal = ordinal(i), ordinal.end > match.end { return nil }
        return match
    }

    func articleFraction(_ i: Int) -> NumberMatch? {
        guard has(i, .article), has(i + 1, .ordinal), word(i + 1).number > 2, !has(i + 1, .plural)
        else { return nil }
        return NumberMatch(end: i + 2, value: 1 / word(i + 1).number, isFraction: true)
    }

    /// "the one you mentioned", "this one"
    private func isPronoun(_ i: Int) -> Bool {
        guard key(i) == .one else { return false }
        return key(i - 1) == .the || key(i - 1) == .this || key(i - 1) == .that
    }

    /// "between 30 and 40", "more than 1,000", "20-25", "500 or more" with nothing but the figures.
    func boundedRange(_ i: Int) -> Figure? {
        if key(i) == .between || key(i) == .from {
            let j = key(i + 1) == .the ? i + 2 : i + 1
            guard let a = number(j) ?? ordinal(j) else { return nil }
            guard key(a.end) == (key(i) == .between ? .and : .to) else { return nil }
            let k = key(a.end + 1) == .the ? a.end + 2 : a.end + 1
            guard let b = number(k) ?? ordinal(k), a.value < b.value else { return nil }
            return Figure(start: i, end: b.end, low: a.value, high: b.value, qualifier: .range)
        }
        if let first = comparison(i) {
            var j = first.end
            if sign(j) == 44 { j += 1 }
            if key(j) == .and || key(j) == .but { j += 1 }
            if j > first.end, let second = comparison(j) {
                var both = first
                both.end = second.end
                if first.high == nil, second.low == nil, let low = first.low,
                    let high = second.high, low < high
                {
                    both.high = high
                    both.qualifier = .range
                    return both
                }
                if first.low == nil, second.high == nil, let high = first.high,
                    let low = second.low, low < high
                {
                    both.low = low
                    both.qualifier = .range
                    return both
                }
            }
            return first
        }
        guard let a = bareNumber(i) ?? (isDigits(i) ? number(i) : nil) else { return nil }
        let e = a.end
        if key(e) == .or || key(e) == .and {
            switch key(e + 1) {
            case .more, .greater, .higher, .larger, .above, .over:
                if key(e + 2) == .than, number(e + 3) != nil { return nil }
                return Figure(
                    start: i, end: key(e + 2) == .than ? e + 3 : e + 2, low: a.value, high: nil,
                    qualifier: .atLeast)
            case .less, .fewer, .lower, .smaller, .under, .below:
                if key(e + 2) == .than, number(e + 3) != nil { return nil }
                return Figure(
                    start: i, end: key(e + 2) == .than ? e + 3 : e + 2, low: nil, high: a.value,
                    qualifier: .atMost)
            default: break
            }
        }
        // "17+"
        if sign(e) == 43, isGlued(e), !isGlued(e + 1), !isDigits(e + 1) {
            return Figure(start: i, end: e + 1, low: a.value, high: nil, qualifier: .atLeast)
        }
        if sign(e) == 45 || sign(e) == 126 || key(e) == .to || key(e) == .through,
            let b = number(e + 1), a.value < b.value,
            chainLength(i) < 3, !isGluedToMore(after: b.end - 1)
        {
            return Figure(start: i, end: b.end, low: a.value, high: b.value, qualifier: .range)
        }
        return nil
    }

    /// "more than 30", ">= 30", "less than or equal to 100", "at least 20", "equals 20".
    private func comparison(_ i: Int) -> Figure? {
        var kind: Hedge.Kind?
        var j = i
        if sign(i) == 3 || sign(i) == 4 {
            kind = sign(i) == 3 ? .atMost : .atLeast
            j = i + 1
        } else if sign(i) == 60 || sign(i) == 62 {
            kind = sign(i) == 60 ? .lessThan : .moreThan
            j = i + 1
            if sign(j) == 61 {
                kind = sign(i) == 60 ? .atMost : .atLeast
                j += 1
            } else if sign(j) == 60 || sign(j) == 62 {
                return nil
            }
            if sign(i - 1) == 61 || sign(i - 1) == 60 || sign(i - 1) == 62 { return nil }
        } else if key(i) == .equals || key(i) == .equal || key(i) == .equaling {
            j = i + 1
            if key(j) == .to { j += 1 }
            if key(j) == .or {
                // "equal to or less than 30"
                guard let hedge = hedge(j + 1) else { return nil }
                kind = hedge.kind == .lessThan ? .atMost : .atLeast
                j = hedge.end
            } else {
                guard let n = number(j) else { return nil }
                if key(n.end) == .or, key(n.end + 1) == .less || key(n.end + 1) == .more,
                    key(n.end + 2) != .than
                {
                    let less = key(n.end + 1) == .less
                    return Figure(
                        start: i, end: n.end + 2, low: less ? nil : n.value,
                        high: less ? n.value : nil, qualifier: less ? .atMost : .atLeast)
                }
                return Figure(start: i, end: n.end, low: n.value, high: n.value, value: n.value)
            }
        } else if [.higher, .greater, .larger, .bigger, .more, .less, .lower, .smaller, .fewer]
            .contains(
                key(i)), key(i + 1) == .or, key(i + 2) == .equal
        {
            // "higher or equal than", "less or equal to"
            let less = [.less, .lower, .smaller, .fewer].contains(key(i))
            kind = less ? .atMost : .atLeast
            j = i + 3
            if key(j) == .than || key(j) == .to { j += 1 }
        } else if let hedge = hedge(i) {
            switch hedge.kind {
            case .about, .nearly, .exact: return nil
            default: break
            }
            if key(i) == .well || key(i) == .just || key(i) == .slightly { return nil }
            kind = hedge.kind
            j = hedge.end
            if key(j) == .or, key(j + 1) == .equal, key(j + 2) == .to {
                kind =
                    hedge.kind == .lessThan
                    ? .atMost
                    : hedge.kind == .moreThan || hedge.kind == .over ? .atLeast : hedge.kind
                j += 3
            }
            if key(j) == .the { j += 1 }
        }
        guard var kind, let n = number(j) ?? articleFraction(j) ?? ordinal(j) else { return nil }
        var end = n.end
        // "less than 5000 or equal", "… or equal to it"
        if key(end) == .or, key(end + 1) == .equal {
            let after = key(end + 2) == .to ? end + 3 : end + 2
            if number(after) == nil {
                if kind == .lessThan { kind = .atMost }
                if kind == .moreThan || kind == .over { kind = .atLeast }
                end = after
            }
        }
        var figure = Figure(start: i, end: end, value: n.value)
        switch kind {
        case .moreThan, .over, .justOver:
            (figure.low, figure.high, figure.qualifier) = (n.value, nil, .moreThan)
        case .atLeast: (figure.low, figure.high, figure.qualifier) = (n.value, nil, .atLeast)
        case .lessThan: (figure.low, figure.high, figure.qualifier) = (nil, n.value, .lessThan)
        case .upTo: (figure.low, figure.high, figure.qualifier) = (nil, n.value, .upTo)
        default: (figure.low, figure.high, figure.qualifier) = (nil, n.value, .atMost)
        }
        return figure
    }

    /// A number with a unit of the one kind asked for.
    func unitAmount(_ i: Int, _ kind: FormKind) -> Amount? {
        // Escapes of an address: "?q=30%25".
        if isGlued(i), sign(i - 1) == 37 || sign(i - 1) == 61 || sign(i - 1) == 38 { return nil }
        if kind == .percent, let amount = percentOf(i) { return amount }
        if kind == .age, let figure = age(i), let value = figure.value {
            return Amount(
                start: i, end: figure.end, number: NumberMatch(end: figure.end, value: value),
                unit: figure.unit)
        }
        guard items[i].kind != .word || items[i].entry != 0 || kind == .money && lettered(i) != nil
        else { return nil }
        if isGlued(i), isDigits(i), isWord(i - 1) || isDigits(i - 1) { return nil }
        if isGlued(i), isDigits(i), sign(i - 1) == 45, isWord(i - 2) || isDigits(i - 2) {
            return nil
        }
        guard let amount = amount(i, kinds: kind), !amount.unit.isNone else { return nil }
        if kind == .percent, isGlued(amount.end), isDigits(amount.end) { return nil }
        return amount
    }

    /// "per cent of twenty-two", "1/4 of".
    private func percentOf(_ i: Int) -> Amount? {
        var e: Int?
        if key(i) == .per, key(i + 1) == .cent { e = i + 2 }
        if has(i, .percent), isWord(i) { e = i + 1 }
        if let e, key(e) == .of, let n = number(e + 1) {
            return Amount(start: i, end: n.end, number: n, unit: .percent)
        }
        // "1/4 of", "one quarter of"
        if var n = number(i), n.isFraction, key(n.end) == .of, n.end > i + 1,
            shareOfUnit(n.end, n, kinds: .percent) == nil
        {
            n.value *= 100
            return Amount(start: i, end: n.end + 1, number: n, unit: .percent)
        }
        return nil
    }

    /// A unit with no figure: "percentage", "dollar", "degrees Celsius".
    func bareUnit(_ i: Int, _ kind: FormKind) -> Figure? {
        guard isWord(i), !has(i, [.ambiguous, .shortUnit]), !isGluedToMore(after: i),
            !isGlued(i) || sign(i - 1) != 46
        else { return nil }
        switch kind {
        case .percent:
            return key(i) == .percentage ? Figure(start: i, end: i + 1, unit: .percent) : nil
        case .money:
            guard has(i, .currency), !has(i, .currencySign), items[i].length > 3, !has(i, .subunit)
            else { return nil }
            return Figure(
                start: i, end: i + 1, unit: .money(MeasureUnits.currencies[Int(word(i).currency)].0)
            )
        case .temperature:
            guard let (name, end) = temperatureAfter(i), name != "degree" else { return nil }
            return Figure(start: i, end: end, unit: .temperature(name))
        case .measure:
            guard has(i, .measure),
                MeasureUnits.bare.contains(MeasureUnits.units[Int(word(i).measure)].name)
            else { return nil }
            return Figure(
                start: i, end: i + 1, unit: .measure(MeasureUnits.units[Int(word(i).measure)].name))
        default: return nil
        }
    }

    /// A place in a row told from its end or from here: "last", "the next one", "next to last",
    /// "the one before the last one". `value` counts from what `unit` names.
    func relativeOrdinal(_ i: Int) -> (end: Int, value: Double, base: String)? {
        func one(_ e: Int) -> Int { key(e) == .one ? e + 1 : e }
        let the = key(i) == .the ? i + 1 : i
        if key(the) == .one || the > i && isWord(the), key(the + 1) == .before {
            let l = key(the + 2) == .the ? the + 3 : the + 2
            if key(l) == .last { return (one(l + 1), -1, "end") }
        }
        if key(i) == .next || has(i, .smallOrdinal) && word(i).number == 2, key(i + 1) == .to,
            key(i + 2) == .last
        {
            return (one(i + 3), -1, "end")
        }
        switch key(i) {
        case .last: return (one(i + 1), 0, "end")
        case .penultimate: return (i + 1, -1, "end")
        case .antepenultimate: return (i + 1, -2, "end")
        case .next: return (one(i + 1), 1, "current")
        case .previous: return (one(i + 1), -1, "current")
        case .current: return (one(i + 1), 0, "current")
        default: return nil
        }
    }

    /// A length of time and nothing else: "an hour and a half", "3.5years", "all week".
    func duration(_ i: Int) -> (end: Int, value: Double, unit: FormTimeUnit)? {
        if [.all, .full, .whole, .entire, .another].contains(key(i)) {
            let e = sign(i + 1) == 45 ? i + 2 : i + 1
            if has(e, .timeUnit), let unit = FormTimeUnit(rawValue: UInt8(word(e).unit)),
                unit.seconds >= 3600
            {
                return (e + 1, 1, unit)
            }
        }
        var j = i
        if let hedge = hedge(i), hedge.kind != .about || key(i) != .some { j = hedge.end }
        guard let span = timeSpan(j), !isGlued(j) || !isWord(j - 1) else { return nil }
        return (span.end, span.total / span.unit.seconds, span.unit)
    }

}
