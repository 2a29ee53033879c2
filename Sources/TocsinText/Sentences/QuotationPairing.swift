/// The state of one pass over a field's marks.
struct QuotationPairing {
    typealias Glyph = QuotationMarks.Glyph
    typealias Mark = QuotationMarks.Mark

    let bytes: UnsafeBufferPointer<UInt8>
    let marks: [Mark]
    var ranges: [QuotedRange] = []

    init(bytes: UnsafeBufferPointer<UInt8>, marks: [Mark]) {
        self.bytes = bytes
        self.marks = marks
    }

    mutating func run() -> [QuotedRange] {
        var i = 0
        while i < marks.count {
            let paragraphEnd = endOfLine(marks[i].at)
            var j = i
            while j < marks.count, marks[j].at < paragraphEnd { j += 1 }
            pair(i..<j, paragraphEnd: paragraphEnd)
            i = j
        }
        return ranges
    }

    private mutating func pair(_ range: Range<Int>, paragraphEnd: Int) {
        var k = range.lowerBound
        while k < range.upperBound {
            guard let style = opening(marks[k]) else {
                k += 1
                continue
            }
            if style == .single {
                guard let close = closingSingle(after: k, in: range) else {
                    k += 1
                    continue
                }
                append(from: marks[k], to: marks[close], style: style)
                k = close + 1
                continue
            }
            switch closing(of: k, style: style, in: range) {
            case .at(let close):
                append(from: marks[k], to: marks[close], style: style)
                k = close + 1
            case .reopened(let next):
                k = next
            case .none:
                appendUnclosed(from: marks[k], style: style, paragraphEnd: paragraphEnd)
                return
            }
        }
    }

    // MARK: One mark

    private func opening(_ mark: Mark) -> QuotedRange.Style? {
        let spaceAfter = isSpace(mark.end)
        let free = isOpeningContext(mark.at)
        switch mark.glyph {
        case .straight, .doubleApostrophe:
            return !spaceAfter && (free || !isWordByte(mark.at - 1) && !isClosingByte(mark.at - 1))
                ? .double : nil
        case .leftDouble, .lowDouble, .backticks: return .double
        case .rightDouble: return free && !spaceAfter ? .double : nil
        case .leftGuillemet: return .guillemets
        case .rightGuillemet: return free && !spaceAfter ? .guillemets : nil
        case .leftCorner: return .corner
        case .straightSingle, .leftSingle, .lowSingle:
            return free && isWordByte(mark.end) ? .single : nil
        case .rightSingle, .rightCorner: return nil
        }
    }

    private enum Closing {
        case at(Int)
        /// Another quotation opens before this one was closed.
        case reopened(Int)
        case none
    }

    private func closing(of open: Int, style: QuotedRange.Style, in range: Range<Int>) -> Closing {
        let glyph = marks[open].glyph
        var depth = 0
        for k in (open + 1)..<max(range.upperBound, open + 1) {
            let mark = marks[k]
            if style == .double {
                switch mark.glyph {
                case .straight, .doubleApostrophe:
                    guard glyph == mark.glyph || glyph == .backticks || glyph == .leftDouble else {
                        continue
                    }
                    if glyph == .leftDouble {
                        // A curly opening closed by a straight mark, unless a curly one follows.
                        if depth == 0, !isSpace(mark.at - 1), !hasLater(.rightDouble, k, range) {
                            return .at(k)
                        }
                        continue
                    }
                    let opensAgain = isOpeningContext(mark.at) && !isSpace(mark.end)
                    if !opensAgain { return .at(k) }
                    if let next = straightAfter(k, range), isOpeningContext(marks[next].at) {
                        return .reopened(k)
                    }
                    // `"… as "loud" or "shrill"."`: an inner pair of the same marks.
                    if closesTwice(after: k, range) { continue }
                    return .reopened(k)
                case .leftDouble:
                    if glyph == .lowDouble, depth == 0, !isSpace(mark.at - 1) { return .at(k) }
                    if glyph == .leftDouble, unclosed(after: k, range) < 2 + depth {
                        return depth == 0 ? .reopened(k) : .none
                    }
                    depth += 1
                case .rightDouble:
                    if depth > 0 {
                        depth -= 1
                    } else if glyph != .straight || !hasLater(.straight, k, range) {
                        return .at(k)
                    }
                default: continue
                }
            } else if style == .guillemets {
                let closes: Glyph = glyph == .leftGuillemet ? .rightGuillemet : .leftGuillemet
                if mark.glyph == glyph { depth += 1 }
                if mark.glyph == closes {
                    if depth == 0 { return .at(k) }
                    depth -= 1
                }
            } else {
                if mark.glyph == .leftCorner { depth += 1 }
                if mark.glyph == .rightCorner {
                    if depth == 0 { return .at(k) }
                    depth -= 1
                }
            }
        }
        return .none
    }

    private func hasLater(_ glyph: Glyph, _ k: Int, _ range: Range<Int>) -> Bool {
        var j = k + 1
        while j < range.upperBound {
            if marks[j].glyph == glyph { return true }
            j += 1
        }
        return false
    }

    private func straightAfter(_ k: Int, _ range: Range<Int>) -> Int? {
        var j = k + 1
        while j < range.upperBound {
            if marks[j].glyph == .straight { return j }
            j += 1
        }
        return nil
    }

    /// Whether two straight marks follow that can only close.
    private func closesTwice(after k: Int, _ range: Range<Int>) -> Bool {
        guard let first = straightAfter(k, range), let second = straightAfter(first, range) else {
            return false
        }
        return !isOpeningContext(marks[first].at) && !isOpeningContext(marks[second].at)
    }

