package import TocsinLua
package import TocsinModel
package import TocsinPlugins

/// What each rule costs on its own over some articles, beside what reading them costs anyway.
package struct RuleProfile: Sendable {
    package struct Line: Sendable {
        package var rule: String
        /// Processor seconds beyond what an article costs without any rule.
        package var seconds: Double
        /// Articles it found something in.
        package var articles: Int
        package var matches: Int
        /// Calls of its code that did not end well.
        package var trips: Int
    }

    package var articles: Int
    package var bytes: Int
    /// Processor seconds of cutting words and sentences, which every run pays once.
    package var reading: Double
    /// Of all rules together, as a run has them.
    package var together: Double
    /// The dearest first.
    package var lines: [Line] = []

    package init(_ articles: [Article], rules: RuleSet, limits: LuaLimits) {
        self.articles = articles.count
        bytes = articles.reduce(0) { $0 + $1.title.utf8.count + $1.body.utf8.count }
        func measure(_ set: RuleSet) -> (Double, [ArticleResult]) {
            let runner = RuleRunner(set, limits: limits)
            // What is made when first asked for is not the rule's.
            if let first = articles.first { _ = runner.process(first, without: []) }
            let start = ProcessSeconds.now
            let results = articles.map { runner.process($0, without: []) }
            return (ProcessSeconds.now - start, results)
        }
        reading = measure(rules.bare).0
        together = measure(rules).0
        for rule in rules.rules {
            if case .alert = rule.kind { continue }
            guard let alone = rules.alone(rule) else { continue }
            let (seconds, results) = measure(alone)
            lines.append(
                Line(
                    rule: rule.id, seconds: max(0, seconds - reading),
                    articles: results.count { !$0.hits.isEmpty },
                    matches: results.reduce(0) { $0 + ($1.hits[0] ?? 0) },
                    trips: results.reduce(0) { $0 + $1.failures.count }))
        }
        lines.sort { ($1.seconds, $0.rule) < ($0.seconds, $1.rule) }
    }
}
