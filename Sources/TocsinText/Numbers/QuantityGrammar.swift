import TocsinModel

/// A figure with its bounds, as items.
struct Figure {
    var start: Int
    var end: Int
    var low: Double?
    var high: Double?
    var value: Double?
    var qualifier: Qualifier = .exact
    var unit = FormUnit.none
    var isFraction = false
}

/// How a figure is hedged, before it.
struct Hedge {
    enum Kind {
        case exact, about, nearly, over, justOver, atLeast, upTo, atMost, moreThan, lessThan
    }
    var kind: Kind
    var end: Int
}

extension FormScanner {
    /// Reads a figure with everything that bounds it: "nearly twenty", "between 30 and 40 percent",
    /// "a dozen or so", "tens of thousands".
    func figure(_ i: Int, kinds: FormKind) -> Figure? {
        if let vague = vague(i) { return vague }
        if key(i) == .between, let first = amount(i + 1, kinds: kinds), key(first.end) == .and,
            let second = amount(first.end + 1, kinds: kinds), !isDate(i + 1),
            !isDate(first.end + 1)
        {
            if let range = range(i, first, second) { return range }
        }
        let hedge = hedge(i)
        var j = hedge?.end ?? i
        guard j < count, hedge == nil || isLiteral || !isDate(j) else { return nil }
        if let hedge, let vague = vague(j), vague.qualifier != .none {
            var figure = vague
            figure.start = i
            if hedge.kind == .lessThan || hedge.kind == .upTo {
                figure.low = nil
            }
            return figure
        }
        // "at least another 20", "about the same" is none.
        if hedge != nil, key(j) == .another || key(j) == .an && key(j + 1) == .estimated {
            j += key(j) == .an ? 2 : 1
        }
        guard let first = amount(j, kinds: kinds) else { return nil }
        if hedge == nil || hedge!.kind == .about || hedge!.kind == .upTo,
            let second = rangeEnd(first, kinds: kinds),
            let range = range(i, first, second)
        {
            return range
        }
        return bounded(i, first, hedge)
    }

    // MARK: - Hedges

    func hedge(_ i: Int) -> Hedge? {
        func than(_ kind: Hedge.Kind) -> Hedge? {
            key(i + 1) == .than ? Hedge(kind: kind, end: i + 2) : nil
        }
        switch key(i) {
        case .about, .around, .roughly, .approximately, .approx, .circa, .some, .estimated:
            let end = sign(i + 1) == 46 && key(i) == .approx ? i + 2 : i + 1
            return Hedge(kind: .about, end: end)
        case .an where key(i + 1) == .estimated: return Hedge(kind: .about, end: i + 2)
        case .nearly, .almost, .approaching: return Hedge(kind: .nearly, end: i + 1)
        case .close where key(i + 1) == .to: return Hedge(kind: .nearly, end: i + 2)
        case .just where keys(i + 1, .short, .of): return Hedge(kind: .nearly, end: i + 3)
        case .a where key(i + 1) == .little:
            return hedge(i + 1).map { Hedge(kind: $0.kind, end: $0.end) }
        case .just, .slightly, .well, .only, .little:
            let just = key(i) != .well
            switch key(i + 1) {
            case .over, .above: return Hedge(kind: just ? .justOver : .over, end: i + 2)
            case .under, .below: return Hedge(kind: just ? .nearly : .lessThan, end: i + 2)
            case .more where key(i + 2) == .than:
                return Hedge(kind: just ? .justOver : .moreThan, end: i + 3)
            case .less where key(i + 2) == .than, .fewer where key(i + 2) == .than:
                return Hedge(kind: just ? .nearly : .lessThan, end: i + 3)
            case .about: return Hedge(kind: .about, end: i + 2)
            default: return nil
            }
        case .over, .above: return Hedge(kind: .over, end: i + 1)
        case .more, .greater, .larger, .higher, .bigger: return than(.moreThan)
        case .fewer, .less, .smaller, .lower: return than(.lessThan)
        case .under, .below: return Hedge(kind: .lessThan, end: i + 1)
        case .exceeding, .exceeded, .exceeds, .exceed, .surpassing, .surpassed, .surpass:
            return Hedge(kind: .moreThan, end: i + 1)
        case .in where keys(i + 1, .excess, .of): return Hedge(kind: .moreThan, end: i + 3)
        case .in where keys(i + 1, .the, .region, .of): return Hedge(kind: .about, end: i + 4)
        case .upwards where key(i + 1) == .of: return Hedge(kind: .atLeast, end: i + 2)
        case .at:
            if key(i + 1) == .least { return Hedge(kind: .atLeast, end: i + 2) }
            if key(i + 1) == .most { return Hedge(kind: .atMost, end: i + 2) }
            return nil
        case .no, .not:
            switch (key(i + 1), key(i + 2)) {
            case (.fewer, .than), (.less, .than), (.smaller, .than), (.lower, .than):
                return Hedge(kind: .atLeast, end: i + 3)
            case (.more, .than), (.larger, .than), (.higher, .than), (.greater, .than),
                (.bigger, .than):
                return Hedge(kind: .atMost, end: i + 3)
            case (.over, _), (.above, _), (.exceeding, _): return Hedge(kind: .atMost, end: i + 2)
            case (.under, _), (.below, _): return Hedge(kind: .atLeast, end: i + 2)
            default: return nil
            }
        case .up where key(i + 1) == .to: return Hedge(kind: .upTo, end: i + 2)
        case .as:
            if key(i + 1) == .many || key(i + 1) == .much, key(i + 2) == .as {
                return Hedge(kind: .upTo, end: i + 3)
            }
            return nil
        case .a where key(i + 2) == .of || key(i + 1) == .minimum || key(i + 1) == .maximum:
            if keys(i + 1, .minimum, .of) { return Hedge(kind: .atLeast, end: i + 3) }
            if keys(i + 1, .maximum, .of) { return Hedge(kind: .atMost, end: i + 3) }
            return nil
        case .minimum, .min, .maximum, .max:
            let end = key(i + 1) == .of ? i + 2 : i + 1
            guard end > i + 1 || isDigits(end) else { return nil }
            return Hedge(kind: key(i) == .minimum || key(i) == .min ? .atLeast : .atMost, end: end)
        default: return nil
        }
    }

