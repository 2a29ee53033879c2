/// Cardinals in words.
extension FormScanner {
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
    func group(_ i: Int, isFirst: Bool, before: Int) -> NumberMatch? {
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
    func underHundred(_ i: Int, before: Int) -> NumberMatch? {
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
}
