import TocsinAlerting
import TocsinModel
import TocsinPlugins
import TocsinStore

/// What the rules made of an article, as the store keeps it and as the stages after it take it.
extension ArticleOutcome {
    init(_ result: ArticleResult, rules: RuleSet, isComplete: Bool) {
        var hits: [String: Int] = [:]
        for (rule, count) in result.hits { hits[rules.rules[rule].id] = count }
        self.init(
            article: result.article, events: result.events, claims: result.claims,
            matches: result.matches.map { match in
                Match(
                    rule: rules.rules[match.rule].id, spans: match.spans,
                    rows: match.row.isEmpty ? [] : [match.row])
            }, evidence: result.evidence, words: result.wordHashes, language: result.language,
            sentences: result.sentences, extracted: result.extracted, hits: hits,
            log: result.log, isComplete: isComplete)
    }

    /// - Parameter pins: where reviewers have put events.
    func report(pins: [String: String]) -> ArticleReport {
        var events = events
        if !pins.isEmpty {
            for i in events.indices { events[i].incident = pins[events[i].id] }
        }
        return ArticleReport(
            article: article, events: events,
            matches: matches.map {
                TocsinAlerting.WatchlistMatch(rule: $0.rule, spans: $0.spans, rows: $0.rows)
            }, words: words)
    }

    /// The same without what only the article's own report needs.
    var staged: ArticleOutcome {
        var kept = self
        kept.article.body = ""
        kept.claims = []
        kept.log = []
        kept.hits = [:]
        return kept
    }
}
