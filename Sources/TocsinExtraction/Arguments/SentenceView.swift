import TocsinModel
import TocsinText

/// The words of one sentence, lower-cased once, for the readers of grammar around a trigger.
struct SentenceView {
    let text: AnalyzedText
    let index: Int
    /// Token indices of the sentence in the field.
    let tokens: Range<Int>
    private let words: [String]
    /// Whether punctuation that ends a phrase stands before each token.
    private let breaks: [Bool]
    /// The place, date and agency an article's first sentence may begin with; empty elsewhere.
    let dateline: Range<Int>

    init(_ text: AnalyzedText, sentence: Int) {
        self.text = text
        index = sentence
        tokens = text.sentences[sentence].tokens
        let words = tokens.map { text.text($0).lowercased() }
        let first = tokens.lowerBound
        breaks = tokens.map { token in
            token > first && text.tokens[token].gap >= .punctuation
                && !Self.isAbbreviated(words[token - 1 - first], before: token, text)
                && !Self.isMarksAlone(before: token, text)
        }
        self.words = words
        dateline = Self.dateline(text, index, tokens)
    }

    /// "LIMA, 12 Jun (EFE).- ", "NUSEIRAT, Gaza Strip (Levant Press) — ": what stands before a dash
    /// among the first words of a body, where it names a place in capitals, a month or an agency.
    private static func dateline(_ text: AnalyzedText, _ index: Int, _ tokens: Range<Int>) -> Range<
        Int
    > {
        let none = tokens.lowerBound..<tokens.lowerBound
        guard text.field == .body, text.sentences[index].paragraph <= 1, index <= 2 else {
            return none
        }
        for token in tokens.dropFirst().prefix(16) {
            let gap = Int(text.tokens[token - 1].end)..<Int(text.tokens[token].start)
            guard gap.count >= 2, text.tokens[token].gap >= .punctuation else { continue }
            let between = text.text(gap)
            let isDash =
                between.contains("—") || between.contains("–") || between.contains("--")
                || between.contains(" - ") || between.contains(".-") || between.contains(") -")
            let isColon =
                between.hasPrefix(":") && token - tokens.lowerBound <= 3
                && text.tokens[tokens.lowerBound].flags.contains(.allCaps)
            if isColon { return tokens.lowerBound..<token }
            // "Bijapur, Feb 9 (PTI) Twelve people …"
            if between.hasPrefix(")"), between.dropFirst().allSatisfy(\.isWhitespace),
                token - tokens.lowerBound <= 9, text.tokens[token].flags.contains(.capitalized),
                (tokens.lowerBound..<token).contains(where: {
                    text.tokens[$0].flags.contains(.digit)
                })
            {
                return tokens.lowerBound..<token
            }
            guard isDash else { continue }
            let head = tokens.lowerBound..<token
            let says = head.contains {
                text.tokens[$0].flags.contains(.allCaps) || text.tokens[$0].flags.contains(.digit)
            }
            return says || between.contains(")") ? head : none
        }
        return none
    }

    /// The lower-cased word at a token of the field; empty outside the sentence.
    func word(_ token: Int) -> String {
        tokens.contains(token) ? words[token - tokens.lowerBound] : ""
    }

    /// True where punctuation stands between this token and the one before it, other than the stop of
    /// an abbreviation or quotation marks alone: "a U.S. embassy", `the "leaders" of the riots` are one
    /// phrase.
    func isAfterPunctuation(_ token: Int) -> Bool {
        tokens.contains(token) && breaks[token - tokens.lowerBound]
    }

    /// Quotation marks and nothing else stand between two words.
    private static func isMarksAlone(before token: Int, _ text: AnalyzedText) -> Bool {
        let gap = Int(text.tokens[token - 1].end)..<Int(text.tokens[token].start)
        guard !gap.isEmpty, gap.count <= 5 else { return false }
        return text.text(gap).allSatisfy { $0 == " " || $0 == "\"" || $0 == "“" || $0 == "”" }
    }

    /// True where a colon stands before a token: what it announces is another clause.
    func isAfterColon(_ token: Int) -> Bool {
        guard isAfterPunctuation(token) else { return false }
        let gap = Int(text.tokens[token - 1].end)..<Int(text.tokens[token].start)
        return gap.contains { text.utf8[$0] == UInt8(ascii: ":") }
    }

    /// A full stop and a space after an initial, a dotted acronym or a title.
    private static func isAbbreviated(
        _ word: String, before token: Int, _ text: AnalyzedText
    ) -> Bool {
        let from = Int(text.tokens[token - 1].end)
        guard Int(text.tokens[token].start) == from + 2, text.utf8[from] == UInt8(ascii: "."),
            text.utf8[from + 1] == UInt8(ascii: " "),
            text.tokens[token - 1].flags.contains(.capitalized)
        else { return false }
        return word.utf8.count == 1 || word.contains(".") || titles.contains(word)
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cpl", "pvt",
        "adm", "brig", "cmdr", "rep", "reps", "sen", "sens", "gov", "rev", "hon", "msgr", "fr",
        "st", "mt", "ft", "supt", "insp", "sr", "sra", "dra",
    ]

    func contains(_ wanted: Set<String>, in range: Range<Int>) -> Bool {
        range.clamped(to: tokens).contains { wanted.contains(word($0)) }
    }

    var isQuestion: Bool {
        let end = text.sentences[index].bytes.upperBound
        var at = end
        while at > 0, at < text.utf8.count + 1, at - 1 >= text.sentences[index].bytes.lowerBound {
            let byte = text.utf8[at - 1]
            if byte == UInt8(ascii: "?") { return true }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte >= 128 {
                at -= 1
                continue
            }
            break
        }
        return end < text.utf8.count && text.utf8[end] == UInt8(ascii: "?")
    }
}
