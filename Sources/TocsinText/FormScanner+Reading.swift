import TocsinModel

/// What a newspaper's reader takes for granted: which figures count nothing.
extension FormScanner {
    /// Steps over what looks like a figure and is none: telephone numbers, scores, model numbers,
    /// "24/7", "G20", chains of digits.
    func skipped(_ i: Int) -> Int? {
        if sign(i) == 43, isDigits(i + 1), isGlued(i + 1) {
            // "+44 20 7946 0958"
            var j = afterChain(i + 1)
            while isDigits(j), items[j].length >= 2, !isGlued(j) { j = afterChain(j) }
            return j
        }
        if isWord(i), isGlued(i + 1), isDigits(i + 1), !has(i, .month), currencyBefore(i) == nil,
            items[i].length > 1 || !isQuarter(i)
        {
            // "MH17", "F16"
            return afterChain(i + 1)
        }
        if isWord(i),
            items[i].entry == 0
                || isCapitalized(i) && !has(i, FormRoles([.cardinal, .month, .weekday]))
                || key(i) == .under,
            sign(i + 1) == 45, isGlued(i + 1), isDigits(i + 2), isGlued(i + 2), key(i) != .mid,
            !has(i, .percent)
        {
            // "Su-35", "COVID-19", "S-300"
            return afterChain(i + 2)
        }
        guard isDigits(i) else { return nil }
        // "555-12-34", "2-1-0"
        if chainLength(i) >= 3, calendarDay(i) == nil { return afterChain(i) }
        // 10:2, 24/7
        if sign(i + 1) == 58, isGlued(i + 1), isDigits(i + 2), isGlued(i + 2), clock(i) == nil {
            return i + 3
        }
        if sign(i + 1) == 47, isGlued(i + 1), isDigits(i + 2), isGlued(i + 2), date(i) == nil {
            guard let share = slashed(i), share.value < 1,
                [2, 3, 4, 5, 8].contains(items[i + 2].value)
            else { return i + 3 }
        }
        if sign(i + 1) == 45, isGlued(i + 1), isGlued(i + 2), isDigits(i + 2), date(i) == nil {
            let a = items[i].value
            let b = items[i + 2].value
            if a < 200, b < 200, a >= b || isScoreNear(i, i + 3), items[i].length <= 3,
                sign(i + 3) != 44
            {
                return i + 3
            }
        }
        if sign(i + 1) == 46, isGlued(i + 1), isDigits(i + 2), isGlued(i + 2), sign(i + 3) == 46,
            isDigits(i + 4), isGlued(i + 4), date(i) == nil
        {
            return afterChain(i)
        }
        // "555-0123"
        if sign(i + 1) == 45, isGlued(i + 1), isDigits(i + 2), isGlued(i + 2),
            items[i + 2].length > 2,
            bytes[start(i + 2)] == 48, date(i) == nil
        {
            return afterChain(i)
        }
        // "007", "3D", "4x4", "5G"
        if items[i].length > 1, bytes[start(i)] == 48, sign(i + 1) != 46, date(i) == nil,
            clock(i) == nil
        {
            return i + 1
        }
        if isPlainWord(i + 1, "g", "t"), isGlued(i + 1), !has(i - 1, .currency),
            !isGluedToMore(after: i + 1)
        {
            return i + 2
        }
        if isGlued(i + 1), isWord(i + 1),
            !has(
                i + 1,
                FormRoles([
                    .suffix, .ordinalSuffix, .measure, .currency, .percent, .timeUnit, .temperature,
                    .month,
                ])),
            key(i + 1) != .am, key(i + 1) != .pm, clock(i) == nil,
            isPlainWord(i + 1, "s", "h") == false
        {
            return afterChain(i)
        }
        return nil
    }

    private func isQuarter(_ i: Int) -> Bool {
        let letter = bytes[start(i)] | 32
        return (letter == 113 || letter == 104) && items[i + 1].length == 1
            && items[i + 1].value >= 1
            && items[i + 1].value <= (letter == 113 ? 4 : 2)
    }

