package import TocsinAlerting
import TocsinMatching
package import TocsinModel
package import TocsinPlugins
import TocsinWorkspace

/// What one rule made of one article, for an answer to "why did it not fire?".
package struct TryResult: Sendable {
    package var article: Article
    package var reading: RuleReading
    /// Of an alert rule, and of a watchlist that rings.
    package var alert: AlertReading?

    package var hasMatched: Bool {
        if case .alert = reading.rule.kind { return alert?.hasRung == true }
        return reading.hasMatched && !reading.isSilenced
    }
}

/// What an alert rule decided on one article, and why.
package struct AlertReading: Sendable {
    package struct Subject: Sendable {
        /// nil for a rule on articles.
        package var event: Event?
        package var verdicts: [ConditionVerdict]

        package var failures: [ConditionVerdict] { verdicts.filter { !$0.holds } }
    }

    package var rule: AlertRule
    package var subjects: [Subject]
    package var decisions: [AlertDecision]
    /// Where no event could have rung it: the rules that would give one, how near they came.
    package var candidates: [RuleReading] = []

    package var rung: [Alert] { decisions.compactMap(\.alert) }
    package var hasRung: Bool { !rung.isEmpty }
}

/// Runs one rule over articles and keeps the reasons.
package final class RuleTry {
    package let located: LocatedRule
    private let runner: RuleRunner
    private var alerts: (rule: AlertRule, stage: AlertStage)?
    package private(set) var diagnostics: [Diagnostic] = []

    package init(_ located: LocatedRule) {
        self.located = located
        runner = RuleRunner(located.ruleSet, limits: located.limits)
        let (rules, trouble) = AlertRules.compile(
            located.ruleSet, limits: located.limits, only: located.rule.id)
        diagnostics = trouble
        if let rule = rules.first {
            alerts = (rule, AlertStage(rules: [rule], keepsClosedIncidents: true))
        }
    }

    /// Articles in time order: an alert rule remembers those before.
    package func read(_ article: Article) -> TryResult {
        let reading = runner.reading(article, rule: located.number)
        var result = TryResult(article: article, reading: reading)
        guard let (rule, _) = alerts else { return result }
        let made = runner.process(article, without: [])
        let step = alerts!.stage.process(
            ArticleReport(
                article: made.article, events: made.events,
                matches: made.matches.map { match in
                    TocsinAlerting.WatchlistMatch(
                        rule: located.ruleSet.rules[match.rule].id, spans: match.spans,
                        rows: match.row.isEmpty ? [] : [match.row])
                }, words: made.wordHashes))
        let matches = made.matches.map {
            TocsinAlerting.WatchlistMatch(
                rule: located.ruleSet.rules[$0.rule].id, spans: $0.spans, rows: [])
        }
        var alert = AlertReading(rule: rule, subjects: [], decisions: step.decisions)
        let incidents = alerts!.stage.incidents
        func verdicts(_ event: Event?) -> [ConditionVerdict] {
            rule.verdicts(
                on: ConditionSubject(
                    event: event, article: made.article,
                    incident: incidents.first { $0.id == event?.incident }, matches: matches))
        }
        if rule.isOnArticles {
            alert.subjects = [.init(event: nil, verdicts: verdicts(nil))]
        } else {
            alert.subjects = step.events.map { .init(event: $0, verdicts: verdicts($0)) }
            if alert.subjects.isEmpty { alert.candidates = candidates(article, rule) }
        }
        result.alert = alert
        return result
    }

    /// Rules of extraction that give what `when` asks for, the nearest first.
    private func candidates(_ article: Article, _ rule: AlertRule) -> [RuleReading] {
        var out: [RuleReading] = []
        for (number, other) in located.ruleSet.rules.enumerated() {
            guard case .extract(let extract) = other.kind,
                rule.asksFor(type: extract.event.type?.rawValue, label: extract.event.label)
            else { continue }
            let reading = runner.reading(article, rule: number)
            if reading.foundTrigger { out.append(reading) }
        }
        return out.sorted { $0.nearness > $1.nearness }
    }
}

extension RuleReading {
    /// How far the best of its patterns came, as a share of what it asks for.
    package var nearness: Double {
        if hasMatched { return 1 }
        return patterns.map(\.nearness).max() ?? 0
    }

    /// A word that says the event is there, or nearly: what lacks is around it.
    package var foundTrigger: Bool {
        hasMatched || patterns.contains { $0.foundTrigger || $0.near != nil }
    }

    /// The patterns by how near they came; those that did as well in the order written.
    package var nearest: [Pattern] {
        patterns.enumerated().sorted {
            ($1.element.nearness, $0.offset) < ($0.element.nearness, $1.offset)
        }.map(\.element)
    }
}

extension RuleReading.Pattern {
    package var nearness: Double {
        if outcome.trace.isWhole { return 1 }
        if outcome.trace.progress == 0 { return near == nil ? 0 : 0.1 }
        // What a writer can act on counts: the words that say it, a near word where it stopped.
        let share = Double(outcome.trace.progress) / Double(max(1, solidCount))
        let reached = Double(min(outcome.trace.tokens.count, 20)) / 200
        return min(0.99, share * 0.6 + (foundTrigger ? 0.2 : 0) + (near == nil ? 0 : 0.1) + reached)
    }
}

extension AlertRule {
    /// Whether an event of this type or label could meet `when`; true where it does not say.
    func asksFor(type: String?, label: String?) -> Bool {
        func meets(_ key: String, _ value: String?) -> Bool? {
            guard let clause = when.clauses.first(where: { $0.key == key }) else { return nil }
            switch clause.test {
            case .equals(.string(let wanted)): return wanted == value
            case .oneOf(let list): return value.map { list.contains(.string($0)) } ?? false
            default: return nil
            }
        }
        return (meets("type", type) ?? true) && (meets("label", label) ?? true)
    }
}
