import TocsinModel
import TocsinText

/// What stands between two tokens, in so far as it matters for clauses.
struct Separators: OptionSet, Sendable {
    let rawValue: UInt16
    static let comma = Separators(rawValue: 1)
    static let colon = Separators(rawValue: 2)
    static let semicolon = Separators(rawValue: 4)
    static let dash = Separators(rawValue: 8)
    static let parenthesisOpen = Separators(rawValue: 16)
    static let parenthesisClose = Separators(rawValue: 32)
    /// `.` `!` `?` `…`
    static let stop = Separators(rawValue: 64)
    static let quoteOpen = Separators(rawValue: 128)
    static let quoteClose = Separators(rawValue: 256)
    static let newline = Separators(rawValue: 512)
    static let hyphen = Separators(rawValue: 1024)
    static let other = Separators(rawValue: 2048)
    static let possessive = Separators(rawValue: 4096)
    /// A `?` or `!` among the stops.
    static let loud = Separators(rawValue: 8192)

    static let clause: Separators = [
        .comma, .colon, .semicolon, .dash, .parenthesisOpen, .parenthesisClose, .stop, .quoteOpen,
        .quoteClose, .newline,
    ]
}

/// A field with what the lexicon knows of each token, the marks between tokens and the quotations.
final class LexicalText: Sendable {
    let text: AnalyzedText
    /// Index of each token's lexicon entry.
    let entries: [Int32]
    let tags: [WordTags]
    /// What stands before each token; the last element stands after all tokens.
    let before: [Separators]
    let quotes: [QuotedRange]
    /// The quotation each token stands in, or -1.
    let quoteOf: [Int32]
    /// Token ranges of the quotations.
    let quoteTokens: [Range<Int>]
    /// Sentences written almost wholly with capitals: 1 title case, 2 all upper case.
    let sentenceCasing: [UInt8]
    /// The words of running English, by hash; empty where no sentence is in capitals.
    let common: Set<UInt64>
    /// Whether some token may be a cue.
    let hasCues: Bool

    init(_ text: AnalyzedText, _ lexicon: EntityLexicon) {
        self.text = text
        let n = text.tokens.count
        quotes = QuotationMarks.ranges(in: text.utf8).filter { !Self.isNickname($0, text) }
        var entries: [Int32] = []
        var tags: [WordTags] = []
        var before: [Separators] = []
        entries.reserveCapacity(n)
        tags.reserveCapacity(n)
        before.reserveCapacity(n + 1)
        var cues = false
        text.utf8.withUnsafeBufferPointer { bytes in
            text.tokens.withUnsafeBufferPointer { tokens in
                lexicon.entries.withUnsafeBufferPointer { known in
                    var previousEnd = 0
                    for i in 0..<n {
                        let token = tokens[i]
                        let entry = lexicon.entry(token.hash)
                        entries.append(entry)
                        var tag = entry == 0 ? [] : known[Int(entry)].tags
                        if !tag.isDisjoint(with: [.cue, .nounCue, .phraseStart]) { cues = true }
                        let length = Int(token.end - token.start)
                        if entry == 0, length > 4, !token.flags.contains(.capitalized),
                            bytes[Int(token.end) - 1] == 0x79, bytes[Int(token.end) - 2] == 0x6C
                        {
                            tag.insert(.adverb)
                        }
                        if token.flags.contains(.digit) { tag.insert(.number) }
                        tags.append(tag)
                        var between: Separators = []
                        if token.gap != .space || Int(token.start) - previousEnd != 1 {
                            between = Self.separators(bytes, previousEnd..<Int(token.start))
                            // A line that is wrapped inside a sentence is no new paragraph.
                            if token.gap < .sentence { between.remove(.newline) }
                        }
                        before.append(between)
                        previousEnd = Int(token.end)
                    }
                    before.append(Self.separators(bytes, previousEnd..<bytes.count))
                }
            }
        }
        hasCues = cues
        Self.freeNames(&tags, text)
        var quoteOf = [Int32](repeating: -1, count: n)
        var quoteTokens: [Range<Int>] = []
        for (q, quote) in quotes.enumerated() {
            let first = text.token(endingAfter: quote.inner.lowerBound)
            var last = first
            while last < n, Int(text.tokens[last].start) < quote.inner.upperBound {
                quoteOf[last] = Int32(q)
                last += 1
            }
            quoteTokens.append(first..<last)
            if first < last {
                before[first].insert(.quoteOpen)
                before[last].insert(.quoteClose)
            }
        }
        self.entries = entries
        self.tags = tags
        self.before = before
        self.quoteOf = quoteOf
        self.quoteTokens = quoteTokens
        let casings = text.sentences.map { Self.casing(of: $0.tokens, text, tags) }
        sentenceCasing = casings
        common = casings.contains(2) ? lexicon.commonWords.hashes : []
    }

