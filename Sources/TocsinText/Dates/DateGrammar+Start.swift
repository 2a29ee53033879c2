/// What a date can begin with.
extension FormScanner {
    /// What a date can begin with. Everything else is not tried: this test is most of the cost of
    /// reading a text.
    func startsDate(_ i: Int) -> Bool {
        guard i < count else { return false }
        switch items[i].kind {
        case .digits:
            return items[i].length <= (isLiteral ? 8 : 4) && (isLiteral || digitsMayDate(i))
        case .fraction: return false
        case .sign:
            return items[i].sign == 39
                && (isLiteral || isGlued(i + 1) && isDigits(i + 1) && isPlainWord(i + 2, "s"))
        case .word: break
        }
        guard items[i].entry != 0 else {
            return items[i].length == 1 && isGlued(i + 1) && isDigits(i + 1)
        }
        let roles = words[Int(items[i].entry)].roles
        if !roles.isDisjoint(with: [.month, .weekday, .decade, .season]) { return true }
        if roles.contains(.holiday), isLiteral || isCapitalized(i) { return holiday(i) != nil }
        if isLiteral, roles.contains(.quarter), key(i + 1) == .to || key(i + 1) == .past {
            return true
        }
        if isLiteral, items[i].length < 9,
            isPlainWord(
                i, "fiscal", "school", "calendar", "financial", "academic", "fy", "sy", "cy")
        {
            return true
        }
        if !roles.isDisjoint(with: .ordinal) {
            return isLiteral || has(i + 1, FormScanner.afterOrdinal) || key(i + 1) == .of
                || sign(i + 1) == 45
                || (isDigits(i + 1) || has(i + 1, .cardinal)) && has(i + 2, .timeUnit)
        }
        if !roles.isDisjoint(with: [.ones, .teens, .tens]) { return isLiteral || countMayDate(i) }
        switch key(i) {
        case .today, .tonight, .yesterday, .tomorrow, .tmrw, .overnight, .early, .earlier, .late,
            .later, .mid, .middle, .beginning, .start, .end, .rest, .remaining, .noon, .midnight,
            .midday, .day, .week, .weekend, .year, .month, .same, .night, .eve, .dawn, .dusk, .few,
            .several, .couple, .half, .otd, .eod:
            return true
        case .the:
            return isLiteral || sign(i + 1) == 39 && isGlued(i + 2) && isDigits(i + 2)
                || isDigits(i + 1) && digitsMayDate(i + 1) || startsPeriod(i + 1)
        case .a, .an, .another, .some:
            return has(i + 1, [.timeUnit, .half]) || isLiteral && has(i + 1, .quarter)
                || key(i + 1) == .few || key(i + 1) == .couple
        case .last, .this, .next, .previous, .past, .coming, .upcoming, .following, .current,
            .prior, .preceding:
            return isLiteral || isDigits(i + 1) || has(i + 1, FormScanner.afterDeixis)
                || [.few, .several, .couple, .coming, .past, .night].contains(key(i + 1))
        case .in, .within:
            return isLiteral || isDigits(i + 1)
                || has(i + 1, FormRoles([.cardinal, .article, .half]))
                || [.few, .several, .couple].contains(key(i + 1))
        case .from, .between, .since, .until, .till:
            return startsDate(i + 1) || isLiteral && key(i + 1) == .date
        case .by, .before, .after, .starting, .as, .at, .for, .now, .that, .right, .on, .to, .no,
            .not, .sooner:
            return isLiteral
        case .more, .less, .about, .over, .around, .almost, .nearly, .just, .roughly, .fewer,
            .approximately:
            guard let hedge = hedge(i) else { return false }
            return hedge.end < count && (isDigits(hedge.end) || startsDate(hedge.end))
        default: return items[i].length == 1 && isGlued(i + 1) && isDigits(i + 1)
        }
    }

    private static let afterOrdinal: FormRoles = [
        .month, .weekday, .half, .quarter, .timeUnit, .smallOrdinal,
    ]
    private static let afterDeixis: FormRoles = [
        .timeUnit, .month, .weekday, .partOfDay, .season, .quarter, .ones, .teens, .tens, .holiday,
    ]

    /// What stands after digits where they begin a date.
    private func digitsMayDate(_ i: Int) -> Bool {
        if items[i].length == 4 { return true }
        let e = i + 1
        if sign(e) == 47 || sign(e) == 45 || sign(e) == 46 || sign(e) == 58 { return true }
        if has(e, [.month, .ordinalSuffix, .timeUnit, .zone, .decade]) { return true }
        switch key(e) {
        case .of, .to, .and, .until, .till, .through, .thru, .s, .oclock, .o, .more, .past,
            .previous, .coming, .upcoming, .am, .pm, .a, .p, .business, .noon, .midnight:
            return true
        default: return isGlued(e) && isWord(e)
        }
    }

    /// What stands after number words where they begin a date: "two weeks ago", "twenty second of".
    private func countMayDate(_ i: Int) -> Bool {
        let e = afterHyphen(i + 1)
        if has(e, FormRoles([.timeUnit, .cardinal, .hundred, .scale, .smallOrdinal])) {
            return true
        }
        switch key(e) {
        case .more, .business, .past, .previous, .coming, .upcoming, .oclock, .o, .am, .pm, .and:
            return true
        default: return false
        }
    }

    /// What stands after "the" where a date begins.
    private func startsPeriod(_ i: Int) -> Bool {
        guard isWord(i), items[i].entry != 0 else { return false }
        if has(i, FormRoles([.ordinal, .decade, .season, .teens, .tens])) { return true }
        switch key(i) {
        case .day, .week, .weekend, .month, .year, .night, .last, .next, .past, .coming,
            .following, .previous, .same, .current, .early, .late, .end, .beginning, .middle,
            .start, .rest, .upcoming, .remaining, .few, .preceding:
            return true
        default: return has(i, .partOfDay) || has(i, .cardinal) && has(i + 2, .timeUnit)
        }
    }
}