    private func isScoreNear(_ from: Int, _ to: Int) -> Bool {
        for k in max(0, from - 4)..<min(count, to + 3) where has(k, .score) { return true }
        return false
    }

    /// Numbers of digits joined by hyphens or stops.
    private func chainLength(_ i: Int) -> Int {
        var n = 1
        var j = i + 1
        while sign(j) == 45 || sign(j) == 46, isGlued(j), isDigits(j + 1), isGlued(j + 1) {
            n += 1
            j += 2
        }
        return n
    }

    private func afterChain(_ i: Int) -> Int {
        var j = i + 1
        while isGlued(j),
            isDigits(j) || isWord(j)
                || (sign(j) == 45 || sign(j) == 46) && isGlued(j + 1)
                    && (isDigits(j + 1) || isWord(j + 1) && sign(j) == 45)
        {
            j += 1
        }
        return j
    }

    /// A figure that is part of a name: "Flight 370", "Resolution 1701", "Formula One", "Seven Sisters".
    func isName(_ i: Int) -> Bool {
        let isNumber = isDigits(i) || has(i, .cardinal)
        guard isNumber, let n = number(i) else { return false }
        if sign(i - 1) == 35 { return true }
        let before = sign(i - 1) == 46 ? i - 2 : i - 1
        if has(before, .naming)
            || isPlainWord(before, "no")
                && (sign(i - 1) == 46 || isDigits(i) && isCapitalized(before))
        {
            if n.scale > 1 || n.isGrouped { return false }
            if isCapitalized(before), !isTitle { return true }
            return !isNoun(n.end)
        }
        // "Falcon 9", "Windows 11": a capital before, nothing counted after.
        if isDigits(i), !isTitle, before == i - 1, before > 0, isCapitalized(before),
            items[before].entry == 0, !n.isGrouped, n.plainLength > 0, n.plainLength < 4 || true,
            !isNoun(n.end), unit(n.end, n, kinds: .all) == nil
        {
            return true
        }
        // "Seven Sisters", "Group of Seven", "the Big Three"
        if !isDigits(i), isCapitalized(i), i > 0, !isTitle, !isSentenceStart(i) {
            if isCapitalized(n.end), items[n.end].entry == 0 { return true }
            if isCapitalized(i - 1), items[i - 1].entry == 0 { return true }
            if key(i - 1) == .of, isCapitalized(i - 2) { return true }
        }
        return false
    }

    private func isSentenceStart(_ i: Int) -> Bool {
        for j in 0..<i where isWord(j) || isDigits(j) { return false }
        return true
    }

    /// A lower-case word that may be counted.
    private func isNoun(_ i: Int) -> Bool {
        guard lowerCased(i), items[i].length > 2 else { return false }
        if has(i, .counted) { return true }
        if has(i, [.pastVerb, .futureVerb]) { return false }
        switch key(i) {
        case .none: break
        default: return has(i, FormRoles([.timeUnit, .measure, .currency]))
        }
        let e = end(i + 1)
        let last = bytes[e - 1] | 32
        return last == 115
            || isPlainWord(i, "people", "men", "women", "children", "police", "troops")
    }

