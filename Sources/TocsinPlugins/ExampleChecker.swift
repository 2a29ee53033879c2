package import TocsinModel
package import TocsinLua
import TocsinText

/// Runs every example of a rule and says, at the rule's own line, which do not hold.
package struct ExampleChecker {
    package struct Outcome: Sendable {
        package var checked = 0
        package var failures: [Diagnostic] = []
    }

    private let rules: RuleSet
    private let runner: RuleRunner

    package init(_ rules: RuleSet, limits: LuaLimits = LuaLimits()) {
        self.rules = rules
        runner = RuleRunner(rules, limits: limits)
    }

    package func check(_ number: Int) -> Outcome {
        let rule = rules.rules[number]
        var outcome = Outcome()
        for example in rule.examples {
            outcome.checked += 1
            for message in problems(of: example, rule: rule, number: number) {
                outcome.failures.append(
                    Diagnostic(
                        code: "example.failed", place: "\(rule.path):\(example.line)",
                        message: "\(rule.id): \(message)"))
            }
        }
        return outcome
    }

    private func problems(of example: RuleExample, rule: Rule, number: Int) -> [String] {
        if case .enriched(let given, let becomes) = example.expectation {
            return enriched(given, becomes, number: number)
        }
        let article = Article(
            id: "example", title: example.title, language: example.language,
            published: example.published, body: example.text)
        let trial = runner.trial(article, rule: number)
        if let failure = trial.failure {
            let place = failure.line > 0 ? " (line \(failure.line))" : ""
            return ["the rule stopped\(place): \(failure.message)"]
        }
        switch example.expectation {
        case .nothing:
            guard !trial.spans.isEmpty || !trial.events.isEmpty else { return [] }
            let found = trial.spans.map { "\($0.role) \"\($0.text)\"" }.joined(separator: ", ")
            return [
                "must not match, but found \(found.isEmpty ? "an event" : found)\n"
                    + carets(example, [], trial.spans)
            ]
        case .match(let wanted):
            let found = trial.spans.filter { $0.span.field == .body }
            let missing = wanted.filter { mark in
                !found.contains { $0.role == mark.role && $0.span.range == mark.range }
            }
            let surplus = found.filter { evidence in
                !wanted.contains { $0.role == evidence.role && $0.range == evidence.span.range }
            }
            if missing.isEmpty, surplus.isEmpty { return [] }
            var parts: [String] = []
            for mark in missing {
                parts.append("did not find \(mark.role) \"\(slice(example.text, mark.range))\"")
            }
            for evidence in surplus {
                parts.append("also found \(evidence.role) \"\(evidence.text)\"")
            }
            return [parts.joined(separator: "; ") + "\n" + carets(example, missing, surplus)]
        case .values(let values):
            return ValueComparison(events: trial.events).problems(values)
        case .enriched: return []
        }
    }

    private func enriched(_ given: LuaTable, _ becomes: LuaTable, number: Int) -> [String] {
        switch runner.enrichTrial(given, rule: number) {
        case .failure(let error): return ["the rule stopped: \(error.message)"]
        case .success(let after):
            return ValueComparison.differences(wanted: .table(becomes), found: after, at: "event")
        }
    }

    private func slice(_ text: String, _ range: Range<Int>) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// The sentence with carets under what was expected (^) and what was found instead (~).
    private func carets(
        _ example: RuleExample, _ missing: [RuleExample.MarkedSpan], _ surplus: [Evidence]
    ) -> String {
        var out: [String] = []
        var start = 0
        for line in example.text.split(separator: "\n", omittingEmptySubsequences: false) {
            let end = start + line.utf8.count
            func mark(_ range: Range<Int>, _ character: Character, _ row: inout [Character]) {
                let clamped = range.clamped(to: start..<end)
                guard !clamped.isEmpty else { return }
                let from = slice(example.text, start..<clamped.lowerBound).count
                let to = slice(example.text, start..<clamped.upperBound).count
                while row.count < to { row.append(" ") }
                for i in from..<to { row[i] = character }
            }
            var row: [Character] = []
            for span in surplus where span.span.field == .body { mark(span.span.range, "~", &row) }
            for span in missing { mark(span.range, "^", &row) }
            if !row.isEmpty {
                out.append("    " + line)
                out.append("    " + String(row))
            }
            start = end + 1
        }
        if !out.isEmpty { out.append("    (^ expected, ~ found)") }
        return out.joined(separator: "\n")
    }
}

/// Compares the events of an example with the values it promises.
struct ValueComparison {
    let events: [Event]

