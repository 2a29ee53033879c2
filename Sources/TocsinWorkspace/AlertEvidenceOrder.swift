import TocsinAlerting
import TocsinModel

/// Puts the sentences first that show what the rule asked for: an alert on drones headed for a plant
/// opens with the sentence on the plant, not with the article's first one.
struct AlertEvidenceOrder {
    private var roles: [String: Set<String>] = [:]

    init(_ rules: [AlertRule]) {
        for rule in rules {
            var keys: Set<String> = []
            func collect(_ condition: Condition) {
                for clause in condition.clauses {
                    keys.insert(clause.key)
                    if case .element(let inner) = clause.test { collect(inner) }
                }
                condition.any.forEach(collect)
            }
            collect(rule.when)
            for one in rule.severityCases { collect(one.when) }
            // What the message says is what the reader wants to see.
            for role in Quantity.metrics + Materiel.roles
            where rule.message?.contains("{{\(role)}}") ?? false {
                keys.insert(role)
            }
            roles[rule.id] = keys.intersection(Set(Quantity.metrics + Materiel.roles))
        }
    }

    func sorted(_ alert: Alert) -> Alert {
        let id = String(alert.rule.split(separator: "@").first ?? "")
        guard let wanted = roles[id], !wanted.isEmpty else { return alert }
        var out = alert
        func shows(_ evidence: AlertEvidence) -> Bool {
            evidence.marks.contains { wanted.contains($0.role) }
        }
        out.evidence = alert.evidence.filter(shows) + alert.evidence.filter { !shows($0) }
        return out
    }
}