    /// "aged 34", "age 87", "34-year-old", "John Smith, 34,".
    func age(_ i: Int) -> Figure? {
        if key(i) == .aged || key(i) == .age || isPlainWord(i, "ages") {
            var j = i + 1
            if key(j) == .of, key(i) == .age { j += 1 }
            if key(j) == .between {
                guard let a = number(j + 1), key(a.end) == .and, let b = number(a.end + 1),
                    a.value < b.value
                else { return nil }
                return Figure(
                    start: i, end: b.end, low: a.value, high: b.value, qualifier: .range,
                    unit: .age(.year))
            }
            let hedge = hedge(j)
            if let hedge { j = hedge.end }
            guard let a = number(j), a.value <= 130, a.value == a.value.rounded() else {
                return nil
            }
            if key(a.end) == .to || key(a.end) == .and || sign(a.end) == 45,
                let b = number(a.end + 1), b.value > a.value, b.value <= 130
            {
                return Figure(
                    start: i, end: b.end, low: a.value, high: b.value, qualifier: .range,
                    unit: .age(.year))
            }
            var figure = Figure(start: i, end: a.end, value: a.value, unit: .age(.year))
            bound(&figure, a.value, hedge?.kind ?? .exact)
            return figure
        }
        // "in his 30s"
        if isDigits(i), items[i].length == 2, isPlainWord(i + 1, "s"), isGlued(i + 1),
            isPlainWord(i - 1, "his", "her", "their")
                || isPlainWord(i - 1, "mid", "late", "early")
                    && isPlainWord(i - 2, "his", "her", "their")
                || sign(i - 1) == 45 && isPlainWord(i - 2, "mid")
                    && isPlainWord(i - 3, "his", "her", "their")
        {
            return Figure(
                start: i, end: i + 2, low: items[i].value, high: items[i].value + 9,
                qualifier: .range, unit: .age(.year))
        }
        guard !isLiteral, isDigits(i), items[i].length <= 3, items[i].value > 0,
            items[i].value < 120, !isTitle
        else { return nil }
        let opens = sign(i - 1) == 44 && !isGlued(i) || sign(i - 1) == 40
        let closes =
            sign(i + 1) == 44 && !(isDigits(i + 2) && isGlued(i + 2))
            || sign(i - 1) == 40 && sign(i + 1) == 41
            || sign(i - 1) == 44 && sign(i + 1) == 46 && i + 2 >= count
        guard opens, closes, isCapitalized(i - 2), !has(i - 2, FormRoles([.month, .weekday])),
            isCapitalized(i - 3) || sign(i - 1) == 40 && items[i - 2].entry == 0
        else { return nil }
        return Figure(
            start: i, end: i + 1, low: items[i].value, high: items[i].value, value: items[i].value,
            unit: .age(.year))
    }

    /// A fraction that is a share of something: "two thirds of", not "a third attack".
    func isShare(_ figure: Figure) -> Bool {
        figure.end - figure.start > 2 || key(figure.end) == .of || figure.end - figure.start == 1
            || has(figure.end - 1, .plural) || has(figure.end - 1, [.half, .quarter])
    }

    /// Drops what only looks like a count: "one" as a pronoun, a bare "half".
    func isPlausible(_ figure: Figure) -> Bool {
        guard figure.unit.isNone else { return true }
        let i = figure.start
        if figure.isFraction {
            // "the second half", "a half-chance"
            if has(i, .half), has(i - 1, .ordinal) || sign(i - 1) == 45 || sign(figure.end) == 45 {
                return false
            }
            return isShare(figure)
                && (key(figure.end) == .of || key(figure.end) == .the || !has(i, .half)
                    || isWord(figure.end))
        }
        if key(i) == .one, figure.end == i + 1 {
            switch key(i - 1) {
            case .this, .that, .the, .each, .every, .any, .some, .another, .next, .last, .previous,
                .no, .only, .these:
                return false
            default: break
            }
            if isPlainWord(
                i - 1, "which", "everyone", "first", "same", "other", "square", "day", "good", "big"
            ) {
                return false
            }
            if key(i + 1) == .another || key(i + 1) == .day || i + 1 >= count { return false }
            if isPlainWord(
                i + 1, "can", "could", "should", "must", "might", "may", "would", "who", "that",
                "thing", "side", "hand", "way", "whose")
            {
                return false
            }
            if key(i + 1) == .of,
                isPlainWord(
                    i + 3, "most", "best", "biggest", "largest", "worst", "few", "oldest",
                    "deadliest")
            {
                return false
            }
        }
        return true
    }

    // MARK: - Literal reading

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

    private func articleFraction(_ i: Int) -> NumberMatch? {
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
        if sign(i) == 60 || sign(i) == 62 {
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
        } else if [.higher, .greater, .larger, .more, .less, .lower, .smaller, .fewer].contains(
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
        guard var kind, let n = number(j) ?? ordinal(j) else { return nil }
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
        guard items[i].kind != .word || items[i].entry != 0 else { return nil }
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
        if var n = number(i), n.isFraction, key(n.end) == .of, n.end > i + 1 {
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
