import TocsinAuthoring
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// What `article.mustache` draws.
struct ArticleView: Sendable {
    struct Note: Sendable {
        var name: String
        var group: String
        var role: String
        var value: String
        var reason: String
        /// It stands on words of the text.
        var isInText: Bool
    }

    struct EventCard: Sendable {
        var number: Int
        var headline: String
        var assertion: String
        var notes: [Note]
        var held: [String]
        var foundBy: [RuleLink]
        var confidence: String?
        var incidentPath: String?
        var incidentTitle: String?
    }

    struct RuleLink: Sendable {
        var name: String
        var path: String
    }

    struct Legend: Sendable {
        var group: String
        var title: String
    }

    struct VersionLink: Sendable {
        var path: String
        var label: String
        var isShown: Bool
    }

    struct Link: Sendable {
        var path: String
        var label: String
        var more: String
    }

    var title: String
    var titlePieces: [MarkedArticle.Piece]
    var bodyPieces: [MarkedArticle.Piece]
    var language: String
    var facts: [String]
    var original: String?
    var legend: [Legend]
    var events: [EventCard]
    var noEvents: Bool
    var claims: [Note]
    var hasClaims: Bool
    var words: [Note]
    var hasWords: Bool
    var mentions: [Note]
    var hasMentions: Bool
    var versions: [VersionLink]
    var hasVersions: Bool
    var difference: [WordDifference.Piece]
    var differenceTitle: String?
    var alerts: [Link]
    var hasAlerts: Bool
    var copies: [Link]
    var hasCopies: Bool

    init(_ found: ArticleFindings, mentions recognized: [Mention], version chosen: Int?) {
        let article = found.article
        var notes = NoteBook(article)
        events = found.events.enumerated().map { index, event in
            notes.card(index + 1, event, found)
        }
        noEvents = events.isEmpty
        claims = found.claims.map { notes.claim($0) }
        words = found.matches.flatMap { match in match.spans.map { notes.word($0, match.rule) } }
        mentions = recognized.compactMap { notes.mention($0) }
        hasClaims = !claims.isEmpty
        hasWords = !words.isEmpty
        hasMentions = !mentions.isEmpty

        title = article.title.isEmpty ? article.id : article.title
        titlePieces = MarkedArticle.pieces(title, .title, article.title.isEmpty ? [] : notes.marks)
        bodyPieces = MarkedArticle.pieces(article.body, .body, notes.marks)
        language = article.language ?? found.row?.language ?? "en"
        facts = [
            article.outlet ?? article.source, article.author,
            article.published.map { PageText.minute($0) + " UTC" },
            article.language == "und"
                ? "language unknown" : article.language.map { "language \($0)" },
            article.sourceReliability.map { "reliability \($0)" },
        ].compactMap { $0 }
        // Only addresses of the web are led to: what an article says of itself is not to be trusted.
        original = article.url.flatMap {
            $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil
        }
        let groups = Set(notes.marks.map(\.group))
        legend = RoleGroup.allCases.filter(groups.contains).map {
            Legend(group: $0.rawValue, title: $0.title)
        }

        let path = PageText.path("/articles", article.id)
        hasVersions = found.versions.count > 1
        let shown =
            found.versions.contains { $0.number == chosen && $0.number > 1 }
            ? chosen! : found.versions.last?.number ?? 1
        versions =
            found.versions.map { version in
                VersionLink(
                    path: "\(path)?version=\(version.number)#versions",
                    label: "\(version.number), \(PageText.minute(version.taken))",
                    isShown: version.number == shown)
            }
        difference = []
        if let at = found.versions.firstIndex(where: { $0.number == shown }), at > 0 {
            let (old, new) = (found.versions[at - 1].article, found.versions[at].article)
            differenceTitle = "From version \(found.versions[at - 1].number) to \(shown)"
            difference =
                WordDifference(
                    from: old.title + "\n\n" + old.body, to: new.title + "\n\n" + new.body
                ).pieces
        }
        alerts = found.alerts.map {
            Link(
                path: PageText.path("/alerts", $0.alert.identifier), label: $0.alert.headline,
                more: "\($0.alert.severity.rawValue), \($0.state.rawValue)")
        }
        hasAlerts = !alerts.isEmpty
        copies = found.copies.prefix(30).map {
            Link(
                path: PageText.path("/articles", $0.key), label: $0.outlet ?? $0.source ?? $0.key,
                more: PageText.minute($0.published))
        }
        hasCopies = !copies.isEmpty
    }
}

