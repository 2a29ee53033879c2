import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinText
import TocsinWorkspace

/// What an editor says of a text: its diagnostics and whether its proof holds.
struct RuleVerdictView: Sendable, Encodable {
    struct Finding: Sendable, Encodable {
        /// 0: of no line.
        var line: Int
        var severity: String
        var code: String
        var message: String

        enum CodingKeys: String, CodingKey { case line, severity, code, message }
    }

    var findings: [Finding]
    var examples: Int
    /// The text gives a rule at all, which can be tried.
    var isRule: Bool
    /// It could be saved as it is.
    var passes: Bool
    var summary: String

    enum CodingKeys: String, CodingKey {
        case findings, examples, passes, summary
        case isRule = "rule"
    }

    /// - Parameter variants: also tries the examples as they may stand elsewhere, as saving does.
    init(_ draft: RuleDraft, variants: Bool) {
        findings = draft.diagnostics.map {
            Finding(
                line: RuleDraft.line($0), severity: $0.severity.rawValue, code: $0.code,
                message: $0.message)
        }
        let proofs = draft.proofs(variants: variants)
        examples = proofs.count
        var failed = 0
        for proof in proofs where !proof.problems.isEmpty {
            failed += 1
            findings += proof.problems.map {
                Finding(
                    line: proof.line, severity: "error", code: "example.failed",
                    message: "\(proof.name): \($0)")
            }
        }
        findings.sort { ($0.line, $0.severity) < ($1.line, $1.severity) }
        let errors = draft.errors.count
        isRule = draft.rule != nil
        passes = errors == 0 && failed == 0 && draft.rule != nil
        func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
        if draft.rule == nil {
            summary = "This text gives no rule yet: \(count(max(1, errors), "error"))."
        } else if failed > 0 {
            summary =
                "\(failed) of \(count(examples, "example")) \(failed == 1 ? "does" : "do") not hold."
        } else if errors > 0 {
            summary = "\(count(errors, "error")); \(count(examples, "example")) hold."
        } else if examples == 0 {
            summary = "The rule carries no examples: nothing proves it."
        } else {
            summary = "All \(count(examples, "example")) hold."
        }
        let warnings = draft.diagnostics.count { $0.severity == .warning }
        if warnings > 0 { summary += " \(count(warnings, "warning"))." }
    }
}

/// What a text finds in one article, and how near it comes where it finds nothing.
struct RuleTryView: Sendable, Encodable {
    var article: String
    var title: String
    var hasMatched: Bool
    /// The sentences with what was found in them.
    var sentences: [MarkedSentence]
    /// As `tocsin try` tells it: what was reached, what was wanted, what stands there instead.
    var answer: String

    enum CodingKeys: String, CodingKey {
        case article, title
        case hasMatched = "matched"
        case sentences, answer
    }

    init(_ located: LocatedRule, _ article: Article) {
        let result = RuleTry(located).read(article)
        self.article = article.id
        title = article.title.isEmpty ? article.id : article.title
        hasMatched = result.hasMatched
        let spans =
            result.reading.spans.isEmpty
            ? (result.alert?.rung.flatMap { $0.evidence.flatMap(\.marks) } ?? [])
            : result.reading.spans
        let analyzed = result.reading.analyzed
        sentences = [Field.title, .body].flatMap { field in
            let text = analyzed[field]
            return text.sentences.compactMap {
                AlertEvidence(
                    article: article.id, source: nil, sentence: Span(field: field, range: $0.bytes),
                    text: text.text($0.bytes), marks: []
                ).marking(spans)
            }
        }.prefix(40).map { MarkedSentence($0) }
        answer = TryText(style: TextStyle(isColoured: false, width: 92)).render(result)
    }
}

/// What a text would change in the newest articles.
struct RuleEffectView: Sendable, Encodable {
    struct Change: Sendable, Encodable {
        var href: String
        var title: String
        var place: String
        var sentences: [MarkedSentence]
    }

    /// Of each list; the rest is counted.
    static let shown = 50

    var summary: String
    var gained: [Change]
    var lost: [Change]
    var gainedCount: Int
    var lostCount: Int
    var kept: Int
    var articles: Int
    var isCut: Bool
    var trip: String?

    enum CodingKeys: String, CodingKey {
        case summary, gained, lost, kept, articles, trip
        case gainedCount = "gained_count"
        case lostCount = "lost_count"
        case isCut = "cut"
    }

