import TocsinAlerting
import TocsinLua
package import TocsinModel
import TocsinPlugins
package import TocsinStore
import TocsinText
import TocsinWorkspace

/// What a change of a rule does to the newest articles of a store: the sentences it finds that the
/// saved rule does not, and those it finds no more.
package struct RuleEffect: Sendable {
    /// Sentences of one article.
    package struct Change: Sendable {
        package var article: String
        package var title: String
        package var outlet: String?
        package var published: Timestamp?
        package var sentences: [AlertEvidence]
    }

    /// Newest first.
    package var gained: [Change] = []
    package var lost: [Change] = []
    /// Sentences that both find.
    package var kept = 0
    /// Articles that the answer speaks of, of those that were asked for.
    package var articles = 0
    package var asked = 0
    /// Why fewer than asked for; nil where all were.
    package var cut: Cut?
    /// Articles on which the changed rule's code did not end well, with the first reason.
    package var trips = 0
    package var trip: String?
    /// An enrich rule finds no sentences of its own: there is nothing to compare.
    package var isEnrichment = false

    package enum Cut: String, Sendable { case time, cancelled }

    /// When to stop.
    package struct Bound: Sendable {
        var isOver: @Sendable () -> Bool
        var isCancelled: @Sendable () -> Bool

        package init(
            isOver: @escaping @Sendable () -> Bool, isCancelled: @escaping @Sendable () -> Bool
        ) {
            self.isOver = isOver
            self.isCancelled = isCancelled
        }
    }

    /// Blocks while it works: not for a task that serves.
    ///
    /// - Parameters:
    ///   - saved: nil: a new rule, everything is gained.
    ///   - draft: the changed rule.
    ///   - count: how many of the newest articles.
    package init(
        from saved: LocatedRule?, to draft: LocatedRule, in store: Store, newest count: Int,
        until bound: Bound
    ) throws(StoreError) {
        switch draft.rule.kind {
        case .alert: try compareAlerts(saved, draft, store, count, bound)
        case .enrich: isEnrichment = true
        default: try compareMatches(saved, draft, store, count, bound)
        }
    }

    private mutating func compareMatches(
        _ saved: LocatedRule?, _ draft: LocatedRule, _ store: Store, _ count: Int, _ bound: Bound
    ) throws(StoreError) {
        let articles: [Article]
        (articles, asked) = try store.read { reader in
            try Self.candidates(reader, [saved, draft].compactMap(\.self), count)
        }
        let before = saved.map { RuleRunner($0.ruleSet, limits: $0.limits) }
        let after = RuleRunner(draft.ruleSet, limits: draft.limits)
        let analyzer = TextAnalyzer()
        var seen = 0
        for article in articles {
            if bound.isCancelled() { cut = .cancelled }
            if bound.isOver() { cut = cut ?? .time }
            guard cut == nil else { break }
            seen += 1
            let old = before?.trial(article, rule: saved!.number).spans ?? []
            let new = after.trial(article, rule: draft.number)
            if let failure = new.failure {
                trips += 1
                if trip == nil {
                    trip = (failure.line > 0 ? "line \(failure.line): " : "") + failure.message
                }
            }
            guard !old.isEmpty || !new.spans.isEmpty else { continue }
            let sentences = Self.sentences(of: article, analyzer)
            let was = sentences.compactMap { $0.marking(old) }
            let becomes = sentences.compactMap { $0.marking(new.spans) }
            let (wasAt, isAt) = (Set(was.map(\.sentence)), Set(becomes.map(\.sentence)))
            kept += wasAt.intersection(isAt).count
            Self.add(becomes.filter { !wasAt.contains($0.sentence) }, article, to: &gained)
            Self.add(was.filter { !isAt.contains($0.sentence) }, article, to: &lost)
        }
        // Those without the rules' words were answered by the index.
        self.articles = cut == nil ? asked : seen
    }

    private static func add(
        _ sentences: [AlertEvidence], _ article: Article, to list: inout [Change]
    ) {
        guard !sentences.isEmpty else { return }
        list.append(
            Change(
                article: article.id, title: article.title,
                outlet: article.outlet ?? article.source, published: article.published,
                sentences: sentences))
    }

    /// The newest articles that hold words of one of the rules, newest first.
    private static func candidates(
        _ reader: StoreReader, _ rules: [LocatedRule], _ count: Int
    ) throws -> (articles: [Article], asked: Int) {
        let newest = try reader.articles(page: Page(limit: count))
        let expressions = rules.map {
            SearchExpression.candidates(of: $0.ruleSet.needs(of: $0.number))
        }
        var wanted: Set<String>?
        if expressions.allSatisfy({ $0 != nil }), let oldest = newest.last?.published {
            var filter = ArticleFilter()
            filter.since = oldest
            let either = expressions.compactMap(\.self).map { "(\($0))" }.joined(separator: " OR ")
            wanted = Set(
                try reader.candidates(either, filter, newest: true, limit: count).map(\.key))
        }
        let articles = try newest.compactMap { row in
            wanted?.contains(row.key) ?? true ? try reader.article(row.key) : nil
        }
        return (articles, newest.count)
    }

    private static func sentences(of article: Article, _ analyzer: TextAnalyzer)
        -> [AlertEvidence]
    {
        let analyzed = analyzer.analyze(article)
        return [Field.title, .body].flatMap { field in
            let text = analyzed[field]
            return text.sentences.map {
                AlertEvidence(
                    article: article.id, source: article.outlet ?? article.source,
                    sentence: Span(field: field, range: $0.bytes), text: text.text($0.bytes),
                    marks: [])
            }
        }
    }

    // MARK: - Alert rules

    /// An alert rule over the events that the store's runs have kept.
    private mutating func compareAlerts(
        _ saved: LocatedRule?, _ draft: LocatedRule, _ store: Store, _ count: Int, _ bound: Bound
    ) throws(StoreError) {
        let (rows, since) = try store.read { reader in
            let rows = try reader.articles(page: Page(limit: count))
            return (rows.count, rows.last?.published)
        }
        asked = rows
        articles = rows
        var filter = ArticleFilter()
        filter.since = since
        func alerts(_ located: LocatedRule) throws(StoreError) -> [Alert] {
            let subject = Backtest.Subject(
                id: located.rule.id, label: "", rules: located.ruleSet, number: located.number,
                limits: located.limits, isAlert: true)
            do {
                return try Backtest(store: store, workers: 1).run(subject, filter: filter).alerts
            } catch let error as StoreError {
                throw error
            } catch {
                return []
            }
        }
        let old = try saved.map { (rule) throws(StoreError) in try alerts(rule) } ?? []
        if bound.isCancelled() {
            cut = .cancelled
            return
        }
        let new = try alerts(draft)
        func key(_ alert: Alert) -> String {
            (alert.events + alert.articles).joined(separator: "|") + alert.headline
        }
        let (before, after) = (Set(old.map(key)), Set(new.map(key)))
        kept = before.intersection(after).count
        gained = new.filter { !before.contains(key($0)) }.reversed().map(Self.change)
        lost = old.filter { !after.contains(key($0)) }.reversed().map(Self.change)
    }

    private static func change(_ alert: Alert) -> Change {
        Change(
            article: alert.articles.first ?? "",
            title: "\(alert.severity.rawValue): \(alert.headline)",
            outlet: alert.evidence.first?.source, published: alert.sent,
            sentences: alert.evidence)
    }
}
