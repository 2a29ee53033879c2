import TocsinModel

/// What became of one key of a rule's `when` on one subject: for `tocsin try`.
package struct ConditionVerdict: Sendable {
    package var key: String
    package var holds: Bool
    /// What stands there; empty for nothing.
    package var found: String
    package var wanted: String
    /// A safe default, which the rule did not write.
    package var isDefault: Bool
    /// Of `any` and `none`: each of their conditions, clause by clause.
    package var parts: [[ConditionVerdict]] = []

    /// How a rule would accept what the default refuses.
    package var widening: String? {
        guard isDefault, !holds else { return nil }
        return key == "inferred" ? "inferred = true" : "\(key) = any"
    }
}

extension AlertRule {
    /// Every key of `when`, the safe defaults included, not only the first that fails.
    package func verdicts(
        on subject: ConditionSubject, contains: @escaping PlaceContainment = placeIsInside
    ) -> [ConditionVerdict] {
        CompiledCondition(
            when, contains: contains, safe: !(scope == .article && asksOnlyOfArticles)
        ).verdicts(subject)
    }

    /// True where it looks at articles and not at events.
    package var isOnArticles: Bool { scope == .article }
}

extension CompiledCondition {
    func verdicts(_ subject: ConditionSubject) -> [ConditionVerdict] {
        let types = types == .max || types & subject.typeBit != 0
        var out = clauses.map { clause in
            var holds = holds(clause, subject)
            if clause.key == .type, clause.isSettled { holds = types }
            if clause.key == .age, clause.isDefault {
                holds = (subject.daysOld ?? 0) * 86400 <= clause.age
            }
            return ConditionVerdict(
                key: clause.name, holds: holds, found: found(clause, subject),
                wanted: wanted(clause), isDefault: clause.isDefault)
        }
        if !any.isEmpty {
            let parts = any.map { $0.verdicts(subject) }
            let holds = any.contains { $0.failure(subject) == nil }
            out.append(
                ConditionVerdict(
                    key: "any", holds: holds, found: holds ? "one that holds" : "none that holds",
                    wanted: "one of \(any.count) to hold", isDefault: false, parts: parts))
        }
        if !none.isEmpty {
            let parts = none.map { $0.verdicts(subject) }
            let holds = !none.contains { $0.failure(subject) == nil }
            out.append(
                ConditionVerdict(
                    key: "none", holds: holds, found: holds ? "none that holds" : "one that holds",
                    wanted: "none to hold", isDefault: false, parts: parts))
        }
        if let failure = functionFailure(subject) {
            out.append(
                ConditionVerdict(
                    key: failure.key, holds: false, found: failure.found, wanted: failure.wanted,
                    isDefault: false))
        }
        return out
    }
}