    var count: Int { tags.count }

    /// Words of closed classes that are names here: "the WHO said", "Prime Minister May said".
    private static func freeNames(_ tags: inout [WordTags], _ text: AnalyzedText) {
        for i in tags.indices where text.tokens[i].flags.contains(.capitalized) {
            let token = text.tokens[i]
            let length = token.end - token.start
            if !tags[i].isDisjoint(with: [.relative, .objectPronoun, .subjectPronoun]), length > 1,
                isUpperCase(i, text),
                !(i > 0 && isWordInCapitals(i - 1, text)),
                !(i + 1 < tags.count && isWordInCapitals(i + 1, text))
            {
                tags[i].subtract([
                    .relative, .objectPronoun, .subjectPronoun, .subordinator, .common, .it,
                    .firstPerson, .plural,
                ])
            }
            if tags[i] == .date || tags[i].contains(.modal) && tags[i].contains(.date), i > 0,
                token.gap == .space, token.end - token.start == 3,
                text.tokens[i - 1].flags.contains(.capitalized),
                tags[i - 1].isDisjoint(with: [.date, .common]),
                Int(token.start) - Int(text.tokens[i - 1].end) == 1,
                !(i + 1 < tags.count && text.tokens[i + 1].flags.contains(.digit))
            {
                tags[i] = []
            }
        }
    }

    /// Whether the stop before a token only ends an abbreviation: "the S.E.C. said", "Smith Jr. said".
    func isAbbreviationStop(before i: Int) -> Bool {
        guard i > 0, i < count, before[i] == .stop, !isCapitalized(i), isCapitalized(i - 1) else {
            return false
        }
        return text.tokens[i].gap < .sentence
    }

    /// Several letters, all capitals: the neighbour of a word in a headline, or of an acronym.
    private static func isWordInCapitals(_ i: Int, _ text: AnalyzedText) -> Bool {
        let token = text.tokens[i]
        return token.end - token.start > 1 && token.flags.contains(.capitalized)
            && isUpperCase(i, text)
    }

    /// A word of a sentence in capitals, where they mean nothing.
    func isLoud(_ i: Int) -> Bool { sentenceCasing[Int(text.tokens[i].sentence)] == 2 }

    func isCapitalized(_ i: Int) -> Bool { text.tokens[i].flags.contains(.capitalized) }

    func entry(_ i: Int, _ lexicon: EntityLexicon) -> EntityLexicon.Entry {
        lexicon.entries[Int(entries[i])]
    }

    /// The last byte of a token, lower-cased ASCII.
    func endsWith(_ i: Int, _ suffix: StaticString) -> Bool {
        let token = text.tokens[i]
        let n = suffix.utf8CodeUnitCount
        guard Int(token.end - token.start) >= n else { return false }
        return suffix.withUTF8Buffer { s in
            for k in 0..<n where text.utf8[Int(token.end) - n + k] | 0x20 != s[k] { return false }
            return true
        }
    }

    /// The longest listed item that begins at a token and fits before `end`, by a test.
    func phrase(
        at i: Int, before end: Int, _ lexicon: EntityLexicon,
        where wanted: (EntityLexicon.PhraseItem) -> Bool
    ) -> (item: EntityLexicon.PhraseItem, length: Int)? {
        guard tags[i].contains(.phraseStart) else { return nil }
        let entry = lexicon.entries[Int(entries[i])]
        for p in entry.phrases {
            let phrase = lexicon.phrases[Int(p)]
            guard i + phrase.rest.count < end, wanted(phrase.item) else { continue }
            let flags = text.tokens[i].flags
            switch phrase.casing {
            case .any: break
            case .capitalized: guard flags.contains(.capitalized) else { continue }
            case .allCaps:
                // "THE MEN WHO FIRED": a pronoun among words in capitals is no acronym.
                guard isUpperCase(i),
                    tags[i].isDisjoint(with: [.relative, .objectPronoun, .subjectPronoun])
                else { continue }
            }
            var matches = true
            for (k, hash) in phrase.rest.enumerated() {
                let next = i + 1 + k
                if text.tokens[next].hash != hash
                    || !before[next].isSubset(of: [.hyphen, .other, .possessive])
                {
                    matches = false
                    break
                }
            }
            // "LET" in a text in capitals is a verb.
            if matches, phrase.rest.isEmpty, case .armedGroup = phrase.item, isLoud(i),
                common.contains(text.tokens[i].hash)
            {
                continue
            }
            if matches { return (phrase.item, phrase.rest.count + 1) }
        }
        return nil
    }

