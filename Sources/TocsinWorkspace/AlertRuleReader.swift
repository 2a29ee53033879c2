import Foundation
import TocsinAlerting
import TocsinLua
import TocsinModel
import TocsinPlugins

/// Calls a condition's function in the alert stage's own Lua state.
typealias ConditionCall = @Sendable (LuaFunction, JSONValue, _ rule: String) -> FunctionVerdict

/// Turns the table of a `tocsin.alert { … }` into the alert stage's own values.
struct AlertRuleReader {
    let rule: Rule
    let file: SourceFile
    let call: ConditionCall

    /// Reads the rule; what is wrong with it comes back with its line.
    func read(_ source: AlertRuleSource) -> (AlertRule?, [Diagnostic]) {
        let record = RecordReader(source.table, what: "an alert", file: file)
        // What all kinds share has been read before.
        let shared = [
            "title", "description", "language", "in_fields", "after", "options", "examples",
            "tests", "tags", "references",
        ]
        let when = condition(record.value("when"), key: "when", record)
        if !record.has("when") {
            record.missing("when", "expected when = { type = \"ASSAULT\", … }")
        }
        var alert = AlertRule(id: rule.id, hash: rule.hash, title: rule.title, when: when)
        readSeverity(record, into: &alert)
        if let name = record.choice("on", of: AlertRule.Scope.allCases.map(\.rawValue)) {
            alert.on = AlertRule.Scope(rawValue: name)
        }
        alert.count = record.int("count", in: 1...1_000_000) ?? 1
        alert.distinct = record.string("distinct")
        alert.within = span("within", record)
        if let name = record.choice("clock", of: AlertRule.Clock.allCases.map(\.rawValue)) {
            alert.clock = AlertRule.Clock(rawValue: name)!
        }
        alert.groupBy = record.strings("group_by") ?? []
        alert.throttle = span("throttle", record)
        alert.message = record.string("message")
        alert.conflict = record.string("conflict")
        if let name = record.choice("on_status", of: Incident.Status.allCases.map(\.rawValue)) {
            alert.onStatus = Incident.Status(rawValue: name)
        }
        alert.step = record.number("step")
        if let category = record.string("category") { alert.category = category }
        readTotal(record, into: &alert)
        readShapes(record, into: &alert)
        record.finish(alsoKnown: shared)
        if !record.diagnostics.contains(where: { $0.severity == .error }) {
            for problem in alert.problems() {
                record.complain(problem, line: line(of: problem, record))
            }
        }
        let failed = record.diagnostics.contains { $0.severity == .error }
        return (failed ? nil : alert, record.diagnostics)
    }

    /// The line a problem speaks of: that of the first name in it that the rule gives a value.
    private func line(of problem: String, _ record: RecordReader) -> Int? {
        problem.split(whereSeparator: { !$0.isLetter && $0 != "_" }).lazy.compactMap {
            record.knownLine(of: String($0))
        }.first
    }

    private func span(_ key: String, _ record: RecordReader) -> TimeSpan? {
        guard let text = record.string(key, expected: TimeSpan.expected) else { return nil }
        if let span = TimeSpan(text) { return span }
        record.complain(
            "\"\(key)\" is not a length of time: \"\(text)\"; expected \(TimeSpan.expected)",
            key: key)
        return nil
    }

    private func readSeverity(_ record: RecordReader, into alert: inout AlertRule) {
        let names = Severity.allCases.map(\.rawValue)
        func severity(_ text: String) -> Severity? {
            if let severity = Severity(rawValue: text) { return severity }
            record.complain(Diagnostic.unknown("severity", text, known: names), key: "severity")
            return nil
        }
        switch record.value("severity") {
        case .nil: break
        case .string(let text): alert.severity = severity(text) ?? .moderate
        case .table(let table):
            for item in table.array {
                switch item {
                case .string(let text): alert.severity = severity(text) ?? .moderate
                case .table(var one):
                    guard let name = one.array.first?.string, let level = severity(name) else {
                        record.complain(
                            "a severity case starts with a severity: { \"extreme\", killed = at_least(50) }",
                            key: "severity")
                        continue
                    }
                    one.array.removeFirst()
                    alert.severityCases.append(
                        .init(level, when: condition(.table(one), key: "severity", record)))
                default:
                    record.complain(
                        "severity holds \(item.describedForRule); expected a severity or a case",
                        key: "severity")
                }
            }
        case let other:
            record.complain(
                "\"severity\" is \(other.describedForRule); expected one of: \(names.joined(separator: ", "))",
                key: "severity")
        }
    }

