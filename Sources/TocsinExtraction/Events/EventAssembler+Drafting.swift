import TocsinModel
import TocsinText

/// From one hit to a draft: what the pattern said and what its sentence adds.
extension EventAssembler {
    mutating func view(_ field: Field, _ sentence: Int) -> SentenceView {
        if let known = views[field]?[sentence] { return known }
        let made = SentenceView(article[field], sentence: sentence)
        views[field, default: [:]][sentence] = made
        return made
    }

    mutating func candidates(_ field: Field, _ sentence: Int) -> [ArgumentFinder.Candidate] {
        if let known = candidatesBySentence[field]?[sentence] { return known }
        let made = ArgumentCandidates.find(
            in: view(field, sentence), entities: mentions.entities(in: field, sentence: sentence),
            places: mentions.places(in: field, sentence: sentence),
            labels: mentions.labels(in: field, sentence: sentence)
        ).filter { [dateline = view(field, sentence).dateline] in !dateline.overlaps($0.tokens) }
        candidatesBySentence[field, default: [:]][sentence] = made
        return made
    }

    /// "Eight people, among them two children, were killed and six injured": a pattern that reads over
    /// what is inserted would give the injured the figure of the killed. The figure before the pattern's
    /// own verb is its figure.
    private func withOwnFigures(_ partial: PartialEvent) -> PartialEvent {
        guard partial.trigger.count > 4,
            let others = Self.otherHarms.first(where: { harm in
                partial.captures.contains { $0.role == harm.key }
            })
        else { return partial }
        let view = SentenceView(article[partial.field], sentence: partial.sentence)
        guard
            let verb = partial.trigger.first(where: { others.value.contains(view.word($0)) }),
            let and = ((verb + 1)..<max(verb + 1, min(verb + 3, partial.trigger.upperBound)))
                .first(where: { view.word($0) == "and" }),
            let own = mentions.forms(in: partial.field, sentence: partial.sentence).first(where: {
                $0.kind == .quantity && $0.tokens.lowerBound > and
                    && $0.tokens.lowerBound <= and + 2
                    && $0.tokens.upperBound < partial.trigger.upperBound
            })
        else { return partial }
        var result = partial
        for i in result.captures.indices where result.captures[i].role == others.key {
            var capture = PartialEvent.Capture(
                role: others.key, tokens: own.tokens, mention: own)
            capture.people = own.tokens
            result.captures[i] = capture
        }
        return result
    }

    /// The verbs of other harm than a metric's own.
    private static let otherHarms: [String: Set<String>] = [
        "injured": ["killed", "died", "perished", "slain", "drowned"],
        "killed": ["injured", "wounded", "hurt"],
        "missing": ["killed", "died", "injured", "wounded"],
    ]

