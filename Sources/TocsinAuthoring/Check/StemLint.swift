import Foundation
import TocsinMatching
import TocsinModel
import TocsinPlugins
import TocsinText

/// Words with `~` in rules for languages that Snowball has no stemmer for: they find only themselves.
struct StemLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    func check(_ rule: Rule) -> [Diagnostic] {
        let without = rule.languages.filter { !Stemmer.supports($0) }
        guard !without.isEmpty, let word = rules.inflectedWords(of: rule).first else { return [] }
        let names = without.map(Self.name).joined(separator: ", ")
        let others = rules.inflectedWords(of: rule).count - 1
        let more = others > 0 ? " (and \(others) more with ~)" : ""
        return [
            Diagnostic(
                .warning, code: "words.no-stemmer",
                place: "\(rule.path):\(RuleLines(rule).line(of: word.written))",
                message:
                    "there is no stemmer for \(names): \"\(word.written)\"\(more) finds only the word itself there; list the endings, as in \"Орешник~{а, ом, и}\""
            )
        ]
    }

    private static func name(_ language: String) -> String {
        Locale(identifier: "en").localizedString(forLanguageCode: language) ?? language
    }
}
