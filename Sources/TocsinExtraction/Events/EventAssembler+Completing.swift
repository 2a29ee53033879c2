import TocsinModel
import TocsinText

/// What is known only when all drafts are joined: claims, inferred places, codes, confidence, ids.
extension EventAssembler {
    mutating func complete(_ draft: inout EventDraft) {
        ClaimBinder(article: article, claims: mentions.claims).bind(&draft)
        var event = draft.event
        // A capital is where a visit goes to, or the state that acts; not both.
        let places = Set(event.eventPlaces.map(\.name))
        event.actors.removeAll { $0.kind == "place" && places.contains($0.name) }
        addVictims(of: draft, to: &event)
        addGroup(of: draft, to: &event)
        addSpeaker(of: draft, to: &event)
        // "Pakistan closed its airspace": whose it is says where.
        if event.eventPlaces.isEmpty, event.label?.hasSuffix("-closure") ?? false,
            let state = event.actors.first(where: { $0.kind == "country" }),
            let i = event.places.firstIndex(where: { $0.name == state.name })
        {
            event.places[i].role = "event"
            event.places[i].inferred = true
        }
        if event.eventPlaces.isEmpty, event.bearsFigures || event.type == .mobilize {
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

    /// Whom the figures count, where nothing else says which people were hit: "14 people were killed".
    mutating func addVictims(of draft: EventDraft, to event: inout Event) {
        guard event.type == .assault || event.type == .coerce else { return }
        let hitsPeople = event.recipients.contains { recipient in
            recipient.kind == "person" || recipient.kind == "group"
                || recipient.text.lowercased().split(separator: " ").contains {
                    WordClass.isPerson(String($0))
                }
        }
        var unnamed = 0
        for victim in draft.victims
        where !event.recipients.contains(where: { $0.names(sameAs: victim) }) {
            // Who is named was hit too, whoever else was.
            if victim.kind != "person" {
                let head = victim.text.lowercased().split(separator: " ").last ?? ""
                unnamed += 1
                if unnamed > 6 || ["dead", "wounded", "injured", "casualties"].contains(head)
                    || hitsPeople && Self.anybody.contains(head)
                    || event.recipients.contains(where: {
                        $0.text.lowercased().hasSuffix(head)
                    })
                {
                    continue
                }
            }
            event.recipients.append(victim)
            addSpan(victim.span, "recipient", to: &event)
        }
    }

    /// Words that say of the harmed no more than that they are people.
    private static let anybody: Set<Substring> = [
        "people", "persons", "person", "others", "victims", "individuals", "civilians", "members",
        "men", "man", "woman", "women", "child", "children", "boy", "boys", "girl", "girls",
        "elderly", "minor", "minors", "youth", "youths", "ones", "dead", "casualties", "wounded",
        "injured",
    ]

    /// "The guerrillas" are the one armed group that the article has named so far: said to be inferred.
    /// What it names only further down is background.
    mutating func addGroup(of draft: EventDraft, to event: inout Event) {
        guard event.type == .assault, draft.field == .body,
            event.actors.contains(where: { actor in
                Self.rebels.contains(actor.text.lowercased().split(separator: " ").last ?? "")
            }), !event.actors.contains(where: { $0.kind == "armed-group" })
        else { return }
        var groups: [Entity] = []
        for mention in mentions.entities(in: .body) {
            guard case .entity(let entity) = mention.value, entity.kind == "armed-group",
                Int(article.body.tokens[mention.tokens.lowerBound].sentence) <= draft.sentence,
                !groups.contains(where: { $0.name == entity.name })
            else { continue }
            groups.append(entity)
        }
        guard groups.count == 1, var group = groups.first,
            event.actors.allSatisfy({
                $0.country == nil || group.country == nil || $0.country == group.country
            }), !event.recipients.contains(where: { $0.name == group.name })
        else { return }
        group.inferred = true
        event.actors.append(group)
    }

    /// What members of an armed group are called for short.
    private static let rebels: Set<Substring> = [
        "guerrillas", "guerrilla", "rebels", "rebel", "insurgents", "insurgent", "subversives",
        "militants", "jihadists", "fighters", "terrorists",
    ]

    /// What is said in somebody's words, and names no other actor, is his doing.
    func addSpeaker(of draft: EventDraft, to event: inout Event) {
        guard event.type?.isSaid ?? false, event.actors.isEmpty, let trigger = event.trigger,
            let claim = mentions.claims.first(where: { claim in
                claim.span.map {
                    $0.field == trigger.span.field && $0.start <= trigger.span.start
                        && trigger.span.end <= $0.end
                } ?? false && !claim.speaker.isEmpty
            })
        else { return }
        event.actors = [
            Entity(
                text: claim.speaker, kind: claim.sourceKind, span: claim.speakerSpan, inferred: true
            )
        ]
        addSpan(claim.speakerSpan, "actor", to: &event)
    }

    /// A deed told within two sentences after a dated one, in the simple past, is dated by it: said to
    /// be inferred.
    func inferTimes(_ drafts: inout [EventDraft]) {
        for i in drafts.indices {
            let draft = drafts[i]
            guard draft.field == .body, draft.isReal, !tellsOfBefore(draft),
                draft.event.type?.happensSomewhere ?? true, draft.event.time.start == nil,
                draft.event.time.text == nil, draft.event.assertion.tense == .past
            else { continue }
            let words = article.body.sentences[draft.sentence].tokens
                .clamped(to: max(0, draft.trigger.lowerBound - 6)..<draft.trigger.lowerBound)
            if words.contains(where: {
                ["had", "has", "have", "earlier", "previously", "last"].contains(
                    article.body.text($0).lowercased())
            }) {
                continue
            }
            let near = drafts.filter { other in
                other.event.id != draft.event.id || other.trigger != draft.trigger
            }.compactMap { other -> (gap: Int, time: EventTime)? in
                guard other.isReal, other.event.assertion.tense == .past,
                    other.event.time.precision == .day || other.event.time.precision == .time,
                    other.event.time.start != nil, other.event.time.inferred != true,
                    other.event.type?.happensSomewhere ?? true,
                    let last = other.sentences.filter({
                        $0.field == .body && $0.sentence <= draft.sentence
                    }).map(\.sentence).max(), draft.sentence - last <= (draft.standsApart ? 4 : 2)
                else { return nil }
                return (draft.sentence - last, other.event.time)
            }.min { $0.gap < $1.gap }
            guard var time = near?.time ?? dateBeside(draft) else { continue }
            time.inferred = true
            time.span = nil
            drafts[i].event.time = time
        }
    }

    /// The date of the next two sentences, or of the one before in the paragraph, where no other deed
    /// has it: "…, who came on motorbikes, surrounded the village late on Wednesday".
    private func dateBeside(_ draft: EventDraft) -> EventTime? {
        guard draft.event.bearsFigures, let published = article.article.published?.day else {
            return nil
        }
        for step in [1, -1, 2] {
            let sentence = draft.sentence + step
            guard article.body.sentences.indices.contains(sentence),
                triggers[SentenceKey(.body, sentence)]?.isEmpty ?? true,
                step > 0 || article.body.sentences[sentence].paragraph == draft.paragraph
            else { continue }
            let view = SentenceView(article.body, sentence: sentence)
            let times = SentenceTimes(view: view, triggers: [], isSaid: false)
            let start = view.tokens.lowerBound
            guard
                let time = times.time(
                    of: start..<(start + 1), among: mentions.forms(in: .body, sentence: sentence)),
                time.precision == .day || time.precision == .time, let day = time.start,
                day <= published, day >= published.adding(days: -14)
            else { continue }
            return time
        }
        return nil
    }

    /// "a similar attack", "the previous raid": of another time.
    private func tellsOfBefore(_ draft: EventDraft) -> Bool {
        let tokens = article.body.sentences[draft.sentence].tokens.clamped(
            to: max(0, draft.trigger.lowerBound - 5)..<draft.trigger.upperBound)
        return tokens.contains {
            ["similar", "previous", "first", "second", "third", "other", "past", "latest"].contains(
                article.body.text($0).lowercased())
        }
    }

    func order(_ q: Quantity) -> (Int, Int, Int) {
        (
            Quantity.metrics.firstIndex(of: q.metric ?? "") ?? 99, q.span?.field == .title ? 1 : 0,
            q.span?.start ?? 0
        )
    }

    /// The place of the sentence before, else the headline's, else the dateline's: said to be inferred.
    func inferredPlace(for draft: EventDraft) -> Place? {
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
        if let place = first(mentions.places(in: .title)) { return place }
        // What happened and where is the first thing told; a dateline says where it was told. It will do
        // where the first sentence names no other place.
        guard draft.field == .body, draft.sentence == 0, draft.event.type == .assault,
            mentions.places(in: .body, sentence: 0).count == datelinePlaces().count
        else { return nil }
        return first(datelinePlaces())
    }

    private func datelinePlaces() -> [Mention] {
        guard !article.body.sentences.isEmpty else { return [] }
        let dateline = SentenceView(article.body, sentence: 0).dateline
        return mentions.places(in: .body, sentence: 0).filter { dateline.overlaps($0.tokens) }
    }

    func confidence(of event: Event, _ draft: EventDraft) -> Confidence {
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
    func identify(_ drafts: inout [EventDraft]) {
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
