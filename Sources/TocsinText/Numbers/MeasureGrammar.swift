/// What a figure counts or measures.
enum FormUnit: Hashable {
    case none
    case percent
    case money(String)
    case measure(String)
    case temperature(String)
    case time(FormTimeUnit)
    case age(FormTimeUnit)

    var isNone: Bool { self == .none }
}

/// A number with the unit written at it.
struct Amount {
    var start: Int
    var end: Int
    var number: NumberMatch
    var unit = FormUnit.none
    /// The unit is joined by a hyphen or stands in the singular: "a 150-pound bomb".
    var isAdjective = false

    var value: Double { number.value }
}

extension FormScanner {
    /// Reads `[currency] number [unit]`.
    /// - Parameter kinds: the kinds of unit to look for.
    func amount(_ i: Int, kinds: FormKind) -> Amount? {
        if kinds.contains(.money), let prefix = currencyBefore(i) {
            if let number = number(prefix.end) {
                var amount = Amount(
                    start: i, end: number.end, number: number, unit: .money(prefix.name))
                // "$ 10 dollars" says it twice.
                if isLiteral, !isGlued(prefix.end), let after = currencyAfter(number.end, number) {
                    amount.end = after.end
                }
                addSubunits(&amount)
                return amount
            }
        }
        if kinds.contains(.measure), let amount = articleAmount(i) { return amount }
        if kinds.contains(.age), let amount = articleAge(i) { return amount }
        // "a third of a percent"
        let share = articleFraction(i).flatMap {
            shareOfUnit($0.end, $0, kinds: kinds) == nil ? nil : $0
        }
        guard let number = number(i) ?? share else { return nil }
        var amount = Amount(start: i, end: number.end, number: number)
        if !isLiteral, kinds.contains(.measure) {
            // "a magnitude 6.3 earthquake", "a 6.3-magnitude earthquake"
            let after = afterHyphen(number.end)
            let isBefore = isPlainWord(i - 1, "magnitude")
            if isBefore || isPlainWord(after, "magnitude") {
                amount.unit = .measure("magnitude")
                if !isBefore { amount.end = after + 1 }
                return amount
            }
        }
        if kinds.contains(.money), let (name, end) = millions(number.end) {
            amount.number.value *= 1e6
            amount.unit = .money(name)
            amount.end = end
            return amount
        }
        if let (unit, end) = unit(number.end, number, kinds: kinds) {
            amount.unit = unit
            amount.end = end
            amount.isAdjective = sign(number.end) == 45
            addInches(&amount)
            if case .money = unit { addSubunits(&amount) }
        }
        return amount
    }

    /// The unit that stands at item `j`, after a number.
    func unit(_ j: Int, _ number: NumberMatch, kinds: FormKind) -> (FormUnit, Int)? {
        guard j < count else { return nil }
        if let share = shareOfUnit(j, number, kinds: kinds) { return share }
        if kinds.contains(.percent), let end = percentAfter(j) { return (.percent, end) }
        if kinds.contains(.temperature), let (name, end) = temperatureAfter(j) {
            return (.temperature(name), end)
        }
        let hyphened = afterEmphasis(sign(j) == 45 && isGlued(j) && isGlued(j + 1) ? j + 1 : j)
        if !kinds.isDisjoint(with: [.duration, .age]), has(hyphened, .timeUnit),
            let unit = FormTimeUnit(rawValue: UInt8(word(hyphened).unit))
        {
            if !has(hyphened, .shortUnit) || isGlued(hyphened) || isDigits(hyphened - 1),
                !(isGluedToMore(after: hyphened))
            {
                let e = hyphened + 1
                if kinds.contains(.age) {
                    let o = sign(e) == 45 ? e + 1 : e
                    if key(o) == .old { return (.age(unit), o + 1) }
                    if keys(e, .of, .age) { return (.age(unit), e + 2) }
                }
                if kinds.contains(.duration) { return (.time(unit), e) }
            }
        }
        if kinds.contains(.duration), isGlued(j), isDigits(j - 1), isWord(j),
            !isGluedToMore(after: j)
        {
            let letters = items[j].length
            let b = bytes[start(j)] | 32
            if letters == 1, let unit = shortTime(b) { return (.time(unit), j + 1) }
            if letters == 2, bytes[start(j) + 1] | 32 == 115, let unit = shortTime(b) {
                return (.time(unit), j + 1)
            }
        }
        let money = kinds.contains(.money) ? currencyAfter(j, number) : nil
        let measure = kinds.contains(.measure) ? measureAfter(j, number) : nil
        // "pound" is both.
        if let money, let measure {
            let isWeight = sign(j) == 45 || key(measure.end) == .of
            return isWeight
                ? (.measure(measure.name), measure.end) : (.money(money.name), money.end)
        }
        if let money { return (.money(money.name), money.end) }
        if let measure { return (.measure(measure.name), measure.end) }
        return nil
    }