    /// Applies the hedge before and the one after ("or so", "or more", "plus", "-odd").
    private func bounded(_ i: Int, _ amount: Amount, _ hedge: Hedge?) -> Figure {
        var figure = Figure(
            start: i, end: amount.end, value: amount.value, unit: amount.unit,
            isFraction: amount.number.isFraction)
        var kind = hedge?.kind ?? .exact
        let e = amount.end
        if hedge == nil {
            let (suffix, end) = hedgeAfter(e)
            kind = suffix
            figure.end = end
            if kind != .exact, figure.unit.isNone,
                let (unit, unitEnd) = unit(end, amount.number, kinds: .all)
            {
                figure.unit = unit
                figure.end = unitEnd
            }
        }
        bound(&figure, amount.value, kind)
        return figure
    }

    private func hedgeAfter(_ e: Int) -> (Hedge.Kind, Int) {
        if key(e) == .or {
            switch key(e + 1) {
            case .so: return (.about, e + 2)
            case .more, .greater, .higher, .over, .above:
                return key(e + 2) == .than ? (.exact, e) : (.atLeast, e + 2)
            case .fewer, .less, .under, .lower:
                return key(e + 2) == .than ? (.exact, e) : (.atMost, e + 2)
            case .thereabouts: return (.about, e + 2)
            default: break
            }
        }
        if keys(e, .and, .more) || keys(e, .and, .over) || keys(e, .and, .above) {
            return (.atLeast, e + 2)
        }
        if sign(e) == 45, key(e + 1) == .odd, isGlued(e) { return (.about, e + 2) }
        if key(e) == .odd { return (.about, e + 1) }
        if sign(e) == 43, isGlued(e) { return (.atLeast, e + 1) }
        // "2,000-plus"
        if sign(e) == 45, key(e + 1) == .plus, isGlued(e), isGlued(e + 1) {
            return (.atLeast, e + 2)
        }
        if key(e) == .plus, isDigits(e - 1) || sign(e - 1) == 45 { return (.atLeast, e + 1) }
        return (.exact, e)
    }

