import Testing
import TocsinMatching
import TocsinModel
import TocsinText

@Suite struct MatcherTests {
    static func article(title: String = "", _ body: String, language: String? = "en")
        -> AnalyzedArticle
    {
        TextAnalyzer().analyze(Article(id: "1", title: title, language: language, body: body))
    }

    private func words(_ written: [String]) throws -> [KeywordSpec] {
        try written.map { try KeywordSpec(parsing: $0) }
    }

    /// Numbers as quantities, capitalized words but the first as places: as much as a test needs.
    static func mentions(_ kinds: Set<MentionKind>, _ text: AnalyzedText, _ sentence: Int)
        -> [Mention]
    {
        text.sentences[sentence].tokens.compactMap { token in
            let flags = text.tokens[token].flags
            let kind: MentionKind
            if flags.contains(.digit) {
                kind = .quantity
            } else if flags.contains(.capitalized), token > 0 {
                kind = .place
            } else {
                return nil
            }
            guard kinds.contains(kind) else { return nil }
            return Mention(
                kind: kind, field: text.field, tokens: token..<(token + 1),
                span: text.span(token..<(token + 1)), text: text.text(token))
        }
    }

    struct WatchlistCase: CustomTestStringConvertible, Sendable {
        var groups: [[String]]
        var atLeast = 1
        var unless: [String] = []
        var scope = MatcherScope.everywhere
        var title = ""
        var body: String
        var language: String? = "en"
        /// The words found; nil where the list does not match.
        var expected: [String]?
        var testDescription: String {
            "\(groups) at least \(atLeast) unless \(unless): \(title) \(body)"
        }

        static let all: [WatchlistCase] = [
            .init(groups: [["Natanz"]], body: "At NATANZ.", expected: ["NATANZ"]),
            .init(groups: [["Natanz"]], body: "At Natanzia.", expected: nil),
            .init(
                groups: [["uranium"], ["Natanz"]], atLeast: 2, body: "Uranium, more uranium.",
                expected: nil),
            .init(
                groups: [["uranium"], ["Natanz"]], atLeast: 2, title: "Natanz",
                body: "Uranium, more uranium.", expected: ["Natanz", "Uranium", "uranium"]),
            // Spellings of one thing count once.
            .init(
                groups: [["Oreshnik", "Орешник~{а}"], ["Kinzhal"]], atLeast: 2,
                body: "Oreshnik, or Орешника.", expected: nil),
            // unless
            .init(
                groups: [["uranium"]], unless: ["depleted uranium"],
                body: "Depleted uranium shells.", expected: nil),
            .init(
                groups: [["uranium"]], unless: ["depleted uranium"],
                body: "Depleted uranium and uranium.", expected: ["uranium"]),
            .init(
                groups: [["enrich*"], ["uranium"]], atLeast: 2, unless: ["enriched flour"],
                body: "Uranium in enriched flour.", expected: nil),
            .init(
                groups: [["a b c d"], ["d"]], unless: ["b"], body: "a b c d",
                expected: ["d"]),
            .init(
                groups: [["x"]], unless: ["y x", "x z z"], body: "y x x x z z", expected: ["x"]),
            // Scope
            .init(
                groups: [["Natanz"]], scope: .init(fields: [.title]), body: "Natanz.",
                expected: nil),
            .init(
                groups: [["Natanz"]], scope: .init(fields: [.title]), title: "Natanz",
                body: "Natanz.", expected: ["Natanz"]),
            .init(
                groups: [["Natanz"]], scope: .init(languages: ["uk", "en"]), body: "Natanz.",
                language: "en-gb", expected: ["Natanz"]),
            .init(
                groups: [["Natanz"]], scope: .init(languages: ["uk", "fr"]), body: "Natanz.",
                expected: nil),
            .init(
                groups: [["Natanz"]], scope: .init(languages: ["uk"]), body: "Natanz.",
                language: "und", expected: ["Natanz"]),
            .init(groups: [["Natanz"]], body: "", expected: nil),
        ]
    }

