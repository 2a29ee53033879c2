/// A clock time: seconds since midnight.
struct ClockMatch {
    var end: Int
    var seconds: Int
    /// A zone, "a.m.", a colon or "o'clock" makes it a time beyond doubt.
    var isCertain: Bool
}

extension FormScanner {
    /// "5:30 p.m.", "17:49:19", "10.30am", "noon", "0630 GMT", "4 o'clock".
    func clock(_ i: Int) -> ClockMatch? {
        if key(i) == .noon || key(i) == .midnight || key(i) == .midday && !isLiteral {
            return ClockMatch(end: i + 1, seconds: key(i) == .midnight ? 0 : 43200, isCertain: true)
        }
        if isDigits(i), items[i].value == 12, key(i + 1) == .noon || key(i + 1) == .midnight {
            return ClockMatch(end: i + 2, seconds: key(i + 1) == .noon ? 43200 : 0, isCertain: true)
        }
        if let spoken = pastTheHour(i) { return spoken }
        var hour = 0
        var minute = 0
        var second = 0
        var e = i
        var certain = false
        if isDigits(i),
            !isGlued(i)
                || !(sign(i - 1) == 46 || sign(i - 1) == 36 || sign(i - 1) == 58
                    || isWord(i - 1) && !isPlainWord(i - 1, "t"))
        {
            if items[i].length <= 2 {
                hour = Int(items[i].value)
                e = i + 1
                let separator = sign(e)
                if separator == 58 || separator == 46, isGlued(e), isDigits(e + 1), isGlued(e + 1),
                    items[e + 1].length == 2,
                    items[e + 1].value < 60
                {
                    minute = Int(items[e + 1].value)
                    e += 2
                    certain = separator == 58
                    if sign(e) == separator, isDigits(e + 1), isGlued(e + 1),
                        items[e + 1].length == 2
                    {
                        second = Int(items[e + 1].value)
                        e += 2
                    }
                }
            } else if items[i].length == 4, items[i].value < 2400, Int(items[i].value) % 100 < 60 {
                hour = Int(items[i].value) / 100
                minute = Int(items[i].value) % 100
                e = i + 1
                guard has(e, .zone) || meridiem(e) != nil || isPlainWord(e, "hours", "hrs") else {
                    return nil
                }
                certain = true
            } else {
                return nil
            }
        } else if has(i, [.ones, .teens]), let n = cardinal(i), n.value >= 1, n.value <= 12 {
            hour = Int(n.value)
            e = n.end
            if isLiteral, has(e, [.tens, .teens]), let m = cardinal(e), m.value < 60, m.value >= 10
            {
                minute = Int(m.value)
                e = m.end
            }
        } else {
            return nil
        }
        if let (afternoon, end) = meridiem(e) {
            guard hour <= 12 || isLiteral else { return nil }
            if afternoon, hour < 12 { hour += 12 }
            if !afternoon, hour == 12 { hour = 0 }
            e = end
            certain = true
        } else if key(e) == .oclock || key(e) == .o && sign(e + 1) == 39 && key(e + 2) == .clock {
            e = key(e) == .oclock ? e + 1 : e + 3
            certain = true
        }
        guard hour <= 24, second < 60 else { return nil }
        if has(e, .zone), certain || isAllCaps(e), !has(e, .ambiguous),
            isAllCaps(e) || isLiteral && certain
        {
            if items[e].length > 2 || isAllCaps(e) {
                e += 1
                certain = true
            }
        } else if certain, let zone = zoneName(e) {
            e = zone
        } else if key(e) == .local, key(e + 1) == .time {
            e += 2
            certain = true
        } else if isPlainWord(e, "hours", "hrs") {
            e += 1
        }
        return ClockMatch(end: e, seconds: hour * 3600 + minute * 60 + second, isCertain: certain)
    }

    /// "half past three", "a quarter to seven", "twenty minutes past five".
    private func pastTheHour(_ i: Int) -> ClockMatch? {
        var minutes: Int
        var e: Int
        let a = key(i) == .a ? i + 1 : i
        if has(a, .half), !has(a, .plural) {
            (minutes, e) = (30, a + 1)
        } else if has(a, .quarter), !has(a, .plural) {
            (minutes, e) = (15, a + 1)
        } else if a == i, isLiteral, isDigits(i) || has(i, .cardinal), let n = cardinal(i),
            n.value < 60, n.value >= 1
        {
            (minutes, e) = (Int(n.value), n.end)
            if word(e).unit == UInt16(FormTimeUnit.minute.rawValue) { e += 1 }
        } else {
            return nil
        }
        guard key(e) == .past || key(e) == .to && minutes != 30, e > i else { return nil }
        guard isDigits(e + 1) || has(e + 1, [.ones, .teens]), let hour = cardinal(e + 1),
            hour.value >= 1, hour.value <= 12,
            hour.plainLength < 3
        else { return nil }
        var hours = Int(hour.value)
        if key(e) == .to {
            hours = hours == 1 ? 12 : hours - 1
            minutes = 60 - minutes
        }
        var end = hour.end
        if let (afternoon, after) = meridiem(end) {
            if afternoon, hours < 12 { hours += 12 }
            end = after
        }
        return ClockMatch(end: end, seconds: hours * 3600 + minutes * 60, isCertain: true)
    }

    /// A time zone's name after a time: "Eastern", "Pacific time", "Singapore time".
    private func zoneName(_ i: Int) -> Int? {
        guard isWord(i), !isGlued(i) else { return nil }
        if isPlainWord(i, "eastern", "pacific", "central", "mountain") {
            var e = i + 1
            if isPlainWord(e, "standard", "daylight") { e += 1 }
            if key(e) == .time { return e + 1 }
            return isLiteral ? i + 1 : nil
        }
        if isLiteral, isCapitalized(i) || items[i].entry == 0, key(i + 1) == .time { return i + 2 }
        if isLiteral, items[i].length == 4,
            isPlainWord(i, "aest", "aedt", "akst", "hadt", "nzst", "wast", "zulu")
        {
            return i + 1
        }
        return nil
    }

    /// "am", "p.m.", "p . m .", "a".
    private func meridiem(_ i: Int) -> (isAfternoon: Bool, end: Int)? {
        if key(i) == .am || key(i) == .pm {
            return isGluedToMore(after: i) ? nil : (key(i) == .pm, i + 1)
        }
        guard isWord(i), items[i].length == 1 else { return nil }
        let letter = bytes[start(i)] | 32
        guard letter == 97 || letter == 112 else { return nil }
        if sign(i + 1) == 46, isWord(i + 2), items[i + 2].length == 1,
            bytes[start(i + 2)] | 32 == 109
        {
            return (
                letter == 112, sign(i + 3) == 46 && (isLiteral || isGlued(i + 3)) ? i + 4 : i + 3
            )
        }
        if isWord(i + 1), items[i + 1].length == 1, bytes[start(i + 1)] | 32 == 109, letter == 112 {
            return (true, i + 2)
        }
        if isLiteral, isGlued(i), isDigits(i - 1), !isGluedToMore(after: i) {
            return (letter == 112, i + 1)
        }
        return nil
    }
}
