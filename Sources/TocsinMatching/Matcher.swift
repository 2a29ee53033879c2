package import TocsinModel
package import TocsinText

/// The words, queries and patterns of all rules as one thing that is run over an article once.
///
/// The article's tokens pass the keyword automaton; each hit is handed to the rules it belongs to,
/// so rules whose words are not there cost nothing. Patterns run in the sentences where their gate
/// word was found.
package struct Matcher: Sendable {
    struct Rule: Sendable {
        enum Kind: Sendable {
            case words(Int32)
            case query(Int32)
            case patterns(Int32)
        }
        var scope: MatcherScope
        var kind: Kind
    }

    /// What a keyword is to a rule: one of its groups, or from -1 down one of its `unless`; to a
    /// query, one of its leaves.
    struct Use: Sendable {
        var rule: Int32
        var part: Int32
    }

    struct QueryRule: Sendable {
        var query: Query
        /// Leaves of which one must be there.
        var needed: Set<Int>
    }

    struct PatternRule: Sendable {
        var rule: Int
        var patterns: Range<Int>
        /// Keywords.
        var notAfter: [Int32]
        /// Words in the longest of them, at most.
        var longestNotAfter: Int
        /// It asks for mentions that other rules make.
        var wantsLabels: Bool
    }

    package let automaton: KeywordAutomaton
    package let patterns: PatternSet
    let rules: [Rule]
    let useStarts: [Int32]
    let uses: [Use]
    let wordRules: [WatchlistSpec]
    let queryRules: [QueryRule]
    let patternRules: [PatternRule]
    /// By pattern, the index of its rule in `patternRules`.
    let ruleOfPattern: [Int32]
    /// By rule: it is not tried in every field and language.
    let isScoped: [Bool]
    let labelPatternRules: [PatternRule]
    /// Rules that are not tried in every field, language and pass.
    let switchedPatternRules: [PatternRule]

    init(
        automaton: KeywordAutomaton, patterns: PatternSet, rules: [Rule], useStarts: [Int32],
        uses: [Use], wordRules: [WatchlistSpec], queryRules: [QueryRule],
        patternRules: [PatternRule]
    ) {
        self.automaton = automaton
        self.patterns = patterns
        self.rules = rules
        self.useStarts = useStarts
        self.uses = uses
        self.wordRules = wordRules
        self.queryRules = queryRules
        self.patternRules = patternRules
        ruleOfPattern = patternRules.enumerated().flatMap { index, rule in
            rule.patterns.map { _ in Int32(index) }
        }
        isScoped = rules.map { $0.scope != .everywhere }
        labelPatternRules = patternRules.filter(\.wantsLabels)
        switchedPatternRules = patternRules.filter {
            $0.wantsLabels || rules[$0.rule].scope != .everywhere
        }
    }

    package var ruleCount: Int { rules.count }

    /// Gives the mentions of some kinds in one sentence of one field.
    package typealias Mentions = (Set<MentionKind>, AnalyzedText, _ sentence: Int) -> [Mention]

    /// Runs every rule over an article, but for patterns that ask for other rules' labels.
    ///
    /// - Parameters:
    ///   - scratch: a worker's own buffers; it keeps the article's keyword hits for `matchLabels`.
    ///   - mentions: is asked at most once for each kind and sentence, and only where a pattern's
    ///     words are there.
    /// - Returns: in the order of rule numbers; a rule's pattern matches in the order of fields,
    ///   sentences, patterns and tokens.
    package func match(
        _ article: AnalyzedArticle, _ scratch: MatcherScratch, mentions: Mentions
    ) -> [RuleMatch] {
        var found: [RuleMatch] = []
        scratch.begin()
        for field in Field.allCases {
            let text = article[field]
            scratch.scan(text, language: article.language)
            collectWords(field, language: article.language, scratch)
            if let timer = scratch.patternTimer {
                timer {
                    runPatterns(text, article.language, labels: false, scratch, mentions, &found)
                }
            } else {
                runPatterns(text, article.language, labels: false, scratch, mentions, &found)
            }
        }
        judgeWords(article, scratch, &found)
        return sorted(found)
    }

    /// Runs the patterns that ask for labels, once the rules that make these have run, over the
    /// article last given to `match`.
    package func matchLabels(
        _ article: AnalyzedArticle, _ scratch: MatcherScratch, mentions: Mentions
    ) -> [RuleMatch] {
        if labelPatternRules.isEmpty { return [] }
        var found: [RuleMatch] = []
        scratch.scanner.turn(0..<patterns.count, on: false)
        defer { scratch.scanner.turn(0..<patterns.count, on: true) }
        for field in Field.allCases {
            runPatterns(
                article[field], article.language, labels: true, scratch, mentions, &found)
        }
        return sorted(found)
    }

    /// In the order of rule numbers, otherwise as found.
    private func sorted(_ found: [RuleMatch]) -> [RuleMatch] {
        if found.count < 2 { return found }
        return found.enumerated().sorted {
            ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset)
        }.map(\.element)
    }

    // MARK: Watchlists, triggers and queries

    private func collectWords(_ field: Field, language: String, _ scratch: MatcherScratch) {
        for hit in scratch.hits(field) {
            let keyword = Int(hit.keyword)
            for index in Int(useStarts[keyword])..<Int(useStarts[keyword + 1]) {
                let use = uses[index]
                if isScoped[Int(use.rule)] {
                    let scope = rules[Int(use.rule)].scope
                    guard scope.admits(field), scope.admits(language: language) else { continue }
                }
                scratch.note(use, hit, field)
            }
        }
    }

    private func judgeWords(
        _ article: AnalyzedArticle, _ scratch: MatcherScratch, _ found: inout [RuleMatch]
    ) {
        for rule in scratch.touchedRules {
            switch rules[Int(rule)].kind {
            case .words(let index):
                let words = counted(scratch.noted(rule))
                if Set(words.lazy.map(\.group)).count >= wordRules[Int(index)].atLeast {
                    found.append(RuleMatch(rule: Int(rule), finding: .words(words)))
                }
            case .query(let index):
                let query = queryRules[Int(index)]
                let noted = scratch.noted(rule)
                guard noted.contains(where: { query.needed.contains($0.group) }),
                    let words = evaluate(query.query, article, noted)
                else { continue }
                found.append(RuleMatch(rule: Int(rule), finding: .words(words)))
            case .patterns: break
            }
        }
    }

    private func evaluate(_ query: Query, _ article: AnalyzedArticle, _ noted: [WordMatch])
        -> [WordMatch]?
    {
        struct Place: Hashable {
            var leaf: Int
            var field: Field
        }
        var places: [Place: [Range<Int32>]] = [:]
        for word in noted {
            places[Place(leaf: word.group, field: word.field), default: []].append(
                Int32(word.tokens.lowerBound)..<Int32(word.tokens.upperBound))
        }
        let found = query.evaluate(article) { places[Place(leaf: $0, field: $1)] ?? [] }
        return found?.map {
            WordMatch(
                field: $0.field,
                tokens: Int($0.tokens.lowerBound)..<Int($0.tokens.upperBound), group: 0)
        }
    }

    /// The words that no `unless` phrase touches. `noted` is in reading order.
    func counted(_ noted: [WordMatch]) -> [WordMatch] {
        guard noted.contains(where: { $0.group < 0 }) else { return noted }
        var result: [WordMatch] = []
        for field in Field.allCases {
            let phrases = noted.filter { $0.group < 0 && $0.field == field }.map(\.tokens)
            // The furthest end of the phrases up to each.
            var ends: [Int] = []
            for phrase in phrases { ends.append(max(ends.last ?? 0, phrase.upperBound)) }
            var before = 0
            for word in noted where word.group >= 0 && word.field == field {
                // Words come by start, so a phrase that begins before one word's last token may
                // begin behind the next one's; both are few.
                while before < phrases.count, phrases[before].lowerBound < word.tokens.upperBound {
                    before += 1
                }
                var last = before - 1
                while last >= 0, phrases[last].lowerBound >= word.tokens.upperBound { last -= 1 }
                if last < 0 || ends[last] <= word.tokens.lowerBound { result.append(word) }
            }
        }
        return result
    }

    // MARK: Patterns

    private func runPatterns(
        _ text: AnalyzedText, _ language: String, labels: Bool, _ scratch: MatcherScratch,
        _ mentions: Mentions, _ found: inout [RuleMatch]
    ) {
        if patterns.count == 0 { return }
        let field = text.field
        let scanner = scratch.scanner
        for rule in switchedPatternRules {
            let scope = rules[rule.rule].scope
            scanner.turn(
                rule.patterns,
                on: rule.wantsLabels == labels && scope.admits(field)
                    && scope.admits(language: language))
        }
        let hits = scratch.hits(field)
        var first = 0
        while first < hits.count {
            let sentence = Int(text.tokens[Int(hits[first].tokens.lowerBound)].sentence)
            let tokens = text.sentences[sentence].tokens
            var end = first + 1
            while end < hits.count, Int(hits[end].tokens.lowerBound) < tokens.upperBound {
                end += 1
            }
            let sentenceHits = hits[first..<end]
            first = end
            scanner.scan(
                tokens: tokens, hits: sentenceHits,
                mentions: { mentions($0, text, sentence) },
                report: { hit in
                    let rule = patternRules[Int(ruleOfPattern[hit.pattern])]
                    if phraseBefore(hit, of: rule, in: sentenceHits) != nil { return }
                    var hit = hit
                    hit.pattern -= rule.patterns.lowerBound
                    found.append(
                        RuleMatch(
                            rule: rule.rule,
                            finding: .pattern(hit, field: field, sentence: sentence)))
                })
        }
    }

    /// The phrase of `not_after` that stands just before a match.
    func phraseBefore(_ hit: PatternHit, of rule: PatternRule, in hits: ArraySlice<KeywordHit>)
        -> Range<Int>?
    {
        if rule.notAfter.isEmpty { return nil }
        var low = hits.startIndex
        var high = hits.endIndex
        while low < high {
            let middle = (low + high) / 2
            if Int(hits[middle].tokens.lowerBound) < hit.tokens.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        for other in hits[..<low].reversed() {
            let (start, end) = (Int(other.tokens.lowerBound), Int(other.tokens.upperBound))
            if start + rule.longestNotAfter + 2 < hit.tokens.lowerBound { return nil }
            if end + 2 >= hit.tokens.lowerBound, rule.notAfter.contains(other.keyword) {
                return start..<end
            }
        }
        return nil
    }
}
