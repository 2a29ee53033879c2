/// Money: the currency before its figure or after it, and its hundredths.
extension FormScanner {
    /// A currency before its figure: "$", "US$", "c $", "EUR", "Rs.".
    func currencyBefore(_ i: Int) -> (name: String, end: Int)? {
        guard i < count else { return nil }
        if sign(i) == 36 { return (MeasureUnits.currencies[Int(word(i).currency)].0, i + 1) }
        if word(i).dollar > 0, sign(i + 1) == 36, !isGlued(i) || !isWord(i - 1) {
            // "c $ 16.4 million" is money of Canada; a lone "a" or "s" is a word.
            guard isGlued(i + 1) || isLiteral && (items[i].length > 1 || isPlainWord(i, "c"))
            else { return nil }
            return (MeasureUnits.dollarPrefixes[Int(word(i).dollar) - 1].1, i + 2)
        }
        if let code = lettered(i) { return (code, i + 1) }
        guard has(i, .currency) else { return nil }
        let name = MeasureUnits.currencies[Int(word(i).currency)].0
        if has(i, .currencySign) {
            let end = sign(i + 1) == 46 && isDigits(i + 2) && !isGlued(i + 2) ? i + 2 : i + 1
            // "Rs 500", "Ksh 2,000", "CFA 500": words that are money only before digits.
            if isWord(i), end > i, bytes[start(i)] < 128 {
                return isDigits(end) ? (name, end) : nil
            }
            return (name, end)
        }
        guard isDigits(i + 1) || isLiteral && sign(i + 1) == 46 else { return nil }
        let isCode = items[i].length == 3 && isAllCaps(i)
        guard isCode || isLiteral, !has(i, .ambiguous) || isCode || isPlainWord(i, "sen") else {
            return nil
        }
        // "200 USD 300": it belongs to what comes first.
        if isDigits(i - 1), !isGlued(i + 1) { return nil }
        return (name, i + 1)
    }

    /// "R40m", "N40 billion", "P50,000": a lone capital is money at a figure that is large; else it
    /// begins the number of a road or a model.
    func lettered(_ i: Int) -> String? {
        guard isWord(i), items[i].length == 1, isCapitalized(i), isGlued(i + 1), isDigits(i + 1),
            !isGlued(i) || sign(i - 1) == 40,
            let code = MeasureUnits.letters[bytes[start(i)]],
            let figure = literal(i + 1)
        else { return nil }
        if figure.isGrouped || has(figure.end, .scale) { return code }
        guard isGlued(figure.end), has(figure.end, .suffix), !isGluedToMore(after: figure.end)
        else {
            return nil
        }
        return code
    }

    /// A currency after its figure: "dollars", "Swiss francs", "€", "MEUR".
    func currencyAfter(_ j: Int, _ number: NumberMatch) -> (name: String, end: Int)? {
        var i = j
        if sign(i) == 45, isGlued(i), isGlued(i + 1) { i += 1 }
        var nation = -1
        var k = i
        // "new zealand dollars", "u.s. dollars"
        while k < i + 4, has(k, .currencyPrefix) || isInitials(k) {
            if isInitials(k) {
                nation = 0
                k += 3
                if sign(k) == 46 { k += 1 }
            } else {
                nation = Int(word(k).nation)
                k += 1
            }
            if sign(k) == 45 { k += 1 }
        }
        if nation >= 0, has(k, .currency) {
            let base = MeasureUnits.currencies[Int(word(k).currency)].0
            let code = MeasureUnits.national[nation].1.first { $0.0 == base }?.1 ?? base
            return (code, k + 1)
        }
        guard has(i, .currency) else { return nil }
        if isGluedToMore(after: i) { return nil }
        let w = word(i)
        if w.roles.contains(.ambiguous) {
            // "won", "pen", "try", "mark": only what can be nothing else here.
            let isCode = items[i].length == 3 && isAllCaps(i)
            let plausible: Bool =
                isCode && !isTitle
                || isLiteral && !isPlainWord(i, "all", "try", "sen", "p", "colon")
                || number.scale >= 1000 && isPlainWord(i, "won", "marks", "real")
                || isGlued(i) && isDigits(i - 1) && isPlainWord(i, "p")
                || isPlainWord(i, "bucks", "quid")
            guard plausible else { return nil }
        }
        if w.roles.contains(.currencySign), sign(i) == 36 || sign(i) == 2 {
            // "10 $ 30": news writes the sign before.
            if isDigits(i + 1), isGlued(i + 1) { return nil }
            if sign(i) == 36, !isLiteral { return nil }
            // "1 $ 10 dollars": the sign opens the next figure, unless that has one of its own.
            if isDigits(i + 1), let next = literal(i + 1), sign(next.end) != sign(i),
                !has(next.end, .subunit)
            {
                return nil
            }
        }
        let name = MeasureUnits.currencies[Int(w.currency)].0
        if name == "pound", isPlainWord(i + 1, "sterling") { return ("GBP", i + 2) }
        return (name, i + 1)
    }

    /// "120 MEUR", "twenty MUSD"
    func millions(_ i: Int) -> (name: String, end: Int)? {
        guard isWord(i), items[i].length == 4, bytes[start(i)] == 77, isAllCaps(i) else {
            return nil
        }
        let code = FormLexicon.shared.entry(bytes, (start(i) + 1)..<end(i + 1))
        let currency = words[Int(code)].currency
        guard currency > 0 else { return nil }
        return (MeasureUnits.currencies[Int(currency)].0, i + 1)
    }

    private func isInitials(_ i: Int) -> Bool {
        isWord(i) && items[i].length == 1 && bytes[start(i)] | 32 == 117 && sign(i + 1) == 46
            && isWord(i + 2) && items[i + 2].length == 1 && bytes[start(i + 2)] | 32 == 115
    }

    /// "3 dollars 50 cents", "one dollar and one", "15 dollars 50".
    func addSubunits(_ amount: inout Amount) {
        guard case .money = amount.unit, amount.value == amount.value.rounded() else { return }
        var j = amount.end
        let and = key(j) == .and
        if and { j += 1 }
        guard j < count, !(sign(j) == 36), isDigits(j) || has(j, .cardinal), let part = cardinal(j),
            part.value < 100,
            part.value == part.value.rounded(), part.value > 0
        else { return }
        if has(part.end, .subunit), !isGluedToMore(after: part.end) {
            amount.number.value += part.value / 100
            amount.end = part.end + 1
            return
        }
        guard isLiteral, amount.number.scale == 1,
            !has(part.end, [.currency, .currencyPrefix, .measure, .timeUnit, .percent, .scale]),
            !isGluedToMore(after: part.end - 1), sign(part.end) != 36,
            !isPlainWord(part.end, "times"),
            !isDigits(j) || part.end >= count || items[part.end].kind == .sign
        else { return }
        // "and fifty" is fifty cents; "c $ 100 and fifty".
        amount.number.value += part.value / 100
        amount.end = part.end
    }
}
