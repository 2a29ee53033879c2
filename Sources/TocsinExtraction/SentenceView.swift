import TocsinModel
import TocsinText

/// The words of one sentence, lower-cased once, for the readers of grammar around a trigger.
struct SentenceView {
    let text: AnalyzedText
    let index: Int
    /// Token indices of the sentence in the field.
    let tokens: Range<Int>
    private let words: [String]
    /// The place, date and agency an article's first sentence may begin with; empty elsewhere.
    let dateline: Range<Int>

    init(_ text: AnalyzedText, sentence: Int) {
        self.text = text
        index = sentence
        tokens = text.sentences[sentence].tokens
        words = tokens.map { text.text($0).lowercased() }
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

    /// True where punctuation other than quotation marks stands between this token and the one
    /// before it: `the "leaders" of the riots` is one phrase.
    func isAfterPunctuation(_ token: Int) -> Bool {
        tokens.contains(token) && token > tokens.lowerBound
            && text.tokens[token].gap >= .punctuation && !isAfterMarksAlone(token)
    }

    private func isAfterMarksAlone(_ token: Int) -> Bool {
        let gap = Int(text.tokens[token - 1].end)..<Int(text.tokens[token].start)
        guard !gap.isEmpty, gap.count <= 5 else { return false }
        return text.text(gap).allSatisfy { $0 == " " || $0 == "\"" || $0 == "“" || $0 == "”" }
    }

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
