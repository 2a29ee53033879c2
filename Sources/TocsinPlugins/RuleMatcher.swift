import TocsinMatching
import TocsinModel
import TocsinText

/// Collects what all rules look for into one automaton and one set of patterns.
struct RuleMatcherBuilder {
    private let keywords = KeywordSetBuilder()
    private var patterns = PatternSetBuilder()
    private var uses: [[RuleMatcher.Use]] = []
    private var wordRules: [RuleMatcher.WordRule] = []
    private var patternRules: [RuleMatcher.PatternRule] = []
    private var patternOwner: [Int32] = []

    /// - Parameter number: the rule's place in the rule set.
    mutating func add(_ rule: Rule, number: Int, lists: RuleLists) throws(RuleCompileError) {
        switch rule.kind {
        case .watchlist(let list):
            try addWords(
                list.words, atLeast: list.atLeast, unless: list.unless, exact: list.exact, rule,
                number: number, lists: lists)
        case .find(let find):
            if let words = find.words {
                try addWords(
                    words, atLeast: 1, unless: [], exact: false, rule, number: number, lists: lists)
            }
        case .extract(let extract): try addPatterns(extract, rule, number: number, lists: lists)
        case .enrich, .alert: break
        }
    }

    private mutating func addWords(
        _ source: WordSource, atLeast: Int, unless: [String], exact: Bool, _ rule: Rule,
        number: Int,
        lists: RuleLists
    ) throws(RuleCompileError) {
        var groups: [[KeywordSpec]] = []
        var rows: [[String: String]] = []
        switch source {
        case .groups(let written):
            for group in written {
                var specs: [KeywordSpec] = []
                for word in group { specs.append(try spec(word, exact: exact)) }
                groups.append(specs)
            }
        case .list(let file):
            guard let list = lists.list(file, of: rule.plugin) else {
                throw RuleCompileError(
                    message: "there is no list \"\(file)\" in this plugin; expected lists/x.tsv",
                    text: file)
            }
            for row in list.rows {
                var specs: [KeywordSpec] = []
                for word in list.spellings(row) { specs.append(try spec(word, exact: exact)) }
                guard !specs.isEmpty else { continue }
                groups.append(specs)
                rows.append(list.record(row))
            }
        case .query(let text):
            throw RuleCompileError(message: "queries are not compiled yet", text: text)
        }
        let index = Int32(wordRules.count)
        wordRules.append(
            .init(
                number: number, groups: groups.count, atLeast: atLeast, fields: rule.fields,
                languages: Set(rule.languages), rows: rows))
        for (group, specs) in groups.enumerated() {
            for spec in specs {
                use(try intern(spec), .word(rule: index, group: Int32(group)))
            }
        }
        for phrase in unless {
            use(try intern(try spec(phrase, exact: false)), .unless(rule: index))
        }
    }

    private mutating func addPatterns(
        _ extract: ExtractRule, _ rule: Rule, number: Int, lists: RuleLists
    ) throws(RuleCompileError) {
        var named: [String: [KeywordSpec]] = [:]
        for (name, source) in extract.lists {
            var specs: [KeywordSpec] = []
            switch source {
            case .groups(let groups):
                for word in groups.joined() { specs.append(try spec(word, exact: false)) }
            case .list(let file):
                guard let list = lists.list(file, of: rule.plugin) else {
                    throw RuleCompileError(
                        message:
                            "there is no list \"\(file)\" in this plugin; expected lists/x.tsv",
                        text: file)
                }
                for row in list.rows {
                    for word in list.spellings(row) { specs.append(try spec(word, exact: false)) }
                }
            case .query: throw RuleCompileError(message: "a list is words, not a query", key: name)
            }
            named[name] = specs
        }
        var syntaxes: [PatternSyntax] = []
        for text in extract.patterns {
            do {
                syntaxes.append(try PatternSyntax.parse(text))
            } catch {
                throw RuleCompileError(message: error.description, text: text)
            }
        }
        let keywords = keywords
        let range: Range<Int>
        do {
            range = try patterns.add(syntaxes, lists: named) { try keywords.add($0) }
        } catch {
            throw RuleCompileError(message: error.description, text: error.pattern)
        }
        let index = Int32(patternRules.count)
        patternRules.append(
            .init(number: number, fields: rule.fields, languages: Set(rule.languages)))
        patternOwner += range.map { _ in index }
        for phrase in extract.notAfter {
            use(try intern(try spec(phrase, exact: false)), .notAfter(rule: index))
        }
    }

    private func spec(_ word: String, exact: Bool) throws(RuleCompileError) -> KeywordSpec {
        do {
            var spec = try KeywordSpec(parsing: word)
            if exact { spec.exact = true }
            return spec
        } catch {
            throw RuleCompileError(message: error.message, text: word)
        }
    }

    private mutating func intern(_ spec: KeywordSpec) throws(RuleCompileError) -> Int {
        do {
            return Int(try keywords.add(spec))
        } catch {
            throw RuleCompileError(message: error.message, text: spec.written)
        }
    }

    private mutating func use(_ keyword: Int, _ use: RuleMatcher.Use) {
        while uses.count <= keyword { uses.append([]) }
        uses[keyword].append(use)
    }

    consuming func build() -> (RuleMatcher, [Diagnostic]) {
        let set = patterns.build()
        var diagnostics: [Diagnostic] = []
        _ = diagnostics
        diagnostics = []
        return (
            RuleMatcher(
                automaton: keywords.build(), patterns: set, uses: uses, wordRules: wordRules,
                patternRules: patternRules, patternOwner: patternOwner), diagnostics
        )
    }
}

