import TocsinAlerting
import TocsinLua
import TocsinModel
import TocsinPlugins

/// Reads who is told what and when out of `workspace.lua`: `routes` and `inhibit`.
struct PolicyReader {
    let file: SourceFile
    /// The names that `to` may use.
    let receivers: [String]

    /// - Returns: nil where the workspace tells nobody anything.
    func read(_ workspace: RecordReader) -> AlertPolicy? {
        let list = workspace.table(
            "routes",
            expected: "a list: { { match = { severity = \"extreme\" }, to = \"desk\" }, … }")
        let inhibitions = self.inhibitions(workspace)
        guard let list else {
            if !receivers.isEmpty, !workspace.has("routes") {
                workspace.complain(
                    "there are receivers but no \"routes\"; nobody is told anything. Write routes = { { to = \"\(receivers[0])\" } }",
                    key: "receivers", severity: .warning)
            }
            return nil
        }
        let routes = self.routes(list, workspace, key: "routes")
        func reached(_ routes: [Route]) -> Set<String> {
            routes.reduce(into: []) {
                $0.formUnion($1.to + ($1.escalation?.to ?? []))
                $0.formUnion(reached($1.routes))
            }
        }
        for name in receivers where !reached(routes).contains(name) {
            workspace.complain(
                "no route leads to the receiver \"\(name)\"", key: name, severity: .warning)
        }
        return AlertPolicy(routes: routes, inhibitions: inhibitions)
    }

    // MARK: - Routes

    private func routes(_ list: LuaTable, _ parent: RecordReader, key: String) -> [Route] {
        if list.array.isEmpty || !list.fields.filter({ !$0.key.hasPrefix("__") }).isEmpty {
            parent.complain(
                "\(key) is a list of routes: { { match = { … }, to = \"…\" }, { to = \"…\" } }",
                key: key)
            return []
        }
        return list.array.compactMap { item in
            guard let table = item.table else {
                parent.complain(
                    "a route is \(item.describedForRule); expected { match = { … }, to = \"…\" }",
                    key: key)
                return nil
            }
            let record = nested(table, "a route", parent, key)
            defer { parent.adopt(record) }
            return route(record)
        }
    }

    private func route(_ record: RecordReader) -> Route {
        var route = Route()
        route.match = matchers("match", record)
        route.to = names("to", record)
        if let list = record.table("routes", expected: "a list of routes") {
            route.routes = routes(list, record, key: "routes")
        }
        route.continues = record.bool("continue") ?? false
        if let fields = record.strings("group_by") {
            for name in fields where !AlertMatcher.fields.contains(name) {
                record.complain(
                    Diagnostic.unknown("group_by", name, known: AlertMatcher.fields),
                    line: record.line(ofString: name))
            }
            route.groupBy = fields
        }
        route.groupWait = span("group_wait", record)
        route.groupInterval = span("group_interval", record)
        route.quietHours = quietHours(record)
        route.digest = digest(record)
        route.escalation = escalation(record)
        record.finish()
        if route.to.isEmpty, route.routes.isEmpty, !record.has("to"), !record.has("routes") {
            record.complain("a route goes nowhere; give it to = \"…\" or routes = { … }")
        }
        return route
    }

