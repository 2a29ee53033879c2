/// A number read from the text.
struct NumberMatch {
    var end: Int
    var value: Double
    /// A share: "two thirds", "3/4", "half". "Two and a half" is none.
    var isFraction = false
    /// Written in digits only.
    var isDigits = false
    /// The last scale word or suffix: 1e6 in "2.5 million".
    var scale = 1.0
    /// Digits of a plain figure ("2024"), 0 where there were separators or words.
    var plainLength = 0
    /// There were thousands' separators.
    var isGrouped = false
    /// What stood before the last "and", and its scale: 5e9 in "five billion and three".
    var beforeAnd: (value: Double, scale: Double)?
    /// What stood after it.
    var afterAnd = 0.0
}

extension FormScanner {
    /// Reads the longest number that starts at item `i`.
    func number(_ i: Int) -> NumberMatch? {
        guard i < count else { return nil }
        var j = i
        var negative = false
        if has(i, .negative) {
            negative = true
            j = i + 1
        } else if sign(i) == 45,
            !isGlued(i) || sign(i - 1) == 40 || isLiteral && !isWordOrDigits(i - 1),
            isGlued(i + 1) || isLiteral, isDigits(i + 1) || sign(i + 1) == 46
        {
            negative = true
            j = i + 1
        }
        guard var match = unsigned(j) else { return nil }
        // "three quarters of a million"
        if match.isFraction, keys(match.end, .of, .a),
            has(match.end + 2, [.scale, .dozen, .hundred]),
            !has(match.end + 2, .plural)
        {
            let scale = word(match.end + 2).number
            match = scaled(
                NumberMatch(end: match.end + 3, value: match.value * scale, scale: scale))
        }
        guard match.value.isFinite else { return nil }
        if negative { match.value = -match.value }
        return match
    }

    func isWordOrDigits(_ i: Int) -> Bool { isWord(i) || isDigits(i) }

    func unsigned(_ i: Int) -> NumberMatch? {
        if has(i, .half) || (key(i) == .a && has(i + 1, .half)) { return halfOf(i) }
        if has(i, .quarter) || (key(i) == .a && has(i + 1, .quarter)) {
            let q = has(i, .quarter) ? i : i + 1
            var e = q + 1
            if keys(e, .of, .a) { e += 2 }
            if has(e, [.scale, .dozen]), !has(e, .plural) {
                let value = word(e).number
                return NumberMatch(end: e + 1, value: value / 4, scale: value)
            }
            return q > i ? NumberMatch(end: q + 1, value: 0.25, isFraction: true) : nil
        }
        if i < count, items[i].kind == .fraction {
            return scaled(NumberMatch(end: i + 1, value: items[i].value, isFraction: true))
        }
        if let slashed = slashed(i),
            isLiteral || slashed.value < 1 && [2, 3, 4, 5, 8].contains(items[i + 2].value)
        {
            return slashed
        }
        // "a third of"
        if !isLiteral, let share = articleFraction(i), key(share.end) == .of { return share }
        guard var match = cardinal(i) else { return nil }
        if let share = share(i, match) { return share }
        // "five point five"
        if key(match.end) == .point, has(match.end + 1, .digitWord), !isDigits(i) {
            var e = match.end + 1
            var unit = 0.1
            while has(e, .digitWord) {
                match.value += word(e).number * unit
                unit /= 10
                e += 1
            }
            match.end = e
            return scaled(match)
        }
        if let more = mixed(i, match) { match = more }
        return match
    }

    /// "half", "half a million", "half a dozen".
    func halfOf(_ i: Int) -> NumberMatch? {
        let h = has(i, .half) ? i : i + 1
        var e = h + 1
        if key(e) == .a || key(e) == .an { e += 1 }
        if keys(h + 1, .of, .a) { e = h + 3 }
        if has(e, [.scale, .dozen, .hundred]), !has(e, .plural) {
            let value = word(e).number
            var end = e + 1
            var scale = value
            while has(end, .scale), !has(end, .plural) {
                scale *= word(end).number
                end += 1
            }
            return NumberMatch(end: end, value: scale / 2, scale: scale)
        }
        return NumberMatch(end: h + 1, value: 0.5, isFraction: true)
    }

    /// Applies scale words that follow.
    func scaled(_ match: NumberMatch) -> NumberMatch {
        var m = match
        while has(m.end, .scale), !has(m.end, .plural) {
            m.value *= word(m.end).number
            m.scale *= word(m.end).number
            m.isFraction = false
            m.end += 1
        }
        return m
    }

