import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinStore

/// Gathers results in article order, counts what each rule did, and takes a rule that trips too
/// often out of the run at the same article whatever the number of workers.
struct RunCollector {
    var report: RunReport
    private let rules: RuleSet
    private let tripLimit: Int
    private let keeping: RunKeeping?
    private var disabled: Set<Int> = []
    private var trips: [Int: Int] = [:]
    private var stage: AlertPass
    private var logLeft = Self.logBytes

    init(
        report: RunReport, rules: RuleSet, trips: Int, keeping: RunKeeping?,
        dispatch: DispatchPass?, deaths: [RunOptions.Death] = []
    ) {
        self.report = report
        self.rules = rules
        self.keeping = keeping
        tripLimit = trips
        self.report.rules = rules.rules.map { RunReport.Rule(id: $0.id) }
        for death in deaths {
            let found = rules.rules.firstIndex { $0.id == death.rule || $0.path == death.rule }
            self.report.diagnostics.append(
                Diagnostic(
                    code: "rule.death", place: found.map { rules.rules[$0].path } ?? death.rule,
                    message: (found.map { rules.rules[$0].id } ?? "the file")
                        + (death.article.isEmpty
                            ? " while it was loaded" : " on article \(death.article)")
                        + ": the process it ran in died (\(death.cause)); the run went on without it"
                ))
            guard let index = found else { continue }
            disabled.insert(index)
            self.report.rules[index].trips += 1
            self.report.rules[index].trippedOn = death.article.isEmpty ? nil : death.article
            self.report.rules[index].quarantined = true
        }
        stage = AlertPass(rules, keeping: keeping, dispatch: dispatch, without: disabled)
    }

    /// - Parameter batch: articles in order; those that are known are not processed.
    mutating func take(
        _ batch: [RunArticle], using pool: WorkerPool<RuleRunner, RunItem, RunResult>
    ) throws(StoreError) {
        var pending = batch[...]
        var made: [(RunArticle, PreparedOutcome)] = []
        var outcomes: [(article: RunArticle, outcome: ArticleOutcome)] = []
        while !pending.isEmpty {
            let active = disabled
            let results = pool.map(
                pending.filter { $0.known == nil }.map {
                    RunItem(article: $0.article, disabled: active)
                })
            var next = results.startIndex
            var used = 0
            for article in pending {
                used += 1
                if let known = article.known {
                    var outcome = known
                    outcome.article.body = article.article.body
                    add(outcome)
                    outcomes.append((article, outcome))
                    continue
                }
                let result = results[next]
                next += 1
                if let prepared = result.prepared { made.append((article, try prepared.get())) }
                outcomes.append((article, result.outcome))
                add(result.outcome)
                if count(result.failures, of: result.outcome.article.id) { break }
            }
            // A rule was just quarantined: what follows is done again without it.
            pending = pending.dropFirst(used)
        }
        guard let keeping else {
            for (_, outcome) in outcomes { stage.add(outcome, version: nil) }
            return
        }
        var versions = try keeping.put(made)[...]
        for (article, outcome) in outcomes {
            keeping.count(article)
            if article.known == nil {
                stage.add(outcome, version: versions.removeFirst())
            } else if let standing = article.standing, !standing.isStaged {
                stage.add(outcome, version: standing.version)
            }
        }
    }

    private mutating func add(_ outcome: ArticleOutcome) {
        let article = outcome.article
        report.articles += 1
        report.bytes += article.title.utf8.count + article.body.utf8.count
        report.sentences += outcome.sentences
        if !outcome.extracted { report.notExtracted[outcome.language, default: 0] += 1 }
        for (rule, count) in outcome.hits {
            if let index = rules.index(of: rule) { report.rules[index].matches += count }
        }
        keep(outcome.log)
        for event in outcome.events {
            for found in event.foundBy {
                if let index = rules.index(of: String(found.split(separator: "@")[0])) {
                    report.rules[index].events += 1
                }
            }
        }
        report.events += outcome.events
        report.claims += outcome.claims
        report.articleIndex[article.id] = RunReport.ArticleSummary(
            title: article.title, source: article.source ?? article.outlet,
            published: article.published)
    }

    /// - Returns: true where this article brought a rule to its limit.
    private mutating func count(_ failures: [ArticleResult.Failure], of article: String) -> Bool {
        var quarantined = false
        for failure in failures {
            guard let index = rules.index(of: failure.rule) else { continue }
            trips[index, default: 0] += 1
            report.rules[index].trips += 1
            report.rules[index].trippedOn = article
            report.diagnostics.append(
                Diagnostic(
                    code: failure.error.code.isTrip ? "rule.trip" : "rule.error",
                    place: failure.error.line > 0
                        ? "\(failure.error.chunk):\(failure.error.line)" : failure.error.chunk,
                    message: "\(failure.rule) on article \(article): "
                        + (failure.error.code.isTrip
                            ? "\(failure.error.code.rawValue) limit: " : "")
                        + failure.error.message))
            if trips[index]! >= tripLimit, disabled.insert(index).inserted {
                report.rules[index].quarantined = true
                quarantined = true
            }
        }
        return quarantined
    }

    /// Rules may print so many bytes a run: the log is for looking, not for storing.
    private static let logBytes = 1 << 20

    private mutating func keep(_ lines: [String]) {
        for line in lines where logLeft > 0 {
            logLeft -= line.utf8.count + 1
            if logLeft > 0 {
                report.log.append(line)
            } else {
                report.diagnostics.append(
                    Diagnostic(
                        .warning, code: "rule.log",
                        message: "rules printed over 1 MB; what they print from here on is dropped")
                )
            }
        }
    }

    mutating func finish(now: Timestamp?) throws(StoreError) {
        try stage.finish(into: &report, now: now)
        for alert in report.alerts {
            if let index = rules.index(of: String(alert.rule.split(separator: "@")[0])) {
                report.rules[index].alerts += 1
            }
        }
    }
}

/// An article on its way to a worker.
struct RunItem: Sendable {
    var article: Article
    /// Numbers of rules that are quarantined.
    var disabled: Set<Int>
}

/// What a worker made of an article.
struct RunResult: Sendable {
    var outcome: ArticleOutcome
    var failures: [ArticleResult.Failure]
    /// Ready for the store; nil without one.
    var prepared: Result<PreparedOutcome, StoreError>?
}