    mutating func draft(from said: PartialEvent) -> EventDraft {
        let partial = withOwnFigures(said)
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

        let victims = victims(of: partial, view, candidates)
        for capture in partial.captures where capture.role == "recipient" {
            guard case .entity? = capture.mention?.value else { continue }
            let finder = ArgumentFinder(view: view, candidates: candidates, type: partial.type)
            for entity in finder.listed(with: capture.tokens) {
                event.recipients.append(entity)
                addSpan(entity.span, "recipient", to: &event)
            }
        }
        // "Japan and the Philippines signed": a pattern that names one actor names whom "and" joins to it.
        for actor in event.actors {
            for other in joined(to: actor, candidates, view)
            where !event.recipients.contains(where: {
                $0.names(sameAs: other)
            }) {
                add(other, to: &event.actors)
                addSpan(other.span, "actor", to: &event)
            }
        }
        // Who and to whom, where the pattern did not say.
        if partial.hasParties, event.actors.isEmpty || event.recipients.isEmpty {
            let finder = ArgumentFinder(
                view: view, candidates: candidates, type: partial.type)
            let found = finder.arguments(of: partial.trigger)
            if event.actors.isEmpty {
                event.actors = found.actors
                addSpans(of: found.actors, role: "actor", to: &event)
            }
            // What a pattern gave the doer's part is nobody's other part: "with the support of France".
            let doers = Set(event.actors.compactMap(\.span))
            if event.recipients.isEmpty {
                event.recipients = found.recipients.filter {
                    $0.span.map { !doers.contains($0) } ?? true
                }
                addSpans(of: event.recipients, role: "recipient", to: &event)
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
                    (!isLocated || $0.precision == "country")
                        && ($0.span.map { !doers.contains($0) } ?? true)
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
        if !partial.supports {
            let here = mentions.places(in: partial.field, sentence: partial.sentence)
            event.places += SentencePlaces(view: view, triggers: []).otherPlaces(
                than: event.places, among: here)
        }
        if event.time.start == nil, event.time.text == nil,
            let time = SentenceTimes(
                view: view, triggers: triggers[SentenceKey(partial.field, partial.sentence)] ?? [],
                isSaid: partial.type?.isSaid ?? false
            ).time(
                of: partial.trigger,
                among: mentions.forms(in: partial.field, sentence: partial.sentence))
        {
            event.time = time
        }
        if event.time.start == nil, event.time.text == nil,
            let time = timeSince(partial, view)
        {
            event.time = time
        }
        for place in event.eventPlaces { addSpan(place.span, "place", to: &event) }
        addSpan(event.time.span, "date", to: &event)

        var assertion = AssertionReader().read(trigger: partial.trigger, in: view)
        // Who denies and dismisses rejects all the same.
        if partial.type == .reject, assertion.polarity == .negated,
            (assertion.cues ?? []).allSatisfy({
                ["denied", "denies", "deny", "denying", "dismissed", "refuted"].contains(
                    $0.text.lowercased())
            })
        {
            assertion.polarity = .affirmed
        }
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
            sentences: [(partial.field, partial.sentence)],
            isNobodysDoing: !partial.hasParties && !partial.supports,
            isIndefinite: isIndefinite(partial.trigger, in: view), victims: victims)
    }

    /// "The rains that since Monday punish the state", "Nineteen people have been detained since
    /// Sunday": what goes on began then and goes on to the day it is told. An attack does not.
    private func timeSince(_ partial: PartialEvent, _ view: SentenceView) -> EventTime? {
        guard partial.label != nil || partial.type == .protest || partial.type == .coerce,
            let published = article.article.published?.day
        else { return nil }
        let dates = mentions.forms(in: partial.field, sentence: partial.sentence).compactMap {
            mention -> (gap: Int, time: EventTime)? in
            guard mention.kind == .date, case .time(var time) = mention.value,
                let start = time.start, start <= published,
                view.word(mention.tokens.lowerBound) == "since"
                    || view.word(mention.tokens.lowerBound - 1) == "since",
                view.word(mention.tokens.upperBound) != "when"
            else { return nil }
            let gap = max(
                mention.tokens.lowerBound - partial.trigger.upperBound,
                partial.trigger.lowerBound - mention.tokens.upperBound)
            time.end = published
            time.span = time.span ?? mention.span
            return gap <= 10 ? (gap, time) : nil
        }
        return dates.min { $0.gap < $1.gap }?.time
    }

    private func joined(
        to actor: Entity, _ candidates: [ArgumentFinder.Candidate], _ view: SentenceView
    ) -> [Entity] {
        guard let own = candidates.first(where: { $0.entity.span == actor.span }), own.mayAct,
            !own.isModifier
        else { return [] }
        return candidates.filter { other in
            guard other.mayAct, !other.isModifier, other.tokens != own.tokens else { return false }
            let (first, second) =
                other.tokens.lowerBound < own.tokens.lowerBound ? (other, own) : (own, other)
            let between = (first.tokens.upperBound..<second.tokens.lowerBound).map(view.word)
            return between == ["and"] || between == ["and", "the"]
        }.map(\.entity)
    }

    /// "an attack", "a second wave of strikes": an article stands in the trigger's noun phrase.
    private func isIndefinite(_ trigger: Range<Int>, in view: SentenceView) -> Bool {
        var token = trigger.lowerBound - 1
        while token >= view.tokens.lowerBound, trigger.lowerBound - token <= 5,
            !view.isAfterPunctuation(token + 1)
        {
            let word = view.word(token)
            if ["a", "an", "another"].contains(word) { return true }
            if let known = WordClass.of(word), known != .adverb { return false }
            token -= 1
        }
        return false
    }

    /// "killing 12" said of a quake or a crash in the same sentence is no one's deed.
    func isDeedOfNobody(_ draft: EventDraft, _ drafts: [EventDraft]) -> Bool {
        guard draft.event.type == .assault, !draft.supports, draft.event.modes.isEmpty,
            draft.event.trigger?.text.lowercased().hasPrefix("kill") ?? false,
            draft.event.actors.allSatisfy({ $0.kind == "place" || $0.kind == "country" })
        else { return false }
        return drafts.contains {
            $0.isNobodysDoing && $0.event.label != nil && $0.field == draft.field
                && $0.sentence == draft.sentence
        }
    }

    /// "53,000 have been killed since the war began": the toll of much else.
    func isRunningTotal(_ draft: EventDraft) -> Bool {
        guard draft.supports, draft.event.type == .assault, draft.field == .body,
            let published = article.article.published?.day
        else { return false }
        guard !draft.event.casualties.isEmpty else { return false }
        let view = SentenceView(article.body, sentence: draft.sentence)
        var since = draft.trigger.upperBound
        while view.word(since) != "since" {
            // "…, the deadliest strike since the war began" is said of something else.
            guard since < view.tokens.upperBound, since - draft.trigger.upperBound < 12,
                !view.isAfterPunctuation(since)
            else { return false }
            since += 1
        }
        if Self.thisDay.contains(view.word(since + 1)) { return false }
        let dates = mentions.forms(in: .body, sentence: draft.sentence).filter {
            $0.kind == .date && $0.tokens.lowerBound >= since && $0.tokens.lowerBound <= since + 2
        }
        if case .time(let time)? = dates.first?.value, let start = time.start {
            return start < published.adding(days: -10)
        }
        return true
    }

    private static let thisDay: Set<String> = [
        "midnight", "dawn", "morning", "noon", "then", "sunrise", "early", "yesterday", "overnight",
        "last", "late", "daybreak",
    ]

    /// Whom the figures of a hit count.
    private func victims(
        of partial: PartialEvent, _ view: SentenceView, _ candidates: [ArgumentFinder.Candidate]
    ) -> [Entity] {
        guard partial.label == nil else { return [] }
        let finder = ArgumentFinder(view: view, candidates: candidates, type: .assault)
        return partial.captures.flatMap { capture -> [Entity] in
            guard let people = capture.people, Self.harmed.contains(capture.role) else {
                return []
            }
            return finder.victims(people, figure: capture.tokens)
        }
    }

    /// Metrics whose people are what the deed was done to.
    private static let harmed: Set<String> = [
        "killed", "injured", "abducted", "detained", "hostages", "hospitalized",
    ]

    /// What is said is done by who says it: where the trigger is the word that reports a claim, the
    /// speaker is the actor, and an accusation falls on the first actor of what is said.
    func applySpeaker(
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

    func addSpan(_ span: Span?, _ role: String, to event: inout Event) {
        guard let span else { return }
        let evidence = Evidence(role: role, span: span, text: article.article.text(span))
        if !event.spans.contains(evidence) { event.spans.append(evidence) }
    }

    func addSpans(of entities: [Entity], role: String, to event: inout Event) {
        for entity in entities { addSpan(entity.span, role, to: &event) }
    }

    func standsApart(_ trigger: Range<Int>, in view: SentenceView) -> Bool {
        let words: Set<String> = [
            "another", "separate", "separately", "elsewhere", "second", "previous", "similar",
        ]
        let start = max(view.tokens.lowerBound, trigger.lowerBound - 4)
        if view.contains(words, in: start..<trigger.upperBound) { return true }
        // "three other mayors have been murdered this year": what came before.
        let end = min(view.tokens.upperBound, trigger.upperBound + 6)
        for token in trigger.upperBound..<max(end, trigger.upperBound)
        where view.word(token) == "year" && ["this", "last"].contains(view.word(token - 1)) {
            return true
        }
        // "In a separate attack, …" opens the sentence.
        return view.contains(
            ["separate", "separately", "elsewhere"],
            in: view.tokens.lowerBound..<min(view.tokens.upperBound, view.tokens.lowerBound + 4))
    }
}