    /// "… and a half", "2 1/4", "five and a half million", "two million and three quarters".
    func mixed(_ i: Int, _ match: NumberMatch) -> NumberMatch? {
        var m = match
        var j = m.end
        if isDigits(i), m.isDigits, m.scale == 1 {
            if j < count, items[j].kind == .fraction {
                m.value += items[j].value
                m.end = j + 1
                return scaled(m)
            }
            // "2 1/4", "72-5/8"
            if sign(j) == 45, isGlued(j), isGlued(j + 1), let share = slashed(j + 1),
                share.value < 1
            {
                m.value += share.value
                m.end = share.end
                return scaled(m)
            }
            if !isGlued(j), let share = slashed(j), share.value < 1, m.plainLength > 0 {
                m.value += share.value
                m.end = share.end
                return scaled(m)
            }
        }
        // "two and a half", "two-and-a-half"
        j = afterJoin(j)
        guard key(j) == .and else { return nil }
        j = afterJoin(j + 1)
        var share: NumberMatch?
        if has(j, .half) {
            share = NumberMatch(end: j + 1, value: 0.5)
        } else if key(j) == .a || key(j) == .an || key(j) == .one {
            let p = afterJoin(j + 1)
            if has(p, .half) { share = NumberMatch(end: p + 1, value: 0.5) }
            if has(p, .quarter), !has(p, .plural) {
                share = NumberMatch(end: p + 1, value: 0.25)
            }
            if has(p, .smallOrdinal), word(p).number > 2, !has(p, .plural) {
                share = NumberMatch(end: p + 1, value: 1 / word(p).number)
            }
        } else if let top = cardinal(j), let part = self.share(j, top), part.value < 1 {
            share = part
        }
        guard let share else { return nil }
        // "one billion and three quarters million", "two-and-a-half-million"
        let s = afterJoin(share.end)
        if has(s, .scale), !has(s, .plural) {
            let scale = word(s).number
            if m.scale > scale {
                m.value += share.value * scale
            } else {
                m.value = (m.value + share.value) * scale
                m.scale = scale
            }
            m.end = s + 1
            return m
        }
        // News never says "two million and a half" for a half more than two million.
        m.value += share.value * (m.scale >= 1000 ? m.scale : 1)
        m.end = share.end
        // "two and a half dozen"
        if has(m.end, .dozen), !has(m.end, .plural) {
            m.value *= word(m.end).number
            m.end += 1
        }
        return m
    }

    /// A cardinal with a denominator after it: "two thirds", "one twenty-fifth", "1 over three".
    func share(_ i: Int, _ top: NumberMatch) -> NumberMatch? {
        let e = afterHyphen(top.end)
        if has(e, .quarter), has(e, .plural) || top.value == 1, !isTimeQuarter(e) {
            return divided(top, by: 4, end: e + 1)
        }
        if has(e, .half), has(e, .plural) || top.value == 1 && has(i, .ones) {
            return divided(top, by: 2, end: e + 1)
        }
        if !top.isDigits {
            if has(e, .ordinal), let share = denominated(i, top, e) { return share }
            // "one twenty-fifth", "twenty twenty fifths", "one one hundred and fifth"
            if has(e, [.tens, .hundred, .ones]), let bottom = ordinal(e, plural: top.value != 1),
                bottom.end > e + 1
            {
                return divided(top, by: bottom.value, end: bottom.end)
            }
        }
        if key(top.end) == .over, isLiteral { return divided(top, byCardinalAt: top.end + 1) }
        // "one out of every ten", "two in every five"
        if keys(top.end, .out, .of) {
            return divided(top, byCardinalAt: top.end + (key(top.end + 2) == .every ? 3 : 2))
        }
        guard key(top.end) == .in else { return nil }
        if key(top.end + 1) == .every { return divided(top, byCardinalAt: top.end + 2) }
        if top.value == 1 { return divided(top, byCardinalAt: top.end + 1) }
        // "nine in ten"; "12 in six boxes" are in boxes.
        if !isLiteral, let bottom = cardinal(top.end + 1), bottom.value == 10 || bottom.value == 100
        {
            return divided(top, byCardinalAt: top.end + 1)
        }
        return nil
    }

    func divided(_ top: NumberMatch, byCardinalAt i: Int) -> NumberMatch? {
        guard let bottom = cardinal(i), bottom.value > top.value, bottom.plainLength != 4,
            !has(bottom.end, .month)
        else { return nil }
        return NumberMatch(end: bottom.end, value: top.value / bottom.value, isFraction: true)
    }

