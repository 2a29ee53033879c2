package import TocsinModel
package import TocsinText

extension Matcher {
    /// Why a rule did or did not match the article last given to `match`: for `tocsin try`.
    package func explain(
        _ rule: Int, _ article: AnalyzedArticle, _ scratch: MatcherScratch,
        mentions: (Set<MentionKind>, AnalyzedText, _ sentence: Int) -> [Mention]
    ) -> RuleExplanation {
        let scope = rules[rule].scope
        guard scope.admits(language: article.language) else {
            return .otherLanguage(article: article.language, rule: scope.languages)
        }
        switch rules[rule].kind {
        case .words(let index): return explainWords(wordRules[Int(index)], Int32(rule), scratch)
        case .query(let index):
            var places: [Int: [Field: [Range<Int32>]]] = [:]
            for word in scratch.noted(Int32(rule)) {
                places[word.group, default: [:]][word.field, default: []].append(
                    Int32(word.tokens.lowerBound)..<Int32(word.tokens.upperBound))
            }
            return .query(
                queryRules[Int(index)].query.explain(article) { places[$0]?[$1] ?? [] })
        case .patterns(let index):
            let rule = patternRules[Int(index)]
            return .patterns(
                rule.patterns.compactMap {
                    outcome(of: $0, of: rule, scope, article, scratch, mentions)
                })
        }
    }

    private func explainWords(_ spec: WatchlistSpec, _ rule: Int32, _ scratch: MatcherScratch)
        -> RuleExplanation
    {
        let noted = scratch.noted(rule)
        let counted = counted(noted)
        let groups = Set(counted.map(\.group))
        let cancelled = noted.compactMap { word -> (word: WordMatch, by: WordMatch)? in
            guard word.group >= 0, !counted.contains(word) else { return nil }
            return noted.first {
                $0.group < 0 && $0.field == word.field && $0.tokens.overlaps(word.tokens)
            }.map { (word, $0) }
        }
        return .words(
            counted: counted, needed: spec.atLeast,
            missing: spec.groups.indices.filter { !groups.contains($0) }, cancelled: cancelled)
    }

    /// The sentence in which the pattern came furthest; nil for an article without one.
    private func outcome(
        of pattern: Int, of rule: PatternRule, _ scope: MatcherScope, _ article: AnalyzedArticle,
        _ scratch: MatcherScratch, _ mentions: Mentions
    ) -> PatternOutcome? {
        let kinds = Set(patterns.infos[pattern].captures.compactMap(\.kind))
            .subtracting([.word, .phrase])
        var best: PatternOutcome?
        for field in Field.allCases where scope.admits(field) {
            let text = article[field]
            let hits = scratch.hits(field)
            var first = 0
            for (number, sentence) in text.sentences.enumerated() {
                var end = first
                while end < hits.count,
                    Int(hits[end].tokens.lowerBound) < sentence.tokens.upperBound
                {
                    end += 1
                }
                let sentenceHits = hits[first..<end]
                first = end
                var arcs = sentenceHits.map {
                    Arc(
                        symbol: $0.keyword, start: $0.tokens.lowerBound, end: $0.tokens.upperBound)
                }
                for mention in kinds.isEmpty ? [] : mentions(kinds, text, number) {
                    guard let symbol = patterns.symbol(for: mention.kind) else { continue }
                    arcs.append(
                        Arc(
                            symbol: symbol, start: Int32(mention.tokens.lowerBound),
                            end: Int32(mention.tokens.upperBound)))
                }
                var outcome = PatternOutcome(
                    field: field, sentence: number,
                    trace: scratch.scanner.trace(pattern, tokens: sentence.tokens, arcs: arcs))
                outcome.trace.pattern = pattern - rule.patterns.lowerBound
                if outcome.trace.isWhole {
                    let hit = PatternHit(
                        pattern: pattern, tokens: outcome.trace.tokens, captures: [])
                    outcome.droppedAfter = phraseBefore(hit, of: rule, in: sentenceHits)
                }
                if best == nil || outcome.came(furtherThan: best!) { best = outcome }
            }
        }
        return best
    }
}

extension PatternOutcome {
    fileprivate func came(furtherThan other: PatternOutcome) -> Bool {
        func rank(_ outcome: PatternOutcome) -> (Int, Int, Int, Int) {
            (
                outcome.trace.isWhole ? outcome.droppedAfter == nil ? 2 : 1 : 0,
                outcome.trace.progress, -outcome.trace.matched.lowerBound,
                outcome.trace.tokens.count
            )
        }
        return rank(self) > rank(other)
    }
}
