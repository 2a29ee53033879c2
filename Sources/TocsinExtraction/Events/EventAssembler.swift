package import TocsinModel
import TocsinText

/// Puts the partial events of one article together: fills in what the patterns did not say, joins
/// what the text tells twice, and keeps apart what it keeps apart.
package struct EventAssembler {
    let mentions: ArticleMentions
    let article: AnalyzedArticle
    var views: [Field: [Int: SentenceView]] = [:]
    var candidatesBySentence: [Field: [Int: [ArgumentFinder.Candidate]]] = [:]
    /// The triggers of each sentence: a place or speaker belongs to the nearest.
    var triggers: [SentenceKey: [Range<Int>]] = [:]

    struct SentenceKey: Hashable {
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
        var drafts = sorted.map { draft(from: $0) }
        drafts = drafts.filter { !isDeedOfNobody($0, drafts) }
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
        inferTimes(&events)
        for i in events.indices { complete(&events[i]) }
        // Words without anyone who says them to anyone are no event to act on.
        events.removeAll {
            ($0.event.type?.isSaid ?? false) && $0.event.actors.isEmpty
                && $0.event.recipients.isEmpty && $0.event.claims.isEmpty
        }
        events.sort {
            ($0.field == .title ? 0 : 1, $0.trigger.lowerBound)
                < ($1.field == .title ? 0 : 1, $1.trigger.lowerBound)
        }
        identify(&events)
        return events.map(\.event)
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
        // Two parties of one kind and country are one; two persons of one country are two.
        name == other.name
            || (country != nil && country == other.country && kind == other.kind
                && kind != "person")
    }
}

extension Materiel {
    /// Whether a new item says nothing that this one does not.
    func isSame(as other: Materiel) -> Bool {
        guard kind == other.kind else { return false }
        if other.isUncounted {
            // A weapon without a figure is what it was done with: said by any figure of its kind, or by
            // the same word once more; "dynamite" beside "a bomb" is not.
            guard isUncounted, let text, let new = other.text else { return true }
            return Self.singular(text).hasSuffix(Self.singular(new))
                || Self.singular(new).hasSuffix(Self.singular(text))
        }
        return role == other.role && low == other.low && high == other.high
            && (over == other.over || over == nil || other.over == nil)
    }

    /// What was used, not how many of it.
    var isUncounted: Bool { role == "used" && low == nil && high == nil }

    private static func singular(_ text: String) -> String {
        let text = text.lowercased()
        return text.hasSuffix("s") ? String(text.dropLast()) : text
    }
}