    /// "two hundred and fifty-four hundredths" is 200.54: what follows the "and" is the fraction
    /// where it is a proper one.
    func divided(_ top: NumberMatch, by bottom: Double, end: Int) -> NumberMatch {
        if let whole = top.beforeAnd, top.afterAnd > 0, top.afterAnd < bottom {
            let part = top.afterAnd / bottom
            if has(end, .scale), !has(end, .plural) {
                let scale = word(end).number
                return NumberMatch(end: end + 1, value: whole.value + part * scale, scale: scale)
            }
            // Nobody says "five billion and three quarters" for a part of one.
            let unit = whole.scale >= 1000 ? whole.scale : 1
            return NumberMatch(end: end, value: whole.value + part * unit, scale: whole.scale)
        }
        return NumberMatch(end: end, value: top.value / bottom, isFraction: true)
    }

    /// "three quarters ago", "the last two quarters": quarters of a year.
    func isTimeQuarter(_ e: Int) -> Bool {
        key(e + 1) == .ago || key(e + 1) == .later || key(e + 1) == .earlier
    }

    /// - Parameter e: the item of an ordinal that ends the fraction.
    func denominated(_ i: Int, _ top: NumberMatch, _ e: Int) -> NumberMatch? {
        let last = word(e)
        guard last.number > 2 || last.roles.isDisjoint(with: .smallOrdinal) else {
            // "three twenty-firsts" is read by its tens.
            return swallowedTens(i, top, e)
        }
        let plural = last.roles.contains(.plural)
        if let share = swallowedTens(i, top, e) { return share }
        let t = sign(e - 1) == 45 ? e - 2 : e - 1
        // "twenty-first", "hundred and fifth" are ordinals unless plural.
        if last.roles.contains(.smallOrdinal), last.number < 10, !plural,
            has(t, [.tens, .hundred, .scale])
        {
            return nil
        }
        if key(e - 1) == .and { return nil }
        if plural || (top.value == 1 && (has(i, .ones) || has(i, .article))) {
            return divided(top, by: last.number, end: e + 1)
        }
        return nil
    }

    /// "one hundred thirty fifths": the tens that end the cardinal belong to the denominator.
    func swallowedTens(_ i: Int, _ top: NumberMatch, _ e: Int) -> NumberMatch? {
        let last = word(e)
        let t = sign(e - 1) == 45 ? e - 2 : e - 1
        guard last.roles.contains(.smallOrdinal), last.number < 10, has(t, .tens), t > i,
            key(t - 1) != .and, let numerator = cardinal(i, before: t), numerator.end == t,
            last.roles.contains(.plural) || numerator.value == 1
        else { return nil }
        return NumberMatch(
            end: e + 1, value: numerator.value / (word(t).number + last.number), isFraction: true)
    }

    /// Digits over digits: "3/4", "1 / 2".
    func slashed(_ i: Int) -> NumberMatch? {
        guard isDigits(i), sign(i + 1) == 47, isDigits(i + 2), items[i].length <= 3,
            items[i + 2].length <= 3, items[i + 2].value > 0, sign(i + 3) != 47,
            !isGluedToMore(after: i + 2)
        else { return nil }
        return NumberMatch(
            end: i + 3, value: items[i].value / items[i + 2].value, isFraction: true)
    }

    // MARK: - Ordinals

    /// "11th", "twentieth", "one hundred and twenty-fifth", "a hundred trillionth".
    /// - Parameter plural: "twenty-fifths", as denominators are written.
    func ordinal(_ i: Int, plural: Bool = false) -> NumberMatch? {
        if isDigits(i), isGlued(i + 1), has(i + 1, .ordinalSuffix), !isGluedToMore(after: i + 1) {
            return NumberMatch(end: i + 2, value: items[i].value)
        }
        if isDigits(i), let grouped = literal(i), grouped.isGrouped, isGlued(grouped.end),
            has(grouped.end, .ordinalSuffix)
        {
            return NumberMatch(end: grouped.end + 1, value: grouped.value)
        }
        if has(i, .ordinal), has(i, .plural) == plural {
            return NumberMatch(end: i + 1, value: word(i).number)
        }
        guard has(i, FormRoles([.cardinal, .article, .hundred])) else { return nil }
        guard let prefix = cardinal(i) else { return nil }
        var e = afterHyphen(prefix.end)
        if key(e) == .and { e += 1 }
        guard has(e, .ordinal), has(e, .plural) == plural else { return nil }
        let last = word(e)
        if last.roles.contains(.scaleOrdinal) {
            return NumberMatch(end: e + 1, value: prefix.value * last.number)
        }
        let unit: Double = last.roles.contains(.tensOrdinal) || last.number >= 10 ? 100 : 10
        guard prefix.value.truncatingRemainder(dividingBy: unit) == 0, prefix.value >= 20 else {
            return nil
        }
        return NumberMatch(end: e + 1, value: prefix.value + last.number)
    }
}
