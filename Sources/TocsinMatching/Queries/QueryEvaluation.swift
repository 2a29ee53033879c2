package import TocsinModel
package import TocsinText

extension Query {
    /// Decides whether an article satisfies the query.
    ///
    /// - Parameter hits: the places of a leaf in a field, as token ranges.
    /// - Returns: the words that satisfied it, in reading order, each once; nil where it does not.
    package func evaluate(
        _ article: AnalyzedArticle, hits: (_ leaf: Int, Field) -> [Range<Int32>]
    ) -> [Found]? {
        guard let found = evaluate(root, article, hits) else { return nil }
        return Set(found.flatMap(\.leaves)).sorted()
    }

    /// A place that satisfies a part of the query: its whole stretch, and the words that made it.
    private struct Place {
        var whole: Found
        var leaves: [Found]
    }

    /// nil where the part is not satisfied; else its places.
    private func evaluate(
        _ node: Node, _ article: AnalyzedArticle, _ hits: (Int, Field) -> [Range<Int32>]
    ) -> [Place]? {
        switch node {
        case .leaf(let leaf, let titleOnly):
            var places: [Place] = []
            for field in titleOnly ? [.title] : Field.allCases {
                for tokens in hits(leaf, field) {
                    let found = Found(field: field, tokens: tokens)
                    places.append(Place(whole: found, leaves: [found]))
                }
            }
            return Self.distinct(places)
        case .any(let nodes):
            return Self.distinct(nodes.flatMap { evaluate($0, article, hits) ?? [] })
        case .all(let nodes, let none):
            var places: [Place] = []
            for node in nodes {
                guard let found = evaluate(node, article, hits) else { return nil }
                places += found
            }
            for node in none where evaluate(node, article, hits) != nil { return nil }
            return Self.distinct(places)
        case .near(let a, let b, let distance, let ordered):
            guard let left = evaluate(a, article, hits), let right = evaluate(b, article, hits)
            else { return nil }
            var places = Self.pairs(left, before: right, within: distance)
            if !ordered { places += Self.pairs(right, before: left, within: distance) }
            return Self.distinct(places)
        case .same(let a, let b, let paragraph):
            guard let left = evaluate(a, article, hits), let right = evaluate(b, article, hits)
            else { return nil }
            return Self.distinct(Self.together(left, right, article, paragraph: paragraph))
        case .atLeast(let count, let node):
            guard let places = evaluate(node, article, hits), places.count >= count else {
                return nil
            }
            return places
        }
    }

    /// In reading order, each stretch once; nil where there is none.
    ///
    /// Two ways to one stretch are one place, with the words of both.
    private static func distinct(_ places: [Place]) -> [Place]? {
        guard !places.isEmpty else { return nil }
        let sorted = places.sorted { $0.whole < $1.whole }
        var result = [sorted[0]]
        for place in sorted.dropFirst() {
            if place.whole == result[result.count - 1].whole {
                for leaf in place.leaves where !result[result.count - 1].leaves.contains(leaf) {
                    result[result.count - 1].leaves.append(leaf)
                }
            } else {
                result.append(place)
            }
        }
        return result
    }

    /// Each of `first` with each of `second` that begins 1 to `distance` words after its last word.
    private static func pairs(
        _ first: [Place], before second: [Place], within distance: Int32
    ) -> [Place] {
        var result: [Place] = []
        for a in first {
            let from = a.whole.tokens.upperBound
            // `second` is sorted by field and start.
            var low = 0
            var high = second.count
            while low < high {
                let middle = (low + high) / 2
                let b = second[middle].whole
                if (b.field, b.tokens.lowerBound) < (a.whole.field, from) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            while low < second.count {
                let b = second[low]
                guard b.whole.field == a.whole.field, b.whole.tokens.lowerBound < from + distance
                else { break }
                result.append(
                    Place(
                        whole: Found(
                            field: a.whole.field,
                            tokens: a.whole.tokens.lowerBound..<b.whole.tokens.upperBound),
                        leaves: a.leaves + b.leaves.filter { !a.leaves.contains($0) }))
                low += 1
            }
        }
        return result
    }

    /// What lies in one sentence, or one paragraph, with something of the other side.
    ///
    /// One place a unit, so that the cost stays linear: the stretch from its first word to its last.
    private static func together(
        _ left: [Place], _ right: [Place], _ article: AnalyzedArticle, paragraph: Bool
    ) -> [Place] {
        struct Unit: Hashable {
            var field: Field
            var number: Int
        }
        func unit(_ place: Place) -> Unit? {
            let text = article[place.whole.field]
            func number(_ token: Int32) -> Int {
                let sentence = Int(text.tokens[Int(token)].sentence)
                return paragraph ? text.sentences[sentence].paragraph : sentence
            }
            let first = number(place.whole.tokens.lowerBound)
            guard first == number(place.whole.tokens.upperBound - 1) else { return nil }
            return Unit(field: place.whole.field, number: first)
        }
        var units: [Unit: (left: [Place], right: [Place])] = [:]
        for place in left {
            if let unit = unit(place) { units[unit, default: ([], [])].left.append(place) }
        }
        for place in right {
            if let unit = unit(place) { units[unit, default: ([], [])].right.append(place) }
        }
        var result: [Place] = []
        for (unit, sides) in units {
            // One word may be on both sides ("drone" SAME/s drone*): two different ones are needed.
            let apart = sides.left.contains { a in
                sides.right.contains { !$0.whole.tokens.overlaps(a.whole.tokens) }
            }
            guard apart else { continue }
            let all = sides.left + sides.right
            let lower = all.map(\.whole.tokens.lowerBound).min()!
            let upper = all.map(\.whole.tokens.upperBound).max()!
            result.append(
                Place(
                    whole: Found(field: unit.field, tokens: lower..<upper),
                    leaves: Array(Set(all.flatMap(\.leaves))).sorted()))
        }
        return result
    }
}
