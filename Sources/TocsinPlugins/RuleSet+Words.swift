package import TocsinMatching

extension RuleSet {
    /// The words a rule asks for, group by group, as the matcher reads them; nil where it writes a
    /// query or has none.
    package func wordGroups(of rule: Rule) -> [[KeywordSpec]]? {
        let source: WordSource?
        var exact = false
        switch rule.kind {
        case .watchlist(let list):
            source = list.words
            exact = list.exact
        case .find(let find): source = find.words
        default: source = nil
        }
        guard let source else { return nil }
        if case .query = source { return nil }
        return try? RuleWords(rule: rule, lists: RuleLists(plugins)).groups(source, exact: exact)
            .specs
    }

    /// The named lists of a rule.
    package func namedWords(of rule: Rule) -> [String: [KeywordSpec]] {
        let lists: [String: WordSource] =
            switch rule.kind {
            case .watchlist(let list): list.lists
            case .extract(let extract): extract.lists
            default: [:]
            }
        return (try? RuleWords(rule: rule, lists: RuleLists(plugins)).named(lists)) ?? [:]
    }

    /// The words a rule itself writes with `~`, whatever they are for, in the order of its keys.
    package func inflectedWords(of rule: Rule) -> [KeywordSpec] {
        func words(_ source: WordSource) -> [KeywordSpec] {
            switch source {
            case .groups(let groups): specs(groups.joined())
            case .query(let query): (try? Query(parsing: query))?.keywords ?? []
            case .list: []
            }
        }
        func specs(_ written: some Sequence<String>) -> [KeywordSpec] {
            written.compactMap { try? KeywordSpec(parsing: $0) }
        }
        var found: [KeywordSpec]
        var lists: [String: WordSource] = [:]
        switch rule.kind {
        case .watchlist(let list):
            found = words(list.words) + specs(list.unless)
            lists = list.lists
        case .find(let find):
            found = find.words.map(words) ?? []
        case .extract(let extract):
            found =
                extract.patterns.flatMap { (try? PatternSyntax.parse($0))?.words ?? [] }
                + specs(extract.notAfter)
            lists = extract.lists
        default:
            found = []
        }
        for (_, source) in lists.sorted(by: { $0.key < $1.key }) { found += words(source) }
        return found.filter(\.inflected)
    }

    /// The labels that plugins give to mentions.
    package var labelNames: Set<String> { lexicon.labelNames }
}

/// The keys of each kind of rule as the reader knows them: the reference is held against it.
package enum RuleKeys {
    package static func keys(of kind: String) -> Set<String> { RuleReader.keys(of: kind) }

    /// The fields of `article` in code.
    package static var articleFields: [String] { LuaArticle.fields }

    /// Names the rule language adds to Lua's.
    package static var preludeSource: String { RulePrelude.source }
}

/// One list of a plugin as it stands in its file.
package struct PluginList: Sendable {
    package var path: String
    package var columns: [String]
    /// With the number of each row's line.
    package var rows: [(line: Int, cells: [String])]
    /// The comment lines on top, without their marks.
    package var heading: [String]

    /// - Returns: nil where it cannot be read.
    package init?(at path: String, display: String, bytes: [UInt8]) {
        // Some editors put a byte order mark in front.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.path = display
        columns = []
        rows = []
        heading = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            var line = line
            if line.last == "\r" { line.removeLast() }
            if line.hasPrefix("#") {
                if columns.isEmpty { heading.append(String(line.drop { $0 == "#" || $0 == " " })) }
                continue
            }
            guard !line.isEmpty else { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            if columns.isEmpty { columns = cells } else { rows.append((number + 1, cells)) }
        }
    }

    package func cell(_ row: [String], _ column: String) -> String {
        guard let at = columns.firstIndex(of: column), at < row.count else { return "" }
        return row[at]
    }
}
