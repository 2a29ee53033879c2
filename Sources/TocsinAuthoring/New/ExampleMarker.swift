package import TocsinModel
import TocsinPlugins

/// Marks in a sentence what a rule finds in it, as `match` wants it.
package final class ExampleMarker {
    private let located: LocatedRule
    private let runner: RuleRunner

    package init(_ located: LocatedRule) {
        self.located = located
        runner = RuleRunner(located.ruleSet, limits: located.limits)
    }

    package func article(_ sentence: String, language: String?) -> Article {
        Article(
            id: "example", language: language ?? located.rule.languages.first ?? "en",
            published: Timestamp("2025-01-15T12:00:00Z"), body: sentence)
    }

    /// - Returns: nil where the rule finds nothing.
    package func marked(_ sentence: String, language: String? = nil) -> String? {
        let found = runner.trial(article(sentence, language: language), rule: located.number).spans
            .filter { $0.span.field == .body }
        guard !found.isEmpty else { return nil }
        var bytes = Array(sentence.utf8)
        // From the back, inner marks before outer ones, so that offsets hold.
        for evidence in found.sorted(by: {
            ($1.span.start, $0.span.end) < ($0.span.start, $1.span.end)
        }) {
            let range = evidence.span.range
            let marked =
                Array("{{\(evidence.role)|".utf8) + bytes[range] + Array("}}".utf8)
            bytes.replaceSubrange(range, with: marked)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
