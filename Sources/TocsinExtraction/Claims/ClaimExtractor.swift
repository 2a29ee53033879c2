package import TocsinModel
package import TocsinText

/// Finds what an article says that others say: quotations and reported statements, with their
/// speakers.
///
/// English; an article in another language gives only what quotation marks and names show.
package struct ClaimExtractor: Sendable {
    package init() {}

    /// The claims in the order of the text, title first.
    package func claims(
        in article: AnalyzedArticle, entities: ArticleEntities, lexicon: EntityLexicon
    ) -> [Claim] {
        func claims(_ field: Field) -> [Claim] {
            let text = entities.text(field)
            guard text.hasCues || !text.quotes.isEmpty else { return [] }
            var pass = ClaimPass(text, entities, lexicon, field)
            return pass.run(article: article.article.id)
        }
        let body = claims(.body)
        // A headline's claim is the body's told short.
        return body.isEmpty ? claims(.title) : body
    }
}

/// One pass over a field.
private struct ClaimPass {
    let text: LexicalText
    let lexicon: EntityLexicon
    let field: Field
    let units: [ClaimUnit]
    var resolver: SpeakerResolver
    var drafts: [Draft] = []
    /// Quotations that some draft has.
    var taken: Set<Int> = []

    struct Draft {
        var attribution: Attribution
        var speaker: SpeakerResolver.Speaker
        var form: Claim.Form
        /// Byte ranges of the content.
        var parts: [Range<Int>]
        var paragraph: Int
        var order: Int
    }

    init(
        _ text: LexicalText, _ entities: ArticleEntities, _ lexicon: EntityLexicon, _ field: Field
    ) {
        self.text = text
        self.lexicon = lexicon
        self.field = field
        units = text.claimUnits()
        resolver = SpeakerResolver(entities, lexicon, field, units)
    }

    mutating func run(article: String) -> [Claim] {
        let parser = AttributionParser(text, lexicon)
        var parsed: [[Attribution]] = []
        parsed.reserveCapacity(units.count)
        for (u, unit) in units.enumerated() { parsed.append(parser.parse(unit, index: u)) }
        for u in units.indices {
            let before = drafts.count
            addReports(parsed[u], unit: u)
            if units[u].isAllQuoted, drafts.count == before { addQuotedUnit(u, parsed) }
        }
        return drafts.sorted {
            ($0.parts[0].lowerBound, $0.order) < ($1.parts[0].lowerBound, $1.order)
        }
        .map { claim($0, article) }
    }

    // MARK: Reports

    private mutating func addReports(_ found: [Attribution], unit: Int) {
        var last: SpeakerResolver.Speaker?
        for attribution in found {
            // What someone inside a reported statement thinks is not reported of him.
            if attribution.kind == .thought || attribution.kind == .finding,
                found.contains(where: { other in
                    other.cue != attribution.cue
                        && other.content.contains { $0.contains(attribution.cue.lowerBound) }
                })
            {
                continue
            }
            // "X has agreed to stop, a minister said": the minister's statement, not two claims.
            if attribution.isAct,
                found.contains(where: { $0.cue != attribution.cue && $0.isAbout(attribution) })
            {
                continue
            }
            if attribution.shape == .unattributed {
                addUnattributed(attribution, found, unit: unit)
                continue
            }
            var speaker: SpeakerResolver.Speaker
            if let source = attribution.source {
                speaker = resolver.resolve(source, unit: unit)
            } else if let shared = last ?? mainSubject(unit, before: attribution.groupStart) {
                speaker = shared
                speaker.inferred = true
            } else {
                continue
            }
            guard isPlausible(attribution, speaker) else { continue }
            // Who has a view has not been speaking: "her support of the war".
            if attribution.kind != .noun {
                last = speaker
                resolver.said.append((unit, speaker))
            }
            let parts: [Range<Int>]
            let form: Claim.Form
            if attribution.quotes.isEmpty {
                parts = attribution.content.map { trimmed($0) }.filter { !$0.isEmpty }
                form =
                    attribution.content.contains { range in
                        range.contains { text.quoteOf[$0] >= 0 }
                    } ? .mixed : .indirect
                for range in attribution.content {
                    for i in range where text.quoteOf[i] >= 0 { taken.insert(Int(text.quoteOf[i])) }
                }
            } else {
                let fresh = attribution.quotes.filter { !taken.contains($0) }
                guard !fresh.isEmpty else { continue }
                parts = fresh.map { inner($0) }.filter { !$0.isEmpty }
                form = .direct
                taken.formUnion(fresh)
            }
            guard !parts.isEmpty else { continue }
            drafts.append(
                Draft(
                    attribution: attribution, speaker: speaker, form: form, parts: parts,
                    paragraph: units[unit].paragraph, order: drafts.count))
        }
    }

