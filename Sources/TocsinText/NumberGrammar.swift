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
        guard match.value.isFinite else { return nil }
        if negative { match.value = -match.value }
        return match
    }

    private func isWordOrDigits(_ i: Int) -> Bool { isWord(i) || isDigits(i) }

    private func unsigned(_ i: Int) -> NumberMatch? {
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
    private func halfOf(_ i: Int) -> NumberMatch? {
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
    private func scaled(_ match: NumberMatch) -> NumberMatch {
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
    private func mixed(_ i: Int, _ match: NumberMatch) -> NumberMatch? {
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
        guard key(j) == .and else { return nil }
        j += 1
        var share: NumberMatch?
        if has(j, .half) {
            share = NumberMatch(end: j + 1, value: 0.5)
        } else if key(j) == .a || key(j) == .an || key(j) == .one {
            if has(j + 1, .half) { share = NumberMatch(end: j + 2, value: 0.5) }
            if has(j + 1, .quarter), !has(j + 1, .plural) {
                share = NumberMatch(end: j + 2, value: 0.25)
            }
            if has(j + 1, .smallOrdinal), word(j + 1).number > 2, !has(j + 1, .plural) {
                share = NumberMatch(end: j + 2, value: 1 / word(j + 1).number)
            }
        } else if let top = cardinal(j), let part = self.share(j, top), part.value < 1 {
            share = part
        }
        guard let share else { return nil }
        // "one billion and three quarters million"
        if has(share.end, .scale), !has(share.end, .plural) {
            let scale = word(share.end).number
            if m.scale > scale {
                m.value += share.value * scale
            } else {
                m.value = (m.value + share.value) * scale
                m.scale = scale
            }
            m.end = share.end + 1
            return m
        }
        // News never says "two million and a half" for a half more than two million.
        m.value += share.value * (m.scale >= 1000 ? m.scale : 1)
        m.end = share.end
        return m
    }

    /// A cardinal with a denominator after it: "two thirds", "one twenty-fifth", "1 over three".
    private func share(_ i: Int, _ top: NumberMatch) -> NumberMatch? {
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
        if keys(top.end, .out, .of) { return divided(top, byCardinalAt: top.end + 2) }
        if key(top.end) == .in, top.value == 1 { return divided(top, byCardinalAt: top.end + 1) }
        return nil
    }

    private func divided(_ top: NumberMatch, byCardinalAt i: Int) -> NumberMatch? {
        guard let bottom = cardinal(i), bottom.value > top.value, bottom.plainLength != 4,
            !has(bottom.end, .month)
        else { return nil }
        return NumberMatch(end: bottom.end, value: top.value / bottom.value, isFraction: true)
    }

    /// "two hundred and fifty-four hundredths" is 200.54: what follows the "and" is the fraction
    /// where it is a proper one.
    private func divided(_ top: NumberMatch, by bottom: Double, end: Int) -> NumberMatch {
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
    private func isTimeQuarter(_ e: Int) -> Bool {
        key(e + 1) == .ago || key(e + 1) == .later || key(e + 1) == .earlier
    }

    /// - Parameter e: the item of an ordinal that ends the fraction.
    private func denominated(_ i: Int, _ top: NumberMatch, _ e: Int) -> NumberMatch? {
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
    private func swallowedTens(_ i: Int, _ top: NumberMatch, _ e: Int) -> NumberMatch? {
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

    // MARK: - Cardinals

    /// "twenty-one trillion and three hundred", "4 thousand 3 hundred and 21", "2.5 million", "a
    /// dozen".
    /// - Parameter before: no item from here on is read.
    func cardinal(_ i: Int, before: Int = .max) -> NumberMatch? {
        var total = 0.0
        var limit = Double.infinity
        var j = i
        var result: NumberMatch?
        while j < before, let group = group(j, isFirst: result == nil, before: before) {
            var scale = 1.0
            var e = group.end
            while e < before, has(e, .scale), !has(e, .plural) || group.value != 1 {
                // "ten thousandths" and "two million-dollar houses" are read elsewhere.
                scale *= word(e).number
                e += 1
            }
            if scale == 1, e < before, sign(e) == 45, has(e + 1, .scale), !has(e + 1, .plural) {
                scale = word(e + 1).number
                e += 2
            }
            let scaleOfGroup = max(scale, group.scale)
            guard group.value * scale < limit else { break }
            if result != nil, group.isDigits, scale == 1, group.end == j + 1, key(j - 1) != .and {
                break
            }
            var match = group
            if let before = group.beforeAnd, scale == 1 {
                match.beforeAnd = (total + before.value, 1)
            } else if let result, key(j - 1) == .and, scale == 1 {
                match.beforeAnd = (total, result.scale)
                match.afterAnd = group.value
            } else {
                match.beforeAnd = nil
            }
            total += group.value * scale
            match.end = e
            match.value = total
            match.scale = result == nil ? scaleOfGroup : max(result!.scale, scaleOfGroup)
            match.isDigits = group.isDigits && scale == 1 && result == nil
            if result != nil || scale != 1 { match.plainLength = 0 }
            result = match
            if scale == 1 { break }
            limit = scale
            if group.isDigits, group.value != group.value.rounded() { break }
            j = e
            if sign(j) == 44, has(j + 1, .cardinal), !isDigits(i),
                let g = self.group(j + 1, isFirst: false, before: before),
                has(g.end, [.scale, .hundred]) || key(j + 1) == .a
            {
                j += 1
            } else if key(j) == .and {
                // "3 hundred and 0": nothing is added by zero; "… and a half" is a fraction.
                if isDigits(j + 1), items[j + 1].value == 0 { break }
                if isDigits(j + 1), !isDigits(i) { break }
                if has(j + 1, .article), !has(j + 2, [.hundred, .dozen]) { break }
                j += 1
            }
        }
        if let result, result.end < before, result.plainLength > 0 || result.isDigits {
            return suffixed(i, result)
        }
        return result
    }

    /// A number below the next scale word.
    private func group(_ i: Int, isFirst: Bool, before: Int) -> NumberMatch? {
        var match: NumberMatch
        if isDigits(i) || (sign(i) == 46 && isFirst) {
            guard let literal = literal(i) else { return nil }
            match = literal
        } else if has(i, .article) {
            let next = i + 1
            guard has(next, [.hundred, .scale, .dozen]), !has(next, .plural) || key(next) == .none
            else { return nil }
            match = NumberMatch(end: next, value: 1)
        } else if let words = underHundred(i, before: before) {
            match = words
        } else if has(i, .dozen), !has(i, .plural) {
            return NumberMatch(end: i + 1, value: 12)
        } else if isFirst, has(i, [.hundred, .scale]), !has(i, .plural),
            !isCapitalized(i) || isLiteral
        {
            match = NumberMatch(end: i, value: 1)
            if has(i, .scale) { return match }
        } else {
            return nil
        }
        if match.end < before, has(match.end, .hundred), !has(match.end, .plural) || match.value > 1
        {
            match.value *= 100
            match.scale = max(match.scale, 100)
            match.isDigits = false
            match.plainLength = 0
            match.end += 1
            var j = match.end
            let and = key(j) == .and
            if and { j += 1 }
            if j < before, let rest = underHundred(j, before: before) {
                let dozens = and && has(rest.end, .dozen)
                if and { (match.beforeAnd, match.afterAnd) = ((match.value, 1), rest.value) }
                match.value += rest.value * (dozens ? 12 : 1)
                match.end = dozens ? rest.end + 1 : rest.end
                match.scale = 1
                if dozens { return match }
            } else if j < before, and, isDigits(j), items[j].length <= 2, items[j].value > 0,
                isDigits(i),
                let rest = literal(j), rest.value < 100, !has(rest.end, [.hundred, .scale])
            {
                match.value += rest.value
                match.end = rest.end
                match.scale = 1
            }
        }
        if match.end < before, has(match.end, .dozen), match.value == match.value.rounded() {
            match.value *= 12
            match.isDigits = false
            match.plainLength = 0
            match.end += 1
        }
        return match
    }

    /// "seventeen", "forty", "forty-two".
    private func underHundred(_ i: Int, before: Int) -> NumberMatch? {
        guard i < before else { return nil }
        if has(i, .tens) {
            let j = afterHyphen(i + 1)
            if j < before, has(j, .ones), word(j).number > 0, j == i + 1 || isWord(j) {
                return NumberMatch(end: j + 1, value: word(i).number + word(j).number)
            }
            return NumberMatch(end: i + 1, value: word(i).number)
        }
        guard has(i, [.ones, .teens]) else { return nil }
        return NumberMatch(end: i + 1, value: word(i).number)
    }

    /// A figure in digits with its separators and decimals.
    func literal(_ i: Int) -> NumberMatch? {
        if sign(i) == 46 {
            guard isDigits(i + 1), isGlued(i + 1),
                !isGlued(i) || isLiteral && !isWordOrDigits(i - 1)
            else { return nil }
            let fraction = items[i + 1]
            return NumberMatch(
                end: i + 2, value: fraction.value / power(Int(fraction.length)), isDigits: true)
        }
        guard isDigits(i) else { return nil }
        // "0530" is a time or a code.
        if !isLiteral, items[i].length > 1, bytes[start(i)] == 48, items[i].value > 0 { return nil }
        var match = NumberMatch(
            end: i + 1, value: items[i].value, isDigits: true, plainLength: Int(items[i].length))
        if items[i].length <= 3 {
            grouped(i, &match)
        }
        // Decimals, but not 1.2.3.
        let e = match.end
        if sign(e) == 46, isGlued(e), isDigits(e + 1), isGlued(e + 1) {
            if sign(e + 2) == 46, isGlued(e + 2), isDigits(e + 3), isGlued(e + 3) {
                return isLiteral ? match : nil
            }
            if isLiteral, sign(i - 1) == 46, isGlued(i), isDigits(i - 2) { return match }
            match.value += items[e + 1].value / power(Int(items[e + 1].length))
            match.plainLength = 0
            match.end = e + 2
        } else if isLiteral, sign(e) == 44, isGlued(e), isDigits(e + 1), isGlued(e + 1),
            items[e + 1].length != 3, sign(e + 2) != 44, !match.isGrouped
        {
            match.value += items[e + 1].value / power(Int(items[e + 1].length))
            match.plainLength = 0
            match.end = e + 2
        }
        return match
    }

    /// "1,234,567", "12,34,567", "1 234 567".
    private func grouped(_ i: Int, _ match: inout NumberMatch) {
        var e = i + 1
        var value = match.value
        if sign(e) == 44 {
            var last = 0
            while sign(e) == 44, isGlued(e), isDigits(e + 1), isGlued(e + 1),
                items[e + 1].length == 2 || items[e + 1].length == 3
            {
                last = Int(items[e + 1].length)
                value = value * power(last) + items[e + 1].value
                e += 2
            }
            guard last == 3 else { return }
        } else {
            while isDigits(e), !isGlued(e), items[e].length == 3, start(e) - end(e) <= 3,
                !isGlued(e + 1) || !(isDigits(e + 1) || isWord(e + 1) || sign(e + 1) == 45)
            {
                value = value * 1000 + items[e].value
                e += 1
            }
            guard e > i + 1, !isDigits(e) || isGlued(e), !isDigits(i - 1), items[i].value > 0 else {
                return
            }
        }
        match.value = value
        match.end = e
        match.isGrouped = true
        match.plainLength = 0
    }

    func power(_ n: Int) -> Double {
        var p = 1.0
        for _ in 0..<min(n, 300) { p *= 10 }
        return p
    }

    /// "10k", "2.5 bn", "3 mln"; in literal reading "1e6", "1.1^23" and "1.3x10^6" too.
    private func suffixed(_ i: Int, _ match: NumberMatch) -> NumberMatch? {
        var m = match
        let e = m.end
        if isLiteral, let power = powered(m) { return power }
        guard e < count, has(e, .suffix), !isGluedToMore(after: e) else { return m }
        let glued = isGlued(e)
        let length = items[e].length
        let first = bytes[start(e)]
        if length == 1 {
            // A lone m is metres, g grams, t tons, b bytes; large or with money they are scales.
            let isScale: Bool =
                switch first {
                case 107, 75: true
                case 77: true
                case 71, 84: isLiteral || glued && isMoneyBefore(i)
                case 98, 66: glued || isMoneyBefore(i)
                // "10.9m viewers", "30m euros"; "60m hurdles" are metres.
                default: isMoneyBefore(i) || !isLiteral && glued && has(e + 1, [.counts, .counted])
                }
            guard isScale, glued || isLiteral else { return m }
        }
        m.value *= word(e).number
        m.scale = word(e).number
        m.plainLength = 0
        m.end = e + 1
        return m
    }

    private func isMoneyBefore(_ i: Int) -> Bool { has(i - 1, .currency) }

    private func powered(_ match: NumberMatch) -> NumberMatch? {
        var m = match
        let e = m.end
        func exponent(_ j: Int) -> (Double, Int)? {
            var k = j
            var factor = 1.0
            if sign(k) == 43 || sign(k) == 45 {
                factor = sign(k) == 45 ? -1 : 1
                k += 1
            }
            guard isDigits(k), isGlued(k), items[k].value < 400 else { return nil }
            return (factor * items[k].value, k + 1)
        }
        if isWord(e), isGlued(e), items[e].length == 1 {
            let b = bytes[start(e)] | 32
            if b == 101, let (power, end) = exponent(e + 1), isGlued(e + 1) {
                m.value *= raise(10, power)
                m.end = end
                return m
            }
            if b == 120, isDigits(e + 1), sign(e + 2) == 94, let (power, end) = exponent(e + 3) {
                m.value *= raise(items[e + 1].value, power)
                m.end = end
                return m
            }
        }
        if sign(e) == 94, isGlued(e), let (power, end) = exponent(e + 1) {
            m.value = raise(m.value, power)
            m.end = end
            return m
        }
        return nil
    }

    private func raise(_ base: Double, _ exponent: Double) -> Double {
        var result = 1.0
        for _ in 0..<Int(abs(exponent)) { result *= base }
        return exponent < 0 ? 1 / result : result
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