    private func readTotal(_ record: RecordReader, into alert: inout AlertRule) {
        guard let table = record.table("total") else { return }
        func wrong(_ found: String) {
            record.complain(
                "total \(found); expected one figure and what it must come to: \(AlertRule.Total.example)",
                key: "total")
        }
        let figures = table.fields.filter { !$0.key.hasPrefix("__") }
        guard table.array.isEmpty, let (figure, value) = figures.first, figures.count == 1 else {
            return wrong(
                figures.count > 1
                    ? "names \(figures.count) figures: \(figures.map(\.key).sorted().joined(separator: ", "))"
                    : "names no figure")
        }
        switch test(value, key: figure, record) {
        case .atLeast(.number(let wanted))?:
            alert.total = .init(figure, wanted: Int(clamping: wanted))
        case .possiblyAtLeast(let wanted)?:
            alert.total = .init(figure, wanted: Int(clamping: wanted), isPossible: true)
        case nil: break
        case let other?: wrong("has \(figure) = \(other.wanted)")
        }
    }

    private func readShapes(_ record: RecordReader, into alert: inout AlertRule) {
        if let table = record.table("trend") {
            let trend = RecordReader(
                table, what: "trend", file: file, line: record.line(of: "trend"))
            if let per = span("per", trend), let grows = trend.number("grows") {
                alert.trend = .init(
                    per: per, grows: grows, atLeast: trend.int("at_least", in: 1...1_000_000) ?? 1)
            } else {
                trend.complain(
                    "trend needs per and grows: { per = \"week\", grows = 1.5, at_least = 10 }")
            }
            trend.finish(alsoKnown: ["at_least"])
            record.adopt(trend)
        }
        if let table = record.table("first") {
            let first = RecordReader(
                table, what: "first", file: file, line: record.line(of: "first"))
            if let field = first.string("field"), let lookback = span("lookback", first) {
                alert.first = .init(
                    field: field, lookback: lookback, warmUp: span("warm_up", first))
            } else {
                first.complain(
                    "first needs field and lookback: { field = \"speaker\", lookback = \"90 days\" }"
                )
            }
            first.finish(alsoKnown: ["warm_up"])
            record.adopt(first)
        }
        if let silence = span("absence", record) {
            let after = condition(record.value("after"), key: "after", record)
            alert.absence = .init(silence: silence, after: after)
        }
    }

    // MARK: - Conditions

    func condition(_ value: LuaValue, key: String, _ record: RecordReader) -> Condition {
        switch value {
        case .nil: return Condition()
        case .function(let function):
            let (call, id) = (call, rule.id)
            return Condition(function: { subject in
                call(function, Self.tree(of: subject), id)
            })
        case .table(let table): return condition(table, record)
        default:
            record.complain(
                "\"\(key)\" is \(value.describedForRule); expected a table { … } or a function",
                key: key)
            return Condition()
        }
    }

