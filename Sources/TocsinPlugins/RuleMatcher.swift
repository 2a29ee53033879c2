import TocsinMatching
import TocsinModel
import TocsinText

/// Hands the words and patterns of rules to the matcher, and remembers whose they are.
struct RuleMatcherBuilder {
    private var builder = MatcherBuilder()
    /// By the matcher's number.
    private var owners: [RuleMatcher.Owner] = []

    /// - Parameter number: the rule's place in the rule set.
    mutating func add(_ rule: Rule, number: Int, lists: RuleLists) throws(RuleCompileError) {
        let words = RuleWords(rule: rule, lists: lists)
        let scope = MatcherScope(
            fields: rule.fields.count == Field.allCases.count ? [] : Set(rule.fields),
            languages: rule.languages)
        switch rule.kind {
        case .watchlist(let list):
            switch list.words {
            case .query(let text): try addQuery(text, list.lists, words, scope)
            default:
                let groups = try words.groups(list.words, exact: list.exact)
                var unless: [KeywordSpec] = []
                for phrase in list.unless { unless.append(try words.spec(phrase)) }
                let spec = WatchlistSpec(
                    groups: groups.specs, atLeast: list.atLeast, unless: unless, scope: scope)
                try wrap(list.unless.first) { () throws(MatchingError) in
                    _ = try builder.addWatchlist(spec)
                }
                owners.append(.init(number: number, rows: groups.rows))
                return
            }
        case .find(let find):
            guard let source = find.words else { return }
            switch source {
            case .query(let text): try addQuery(text, [:], words, scope)
            default:
                let groups = try words.groups(source, exact: false).specs
                try wrap(nil) { () throws(MatchingError) in
                    _ = try builder.addTrigger(groups, scope: scope)
                }
            }
        case .extract(let extract):
            var spec = PatternRuleSpec(patterns: [], scope: scope)
            for text in extract.patterns {
                do throws(PatternError) {
                    spec.patterns.append(try PatternSyntax.parse(text))
                } catch {
                    throw RuleCompileError(message: error.description, text: text)
                }
            }
            spec.lists = try words.named(
                extract.lists, asked: spec.patterns.flatMap(\.lists))
            for phrase in extract.notAfter { spec.notAfter.append(try words.spec(phrase)) }
            do throws(PatternError) {
                _ = try builder.addPatterns(spec)
            } catch {
                throw RuleCompileError(message: error.description, text: error.pattern)
            }
        case .enrich, .alert: return
        }
        owners.append(.init(number: number))
    }

    private mutating func addQuery(
        _ text: String, _ lists: [String: WordSource], _ words: RuleWords, _ scope: MatcherScope
    ) throws(RuleCompileError) {
        let query: Query
        do throws(QueryError) {
            query = try Query(parsing: text)
        } catch {
            throw RuleCompileError(message: error.description + "\n" + error.pointing, text: text)
        }
        let named = try words.named(lists, asked: query.lists)
        try wrap(text) { () throws(MatchingError) in
            _ = try builder.addQuery(query, lists: named, scope: scope)
        }
    }

    private func wrap(
        _ text: String?, _ body: () throws(MatchingError) -> Void
    ) throws(RuleCompileError) {
        do throws(MatchingError) {
            try body()
        } catch {
            throw RuleCompileError(message: error.message, text: text)
        }
    }

    consuming func build() -> RuleMatcher {
        RuleMatcher(matcher: builder.build(), owners: owners)
    }
}

/// The words one rule writes, as the matcher's specs.
struct RuleWords {
    let rule: Rule
    let lists: RuleLists

    func spec(_ word: String) throws(RuleCompileError) -> KeywordSpec {
        do throws(MatchingError) {
            return try KeywordSpec(parsing: word)
        } catch {
            throw RuleCompileError(message: error.message, text: word)
        }
    }

    /// Groups of spellings; those of a list are its rows, one each.
    func groups(
        _ source: WordSource, exact: Bool
    ) throws(RuleCompileError) -> (specs: [[KeywordSpec]], rows: ListGroups?) {
        var written: [[String]] = []
        var rows: ListGroups?
        switch source {
        case .groups(let groups): written = groups
        case .list(let file):
            let list = ListGroups(try list(file).gazetteer)
            written = list.names
            rows = list
        case .query(let text):
            throw RuleCompileError(message: "words are expected here, not a query", text: text)
        }
        var specs: [[KeywordSpec]] = []
        for group in written {
            var spellings: [KeywordSpec] = []
            for word in group {
                var one = try spec(word)
                if exact { one.exact = true }
                spellings.append(one)
            }
            specs.append(spellings)
        }
        return (specs, rows)
    }

