internal import CTocsinText

/// What stands between two words, and whether a sentence or paragraph ends there.
extension WordCutter {
    /// What was read between two words.
    private struct Between {
        var newlines = 0
        /// White space bytes since the last newline.
        var indent = 0
        var space = false
        /// The first sentence terminator: `.`, `!`, `?`, or another one as U+3002.
        var terminator: UInt32 = 0
        var stops = 0
        /// A character of a script without spaces ends sentences whatever follows.
        var ideographicStop = false
        var spaceAfterStop = false
        var dashAfterStop = false
        var quoteAfterStop = false
        /// Where the sentence before would end, and the next one begin.
        var end: Int
        var next: Int
        var characters = 0
        var onlyJoiner = false
        var colon = false
    }

    /// Classifies the gap before the word `start..<end` and closes the sentence where it ends.
    @inline(never)
    mutating func gap(before start: Int, end: Int, flags: TokenFlags) -> Gap {
        guard tokenCount > 0 else {
            sentenceStart = firstVisible(0, start)
            return .paragraph
        }
        let from = Int(tokens[tokenCount - 1].end)
        if from == start { return .nothing }
        let between = read(
            from, start, possessive: tokens[tokenCount - 1].flags.contains(.possessive))
        if between.newlines == 0 && between.terminator == 0 {
            if between.characters == 0 { return between.space ? .space : .nothing }
            return between.onlyJoiner && between.characters == 1 && !between.space
                ? .joiner : .punctuation
        }
        if between.newlines > 0, endsParagraph(between, from) {
            closeSentence(at: between.end, nextStart: between.next)
            paragraph += 1
            return .paragraph
        }
        if between.terminator != 0, endsSentence(between, from, start, end, flags) {
            closeSentence(at: between.end, nextStart: between.next)
            return .sentence
        }
        if between.characters == 0 { return .space }
        return between.onlyJoiner && between.characters == 1 && !between.space
            ? .joiner : .punctuation
    }

    private func firstVisible(_ from: Int, _ to: Int) -> Int {
        var i = from
        while i < to, base[i] <= 32 { i += 1 }
        return i
    }

    private func read(_ from: Int, _ to: Int, possessive: Bool) -> Between {
        var between = Between(end: from, next: to)
        var i = from
        if possessive {
            // The "'s" that was cut off is no punctuation.
            i += DecodedScalar(base + i, left: to - i).length + 1
            between.end = i
        }
        var visible = i
        var nextFound = false
        var endFixed = false
        while i < to {
            let scalar = DecodedScalar(base + i, left: to - i)
            let kind: WordClass
            switch scalar.value {
            case 10: kind = .newline
            case 9, 11, 12, 13, 32: kind = .space
            case 33, 46, 63: kind = .terminator
            case 34: kind = between.terminator != 0 && !between.spaceAfterStop ? .closing : .opening
            case 39: kind = .midBoth
            case 41, 93, 125: kind = .closing
            case 40, 91, 123, 60: kind = .opening
            case 45: kind = .hyphen
            case 0..<128: kind = .other
            case 0x2019, 0x201D, 0xBB: kind = .closing
            case 0x2018, 0x201C, 0xAB: kind = .opening
            default: kind = WordClass(rawValue: c_tocsin_class(scalar.value) & 15)!
            }
            switch kind {
            case .newline:
                if between.newlines == 0 && !endFixed {
                    between.end = visible
                    endFixed = true
                    nextFound = false
                }
                between.newlines += scalar.value == 0x2029 ? 2 : 1
                between.indent = 0
                between.space = true
                if between.terminator != 0 { between.spaceAfterStop = true }
                nextFound = false
            case .space:
                between.space = true
                between.indent += 1
                if between.terminator != 0, !between.spaceAfterStop {
                    between.spaceAfterStop = true
                    between.end = visible
                    endFixed = true
                    nextFound = false
                }
            case .extend:
                break
            default:
                between.characters += 1
                between.onlyJoiner =
                    kind == .hyphen || kind == .midBoth || scalar.value == 46
                    || scalar.value == 0x2019
                if kind == .terminator {
                    if between.terminator == 0 || between.spaceAfterStop {
                        if between.terminator == 0 { between.terminator = scalar.value }
                    }
                    between.stops += scalar.value == 0x2026 ? 3 : 1
                    if scalar.value >= 0x589 && scalar.value != 0x2026 && scalar.value != 0x203D {
                        between.ideographicStop = true
                    }
                } else if between.terminator != 0 {
                    let dash = kind == .hyphen || scalar.value == 0x2013 || scalar.value == 0x2014
                    if dash { between.dashAfterStop = true }
                    if !between.spaceAfterStop, kind == .closing || kind == .midBoth {
                        between.quoteAfterStop = true
                    }
                }
                if !nextFound, endFixed || between.terminator == 0 || between.spaceAfterStop {
                    between.next = i
                    nextFound = true
                }
                visible = i + scalar.length
            }
            i += scalar.length
        }
        if !endFixed { between.end = between.terminator != 0 ? visible : from }
        if !endFixed || !nextFound {
            between.next = max(between.end, nextFound ? between.next : to)
        }
        return between
    }