    /// What is said by no one named, unless it stands in what someone named says.
    private mutating func addUnattributed(
        _ attribution: Attribution, _ found: [Attribution], unit: Int
    ) {
        let at = attribution.cue.lowerBound
        if found.contains(where: { other in
            other.cue != attribution.cue
                && (other.content.contains { $0.contains(at) }
                    || other.quotes.contains { text.quoteTokens[$0].contains(at) })
        }) {
            return
        }
        let parts = attribution.content.map { trimmed($0) }.filter { !$0.isEmpty }
        guard !parts.isEmpty else { return }
        drafts.append(
            Draft(
                attribution: attribution, speaker: SpeakerResolver.Speaker(name: ""),
                form: .indirect, parts: parts, paragraph: units[unit].paragraph,
                order: drafts.count))
    }

    /// Nobody and nothing that could not speak.
    private func isPlausible(
        _ attribution: Attribution, _ speaker: SpeakerResolver.Speaker
    ) -> Bool {
        guard let lemma = attribution.lemma else { return !speaker.name.isEmpty }
        let cue = lexicon.cues[lemma]
        if cue.kind == .finding, attribution.isAct || !isIntroduced(attribution) {
            // "A study found traces", "polls show her ahead"; an army finds and shows other things.
            return speaker.sourceKind == "document"
        }
        if cue.kind == .finding, speaker.cluster == nil, let source = attribution.source {
            // Studies, polls and people find and show; a response does not.
            return speaker.sourceKind != nil
                || source.contains { !text.tags[$0].isDisjoint(with: [.noun, .head]) }
        }
        if attribution.isAct, speaker.cluster == nil, !speaker.inferred,
            let source = attribution.source, attribution.kind != .noun,
            !source.contains(where: {
                !text.tags[$0].isDisjoint(with: [.noun, .head, .pronominal, .subjectPronoun])
                    || WordClass.isPerson(text.text.text($0).lowercased())
            })
        {
            // "The barrage welcomed the envoy": things do not.
            return false
        }
        let isPronoun = speaker.inferred && speaker.name.isEmpty
        if cue.kind == .thought
            || attribution.quotes.isEmpty && cue.frames.contains(.object)
                && cue.frames.isDisjoint(with: [.clause, .that, .quote])
        {
            return !speaker.name.isEmpty
        }
        if isPronoun, let source = attribution.source {
            // "it" and "who" without a referent say nothing.
            return text.tags[source.lowerBound].contains(.subjectPronoun)
                && !text.endsWith(source.lowerBound, "t")
        }
        return true
    }

    /// Whether "that" or a question word stands before the content.
    private func isIntroduced(_ attribution: Attribution) -> Bool {
        guard let first = attribution.content.first?.lowerBound, first > 0 else { return true }
        return text.tags[first - 1].contains(.that) || text.tags[first].contains(.question)
    }

