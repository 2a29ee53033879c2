package import TocsinLua
package import TocsinModel

/// A source file of a plugin or workspace, with what is needed to speak about it.
package struct SourceFile: Sendable {
    /// As messages say it: `Plugins/x/rules/y.lua`.
    package let path: String
    package let text: String
    let index: LuaSourceIndex

    /// - Parameter text: a byte order mark at its start, which some editors write, is left out.
    package init(path: String, text: String) {
        self.path = path
        let text =
            text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        self.text = text
        index = LuaSourceIndex(text)
    }

    /// The line on which a string with this content starts; nil where there is none.
    package func line(ofString content: String) -> Int? { index.line(ofString: content) }
}

/// Reads one Lua table against a closed schema and collects everything that is wrong with it.
///
/// Each accessor notes its key as known; `finish` reports the rest with the nearest name.
package final class RecordReader {
    package let file: SourceFile
    /// What the table is: `a watchlist`, `event`.
    package let what: String
    private let table: LuaTable
    private let fallbackLine: Int
    private var known: Set<String> = ["__kind", "__line", "__mark", "__op"]
    package private(set) var diagnostics: [Diagnostic] = []
    /// Keys that were said to be missing, with the place of that line.
    private var missingKeys: [String: Int] = [:]

    package init(_ table: LuaTable, what: String, file: SourceFile, line: Int? = nil) {
        self.table = table
        self.what = what
        self.file = file
        // A tail call (`return tocsin.watchlist { … }`) leaves no line behind.
        fallbackLine = max(1, line ?? table["__line"].int ?? 1)
    }

    /// Every key that was asked for so far.
    package var knownKeys: Set<String> { known.filter { !$0.hasPrefix("__") } }

    package var markedLine: Int { fallbackLine }
    package var array: [LuaValue] { table.array }

    package func place(line: Int) -> String { "\(file.path):\(line)" }

    package func line(of key: String) -> Int {
        // A name may stand in the file more than once; the table's own line is the better guess
        // only where the key is nowhere.
        file.index.line(ofKey: key) ?? fallbackLine
    }

    /// Where a text stands that is worth complaining about.
    package func line(ofString text: String) -> Int {
        file.index.line(ofString: text) ?? fallbackLine
    }

    /// Where a value stands, if it is a text of the file; else its key.
    package func line(ofKeyOrString key: String, _ value: LuaValue) -> Int {
        let texts =
            [value.string].compactMap { $0 } + (value.table?.array ?? []).compactMap(\.string)
        return texts.lazy.compactMap { self.file.index.line(ofString: $0) }.first ?? line(of: key)
    }

    /// The line on which the file gives a name a value; nil where it does not.
    package func knownLine(of key: String) -> Int? { file.index.line(ofKey: key) }

    package func complain(
        _ message: String, key: String? = nil, line: Int? = nil, code: String = "rule.schema",
        severity: Diagnostic.Severity = .error
    ) {
        let at = line ?? key.map { self.line(of: $0) } ?? fallbackLine
        diagnostics.append(
            Diagnostic(severity, code: code, place: place(line: at), message: message))
    }

    /// Says that a key is not there; taken back where another key is a misspelling of it.
    package func missing(_ key: String, _ rest: String) {
        missingKeys[key] = diagnostics.count
        complain("\(what) has no \"\(key)\"; \(rest)", code: "rule.missing-key")
    }

    package func adopt(_ other: RecordReader) { diagnostics += other.diagnostics }
    package func adopt(_ others: [Diagnostic]) { diagnostics += others }

    // MARK: Values

    package func has(_ key: String) -> Bool {
        if case .nil = table[key] { return false }
        return true
    }

    package func value(_ key: String) -> LuaValue {
        known.insert(key)
        return table[key]
    }

    private func wrong(_ key: String, _ value: LuaValue, _ expected: String) {
        complain("\"\(key)\" is \(value.describedForRule); expected \(expected)", key: key)
    }

    package func string(_ key: String, expected: String = "a text in quotes") -> String? {
        switch value(key) {
        case .nil: return nil
        case .string(let text): return text
        case let other:
            wrong(key, other, expected)
            return nil
        }
    }

    package func required(_ key: String, expected: String) -> String? {
        if !has(key) {
            known.insert(key)
            missing(key, "expected \(expected)")
            return nil
        }
        return string(key, expected: expected)
    }

    package func bool(_ key: String) -> Bool? {
        switch value(key) {
        case .nil: return nil
        case .bool(let flag): return flag
        case let other:
            wrong(key, other, "true or false")
            return nil
        }
    }

    package func int(_ key: String, in range: ClosedRange<Int> = 0...Int.max) -> Int? {
        let value = value(key)
        if case .nil = value { return nil }
        if let n = value.int, range.contains(n) { return n }
        wrong(
            key, value,
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    package func number(_ key: String) -> Double? {
        let value = value(key)
        if case .nil = value { return nil }
        if let n = value.number { return n }
        wrong(key, value, "a number")
        return nil
    }

    /// One text or a list of texts.
    package func strings(_ key: String) -> [String]? {
        switch value(key) {
        case .nil: return nil
        case .string(let text): return [text]
        case .table(let list) where list.fields.isEmpty && list.oddKeys == 0:
            var out: [String] = []
            for item in list.array {
                guard let text = item.string else {
                    wrong(key, item, "a list of texts")
                    return nil
                }
                out.append(text)
            }
            return out
        case let other:
            wrong(key, other, "a text or a list of texts")
            return nil
        }
    }

    package func table(_ key: String, expected: String = "a table { … }") -> LuaTable? {
        switch value(key) {
        case .nil: return nil
        case .table(let t): return t
        case let other:
            wrong(key, other, expected)
            return nil
        }
    }

    package func function(_ key: String) -> LuaFunction? {
        switch value(key) {
        case .nil: return nil
        case .function(let f): return f
        case let other:
            wrong(key, other, "a function")
            return nil
        }
    }

    /// A word out of a closed list.
    package func choice(_ key: String, of names: [String]) -> String? {
        guard let text = string(key, expected: "one of: " + names.joined(separator: ", ")) else {
            return nil
        }
        if names.contains(text) { return text }
        complain(Diagnostic.unknown(key, text, known: names), key: key)
        return nil
    }

    /// A length of time in seconds: "6 hours", "3 days".
    package func seconds(_ key: String) -> Int? {
        guard let text = string(key, expected: "a length of time such as \"6 hours\"") else {
            return nil
        }
        if let span = TimeSpan(text) { return span.seconds }
        complain(
            "\"\(key)\" is not a length of time: \"\(text)\"; expected a number and a unit, e.g. "
                + "\"90 minutes\", \"6 hours\", \"3 days\", \"2 weeks\"", key: key)
        return nil
    }

    /// Keys that people write for others, and the one that is meant.
    private static let otherNames = [
        "name": "title", "headline": "title", "keywords": "words", "keyword": "words",
        "terms": "words", "phrases": "words", "priority": "severity", "level": "severity",
        "exclude": "unless", "condition": "when", "conditions": "when", "window": "within",
        "time": "date", "feeds": "sources", "regex": "patterns", "rss": "feed",
        "url": "feed", "path": "files", "folder": "files",
    ]

    /// What an unknown key is told instead of a list of names; nil where nothing better is known.
    private func meaning(of key: String, _ visible: Set<String>) -> String? {
        if key == "id", visible.contains("examples") {
            return
                "a rule is named by its file, \"\(file.path.split(separator: "/").last ?? "")\"; rename the file and take \"id\" out"
        }
        if ["timezone", "time_zone", "tz"].contains(key), visible.contains("receivers") {
            return
                "a time zone belongs to a route's quiet_hours or digest, or to a page among the sources; all else is UTC"
        }
        if ["quiet_hours", "digest", "group_by", "escalate"].contains(key),
            visible.contains("webhook")
        {
            return
                "\"\(key)\" belongs to a route, not to a receiver: routes = { { to = \"…\", \(key) = … } }"
        }
        guard let meant = Self.otherNames[key], visible.contains(meant), !has(meant) else {
            return nil
        }
        return "unknown key \"\(key)\"; did you mean \"\(meant)\"?"
    }

    /// Reports every key that no accessor asked for.
    ///
    /// - Parameter elsewhere: keys that another kind of rule has, with its name.
    package func finish(alsoKnown: [String] = [], elsewhere: [String: String] = [:]) {
        known.formUnion(alsoKnown)
        let visible = known.filter { !$0.hasPrefix("__") }
        let unknown = table.fields.map(\.key).filter { !known.contains($0) }
        let explained = unknown.compactMap { Self.otherNames[$0] ?? nearest(to: $0, in: visible) }
            .compactMap {
                missingKeys[$0]
            }
        for place in explained.sorted().reversed() { diagnostics.remove(at: place) }
        for key in unknown {
            if let other = elsewhere[key] {
                complain(
                    "\"\(key)\" is a key of tocsin.\(other), and this is \(what); take it out, or make it a tocsin.\(other)",
                    key: key, code: "rule.other-kind")
                continue
            }
            complain(
                meaning(of: key, visible) ?? Diagnostic.unknown("key", key, known: visible),
                key: key, code: "rule.unknown-key")
            if let meant = nearest(to: key, in: visible), !has(meant) {
                diagnostics[diagnostics.count - 1].fix = .init(
                    line: line(of: key), find: key, replacement: meant)
            }
        }
        if table.oddKeys > 0 {
            complain("\(what) has keys that are neither names nor a list's numbers")
        }
    }
}
