import TocsinExtraction
package import TocsinLua
import TocsinMatching
package import TocsinModel
import TocsinText

/// One article at hand and the rule language around it: what a person types is tried on it at once.
///
/// Used on one thread; what Lua calls back comes from there too.
package final class RuleBench: @unchecked Sendable {
    /// What can be tried as it is typed.
    package enum Draft: String, Sendable, CaseIterable { case pattern, query, words }

    /// A stretch that a draft found.
    package struct Find: Hashable, Sendable {
        package var span: Span
        package var text: String
        /// By role, in reading order.
        package var captures: [Evidence]
    }

    /// What a draft finds, or why it finds nothing.
    package struct Trial: Sendable {
        package var finds: [Find] = []
        /// Where nothing was found: how near it came.
        package var nearest: String?
    }

    /// What is wrong with a draft: `character 3: …`.
    package struct Problem: Error, Sendable { package var message: String }

    package let rules: RuleSet
    package private(set) var article: Article
    private let analyzer = TextAnalyzer()
    private let forms = FormRecognizer()
    private let limits: LuaLimits
    private var analyzed: AnalyzedArticle
    private var work: ArticleWork
    private var lua: (host: LuaHost, environment: LuaEnvironment)?
    private var result: ArticleResult?
    /// The word lists that rules name, those of one name together.
    private lazy var lists: [String: [String]] = gatherLists()

    package init(_ rules: RuleSet, limits: LuaLimits, article: Article) {
        self.rules = rules
        self.limits = limits
        self.article = article
        analyzed = analyzer.analyze(article)
        work = ArticleWork(analyzed, rules: rules, forms: forms)
    }

    package func use(_ article: Article) {
        self.article = article
        analyzed = analyzer.analyze(article)
        work = ArticleWork(analyzed, rules: rules, forms: forms)
        result = nil
    }

    /// The sentences of the body.
    package var sentences: [String] {
        analyzed.body.sentences.map { analyzed.body.text($0.bytes) }
    }

    // MARK: - Drafts

    package var listNames: [String] { lists.keys.sorted() }

    /// The words of a list, as rules write them.
    package func list(_ name: String) -> [String] { lists[name] ?? [] }

    private func gatherLists() -> [String: [String]] {
        var out: [String: [String]] = [:]
        for rule in rules.rules {
            let named: [String: WordSource] =
                switch rule.kind {
                case .extract(let extract): extract.lists
                case .watchlist(let list): list.lists
                default: [:]
                }
            guard !named.isEmpty,
                let specs = try? RuleWords(rule: rule, lists: RuleLists(rules.plugins)).named(named)
            else { continue }
            for (name, words) in specs {
                let known = Set(out[name] ?? [])
                out[name, default: []] += words.map(\.written).filter { !known.contains($0) }
            }
        }
        return out
    }

    /// Tries a draft on the article.
    package func trial(_ text: String, as draft: Draft) throws(Problem) -> Trial {
        var builder = MatcherBuilder()
        var asked: [KeywordSpec] = []
        do {
            switch draft {
            case .pattern:
                let syntax = try PatternSyntax.parse(text)
                _ = try builder.addPatterns(
                    PatternRuleSpec(patterns: [syntax], lists: try specs(syntax.lists)))
            case .query:
                let query = try Query(parsing: text)
                _ = try builder.addQuery(query, lists: try specs(query.lists))
            case .words:
                var groups: [[KeywordSpec]] = []
                for word in Self.words(text) { groups.append([try KeywordSpec(parsing: word)]) }
                guard !groups.isEmpty else { return Trial() }
                asked = groups.map { $0[0] }
                _ = try builder.addWatchlist(WatchlistSpec(groups: groups, atLeast: 1))
            }
        } catch let error as PatternError {
            throw Problem(message: "character \(error.offset + 1): \(error.message)")
        } catch let error as QueryError {
            throw Problem(message: "character \(error.column): \(error.message)")
        } catch let error as MatchingError {
            throw Problem(message: error.message)
        } catch {
            throw Problem(message: "\(error)")
        }
        return run(builder.build(), draft, words: asked)
    }

    /// `drones, "air defence", UAV~`: the words of a line, quotes or not.
    package static func words(_ text: String) -> [String] {
        text.split(separator: ",").map {
            String(
                $0.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }
                    .reversed())
        }.filter { !$0.isEmpty }
    }

    private func specs(_ names: [String]) throws -> [String: [KeywordSpec]] {
        var out: [String: [KeywordSpec]] = [:]
        for name in names {
            out[name] = try (lists[name] ?? []).map { try KeywordSpec(parsing: $0) }
        }
        return out
    }

    private func run(_ matcher: Matcher, _ draft: Draft, words: [KeywordSpec] = []) -> Trial {
        let scratch = MatcherScratch(matcher)
        let mentions: Matcher.Mentions = { [work] kinds, text, sentence in
            work.mentions(of: kinds, field: text.field, sentence: sentence)
        }
        let matches =
            matcher.match(analyzed, scratch, mentions: mentions)
            + matcher.matchLabels(analyzed, scratch, mentions: mentions)
        var trial = Trial()
        for match in matches {
            switch match.finding {
            case .words(let words):
                trial.finds += words.map { find($0.field, $0.tokens, []) }
            case .pattern(let hit, let field, _):
                trial.finds.append(find(field, hit.tokens, hit.captures))
            }
        }
        trial.finds.sort { ($0.span, $1.span.end) < ($1.span, $0.span.end) }
        if draft == .pattern { trial.finds = Self.outermost(trial.finds) }
        guard trial.finds.isEmpty else { return trial }
        switch matcher.explain(0, analyzed, scratch, mentions: mentions) {
        case .patterns(let outcomes):
            trial.nearest = outcomes.first.map { $0.trace.message(in: analyzed[$0.field]) }
        case .query(let trace):
            trial.nearest = trace.culprits.first.map { part in
                part.isExcluded
                    ? "NOT \(part.part): it is in the article"
                    : "\(part.part): \(part.note ?? "it is not in the article")"
            }
        case .words(_, _, let missing, _):
            let near = NearWords(analyzed)
            trial.nearest =
                missing.lazy.compactMap { group in
                    words.indices.contains(group)
                        ? near.nearest(to: words[group])?.advice(for: words[group]) : nil
                }.first
        case .otherLanguage: break
        }
        return trial
    }

    private func find(_ field: Field, _ tokens: Range<Int>, _ captures: [PatternHit.Capture])
        -> Find
    {
        let text = analyzed[field]
        let span = text.span(tokens)
        return Find(
            span: span, text: text.text(span.range),
            captures: captures.map {
                let span = text.span($0.tokens)
                return Evidence(role: $0.role, span: span, text: text.text(span.range))
            })
    }

    /// A sentence is read once: of matches that overlap the leftmost, then the longest.
    private static func outermost(_ finds: [Find]) -> [Find] {
        var out: [Find] = []
        for find in finds {
            if let last = out.last, last.span.field == find.span.field,
                last.span.end > find.span.start
            {
                continue
            }
            out.append(find)
        }
        return out
    }

    // MARK: - What rules make of it

    private func processed() -> ArticleResult {
        if let result { return result }
        let made = RuleRunner(rules, limits: limits).process(article, without: [])
        result = made
        return made
    }

    /// The events that all rules find in the article.
    package var events: [Event] { processed().events }

    // MARK: - Lua

    /// Names that stand for something of the article, beside the language's own.
    package static let names: [(name: String, prose: String)] = [
        ("article", "the article: title, body, language, published, …"),
        ("sentences", "the sentences of the body"),
        ("tokens", "the words of the body"),
        ("mentions", "figures, dates, places, people: all that is recognized"),
        ("matches", "what watchlists found"),
        ("events", "the events that the rules find"),
        ("find", "find \"word~\": every place where a word or phrase stands"),
        ("pattern", "pattern \"{killed: quantity} people\": its matches, with their captures"),
        ("query", "query \"drones NEAR/5 Moscow\": the words that satisfy it"),
        ("words", "words { \"drone~\", \"UAV*\" }: every place where one of them stands"),
        ("rule", "rule \"plugin.rule\": what that rule finds here"),
    ]

    /// Runs a line of Lua under a rule's budget; an expression gives its values.
    ///
    /// Globals it writes stay until the next article.
    package func evaluate(_ source: String) throws(LuaError) -> [LuaValue] {
        let (host, environment) = try readyLua()
        let names = ["article"] + Self.lazyNames.filter { source.contains($0) }
        let head = "return function(\(names.joined(separator: ", "))) "
        let function: LuaFunction
        do throws(LuaError) {
            function = try self.function(
                head + "return " + source + "\nend", host, environment)
        } catch {
            function = try self.function(head + source + "\nend", host, environment)
        }
        defer { host.release(function) }
        let arguments = try names.map { (name) throws(LuaError) in try value(name) }
        return try host.call(
            function, arguments, rule: "repl", article: article.id, keepsState: true)
    }

    /// What `print` and `warn` said since last asked.
    package func takeLog() -> [String] { lua?.host.takeLog() ?? [] }

    private static let lazyNames = ["sentences", "tokens", "mentions", "matches", "events"]

    private func function(
        _ source: String, _ host: LuaHost, _ environment: LuaEnvironment
    ) throws(LuaError) -> LuaFunction {
        guard
            case .function(let function)? = try host.run(source, chunk: "line", in: environment)
                .first
        else { throw LuaError(.internal, "no function", chunk: "line") }
        return function
    }

    private func value(_ name: String) throws(LuaError) -> LuaValue {
        let object = LuaArticle(
            analyzed, mentions: work.articleMentions,
            matches: name == "matches" ? processed().matches.flatMap(\.spans) : [])
        switch name {
        case "article": return .object(object)
        case "events": return .table(LuaTable(array: events.map(LuaRecord.table)))
        default: return try object.luaField(name)
        }
    }

    private func readyLua() throws(LuaError) -> (LuaHost, LuaEnvironment) {
        if let lua { return lua }
        let host = try LuaHost(limits: limits)
        let natives = RuleBench.Draft.allCases.map { draft in
            LuaNative(draft.rawValue) { [unowned self] call throws(LuaError) in
                call.give(try finds(draft.rawValue, draft, call[0]))
            }
        }
        let find = LuaNative("find") { [unowned self] call throws(LuaError) in
            call.give(try finds("find", .words, call[0]))
        }
        let rule = LuaNative("rule") { [unowned self] call throws(LuaError) in
            call.give(try spans(ofRule: call[0]))
        }
        try host.installPrelude(
            source: """
                local natives = ...
                local base = (function(...) \(RulePrelude.source)
                end)({})
                for name, native in pairs(natives) do base[name] = native end
                return base
                """, chunk: RulePrelude.chunk, natives: natives + [find, rule])
        let environment = try host.makeEnvironment(plugin: "repl", libraries: .program)
        lua = (host, environment)
        return (host, environment)
    }

    private func finds(_ name: String, _ draft: Draft, _ given: LuaValue) throws(LuaError)
        -> LuaValue
    {
        let text: String
        switch given {
        case .string(let one): text = one
        case .table(let table) where draft == .words:
            text = table.array.compactMap(\.string).joined(separator: ", ")
        default: throw LuaError(.runtime, "\(name) takes a text: \(name) \"…\"")
        }
        do throws(Problem) {
            return .table(LuaTable(array: try trial(text, as: draft).finds.map(\.luaValue)))
        } catch {
            throw LuaError(.runtime, error.message)
        }
    }

    private func spans(ofRule given: LuaValue) throws(LuaError) -> LuaValue {
        guard let id = given.string else {
            throw LuaError(.runtime, "rule takes the name of a rule: rule \"plugin.rule\"")
        }
        guard let number = rules.index(of: id) else {
            throw LuaError(.runtime, Diagnostic.unknown("rule", id, known: rules.rules.map(\.id)))
        }
        let trial = RuleRunner(rules, limits: limits).trial(article, rule: number)
        if let failure = trial.failure { throw failure }
        return .table(LuaTable(array: trial.spans.map(Find.luaValue)))
    }
}

extension RuleBench.Find {
    fileprivate static func luaValue(_ evidence: Evidence) -> LuaValue {
        RuleBench.Find(span: evidence.span, text: evidence.text, captures: []).luaValue(
            [("role", .string(evidence.role))])
    }

    fileprivate var luaValue: LuaValue {
        var more: [(key: String, value: LuaValue)] = []
        if !captures.isEmpty {
            let roles = Dictionary(grouping: captures, by: \.role).sorted { $0.key < $1.key }
            more.append(
                (
                    "captures",
                    .table(
                        LuaTable(
                            fields: roles.map { role, all in
                                (role, .table(LuaTable(array: all.map { .string($0.text) })))
                            }))
                ))
        }
        return luaValue(more)
    }

    private func luaValue(_ more: [(key: String, value: LuaValue)]) -> LuaValue {
        .table(
            LuaTable(
                fields: (more + [
                    ("field", .string(span.field.rawValue)), ("start", .int(span.start + 1)),
                    ("stop", .int(span.end)), ("text", .string(text)),
                ]).sorted { $0.key < $1.key }))
    }
}