    /// The words of named lists.
    /// - Parameter asked: names that a query or pattern asks for; one that is not among `lists` is
    ///   the file `lists/NAME.tsv`, where there is one.
    func named(
        _ lists: [String: WordSource], asked: [String] = []
    ) throws(RuleCompileError) -> [String: [KeywordSpec]] {
        var lists = lists
        for name in asked where lists[name] == nil {
            let file = name + ".tsv"
            if self.lists.path(of: file, plugin: rule.plugin) != nil {
                lists[name] = .list(file: file)
            }
        }
        var out: [String: [KeywordSpec]] = [:]
        for (name, source) in lists.sorted(by: { $0.key < $1.key }) {
            out[name] = Array(try groups(source, exact: false).specs.joined())
        }
        return out
    }

    private func list(_ file: String) throws(RuleCompileError) -> RuleLists.List {
        guard let list = lists.list(file, of: rule.plugin) else {
            throw RuleCompileError(
                message:
                    "there is no list \"\(file)\" here; expected the file \(file.contains("/") ? file : "lists/" + file) beside rules/",
                text: file, isTold: lists.isUnreadable(file, of: rule.plugin))
        }
        return list
    }
}

/// One pass over an article that finds what every rule looks for.
struct RuleMatcher: Sendable {
    struct Owner: Sendable {
        /// The rule's place in the rule set.
        var number: Int
        /// The list whose rows its groups are, if it has one.
        var rows: ListGroups?
    }

    let matcher: Matcher
    let owners: [Owner]

    struct Words {
        var rule: Int
        var hits: [(field: Field, tokens: Range<Int>)]
        var row: [String: String]
    }
    struct Pattern {
        var rule: Int
        var field: Field
        var sentence: Int
        var hit: PatternHit
    }
    private struct Place: Hashable {
        var field: Field
        var tokens: Range<Int>
    }
    struct Found {
        var words: [Words] = []
        var patterns: [Pattern] = []
    }

    /// - Parameters:
    ///   - scratch: the worker's own.
    ///   - mentions: those of some kinds in a sentence; asked only where a pattern's words are there.
    func match(
        _ article: AnalyzedArticle, _ scratch: MatcherScratch,
        mentions: (Set<MentionKind>, Field, Int) -> [Mention]
    ) -> Found {
        var found = Found()
        let matches =
            matcher.match(article, scratch, mentions: { mentions($0, $1.field, $2) })
            + matcher.matchLabels(article, scratch, mentions: { mentions($0, $1.field, $2) })
        for match in matches {
            let owner = owners[match.rule]
            switch match.finding {
            case .words(let words):
                // A longer word of the list that covers a shorter one stands for both, and a word of
                // two groups stands there once.
                var places = Set<Place>()
                let outer = words.filter { word in
                    !words.contains {
                        $0.field == word.field && $0.tokens != word.tokens
                            && $0.tokens.lowerBound <= word.tokens.lowerBound
                            && word.tokens.upperBound <= $0.tokens.upperBound
                    } && places.insert(Place(field: word.field, tokens: word.tokens)).inserted
                }
                let day = article.article.published.map(\.day)
                let row = words.first.flatMap { word in
                    owner.rows.map { $0.record(word.group, on: day) }
                }
                found.words.append(
                    Words(
                        rule: owner.number, hits: outer.map { ($0.field, $0.tokens) },
                        row: row ?? [:]))
            case .pattern(let hit, let field, let sentence):
                found.patterns.append(
                    Pattern(rule: owner.number, field: field, sentence: sentence, hit: hit))
            }
        }
        found.patterns = leftmostLongest(found.patterns)
        return found
    }

    /// Of the overlapping hits of one rule's patterns the leftmost stays, then the longest, then the
    /// pattern written first: a sentence is read once.
    private func leftmostLongest(_ hits: [Pattern]) -> [Pattern] {
        guard hits.count > 1 else { return hits }
        let sorted = hits.sorted {
            (
                $0.rule, $0.field, $0.hit.tokens.lowerBound, $1.hit.tokens.upperBound,
                $0.hit.pattern
            ) < (
                $1.rule, $1.field, $1.hit.tokens.lowerBound, $0.hit.tokens.upperBound,
                $1.hit.pattern
            )
        }
        var out: [Pattern] = []
        for hit in sorted {
            if let last = out.last, last.rule == hit.rule, last.field == hit.field,
                last.hit.tokens.overlaps(hit.hit.tokens)
            {
                continue
            }
            out.append(hit)
        }
        return out
    }
}
