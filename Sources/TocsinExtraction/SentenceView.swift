import TocsinModel
import TocsinText

/// The words of one sentence, lower-cased once, for the readers of grammar around a trigger.
struct SentenceView {
    let text: AnalyzedText
    let index: Int
    /// Token indices of the sentence in the field.
    let tokens: Range<Int>
    private let words: [String]

    init(_ text: AnalyzedText, sentence: Int) {
        self.text = text
        index = sentence
        tokens = text.sentences[sentence].tokens
        words = tokens.map { text.text($0).lowercased() }
    }

    /// The lower-cased word at a token of the field; empty outside the sentence.
    func word(_ token: Int) -> String {
        tokens.contains(token) ? words[token - tokens.lowerBound] : ""
    }

    /// True where punctuation stands between this token and the one before it.
    func isAfterPunctuation(_ token: Int) -> Bool {
        tokens.contains(token) && token > tokens.lowerBound
            && text.tokens[token].gap >= .punctuation
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
