import TocsinExtraction
import TocsinLua
import TocsinModel
import TocsinText

/// Reads the event tables that `find` and `emit` return.
struct FoundEvent {
    let table: LuaTable

    init(_ table: LuaTable) { self.table = table }

    /// An event of a `find` rule. Its `trigger = { start, stop, field = "body" }` uses Lua's own
    /// positions; without one it stands on the article's first sentence.
    func partial(rule: Rule, shape: EventShape, analyzed: AnalyzedArticle) -> PartialEvent? {
        let trigger = table["trigger"].table
        let field = trigger?["field"].string.flatMap(Field.init(rawValue:)) ?? .body
        let text = analyzed[field]
        guard !text.tokens.isEmpty else { return nil }
        var tokens = 0..<1
        let start = trigger?.array.first?.int ?? trigger?["start"].int
        let stop = trigger?.array.dropFirst().first?.int ?? trigger?["stop"].int
        if let start, let stop, start >= 1, stop >= start {
            let first = min(text.token(endingAfter: start - 1), text.tokens.count - 1)
            let last = min(text.token(endingAfter: stop - 1), text.tokens.count - 1)
            tokens = first..<(max(first, last) + 1)
        }
        let sentence = Int(text.tokens[tokens.lowerBound].sentence)
        let end = min(tokens.upperBound, text.sentences[sentence].tokens.upperBound)
        let partial = PartialEvent(
            rule: rule.versionedID, type: shape.type, label: shape.label, modes: shape.modes,
            contexts: shape.contexts, polarity: shape.polarity, modality: shape.modality,
            tense: shape.tense, field: field, sentence: sentence,
            tokens: tokens.lowerBound..<end, trigger: tokens.lowerBound..<end)
        return apply(to: partial, text: text)
    }

    /// Puts what the table says over what the pattern said.
    func apply(to partial: PartialEvent, text: AnalyzedText) -> PartialEvent? {
        var out = partial
        for (key, value) in table.fields {
            switch key {
            case "trigger": break
            case "type":
                if let name = value.string { out.type = EventType(rawValue: name) ?? out.type }
            case "label": out.label = value.string ?? out.label
            case "mode": if let mode = value.string { out.modes = [mode] }
            case "modes": out.modes = value.table?.array.compactMap(\.string) ?? out.modes
            case "polarity":
                out.polarity = value.string.flatMap(Assertion.Polarity.init) ?? out.polarity
            case "modality":
                out.modality = value.string.flatMap(Assertion.Modality.init) ?? out.modality
            case "tense": out.tense = value.string.flatMap(Assertion.Tense.init) ?? out.tense
            default: add(key, value, to: &out, text: text)
            }
        }
        return out.type == nil && out.label == nil ? nil : out
    }

    private func add(
        _ key: String, _ value: LuaValue, to partial: inout PartialEvent, text: AnalyzedText
    ) {
        let span = text.span(partial.trigger)
        func mention(_ kind: MentionKind, _ words: String, _ value: Mention.Value) {
            partial.captures.append(
                .init(
                    role: key, tokens: partial.trigger,
                    mention: Mention(
                        kind: kind, field: partial.field, tokens: partial.trigger, span: span,
                        text: words, value: value)))
        }
        if Quantity.metrics.contains(key) || Materiel.roles.contains(key) {
            let low = value.number ?? value.table?["low"].number ?? value.table?.array.first?.number
            let high =
                value.number ?? value.table?["high"].number
                ?? value.table?.array.dropFirst().first?.number
            let words = value.table?["text"].string ?? text.text(span.range)
            mention(.quantity, words, .quantity(Quantity(text: words, low: low, high: high)))
            return
        }
        guard let words = value.string else {
            partial.extra[key] = LuaRecord.tree(value)
            return
        }
        switch key {
        case "actor", "recipient", "target":
            mention(.name, words, .entity(Entity(text: words)))
        case "place", "origin", "destination", "affected":
            mention(.place, words, .place(Place(text: words)))
        case "date":
            let day = CalendarDay(words)
            mention(
                .date, words, .time(EventTime(start: day, end: day, basis: .explicit, text: words)))
        default: partial.extra[key] = .string(words)
        }
    }
}
