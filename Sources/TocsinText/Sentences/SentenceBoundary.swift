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

    /// Classifies the gaps of the text last cut, whose bytes must still be there, and numbers its
    /// sentences.
    package mutating func divide() {
        sentences.removeAll(keepingCapacity: true)
        wrapped = nil
        guard tokenCount > 0 else { return }
        var open = OpenSentence(start: firstVisible(0, Int(tokens[0].start)))
        tokens[0].gap = .paragraph
        var sentence: Int32 = 0
        var from = Int(tokens[0].end)
        for i in 1..<tokenCount {
            let start = Int(tokens[i].start)
            if start != from &+ 1 || base[from] != 32 {
                tokens[i].gap = gap(before: i, from, start, &open)
                sentence = Int32(truncatingIfNeeded: sentences.count)
            }
            tokens[i].sentence = sentence
            from = Int(tokens[i].end)
        }
        var end = count
        while end > 0, base[end - 1] <= 32 { end -= 1 }
        close(&open, before: tokenCount, at: end, nextStart: end)
    }

    /// The sentence at hand.
    private struct OpenSentence {
        var firstToken = 0
        var start: Int
        var paragraph = 0
    }

    /// Ends the sentence before a token.
    private mutating func close(
        _ open: inout OpenSentence, before token: Int, at end: Int, nextStart: Int
    ) {
        if token > open.firstToken {
            sentences.append(
                Sentence(
                    tokens: open.firstToken..<token, bytes: open.start..<max(open.start, end),
                    paragraph: open.paragraph))
        }
        open.firstToken = token
        open.start = nextStart
    }

    /// Classifies the gap before a token and closes the sentence where it ends.
    private mutating func gap(
        before token: Int, _ from: Int, _ start: Int, _ open: inout OpenSentence
    ) -> Gap {
        if from == start { return .nothing }
        let isPossessive = tokens[token - 1].flags.contains(.possessive)
        if !isPossessive {
            let bits = Int(c_tocsin_gap(base + from, Int64(start - from)))
            if bits & (C_TOCSIN_GAP_NEWLINE | C_TOCSIN_GAP_STOP | C_TOCSIN_GAP_ABOVE) == 0 {
                if bits == C_TOCSIN_GAP_SPACE { return .space }
                return bits == C_TOCSIN_GAP_JOINER && start - from == 1 ? .joiner : .punctuation
            }
            if bits == C_TOCSIN_GAP_NEWLINE, start - from == 1, wrapped == true { return .space }
        }
        let between = read(from, start, possessive: isPossessive)
        if between.newlines > 0, endsParagraph(between, from) {
            close(&open, before: token, at: between.end, nextStart: between.next)
            open.paragraph += 1
            return .paragraph
        }
        if between.terminator != 0, endsSentence(between, before: token, open) {
            close(&open, before: token, at: between.end, nextStart: between.next)
            return .sentence
        }
        if between.characters == 0 { return between.space ? .space : .nothing }
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
        var newlines: Int64 = 0
        var wrapped: Int64 = 0
        if c_tocsin_wraps(base, Int64(count), &newlines, &wrapped) == 0 {
            // Some line begins with a byte above ASCII: its case is in the tables.
            for i in 0..<count - 1 where base[i] == 10 && base[i + 1] >= 128 {
                let scalar = DecodedScalar(base + i + 1, left: count - i - 1)
                if c_tocsin_class(scalar.value) & 32 != 0 { wrapped += 1 }
            }
        }
        return wrapped > 0 && wrapped * 5 >= newlines
    }

    /// Whether a terminator between two words ends a sentence.
    private func endsSentence(
        _ between: Between, before token: Int, _ open: OpenSentence
    ) -> Bool {
        if between.ideographicStop { return true }
        guard between.spaceAfterStop else { return false }
        let next = tokens[token]
        let start = Int(next.start)
        let first = c_tocsin_class(DecodedScalar(base + start, left: count - start).value)
        let lowerCase = first & 32 != 0
        if between.terminator != 46 || between.stops > 1 { return !lowerCase }
        let previous = tokens[token - 1]
        let from = Int(previous.end)
        let length = Int(previous.end - previous.start)
        // A full stop that does not touch the word: `5%.`, `(Reuters).`
        guard from < count, base[from] == 46 else { return !lowerCase }
        if between.dashAfterStop, token - open.firstToken <= 6 { return false }
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
        case .beforeNumber: return !next.flags.contains(.digit)
        case .anywhere: return Abbreviations.isStarter(next.hash)
        case nil: break
        }
        if initial || dotted { return Abbreviations.isStarter(next.hash) }
        if previous.flags.contains(.digit), length <= 2 {
            // "1. The list", "am 3. Mai"
            if token - 1 == open.firstToken { return false }
            if Abbreviations.isMonth(next.hash) { return false }
        }
        return true
    }
}

extension Range<Int> {
    /// Whether a byte occurs in this range of a text.
    fileprivate func contains(_ byte: UInt8, in base: UnsafePointer<UInt8>) -> Bool {
        for i in self where base[i] == byte { return true }
        return false
    }
}