/// Numbers the findings of an article and keeps where each stands.
private struct NoteBook {
    private let article: Article
    private(set) var marks: [ArticleMark] = []
    private var count = 0
    /// Spans that events already speak of.
    private var taken: Set<Span> = []

    init(_ article: Article) { self.article = article }

    private mutating func next() -> String {
        count += 1
        return "n\(count)"
    }

    private mutating func note(
        _ role: String, value: String, reason: String, spans: [Span], layer: ArticleMark.Layer,
        group: RoleGroup? = nil
    ) -> ArticleView.Note {
        let name = next()
        let group = group ?? RoleGroup(role)
        for span in spans {
            marks.append(ArticleMark(span: span, group: group, layer: layer, note: name))
        }
        return ArticleView.Note(
            name: name, group: group.rawValue, role: role.replacing("_", with: " "), value: value,
            reason: reason, isInText: !spans.isEmpty)
    }

    mutating func card(_ number: Int, _ event: Event, _ found: ArticleFindings)
        -> ArticleView.EventCard
    {
        let lines = EventLines(event, published: article.published)
        var notes: [ArticleView.Note] = []
        var own: Set<Span> = []
        for line in lines.lines {
            if let span = line.span { own.insert(span) }
            notes.append(
                note(
                    line.slot, value: line.value, reason: line.reason,
                    spans: line.span.map { [$0] } ?? [], layer: .event,
                    group: line.slot == "claim" ? .quote : nil))
        }
        for evidence in event.spans where own.insert(evidence.span).inserted {
            notes.append(
                note(
                    evidence.role, value: evidence.text, reason: "", spans: [evidence.span],
                    layer: .event))
        }
        taken.formUnion(own)
        return ArticleView.EventCard(
            number: number, headline: lines.headline, assertion: lines.assertion, notes: notes,
            held: lines.heldBack,
            foundBy: event.foundBy.map {
                ArticleView.RuleLink(
                    name: PageText.rule($0), path: PageText.path("/rules", PageText.rule($0)))
            },
            confidence: event.confidence.map {
                "\($0.level): \($0.factors.joined(separator: ", "))"
            }, incidentPath: event.incident.map { PageText.path("/incidents", $0) },
            incidentTitle: event.incident.flatMap { found.incidents[$0] })
    }

    mutating func claim(_ claim: Claim) -> ArticleView.Note {
        let spans = claim.parts ?? claim.span.map { [$0] } ?? []
        let who = claim.speaker.isEmpty ? "somebody" : claim.speaker
        let stance = claim.stance.rawValue.replacing("_", with: " ")
        var value = "\(who) \(stance)"
        if let field = claim.about?.field { value += " \(field)" }
        if let said = claim.value { value += " \(said)" }
        var reason = claim.form == .direct ? "quoted" : "reported, \(claim.form.rawValue)"
        if let cue = claim.cue { reason += ", \"\(cue)\"" }
        if let kind = claim.sourceKind { reason += "; \(kind)" }
        if claim.inferred == true { reason += "; inferred" }
        return note(
            "claim", value: value, reason: reason, spans: spans, layer: .claim, group: .quote)
    }

    mutating func word(_ evidence: Evidence, _ rule: String) -> ArticleView.Note {
        note(
            "word", value: evidence.text, reason: rule, spans: [evidence.span], layer: .word,
            group: .word)
    }

    /// - Returns: nil for what an event already speaks of.
    mutating func mention(_ mention: Mention) -> ArticleView.Note? {
        guard taken.insert(mention.span).inserted else { return nil }
        let value: String
        switch mention.value {
        case .none: value = mention.text
        case .quantity(let quantity):
            value = quantity.rangeText + (quantity.unit.map { " \($0)" } ?? "")
        case .time(let time): value = time.displayText ?? mention.text
        case .place(let place):
            value = [place.name, place.admin1, place.country].compactMap { $0 }
                .joined(separator: ", ")
        case .entity(let entity):
            value =
                ([entity.name] + [entity.office, entity.country].compactMap { $0 })
                .joined(separator: ", ")
        }
        return note(
            mention.kind.name, value: value, reason: "\"\(mention.text)\"", spans: [mention.span],
            layer: .mention)
    }
}