    /// The subject of the sentence: its first noun phrase that a verb follows.
    private func mainSubject(_ unit: Int, before end: Int) -> SpeakerResolver.Speaker? {
        let range = units[unit].tokens
        var i = range.lowerBound
        while i < min(end, range.upperBound) {
            if text.quoteOf[i] < 0 {
                if text.tags[i].contains(.subjectPronoun) {
                    return resolver.resolve(i..<(i + 1), unit: unit)
                }
                if let m = resolver.entities.mention(at: i, in: field) {
                    let mention = resolver.entities.mentions[m]
                    // "The Kremlin spokesman, Dmitry Peskov, avoided …, but insisted": not the Kremlin.
                    let next = mention.tokens.upperBound
                    if mention.kind != .person, next < end, text.before[next].isEmpty,
                        text.tags[next].contains(.noun), !text.isCapitalized(next),
                        text.tags[next].isDisjoint(with: [.cue]),
                        let source = SpeakerPhrase(text: text, lexicon: lexicon).right(
                            from: range.lowerBound, to: end)
                    {
                        return resolver.resolve(source, unit: unit)
                    }
                    if mention.kind != .name
                        || resolver.entities.clusters[resolver.entities.clusterOf[m]].entity.kind
                            != "place"
                    {
                        return resolver.resolve(mention.tokens, unit: unit)
                    }
                    i = mention.tokens.upperBound
                    continue
                }
                if text.tags[i].contains(.noun), !text.tags[i].contains(.cue) {
                    let phrases = SpeakerPhrase(text: text, lexicon: lexicon)
                    if let source = phrases.left(endingAt: i + 1, from: range.lowerBound) {
                        return resolver.resolve(source, unit: unit)
                    }
                }
            }
            i += 1
        }
        return nil
    }

    // MARK: Quotations without a report of their own

    /// A sentence that is all quotation: goes on after the report before it in its paragraph, or
    /// belongs to whom the paragraph before introduced, or to who spoke last.
    private mutating func addQuotedUnit(_ u: Int, _ parsed: [[Attribution]]) {
        let unit = units[u]
        var quotes: [Int] = []
        for i in unit.tokens where quotes.last != Int(text.quoteOf[i]) {
            quotes.append(Int(text.quoteOf[i]))
        }
        quotes.removeAll { taken.contains($0) }
        guard !quotes.isEmpty else { return }
        let parts = quotes.map { inner($0) }.filter { !$0.isEmpty }
        guard !parts.isEmpty else { return }
        // The same paragraph: one statement with the report before it.
        let here = drafts.indices.filter { drafts[$0].paragraph == unit.paragraph }
        if let d = here.last(where: { drafts[$0].form == .direct })
            ?? here.last(where: { drafts[$0].attribution.unit == u - 1 })
        {
            if drafts[d].form == .direct {
                drafts[d].parts += parts
            } else {
                append(quotes, parts, drafts[d].speaker, drafts[d].attribution, u)
            }
            taken.formUnion(quotes)
            resolver.said.append((u, drafts[d].speaker))
            return
        }
        // A later paragraph of one long quotation.
        if text.quotes[quotes[0]].resumes, let d = drafts.indices.last, drafts[d].form == .direct {
            drafts[d].parts += parts
            drafts[d].paragraph = unit.paragraph
            taken.formUnion(quotes)
            resolver.said.append((u, drafts[d].speaker))
            return
        }
        if let introduced = introducer(u) {
            append(quotes, parts, introduced.0, introduced.1, u)
            return
        }
        // `"…"` alone, then `"…," she said.` in the same paragraph.
        if u + 1 < units.count, units[u + 1].paragraph == unit.paragraph,
            let next = parsed[u + 1].first(where: { !$0.quotes.isEmpty }), let source = next.source
        {
            append(quotes, parts, resolver.resolve(source, unit: u + 1), next, u)
            return
        }
        guard let previous = resolver.said.last, u - previous.unit <= 3,
            parts.reduce(0, { $0 + $1.count }) >= 12,
            drafts.last.map({ $0.form != .indirect || u - previous.unit == 1 }) == true,
            let last = drafts.last
        else { return }
        append(quotes, parts, previous.speaker, last.attribution, u)
        drafts[drafts.count - 1].speaker.inferred = true
    }

    private mutating func append(
        _ quotes: [Int], _ parts: [Range<Int>], _ speaker: SpeakerResolver.Speaker,
        _ like: Attribution, _ u: Int
    ) {
        var attribution = like
        attribution.quotes = quotes
        attribution.content = []
        attribution.unit = u
        drafts.append(
            Draft(
                attribution: attribution, speaker: speaker, form: .direct, parts: parts,
                paragraph: units[u].paragraph, order: drafts.count))
        taken.formUnion(quotes)
        resolver.said.append((u, speaker))
    }

