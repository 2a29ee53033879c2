/// Numbers in digits: separators, suffixes, powers.
extension FormScanner {
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
    func grouped(_ i: Int, _ match: inout NumberMatch) {
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
        } else if sign(e) == 46 {
            // "1.000.000": stops between two groups or more. Four groups below 256 are an address.
            var groups = 0
            var isAddress = items[i].value < 256
            while sign(e) == 46, isGlued(e), isDigits(e + 1), isGlued(e + 1),
                items[e + 1].length == 3
            {
                value = value * 1000 + items[e + 1].value
                isAddress = isAddress && items[e + 1].value < 256 && items[e + 1].value > 0
                groups += 1
                e += 2
            }
            guard groups >= 2, groups != 3 || !isAddress,
                !isGlued(e) || sign(e) != 46 || e + 1 >= count || !isGlued(e + 1)
            else { return }
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
    func suffixed(_ i: Int, _ match: NumberMatch) -> NumberMatch? {
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

    func isMoneyBefore(_ i: Int) -> Bool {
        has(i - 1, .currency)
            || isGlued(i) && isWord(i - 1) && items[i - 1].length == 1 && isCapitalized(i - 1)
                && MeasureUnits.letters[bytes[start(i - 1)]] != nil
    }

    func powered(_ match: NumberMatch) -> NumberMatch? {
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

    func raise(_ base: Double, _ exponent: Double) -> Double {
        var result = 1.0
        for _ in 0..<Int(abs(exponent)) { result *= base }
        return exponent < 0 ? 1 / result : result
    }
}