    /// A blank line ends a paragraph; so does a single newline, unless lines are only wrapped.
    private mutating func endsParagraph(_ between: Between, _ from: Int) -> Bool {
        if between.newlines >= 2 { return true }
        if wrapped == nil { wrapped = detectWrapping() }
        guard wrapped! else { return true }
        if between.indent >= 2 { return true }
        return between.terminator != 0 && lineLength(endingAt: from) < 45
    }

    private func lineLength(endingAt end: Int) -> Int {
        var i = end
        while i > 0, base[i - 1] != 10, end - i < 200 { i -= 1 }
        return end - i
    }

    /// Whether lines go on in lower case: a fifth of them, or more.
    private func detectWrapping() -> Bool {
        var newlines = 0
        var wrapped = 0
        for i in 0..<count where base[i] == 10 {
            newlines += 1
            guard i + 1 < count else { continue }
            let scalar = DecodedScalar(base + i + 1, left: count - i - 1)
            if c_tocsin_class(scalar.value) & 32 != 0 { wrapped += 1 }
        }
        return wrapped > 0 && wrapped * 5 >= newlines
    }

    /// Whether a terminator between two words ends a sentence.
    private func endsSentence(
        _ between: Between, _ from: Int, _ start: Int, _ end: Int, _ flags: TokenFlags
    ) -> Bool {
        if between.ideographicStop { return true }
        guard between.spaceAfterStop else { return false }
        let first = c_tocsin_class(DecodedScalar(base + start, left: count - start).value)
        let lowerCase = first & 32 != 0
        if between.terminator != 46 || between.stops > 1 { return !lowerCase }
        let previous = tokens[tokenCount - 1]
        let length = Int(previous.end - previous.start)
        // A full stop that does not touch the word: `5%.`, `(Reuters).`
        guard from < count, base[from] == 46 else { return !lowerCase }
        if between.dashAfterStop, tokenCount - sentenceFirstToken <= 6 { return false }
        let abbreviation = Abbreviations.kind(previous.hash)
        let initial =
            length == 1 && previous.flags.contains(.capitalized)
            || length == 2 && previous.flags.isSuperset(of: [.capitalized, .nonASCII])
        let dotted = (Int(previous.start)..<Int(previous.end)).contains(46, in: base)
        if lowerCase {
            return abbreviation == nil && !initial && !dotted && !between.quoteAfterStop
                && length >= 4 && !previous.flags.contains(.digit)
        }
        if between.quoteAfterStop { return true }
        switch abbreviation {
        case .beforeName: return false
        case .beforeNumber: return !flags.contains(.digit)
        case .anywhere: return startsSentence(start, end)
        case nil: break
        }
        if initial || dotted { return startsSentence(start, end) }
        if previous.flags.contains(.digit), length <= 2 {
            // "1. The list", "am 3. Mai"
            if tokenCount - 1 == sentenceFirstToken { return false }
            if Abbreviations.isMonth(hash(start, end)) { return false }
        }
        return true
    }

    private func startsSentence(_ start: Int, _ end: Int) -> Bool {
        Abbreviations.isStarter(hash(start, end))
    }

    private func hash(_ start: Int, _ end: Int) -> UInt64 {
        var folder = WordFolder(folding: folding)
        defer { folder.free() }
        let word = folder.fold(UnsafeBufferPointer(start: base, count: count), start..<end)
        return word.baseAddress.map { WordHash.of($0, word.count) } ?? 0
    }

    /// Ends the last sentence at the last visible byte.
    mutating func finish() {
        guard tokenCount > 0 else { return }
        var end = count
        while end > 0, base[end - 1] <= 32 { end -= 1 }
        closeSentence(at: end, nextStart: end)
    }
}

extension Range<Int> {
    /// Whether a byte occurs in this range of a text.
    fileprivate func contains(_ byte: UInt8, in base: UnsafePointer<UInt8>) -> Bool {
        for i in self where base[i] == byte { return true }
        return false
    }
}
