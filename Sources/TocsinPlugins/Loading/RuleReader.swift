import TocsinLua
import TocsinModel

/// Turns the table a rule file returned into a `Rule`, or says everything that is wrong with it.
enum RuleReader {
    static let commonKeys = [
        "title", "description", "language", "in_fields", "after", "options", "examples", "tests",
        "tags", "references",
    ]

    /// - Parameters:
    ///   - languages: the plugin's own, where the rule does not say.
    ///   - overrides: option values the workspace sets for this rule.
    static func read(
        _ value: LuaValue, id: String, plugin: String, file: SourceFile, hash: String,
        languages inherited: [String], overrides: LuaTable?
    ) -> (rule: Rule?, diagnostics: [Diagnostic]) {
        guard case .table(var table) = value, let kind = table["__kind"].string else {
            let found = value.isNil ? "nothing" : value.describedForRule
            return (
                nil,
                [
                    Diagnostic(
                        code: "rule.returns", place: "\(file.path):1",
                        message: "the file returns \(found); expected a rule: "
                            + "return tocsin.watchlist { … } (or extract, enrich, alert, rule)")
                ]
            )
        }
        var trouble: [Diagnostic] = []
        if let overrides { apply(overrides, to: &table, id: id, file: file, trouble: &trouble) }
        let article = "aeiou".contains(kind.first!) ? "an" : "a"
        let record = RecordReader(table, what: "\(article) \(kind)", file: file)
        let title =
            record.required("title", expected: "a few words that say what it looks for") ?? ""
        let prose = record.string("description") ?? file.index.prose
        let languages =
            record.strings("language") ?? (["extract", "rule"].contains(kind) ? inherited : [])
        for language in languages where !isTag(language) {
            record.complain(
                "unknown language \"\(language)\"; expected a tag of two or three letters: \"en\", \"uk\", \"ru\"",
                key: "language")
        }
        for language in languages {
            guard let meant = countryTags[language] else { continue }
            record.complain(
                "\"\(language)\" is a country's tag; the language's is \"\(meant)\"",
                key: "language")
        }
        let fields = readFields(record)
        // Of an alert that rings for an absence, `after` is the condition that arms it.
        let arms =
            kind == "alert" && record.has("after")
            && record.value("after").table?.fields.isEmpty == false
        let after = arms ? [] : record.strings("after") ?? []
        let options = readOptions(record)
        _ = record.strings("tags")
        _ = record.strings("references")
        let examples = readExamples(record, languages: languages)
        let timelines = readTimelines(record)

        let body: Rule.Kind?
        switch kind {
        case "watchlist": body = readWatchlist(record).map { .watchlist($0) }
        case "extract": body = readExtract(record).map { .extract($0) }
        case "enrich": body = readEnrich(record).map { .enrich($0) }
        case "alert": body = .alert(AlertRuleSource(table: table, timelines: timelines))
        case "rule": body = readFind(record).map { .find($0) }
        default:
            record.complain(
                Diagnostic.unknown(
                    "kind of rule", kind,
                    known: ["watchlist", "extract", "enrich", "alert", "rule"]))
            body = nil
        }
        if kind != "alert" {
            if !timelines.isEmpty {
                record.complain(
                    "timelines prove alert rules; \(record.what) has examples", key: "tests")
            }
            record.finish(elsewhere: keysElsewhere(than: kind))
        }
        trouble += record.diagnostics
        guard let body, !trouble.contains(where: { $0.severity == .error }) else {
            return (nil, trouble)
        }
        if examples.isEmpty, timelines.isEmpty {
            trouble.append(
                Diagnostic(
                    .warning, code: "rule.no-examples", place: "\(file.path):\(record.markedLine)",
                    message: kind == "alert"
                        ? "the rule has no tests; add tests = { timeline \"name\" { at \"06:00\" { … }, expect \"06:00\" \"…\" } }"
                        : "the rule has no examples; add examples = { match [[…]], nomatch [[…]] }"
                ))
        }
        var rule = Rule(
            id: id, plugin: plugin, path: file.path, hash: hash, title: title, prose: prose,
            languages: languages, fields: fields, after: after, options: options, kind: body,
            examples: examples, source: file.text, hasCode: body.hasCode)
        rule.refreshes = refreshes(in: table)
        return (rule, trouble)
    }

    /// The lists among a rule's words that say how often they are to be refreshed.
    private static func refreshes(in table: LuaTable) -> [ListRefresh] {
        let lists = [table["words"]] + (table["lists"].table?.fields.map(\.value) ?? [])
        return lists.compactMap { value in
            guard let list = value.table, list["__mark"].string == "list",
                let file = list["file"].string, let text = list["refresh_by"].string,
                let seconds = TimeSpan(text)?.seconds
            else { return nil }
            return ListRefresh(file: file, seconds: seconds, text: text)
        }
    }