    /// `Jane Doe said:` or `She went on:` as the end of the paragraph before.
    private func introducer(_ u: Int) -> (SpeakerResolver.Speaker, Attribution)? {
        guard u > 0 else { return nil }
        let before = units[u - 1].tokens
        guard text.before[units[u].tokens.lowerBound].contains(.colon) else { return nil }
        let parser = AttributionParser(text, lexicon)
        var i = before.upperBound - 1
        while i >= before.lowerBound, i > before.upperBound - 12 {
            if text.tags[i].contains(.cue), text.quoteOf[i] < 0, !parser.phrases.isNounUse(i) {
                let group = parser.phrases.verbGroup(before: i, from: before.lowerBound)
                let entry = text.entry(i, lexicon)
                let source = parser.phrases.left(endingAt: group.start, from: before.lowerBound)
                let speaker =
                    source.map { resolver.resolve($0, unit: u - 1) }
                    ?? mainSubject(u - 1, before: i)
                guard let speaker else { return nil }
                let cue = lexicon.cues[Int(entry.cue)]
                return (
                    speaker,
                    Attribution(
                        shape: .subjectFirst, cue: i..<(i + 1), groupStart: group.start,
                        lemma: Int(entry.cue), source: source, stance: cue.stance, kind: cue.kind,
                        unit: u)
                )
            }
            i -= 1
        }
        guard let speaker = mainSubject(u - 1, before: before.upperBound) else { return nil }
        return (
            speaker,
            Attribution(
                shape: .bare, cue: before.upperBound..<before.upperBound,
                groupStart: before.upperBound, lemma: nil, source: nil, stance: .asserts,
                kind: .speech, unit: u)
        )
    }

    // MARK: Text

    /// The bytes between a quotation's marks, without the comma or space that ends it.
    private func inner(_ q: Int) -> Range<Int> {
        var range = text.quotes[q].inner
        let bytes = text.text.utf8
        while range.lowerBound < range.upperBound, bytes[range.lowerBound] <= 0x20 {
            range = (range.lowerBound + 1)..<range.upperBound
        }
        while range.upperBound > range.lowerBound {
            let last = bytes[range.upperBound - 1]
            guard last <= 0x20 || last == 0x2C else { break }
            range = range.lowerBound..<(range.upperBound - 1)
        }
        return range
    }

    /// The bytes of tokens, with the quotation marks that stand at their edges.
    private func trimmed(_ tokens: Range<Int>) -> Range<Int> {
        var range = text.text.bytes(tokens)
        let first = text.quoteOf[tokens.lowerBound]
        if first >= 0, text.quoteTokens[Int(first)].lowerBound == tokens.lowerBound {
            range = text.quotes[Int(first)].outer.lowerBound..<range.upperBound
        }
        let last = text.quoteOf[tokens.upperBound - 1]
        if last >= 0, text.quoteTokens[Int(last)].upperBound == tokens.upperBound {
            range =
                range.lowerBound..<max(range.upperBound, text.quotes[Int(last)].outer.upperBound)
        }
        return range
    }

    private func claim(_ draft: Draft, _ article: String) -> Claim {
        let a = draft.attribution
        let parts = draft.parts
        // A comma that ended a piece joins it to the next again.
        let content = parts.enumerated().map { n, part in
            let isLast = n == parts.count - 1
            let comma =
                !isLast && draft.form == .direct && text.text.utf8[part.upperBound] == 0x2C
            return text.text.text(part) + (comma ? "," : "")
        }.joined(separator: " ")
        let speaker = draft.speaker
        let cue = a.cue.isEmpty ? nil : text.text.bytes(a.group)
        var claim = Claim(
            article: article, speaker: speaker.name, sourceKind: speaker.sourceKind,
            cue: cue.map { text.text.text($0) }, text: content, form: draft.form, stance: a.stance,
            origin: speaker.key,
            span: Span(
                field: field,
                range: parts[0]
                    .lowerBound..<max(parts[0].upperBound, parts[parts.count - 1].upperBound)),
            speakerSpan: speaker.span.map { Span(field: field, range: $0) },
            cueSpan: cue.map { Span(field: field, range: $0) },
            inferred: speaker.inferred ? true : nil)
        if parts.count > 1 { claim.parts = parts.map { Span(field: field, range: $0) } }
        return claim
    }
}
