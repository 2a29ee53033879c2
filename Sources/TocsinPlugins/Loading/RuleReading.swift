package import TocsinLua
package import TocsinMatching
package import TocsinModel
package import TocsinText

/// How one rule read one article: what it found, and how near it came where it found nothing.
package struct RuleReading: Sendable {
    package struct Pattern: Sendable {
        /// From 1, as the rule lists them.
        package var number: Int
        package var text: String
        /// In the rule's file.
        package var line: Int
        /// Where it came furthest.
        package var outcome: PatternOutcome
        /// Its matches that no other pattern's longer match covers, in reading order.
        package var hits: [Hit] = []
        /// What the place it stopped at would have to say, and what stands there instead.
        package var near: (spec: KeywordSpec, word: NearWord)?
        /// Words it could have skipped before what was wanted where it stopped; 0: none.
        package var wantedGap = 0
        /// What was wanted without that gap, as the pattern writes it; nil where there is none.
        package var wantedBehindGap: String?
        /// Kinds of mention that were wanted where it stopped.
        package var wantedKinds: [MentionKind] = []
        /// Elements that say something: neither gaps nor optional.
        package var solidCount = 0
        /// What was found of it holds its trigger, or half of it where it names none.
        package var foundTrigger = false
        /// Mentions of these kinds that do stand in the sentence.
        package var mentions: [Mention] = []
    }

    package struct Hit: Sendable {
        package var field: Field
        package var sentence: Int
        package var tokens: Range<Int>
        package var captures: [PatternHit.Capture]
    }

    /// A word of the list that was not found.
    package struct Missing: Sendable {
        /// The spellings of one thing.
        package var spellings: [String]
        package var near: (spec: KeywordSpec, word: NearWord)?
    }

    package var analyzed: AnalyzedArticle
    package var rule: Rule
    package var spans: [Evidence] = []
    /// What the rule makes of it alone.
    package var events: [Event] = []
    package var failure: LuaError?
    /// nil for kinds that look for no words of their own.
    package var explanation: RuleExplanation?
    package var patterns: [Pattern] = []
    package var missing: [Missing] = []
    /// How many words the rule lists.
    package var groupCount = 0
    /// Words that say the article is about something else, and how many it takes.
    package var silencing: [Evidence] = []
    package var silentAt = 0
    package var isSilenced = false
    /// The list row that matched first, for messages.
    package var row: [String: String] = [:]

    package var hasMatched: Bool { !spans.isEmpty || !events.isEmpty }
}

extension RuleRunner {
    /// Runs one rule alone and says how it came about.
    package func reading(_ article: Article, rule number: Int) -> RuleReading {
        let analyzed = analyzer.analyze(article)
        let rule = rules.rules[number]
        var reading = RuleReading(analyzed: analyzed, rule: rule)
        // An alert finds nothing of its own: it is asked about events, elsewhere.
        if case .alert = rule.kind { return reading }
        let trial = trial(article, rule: number)
        reading.spans = trial.spans
        reading.events = trial.events
        reading.failure = trial.failure
        guard let own = rules.matcher.owners.firstIndex(where: { $0.number == number }) else {
            return reading
        }
        let work = ArticleWork(analyzed, rules: rules, forms: forms)
        let found = rules.matcher.match(
            analyzed, scratch, mentions: work.mentions(of:field:sentence:))
        reading.row = found.words.first { $0.rule == number }?.row ?? [:]
        let explanation = rules.matcher.matcher.explain(own, analyzed, scratch) {
            work.mentions(of: $0, field: $1.field, sentence: $2)
        }
        reading.explanation = explanation
        (reading.silencing, reading.silentAt) = work.silencing(rule.plugin)
        if case .extract = rule.kind { reading.isSilenced = work.isSilenced(rule.plugin) }
        switch explanation {
        case .words(_, _, let missing, _): explainMissing(missing, rule, analyzed, &reading)
        case .patterns(let outcomes):
            explainPatterns(outcomes, found.patterns, number, work, &reading)
        case .query, .otherLanguage: break
        }
        return reading
    }

    /// At most this many missing words are looked for in the text one by one.
    private static let mostNear = 400