    private func inhibitions(_ workspace: RecordReader) -> [Inhibition] {
        let example =
            "{ { source = { severity = \"extreme\" }, target = { severity = \"moderate\" }, equal = \"incident\" } }"
        guard let list = workspace.table("inhibit", expected: "a list: \(example)") else {
            return []
        }
        if list.array.isEmpty {
            workspace.complain("inhibit is a list: \(example)", key: "inhibit")
        }
        return list.array.compactMap { item in
            guard let table = item.table else {
                workspace.complain(
                    "inhibit holds \(item.describedForRule); expected \(example)", key: "inhibit")
                return nil
            }
            let record = nested(table, "an inhibition", workspace, "inhibit")
            defer { workspace.adopt(record) }
            for key in ["source", "target"] where !record.has(key) {
                record.missing(key, "expected \(key) = { severity = \"extreme\" }")
            }
            let source = matchers("source", record)
            let target = matchers("target", record)
            let equal = record.strings("equal") ?? []
            for name in equal where !AlertMatcher.fields.contains(name) {
                record.complain(
                    Diagnostic.unknown("equal", name, known: AlertMatcher.fields),
                    line: record.line(ofString: name))
            }
            let lasts = span("lasts", record)
            record.finish()
            guard !source.isEmpty, !target.isEmpty else { return nil }
            return lasts.map {
                Inhibition(source: source, target: target, equal: equal, lasts: $0)
            } ?? Inhibition(source: source, target: target, equal: equal)
        }
    }

    // MARK: - When

    private func quietHours(_ record: RecordReader) -> QuietHours? {
        let example = "{ from = \"22:00\", to = \"06:00\", timezone = \"Europe/Warsaw\" }"
        guard let table = record.table("quiet_hours", expected: example) else { return nil }
        let inner = nested(table, "quiet_hours", record, "quiet_hours")
        defer { record.adopt(inner) }
        let from = clock("from", inner, example)
        let to = clock("to", inner, example)
        let zone = timezone(inner)
        let except = least("except", inner)
        var days = Set<Int>()
        for name in inner.strings("days") ?? [] {
            if let day = Self.weekdays.firstIndex(where: {
                $0 == name.lowercased() || $0.prefix(3) == name.lowercased()
            }) {
                days.insert(day + 1)
            } else {
                inner.complain(
                    Diagnostic.unknown("day", name, known: Self.weekdays),
                    line: inner.line(ofString: name))
            }
        }
        inner.finish()
        guard let from, let to else { return nil }
        if from == to {
            inner.complain("quiet hours from \(from) to \(to) would be the whole day", key: "from")
        }
        return QuietHours(from: from, to: to, timezone: zone, days: days, except: except)
    }

    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private func digest(_ record: RecordReader) -> Digest? {
        let example = "{ at = \"07:00\", timezone = \"Europe/Warsaw\" }"
        guard let table = record.table("digest", expected: example) else { return nil }
        let inner = nested(table, "digest", record, "digest")
        defer { record.adopt(inner) }
        let at = clock("at", inner, example)
        let zone = timezone(inner)
        let severity = least("severity", inner)
        let empty = inner.bool("send_empty") ?? false
        inner.finish()
        return at.map { Digest(at: $0, timezone: zone, severity: severity, sendEmpty: empty) }
    }

    private func escalation(_ record: RecordReader) -> Escalation? {
        let example = "{ after = \"15 minutes\", to = \"duty\" }"
        guard let table = record.table("escalate", expected: example) else { return nil }
        let inner = nested(table, "escalate", record, "escalate")
        defer { record.adopt(inner) }
        for key in ["after", "to"] where !inner.has(key) {
            inner.missing(key, "expected \(example)")
        }
        let after = span("after", inner)
        let to = names("to", inner)
        let severity = least("severity", inner)
        inner.finish()
        return after.map { Escalation(after: $0, to: to, severity: severity) }
    }

    // MARK: - Values

    private func nested(_ table: LuaTable, _ what: String, _ record: RecordReader, _ key: String)
        -> RecordReader
    {
        RecordReader(table, what: what, file: file, line: record.line(of: key))
    }

    private func names(_ key: String, _ record: RecordReader) -> [String] {
        let names = record.strings(key) ?? []
        for name in names where !receivers.contains(name) {
            record.complain(
                receivers.isEmpty
                    ? "unknown receiver \"\(name)\"; the workspace has no receivers"
                    : Diagnostic.unknown("receiver", name, known: receivers),
                line: record.line(ofString: name))
        }
        return names
    }

