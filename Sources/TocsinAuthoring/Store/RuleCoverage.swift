package import TocsinLua
package import TocsinModel
package import TocsinPlugins

/// What no rule touched: sentences with figures, quotations or words that rules look for; and rules
/// that never found anything.
package struct RuleCoverage: Sendable {
    package struct Gap: Sendable {
        package var article: Article
        package var sentence: Span
        package var text: String
        /// What makes it worth a look, the strongest first.
        package var reasons: [String]
        package var score: Int
    }

    package var articles = 0
    package var sentences = 0
    package var touched = 0
    /// The most telling first.
    package var gaps: [Gap] = []
    /// Rules that look for words and found nothing in any article.
    package var silent: [Rule] = []

    package var silentNames: [String] { silent.map(\.id) }

    package init(_ articles: [Article], rules: RuleSet, limits: LuaLimits) {
        let runner = RuleRunner(rules, limits: limits)
        var fired: Set<Int> = []
        for article in articles {
            self.articles += 1
            let result = runner.process(article, without: [])
            fired.formUnion(result.hits.keys)
            let spans =
                result.events.flatMap(\.spans).map(\.span)
                + result.matches.flatMap { $0.spans.map(\.span) }
            for sentence in runner.sentenceSigns(article) {
                sentences += 1
                if spans.contains(where: {
                    $0.field == sentence.span.field && $0.range.overlaps(sentence.span.range)
                }) {
                    touched += 1
                    continue
                }
                var reasons: [String] = []
                var score = 0
                if !sentence.words.isEmpty {
                    reasons.append("has " + sentence.words.prefix(4).joined(separator: ", "))
                    score += 2 * min(3, sentence.words.count)
                }
                if sentence.figures > 0 {
                    reasons.append(
                        sentence.figures == 1 ? "a figure" : "\(sentence.figures) figures")
                    score += 2
                }
                if sentence.hasQuotation {
                    reasons.append("a quotation")
                    score += 1
                }
                if score >= 3 {
                    gaps.append(
                        Gap(
                            article: article, sentence: sentence.span, text: sentence.text,
                            reasons: reasons, score: score))
                }
            }
        }
        // Of equals the order of the articles.
        gaps = gaps.enumerated().sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
        }
        .map(\.element)
        silent = rules.rules.enumerated().filter { number, rule in
            if case .alert = rule.kind { return false }
            return !fired.contains(number)
        }.map(\.element)
    }
}