    private func explainMissing(
        _ missing: [Int], _ rule: Rule, _ analyzed: AnalyzedArticle, _ reading: inout RuleReading
    ) {
        let source: WordSource? =
            switch rule.kind {
            case .watchlist(let list): list.words
            case .find(let find): find.words
            default: nil
            }
        let exact = if case .watchlist(let list) = rule.kind { list.exact } else { false }
        guard let source,
            let groups = try? RuleWords(rule: rule, lists: RuleLists(rules.plugins)).groups(
                source, exact: exact
            ).specs
        else { return }
        reading.groupCount = groups.count
        let near = NearWords(analyzed, fields: rule.fields)
        for (count, group) in missing.enumerated() where group < groups.count {
            let spellings = groups[group]
            var one = RuleReading.Missing(spellings: spellings.map(\.written))
            if count < Self.mostNear {
                for spec in spellings {
                    guard let word = near.nearest(to: spec) else { continue }
                    one.near = (spec, word)
                    break
                }
            }
            reading.missing.append(one)
        }
    }

    private func explainPatterns(
        _ outcomes: [PatternOutcome], _ hits: [RuleMatcher.Pattern], _ number: Int,
        _ work: ArticleWork, _ reading: inout RuleReading
    ) {
        guard case .extract(let extract) = reading.rule.kind else { return }
        let index = LuaSourceIndex(reading.rule.source)
        let near = NearWords(reading.analyzed, fields: reading.rule.fields)
        let lists =
            (try? RuleWords(rule: reading.rule, lists: RuleLists(rules.plugins)).named(
                extract.lists,
                asked: extract.patterns.flatMap { (try? PatternSyntax.parse($0))?.lists ?? [] }))
            ?? [:]
        for outcome in outcomes {
            let text = extract.patterns[outcome.trace.pattern]
            var pattern = RuleReading.Pattern(
                number: outcome.trace.pattern + 1, text: text,
                line: index.line(ofString: text) ?? 1, outcome: outcome)
            pattern.hits = hits.filter {
                $0.rule == number && $0.hit.pattern == outcome.trace.pattern
            }.map {
                RuleReading.Hit(
                    field: $0.field, sentence: $0.sentence, tokens: $0.hit.tokens,
                    captures: $0.hit.captures)
            }
            let parsed = try? PatternSyntax.parse(text)
            if let parsed {
                pattern.solidCount = parsed.solidCount
                pattern.foundTrigger =
                    parsed.roles.contains("trigger")
                    ? parsed.captures("trigger", in: outcome.trace.matched)
                    : outcome.trace.progress * 2 >= parsed.solidCount && outcome.trace.progress > 0
            }
            if let syntax = parsed, !outcome.trace.isWhole {
                // Where nothing of it is there, any of its words may be nearly there.
                let asked = syntax.asked(
                    outcome.trace.progress == 0
                        ? 0..<syntax.elements.count : outcome.trace.wantedElements)
                pattern.wantedKinds = asked.kinds
                if outcome.trace.progress > 0 {
                    let wanted = syntax.elements[
                        outcome.trace.wantedElements.clamped(to: syntax.elements.indices)]
                    pattern.wantedGap = wanted.reduce(0) { $0 + $1.skipped }
                    let rest = wanted.filter { $0.skipped == 0 }
                    if rest.count < wanted.count, !rest.isEmpty {
                        pattern.wantedBehindGap = rest.map(syntax.text).joined(separator: " ")
                    }
                }
                if !asked.kinds.isEmpty, outcome.trace.progress > 0 {
                    pattern.mentions = work.mentions(
                        of: Set(asked.kinds), field: outcome.field, sentence: outcome.sentence)
                }
                let specs = asked.words.specs + asked.words.lists.flatMap { lists[$0] ?? [] }
                for spec in specs.prefix(Self.mostNear) {
                    guard let word = near.nearest(to: spec) else { continue }
                    // A near word somewhere else explains nothing about this sentence.
                    if outcome.trace.progress > 0, !lies(word, outcome, reading.analyzed) {
                        continue
                    }
                    pattern.near = (spec, word)
                    break
                }
            }
            reading.patterns.append(pattern)
        }
    }

    private func lies(_ word: NearWord, _ outcome: PatternOutcome, _ analyzed: AnalyzedArticle)
        -> Bool
    {
        word.field == outcome.field
            && analyzed[outcome.field].sentences[outcome.sentence].tokens.overlaps(word.tokens)
    }
}