    /// No lower-case letter in it ("US", "U.S.", "M-19").
    func isUpperCase(_ i: Int) -> Bool { Self.isUpperCase(i, text) }

    private static func isUpperCase(_ i: Int, _ text: AnalyzedText) -> Bool {
        let token = text.tokens[i]
        for k in Int(token.start)..<Int(token.end) where (0x61...0x7A).contains(text.utf8[k]) {
            return false
        }
        return true
    }

    /// A headline writes every word with a capital but the small ones; one other word without is
    /// enough to make it a sentence.
    private static func casing(
        of range: Range<Int>, _ text: AnalyzedText, _ tags: [WordTags]
    ) -> UInt8 {
        var capitals = 0
        var content = 0
        for i in range where !text.tokens[i].flags.contains(.digit) {
            let token = text.tokens[i]
            if token.flags.contains(.capitalized) {
                capitals += 1
            } else if token.end - token.start > 2, !tags[i].contains(.common) {
                content += 1
            }
        }
        guard capitals >= 4, content * 10 <= capitals else { return 0 }
        var upper = 0
        var words = 0
        for i in range where !text.tokens[i].flags.contains(.digit) {
            words += 1
            if isUpperCase(i, text) { upper += 1 }
        }
        return upper * 10 >= words * 9 ? 2 : 1
    }

    /// `Marcia "Cia" Price`: one capitalized word inside a name.
    private static func isNickname(_ quote: QuotedRange, _ text: AnalyzedText) -> Bool {
        let i = text.token(endingAfter: quote.inner.lowerBound)
        guard i > 0, i + 1 < text.tokens.count,
            Int(text.tokens[i].end) == quote.inner.upperBound,
            text.tokens[i].flags.contains(.capitalized),
            text.tokens[i - 1].flags.contains(.capitalized),
            text.tokens[i + 1].flags.contains(.capitalized)
        else { return false }
        return Int(text.tokens[i - 1].end) + 1 == quote.outer.lowerBound
            && quote.outer.upperBound + 1 == Int(text.tokens[i + 1].start)
    }

    private static func separators(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Separators {
        var result: Separators = []
        var i = range.lowerBound
        while i < range.upperBound {
            switch bytes[i] {
            case 0x20, 0x09, 0x0D, 0x22, 0x60, 0: break
            // The letter of a possessive that was cut off.
            case 0x41...0x5A, 0x61...0x7A: break
            case 0x0A: result.insert(.newline)
            case 0x2C: result.insert(.comma)
            case 0x3A: result.insert(.colon)
            case 0x3B: result.insert(.semicolon)
            case 0x2E: result.insert(.stop)
            case 0x21, 0x3F:
                result.insert(.stop)
                result.insert(.loud)
            case 0x28, 0x5B: result.insert(.parenthesisOpen)
            case 0x29, 0x5D: result.insert(.parenthesisClose)
            case 0x2D:
                let spaced =
                    i > range.lowerBound
                    && (bytes[i - 1] == 0x20 || bytes[i - 1] == 0x2D)
                    || i + 1 < range.upperBound && bytes[i + 1] == 0x2D
                result.insert(spaced ? .dash : .hyphen)
            case 0x27: result.insert(.possessive)
            case 0xE2 where i + 2 < range.upperBound && bytes[i + 1] == 0x80:
                switch bytes[i + 2] {
                case 0x92...0x95: result.insert(.dash)
                case 0x90, 0x91: result.insert(.hyphen)
                case 0xA6: result.insert(.stop)
                case 0x99: result.insert(.possessive)
                default: break
                }
                i += 2
            default: if bytes[i] < 0x80 { result.insert(.other) }
            }
            i += 1
        }
        return result
    }
}
