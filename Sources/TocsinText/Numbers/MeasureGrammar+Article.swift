/// Units that an article counts: "a kilometre", "half a mile", "a quarter of a percent".
extension FormScanner {
    /// "half a percent", "two-thirds of a mile", "half of one per cent": what stands after a share of
    /// one unit.
    func shareOfUnit(_ j: Int, _ number: NumberMatch, kinds: FormKind) -> (FormUnit, Int)? {
        guard number.isFraction, number.value < 1 else { return nil }
        let k = key(j) == .of ? j + 1 : j
        guard
            key(k) == .a || key(k) == .an
                || k > j && (key(k) == .one || isDigits(k) && items[k].value == 1)
        else { return nil }
        if kinds.contains(.percent), let end = percentAfter(k + 1) { return (.percent, end) }
        if kinds.contains(.measure), let (name, end) = countedUnit(k + 1) {
            return (.measure(name), end)
        }
        // "half a year old"
        if kinds.contains(.age), let (unit, end) = unit(k + 1, number, kinds: .age) {
            return (unit, end)
        }
        return nil
    }

    /// "a year old"
    func articleAge(_ i: Int) -> Amount? {
        guard key(i) == .a || key(i) == .an, has(i + 1, .timeUnit) else { return nil }
        let number = NumberMatch(end: i + 1, value: 1)
        guard let (unit, end) = unit(i + 1, number, kinds: .age) else { return nil }
        return Amount(start: i, end: end, number: number, unit: unit)
    }

    /// "a kilometre", "a mile and a half" in news; "30 dollars a ton" is a price.
    func articleAmount(_ i: Int) -> Amount? {
        guard !isLiteral, key(i) == .a || key(i) == .an, !isPrice(i - 1),
            let (name, end) = countedUnit(i + 1)
        else { return nil }
        var number = NumberMatch(end: i + 1, value: 1)
        var e = end
        if keys(e, .and, .a), has(e + 2, [.half, .quarter]), !has(e + 2, .plural) {
            number.value += has(e + 2, .half) ? 0.5 : 0.25
            e += 3
        }
        return Amount(start: i, end: e, number: number, unit: .measure(name))
    }

    /// A unit written out that is nothing else: no "foot", "cup" or "bit".
    private func countedUnit(_ i: Int) -> (name: String, end: Int)? {
        guard let (name, end) = measureAfter(i, NumberMatch(end: i, value: 1)),
            MeasureUnits.counted.contains(name), !has(i, .shortUnit)
        else { return nil }
        // "a mile-long queue"
        if sign(end) == 45, isGlued(end), isGlued(end + 1) { return nil }
        return (name, end)
    }

    private func isPrice(_ i: Int) -> Bool {
        isDigits(i)
            || has(i, [.currency, .subunit, .measure, .timeUnit, .scale, .suffix, .percent])
    }

    /// "38C", "100F heat": a lone capital at the digits, where the sentence speaks of heat or cold.
    func isTemperatureLetter(_ i: Int) -> Bool {
        guard isWord(i), items[i].length == 1, isGlued(i), isDigits(i - 1),
            !isGluedToMore(after: i),
            isCapitalized(i), items[i - 1].value <= 140
        else { return false }
        let letter = bytes[start(i)]
        guard letter == 67 || letter == 70 else { return false }
        if isLiteral, letter == 67 { return true }
        for k in max(0, i - 9)..<min(count, i + 9) where k != i {
            if isPlainWord(
                k, "temperature", "temperatures", "heat", "heatwave", "cold", "mercury", "degrees",
                "warming", "warmer", "hotter", "colder", "frost", "freezing", "thermometer",
                "thermometers", "weather", "celsius", "fahrenheit")
            {
                return true
            }
        }
        return false
    }
}
