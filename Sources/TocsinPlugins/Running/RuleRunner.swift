import TocsinExtraction
package import TocsinLua
import TocsinMatching
package import TocsinModel
import TocsinText

/// Takes articles through phases 1 to 3: match, extract, enrich. One for each worker.
package final class RuleRunner {
    let rules: RuleSet
    let analyzer = TextAnalyzer()
    let scratch: MatcherScratch
    let forms = FormRecognizer()
    private let code: RuleCode
    private let tripLimit: Int
    private var trips: [Int: Int] = [:]
    /// Steps that each rule's calls have used on this article. One call's budget is not all: a rule with a thousand
    /// matches has a thousand calls.
    private var spent: [Int: Int] = [:]
    private let articleSteps: Int
    private var gazetteers: [String: LuaGazetteer] = [:]
    /// Takes the time of each part, for `tocsin profile`.
    private let meter: RunMeter?

    /// The most events one rule may find in one article.
    package static let mostRecords = 1000

    /// All calls of a rule on one article together may use as many full budgets as this.
    package static let callsWorth = 5

    /// - Parameter trips: a rule that trips so often here is not called again; the run has it quarantined by then.
    package init(_ rules: RuleSet, limits: LuaLimits, trips: Int = 3, meter: RunMeter? = nil) {
        self.rules = rules
        self.meter = meter
        tripLimit = trips
        articleSteps = limits.steps * Self.callsWorth
        scratch = MatcherScratch(rules.matcher.matcher)
        code = RuleCode(rules, limits: limits)
        if let meter { scratch.patternTimer = { meter.time(.patterns, $0) } }
    }

    /// - Parameter disabled: rules that are quarantined.
    package func process(_ article: Article, without disabled: Set<Int>) -> ArticleResult {
        spent.removeAll(keepingCapacity: true)
        let analyzed = timed(.reading) { analyzer.analyze(article) }
        let work = ArticleWork(analyzed, rules: rules, forms: forms)
        var result = ArticleResult(
            article: article, language: analyzed.language,
            sentences: analyzed.title.sentences.count + analyzed.body.sentences.count,
            extracted: rules.extractLanguages.map {
                // Without rules of extraction no language is left out.
                $0.isEmpty || $0.contains(analyzed.language)
            } ?? true)
        let found = timed(.words) {
            rules.matcher.match(analyzed, scratch) { kinds, field, sentence in
                timed(.recognizing) { work.mentions(of: kinds, field: field, sentence: sentence) }
            }
        }
        for match in found.words where !disabled.contains(match.rule) {
            take(match, analyzed, &result)
        }
        var partials: [PartialEvent] = []
        for match in found.patterns where !disabled.contains(match.rule) {
            if work.isSilenced(rules.rules[match.rule].plugin) { continue }
            result.hits[match.rule, default: 0] += 1
            if let partial = partial(from: match, work, &result) { partials.append(partial) }
        }
        runFinders(found, work, disabled, &partials, &result)
        if !partials.isEmpty {
            result.events = timed(.assembling) {
                EventAssembler.events(from: partials, mentions: work.articleMentions)
            }
            enrich(&result, disabled)
        }
        result.claims = work.articleMentions.claims
        for i in result.claims.indices { result.claims[i].article = article.id }
        if !result.events.isEmpty || !result.matches.isEmpty {
            result.evidence = EvidenceSentences.gather(result, analyzed)
        }
        result.wordHashes = analyzed.body.tokens.map(\.hash)
        result.log = code.takeLog()
        return result
    }

    private func timed<T>(_ part: RunMeter.Part, _ body: () -> T) -> T {
        meter.map { $0.time(part, body) } ?? body()
    }

    // MARK: - One rule on one text, for examples

    package struct Trial {
        package var spans: [Evidence] = []
        package var events: [Event] = []
        package var failure: LuaError?
    }

    /// Runs one rule alone: every capture it makes, and the events that come of it.
    package func trial(_ article: Article, rule number: Int) -> Trial {
        let analyzed = analyzer.analyze(article)
        let work = ArticleWork(analyzed, rules: rules, forms: forms)
        var result = ArticleResult(
            article: article, language: analyzed.language, sentences: 0, extracted: true)
        var trial = Trial()
        let found = rules.matcher.match(
            analyzed, scratch, mentions: work.mentions(of:field:sentence:))
        for match in found.words where match.rule == number {
            take(match, analyzed, &result)
        }
        trial.spans = result.matches.flatMap(\.spans)
        var partials: [PartialEvent] = []
        if !work.isSilenced(rules.rules[number].plugin) {
            for match in found.patterns where match.rule == number {
                guard var partial = partial(from: match, work, &result) else { continue }
                partial.supports = false
                partials.append(partial)
                let text = analyzed[match.field]
                for capture in partial.captures {
                    let span = text.span(capture.tokens)
                    let evidence = Evidence(
                        role: capture.role, span: span, text: text.text(span.range))
                    if !trial.spans.contains(evidence) { trial.spans.append(evidence) }
                }
                if partial.captures.isEmpty {
                    let span = text.span(partial.trigger)
                    trial.spans.append(
                        Evidence(role: "trigger", span: span, text: text.text(span.range)))
                }
            }
        }
        if case .find = rules.rules[number].kind {
            let others = Set(rules.rules.indices).subtracting([number])
            runFinders(found, work, others, &partials, &result)
            for partial in partials {
                let text = analyzed[partial.field]
                let span = text.span(partial.trigger)
                trial.spans.append(
                    Evidence(role: "trigger", span: span, text: text.text(span.range)))
            }
        }
        trial.failure = result.failures.first?.error
        trial.spans.sort { ($0.span, $0.role) < ($1.span, $1.role) }
        trial.events = EventAssembler.events(from: partials, mentions: work.articleMentions)
        return trial
    }

    /// Runs an enrich rule on a given event.
    package func enrichTrial(_ given: LuaTable, rule number: Int) -> Result<LuaValue, LuaError> {
        do throws(LuaError) {
            var fields = given.fields
            if !fields.contains(where: { $0.key == "time" }), let date = given["date"].string {
                fields.append(("time", .table(LuaTable(fields: [("start", .string(date))]))))
            }
            let tables = LuaTable(array: given.array, fields: fields.sorted { $0.key < $1.key })
            return .success(try callEnrich(number, event: .table(tables), article: "example"))
        } catch {
            return .failure(error)
        }
    }

    // MARK: - Parts

    private func take(
        _ match: RuleMatcher.Words, _ analyzed: AnalyzedArticle, _ result: inout ArticleResult
    ) {
        guard case .watchlist = rules.rules[match.rule].kind else { return }
        result.hits[match.rule, default: 0] += 1
        let spans = match.hits.map { hit in
            let span = analyzed[hit.field].span(hit.tokens)
            return Evidence(role: "word", span: span, text: analyzed[hit.field].text(span.range))
        }
        result.matches.append(WatchlistMatch(rule: match.rule, spans: spans, row: match.row))
    }

    private func partial(
        from match: RuleMatcher.Pattern, _ work: ArticleWork, _ result: inout ArticleResult
    ) -> PartialEvent? {
        let rule = rules.rules[match.rule]
        guard case .extract(let extract) = rule.kind else { return nil }
        let shape = extract.event
        var captures: [PartialEvent.Capture] = []
        for capture in match.hit.captures {
            let mention = capture.kind.flatMap { kind in
                work.mentions(of: [kind], field: match.field, sentence: match.sentence)
                    .first { $0.tokens == capture.tokens && $0.kind == kind }
            }
            var captured = PartialEvent.Capture(
                role: capture.role, tokens: capture.tokens, mention: mention)
            if let mention, mention.kind == .people {
                captured.people = capture.tokens
                let text = work.analyzed[match.field]
                captured.tokens =
                    text.token(
                        endingAfter: mention.span.start)..<(text.token(
                        endingAfter: mention.span.end - 1) + 1)
            }
            captures.append(captured)
        }
        var partial = PartialEvent(
            rule: rule.versionedID, type: shape.type, label: shape.label, modes: shape.modes,
            contexts: shape.contexts, polarity: shape.polarity, modality: shape.modality,
            tense: shape.tense, materielKind: shape.materielKind, effect: shape.effect,
            supports: shape.supports, field: match.field, sentence: match.sentence,
            tokens: match.hit.tokens, trigger: trigger(match.hit), captures: captures)
        partial.hasParties = shape.hasParties
        if extract.emit != nil {
            guard let shaped = emit(partial, rule: match.rule, work, &result) else { return nil }
            partial = shaped
        }
        return partial
    }

    /// The `trigger` capture, else the first run of the hit's tokens that no capture took.
    private func trigger(_ hit: PatternHit) -> Range<Int> {
        if let marked = hit.captures.first(where: { $0.role == "trigger" }) { return marked.tokens }
        var run: Range<Int>?
        for token in hit.tokens {
            if hit.captures.contains(where: { $0.tokens.contains(token) }) {
                if run != nil { break }
                continue
            }
            run = (run?.lowerBound ?? token)..<(token + 1)
        }
        return run ?? hit.tokens
    }

    private func emit(
        _ partial: PartialEvent, rule number: Int, _ work: ArticleWork,
        _ result: inout ArticleResult
    ) -> PartialEvent? {
        let text = work.analyzed[partial.field]
        var captures: [String: [LuaValue]] = [:]
        for capture in partial.captures {
            let value: LuaValue
            if let mention = capture.mention {
                value = LuaMention.table(mention)
            } else {
                let span = text.span(capture.tokens)
                value = .table(
                    LuaTable(fields: [
                        ("start", .int(span.start + 1)), ("stop", .int(span.end)),
                        ("text", .string(text.text(span.range))),
                    ]))
            }
            captures[capture.role, default: []].append(value)
        }
        let span = text.span(partial.tokens)
        let sentence = text.sentences[partial.sentence]
        let m = LuaTable(fields: [
            (
                "captures",
                .table(
                    LuaTable(
                        fields: captures.sorted { $0.key < $1.key }.map {
                            ($0.key, .table(LuaTable(array: $0.value)))
                        }))
            ),
            ("sentence", .string(text.text(sentence.bytes))), ("start", .int(span.start + 1)),
            ("stop", .int(span.end)), ("text", .string(text.text(span.range))),
        ])
        guard
            let values = call(
                number, "emit", [.table(m), .object(work.luaArticle(result.matches))], work, &result
            )
        else { return nil }
        guard case .table(let table)? = values.first else { return nil }
        return FoundEvent(table).apply(to: partial, text: text)
    }

    private func runFinders(
        _ found: RuleMatcher.Found, _ work: ArticleWork, _ disabled: Set<Int>,
        _ partials: inout [PartialEvent], _ result: inout ArticleResult
    ) {
        for (number, rule) in rules.rules.enumerated() where !disabled.contains(number) {
            guard case .find(let find) = rule.kind else { continue }
            if find.words != nil, !found.words.contains(where: { $0.rule == number }) { continue }
            if !rule.languages.isEmpty, !rule.languages.contains(work.analyzed.language) {
                continue
            }
            result.hits[number, default: 0] += 1
            guard
                let values = call(
                    number, "find", [.object(work.luaArticle(result.matches))], work, &result),
                case .table(let table)? = values.first
            else { continue }
            let records =
                table.array.isEmpty || !table.fields.isEmpty
                ? [table] : table.array.compactMap(\.table)
            if records.count > Self.mostRecords {
                result.failures.append(
                    .init(
                        rule: rule.id,
                        error: LuaError(
                            .runtime,
                            "find returned \(records.count) events for one article; at most \(Self.mostRecords)",
                            chunk: rule.path)))
                continue
            }
            for record in records {
                if let partial = FoundEvent(record).partial(
                    rule: rule, shape: find.event, analyzed: work.analyzed)
                {
                    partials.append(partial)
                }
            }
        }
    }

    /// Calls a rule's function; what goes wrong is the rule's failure on this article.
    private func call(
        _ number: Int, _ key: String, _ arguments: [LuaValue], _ work: ArticleWork,
        _ result: inout ArticleResult
    ) -> [LuaValue]? {
        if trips[number, default: 0] >= tripLimit { return nil }
        let rule = rules.rules[number]
        let article = work.analyzed.article.id
        if spent[number, default: 0] > articleSteps { return nil }
        do throws(LuaError) {
            guard case .function(let function) = try code.table(of: number)[key] else { return nil }
            defer { spent[number, default: 0] += code.lastSteps }
            let start = meter?.now ?? 0
            defer { note(number, key, since: start) }
            let values = try code.call(function, arguments, rule: rule.id, article: article)
            try checkTotal(of: number, article: article)
            return values
        } catch {
            trips[number, default: 0] += 1
            result.failures.append(.init(rule: rule.id, error: error))
            return nil
        }
    }

    private func note(_ number: Int, _ function: String, since start: Double) {
        meter?.note(
            number, function, since: start, steps: code.lastSteps, memory: code.lastMemory)
    }

    /// - Throws: `.steps` once a rule's calls on this article have used their budget together.
    private func checkTotal(of number: Int, article: String) throws(LuaError) {
        let rule = rules.rules[number]
        guard spent[number, default: 0] + code.lastSteps > articleSteps else { return }
        throw LuaError(
            .steps,
            "step limit of all calls on one article reached: \(articleSteps / 1_000_000) million",
            chunk: rule.path, rule: rule.id, article: article)
    }

    private func enrich(_ result: inout ArticleResult, _ disabled: Set<Int>) {
        for (number, rule) in rules.rules.enumerated() where !disabled.contains(number) {
            guard case .enrich = rule.kind else { continue }
            for i in result.events.indices {
                do throws(LuaError) {
                    let changed = try callEnrich(
                        number, event: LuaRecord.table(result.events[i]), article: result.article.id
                    )
                    try LuaRecord.checkSpans(changed, in: result.article)
                    var event = try LuaRecord.decode(Event.self, from: changed)
                    event.id = result.events[i].id
                    if event != result.events[i] {
                        event.foundBy = (event.foundBy + [rule.versionedID]).sorted()
                    }
                    result.events[i] = event
                    result.hits[number, default: 0] += 1
                } catch {
                    result.failures.append(.init(rule: rule.id, error: error))
                }
            }
        }
    }

    private func gazetteer(_ file: String, of plugin: String) -> LuaGazetteer {
        let key = plugin + "/" + file
        if let known = gazetteers[key] { return known }
        let made = LuaGazetteer(file: file, plugin: plugin, rules: rules)
        gazetteers[key] = made
        return made
    }

    private func callEnrich(_ number: Int, event: LuaValue, article: String) throws(LuaError)
        -> LuaValue
    {
        let rule = rules.rules[number]
        guard case .enrich(let enrich) = rule.kind,
            case .function(let function) = try code.table(of: number)["enrich"]
        else { return event }
        var data: [(key: String, value: LuaValue)] = []
        for (name, file) in enrich.gazetteers.sorted(by: { $0.key < $1.key }) {
            data.append(
                (name, .object(LuaGazetteer(file: file, plugin: rule.plugin, rules: rules))))
        }
        let caller = try code.enrichCaller()
        if spent[number, default: 0] > articleSteps { return event }
        defer { spent[number, default: 0] += code.lastSteps }
        let start = meter?.now ?? 0
        defer { note(number, "enrich", since: start) }
        let values = try code.call(
            caller, [.function(function), event, .table(LuaTable(fields: data))], rule: rule.id,
            article: article
        )
        try checkTotal(of: number, article: article)
        return values.first ?? event
    }
}