    /// EVENT-MODEL, the table of Quantity.
    func bound(_ figure: inout Figure, _ n: Double, _ kind: Hedge.Kind) {
        let counts = figure.unit.isNone && !figure.isFraction && n == n.rounded()
        let step = counts ? 1.0 : 0.0
        /// Without the last bits' noise.
        func tidy(_ x: Double) -> Double {
            abs(x) < 1e6 ? (x * 1e6).rounded() / 1e6 : (x * 10).rounded() / 10
        }
        func down(_ x: Double) -> Double { counts ? tidy(x).rounded(.down) : tidy(x) }
        func up(_ x: Double) -> Double { counts ? tidy(x).rounded(.up) : tidy(x) }
        switch kind {
        case .exact:
            (figure.low, figure.high, figure.qualifier) = (n, n, .exact)
        case .about:
            figure.low = down(n * (1 - options.aboutWidth))
            figure.high = up(n * (1 + options.aboutWidth))
            figure.qualifier = .about
        case .nearly:
            figure.high = n - step
            figure.low = min(up(n * (1 - options.nearlyWidth)), n - step)
            figure.qualifier = .nearly
        case .over:
            (figure.low, figure.high, figure.qualifier) = (n + step, nil, .over)
        case .justOver:
            figure.low = n + step
            figure.high = max(up(n * (1 + options.justOverWidth)), n + step)
            figure.qualifier = .over
        case .atLeast: (figure.low, figure.high, figure.qualifier) = (n, nil, .atLeast)
        case .moreThan: (figure.low, figure.high, figure.qualifier) = (n + step, nil, .moreThan)
        case .upTo: (figure.low, figure.high, figure.qualifier) = (0, n, .upTo)
        case .atMost: (figure.low, figure.high, figure.qualifier) = (0, n, .atMost)
        case .lessThan: (figure.low, figure.high, figure.qualifier) = (0, n - step, .lessThan)
        }
    }

    // MARK: - Ranges

    /// What a range goes to: "… to 25", "…-25", "… or three".
    private func rangeEnd(_ first: Amount, kinds: FormKind) -> Amount? {
        let e = first.end
        guard e < count else { return nil }
        // "rose from 5 to 10" is a change.
        if key(first.start - 1) == .from,
            !isPlainWord(first.start - 2, "anywhere", "ranging", "range", "ranges", "ranged")
        {
            return nil
        }
        // "rose 5 pct to 20", "by 200 to 300"
        let change = key(e) == .to && isChange(first)
        // "by 1.5 to 2 percent" is a range all the same.
        if change, key(first.start - 1) != .by || !first.unit.isNone { return nil }
        switch key(e) {
        case .to, .or:
            guard let second = amount(e + 1, kinds: kinds), !isDate(e + 1) else { return nil }
            if change, second.unit.isNone { return nil }
            if key(e) == .or {
                guard second.value <= first.value * 2.5,
                    second.value - first.value <= max(1, first.value)
                else { return nil }
            }
            return second
        default: break
        }
        if sign(e) == 45, isGlued(e) == isGlued(e + 1), !first.isAdjective,
            let second = amount(e + 1, kinds: kinds)
        {
            if isGlued(e), sign(second.end) == 45, isGlued(second.end), isDigits(second.end + 1) {
                return nil
            }
            if sign(first.start - 1) == 45, isGlued(first.start) { return nil }
            if isScore(first, second) { return nil }
            return second
        }
        return nil
    }

    private func isChange(_ first: Amount) -> Bool {
        if !first.unit.isNone, !has(first.start, .currency) { return true }
        for k in stride(from: first.start - 1, through: max(0, first.start - 3), by: -1)
        where has(k, .change) {
            return true
        }
        return false
    }

    /// "a 3-2 win", "lost 1-4"
    private func isScore(_ first: Amount, _ second: Amount) -> Bool {
        guard first.value < 200, second.value < 200, first.unit.isNone, second.unit.isNone else {
            return false
        }
        for k in max(0, first.start - 4)..<min(count, second.end + 4) where has(k, .score) {
            return true
        }
        return false
    }

    func range(_ i: Int, _ from: Amount, _ to: Amount) -> Figure? {
        var low = from.value
        let high = to.value
        // "2 to 3 million", "20-25,000"
        if from.number.scale == 1, to.number.scale >= 1000,
            low < high / to.number.scale || key(to.start - 1) != .or
        {
            let scaled = low * to.number.scale
            if scaled < high { low = scaled }
        } else if from.number.scale == 1, to.number.isGrouped, low < 1000, from.number.isDigits,
            sign(to.start - 1) == 45
        {
            if low * 1000 < high { low *= 1000 }
        }
        guard low < high else { return nil }
        var unit = to.unit
        if unit.isNone {
            unit = from.unit
        } else if !from.unit.isNone, from.unit != to.unit {
            return nil
        }
        // "$20 to 30 people" never; "5 and 10 percent" shares its unit.
        return Figure(
            start: i, end: to.end, low: low, high: high, qualifier: .range, unit: unit,
            isFraction: from.number.isFraction && to.number.isFraction)
    }

