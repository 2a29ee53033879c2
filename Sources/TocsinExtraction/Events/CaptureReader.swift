import TocsinModel
import TocsinText

/// Turns what a pattern's roles captured into the fields of an event.
struct CaptureReader {
    let text: AnalyzedText
    let candidates: [ArgumentFinder.Candidate]

    func apply(_ partial: PartialEvent, to event: inout Event) {
        var figures: [(capture: PartialEvent.Capture, quantity: Quantity)] = []
        var ofWhom: (tokens: Range<Int>, text: String)?
        var over: String?
        var weapon: String?
        for capture in partial.captures {
            let span = text.span(capture.tokens)
            let words = text.text(span.range)
            if capture.role != "trigger" {
                event.spans.append(Evidence(role: capture.role, span: span, text: words))
            }
            switch capture.role {
            case "trigger": break
            case "of_whom": ofWhom = (capture.tokens, words)
            case "over": over = words
            case "weapon", "model": weapon = words
            case "actor", "recipient", "target", "victim":
                if capture.role != "actor", case .place(var place)? = capture.mention?.value,
                    capture.role == "target"
                {
                    place.role = "event"
                    event.places.append(place)
                    break
                }
                let entity = entity(for: capture, words: words, span: span)
                if capture.role == "actor" {
                    event.actors.append(entity)
                } else {
                    event.recipients.append(entity)
                }
            case "place", "origin", "destination", "affected":
                let role =
                    ["place": "event", "destination": "target_of_motion"][capture.role]
                    ?? capture.role
                if case .place(var place)? = capture.mention?.value {
                    place.role = role
                    event.places.append(place)
                } else {
                    event.places.append(Place(text: words, role: role, span: span))
                }
            case "date", "time":
                if case .time(let time)? = capture.mention?.value { event.time = time }
            case "detained" where capture.people == capture.tokens && isOnePerson(capture):
                // Who was arrested says it; a figure of one would say it twice.
                break
            case let role where Quantity.metrics.contains(role):
                var quantity = self.quantity(for: capture, words: words)
                quantity.metric = role
                quantity.span = span
                figures.append((capture, quantity))
            case let role where Materiel.roles.contains(role) && listedKind(capture) != nil:
                event.materiel.append(
                    Materiel(kind: listedKind(capture)!, role: role, text: words, span: span))
            case let role where Materiel.roles.contains(role):
                let quantity = self.quantity(for: capture, words: words)
                guard quantity.isCount else { break }
                event.materiel.append(
                    Materiel(
                        kind: partial.materielKind ?? "uav", low: quantity.low, high: quantity.high,
                        qualifier: quantity.qualifier, role: role, text: words, span: span))
            case "effect":
                event.effects.append(
                    Effect(kind: partial.effect ?? "damage", text: words, span: span))
            default:
                event.extra = (event.extra ?? [:]).merging([capture.role: .string(words)]) { a, _ in
                    a
                }
            }
        }
        if let ofWhom, !figures.isEmpty {
            // The figure it stands nearest to.
            let nearest = figures.indices.min {
                abs(figures[$0].capture.tokens.upperBound - ofWhom.tokens.lowerBound)
                    < abs(figures[$1].capture.tokens.upperBound - ofWhom.tokens.lowerBound)
            }!
            figures[nearest].quantity.ofWhom = ofWhom.text.lowercased()
        }
        // "Toll -5": a figure that counts nobody is none.
        event.casualties += figures.map(\.quantity).filter(\.isCount)
        for i in event.materiel.indices {
            event.materiel[i].over = over
            event.materiel[i].model = weapon
        }
        if event.materiel.isEmpty, let weapon, let kind = partial.materielKind {
            event.materiel.append(Materiel(kind: kind, model: weapon, role: "used", text: weapon))
        }
        if let effect = partial.effect, event.effects.isEmpty {
            let span = text.span(partial.trigger)
            event.effects.append(Effect(kind: effect, text: text.text(span.range), span: span))
        }
    }

    /// The kind of materiel that a list gives a captured weapon.
    private func listedKind(_ capture: PartialEvent.Capture) -> String? {
        guard case .entity(let entity)? = capture.mention?.value, let kind = entity.kind,
            Materiel.kinds.contains(kind)
        else { return nil }
        return kind
    }

    private func isOnePerson(_ capture: PartialEvent.Capture) -> Bool {
        !capture.tokens.contains {
            text.tokens[$0].flags.contains(.digit)
                || ClauseReader.numerals.contains(text.text($0).lowercased())
        }
    }

    /// The recognized figure; words without one ("a woman", "his son") count one.
    private func quantity(for capture: PartialEvent.Capture, words: String) -> Quantity {
        if case .quantity(let quantity)? = capture.mention?.value { return quantity }
        return Quantity(text: words, low: 1, high: 1, value: 1)
    }

    private func entity(for capture: PartialEvent.Capture, words: String, span: Span) -> Entity {
        switch capture.mention?.value {
        case .entity(var entity)?:
            entity.span = entity.span ?? span
            return entity
        case .place(let place)?:
            return Entity(
                text: words, name: place.name,
                kind: place.precision == "country" ? "country" : "place", country: place.country,
                span: span)
        default:
            // Words that hold a known candidate are that candidate.
            if let candidate = candidates.last(where: {
                capture.tokens.lowerBound <= $0.tokens.lowerBound
                    && $0.tokens.upperBound <= capture.tokens.upperBound
            }) {
                var entity = candidate.entity
                entity.text = words
                if !candidate.isModifier || candidate.tokens == capture.tokens { return entity }
                return Entity(
                    text: words, kind: entity.kind, country: entity.country, span: span)
            }
            return Entity(text: words, span: span)
        }
    }
}
