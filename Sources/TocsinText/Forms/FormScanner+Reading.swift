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
        if chainLength(i) >= 3, calendarDay(i) == nil, literal(i)?.isGrouped != true {
            return afterChain(i)
        }
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
            key(i + 1) != .am, key(i + 1) != .pm, clock(i) == nil, !isTemperatureLetter(i + 1),
            !isPlainWord(i + 1, "s", "h")
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
    func chainLength(_ i: Int) -> Int {
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
                || sign(j) == 47 && isGlued(j + 1) && isDigits(j + 1)
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
            items[before].entry == 0, !n.isGrouped, n.plainLength > 0,
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

    /// A fraction that is a share of something: "two thirds of", not "a third attack".
    func isShare(_ figure: Figure) -> Bool {
        figure.end - figure.start > 2 || key(figure.end) == .of || figure.end - figure.start == 1
            || has(figure.end - 1, .plural) || has(figure.end - 1, [.half, .quarter])
    }

    /// Drops what only looks like a count: "one" as a pronoun, a bare "half".
    func isPlausible(_ figure: Figure) -> Bool {
        guard figure.unit.isNone else { return true }
        let i = figure.start
        // "8- and 10-year-old": its unit stands with the next figure.
        if sign(figure.end) == 45, isGlued(figure.end), !isGlued(figure.end + 1),
            [.and, .or, .to].contains(key(figure.end + 1))
        {
            return false
        }
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
}
