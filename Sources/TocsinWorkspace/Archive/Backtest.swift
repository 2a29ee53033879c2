import TocsinAlerting
import TocsinLua
package import TocsinModel
import TocsinPlugins
package import TocsinStore

/// Replays stored articles through one rule, with the clock of the articles.
///
/// Only articles that hold the rule's words are touched: the full-text index finds them, the rule
/// decides.
package struct Backtest {
    /// One version of a rule.
    package struct Subject: Sendable {
        package let id: String
        /// `today`, `draft.lua`, a revision.
        package let label: String
        let rules: RuleSet
        let number: Int
        let limits: LuaLimits
        /// For an alert rule: its hits are alerts over what the store's runs have found.
        let isAlert: Bool

        package var title: String { rules.rules[number].title }
    }

    /// An article in which the rule found something.
    package struct Hit: Sendable {
        package var article: Article
        package var events: [Event]
        /// The sentences it was found in.
        package var evidence: [AlertEvidence]
    }

    package struct Outcome: Sendable {
        package var subject: Subject
        /// In order of publication.
        package var hits: [Hit] = []
        package var alerts: [Alert] = []
        /// Articles the rule was run on.
        package var touched = 0
        package var failures: [Diagnostic] = []
        /// True where the rule alone can raise alerts.
        package var raisesAlerts = false
    }

    package let store: Store
    package let workers: Int
    /// Articles done and articles found, from time to time.
    package var progress: (@Sendable (Int) -> Void)?

    package init(store: Store, workers: Int) {
        self.store = store
        self.workers = workers
    }

    // MARK: - Subjects

    /// - Throws: what keeps the rule from being run.
    package static func subject(
        _ id: String, of workspace: Workspace, label: String
    ) throws(WorkspaceError) -> Subject {
        let loaded = try RuleLoading.load(workspace)
        guard let found = loaded.ruleSet.index(of: id) else {
            let known = loaded.ruleSet.rules.map(\.id)
            let trouble = loaded.diagnostics.filter { $0.severity == .error }
            throw WorkspaceError(
                diagnostics: trouble + [
                    Diagnostic(
                        code: "backtest.rule", place: Workspace.relative(workspace.folder),
                        message: Diagnostic.unknown("rule", id, known: known))
                ])
        }
        let isAlert: Bool
        if case .alert = loaded.ruleSet.rules[found].kind { isAlert = true } else { isAlert = false }
        // The rule alone, and those that add to its events.
        var plugins = loaded.plugins
        for i in plugins.plugins.indices {
            plugins.plugins[i].rules.removeAll { rule in
                if case .enrich = rule.kind { return isAlert }
                return rule.id != id
            }
        }
        var limited = plugins
        for i in limited.plugins.indices {
            for k in limited.plugins[i].rules.indices {
                limited.plugins[i].rules[k].after.removeAll { _ in true }
            }
        }
        let (rules, _) = RuleSet.compile(limited, cacheFolder: workspace.cacheFolder)
        guard let number = rules.index(of: id) else {
            throw WorkspaceError(
                diagnostics: [
                    Diagnostic(
                        code: "backtest.rule", place: id, message: "the rule does not compile alone")
                ])
        }
        return Subject(
            id: id, label: label, rules: rules, number: number,
            limits: workspace.configuration.limits, isAlert: isAlert)
    }

    // MARK: - Running

    package func run(_ subject: Subject, filter: ArticleFilter = ArticleFilter()) throws
        -> Outcome
    {
        subject.isAlert
            ? try runAlert(subject, filter) : try runRule(subject, filter)
    }

    private func runRule(_ subject: Subject, _ filter: ArticleFilter) throws -> Outcome {
        var outcome = Outcome(subject: subject)
        let expression = SearchExpression.candidates(of: subject.rules.needs(of: subject.number))
        let pool = WorkerPool<RuleRunner, Article, ArticleResult>(
            workers: workers, makeState: { RuleRunner(subject.rules, limits: subject.limits) },
            task: { runner, article in runner.process(article, without: []) })
        defer { pool.close() }
        var results: [ArticleResult] = []
        var batch: [Article] = []
        func flush() {
            for result in pool.map(batch) {
                outcome.touched += 1
                for failure in result.failures {
                    outcome.failures.append(
                        Diagnostic(
                            .warning, code: "rule.trip", place: result.article.id,
                            message: failure.error.message))
                }
                guard !result.matches.isEmpty || !result.events.isEmpty else { continue }
                outcome.hits.append(
                    Hit(
                        article: result.article, events: result.events, evidence: result.evidence))
                results.append(result)
            }
            batch.removeAll(keepingCapacity: true)
            progress?(outcome.touched)
        }
        try store.read { reader in
            try reader.eachArticle(filter, matching: expression) { article in
                batch.append(article)
                if batch.count == 512 { flush() }
            }
        }
        flush()
        let (alertRules, problems) = AlertRules.compile(
            subject.rules, limits: subject.limits, only: subject.id)
        outcome.failures += problems
        outcome.raisesAlerts = !alertRules.isEmpty
        if !alertRules.isEmpty {
            let evidence = EvidenceIndex(results)
            var stage = AlertStage(
                rules: alertRules,
                evidence: EvidenceSource(
                    event: evidence.sentences(of:), match: evidence.sentences(of:match:)))
            for result in results {
                let step = stage.process(
                    ArticleReport(
                        article: result.article, events: result.events,
                        matches: result.matches.map { match in
                            TocsinAlerting.WatchlistMatch(
                                rule: subject.rules.rules[match.rule].id, spans: match.spans,
                                rows: match.row.isEmpty ? [] : [match.row])
                        }, words: result.wordHashes))
                outcome.alerts += step.alerts.filter { $0.msgType == .alert }
            }
        }
        return outcome
    }

    /// An alert rule over the events and matches that the store's runs have kept.
    private func runAlert(_ subject: Subject, _ filter: ArticleFilter) throws -> Outcome {
        var outcome = Outcome(subject: subject)
        let (alertRules, problems) = AlertRules.compile(
            subject.rules, limits: subject.limits, only: subject.id)
        outcome.failures += problems
        outcome.raisesAlerts = true
        var outcomes: [ArticleOutcome] = []
        try store.read { reader in
            try reader.eachOutcome(filter) { outcomes.append($0) }
        }
        let evidence = EvidenceIndex(
            outcomes.map { one in
                var result = ArticleResult(
                    article: one.article, language: one.language, sentences: one.sentences,
                    extracted: one.extracted)
                result.evidence = one.evidence
                return result
            })
        var stage = AlertStage(
            rules: alertRules,
            evidence: EvidenceSource(
                event: evidence.sentences(of:), match: evidence.sentences(of:match:)))
        for one in outcomes {
            outcome.touched += 1
            let step = stage.process(
                ArticleReport(
                    article: one.article, events: one.events,
                    matches: one.matches.map {
                        TocsinAlerting.WatchlistMatch(rule: $0.rule, spans: $0.spans, rows: $0.rows)
                    }, words: one.words))
            for alert in step.alerts where alert.msgType == .alert {
                outcome.alerts.append(alert)
                outcome.hits.append(
                    Hit(
                        article: one.article,
                        events: one.events.filter { alert.events.contains($0.id) },
                        evidence: alert.evidence))
            }
        }
        return outcome
    }
}
