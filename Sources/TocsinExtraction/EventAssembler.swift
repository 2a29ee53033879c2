package import TocsinModel
import TocsinText

/// Puts the partial events of one article together: fills in what the patterns did not say, joins
/// what the text tells twice, and keeps apart what it keeps apart.
package struct EventAssembler {
    private let mentions: ArticleMentions
    private let article: AnalyzedArticle
    private var views: [Field: [Int: SentenceView]] = [:]
    private var candidatesBySentence: [Field: [Int: [ArgumentFinder.Candidate]]] = [:]
    /// The triggers of each sentence: a place or speaker belongs to the nearest.
    private var triggers: [SentenceKey: [Range<Int>]] = [:]

    private struct SentenceKey: Hashable {
        var field: Field
        var sentence: Int
        init(_ field: Field, _ sentence: Int) {
            self.field = field
            self.sentence = sentence
        }
    }

    package init(_ mentions: ArticleMentions) {
        self.mentions = mentions
        article = mentions.article
    }

    /// - Returns: events in reading order of their triggers; ids are stable.
    package static func events(from partials: [PartialEvent], mentions: ArticleMentions) -> [Event]
    {
        guard !partials.isEmpty else { return [] }
        var assembler = EventAssembler(mentions)
        return assembler.assemble(partials)
    }

    private mutating func assemble(_ partials: [PartialEvent]) -> [Event] {
        let sorted = partials.sorted {
            ($0.field, $0.trigger.lowerBound, $0.trigger.upperBound, $0.rule)
                < ($1.field, $1.trigger.lowerBound, $1.trigger.upperBound, $1.rule)
        }
        triggers = Dictionary(grouping: sorted, by: { SentenceKey($0.field, $0.sentence) })
            .mapValues { $0.filter { !$0.supports }.map(\.trigger) }
        let drafts = sorted.map { draft(from: $0) }
        var events: [EventDraft] = []
        // The body first, sentence by sentence: a headline is shorter than the story and joins what
        // the story says. In a sentence, what happened comes before the figures that belong to it.
        for field in [Field.body, .title] {
            var rest = drafts.filter { $0.field == field }[...]
            while let first = rest.first {
                let sentence = rest.prefix { $0.sentence == first.sentence }
                for draft in sentence where !draft.supports { place(draft, into: &events) }
                for draft in sentence where draft.supports { attach(draft, to: &events) }
                rest = rest.dropFirst(sentence.count)
            }
        }
        for i in events.indices { complete(&events[i]) }
        events.sort {
            ($0.field == .title ? 0 : 1, $0.trigger.lowerBound)
                < ($1.field == .title ? 0 : 1, $1.trigger.lowerBound)
        }
        identify(&events)
        return events.map(\.event)
    }

    // MARK: - Joining

    private func place(_ draft: EventDraft, into events: inout [EventDraft]) {
        var best: (index: Int, score: Int)?
        for i in events.indices {
            let other = events[i]
            let objections = DraftComparison.objections(draft, other)
            if objections.contains(.kind) { continue }
            let told = draft.event.type?.isTold ?? (draft.event.label != nil)
            if other.speaks(of: draft) {
                // Two rules on one trigger are one event, whatever else they disagree on.
                let overlap =
                    other.field == draft.field && other.sentence == draft.sentence
                    && other.trigger.overlaps(draft.trigger)
                let same =
                    told
                    ? objections.isSubset(of: [.mode, .date]) && !isQuotedApart(draft, other)
                    : objections.isEmpty && near(other.trigger, draft.trigger)
                guard overlap || same else { continue }
                let score = 100 + (overlap ? 100 : 0) - other.distance(to: draft)
                if score > best?.score ?? .min { best = (i, score) }
            } else if told || (draft.field == .title && other.field == .body), objections.isEmpty,
                draft.isReal || !told
            {
                let score = closeness(draft, other, isMain: i == events.startIndex)
                if score > best?.score ?? .min { best = (i, score) }
            }
        }
        if let best { merge(draft, into: &events[best.index]) } else { events.append(draft) }
    }

    private func near(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        max(a.lowerBound, b.lowerBound) - min(a.upperBound, b.upperBound) <= 8
    }

    /// How likely a later sentence speaks of an event: what both name outright weighs most, then how
    /// near it was last spoken of, then that the first event of a story is what the story is about.
    private func closeness(_ draft: EventDraft, _ other: EventDraft, isMain: Bool) -> Int {
        var score = isMain ? 2 : 0
        if !draft.eventPlaces.isEmpty, !other.eventPlaces.isEmpty { score += 4 }
        if draft.event.time.start != nil, other.event.time.start != nil { score += 2 }
        let countries = Set(draft.event.actors.compactMap(\.country))
        if !countries.isDisjoint(with: other.event.actors.compactMap(\.country)) { score += 2 }
        if !Set(draft.event.modes).isDisjoint(with: other.event.modes) { score += 1 }
        let gaps = other.sentences.filter {
            $0.field == draft.field && $0.sentence < draft.sentence
        }
        .map { draft.sentence - $0.sentence }
        switch gaps.min() ?? .max {
        case 1: score += 3
        case 2: score += 2
        case 3, 4: score += 1
        default: break
        }
        return score
    }

    /// One of them is said inside quotation marks and the other outside.
    private func isQuotedApart(_ a: EventDraft, _ b: EventDraft) -> Bool {
        a.field == b.field && isQuoted(a) != isQuoted(b) && !near(a.trigger, b.trigger)
    }

    private func isQuoted(_ draft: EventDraft) -> Bool {
        guard let span = draft.event.trigger?.span else { return false }
        return mentions.claims.contains { claim in
            claim.form == .direct
                && claim.span.map {
                    $0.field == span.field && $0.start <= span.start && span.end <= $0.end
                } ?? false
        }
    }

    /// A figure joins the event of its own sentence, else the one it is most likely of.
    private func attach(_ draft: EventDraft, to events: inout [EventDraft]) {
        var best: (index: Int, score: Int)?
        for i in events.indices {
            let other = events[i]
            guard other.event.type == draft.event.type || other.event.bearsFigures else { continue }
            let same = other.speaks(of: draft)
            guard other.event.assertion.polarity == .affirmed || same else { continue }
            let objections = DraftComparison.objections(draft, other)
            if same {
                if objections.contains(.place), events.count > 1 { continue }
                let score = 100 - other.distance(to: draft)
                if score > best?.score ?? .min { best = (i, score) }
                continue
            }
            if !objections.isDisjoint(with: [.place, .date, .apart, .actor]) { continue }
            let score = closeness(draft, other, isMain: i == events.startIndex)
            if score > best?.score ?? .min { best = (i, score) }
        }
        if let best { merge(draft, into: &events[best.index]) }
    }

    private func merge(_ draft: EventDraft, into other: inout EventDraft) {
        var event = other.event
        let new = draft.event
        event.modes = union(event.modes, new.modes)
        if let contexts = new.contexts { event.contexts = union(event.contexts ?? [], contexts) }
        for entity in new.actors { add(entity, to: &event.actors) }
        for entity in new.recipients { add(entity, to: &event.recipients) }
        for place in new.places { add(place, to: &event.places) }
        for figure in new.casualties { add(figure, to: &event.casualties) }
        for item in new.materiel where !event.materiel.contains(where: { $0.isSame(as: item) }) {
            event.materiel.append(item)
        }
        for effect in new.effects where !event.effects.contains(where: { $0.span == effect.span }) {
            event.effects.append(effect)
        }
        if event.time.start == nil, new.time.start != nil {
            event.time = new.time
        }
        for span in new.spans where !event.spans.contains(span) { event.spans.append(span) }
        event.foundBy = union(event.foundBy, new.foundBy)
        if let extra = new.extra { event.extra = (event.extra ?? [:]).merging(extra) { a, _ in a } }
        // One plain assertion is enough: the headline's hedge does not undo the story's.
        if !draft.supports, other.event.assertion.modality != .asserted,
            new.assertion.modality == .asserted, new.assertion.polarity == .affirmed,
            !other.fixedAssertion
        {
            event.assertion = new.assertion
        }
        other.event = event
        if !other.sentences.contains(where: {
            $0.field == draft.field && $0.sentence == draft.sentence
        }) {
            other.sentences.append((draft.field, draft.sentence))
        }
    }

    private func union(_ a: [String], _ b: [String]) -> [String] {
        a + b.filter { !a.contains($0) }
    }

    private func add(_ entity: Entity, to list: inout [Entity]) {
        if let i = list.firstIndex(where: { $0.names(sameAs: entity) }) {
            if list[i].inferred == true, entity.inferred != true { list[i] = entity }
            return
        }
        list.append(entity)
    }

    private func add(_ place: Place, to list: inout [Place]) {
        if let i = list.firstIndex(where: { $0.name == place.name && $0.role == place.role }) {
            if list[i].inferred == true, place.inferred != true { list[i] = place }
            return
        }
        list.append(place)
    }

    private func add(_ figure: Quantity, to list: inout [Quantity]) {
        if list.contains(where: {
            $0.metric == figure.metric && $0.low == figure.low && $0.high == figure.high
                && $0.ofWhom == figure.ofWhom
                && ($0.speaker == figure.speaker || figure.speaker == nil)
        }) {
            return
        }
        list.append(figure)
    }

    // MARK: - From hit to draft

    private mutating func view(_ field: Field, _ sentence: Int) -> SentenceView {
        if let known = views[field]?[sentence] { return known }
        let made = SentenceView(article[field], sentence: sentence)
        views[field, default: [:]][sentence] = made
        return made
    }

    private mutating func candidates(_ field: Field, _ sentence: Int) -> [ArgumentFinder.Candidate]
    {
        if let known = candidatesBySentence[field]?[sentence] { return known }
        let made = ArgumentCandidates.find(
            in: view(field, sentence), entities: mentions.entities(in: field, sentence: sentence),
            places: mentions.places(in: field, sentence: sentence),
            labels: mentions.labels(in: field, sentence: sentence))
        candidatesBySentence[field, default: [:]][sentence] = made
        return made
    }

    private mutating func draft(from partial: PartialEvent) -> EventDraft {
        let text = article[partial.field]
        let view = view(partial.field, partial.sentence)
        let candidates = candidates(partial.field, partial.sentence)
        var event = Event(
            article: article.article.id, type: partial.type, label: partial.label,
            modes: partial.modes, contexts: partial.contexts.isEmpty ? nil : partial.contexts,
            extra: partial.extra.isEmpty ? nil : partial.extra)
        event.foundBy = [partial.rule]
        let triggerSpan = text.span(partial.trigger)
        event.spans.append(
            Evidence(role: "trigger", span: triggerSpan, text: text.text(triggerSpan.range)))
        CaptureReader(text: text, candidates: candidates).apply(partial, to: &event)

        // Who and to whom, where the pattern did not say.
        if !partial.supports, event.actors.isEmpty || event.recipients.isEmpty {
            let finder = ArgumentFinder(view: view, candidates: candidates)
            let found = finder.arguments(of: partial.trigger)
            if event.actors.isEmpty {
                event.actors = found.actors
                addSpans(of: found.actors, role: "actor", to: &event)
            }
            if event.recipients.isEmpty {
                event.recipients = found.recipients
                addSpans(of: found.recipients, role: "recipient", to: &event)
            }
            let isLocated = event.type?.happensSomewhere ?? true
            if isLocated, event.eventPlaces.isEmpty {
                for var place in found.targets {
                    place.role = "event"
                    add(place, to: &event.places)
                }
            }
            // "sanctions on Russia", "an attack on Ukraine": a state is whom, not only where.
            if event.recipients.isEmpty {
                event.recipients = found.targets.filter {
                    !isLocated || $0.precision == "country"
                }.map {
                    Entity(
                        text: $0.text, name: $0.name,
                        kind: $0.precision == "country" ? "country" : "place", country: $0.country,
                        span: $0.span)
                }
                addSpans(of: event.recipients, role: "recipient", to: &event)
            }
        }
        if !partial.supports { applySpeaker(of: partial, candidates: candidates, to: &event) }
        // Where and when, in the same sentence.
        if event.eventPlaces.isEmpty, event.type?.happensSomewhere ?? true {
            let others = triggers[SentenceKey(partial.field, partial.sentence)] ?? []
            for place in SentencePlaces(view: view, triggers: others).eventPlaces(
                of: partial.trigger,
                among: mentions.places(in: partial.field, sentence: partial.sentence))
            {
                add(place, to: &event.places)
            }
        }
        if event.time.start == nil, event.time.text == nil,
            let time = SentenceTimes(view: view).time(
                of: partial.trigger,
                among: mentions.forms(in: partial.field, sentence: partial.sentence))
        {
            event.time = time
        }
        for place in event.places { addSpan(place.span, "place", to: &event) }
        addSpan(event.time.span, "date", to: &event)

        var assertion = AssertionReader().read(trigger: partial.trigger, in: view)
        if let p = partial.polarity { assertion.polarity = p }
        if let m = partial.modality { assertion.modality = m }
        if let t = partial.tense { assertion.tense = t }
        if assertion.tense == .past, let start = event.time.start,
            let published = article.article.published?.day
        {
            if event.time.end ?? start < published.adding(days: -366) {
                assertion.tense = .historical
            } else if start > published {
                assertion.tense = .future
                if assertion.modality == .asserted { assertion.modality = .planned }
            }
        }
        event.assertion = assertion
        return EventDraft(
            event: event, supports: partial.supports, field: partial.field,
            sentence: partial.sentence, paragraph: text.sentences[partial.sentence].paragraph,
            trigger: partial.trigger,
            fixedAssertion: partial.modality != nil || partial.polarity != nil,
            standsApart: standsApart(partial.trigger, in: view),
            sentences: [(partial.field, partial.sentence)])
    }

    /// What is said is done by who says it: where the trigger is the word that reports a claim, the
    /// speaker is the actor, and an accusation falls on the first actor of what is said.
    private func applySpeaker(
        of partial: PartialEvent, candidates: [ArgumentFinder.Candidate], to event: inout Event
    ) {
        guard [.accuse, .request, .threaten, .reject, .agree].contains(event.type),
            event.actors.isEmpty || event.type == .accuse
        else { return }
        let text = article[partial.field]
        let words = text.text(text.span(partial.trigger).range).lowercased()
        let sentence = text.sentences[partial.sentence].bytes
        guard
            let claim = mentions.claims.first(where: { claim in
                guard let span = claim.span, span.field == partial.field, !claim.speaker.isEmpty,
                    let cue = claim.cue?.lowercased(), words.hasPrefix(cue) || cue.hasPrefix(words)
                else { return false }
                return sentence.overlaps(span.range)
            })
        else { return }
        let speaker = Entity(text: claim.speaker, kind: "person", span: claim.speakerSpan)
        event.actors = [speaker]
        addSpan(claim.speakerSpan, "actor", to: &event)
        if event.type == .accuse, event.recipients.isEmpty, let content = claim.span,
            let accused = candidates.first(where: {
                guard $0.mayAct, let span = $0.entity.span else { return false }
                return content.start <= span.start && span.end <= content.end
            })
        {
            event.recipients = [accused.entity]
            addSpan(accused.entity.span, "recipient", to: &event)
        }
    }

    private func addSpan(_ span: Span?, _ role: String, to event: inout Event) {
        guard let span else { return }
        let evidence = Evidence(role: role, span: span, text: article.article.text(span))
        if !event.spans.contains(evidence) { event.spans.append(evidence) }
    }

    private func addSpans(of entities: [Entity], role: String, to event: inout Event) {
        for entity in entities { addSpan(entity.span, role, to: &event) }
    }

    private func standsApart(_ trigger: Range<Int>, in view: SentenceView) -> Bool {
        let words: Set<String> = [
            "another", "separate", "separately", "elsewhere", "second", "previous", "similar",
        ]
        let start = max(view.tokens.lowerBound, trigger.lowerBound - 4)
        if view.contains(words, in: start..<trigger.upperBound) { return true }
        // "In a separate attack, …" opens the sentence.
        return view.contains(
            ["separate", "separately", "elsewhere"],
            in: view.tokens.lowerBound..<min(view.tokens.upperBound, view.tokens.lowerBound + 4))
    }

    // MARK: - Completing

    private mutating func complete(_ draft: inout EventDraft) {
        ClaimBinder(article: article, claims: mentions.claims).bind(&draft)
        var event = draft.event
        if event.eventPlaces.isEmpty, draft.event.type?.happensSomewhere ?? true {
            if let place = inferredPlace(for: draft) { event.places.append(place) }
        }
        event.modes.sort()
        event.foundBy.sort()
        event.casualties.sort { order($0) < order($1) }
        event.spans.sort { ($0.span, $0.role) < ($1.span, $1.role) }
        EventCodes.assign(to: &event)
        event.confidence = confidence(of: event, draft)
        draft.event = event
    }

    private func order(_ q: Quantity) -> (Int, Int, Int) {
        (
            Quantity.metrics.firstIndex(of: q.metric ?? "") ?? 99, q.span?.field == .title ? 1 : 0,
            q.span?.start ?? 0
        )
    }

    /// The place of the sentence before, else the headline's, else the dateline's: said to be inferred.
    private func inferredPlace(for draft: EventDraft) -> Place? {
        func first(_ places: [Mention]) -> Place? {
            for mention in places {
                if case .place(var place) = mention.value, place.precision != "country" {
                    place.role = "event"
                    place.inferred = true
                    return place
                }
            }
            return nil
        }
        if draft.field == .body, draft.sentence > 0,
            article.body.sentences[draft.sentence - 1].paragraph == draft.paragraph,
            let place = first(mentions.places(in: .body, sentence: draft.sentence - 1))
        {
            return place
        }
        return first(mentions.places(in: .title))
    }

    private func confidence(of event: Event, _ draft: EventDraft) -> Confidence {
        var factors: [String] = []
        if event.foundBy.count > 1 { factors.append("several-rules") }
        if draft.sentences.count > 1 { factors.append("told-again") }
        if event.places.contains(where: { $0.role == "event" && $0.inferred != true }) {
            factors.append("explicit-place")
        } else if event.places.contains(where: { $0.role == "event" }) {
            factors.append("inferred-place")
        }
        if event.time.start != nil { factors.append("explicit-date") }
        if !event.actors.isEmpty { factors.append("named-actor") }
        if !event.claims.isEmpty { factors.append("attributed") }
        if draft.field == .title, draft.sentences.count == 1 { factors.append("headline-only") }
        let strong = Set(factors).subtracting(["inferred-place", "headline-only", "attributed"])
            .count
        return Confidence(
            level: strong >= 3 ? "high" : strong >= 1 ? "medium" : "low", factors: factors)
    }

    /// Stable ids: article, type or label, trigger text and its ordinal, place ordinal.
    private func identify(_ drafts: inout [EventDraft]) {
        var seen: [String: Int] = [:]
        for i in drafts.indices {
            let event = drafts[i].event
            let trigger = event.trigger?.text.lowercased() ?? ""
            let key = "\(event.kind)\u{1}\(trigger)"
            let ordinal = seen[key, default: 0]
            seen[key] = ordinal + 1
            var hash = StableHash()
            hash.combine(event.article)
            hash.combine(event.kind)
            hash.combine(trigger)
            hash.combine(ordinal)
            drafts[i].event.id = hash.hex
            for j in drafts[i].event.claims.indices {
                drafts[i].event.claims[j].about?.event = hash.hex
            }
        }
    }
}

extension Event {
    var eventPlaces: [Place] { places.filter { $0.role == "event" } }

    /// Events that people are killed or hurt in.
    var bearsFigures: Bool {
        if let type { return type == .assault || type == .protest || type == .coerce }
        return label != nil
    }
}

extension EventType {
    var happensSomewhere: Bool {
        switch self {
        case .assault, .protest, .mobilize, .coerce, .retreat, .consult: true
        default: false
        }
    }
}

extension Entity {
    func names(sameAs other: Entity) -> Bool {
        name == other.name || (country != nil && country == other.country && kind == other.kind)
    }
}

extension Materiel {
    func isSame(as other: Materiel) -> Bool {
        kind == other.kind && role == other.role && low == other.low && high == other.high
            && (over == other.over || over == nil || other.over == nil)
    }
}
