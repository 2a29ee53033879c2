import TocsinExtraction
import TocsinMatching
import TocsinModel
import TocsinText

/// One article on its way through the rules, with everything recognized in it so far.
final class ArticleWork {
    let analyzed: AnalyzedArticle
    private let rules: RuleSet
    private let forms: FormRecognizer
    private var hits: [Field: [KeywordHit]] = [:]
    private lazy var recognized = EntityRecognizer().entities(
        in: analyzed, lexicon: rules.lexicon.names.entities)

    init(_ analyzed: AnalyzedArticle, rules: RuleSet, forms: FormRecognizer) {
        self.analyzed = analyzed
        self.rules = rules
        self.forms = forms
    }

    private(set) lazy var articleMentions = ArticleMentions(
        analyzed,
        sources: .init(
            forms: { [forms, analyzed] text, sentence in
                forms.mentions(in: text, sentence: sentence, published: analyzed.article.published)
            },
            entities: { [unowned self] in recognized.mentions },
            placeCandidates: { [unowned self] field in placeCandidates(field) },
            labels: { [unowned self] field in labels(field) },
            claims: { [unowned self] _ in
                ClaimExtractor().claims(
                    in: analyzed, entities: recognized, lexicon: rules.lexicon.names.entities)
            }))

    private func lexicalHits(_ field: Field) -> [KeywordHit] {
        if let known = hits[field] { return known }
        let found = rules.lexicon.automaton.scan(analyzed[field], language: analyzed.language)
        hits[field] = found
        return found
    }

    private func terms(_ hit: KeywordHit) -> [RuleLexicon.Term] {
        let keyword = Int(hit.keyword)
        return keyword < rules.lexicon.terms.count ? rules.lexicon.terms[keyword] : []
    }

    private func placeCandidates(_ field: Field) -> [PlaceCandidate] {
        rules.lexicon.places.candidates(in: analyzed[field], language: analyzed.language)
    }

    private func labels(_ field: Field) -> [Mention] {
        let text = analyzed[field]
        var out: [Mention] = []
        for hit in lexicalHits(field) {
            for case .label(let number) in terms(hit) {
                let label = rules.lexicon.labels[Int(number)]
                let tokens = Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound)
                let span = text.span(tokens)
                var entity = label.entity
                entity.text = text.text(span.range)
                entity.span = span
                out.append(
                    Mention(
                        kind: .label(label.name), field: field, tokens: tokens, span: span,
                        text: entity.text, value: .entity(entity)))
            }
        }
        return out.sorted {
            ($0.tokens.lowerBound, $1.tokens.upperBound) < (
                $1.tokens.lowerBound, $0.tokens.upperBound
            )
        }
    }

    // MARK: - For the matcher

    private static let formKinds: Set<MentionKind> = [
        .quantity, .money, .percent, .ordinal, .date, .duration,
    ]

    func mentions(of kinds: Set<MentionKind>, field: Field, sentence: Int) -> [Mention] {
        var out: [Mention] = []
        if !kinds.isDisjoint(with: Self.formKinds) {
            out += articleMentions.forms(in: field, sentence: sentence).filter {
                kinds.contains($0.kind)
            }
        }
        if kinds.contains(.place) { out += articleMentions.places(in: field, sentence: sentence) }
        if kinds.contains(.people) { out += articleMentions.people(in: field, sentence: sentence) }
        let names: Set<MentionKind> = [.person, .organization, .name]
        if !kinds.isDisjoint(with: names) {
            let entities = articleMentions.entities(in: field, sentence: sentence)
            out += entities.filter { kinds.contains($0.kind) }
            if kinds.contains(.name) {
                // A name is a person, an organization, or a name of unknown kind.
                out += entities.filter { $0.kind != .name }.map {
                    var m = $0; m.kind = .name; return m
                }
            }
        }
        let wantsLabels = kinds.contains { if case .label = $0 { true } else { false } }
        if wantsLabels {
            out += articleMentions.labels(in: field, sentence: sentence).filter {
                kinds.contains($0.kind)
            }
        }
        return out
    }

    /// True where the plugin's lists say that this article is about something else: it has enough
    /// words of that, and more of them than of what the plugin is about.
    func isSilenced(_ plugin: String) -> Bool {
        if let known = silenced[plugin] { return known }
        var result = false
        for (number, silence) in rules.lexicon.silences.enumerated() where silence.plugin == plugin
        {
            var words: Set<Int32> = []
            var own: Set<Int32> = []
            for field in Field.allCases {
                for hit in lexicalHits(field) {
                    for term in terms(hit) {
                        switch term {
                        case .silence(Int32(number)): words.insert(hit.keyword)
                        case .subject(Int32(number)): own.insert(hit.keyword)
                        default: break
                        }
                    }
                }
            }
            if words.count >= silence.atLeast, words.count > own.count { result = true }
        }
        silenced[plugin] = result
        return result
    }
    private var silenced: [String: Bool] = [:]

    /// The different words of a plugin's own list of what it is silent about, and how many it takes.
    func silencing(_ plugin: String) -> (words: [Evidence], atLeast: Int) {
        var seen: Set<Int32> = []
        var words: [Evidence] = []
        var atLeast = 0
        for (number, silence) in rules.lexicon.silences.enumerated() where silence.plugin == plugin
        {
            atLeast = silence.atLeast
            for field in Field.allCases {
                for hit in lexicalHits(field) {
                    for case .silence(let n) in terms(hit)
                    where n == Int32(number) && seen.insert(hit.keyword).inserted {
                        let text = analyzed[field]
                        let span = text.span(
                            Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound))
                        words.append(
                            Evidence(role: "silence", span: span, text: text.text(span.range)))
                    }
                }
            }
        }
        return (words, atLeast)
    }

    func luaArticle(_ matches: [WatchlistMatch]) -> LuaArticle {
        LuaArticle(analyzed, mentions: articleMentions, matches: matches.flatMap(\.spans))
    }
}

/// The sentences an article's events and matches stand in, each once, in reading order.
enum EvidenceSentences {
    static func gather(_ result: ArticleResult, _ analyzed: AnalyzedArticle) -> [AlertEvidence] {
        var seen: Set<Span> = []
        var out: [AlertEvidence] = []
        for span in result.events.flatMap(\.spans).map(\.span)
            + result.matches.flatMap(\.spans).map(\.span)
        {
            let text = analyzed[span.field]
            guard let number = text.sentence(at: span.start) else { continue }
            let sentence = Span(field: span.field, range: text.sentences[number].bytes)
            guard seen.insert(sentence).inserted else { continue }
            out.append(
                AlertEvidence(
                    article: result.article.id, source: result.article.source, sentence: sentence,
                    text: text.text(sentence.range), marks: []))
        }
        return out.sorted { $0.sentence < $1.sentence }
    }
}
