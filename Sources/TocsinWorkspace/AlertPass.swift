package import TocsinAlerting
package import TocsinLua
package import TocsinModel
package import TocsinPlugins

/// The last stage of a run: every article's events and matches in time order through the alert
/// rules, in one place.
struct AlertPass {
    private let rules: RuleSet
    private var results: [ArticleResult] = []

    init(_ rules: RuleSet) { self.rules = rules }

    /// Keeps what the stage needs of an article; its body is let go.
    mutating func add(_ result: ArticleResult) {
        var kept = result
        kept.article.body = ""
        kept.claims = []
        kept.log = []
        results.append(kept)
    }

    func finish(into report: inout RunReport, now: Timestamp?) {
        let (alertRules, problems) = AlertRules.compile(rules)
        report.diagnostics += problems
        let evidence = EvidenceIndex(results)
        var stage = AlertStage(
            rules: alertRules, keepsClosedIncidents: true,
            evidence: EvidenceSource(
                event: evidence.sentences(of:), match: evidence.sentences(of:match:)))
        // In time order; articles without a time keep their place after those of the same moment.
        let order = results.indices.sorted {
            let (a, b) = (results[$0].article.published, results[$1].article.published)
            switch (a, b) {
            case (let x?, let y?): return x == y ? $0 < $1 : x < y
            case (nil, _?): return false
            case (_?, nil): return true
            case (nil, nil): return $0 < $1
            }
        }
        var incidents: [String: String] = [:]
        var held: [String: Int] = [:]
        var alerts: [Alert] = []
        func take(_ decisions: [AlertDecision]) {
            for decision in decisions {
                switch decision.outcome {
                case .ring(let alert): alerts.append(alert)
                case .held(let reason):
                    held["\(decision.rule)\u{1}\(reason.description)", default: 0] += 1
                }
            }
        }
        for index in order {
            let result = results[index]
            let step = stage.process(
                ArticleReport(
                    article: result.article, events: result.events,
                    matches: result.matches.map { match in
                        TocsinAlerting.WatchlistMatch(
                            rule: rules.rules[match.rule].id, spans: match.spans,
                            rows: match.row.isEmpty ? [] : [match.row])
                    }, words: result.wordHashes))
            for event in step.events { incidents[event.id] = event.incident }
            take(step.decisions)
        }
        if let now { take(stage.advance(to: now)) }
        for i in report.events.indices {
            report.events[i].incident = incidents[report.events[i].id] ?? report.events[i].incident
        }
        report.incidents = stage.incidents
        report.alerts = AlertEvidenceOrder(alertRules).sorted(alerts)
        report.held = held.sorted { $0.key < $1.key }.map { key, count in
            let parts = key.split(separator: "\u{1}", maxSplits: 1).map(String.init)
            return .init(rule: parts[0], reason: parts.count > 1 ? parts[1] : "", count: count)
        }
    }
}

/// The alert rules of a set: those written as such, and watchlists with a severity.
package enum AlertRules {
    /// - Parameter only: the id of the one rule to compile; nil: all.
    package static func compile(
        _ rules: RuleSet, limits: LuaLimits = LuaLimits(), only: String? = nil
    ) -> ([AlertRule], [Diagnostic]) {
        var out: [AlertRule] = []
        var problems: [Diagnostic] = []
        let code = ConditionCode(rules, limits: limits)
        for (number, rule) in rules.rules.enumerated() where only == nil || only == rule.id {
            switch rule.kind {
            case .watchlist(let list):
                guard let severity = list.severity else { continue }
                out.append(
                    .watchlist(
                        id: rule.id, hash: rule.hash, title: rule.title, severity: severity,
                        message: list.message))
            case .alert(var source):
                // The functions of `when` are called in the stage's own state.
                if rule.hasCode, let table = code.table(of: number) { source.table = table }
                let reader = AlertRuleReader(
                    rule: rule, file: SourceFile(path: rule.path, text: rule.source),
                    call: code.call)
                let (alert, trouble) = reader.read(source)
                problems += trouble
                if let alert { out.append(alert) }
            default: break
            }
        }
        return (out, problems)
    }
}

/// The functions of alert rules, in a Lua state of their own. The stage runs on one thread.
final class ConditionCode: @unchecked Sendable {
    private let code: RuleCode

    init(_ rules: RuleSet, limits: LuaLimits) { code = RuleCode(rules, limits: limits) }

    func table(of number: Int) -> LuaTable? { try? code.table(of: number) }

    /// `true` holds; `false` or nil fails, with the reason it may give beside it.
    func call(_ function: LuaFunction, _ subject: JSONValue, rule: String) -> FunctionVerdict {
        do {
            let values = try code.call(function, [LuaRecord.lua(subject)], rule: rule, article: "")
            switch values.first {
            case .nil?, .bool(false)?, nil: return .fails(values.dropFirst().first?.string ?? "")
            default: return .holds
            }
        } catch {
            let place = error.line > 0 ? "\(error.chunk):\(error.line): " : ""
            return .trouble(place + error.message)
        }
    }
}

/// The sentences that events and matches stand in.
struct EvidenceIndex: Sendable {
    private var byArticle: [String: (source: String?, sentences: [AlertEvidence])] = [:]

    init(_ results: [ArticleResult]) {
        for result in results {
            byArticle[result.article.id] = (
                result.article.source ?? result.article.outlet, result.evidence
            )
        }
    }

    func sentences(of event: Event) -> [AlertEvidence] {
        // The trigger's sentence leads; figures and places of others follow.
        let leading = event.spans.filter { ["trigger", "headed_for"].contains($0.role) }
        let rest = event.spans.filter {
            Quantity.metrics.contains($0.role) || Materiel.roles.contains($0.role)
        }
        return evidence(in: event.article, marks: leading + rest, all: event.spans)
    }

    func sentences(of article: String, match: TocsinAlerting.WatchlistMatch) -> [AlertEvidence] {
        evidence(in: article, marks: match.spans, all: match.spans)
    }

    private func evidence(in article: String, marks: [Evidence], all: [Evidence]) -> [AlertEvidence]
    {
        guard let known = byArticle[article] else { return [] }
        var out: [AlertEvidence] = []
        for mark in marks {
            guard
                let sentence = known.sentences.first(where: {
                    $0.sentence.field == mark.span.field && $0.sentence.start <= mark.span.start
                        && mark.span.end <= $0.sentence.end
                }), !out.contains(where: { $0.sentence == sentence.sentence })
            else { continue }
            var one = sentence
            one.source = known.source
            one.marks = all.filter {
                $0.span.field == one.sentence.field && one.sentence.start <= $0.span.start
                    && $0.span.end <= one.sentence.end
            }.sorted { $0.span < $1.span }
            out.append(one)
        }
        return out
    }
}
