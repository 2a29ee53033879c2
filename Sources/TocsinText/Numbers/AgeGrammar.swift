import TocsinModel

/// How old somebody is.
extension FormScanner {
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
        if let decade = decadeOfLife(i) { return decade }
        guard !isLiteral, !isTitle else { return nil }
        if let age = predicateAge(i) { return age }
        guard isDigits(i), items[i].length <= 3, items[i].value > 0, items[i].value < 120
        else { return nil }
        let opens = sign(i - 1) == 44 && !isGlued(i) || sign(i - 1) == 40
        let closes =
            sign(i + 1) == 44 && !(isDigits(i + 2) && isGlued(i + 2))
            || sign(i - 1) == 40 && sign(i + 1) == 41
            || sign(i - 1) == 44 && sign(i + 1) == 46 && i + 2 >= count
        guard opens, closes else { return nil }
        let isName =
            isCapitalized(i - 2) && !has(i - 2, FormRoles([.month, .weekday]))
            && (isCapitalized(i - 3) || sign(i - 1) == 40 && items[i - 2].entry == 0)
        guard isName || isPerson(i - 2) else { return nil }
        return Figure(
            start: i, end: i + 1, low: items[i].value, high: items[i].value, value: items[i].value,
            unit: .age(.year))
    }

    /// "in his 30s", "in her mid-40s", "in their late twenties".
    private func decadeOfLife(_ i: Int) -> Figure? {
        var low: Double
        var end = i + 1
        if isDigits(i), items[i].length == 2, isPlainWord(i + 1, "s"), isGlued(i + 1) {
            low = items[i].value
            end = i + 2
        } else if has(i, .decade), word(i).number >= 10 {
            low = word(i).number
        } else {
            return nil
        }
        var p = sign(i - 1) == 45 ? i - 2 : i - 1
        var high = low + 9
        switch key(p) {
        case .early: high = low + 3
        case .mid: (low, high) = (low + 4, low + 6)
        case .late: low += 7
        default: p += 1
        }
        guard isPlainWord(p - 1, "his", "her", "their"), isDigits(i) || key(p - 2) == .in else {
            return nil
        }
        return Figure(
            start: i, end: end, low: low, high: high, qualifier: .range, unit: .age(.year))
    }

    /// "She was 45 when she died", "he is 71.": a bare figure said of one person.
    private func predicateAge(_ i: Int) -> Figure? {
        let only = key(i - 1) == .only || key(i - 1) == .just || key(i - 1) == .now
        let verb = only ? i - 2 : i - 1
        guard isPlainWord(verb, "was", "is", "turned", "turns"), isPlainWord(verb - 1, "he", "she"),
            let n = number(i), n.value >= 1, n.value < 120, n.value == n.value.rounded(),
            n.scale == 1
        else { return nil }
        let e = n.end
        let ends =
            e >= count || [44, 46, 59, 1].contains(sign(e)) && !(isGlued(e + 1) && isDigits(e + 1))
            || isPlainWord(e, "when", "and", "at", "while", "but", "or", "with")
        guard ends else { return nil }
        return Figure(
            start: i, end: e, low: n.value, high: n.value, value: n.value, unit: .age(.year))
    }

    /// "their son, 8,", "a woman, 34,"
    private func isPerson(_ i: Int) -> Bool {
        isPlainWord(
            i, "son", "daughter", "wife", "husband", "mother", "father", "brother", "sister", "boy",
            "girl", "man", "woman", "child", "baby", "grandson", "granddaughter", "grandmother",
            "grandfather", "nephew", "niece", "cousin", "uncle", "aunt", "girlfriend", "boyfriend",
            "driver", "student", "teacher", "suspect", "victim", "gunman", "teenager", "youth",
            "widow", "partner")
    }
}