    private func shortTime(_ letter: UInt8) -> FormTimeUnit? {
        switch letter {
        case 104: .hour
        case 100: .day
        case 119: .week
        case 121: .year
        default: nil
        }
    }

    // MARK: - Percent and temperature

    /// "%", "percent", "per cent", "percentage points".
    func percentAfter(_ j: Int) -> Int? {
        var i = j
        if sign(i) == 45, isGlued(i), isGlued(i + 1) { i += 1 }
        if has(i, .percent) {
            if key(i) == .percentage, !isLiteral, !isPlainWord(i + 1, "points", "point") {
                return nil
            }
            let end = i + 1
            if key(i) == .percentage, isPlainWord(end, "points", "point") { return end + 1 }
            return end
        }
        if key(i) == .per, key(i + 1) == .cent { return i + 2 }
        return nil
    }

    func temperatureAfter(_ j: Int) -> (String, Int)? {
        var i = j
        if sign(i) == 45, isGlued(i) { i += 1 }
        if has(i, .temperature) { return (MeasureUnits.units[Int(word(i).measure)].name, i + 1) }
        if isTemperatureLetter(i) {
            return (bytes[start(i)] == 67 ? "celsius" : "fahrenheit", i + 1)
        }
        guard word(i).measure == UInt16(MeasureUnits.degree) else { return nil }
        let e = sign(i + 1) == 45 ? i + 2 : i + 1
        if has(e, .temperature) { return (MeasureUnits.units[Int(word(e).measure)].name, e + 1) }
        if isWord(e), items[e].length == 1, !isGluedToMore(after: e) {
            switch bytes[start(e)] | 32 {
            case 99: return ("celsius", e + 1)
            case 102: return ("fahrenheit", e + 1)
            default: break
            }
        }
        if isPlainWord(e, "angle", "turn") { return nil }
        return ("degree", i + 1)
    }

    // MARK: - Measures

