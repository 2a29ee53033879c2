import TocsinModel
import TocsinText

/// How a text places something by a place it is not in: "20 kilometers from the capital", "340 kms
/// north of Baghdad", "just south of Kherson", "near Kupiansk", "off the coast of Yemen".
struct PlaceRelation: Hashable {
    /// "north of", "from", "near", "outside", "off", "around".
    var words: String
    /// Kilometres; the middle of a range, nil where the text gives none.
    var distance: Double?

    /// "near" and its like hold the place itself; a direction and a distance lead away from it.
    var leadsAway: Bool { distance != nil || words.hasSuffix(" of") }

    /// - Parameters:
    ///   - tokens: the place's.
    ///   - figures: recognized forms of the sentence, asked for only where a unit of length stands.
    /// - Returns: nil where the words before the place put something into it, or say nothing.
    init?(before tokens: Range<Int>, in view: SentenceView, figures: () -> [Mention]) {
        let reader = Reader(view: view)
        let at = reader.skippingApposition(before: tokens.lowerBound)
        guard let relation = reader.relation(endingAt: at) else { return nil }
        words = relation.words
        if let unit = reader.unit(before: relation.start) {
            distance =
                figures().lazy.compactMap { mention -> Double? in
                    guard mention.tokens.contains(unit), case .quantity(let figure) = mention.value,
                        let factor = figure.unit.flatMap({ Self.kilometres[$0] }),
                        let value = figure.value
                            ?? figure.low.flatMap({ low in figure.high.map { (low + $0) / 2 } })
                            ?? figure.low ?? figure.high
                    else { return nil }
                    return (value * factor * 10).rounded() / 10
                }.first
        }
        // "taken from Kabul" places nothing.
        if words == "from", distance == nil { return nil }
    }

    private static let kilometres: [String: Double] = [
        "kilometer": 1, "mile": 1.609344, "meter": 0.001, "nautical mile": 1.852, "yard": 0.0009144,
        "foot": 0.0003048,
    ]

    private struct Reader {
        let view: SentenceView

        private static let lengths: Set<String> = [
            "km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "mi", "mile",
            "miles",
            "m", "metre", "metres", "meter", "meters", "yards", "nm", "feet", "ft",
        ]
        private static let directions: Set<String> = [
            "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
            "inland", "upstream", "downstream", "upriver", "downriver",
        ]
        private static let kinds: Set<String> = [
            "city", "town", "village", "capital", "port", "region", "province", "district",
        ]
        private static let kindsOfKinds: Set<String> = [
            "regional", "provincial", "main", "nearby", "southern", "northern", "eastern",
            "western",
        ]
        /// Words that stand for themselves. "in", "at", "over" put something into the place.
        private static let nearness: [String: String] = [
            "near": "near", "outside": "outside", "off": "off", "around": "around",
            "beside": "near",
        ]

        /// Over "the", "the city of", "the regional capital" between a relation and its place.
        func skippingApposition(before token: Int) -> Int {
            var at = token - 1
            func word(_ i: Int) -> String { i >= view.tokens.lowerBound ? view.word(i) : "" }
            if word(at) == "of", Self.kinds.contains(word(at - 1)) { at -= 1 }
            if Self.kinds.contains(word(at)) {
                at -= 1
                if Self.kindsOfKinds.contains(word(at)) { at -= 1 }
            }
            if word(at) == "the" { at -= 1 }
            return at
        }

        func relation(endingAt last: Int) -> (words: String, start: Int)? {
            guard last >= view.tokens.lowerBound else { return nil }
            let word = view.word(last)
            let before = last > view.tokens.lowerBound ? view.word(last - 1) : ""
            switch word {
            case "of":
                if before == "coast" || before == "shores" {
                    var at = last - 2
                    while at >= view.tokens.lowerBound, last - at < 6 {
                        if view.word(at) == "off" { return ("off", at) }
                        at -= 1
                    }
                    return nil
                }
                if ["vicinity", "proximity"].contains(before) { return ("near", last - 1) }
                return direction(endingAt: last - 1).map { ($0.words + " of", $0.start) }
            case "from":
                let isAway = before == "away"
                return ("from", isAway ? last - 1 : last)
            case "to":
                return before == "close" || before == "next" ? ("near", last - 1) : nil
            default:
                return Self.nearness[word].map { ($0, last) }
            }
        }

        /// "north", "north-east", "the south", "due west".
        private func direction(endingAt last: Int) -> (words: String, start: Int)? {
            guard last >= view.tokens.lowerBound, Self.directions.contains(view.word(last)) else {
                return nil
            }
            var start = last
            var words = view.word(last)
            if last > view.tokens.lowerBound, view.text.tokens[last].gap != .punctuation,
                ["north", "south"].contains(view.word(last - 1)), ["east", "west"].contains(words)
            {
                start -= 1
                words = view.word(start) + words
            }
            // "in the south of the city", "the north of Gaza" are parts of it; "to the south of" is not.
            if start - 1 >= view.tokens.lowerBound, view.word(start - 1) == "the" {
                guard start - 2 >= view.tokens.lowerBound, view.word(start - 2) == "to" else {
                    return nil
                }
                start -= 2
            }
            if start - 1 >= view.tokens.lowerBound,
                ["just", "due", "further", "farther", "some"].contains(view.word(start - 1))
            {
                start -= 1
            }
            return (words, start)
        }

        /// The token of a unit of length right before `token`: "20 kilometers | from".
        func unit(before token: Int) -> Int? {
            var at = token - 1
            // "10 km (6 miles) from": the first figure says it, the second repeats it.
            if at >= view.tokens.lowerBound, ["away", "or", "so"].contains(view.word(at)) {
                at -= 1
            }
            guard at >= view.tokens.lowerBound, Self.lengths.contains(view.word(at)) else {
                return nil
            }
            return at
        }
    }
}
