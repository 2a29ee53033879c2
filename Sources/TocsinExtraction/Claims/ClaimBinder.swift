import TocsinModel
import TocsinText

/// Binds claims to the event they speak of and figures to the speaker who gives them.
struct ClaimBinder {
    let article: AnalyzedArticle
    let claims: [Claim]

    func bind(_ draft: inout EventDraft) {
        let claims = claims(of: draft.event)
        guard !claims.isEmpty else { return }
        for i in draft.event.casualties.indices {
            guard let span = draft.event.casualties[i].span,
                let claim = claim(covering: span, among: claims)
            else { continue }
            draft.event.casualties[i].speaker = claim.speaker.isEmpty ? nil : claim.speaker
            add(
                claim, field: draft.event.casualties[i].metric,
                value: draft.event.casualties[i].text,
                to: &draft.event)
        }
        for i in draft.event.materiel.indices {
            guard let span = draft.event.materiel[i].span,
                let claim = claim(covering: span, among: claims)
            else {
                continue
            }
            draft.event.materiel[i].speaker = claim.speaker.isEmpty ? nil : claim.speaker
            add(
                claim, field: draft.event.materiel[i].role, value: draft.event.materiel[i].text,
                to: &draft.event)
        }
        bindParties(&draft, claims)
        guard let trigger = draft.event.trigger,
            let claim = claim(covering: trigger.span, among: claims)
        else {
            return
        }
        add(claim, field: nil, value: nil, to: &draft.event)
        if claim.stance == .denies { draft.event.assertion.polarity = .negated }
        // An accusation is not the outlet's own word.
        if claim.stance == .accuses, draft.event.assertion.modality == .asserted,
            draft.sentences.count == 1
        {
            draft.event.assertion.modality = .alleged
        }
    }

    /// Who did it, to whom, where and when are claimed too: each by the claim its words stand in.
    private func bindParties(_ draft: inout EventDraft, _ claims: [Claim]) {
        let event = draft.event
        let said: [(field: String, span: Span?, value: String?)] =
            event.actors.map { ("actor", $0.span, $0.text) }
            + event.recipients.map { ("target", $0.span, $0.text) }
            + event.eventPlaces.filter { $0.inferred != true }
            .map { ("place", $0.span, $0.text) }
            + (event.time.inferred == true ? [] : [("date", event.time.span, event.time.text)])
        for (field, span, value) in said {
            guard let span, let claim = claim(covering: span, among: claims) else { continue }
            add(claim, field: field, value: value, to: &draft.event)
        }
    }

    /// What may be said of an event. Who demands or proposes does not say what has already
    /// happened: "called for missiles, which hit the town last year", "an end to the attack".
    private func claims(of event: Event) -> [Claim] {
        guard event.assertion.modality == .asserted, event.assertion.tense == .past,
            let trigger = event.trigger
        else { return claims }
        return claims.filter {
            ![.demands, .proposes].contains($0.stance) || !$0.covers(trigger.span)
        }
    }

    /// The narrowest claim around a span.
    private func claim(covering span: Span, among claims: [Claim]) -> Claim? {
        claims.filter { $0.covers(span) }.min {
            ($0.span!.end - $0.span!.start) < ($1.span!.end - $1.span!.start)
        }
    }

    private func add(_ claim: Claim, field: String?, value: String?, to event: inout Event) {
        var bound = claim
        bound.about = Claim.Subject(event: nil, field: field)
        bound.value = value
        if !event.claims.contains(where: {
            $0.span == bound.span && $0.about?.field == field && $0.value == value
        }) {
            event.claims.append(bound)
        }
    }
}

extension Claim {
    fileprivate func covers(_ other: Span) -> Bool {
        span.map { $0.field == other.field && $0.start <= other.start && other.end <= $0.end }
            ?? false
    }
}
