import Foundation
import TocsinModel
import TocsinPlugins

/// The same example as it may stand in another article: what it proves must hold there too.
enum ExampleVariant: CaseIterable {
    case sentenceInFront, sentenceBehind, decomposed, curlyQuotes, wrapped

    /// As a failure says it: "with a multi-byte sentence in front".
    var name: String {
        switch self {
        case .sentenceInFront: "with a multi-byte sentence in front"
        case .sentenceBehind: "with another sentence behind"
        case .decomposed: "in decomposed Unicode"
        case .curlyQuotes: "with curly quotes"
        case .wrapped: "with CRLF and wrapped lines"
        }
    }

    /// Sentences that say nothing; the second is for rules that look for words of the first.
    static let surroundings = ["«Déjà vu», naïve café — ひらがな 😀.", "Ô «là‑bas» — żółw, ñandú 🙂."]

    /// - Parameter surroundings: the sentence that is put in front or behind.
    /// - Returns: nil where it changes nothing of this example.
    func applied(to example: RuleExample, surroundings: String) -> RuleExample? {
        switch self {
        case .sentenceInFront:
            return moved(example, front: surroundings + "\n\n", behind: "")
        case .sentenceBehind:
            return moved(example, front: "", behind: "\n\n" + surroundings)
        case .decomposed:
            return mapped(example) { String($1).decomposedStringWithCanonicalMapping }
        case .curlyQuotes:
            return mapped(example) { before, character in
                let opens = before.map { $0.isWhitespace || "([{—-".contains($0) } ?? true
                switch character {
                case "\"": return opens ? "“" : "”"
                case "'": return opens ? "‘" : "’"
                default: return String(character)
                }
            }
        case .wrapped:
            // A short line before a capital letter reads as a headline, so short lines break before
            // words in lower case, as wrapped text mostly does.
            let text = Array(example.text)
            var (column, index) = (0, -1)
            return mapped(example) { _, character in
                column += 1
                index += 1
                guard character == " ", column > 24, index + 1 < text.count,
                    column > 60 || text[index + 1].isLowercase
                else { return String(character) }
                column = 0
                return "\r\n"
            }
        }
    }

    private func moved(_ example: RuleExample, front: String, behind: String) -> RuleExample {
        var out = example
        out.text = front + example.text + behind
        out.expectation = example.expectation.shifted { $0 + front.utf8.count }
        return out
    }

    /// Replaces character by character and carries the marks along.
    private func mapped(
        _ example: RuleExample, _ replace: (_ before: Character?, Character) -> String
    ) -> RuleExample? {
        var text = ""
        var offsets: [Int: Int] = [:]
        var offset = 0
        var before: Character?
        for character in example.text {
            offsets[offset] = text.utf8.count
            text += replace(before, character)
            offset += character.utf8.count
            before = character
        }
        offsets[offset] = text.utf8.count
        // Canonically equivalent texts are equal to Swift: bytes tell.
        guard !text.utf8.elementsEqual(example.text.utf8) else { return nil }
        var out = example
        out.text = text
        out.expectation = example.expectation.shifted { offsets[$0] ?? $0 }
        return out
    }
}

extension RuleExample.Expectation {
    fileprivate func shifted(_ move: (Int) -> Int) -> Self {
        guard case .match(let spans) = self else { return self }
        return .match(
            spans.map {
                .init(
                    role: $0.role, range: move($0.range.lowerBound)..<move($0.range.upperBound))
            })
    }
}