    init(_ effect: RuleEffect) {
        func sentences(_ list: [RuleEffect.Change]) -> Int {
            list.reduce(0) { $0 + $1.sentences.count }
        }
        gainedCount = sentences(effect.gained)
        lostCount = sentences(effect.lost)
        kept = effect.kept
        articles = effect.articles
        isCut = effect.cut != nil
        gained = effect.gained.prefix(Self.shown).map(Self.change)
        lost = effect.lost.prefix(Self.shown).map(Self.change)
        func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
        if effect.isEnrichment {
            summary =
                "What an enrich rule adds to events is not compared over stored articles; "
                + "its examples show it."
        } else if effect.asked == 0 {
            summary = "The store holds no articles yet: run the workspace first."
        } else {
            let scope =
                effect.cut == .time
                ? "the first \(articles) of the \(effect.asked) newest articles (the time was up)"
                : "the \(articles) newest articles"
            summary =
                gainedCount == 0 && lostCount == 0
                ? "Nothing changes in \(scope); \(count(kept, "match")) stay."
                : "In \(scope): \(gainedCount) gained, \(lostCount) lost, \(kept) stay."
            summary = summary.replacing("matchs", with: "matches")
        }
        trip = effect.trip.map {
            "The changed rule stopped on \(count(effect.trips, "article")): \($0)"
        }
    }

    private static func change(_ change: RuleEffect.Change) -> Change {
        Change(
            href: "/articles/" + PercentCoding.encode(change.article),
            title: change.title.isEmpty ? change.article : change.title,
            place: [change.published.map(PageText.minute), change.outlet].compactMap(\.self)
                .joined(separator: " · "),
            sentences: change.sentences.prefix(6).map { MarkedSentence($0) })
    }
}

/// The page with the editor of a rule, also after one of its buttons was pressed.
struct RuleEditorView: Sendable {
    struct DifferenceLine: Sendable {
        var kind: String
        var sign: String
        var number: String
        var text: String
    }

    struct Key: Sendable {
        var name: String
        var type: String
        var prose: String
        var isRequired: Bool
    }

    var id: String
    var href: String
    var display: String
    var kind: String
    var text: String
    var lineCount: Int
    /// Hash of the text on disk that this one was made from.
    var base: String
    /// Why it cannot be saved; nil where it can.
    var obstacle: String?
    var article: String
    var verdict: RuleVerdictView?
    var trial: RuleTryView?
    var effect: RuleEffectView?
    var message: String?
    var isSaved = false
    /// The file on disk is another than the one this text was made from.
    var isChanged = false
    var diskHash = ""
    var difference: [DifferenceLine] = []
    var keys: [Key]
    var articles: [ArticleChoice]

    struct ArticleChoice: Sendable {
        var id: String
        var title: String
        var isChosen: Bool
    }

    init(_ desk: RuleDesk, text: String, base: String, article: String?) throws {
        id = desk.id
        href = "/rules/" + PercentCoding.encode(desk.id)
        display = desk.display
        kind = desk.rule?.kind.name ?? Self.kind(of: text)
        self.text = text
        lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count
        self.base = base
        obstacle = desk.obstacle()
        let newest = try Self.articles(desk)
        self.article = article ?? newest.first?.id ?? ""
        let chosen = self.article
        articles = newest.map {
            ArticleChoice(id: $0.id, title: $0.title, isChosen: $0.id == chosen)
        }
        if !chosen.isEmpty, !newest.contains(where: { $0.id == chosen }) {
            articles.insert(ArticleChoice(id: chosen, title: chosen, isChosen: true), at: 0)
        }
        let kind = kind
        keys =
            RuleAPI.kinds.first { $0.word == kind }?.table.keys.map {
                Key(name: $0.name, type: $0.type, prose: $0.prose, isRequired: $0.isRequired)
            } ?? []
    }

    /// Of a text that gives no rule: the first `tocsin.…` it names.
    private static func kind(of text: String) -> String {
        RuleAPI.kinds.map(\.word).first { text.contains("tocsin." + $0) } ?? "watchlist"
    }

    /// Articles to try it on: the rule's newest hits, then the newest of all.
    private static func articles(_ desk: RuleDesk) throws -> [(id: String, title: String)] {
        try desk.bench.read { reader in
            var out: [(id: String, title: String)] = []
            for hit in try reader.hits(ofRule: desk.id, limit: 10).hits {
                out.append((hit.article, "hit: " + (hit.title.isEmpty ? hit.article : hit.title)))
            }
            for row in try reader.articles(page: Page(limit: 20))
            where !out.contains(where: { $0.id == row.key }) {
                out.append((row.key, row.title.isEmpty ? row.key : row.title))
            }
            return out
        }
    }

    mutating func compare(with disk: RuleFile.Contents) {
        isChanged = true
        diskHash = disk.hash
        difference = LineDifference(from: disk.text, to: text).lines.map {
            DifferenceLine(
                kind: $0.kind.rawValue,
                sign: $0.kind == .added ? "+" : $0.kind == .removed ? "−" : "",
                number: ($0.new ?? $0.old).map(String.init) ?? "…", text: $0.text)
        }
    }
}
