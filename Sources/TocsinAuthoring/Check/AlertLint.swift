import TocsinAlerting
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// Alerts that wait for a rule that is not there.
struct AlertLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    func check() -> [Diagnostic] {
        let (alerts, problems) = AlertRules.compile(rules)
        let known = Set(rules.rules.map(\.id))
        var out = problems
        for alert in alerts where !alert.isWatchlist {
            guard let number = rules.index(of: alert.id) else { continue }
            let rule = rules.rules[number]
            out += MessageLint(rules).check(alert, rule)
            for name in alert.when.matchedRules where !known.contains(name) {
                out.append(
                    Diagnostic(
                        .warning, code: "alert.unknown-rule",
                        place: "\(rule.path):\(RuleLines(rule).line(of: name))",
                        message: "it can never ring: "
                            + Diagnostic.unknown("rule", name, known: known)))
            }
        }
        return out
    }
}

extension Condition {
    /// The rules whose hits it asks for.
    fileprivate var matchedRules: [String] {
        var out: [String] = []
        for clause in clauses {
            switch (clause.key, clause.test) {
            case (_, .matched(let name)): out.append(name)
            case ("match", .equals(.string(let name))): out.append(name)
            case ("match", .oneOf(let list)):
                for case .string(let name) in list { out.append(name) }
            default: break
            }
        }
        return out + any.flatMap(\.matchedRules)
    }
}
