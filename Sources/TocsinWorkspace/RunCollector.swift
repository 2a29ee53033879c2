import TocsinLua
import TocsinModel
import TocsinPlugins

/// Gathers results in article order, counts what each rule did, and takes a rule that trips too
/// often out of the run at the same article whatever the number of workers.
struct RunCollector {
    var report: RunReport
    private let rules: RuleSet
    private let tripLimit: Int
    private var disabled: Set<Int> = []
    private var trips: [Int: Int] = [:]
    private var stage: AlertPass

    init(report: RunReport, rules: RuleSet, trips: Int) {
        self.report = report
        self.rules = rules
        tripLimit = trips
        stage = AlertPass(rules)
        self.report.rules = rules.rules.map { RunReport.Rule(id: $0.id) }
    }

    mutating func take(
        _ batch: [Article], using pool: WorkerPool<RuleRunner, RunItem, ArticleResult>
    ) {
        var pending = batch[...]
        while !pending.isEmpty {
            let active = disabled
            let results = pool.map(pending.map { RunItem(article: $0, disabled: active) })
            var used = 0
            for result in results {
                used += 1
                if add(result) { break }
            }
            // A rule was just quarantined: what follows is done again without it.
            pending = pending.dropFirst(used)
        }
    }

    /// - Returns: true where this article brought a rule to its limit.
    private mutating func add(_ result: ArticleResult) -> Bool {
        var quarantined = false
        let article = result.article
        report.articles += 1
        report.bytes += article.title.utf8.count + article.body.utf8.count
        report.sentences += result.sentences
        if !result.extracted { report.notExtracted[result.language, default: 0] += 1 }
        for (rule, count) in result.hits { report.rules[rule].matches += count }
        report.log += result.log
        for failure in result.failures {
            guard let index = rules.index(of: failure.rule) else { continue }
            trips[index, default: 0] += 1
            report.rules[index].trips += 1
            report.rules[index].trippedOn = article.id
            report.diagnostics.append(
                Diagnostic(
                    code: failure.error.code.isTrip ? "rule.trip" : "rule.error",
                    place: failure.error.line > 0
                        ? "\(failure.error.chunk):\(failure.error.line)" : failure.error.chunk,
                    message: "\(failure.rule) on article \(article.id): "
                        + (failure.error.code.isTrip
                            ? "\(failure.error.code.rawValue) limit: " : "")
                        + failure.error.message))
            if trips[index]! >= tripLimit, disabled.insert(index).inserted {
                report.rules[index].quarantined = true
                quarantined = true
            }
        }
        for event in result.events {
            for found in event.foundBy {
                if let index = rules.index(of: String(found.split(separator: "@")[0])) {
                    report.rules[index].events += 1
                }
            }
        }
        report.events += result.events
        report.claims += result.claims
        report.articleIndex[article.id] = RunReport.ArticleSummary(
            title: article.title, source: article.source ?? article.outlet,
            published: article.published)
        stage.add(result)
        return quarantined
    }

    mutating func finish(workspace: Workspace, now: Timestamp?) {
        stage.finish(into: &report, now: now)
        for alert in report.alerts {
            if let index = rules.index(of: String(alert.rule.split(separator: "@")[0])) {
                report.rules[index].alerts += 1
            }
        }
    }
}
