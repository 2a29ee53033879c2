import TocsinModel

/// Periods with one end: "since August", "from Monday onwards", "no later than 2018".
extension FormScanner {
    /// "1/1/2016 and later", "2018 or after", "3 May or earlier"; literal reading only.
    func orLater(_ match: DateMatch) -> DateMatch? {
        guard isLiteral, key(match.end) == .or || key(match.end) == .and else { return nil }
        let e = match.end + 1
        guard e + 1 >= count || items[e + 1].kind == .sign else { return nil }
        var m = match
        m.end = e + 1
        switch key(e) {
        case .later, .after, .afterwards: m.to = nil
        case .earlier, .before: m.from = nil
        default: return nil
        }
        return m
    }

    /// "from Monday onwards", "from 2014 on".
    func onward(_ i: Int) -> DateMatch? {
        guard key(i) == .from, var match = bareMoment(i + 1) else { return nil }
        let e = match.end
        guard key(e) == .onwards || key(e) == .onward || key(e) == .on && sign(e + 1) != 0 else {
            return nil
        }
        match.start = i
        match.end = e + 1
        match.to = nil
        if match.from == nil { match.precision = .unknown }
        return match
    }

    /// "to date", "till date"; literal reading only.
    func toDate(_ i: Int) -> DateMatch? {
        guard isLiteral, key(i) == .to || key(i) == .till, key(i + 1) == .date,
            i + 2 >= count || items[i + 2].kind == .sign
        else { return nil }
        var match = DateMatch(start: i, end: i + 2)
        match.to = reference
        if reference == nil { match.precision = .unknown }
        return match
    }

    /// "around the 21st": a day or moment, written with its hedge; literal reading only.
    func aroundDate(_ i: Int) -> DateMatch? {
        guard isLiteral, key(i) == .around, var match = moment(i + 1),
            match.precision == .day || match.precision == .time || match.precision == .unknown
        else { return nil }
        match.start = i
        return match
    }

    /// "later than 2018", "as late as tomorrow"; literal reading only.
    func comparedDate(_ i: Int) -> DateMatch? {
        guard isLiteral else { return nil }
        if key(i) == .as, key(i + 2) == .as, key(i + 1) == .late || key(i + 1) == .early,
            var match = bareMoment(i + 3)
        {
            match.start = i
            if key(i + 1) == .late { match.from = nil } else { match.to = nil }
            return match
        }
        var c = key(i) == .year ? i + 1 : i
        let negated = key(i) == .no || key(i) == .not
        if negated { c = i + 1 }
        guard key(c + 1) == .than else { return nil }
        var k = c + 2
        // "later than or at 1/1/2016"
        let orEqual = key(k) == .or && isPlainWord(k + 1, "at", "on", "in")
        if orEqual { k += 2 }
        guard var match = bareMoment(k) else { return nil }
        switch key(c) {
        case .later, .greater:
            if negated {
                (match.from, match.to) = (nil, match.to)
            } else {
                let start = orEqual || match.precision == .day ? 0 : 1
                (match.from, match.to) = (
                    orEqual ? match.from : match.to?.adding(days: start), nil
                )
            }
        case .earlier, .sooner:
            if negated {
                match.to = nil
            } else {
                (match.from, match.to) = (
                    nil,
                    orEqual
                        ? match.to
                        : match.precision == .day ? match.from : match.from?.adding(days: -1)
                )
            }
        default: return nil
        }
        match.start = i
        return match
    }

    /// "since August", "until Friday", "by the end of 2025"; in literal reading also before, after.
    func openRange(_ i: Int) -> DateMatch? {
        var j = i + 1
        enum Side { case since, after, before, until }
        let side: Side
        switch key(i) {
        case .since: side = .since
        case .starting where isLiteral: side = .since
        case .until, .till: side = .until
        case .by where isLiteral: side = .until
        case .before where isLiteral, .prior where isLiteral && key(i + 1) == .to: side = .before
        case .after where isLiteral: side = .after
        default: return nil
        }
        if key(i) == .prior || key(i) == .starting && key(j) == .on { j += 1 }
        // "before or in May", "after or equal to 2015"
        var orEqual = false
        if isLiteral, key(j) == .or, side == .before || side == .after {
            if isPlainWord(j + 1, "in", "on", "at") {
                (orEqual, j) = (true, j + 2)
            } else if keys(j + 1, .equal, .to) {
                (orEqual, j) = (true, j + 3)
            }
        }
        if key(j) == .the, !startsDate(j + 1) { return nil }
        var scanner = self
        // "adjourned until Monday" lies ahead, "lasted until Monday" behind.
        if side == .until, !isLiteral { scanner.assumed = isLasting(i) ? .past : .future }
        var inner = scanner.bareMoment(j)
        if inner == nil, key(j) == .the { inner = scanner.bareMoment(j + 1) }
        guard var match = inner, key(match.end) != .to || endpoint(match.end + 1) == nil else {
            return nil
        }
        // "since Tuesday's attack" speaks of an attack.
        if !isLiteral, sign(match.end) == 39 { return nil }
        match.start = i
        switch side {
        case .since: match.to = nil
        case .after where orEqual: match.to = nil
        case .before where orEqual: match.from = nil
        case .after:
            (match.from, match.to) = (match.to?.adding(days: match.precision == .day ? 0 : 1), nil)
        case .until: (match.from, match.to) = (nil, match.to)
        case .before:
            (match.from, match.to) = (
                nil, match.precision == .day ? match.from : match.from?.adding(days: -1)
            )
        }
        if match.from == nil, match.to == nil { match.precision = .unknown }
        return match
    }

    /// Whether the verb before says that something went on.
    private func isLasting(_ i: Int) -> Bool {
        for k in stride(from: i - 1, through: max(0, i - 5), by: -1) {
            if isPlainWord(
                k, "lasted", "continued", "remained", "ran", "stayed", "served", "fought", "lived",
                "worked", "was", "were", "had", "ruled", "led", "held")
            {
                return true
            }
        }
        return false
    }
}