    /// Every key a kind of rule may have, by reading an empty one. Alerts are read elsewhere.
    static func keys(of kind: String) -> Set<String> {
        let record = RecordReader(
            LuaTable(), what: kind, file: SourceFile(path: "", text: ""))
        switch kind {
        case "watchlist": _ = readWatchlist(record)
        case "extract": _ = readExtract(record)
        case "enrich": _ = readEnrich(record)
        default: _ = readFind(record)
        }
        return record.knownKeys.union(commonKeys)
    }

    /// Keys of other kinds of rule, so that a key in the wrong rule is told as that.
    private static func keysElsewhere(than kind: String) -> [String: String] {
        let keys: [(kind: String, names: [String])] = [
            (
                "watchlist",
                ["severity", "words", "query", "at_least", "unless", "exact", "message"]
            ),
            ("extract", ["event", "patterns", "not_after", "lists", "emit"]),
            ("enrich", ["adds", "data", "enrich"]),
            (
                "alert",
                [
                    "when", "count", "total", "within", "distinct", "group_by", "throttle", "trend",
                    "first",
                    "absence", "conflict", "on", "on_status", "step", "clock",
                ]
            ),
            ("rule", ["find"]),
        ]
        var out: [String: String] = [:]
        for (other, names) in keys where other != kind {
            for name in names { out[name] = other }
        }
        return out
    }

    /// Tags of countries that are no language's, and the language that is meant.
    private static let countryTags = [
        "ua": "uk", "jp": "ja", "cz": "cs", "gr": "el", "dk": "da", "cn": "zh",
        "il": "he", "rs": "sr", "ir": "fa", "us": "en", "gb": "en", "at": "de",
    ]

