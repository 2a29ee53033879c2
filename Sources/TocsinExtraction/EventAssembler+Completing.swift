import TocsinModel
import TocsinText

/// What is known only when all drafts are joined: claims, inferred places, codes, confidence, ids.
extension EventAssembler {
    mutating func complete(_ draft: inout EventDraft) {
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
        return first(mentions.places(in: .title))
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
