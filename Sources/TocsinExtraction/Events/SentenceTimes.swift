import TocsinModel
import TocsinText

/// Which date of a sentence is the trigger's.
struct SentenceTimes {
    let view: SentenceView
    /// All triggers of the sentence.
    let triggers: [Range<Int>]
    /// The date of saying is the date of what is done by saying it.
    let isSaid: Bool

    private static let breaks: Set<String> = [
        "after", "when", "before", "while", "although", "though", "which", "who", "whose", "but",
        "where", "because", "following", "until", "if",
    ]

    /// How many borders of clauses and other triggers stand between a date and a trigger.
    private func borders(_ a: Range<Int>, _ b: Range<Int>) -> Int {
        let (first, second) = a.lowerBound < b.lowerBound ? (a, b) : (b, a)
        guard first.upperBound <= second.lowerBound else { return 0 }
        var count = 0
        for token in first.upperBound..<second.lowerBound
        where Self.breaks.contains(view.word(token)) {
            count += 1
        }
        let between = triggers.filter {
            $0.lowerBound >= first.upperBound && $0.upperBound <= second.lowerBound
        }
        return count + between.count
    }

    private func isSince(_ date: Range<Int>) -> Bool {
        view.word(date.lowerBound) == "since" || view.word(date.lowerBound - 1) == "since"
    }

    /// "the worst since April 26, 2023, when ten policemen died": the date is that of the clause.
    private func tellsOf(_ trigger: Range<Int>, after date: Range<Int>) -> Bool {
        view.word(date.upperBound) == "when" && trigger.lowerBound > date.upperBound
    }

    func time(of trigger: Range<Int>, among forms: [Mention]) -> EventTime? {
        var best: (distance: Int, time: EventTime)?
        for mention in forms where mention.kind == .date {
            guard case .time(var time) = mention.value, time.start != nil,
                !view.dateline.overlaps(mention.tokens),
                !isSince(mention.tokens) || tellsOf(trigger, after: mention.tokens)
            else { continue }
            // A date that a reporting verb owns is the report's: "said on Saturday".
            let reporting: Set<String> = [
                "said", "told", "announced", "reported", "stated", "added", "wrote", "says",
                "confirmed", "posted",
            ]
            let before = max(view.tokens.lowerBound, mention.tokens.lowerBound - 2)
            let owned = view.contains(reporting, in: before..<mention.tokens.lowerBound)
            var distance =
                mention.tokens.lowerBound >= trigger.upperBound
                ? mention.tokens.lowerBound - trigger.upperBound
                : trigger.lowerBound - mention.tokens.upperBound
            if owned, !isSaid { distance += 40 }
            if !isSince(mention.tokens) { distance += 12 * borders(mention.tokens, trigger) }
            time.span = time.span ?? mention.span
            if distance < best?.distance ?? .max { best = (distance, time) }
        }
        guard let best, best.distance < 40 else { return nil }
        return best.time
    }
}
