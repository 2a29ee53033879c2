package import TocsinModel
import TocsinWorkspace

/// An event as a person reads it: one line a slot, with where its value came from.
package struct EventLines {
    package struct Line: Sendable {
        package var slot: String
        package var value: String
        /// The words it stands on, or why it was filled in.
        package var reason: String
        package var span: Span?
    }

    package let event: Event
    package let published: Timestamp?

    package init(_ event: Event, published: Timestamp?) {
        self.event = event
        self.published = published
    }

    package var headline: String {
        let modes = event.modes.isEmpty ? "" : " " + event.modes.joined(separator: ", ")
        return event.kind + modes
    }

    /// `affirmed, asserted, past`
    package var assertion: String {
        let a = event.assertion
        return [a.polarity.rawValue, a.modality.rawValue, a.tense.rawValue].joined(separator: ", ")
    }

    /// What keeps an ordinary alert from ringing for it; empty where nothing does.
    package var heldBack: [String] {
        let a = event.assertion
        var out: [String] = []
        let cues = (a.cues ?? []).map { "\"\($0.text)\"" }
        let because = cues.isEmpty ? "" : " (\(cues.joined(separator: ", ")))"
        if a.polarity != .affirmed {
            out.append("polarity is \(a.polarity.rawValue)\(because); widen with polarity = any")
        }
        if a.modality != .asserted {
            out.append("modality is \(a.modality.rawValue)\(because); widen with modality = any")
        }
        if a.tense != .past, a.tense != .ongoing {
            out.append("tense is \(a.tense.rawValue)\(because); widen with tense = any")
        }
        if let day = published?.day, let end = event.time.end ?? event.time.start {
            let old = day.number - end.number
            if old > 3 {
                out.append(
                    "it happened \(old) days before publication\(event.time.text.map { " (\"\($0)\")" } ?? ""); widen with age = any"
                )
            }
        }
        return out
    }

    package var lines: [Line] {
        var out: [Line] = []
        func add(_ slot: String, _ value: String, _ text: String?, _ span: Span?, _ inferred: Bool?)
        {
            let words = text.map { "\"\(oneLine($0))\"" } ?? ""
            let reason =
                inferred == true ? (words.isEmpty ? "inferred" : words + ", inferred") : words
            out.append(Line(slot: slot, value: value, reason: reason, span: span))
        }
        if let trigger = event.trigger {
            add("trigger", oneLine(trigger.text), nil, trigger.span, nil)
        }
        for one in event.actors {
            add("actor", described(one), one.text, one.span, one.inferred)
        }
        for one in event.recipients {
            add("recipient", described(one), one.text, one.span, one.inferred)
        }
        for one in event.casualties {
            var value = one.rangeText
            if let group = one.ofWhom { value += " \(group)" }
            if one.qualifier != .exact {
                value += " (\(one.qualifier.rawValue.split(separator: "_").joined(separator: " ")))"
            }
            if one.cumulative == true { value += ", cumulative" }
            if let speaker = one.speaker { value += ", says \(speaker)" }
            add(one.metric ?? "figure", value, one.text, one.span, one.inferred)
        }
        for one in event.materiel {
            var value = Quantity(text: "", low: one.low, high: one.high).rangeText + " " + one.kind
            if let model = one.model { value += " (\(model))" }
            if let over = one.over { value += " over \(over)" }
            if let speaker = one.speaker { value += ", says \(speaker)" }
            add(one.role, value, one.text, one.span, nil)
        }
        for one in event.effects {
            add("effect", one.kind, one.text, one.span, nil)
        }
        for one in event.places {
            var value = one.located
            let wider = [one.admin1, one.country].compactMap { $0 }.filter { $0 != one.name }
            if !wider.isEmpty { value += " (\(wider.joined(separator: ", ")))" }
            if let precision = one.precision { value += ", \(precision)" }
            add(
                one.role == nil || one.role == "event" ? "place" : one.role!, value, one.text,
                one.span, one.inferred)
        }
        if let date = event.time.displayText {
            add("date", date, event.time.text, event.time.span, event.time.inferred)
        }
        for claim in event.claims {
            add(
                "claim",
                (claim.speaker.isEmpty ? "?" : claim.speaker) + " " + claim.stance.rawValue
                    + (claim.about?.field.map { " \($0)" } ?? "")
                    + (claim.value.map { " \($0)" } ?? ""), claim.cue, claim.speakerSpan,
                claim.inferred)
        }
        for (key, value) in (event.extra ?? [:]).sorted(by: { $0.key < $1.key }) {
            if case .string(let text) = value { add(key, text, nil, nil, nil) }
        }
        return out
    }

    private func described(_ entity: Entity) -> String {
        let more = [entity.kind, entity.country].compactMap { $0 }
        return entity.name + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
    }
}

/// Line breaks and runs of blanks as one blank.
func oneLine(_ text: String) -> String {
    text.onOneLine
}