    /// `match = { severity = at_least "severe", area = { "Kyiv", "Odesa" } }`
    func matchers(_ key: String, _ record: RecordReader) -> [AlertMatcher] {
        guard let table = record.table(key, expected: "{ severity = at_least \"severe\" }") else {
            return []
        }
        if !table.array.isEmpty || table.oddKeys > 0 {
            record.complain(
                "\(key) names what it tests: { severity = \"extreme\", rule = \"plugin.rule\" }",
                key: key)
        }
        return table.fields.filter { !$0.key.hasPrefix("__") }.compactMap { field, value in
            guard let test = test(value, field, record) else { return nil }
            let matcher = AlertMatcher(field, test)
            if let problem = matcher.problem {
                record.complain(problem, line: record.line(ofKeyOrString: field, value))
                return nil
            }
            return matcher
        }
    }

    private func test(_ value: LuaValue, _ field: String, _ record: RecordReader) -> ConditionTest?
    {
        func plain(_ value: LuaValue) -> JSONValue? {
            switch value {
            case .string(let text): .string(text)
            case .int(let n): .number(Double(n))
            case .number(let n): .number(n)
            default: nil
            }
        }
        if let one = plain(value) { return .equals(one) }
        if let table = value.table {
            let values = table.array.compactMap(plain)
            switch table["__op"].string {
            case "at_least"? where values.count == 1: return .atLeast(values[0])
            case "at_most"? where values.count == 1: return .atMost(values[0])
            case nil where values.count == table.array.count && !values.isEmpty:
                return .oneOf(values)
            default: break
            }
        }
        record.complain(
            "\(field) is \(value.describedForRule); expected a text, a list of texts or at_least \"…\"",
            key: field)
        return nil
    }

    /// `at_least "severe"`, or the word alone.
    private func least(_ key: String, _ record: RecordReader) -> Severity? {
        let value = record.value(key)
        let name: String?
        switch value {
        case .nil: return nil
        case .string(let text): name = text
        case .table(let table) where table["__op"].string == "at_least":
            name = table.array.first?.string
        default: name = nil
        }
        guard let name else {
            record.complain(
                "\"\(key)\" is \(value.describedForRule); expected at_least \"severe\"", key: key)
            return nil
        }
        if let severity = Severity(rawValue: name) { return severity }
        record.complain(
            Diagnostic.unknown("severity", name, known: Severity.allCases.map(\.rawValue)),
            line: record.line(ofString: name))
        return nil
    }

    private func span(_ key: String, _ record: RecordReader) -> TimeSpan? {
        guard let text = record.string(key, expected: TimeSpan.expected) else { return nil }
        if let span = TimeSpan(text) { return span }
        record.complain(
            "\"\(key)\" is not a length of time: \"\(text)\"; expected \(TimeSpan.expected)",
            line: record.line(ofString: text))
        return nil
    }

    private func clock(_ key: String, _ record: RecordReader, _ example: String) -> LocalClock? {
        guard record.has(key) else {
            record.missing(key, "expected \(example)")
            _ = record.value(key)
            return nil
        }
        guard let text = record.string(key, expected: "a time of day such as \"07:00\"") else {
            return nil
        }
        if let clock = LocalClock(text) { return clock }
        record.complain(
            "\"\(key)\" is not a time of day: \"\(text)\"; expected hours and minutes, e.g. \"07:00\"",
            line: record.line(ofString: text))
        return nil
    }

    private func timezone(_ record: RecordReader) -> String {
        guard
            let name = record.string("timezone", expected: "a time zone such as \"Europe/Warsaw\"")
        else { return "UTC" }
        if TimeZones.isKnown(name) { return name }
        record.complain(
            Diagnostic.unknown("time zone", name, known: TimeZones.names)
                + (nearest(to: name, in: TimeZones.names) == nil ? "; e.g. Europe/Warsaw" : ""),
            line: record.line(ofString: name))
        return "UTC"
    }
}
