import TocsinModel
package import TocsinText

/// Collects the rules of all plugins and compiles their words into one automaton.
///
/// Rules are numbered from 0 in the order added, whatever their kind.
package struct MatcherBuilder {
    let keywords: KeywordSetBuilder
    private var patterns = PatternSetBuilder()
    private var rules: [Matcher.Rule] = []
    private var uses: [(keyword: Int32, use: Matcher.Use)] = []
    private var wordRules: [WatchlistSpec] = []
    private var queryRules: [Matcher.QueryRule] = []
    private var patternRules: [Matcher.PatternRule] = []

    package init(folding: TextAnalyzer.Folding = .full) {
        keywords = KeywordSetBuilder(folding: folding)
    }

    package var ruleCount: Int { rules.count }

    /// Adds a watchlist.
    /// - Returns: the rule's number.
    package mutating func addWatchlist(_ spec: WatchlistSpec) throws(MatchingError) -> Int {
        let rule = Int32(rules.count)
        var added: [(keyword: Int32, use: Matcher.Use)] = []
        for (group, spellings) in spec.groups.enumerated() {
            for spelling in spellings {
                let keyword = try keywords.add(spelling)
                added.append((keyword, Matcher.Use(rule: rule, part: Int32(group))))
            }
        }
        for (number, phrase) in spec.unless.enumerated() {
            let keyword = try keywords.add(phrase)
            added.append((keyword, Matcher.Use(rule: rule, part: -1 - Int32(number))))
        }
        if added.isEmpty {
            throw MatchingError(code: "watchlist.empty", message: "a watchlist without words")
        }
        if spec.atLeast < 1 || spec.atLeast > spec.groups.count {
            throw MatchingError(
                code: "watchlist.at-least",
                message: "at_least is \(spec.atLeast), but there are \(spec.groups.count)"
                    + " different words; expected 1 to \(spec.groups.count)")
        }
        uses += added
        rules.append(Matcher.Rule(scope: spec.scope, kind: .words(Int32(wordRules.count))))
        wordRules.append(spec)
        return Int(rule)
    }

    /// Adds a rule that is to run where any of its words was seen.
    /// - Returns: the rule's number.
    package mutating func addTrigger(
        _ groups: [[KeywordSpec]], scope: MatcherScope = .everywhere
    ) throws(MatchingError) -> Int {
        try addWatchlist(WatchlistSpec(groups: groups, scope: scope))
    }

    /// Adds a Boolean query.
    /// - Returns: the rule's number.
    package mutating func addQuery(
        _ query: Query, lists: [String: [KeywordSpec]] = [:], scope: MatcherScope = .everywhere
    ) throws(MatchingError) -> Int {
        let rule = Int32(rules.count)
        var added: [(keyword: Int32, use: Matcher.Use)] = []
        for (number, leaf) in query.leaves.enumerated() {
            let specs: [KeywordSpec]
            switch leaf {
            case .keyword(let spec): specs = [spec]
            case .list(let name):
                guard let list = lists[name] else {
                    throw MatchingError(
                        code: "query.list",
                        message: lists.isEmpty
                            ? "there is no list \"\(name)\"; give it in lists = { \(name) = { … } }, or as "
                                + "the file lists/\(name).tsv"
                            : Diagnostic.unknown("list", name, known: lists.keys))
                }
                specs = list
            }
            for spec in specs {
                let keyword = try keywords.add(spec)
                added.append((keyword, Matcher.Use(rule: rule, part: Int32(number))))
            }
        }
        uses += added
        rules.append(Matcher.Rule(scope: scope, kind: .query(Int32(queryRules.count))))
        queryRules.append(Matcher.QueryRule(query: query, needed: query.needed))
        return Int(rule)
    }

    /// Adds the patterns of one rule.
    /// - Returns: the rule's number.
    package mutating func addPatterns(_ spec: PatternRuleSpec) throws(PatternError) -> Int {
        let keywords = keywords
        var notAfter: [Int32] = []
        for phrase in spec.notAfter {
            do {
                notAfter.append(try keywords.add(phrase))
            } catch {
                throw PatternError(
                    pattern: phrase.written, offset: 0, message: "in not_after: \(error.message)")
            }
        }
        let added = try patterns.add(spec.patterns, lists: spec.lists) { try keywords.add($0) }
        let number = rules.count
        rules.append(Matcher.Rule(scope: spec.scope, kind: .patterns(Int32(patternRules.count))))
        patternRules.append(
            Matcher.PatternRule(
                rule: number, patterns: added, notAfter: notAfter,
                longestNotAfter: spec.notAfter.map(\.text.utf8.count).max() ?? 0,
                wantsLabels: spec.patterns.contains { $0.kinds.contains { $0.kind.isLabel } }))
        return number
    }

    /// Numbers a word that is no rule's, to look for it in the same pass.
    package func intern(_ spec: KeywordSpec) throws(MatchingError) -> Int32 {
        try keywords.add(spec)
    }

    package consuming func build() -> Matcher {
        var starts = [Int32](repeating: 0, count: Int(keywords.keywordCount) + 1)
        for use in uses { starts[Int(use.keyword) + 1] += 1 }
        for k in 0..<Int(keywords.keywordCount) { starts[k + 1] += starts[k] }
        var flat = [Matcher.Use](repeating: Matcher.Use(rule: 0, part: 0), count: uses.count)
        var free = starts
        for use in uses {
            flat[Int(free[Int(use.keyword)])] = use.use
            free[Int(use.keyword)] += 1
        }
        return Matcher(
            automaton: keywords.build(), patterns: patterns.build(), rules: rules,
            useStarts: starts, uses: flat, wordRules: wordRules, queryRules: queryRules,
            patternRules: patternRules)
    }
}

extension MentionKind {
    /// Made by a rule, not by the host.
    var isLabel: Bool { if case .label = self { true } else { false } }
}