    func problems(_ values: LuaTable) -> [String] {
        if let count = values["events"].int {
            if events.count != count { return ["gives \(events.count) events; expected \(count)"] }
            if count == 0 { return [] }
        }
        guard !events.isEmpty else { return ["gives no event"] }
        // Any one event may satisfy the promise; the nearest one is reported.
        let all = events.map { problems(values, $0) }
        return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count }!
    }

    private func problems(_ values: LuaTable, _ event: Event) -> [String] {
        values.fields.compactMap { key, wanted in
            switch key {
            case "events": return nil
            case "type": return same(key, wanted, event.type?.rawValue)
            case "label": return same(key, wanted, event.label)
            case "mode": return among(key, wanted, event.modes)
            case "polarity": return same(key, wanted, event.assertion.polarity.rawValue)
            case "modality": return same(key, wanted, event.assertion.modality.rawValue)
            case "tense": return same(key, wanted, event.assertion.tense.rawValue)
            case "actor": return among(key, wanted, event.actors.flatMap { [$0.name, $0.text] })
            case "recipient":
                return among(key, wanted, event.recipients.flatMap { [$0.name, $0.text] })
            case "place":
                return among(
                    key, wanted,
                    event.places.filter { $0.role == "event" }.flatMap { [$0.name, $0.text] })
            case "date": return same(key, wanted, event.time.start?.description)
            case let metric where Quantity.metrics.contains(metric):
                return figure(
                    metric, wanted,
                    event.casualties.filter { $0.metric == metric }.map {
                        ($0.low, $0.high, $0.qualifier)
                    })
            case let role where Materiel.roles.contains(role):
                return figure(
                    role, wanted,
                    event.materiel.filter { $0.role == role }.map {
                        ($0.low, $0.high, $0.qualifier ?? .exact)
                    })
            default:
                return same(
                    key, wanted,
                    event.extra?[key].flatMap { if case .string(let s) = $0 { s } else { nil } })
            }
        }
    }

    private func same(_ key: String, _ wanted: LuaValue, _ found: String?) -> String? {
        found == wanted.string
            ? nil
            : "\(key) is \(found ?? "missing"); expected \(wanted.string ?? wanted.describedForRule)"
    }

    private func among(_ key: String, _ wanted: LuaValue, _ found: [String]) -> String? {
        guard let name = wanted.string else {
            return "\(key) is compared with \(wanted.describedForRule); expected a text"
        }
        if found.contains(name) { return nil }
        return
            "\(key) is \(found.isEmpty ? "missing" : found.joined(separator: ", ")); expected \(name)"
    }

    private func figure(
        _ key: String, _ wanted: LuaValue,
        _ found: [(low: Double?, high: Double?, qualifier: Qualifier)]
    ) -> String? {
        let low: Double?
        let high: Double?
        var qualifier: String?
        switch wanted {
        case .int, .number: (low, high) = (wanted.number, wanted.number)
        case .table(let table):
            (low, high) = (table["low"].number, table["high"].number)
            qualifier = table["qualifier"].string
        default:
            return
                "\(key) is compared with \(wanted.describedForRule); expected a number or { low, high }"
        }
        if found.contains(where: {
            $0.low == low && $0.high == high
                && (qualifier == nil || $0.qualifier.rawValue == qualifier)
        }) {
            return nil
        }
        func text(_ a: Double?, _ b: Double?) -> String {
            Quantity(text: "", low: a, high: b).rangeText
        }
        let shown = found.map {
            text($0.low, $0.high) + ($0.qualifier == .exact ? "" : " \($0.qualifier.rawValue)")
        }
        return
            "\(key) is \(shown.isEmpty ? "missing" : shown.joined(separator: ", ")); expected \(text(low, high))"
            + (qualifier.map { " \($0)" } ?? "")
    }

    /// Every key of `wanted` must be in `found` with an equal value; lists compare item by item.
    static func differences(wanted: LuaValue, found: LuaValue, at path: String) -> [String] {
        switch (wanted, found) {
        case (.table(let w), .table(let f)):
            var out: [String] = []
            for (key, value) in w.fields where !key.hasPrefix("__") {
                out += differences(wanted: value, found: f[key], at: "\(path).\(key)")
            }
            for (i, value) in w.array.enumerated() {
                out += differences(
                    wanted: value, found: i < f.array.count ? f.array[i] : .nil,
                    at: "\(path)[\(i + 1)]")
            }
            return out
        case (.string(let a), .string(let b)) where a == b: return []
        case (.bool(let a), .bool(let b)) where a == b: return []
        case (.nil, .nil): return []
        default:
            if let a = wanted.number, let b = found.number, a == b { return [] }
            return ["\(path) is \(found.describedForRule); expected \(wanted.describedForRule)"]
        }
    }
}