    private func condition(_ table: LuaTable, _ record: RecordReader) -> Condition {
        var out = Condition()
        // `{ type == "ASSAULT" }` is a comparison that Lua makes at once: its result is left.
        if let item = table.array.first {
            record.complain(
                "a condition holds \(item.describedForRule), which asks for nothing; write key = value with one =: { type = \"ASSAULT\" }",
                key: "when")
        }
        for (key, value) in table.fields where !key.hasPrefix("__") {
            switch key {
            case "any" where value.table?["__op"].isNil ?? false:
                out.any = (value.table?.array ?? []).map { condition($0, key: "any", record) }
            case "none":
                guard let inner = value.table else {
                    record.complain(
                        "none is \(value.describedForRule); expected { … }", key: "none")
                    continue
                }
                out.none =
                    inner.array.isEmpty
                    ? [condition(inner, record)]
                    : inner.array.map { condition($0, key: "none", record) }
            default:
                if let test = test(value, key: key, record) {
                    out.clauses.append(.init(key, test))
                }
            }
        }
        return out
    }

    private func test(_ value: LuaValue, key: String, _ record: RecordReader) -> ConditionTest? {
        switch value {
        case .string, .int, .number, .bool: return .equals(plain(value))
        case .function(let function):
            let (call, id) = (call, rule.id)
            return .function { call(function, $0, id) }
        case .table(let table):
            if let name = table["__op"].string {
                return operation(name, table.array, key: key, line: table["__line"].int, record)
            }
            if !table.array.isEmpty, table.fields.isEmpty { return .oneOf(table.array.map(plain)) }
            return .element(condition(table, record))
        default:
            record.complain(
                "\"\(key)\" is \(value.describedForRule); expected a value, a set or a comparison",
                key: key)
            return nil
        }
    }

    private func operation(
        _ name: String, _ arguments: [LuaValue], key: String, line: Int?, _ record: RecordReader
    ) -> ConditionTest? {
        func wrong(_ expected: String) -> ConditionTest? {
            record.complain("\(key): \(name) takes \(expected)", line: line)
            return nil
        }
        switch name {
        case "any": return .any
        case "at_least":
            return arguments.first.map { .atLeast(plain($0)) } ?? wrong("a number: at_least(3)")
        case "at_most":
            return arguments.first.map { .atMost(plain($0)) } ?? wrong("a number: at_most(3)")
        case "possibly_at_least":
            return arguments.first?.number.map { .possiblyAtLeast($0) }
                ?? wrong("a number: possibly_at_least(3)")
        case "between":
            guard arguments.count == 2, let a = arguments[0].number, let b = arguments[1].number,
                a <= b
            else { return wrong("two numbers, the smaller first: between(3, 5)") }
            return .between(a, b)
        case "inside":
            return arguments.first?.string.map { .inside($0) }
                ?? wrong("a place: inside \"Moscow Oblast\"")
        case "matched":
            return arguments.first?.string.map { .matched($0) }
                ?? wrong("a rule: matched \"plugin.rule\"")
        case "one_of":
            guard let list = arguments.first?.table?.array, !list.isEmpty else {
                return wrong("a list: one_of { \"a\", \"b\" }")
            }
            return .oneOf(list.map(plain))
        default: return wrong("nothing here")
        }
    }

    private func plain(_ value: LuaValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .int(let n): .number(Double(n))
        case .number(let n): .number(n)
        case .bool(let flag): .bool(flag)
        default: .null
        }
    }

    /// What a `when` function sees: the event by its JSON names, with `article` beside it.
    private static func tree(of subject: ConditionSubject) -> JSONValue {
        func tree<T: Encodable>(_ value: T?) -> JSONValue? {
            guard let value, let data = try? JSONReport.encoder().encode(value) else { return nil }
            return try? JSONReport.decode(data)
        }
        var fields: [String: JSONValue] = [:]
        if case .object(let event)? = tree(subject.event) { fields = event }
        fields["article"] = tree(subject.article)
        fields["incident"] = tree(subject.incident) ?? fields["incident"]
        fields["matches"] = .array(subject.matches.map { .string($0.rule) })
        return .object(fields)
    }
}

extension Int {
    /// Rounded up: who wants at least 10.5 wants 11.
    fileprivate init(clamping wanted: Double) {
        self = Int(Swift.max(-1e15, Swift.min(wanted.rounded(.up), 1e15)))
    }
}