    // MARK: - Vague words

    /// "dozens", "tens of thousands", "several hundred", "a few", "no one", "an unknown number".
    func vague(_ i: Int) -> Figure? {
        guard !isLiteral else { return nil }
        func found(_ low: Double?, _ high: Double?, _ qualifier: Qualifier, _ end: Int) -> Figure {
            Figure(start: i, end: end, low: low, high: high, qualifier: qualifier)
        }
        /// "several hundred": both bounds grow with the word that follows.
        func several(_ bounds: ClosedRange<Double>, _ end: Int) -> Figure {
            var factor = 1.0
            var e = end
            while has(e, [.hundred, .scale, .dozen]), !has(e, .plural) {
                factor *= word(e).number
                e += 1
            }
            var low = bounds.lowerBound * factor
            if factor > 1, bounds.lowerBound < 3 { low = bounds.lowerBound * factor }
            return found(low, bounds.upperBound * factor, .several, e)
        }
        switch key(i) {
        case .dozens: return found(24, nil, .dozens, i + 1)
        case .scores:
            guard
                key(i + 1) == .of || isParticiple(i + 1) || key(i + 1) == .more
                    || has(i + 1, .counted)
            else { return nil }
            return found(40, nil, .scores, i + 1)
        case .hundreds, .thousands, .millions, .billions, .tens:
            if has(i - 1, .cardinal) || isDigits(i - 1) { return nil }
            let base: Double = key(i) == .tens ? 10 : word(i).number
            if keys(i + 1, .of),
                key(i + 2) == .thousands || key(i + 2) == .millions || key(i + 2) == .billions
            {
                return found(
                    2 * base * word(i + 2).number, nil,
                    key(i + 2) == .thousands ? .thousands : .many, i + 3)
            }
            guard key(i) != .tens else { return nil }
            let qualifier: Qualifier =
                key(i) == .hundreds ? .hundreds : key(i) == .thousands ? .thousands : .many
            return found(2 * base, nil, qualifier, i + 1)
        case .several: return several(options.several, i + 1)
        case .a where key(i + 1) == .few:
            return several(
                max(2, options.several.lowerBound - 1)...options.several.upperBound, i + 2)
        case .few where has(i + 1, [.hundred, .scale, .dozen]) && !has(i + 1, .plural):
            return several(
                max(2, options.several.lowerBound - 1)...options.several.upperBound, i + 1)
        case .a where key(i + 1) == .couple:
            return several(2...3, key(i + 2) == .of ? i + 3 : i + 2)
        case .a where key(i + 1) == .handful: return several(options.several, i + 2)
        case .many:
            if [.as, .how, .so, .too].contains(key(i - 1)) || key(i + 1) == .as || !isWord(i + 1) {
                return nil
            }
            return found(options.several.lowerBound, nil, .many, i + 1)
        case .numerous, .countless: return found(options.several.lowerBound, nil, .many, i + 1)
        case .nobody: return found(0, 0, .none, i + 1)
        case .no:
            if key(i + 1) == .one { return found(0, 0, .none, i + 2) }
            let k = isCounted(i + 1) ? i + 1 : isCounted(i + 2) && key(i + 1) != .more ? i + 2 : -1
            return k > 0 ? found(0, 0, .none, i + 1) : nil
        case .an where key(i + 1) == .unknown || key(i + 1) == .unspecified:
            return key(i + 2) == .number ? found(nil, nil, .unknown, i + 3) : nil
        default: return nil
        }
    }

    private func isCounted(_ i: Int) -> Bool { has(i, .counted) }

    /// A lower-case word in -ed: "scores wounded".
    func isParticiple(_ i: Int) -> Bool {
        guard isWord(i), items[i].length > 3 else { return false }
        let e = end(i + 1)
        return bytes[e - 1] | 32 == 100 && bytes[e - 2] | 32 == 101
    }
}