    /// `en`, `pt-BR`, `und`.
    private static func isTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts[0].count)
            && parts.allSatisfy {
                !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }

    // MARK: - Parts that all kinds share

    private static func readFields(_ record: RecordReader) -> [Field] {
        guard let names = record.strings("in_fields") else { return Field.allCases }
        return names.compactMap { name in
            if let field = Field(rawValue: name) { return field }
            record.complain(
                Diagnostic.unknown("field", name, known: Field.allCases.map(\.rawValue)),
                key: "in_fields")
            return nil
        }
    }

    private static func readOptions(_ record: RecordReader) -> [String: String] {
        guard let table = record.table("options") else { return [:] }
        var out: [String: String] = [:]
        for (key, value) in table.fields {
            guard let text = value.string else {
                record.complain("option \"\(key)\" needs a text that says what it is for", key: key)
                continue
            }
            if !record.has(key) {
                record.complain(
                    "option \"\(key)\" names a key this rule does not set; set \(key) = … first",
                    key: "options")
            }
            out[key] = text
        }
        return out
    }

    /// Replaces what the workspace overrides; only declared options may be.
    private static func apply(
        _ overrides: LuaTable, to table: inout LuaTable, id: String, file: SourceFile,
        trouble: inout [Diagnostic]
    ) {
        let declared = table["options"].table?.fields.map(\.key) ?? []
        for (key, value) in overrides.fields {
            guard declared.contains(key) else {
                trouble.append(
                    Diagnostic(
                        code: "workspace.override", place: file.path,
                        message: declared.isEmpty
                            ? "\(id) declares no options; \"\(key)\" cannot be overridden"
                            : "\(id): " + Diagnostic.unknown("option", key, known: declared)))
                continue
            }
            table.fields.removeAll { $0.key == key }
            table.fields.append((key, value))
            table.fields.sort { $0.key < $1.key }
        }
    }

    /// `words`, a `query`, or neither.
    static func readWords(_ record: RecordReader) -> WordSource? {
        let value = record.value("words")
        if let query = record.string("query") {
            if !value.isNil { record.complain("both words and query; keep one", key: "query") }
            return .query(query)
        }
        return value.isNil ? nil : wordSource(value, key: "words", record: record)
    }

    static func wordSource(_ value: LuaValue, key: String, record: RecordReader) -> WordSource? {
        if let table = value.table, table["__mark"].string == "list" {
            let reference = RecordReader(table, what: "a list", file: record.file)
            let name = reference.string("file") ?? ""
            _ = reference.seconds("refresh_by")
            reference.finish()
            record.adopt(reference)
            return .list(file: name)
        }
        guard let table = value.table, table.fields.isEmpty else {
            record.complain(
                "\"\(key)\" is \(value.describedForRule); expected a list of words { \"…\", \"…\" }",
                key: key)
            return nil
        }
        var groups: [[String]] = []
        for item in table.array {
            switch item {
            case .string(let word): groups.append([word])
            case .table(let group) where group.fields.isEmpty:
                let spellings = group.array.compactMap(\.string)
                if spellings.count != group.array.count || spellings.isEmpty {
                    record.complain("a group of spellings holds texts only", key: key)
                }
                groups.append(spellings)
            default:
                record.complain(
                    "\"\(key)\" holds \(item.describedForRule); expected a word in quotes or a "
                        + "group of spellings { \"…\", \"…\" }", key: key)
            }
        }
        if groups.isEmpty { record.complain("\"\(key)\" is empty", key: key) }
        return .groups(groups)
    }

    private static func readLists(_ record: RecordReader) -> [String: WordSource] {
        var lists: [String: WordSource] = [:]
        for (name, value) in record.table("lists")?.fields ?? [] {
            lists[name] = wordSource(value, key: name, record: record)
        }
        return lists
    }

    // MARK: - Kinds

    private static func readWatchlist(_ record: RecordReader) -> WatchlistRule? {
        let words = readWords(record)
        if words == nil, !record.has("words"), !record.has("query") {
            record.missing("words", "expected a list of words, or a query")
        }
        let severity = record.choice("severity", of: Severity.allCases.map(\.rawValue))
        let rule = WatchlistRule(
            severity: severity.flatMap(Severity.init), words: words ?? .groups([]),
            lists: readLists(record),
            atLeast: record.int("at_least", in: 1...1000) ?? 1,
            unless: record.strings("unless") ?? [], exact: record.bool("exact") ?? false,
            message: record.string("message"))
        if case .groups(let groups)? = words, rule.atLeast > groups.count, !groups.isEmpty {
            record.complain(
                "at_least is \(rule.atLeast) but there are only \(groups.count) words; "
                    + "it can never match", key: "at_least")
        }
        if case .query? = words, record.has("at_least") || record.has("unless") {
            record.complain(
                "at_least and unless go with words; a query says it itself: ATLEAST/n(…), NOT")
        }
        return words == nil ? nil : rule
    }

    private static func readExtract(_ record: RecordReader) -> ExtractRule? {
        let event = EventShapeReader.read(record)
        let lists = readLists(record)
        let patterns = record.strings("patterns")
        if patterns == nil, !record.has("patterns") {
            record.missing("patterns", "expected a list of patterns")
        }
        let notAfter = record.strings("not_after") ?? []
        let emit = record.function("emit")
        guard let event, let patterns else { return nil }
        return ExtractRule(
            event: event, lists: lists, patterns: patterns, notAfter: notAfter, emit: emit)
    }

    private static func readEnrich(_ record: RecordReader) -> EnrichRule? {
        let adds = record.strings("adds") ?? []
        var gazetteers: [String: String] = [:]
        if let data = record.table("data") {
            for (name, value) in data.fields {
                guard let table = value.table, table["__mark"].string == "gazetteer",
                    let file = table["file"].string
                else {
                    record.complain(
                        "data.\(name) is \(value.describedForRule); expected tocsin.gazetteer \"lists/x.tsv\"",
                        key: name)
                    continue
                }
                gazetteers[name] = file
            }
        }
        guard let function = record.function("enrich") else {
            if !record.has("enrich") {
                record.missing("enrich", "expected function(event, data) … end")
            }
            return nil
        }
        return EnrichRule(adds: adds, gazetteers: gazetteers, function: function)
    }

    private static func readFind(_ record: RecordReader) -> FindRule? {
        // Known whether or not they are there: a misspelt one is told with its near name.
        for key in ["words", "query", "event"] { _ = record.value(key) }
        let words = record.has("words") || record.has("query") ? readWords(record) : nil
        let event = record.has("event") ? EventShapeReader.read(record) : EventShape.open
        guard let function = record.function("find") else {
            if !record.has("find") {
                record.missing("find", "expected function(article) … end")
            }
            return nil
        }
        guard let event else { return nil }
        return FindRule(words: words, event: event, function: function)
    }
}

extension Rule.Kind {
    var hasCode: Bool {
        switch self {
        case .watchlist: false
        case .extract(let rule): rule.emit != nil
        case .enrich, .find: true
        case .alert(let source): source.table.holdsFunction
        }
    }
}

extension LuaTable {
    var holdsFunction: Bool {
        func isCode(_ value: LuaValue) -> Bool {
            switch value {
            case .function: true
            case .table(let t): t.holdsFunction
            default: false
            }
        }
        return array.contains(where: isCode) || fields.contains { isCode($0.value) }
    }
}
