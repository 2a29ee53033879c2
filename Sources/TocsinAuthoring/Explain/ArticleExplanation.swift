package import TocsinLua
package import TocsinModel
package import TocsinPlugins
import TocsinText

/// One article with everything rules saw in it: which words, for which slot of which event, by
/// which rule.
package struct ArticleExplanation: Sendable {
    /// Words of the article with what they are to a rule.
    package struct Note: Sendable {
        package var span: Span
        /// `trigger`, `killed`, `word`, …
        package var role: String
        /// What it came to: `17–19`, `Moscow (RUS)`.
        package var value: String
        /// `plugin.rule`, without its hash; empty for what the host found by the grammar.
        package var rules: [String]
        /// Which event it belongs to, from 1; nil for a watchlist's word.
        package var event: Int?
    }

    package struct Sentence: Sendable {
        package var field: Field
        package var range: Range<Int>
        package var paragraph: Int
        package var notes: [Note]
    }

    package var article: Article
    package var language: String
    package var sentences: [Sentence]
    package var events: [Event]
    package var failures: [ArticleResult.Failure]
    /// Watchlists that matched, with their severity where they ring.
    package var watchlists: [(rule: String, title: String, severity: Severity?, words: [String])]
    package var extracted: Bool

    package init(_ article: Article, rules: RuleSet, limits: LuaLimits) {
        let runner = RuleRunner(rules, limits: limits)
        let result = runner.process(article, without: [])
        let analyzed = TextAnalyzer().analyze(article)
        var notes: [Note] = []
        let found = Self.makers(article, result.events, rules, runner)
        for (number, event) in result.events.enumerated() {
            let all = event.foundBy.map { String($0.prefix { $0 != "@" }) }
            func makers(of span: Span) -> [String] {
                (found[span] ?? []).filter(all.contains)
            }
            var taken: Set<Span> = []
            for line in EventLines(event, published: article.published).lines {
                guard let span = line.span, taken.insert(span).inserted else { continue }
                notes.append(
                    Note(
                        span: span, role: line.slot,
                        value: line.slot == "trigger"
                            ? EventLines(event, published: nil).headline : line.value,
                        rules: makers(of: span), event: number + 1))
            }
            for evidence in event.spans where taken.insert(evidence.span).inserted {
                notes.append(
                    Note(
                        span: evidence.span, role: evidence.role, value: "",
                        rules: makers(of: evidence.span), event: number + 1))
            }
        }
        for match in result.matches {
            for span in match.spans {
                notes.append(
                    Note(
                        span: span.span, role: "word", value: "",
                        rules: [rules.rules[match.rule].id], event: nil))
            }
        }
        notes.sort { ($0.span, $0.event ?? 0) < ($1.span, $1.event ?? 0) }
        sentences = Field.allCases.flatMap { field in
            analyzed[field].sentences.map { sentence in
                Sentence(
                    field: field, range: sentence.bytes, paragraph: sentence.paragraph,
                    notes: notes.filter {
                        $0.span.field == field
                            && sentence.bytes.contains($0.span.range.lowerBound)
                    })
            }
        }
        watchlists = result.matches.map { match in
            let rule = rules.rules[match.rule]
            let severity: Severity? =
                if case .watchlist(let list) = rule.kind { list.severity } else { nil }
            var words: [String] = []
            for span in match.spans where !words.contains(span.text) { words.append(span.text) }
            return (rule.id, rule.title, severity, words)
        }
        self.article = article
        language = result.language
        events = result.events
        failures = result.failures
        extracted = result.extracted
    }

    /// Which rules captured which words; what none did the host found by the sentence's grammar.
    private static func makers(
        _ article: Article, _ events: [Event], _ rules: RuleSet, _ runner: RuleRunner
    ) -> [Span: [String]] {
        var out: [Span: [String]] = [:]
        for id in Set(events.flatMap(\.foundBy).map { String($0.prefix { $0 != "@" }) }).sorted() {
            guard let number = rules.index(of: id) else { continue }
            for evidence in runner.trial(article, rule: number).spans {
                out[evidence.span, default: []].append(id)
            }
        }
        return out
    }

    package func text(_ range: Range<Int>, _ field: Field) -> String {
        article.text(Span(field: field, range: range))
    }
}
