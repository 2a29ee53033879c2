import TocsinModel

/// The parts of a date: a month, a day of it, a year.
extension FormScanner {
    func precedesMonth(_ key: FormKey) -> Bool {
        switch key {
        case .in, .of, .since, .until, .till, .by, .from, .to, .last, .next, .this, .early, .late,
            .mid, .through, .before,
            .after, .between, .each, .every, .past, .coming, .previous, .following, .end, .during:
            true
        default: false
        }
    }

    /// Steps over the full stop of "Oct.".
    func afterStop(_ i: Int) -> Int {
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
    func yearAfter(_ i: Int, twoDigits: Bool) -> (year: Int, end: Int)? {
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
}
