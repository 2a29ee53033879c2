package import TocsinMatching

extension RuleSet {
    /// What an article must hold for a rule to find anything in it.
    package enum Needs: Sendable {
        /// One of these words.
        case words([KeywordSpec])
        case query(Query)
        /// What one of these patterns asks for; `lists` are those they name.
        case patterns([PatternSyntax], lists: [String: [KeywordSpec]])
        /// Nothing can be said: it runs on every article.
        case nothing
    }

    /// - Parameter number: the rule's place in `rules`.
    package func needs(of number: Int) -> Needs {
        let rule = rules[number]
        let words = RuleWords(rule: rule, lists: RuleLists(plugins))
        switch rule.kind {
        case .watchlist(let list):
            return needs(of: list.words, words, hasLists: !list.lists.isEmpty)
        case .find(let find):
            return find.words.map { needs(of: $0, words, hasLists: false) } ?? .nothing
        case .extract(let extract):
            let patterns = extract.patterns.compactMap { try? PatternSyntax.parse($0) }
            guard patterns.count == extract.patterns.count,
                let lists = try? words.named(extract.lists, asked: patterns.flatMap(\.lists))
            else { return .nothing }
            return .patterns(patterns, lists: lists)
        case .enrich, .alert: return .nothing
        }
    }

    private func needs(of source: WordSource, _ words: RuleWords, hasLists: Bool) -> Needs {
        if case .query(let text) = source {
            guard !hasLists, let query = try? Query(parsing: text), query.lists.isEmpty else {
                return .nothing
            }
            return .query(query)
        }
        guard let groups = try? words.groups(source, exact: false) else { return .nothing }
        return .words(groups.specs.flatMap(\.self))
    }
}
