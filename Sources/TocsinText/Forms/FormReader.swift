import TocsinModel

/// Walks over the items of one sentence and writes down what the grammar finds.
struct FormReader {
    private let scanner: FormScanner
    private let text: AnalyzedText
    private let tokens: Range<Int>

    init(_ scanner: FormScanner, _ text: AnalyzedText, _ tokens: Range<Int>) {
        self.scanner = scanner
        self.text = text
        self.tokens = tokens
    }

    // MARK: - One reading for each stretch

    func news(_ kinds: FormKind) -> [Mention] {
        var result: [Mention] = []
        let s = scanner
        var i = 0
        while i < s.count {
            guard
                s.items[i].kind == .digits || s.items[i].kind == .fraction || s.items[i].entry != 0
                    || s.startsDate(i) || s.sign(i) == 43 || s.sign(i + 1) == 45
                    || s.isGlued(i + 1) && s.isDigits(i + 1)
            else {
                i += 1
                continue
            }
            if let end = s.skipped(i) {
                i = end
                continue
            }
            if let age = s.age(i) {
                if kinds.contains(.age) { result.append(mention(age, kind: .label("age"))) }
                i = age.end
                continue
            }
            if let date = s.date(i), date.end > i {
                if kinds.contains(.date) { result.append(mention(date)) }
                i = date.end
                continue
            }
            if let clock = s.clock(i), clock.isCertain {
                i = clock.end
                continue
            }
            if s.isName(i) {
                i += 1
                continue
            }
            if let ordinal = s.ordinal(i),
                s.figure(i, kinds: .all).map({
                    $0.end < ordinal.end || $0.isFraction && !s.isShare($0)
                }) ?? true
            {
                if kinds.contains(.ordinal) {
                    let figure = Figure(
                        start: i, end: ordinal.end, low: ordinal.value, high: ordinal.value,
                        value: ordinal.value)
                    result.append(mention(figure, kind: .ordinal))
                }
                i = ordinal.end
                continue
            }
            if let figure = s.figure(i, kinds: .all), s.isPlausible(figure) {
                if let kind = kind(of: figure, kinds) { result.append(mention(figure, kind: kind)) }
                i = max(figure.end, i + 1)
                continue
            }
            i += 1
        }
        return result
    }

    private func kind(of figure: Figure, _ kinds: FormKind) -> MentionKind? {
        switch figure.unit {
        case .none:
            return kinds.contains(.number)
                ? figure.isFraction ? .label("fraction") : .quantity : nil
        case .percent: return kinds.contains(.percent) ? .percent : nil
        case .money: return kinds.contains(.money) ? .money : nil
        case .measure: return kinds.contains(.measure) ? .label("measure") : nil
        case .temperature: return kinds.contains(.temperature) ? .label("temperature") : nil
        case .time: return kinds.contains(.duration) ? .duration : nil
        case .age: return kinds.contains(.age) ? .label("age") : nil
        }
    }

    // MARK: - Every kind on its own

    func literal(_ kinds: FormKind) -> [Mention] {
        var result: [Mention] = []
        let s = scanner
        func walk(_ step: (Int) -> (Mention, Int)?) {
            var i = 0
            while i < s.count {
                if let (mention, end) = step(i) {
                    result.append(mention)
                    i = max(end, i + 1)
                } else {
                    i += 1
                }
            }
        }
        if kinds.contains(.number) {
            walk { i in
                guard let n = s.bareNumber(i) else { return nil }
                let figure = Figure(
                    start: i, end: n.end, low: n.value, high: n.value, value: n.value,
                    isFraction: n.isFraction)
                return (mention(figure, kind: n.isFraction ? .label("fraction") : .quantity), n.end)
            }
        }
        if kinds.contains(.range) {
            walk { i in s.boundedRange(i).map { (mention($0, kind: .quantity), $0.end) } }
        }
        if kinds.contains(.ordinal) {
            walk { i in
                guard let n = s.ordinal(i), !s.isGlued(i) || !s.isWord(i - 1) else { return nil }
                return (
                    mention(
                        Figure(start: i, end: n.end, low: n.value, high: n.value, value: n.value),
                        kind: .ordinal), n.end
                )
            }
        }
        if kinds.contains(.relativeOrdinal) {
            walk { i in
                guard let place = s.relativeOrdinal(i) else { return nil }
                let figure = Figure(
                    start: i, end: place.end, low: place.value, high: place.value,
                    value: place.value, unit: .measure(place.base))
                return (mention(figure, kind: .label("relative-ordinal")), place.end)
            }
        }
        for (kind, name) in [
            (FormKind.percent, MentionKind.percent), (.money, .money),
            (.measure, .label("measure")),
            (.temperature, .label("temperature")), (.age, .label("age")),
        ] where kinds.contains(kind) {
            walk { i in
                guard let amount = s.unitAmount(i, kind) else {
                    return s.bareUnit(i, kind).map { (mention($0, kind: name), $0.end) }
                }
                let figure = Figure(
                    start: amount.start, end: amount.end, low: amount.value, high: amount.value,
                    value: amount.value, unit: amount.unit)
                return (mention(figure, kind: name), amount.end)
            }
        }
        if kinds.contains(.date) || kinds.contains(.duration) {
            walk { i in
                if let date = s.date(i), date.end > i {
                    return kinds.contains(.date) ? (mention(date), date.end) : nil
                }
                if let span = s.duration(i) {
                    let figure = Figure(
                        start: i, end: span.end, low: span.value, high: span.value,
                        value: span.value, unit: .time(span.unit))
                    return kinds.contains(.duration)
                        ? (mention(figure, kind: .duration), span.end) : nil
                }
                return nil
            }
        }
        return result.sorted { $0.span.start < $1.span.start }
    }

    // MARK: - Mentions

    private func range(_ start: Int, _ end: Int) -> Range<Int> {
        Int(scanner.items[start].start)..<Int(scanner.items[end - 1].end)
    }

    private func tokenRange(_ bytes: Range<Int>) -> Range<Int> {
        let first = max(text.token(endingAfter: bytes.lowerBound), tokens.lowerBound)
        var last = first
        while last < tokens.upperBound, Int(text.tokens[last].start) < bytes.upperBound {
            last += 1
        }
        return first..<max(first, last)
    }

    private func mention(_ figure: Figure, kind: MentionKind) -> Mention {
        let bytes = range(figure.start, figure.end)
        let words = text.text(bytes)
        let span = Span(field: text.field, range: bytes)
        let unit: String? =
            switch figure.unit {
            case .none: figure.isFraction ? "share" : nil
            case .percent: "percent"
            case .money(let name), .measure(let name), .temperature(let name): name
            case .time(let unit), .age(let unit): unit.name
            }
        return Mention(
            kind: kind, field: text.field, tokens: tokenRange(bytes), span: span, text: words,
            value: .quantity(
                Quantity(
                    text: words, low: figure.low, high: figure.high, value: figure.value,
                    qualifier: figure.qualifier, unit: unit, span: span)))
    }

    private func mention(_ date: DateMatch) -> Mention {
        let bytes = range(date.start, date.end)
        let words = text.text(bytes)
        let span = Span(field: text.field, range: bytes)
        let time = EventTime(
            start: date.from, end: date.to,
            precision: date.from == nil && date.to == nil ? .unknown : date.precision,
            basis: date.basis, text: words, span: span, clock: date.clock)
        return Mention(
            kind: .date, field: text.field, tokens: tokenRange(bytes), span: span, text: words,
            value: .time(time))
    }
}