    @Test(arguments: WatchlistCase.all)
    func `a watchlist counts the words that nothing cancels`(_ test: WatchlistCase) throws {
        var builder = MatcherBuilder()
        let rule = try builder.addWatchlist(
            WatchlistSpec(
                groups: try test.groups.map(words), atLeast: test.atLeast,
                unless: try words(test.unless), scope: test.scope))
        let matcher = builder.build()
        let article = Self.article(title: test.title, test.body, language: test.language)
        let found = matcher.match(article, MatcherScratch(matcher), mentions: Self.mentions)
        #expect(found.map(\.rule) == (test.expected == nil ? [] : [rule]))
        let texts = found.flatMap { match -> [String] in
            guard case .words(let words) = match.finding else { return [] }
            return words.map { article[$0.field].text(article[$0.field].bytes($0.tokens)) }
        }
        #expect(texts == test.expected ?? [])
    }

    @Test func `a watchlist that can never match is refused`() throws {
        var builder = MatcherBuilder()
        for (groups, atLeast) in [([["a"]], 2), ([["a"]], 0), ([], 1)] {
            #expect(throws: MatchingError.self) {
                _ = try builder.addWatchlist(
                    WatchlistSpec(groups: try groups.map(words), atLeast: atLeast))
            }
        }
        #expect(builder.ruleCount == 0)
    }

    private func describe(_ match: RuleMatch, _ article: AnalyzedArticle) -> String {
        switch match.finding {
        case .words(let words):
            return "\(match.rule): "
                + words.map { "\($0.group) \(article[$0.field].text($0.tokens.lowerBound))" }
                .joined(separator: ", ")
        case .pattern(let hit, let field, let sentence):
            let text = article[field]
            let captures = hit.captures.map { "\($0.role)=\(text.text(text.bytes($0.tokens)))" }
            return "\(match.rule).\(hit.pattern) \(field) \(sentence):"
                + " \(text.text(text.bytes(hit.tokens))) \(captures.joined(separator: " "))"
        }
    }

    @Test func `rules of every kind share one pass and one worker's buffers`() throws {
        var builder = MatcherBuilder()
        _ = try builder.addWatchlist(
            WatchlistSpec(groups: [try words(["Kyiv"]), try words(["Lviv"])]))
        _ = try builder.addPatterns(
            PatternRuleSpec(
                patterns: [
                    .parse("{killed: quantity} @people? [was | were]? killed"),
                    .parse("killed {killed: quantity}"),
                ], lists: ["people": try words(["people", "civilian~"])],
                notAfter: try words(["denied that", "no"])))
        _ = try builder.addTrigger([try words(["attack*"])])
        _ = try builder.addPatterns(
            PatternRuleSpec(
                patterns: [.parse("attacks on {where: place}")], scope: .init(fields: [.title])))
        let matcher = builder.build()
        let scratch = MatcherScratch(matcher)
        let articles = [
            Self.article(
                title: "Attacks on Kyiv",
                "Attacks on Lviv. 12 civilians were killed. He denied that 30 people were killed.\n\nIt killed 4."
            ),
            Self.article("A dull day."),
            Self.article(
                "12 civilians\nwere killed, no 3 killed, and it killed 5."),
        ]
        let expected = [
            [
                "0: 0 Kyiv, 1 Lviv", "1.0 body 1: 12 civilians were killed killed=12",
                "1.1 body 3: killed 4 killed=4", "2: 0 Attacks, 0 Attacks",
                "3.0 title 0: Attacks on Kyiv where=Kyiv",
            ],
            [],
            ["1.0 body 0: 12 civilians\nwere killed killed=12", "1.1 body 0: killed 5 killed=5"],
        ]
        for round in 0..<2 {
            for (article, lines) in zip(articles, expected) {
                let found = matcher.match(article, scratch, mentions: Self.mentions)
                #expect(found.map { describe($0, article) } == lines, "round \(round)")
            }
        }
    }

    @Test func `a query is decided where one of the words it needs was seen`() throws {
        var builder = MatcherBuilder()
        let lists = ["towns": try words(["Moscow", "Kursk"])]
        let query = try Query(parsing: "drones NEAR/4 @towns AND NOT exercise*")
        _ = try builder.addQuery(query, lists: lists)
        _ = try builder.addQuery(query, lists: lists, scope: .init(fields: [.title]))
        #expect(throws: MatchingError.self) { _ = try builder.addQuery(query, lists: ["town": []]) }
        let matcher = builder.build()
        let scratch = MatcherScratch(matcher)
        func found(_ title: String, _ body: String) -> [String] {
            let article = Self.article(title: title, body)
            return matcher.match(article, scratch, mentions: Self.mentions)
                .map { describe($0, article) }
        }
        #expect(found("News", "Drones flew over Moscow.") == ["0: 0 Drones, 0 Moscow"])
        #expect(
            found("Drones over Kursk", "Calm.") == ["0: 0 Drones, 0 Kursk", "1: 0 Drones, 0 Kursk"])
        #expect(found("News", "Drones flew over Moscow in an exercise.") == [])
        #expect(found("Drones", "Moscow was calm.") == [])
        let article = Self.article(title: "", "Drones flew over Kyiv.")
        #expect(matcher.match(article, scratch, mentions: Self.mentions).isEmpty)
        guard
            case .query(let trace) = matcher.explain(
                0, article, scratch, mentions: Self.mentions)
        else {
            Issue.record("no trace of the query")
            return
        }
        #expect(!trace.isMet)
        #expect(trace.culprits.map(\.part) == ["@towns"])
    }

    @Test func `patterns on labels wait for the rules that make them`() throws {
        var builder = MatcherBuilder()
        _ = try builder.addPatterns(
            PatternRuleSpec(patterns: [.parse("{what: flood} hit {where: place}")]))
        _ = try builder.addPatterns(PatternRuleSpec(patterns: [.parse("hit {where: place}")]))
        let matcher = builder.build()
        let scratch = MatcherScratch(matcher)
        let article = Self.article("High water hit Kyiv.")
        func mentions(_ kinds: Set<MentionKind>, _ text: AnalyzedText, _ sentence: Int) -> [Mention]
        {
            var found = Self.mentions(kinds, text, sentence)
            if kinds.contains(.label("flood")) {
                found.append(
                    Mention(
                        kind: .label("flood"), field: .body, tokens: 0..<2, span: text.span(0..<2),
                        text: "High water"))
            }
            return found
        }
        for _ in 0..<2 {
            #expect(
                matcher.match(article, scratch, mentions: mentions).map { describe($0, article) }
                    == ["1.0 body 0: hit Kyiv where=Kyiv"])
            #expect(
                matcher.matchLabels(article, scratch, mentions: mentions)
                    .map { describe($0, article) }
                    == ["0.0 body 0: High water hit Kyiv what=High water where=Kyiv"])
        }
    }

    @Test func `an explanation tells what was missing, cancelled and dropped`() throws {
        var builder = MatcherBuilder()
        let list = try builder.addWatchlist(
            WatchlistSpec(
                groups: [try words(["uranium"]), try words(["Natanz"]), try words(["Fordow"])],
                atLeast: 2, unless: try words(["depleted uranium"])))
        let patterns = try builder.addPatterns(
            PatternRuleSpec(
                patterns: [
                    .parse("{n: quantity} were killed"), .parse("{n: quantity} were hurt"),
                    .parse("drones ...3 {p: place}"),
                ], notAfter: try words(["denied that"])))
        let other = try builder.addTrigger([try words(["a"])], scope: .init(languages: ["uk"]))
        let matcher = builder.build()
        let scratch = MatcherScratch(matcher)
        let article = Self.article(
            "Depleted uranium at Natanz. He denied that 12 were killed. Then 12 were found. Drones flew."
        )
        #expect(matcher.match(article, scratch, mentions: Self.mentions).isEmpty)

        func explain(_ rule: Int) -> RuleExplanation {
            matcher.explain(rule, article, scratch, mentions: Self.mentions)
        }
        guard case .words(let counted, let needed, let missing, let cancelled) = explain(list)
        else {
            Issue.record("no words")
            return
        }
        #expect(counted.map(\.group) == [1])
        #expect(needed == 2)
        #expect(missing == [0, 2])
        #expect(cancelled.map(\.word.tokens) == [1..<2])
        #expect(cancelled.map(\.by.tokens) == [0..<2])
        guard case .patterns(let outcomes) = explain(patterns) else {
            Issue.record("no patterns")
            return
        }
        #expect(
            outcomes.map { "\($0.sentence): \($0.trace.message(in: article.body))" } == [
                "1: matches \"12 were killed\"",
                "1: \"12 were\", then expected hurt, found \"killed\"",
                "3: \"Drones\", then expected ...3 {p: place}, found \"flew\"",
            ])
        #expect(
            outcomes[0].droppedAfter.map { article.body.text(article.body.bytes($0)) }
                == "denied that")
        guard case .otherLanguage(article: "en", rule: ["uk"]) = explain(other) else {
            Issue.record("the rule is for another language")
            return
        }
    }
}