    /// Curly closing marks after `k` less the opening ones.
    private func unclosed(after k: Int, _ range: Range<Int>) -> Int {
        var count = 0
        var j = k + 1
        while j < range.upperBound {
            if marks[j].glyph == .rightDouble { count += 1 }
            if marks[j].glyph == .leftDouble { count -= 1 }
            j += 1
        }
        return count
    }

    /// The mark that ends a quotation in single marks, among the apostrophes.
    private func closingSingle(after open: Int, in range: Range<Int>) -> Int? {
        var plural: Int?
        var k = open + 1
        while k < range.upperBound {
            let mark = marks[k]
            if mark.at - marks[open].at > 600 { break }
            let isSingle =
                mark.glyph == .straightSingle || mark.glyph == .rightSingle
                || (mark.glyph == .leftSingle && marks[open].glyph == .lowSingle)
            if isSingle, !isSpace(mark.at - 1), !isWordByte(mark.end) {
                // "the workers' rights": a plural's apostrophe, unless no better mark follows.
                let maybePlural =
                    byte(mark.at - 1) == 0x73 && isSpace(mark.end)
                    && (0x61...0x7A).contains(byte(mark.end + 1))
                if !maybePlural { return k }
                if plural == nil { plural = k }
            } else if opening(mark) == .single {
                break
            }
            k += 1
        }
        return plural
    }

    // MARK: Results

    private mutating func append(from open: Mark, to close: Mark, style: QuotedRange.Style) {
        guard close.at > open.end else { return }
        ranges.append(
            QuotedRange(
                outer: open.at..<close.end, inner: open.end..<close.at, style: style,
                resumes: resumes(at: open.at)))
    }

    private mutating func appendUnclosed(
        from open: Mark, style: QuotedRange.Style, paragraphEnd: Int
    ) {
        var end = paragraphEnd
        while end > open.end, isSpace(end - 1) { end -= 1 }
        guard end > open.end else { return }
        var next = paragraphEnd
        while next < bytes.count, isSpace(next) { next += 1 }
        let goesOn = opensQuotation(at: next)
        // A mark that nothing closes is believed only where a whole paragraph stands in it.
        guard goesOn || startsParagraph(open.at) || precededByColon(open.at) else { return }
        ranges.append(
            QuotedRange(
                outer: open.at..<end, inner: open.end..<end, style: style, continues: goesOn,
                resumes: resumes(at: open.at)))
    }

    private func resumes(at start: Int) -> Bool {
        guard let last = ranges.last, last.continues else { return false }
        return startsParagraph(start)
    }

    private func opensQuotation(at i: Int) -> Bool {
        guard i < bytes.count else { return false }
        if bytes[i] == 0x22 { return true }
        if bytes[i] == 0xC2, byte(i + 1) == 0xAB || byte(i + 1) == 0xBB { return true }
        return bytes[i] == 0xE2 && byte(i + 1) == 0x80 && (0x9C...0x9F).contains(byte(i + 2))
    }

    private func startsParagraph(_ i: Int) -> Bool {
        var k = i - 1
        while k >= 0, bytes[k] != 0x0A {
            if !isSpace(k) { return false }
            k -= 1
        }
        return true
    }

    private func precededByColon(_ i: Int) -> Bool {
        var k = i - 1
        while k >= 0, isSpace(k) { k -= 1 }
        return k >= 0 && bytes[k] == 0x3A
    }

    // MARK: Bytes

    private func endOfLine(_ from: Int) -> Int {
        var i = from
        while i < bytes.count, bytes[i] != 0x0A { i += 1 }
        return i
    }

    private func byte(_ i: Int) -> UInt8 { i >= 0 && i < bytes.count ? bytes[i] : 0x20 }

    /// White space, the ends of the text and no-break spaces.
    private func isSpace(_ i: Int) -> Bool {
        let b = byte(i)
        return b == 0x20 || b == 0 || (b >= 0x09 && b <= 0x0D) || (b == 0xA0 && byte(i - 1) == 0xC2)
            || (b == 0xC2 && byte(i + 1) == 0xA0)
    }

    private func isWordByte(_ i: Int) -> Bool {
        let b = byte(i)
        if (0x30...0x39).contains(b) || (0x41...0x5A).contains(b) || (0x61...0x7A).contains(b) {
            return true
        }
        // Letters above ASCII, but not general punctuation (E2 80 xx).
        return b >= 0xC3 && b != 0xE2
            || (b >= 0x80 && b < 0xC0 && byte(i - 2) != 0xE2 && !isSpace(i))
    }

    private func isClosingByte(_ i: Int) -> Bool {
        let b = byte(i)
        return b == 0x2C || b == 0x2E || b == 0x21 || b == 0x3F || b == 0x3B || b == 0x29
            || b == 0x25
    }

    /// Whether what stands before offset `i` lets a quotation begin there.
    private func isOpeningContext(_ i: Int) -> Bool {
        if i == 0 || isSpace(i - 1) { return true }
        let b = byte(i - 1)
        if b == 0x28 || b == 0x5B || b == 0x2F || b == 0x22 || b == 0x2D || b == 0x3A {
            return true
        }
        // An en or em dash or an opening quotation mark: E2 80 92…95, 98, 9A, 9C, 9E.
        guard i >= 3, bytes[i - 3] == 0xE2, bytes[i - 2] == 0x80 else { return false }
        return (0x90...0x95).contains(b) || b == 0x98 || b == 0x9A || b == 0x9C || b == 0x9E
    }
}
