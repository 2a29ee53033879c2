import TocsinAlerting
package import TocsinLua
package import TocsinModel
package import TocsinPlugins
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

        /// - Parameter number: the rule's place in `rules`.
        package init(
            id: String, label: String, rules: RuleSet, number: Int, limits: LuaLimits,
            isAlert: Bool
        ) {
            self.id = id
            self.label = label
            self.rules = rules
            self.number = number
            self.limits = limits
            self.isAlert = isAlert
        }
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
        if case .alert = loaded.ruleSet.rules[found].kind {
            isAlert = true
        } else {
            isAlert = false
        }
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
                        code: "backtest.rule", place: id, message: "the rule does not compile alone"
                    )
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
        var found: [ArticleOutcome] = []
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
                        article: result.article, events: result.events,
                        evidence: Self.marked(result)))
                found.append(ArticleOutcome(result, rules: subject.rules, isComplete: true))
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
            Self.replay(found, through: alertRules) { _, alerts in outcome.alerts += alerts }
        }
        return outcome
    }

    /// The sentences something was found in, with what was found.
    private static func marked(_ result: ArticleResult) -> [AlertEvidence] {
        let found =
            result.matches.flatMap(\.spans)
            + result.events.flatMap { $0.spans.filter { $0.role != "sentence" } }
        return result.evidence.compactMap { sentence in
            var one = sentence
            one.marks = found.filter {
                $0.span.field == one.sentence.field && one.sentence.start <= $0.span.start
                    && $0.span.end <= one.sentence.end
            }.sorted { $0.span < $1.span }
            return one.marks.isEmpty ? nil : one
        }
    }

    /// Takes outcomes in order through alert rules, and gives each with the alerts it rang.
    private static func replay(
        _ outcomes: [ArticleOutcome], through rules: [AlertRule],
        _ each: (ArticleOutcome, [Alert]) -> Void
    ) {
        let shelf = EvidenceShelf()
        var stage = AlertStage(rules: rules, evidence: shelf.source)
        for outcome in outcomes {
            shelf.add(outcome)
            let step = stage.process(outcome.report(pins: [:]))
            each(outcome, step.alerts.filter { $0.msgType == .alert })
        }
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
        Self.replay(outcomes, through: alertRules) { one, alerts in
            outcome.touched += 1
            for alert in alerts {
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
