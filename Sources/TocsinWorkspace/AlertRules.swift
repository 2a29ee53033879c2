package import TocsinAlerting
package import TocsinLua
package import TocsinModel
package import TocsinPlugins

/// The alert rules of a set: those written as such, and watchlists with a severity.
package enum AlertRules {
    /// - Parameter only: the id of the one rule to compile; nil: all.
    package static func compile(
        _ rules: RuleSet, limits: LuaLimits = LuaLimits(), only: String? = nil,
        without excluded: Set<Int> = []
    ) -> ([AlertRule], [Diagnostic]) {
        var out: [AlertRule] = []
        var problems: [Diagnostic] = []
        let code = ConditionCode(rules, limits: limits)
        for (number, rule) in rules.rules.enumerated()
        where (only == nil || only == rule.id) && !excluded.contains(number) {
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