    /// "kilometers", "square miles", "metric tons", "miles an hour", "km/h".
    func measureAfter(_ j: Int, _ number: NumberMatch) -> (name: String, end: Int)? {
        var i = j
        let hyphened = sign(i) == 45 && isGlued(i) && isGlued(i + 1)
        if hyphened { i += 1 }
        let bracketed = isLiteral && sign(i) == 91
        if bracketed { i += 1 }
        var prefix = ""
        if has(i, .measurePrefix) {
            prefix =
                switch key(i) {
                case .square: "square "
                case .cubic: "cubic "
                case .metric: "metric "
                case .nautical: "nautical "
                default: items[i].length == 2 && bytes[start(i)] | 32 == 115 ? "square " : "cubic "
                }
            i += 1
            if sign(i) == 46, items[i - 1].length == 2 { i += 1 }
        }
        if isPlainWord(i, "light"), isPlainWord(afterJoin(i + 1), "year", "years") {
            return ("light year", afterJoin(i + 1) + 1)
        }
        // 10 " are inches.
        if isLiteral, sign(i) == 34, isPlainWord(i + 1, "long", "wide", "tall", "high") {
            return ("inch", i + 1)
        }
        guard has(i, .measure) else { return nil }
        if has(i, .shortUnit) {
            guard
                isDigits(i - 1) || bracketed || hyphened || items[i - 1].kind == .fraction
                    || has(i - 1, .measurePrefix)
            else { return nil }
            // A capital letter alone is rarely a unit, "in" after a space is a preposition.
            if items[i].length == 1, !isLiteral || !isGlued(i) && isCapitalized(i) {
                guard isGlued(i) || bytes[start(i)] == 109 && !isGluedToMore(after: i),
                    !isCapitalized(i)
                else { return nil }
            }
            if key(i) == .in, !isGlued(i), !isLiteral || !endsHere(i + 1) {
                return nil
            }
        }
        let dimension = MeasureUnits.units[Int(word(i).measure)].dimension
        var name = MeasureUnits.units[Int(word(i).measure)].name
        // "km²", "m3"
        if dimension == .length, prefix.isEmpty, let power = exponent(i + 1) {
            return ((power == 2 ? "square " : "cubic ") + name, i + 2)
        }
        if isGluedToMore(after: i) { return nil }
        var end = i + 1
        if bracketed {
            guard sign(end) == 93 else { return nil }
            end += 1
        }
        // "mph" as words.
        if dimension == .length {
            if sign(end) == 47 || key(end) == .per || has(end, .article) {
                let t = end + 1
                if has(t, .timeUnit), let unit = FormTimeUnit(rawValue: UInt8(word(t).unit)),
                    unit.seconds <= 3600
                {
                    return ("\(prefix)\(name) per \(unit.name)", t + 1)
                }
                if sign(end) == 47, isWord(t), items[t].length == 1 {
                    let b = bytes[start(t)] | 32
                    if b == 104 { return ("\(name) per hour", t + 1) }
                    if b == 115 { return ("\(name) per second", t + 1) }
                }
                if isPlainWord(t, "millisecond", "ms") { return ("\(name) per millisecond", t + 1) }
            }
        }
        if !prefix.isEmpty { name = prefix + name }
        return (name, end)
    }

    /// "5 ft 2 in", "six feet two inches".
    private func addInches(_ amount: inout Amount) {
        guard amount.unit == .measure("foot"), !amount.isAdjective, let inches = number(amount.end),
            inches.value < 12
        else { return }
        let i = inches.end
        guard has(i, .measure), MeasureUnits.units[Int(word(i).measure)].name == "inch",
            !isGluedToMore(after: i)
        else { return }
        amount.number.value += inches.value / 12
        amount.end = i + 1
    }

    /// A raised 2 or 3 at a short unit.
    private func exponent(_ i: Int) -> Int? {
        guard isGlued(i), has(i - 1, .shortUnit) else { return nil }
        if isDigits(i), items[i].length == 1, items[i].value == 2 || items[i].value == 3,
            !isGluedToMore(after: i)
        {
            return Int(items[i].value)
        }
        // "²" and "³" are C2 B2 and C2 B3 in UTF-8.
        guard sign(i) == 2, end(i + 1) - start(i) == 2, bytes[start(i)] == 0xC2 else { return nil }
        switch bytes[start(i) + 1] {
        case 0xB2: return 2
        case 0xB3: return 3
        default: return nil
        }
    }

    private func endsHere(_ i: Int) -> Bool { i >= count || items[i].kind == .sign }

    func isAllCaps(_ i: Int) -> Bool {
        for b in bytes[start(i)..<end(i + 1)] where b &- 65 >= 26 { return false }
        return true
    }

    /// The item is one of these words, whatever its case.
    func isPlainWord(_ i: Int, _ names: StaticString...) -> Bool {
        guard isWord(i) else { return false }
        let range = start(i)..<end(i + 1)
        return names.contains { name in
            guard name.utf8CodeUnitCount == range.count else { return false }
            for k in 0..<range.count {
                let b = bytes[range.lowerBound + k]
                if (b &- 65 < 26 ? b | 32 : b) != name.utf8Start[k] { return false }
            }
            return true
        }
    }
}