/// One pass over an article that finds what every rule looks for.
struct RuleMatcher: Sendable {
    enum Use: Sendable {
        case word(rule: Int32, group: Int32)
        case unless(rule: Int32)
        case notAfter(rule: Int32)
    }
    struct WordRule: Sendable {
        var number: Int
        var groups: Int
        var atLeast: Int
        var fields: [Field]
        var languages: Set<String>
        var rows: [[String: String]]
    }
    struct PatternRule: Sendable {
        var number: Int
        var fields: [Field]
        var languages: Set<String>
    }

    let automaton: KeywordAutomaton
    let patterns: PatternSet
    let uses: [[Use]]
    let wordRules: [WordRule]
    let patternRules: [PatternRule]
    let patternOwner: [Int32]

    struct WordMatch {
        var rule: Int
        var hits: [(field: Field, tokens: Range<Int>)]
        var row: [String: String]
    }
    struct PatternMatch {
        var rule: Int
        var field: Field
        var sentence: Int
        var hit: PatternHit
    }
    struct Found {
        var words: [WordMatch] = []
        var patterns: [PatternMatch] = []
    }

    /// - Parameters:
    ///   - scanner: the worker's own.
    ///   - mentions: those of some kinds in a sentence; asked only where a pattern's words are there.
    func match(
        _ article: AnalyzedArticle, scanner: PatternScanner,
        mentions: (Set<MentionKind>, Field, Int) -> [Mention]
    ) -> Found {
        var found = Found()
        var hitsByRule: [Int32: [(field: Field, group: Int32, tokens: Range<Int>)]] = [:]
        var unless: [Int32: [(field: Field, tokens: Range<Int>)]] = [:]
        var notAfter: [(rule: Int32, field: Field, end: Int)] = []
        var byField: [(Field, [KeywordHit])] = []
        for field in Field.allCases {
            let text = article[field]
            guard !text.tokens.isEmpty else { continue }
            var hits: [KeywordHit] = []
            automaton.scan(text, language: article.language, into: &hits)
            hits.sort {
                ($0.tokens.lowerBound, $0.tokens.upperBound) < (
                    $1.tokens.lowerBound, $1.tokens.upperBound
                )
            }
            for hit in hits where Int(hit.keyword) < uses.count {
                let tokens = Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound)
                for use in uses[Int(hit.keyword)] {
                    switch use {
                    case .word(let rule, let group):
                        hitsByRule[rule, default: []].append((field, group, tokens))
                    case .unless(let rule): unless[rule, default: []].append((field, tokens))
                    case .notAfter(let rule): notAfter.append((rule, field, tokens.upperBound))
                    }
                }
            }
            byField.append((field, hits))
        }
        for (rule, hits) in hitsByRule.sorted(by: { $0.key < $1.key }) {
            let wordRule = wordRules[Int(rule)]
            if !wordRule.languages.isEmpty, !wordRule.languages.contains(article.language) {
                continue
            }
            let blocked = unless[rule] ?? []
            let kept = hits.filter { hit in
                wordRule.fields.contains(hit.field)
                    && !blocked.contains { $0.field == hit.field && $0.tokens.overlaps(hit.tokens) }
            }
            guard Set(kept.map(\.group)).count >= wordRule.atLeast, !kept.isEmpty else { continue }
            // A longer word of the list that covers a shorter one stands for both.
            let outer = kept.filter { a in
                !kept.contains {
                    $0.field == a.field && $0.tokens != a.tokens
                        && $0.tokens.lowerBound <= a.tokens.lowerBound
                        && $0.tokens.upperBound >= a.tokens.upperBound
                }
            }
            let row = wordRule.rows.isEmpty ? [:] : wordRule.rows[Int(kept[0].group)]
            found.words.append(
                WordMatch(
                    rule: wordRule.number, hits: outer.map { ($0.field, $0.tokens) }, row: row))
        }
        guard patterns.count > 0 else { return found }
        for (field, hits) in byField {
            scanPatterns(article, field, hits, notAfter, scanner, mentions, &found)
        }
        return found
    }

    private func scanPatterns(
        _ article: AnalyzedArticle, _ field: Field, _ hits: [KeywordHit],
        _ notAfter: [(rule: Int32, field: Field, end: Int)], _ scanner: PatternScanner,
        _ mentions: (Set<MentionKind>, Field, Int) -> [Mention], _ found: inout Found
    ) {
        let text = article[field]
        var at = 0
        for (number, sentence) in text.sentences.enumerated() {
            let start = at
            while at < hits.count, Int(hits[at].tokens.lowerBound) < sentence.tokens.upperBound {
                at += 1
            }
            guard start < at else { continue }
            scanner.scan(
                tokens: sentence.tokens, hits: hits[start..<at],
                mentions: { mentions($0, field, number) },
                report: { hit in
                    let owner = patternOwner[hit.pattern]
                    let rule = patternRules[Int(owner)]
                    guard rule.fields.contains(field),
                        rule.languages.isEmpty || rule.languages.contains(article.language)
                    else { return }
                    // `not_after`: one of the phrases stands within three tokens before the hit.
                    let cancelled = notAfter.contains {
                        $0.rule == owner && $0.field == field && $0.end <= hit.tokens.lowerBound
                            && hit.tokens.lowerBound - $0.end <= 3
                            && $0.end > sentence.tokens.lowerBound
                    }
                    if !cancelled {
                        found.patterns.append(
                            PatternMatch(
                                rule: rule.number, field: field, sentence: number, hit: hit))
                    }
                })
        }
    }
}
