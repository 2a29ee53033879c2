import TocsinModel
import TocsinText

/// Which drafts are one event, and what becomes of their parts.
extension EventAssembler {
    func place(_ draft: EventDraft, into events: inout [EventDraft]) {
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
                    : objections.isEmpty
                        && (near(other.trigger, draft.trigger) || draft.hasSameActor(as: other))
                guard overlap || same else { continue }
                let score = 100 + (overlap ? 100 : 0) - other.distance(to: draft)
                if score > best?.score ?? .min { best = (i, score) }
            } else if joins(draft, other, told: told, objections),
                !isOfAnotherTime(draft, than: other, isMain: i == events.startIndex)
            {
                let score = closeness(draft, other, isMain: i == events.startIndex)
                if score > best?.score ?? .min { best = (i, score) }
            }
        }
        if let best { merge(draft, into: &events[best.index]) } else { events.append(draft) }
    }

    /// Whether a draft of another sentence may be what the event is about.
    private func joins(
        _ draft: EventDraft, _ other: EventDraft, told: Bool,
        _ objections: Set<DraftComparison.Objection>
    ) -> Bool {
        if draft.field == .title, other.field == .body {
            // A headline tells a story of the body in fewer words, perhaps in others.
            return objections.isDisjoint(with: [.place, .date])
                && (!objections.contains(.assertion)
                    || draft.event.assertion.polarity == other.event.assertion.polarity)
        }
        guard objections.isEmpty else { return false }
        if told { return draft.isReal }
        return draft.restates(other)
    }

    /// "In July it massacred 43", after a sentence without a date: what an article tells without one
    /// is of its own days, unless the first thing it tells is of then; and after what is of then, the
    /// next paragraph is of its own days again.
    private func isOfAnotherTime(
        _ draft: EventDraft, than other: EventDraft, isMain: Bool
    ) -> Bool {
        guard !isMain, let published = article.article.published?.day else { return false }
        func isPast(_ time: EventTime) -> Bool? {
            guard let start = time.start else { return nil }
            return (time.end ?? start) < published.adding(days: -10)
        }
        switch (isPast(draft.event.time), isPast(other.event.time)) {
        case (true, nil): return true
        case (nil, true): return draft.field == .title || draft.paragraph != other.paragraph
        default: return false
        }
    }

    func near(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        max(a.lowerBound, b.lowerBound) - min(a.upperBound, b.upperBound) <= 8
    }

    /// How likely a later sentence speaks of an event: what both name outright weighs most, then how
    /// near it was last spoken of, then that the first event of a story is what the story is about.
    func closeness(_ draft: EventDraft, _ other: EventDraft, isMain: Bool) -> Int {
        var score = isMain ? 2 : 0
        if !draft.eventPlaces.isEmpty, !other.eventPlaces.isEmpty { score += 4 }
        if !Set(draft.eventPlaces.map(\.name)).isDisjoint(with: other.eventPlaces.map(\.name)) {
            score += 2
        }
        if draft.event.time.start != nil, other.event.time.start != nil { score += 2 }
        let countries = Set(draft.event.actors.compactMap(\.country))
        if !countries.isDisjoint(with: other.event.actors.compactMap(\.country)) { score += 2 }
        if !Set(draft.event.modes).isDisjoint(with: other.event.modes) { score += 1 }
        // A headline joins what it does not agree with in means, if there is nothing nearer.
        if !DraftComparison.modesAgree(draft.event.modes, other.event.modes) { score -= 2 }
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
    func isQuotedApart(_ a: EventDraft, _ b: EventDraft) -> Bool {
        a.field == b.field && isQuoted(a) != isQuoted(b) && !near(a.trigger, b.trigger)
    }

    func isQuoted(_ draft: EventDraft) -> Bool {
        guard let span = draft.event.trigger?.span else { return false }
        return mentions.claims.contains { claim in
            claim.form == .direct
                && claim.span.map {
                    $0.field == span.field && $0.start <= span.start && span.end <= $0.end
                } ?? false
        }
    }

    /// A figure joins the event of its own sentence, else the one it is most likely of.
    func attach(_ draft: EventDraft, to events: inout [EventDraft]) {
        if isRunningTotal(draft) { return }
        var best: (index: Int, score: Int)?
        for i in events.indices {
            let other = events[i]
            // The figures of a disaster or an epidemic are not those of an attack.
            guard
                draft.event.label == nil
                    ? other.event.type == draft.event.type
                        || other.event.bearsFigures && !draft.event.casualties.isEmpty
                    : other.event.label == draft.event.label
            else { continue }
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
            // Nobody is killed by a curfew or an arrest, unless the sentence says so.
            if other.event.type == .coerce, draft.event.type != .coerce { continue }
            if isOfAnotherTime(draft, than: other, isMain: i == events.startIndex) { continue }
            let score = closeness(draft, other, isMain: i == events.startIndex)
            if score > best?.score ?? .min { best = (i, score) }
        }
        if let best { merge(draft, into: &events[best.index]) }
    }

    func merge(_ draft: EventDraft, into other: inout EventDraft) {
        var event = other.event
        let new = draft.event
        event.modes = union(event.modes, new.modes)
        if let contexts = new.contexts { event.contexts = union(event.contexts ?? [], contexts) }
        for var entity in new.actors {
            // Who is blamed in another sentence did it by our reading of the two.
            if draft.supports, !other.speaks(of: draft) { entity.inferred = true }
            add(entity, to: &event.actors)
        }
        for entity in new.recipients where mayReceive(entity, draft, other) {
            add(entity, to: &event.recipients)
        }
        for place in new.places { add(place, to: &event.places) }
        for figure in new.casualties {
            // A headline rounds what the story says.
            if draft.field == .title,
                event.casualties.contains(where: { $0.metric == figure.metric && $0.meets(figure) })
            {
                continue
            }
            add(figure, to: &event.casualties)
        }
        for item in new.materiel where !event.materiel.contains(where: { $0.isSame(as: item) }) {
            if !item.isUncounted {
                event.materiel.removeAll { $0.isUncounted && $0.kind == item.kind }
            }
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
        for victim in draft.victims where !other.victims.contains(where: { $0.name == victim.name })
        {
            other.victims.append(victim)
        }
        if !other.sentences.contains(where: {
            $0.field == draft.field && $0.sentence == draft.sentence
        }) {
            other.sentences.append((draft.field, draft.sentence))
        }
    }

    /// A sentence further on names whom the deed hit only where it names people or a known target.
    private func mayReceive(_ entity: Entity, _ draft: EventDraft, _ other: EventDraft) -> Bool {
        if other.event.recipients.isEmpty || other.speaks(of: draft) { return true }
        if let kind = entity.kind, !["name", "organization", "group", "place"].contains(kind) {
            return true
        }
        let head = entity.text.split(separator: " ").last.map { $0.lowercased() } ?? ""
        return entity.kind == nil && WordClass.isPerson(head)
    }

    func union(_ a: [String], _ b: [String]) -> [String] {
        a + b.filter { !a.contains($0) }
    }

    func add(_ entity: Entity, to list: inout [Entity]) {
        if let i = list.firstIndex(where: { $0.names(sameAs: entity) }) {
            if list[i].inferred == true, entity.inferred != true { list[i] = entity }
            return
        }
        list.append(entity)
    }

    func add(_ place: Place, to list: inout [Place]) {
        // A place has one role in an event, and where it happened says more than that it is named.
        if place.role == "mentioned", list.contains(where: { $0.name == place.name }) { return }
        if place.role == "event" {
            list.removeAll { $0.role == "mentioned" && $0.name == place.name }
        }
        if let i = list.firstIndex(where: { $0.name == place.name && $0.role == place.role }) {
            if list[i].inferred == true, place.inferred != true { list[i] = place }
            return
        }
        list.append(place)
    }

    func add(_ figure: Quantity, to list: inout [Quantity]) {
        if list.contains(where: {
            $0.metric == figure.metric && $0.low == figure.low && $0.high == figure.high
                && $0.ofWhom == figure.ofWhom
                && ($0.speaker == figure.speaker || figure.speaker == nil)
        }) {
            return
        }
        list.append(figure)
    }
}
