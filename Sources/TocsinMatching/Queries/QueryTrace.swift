package import TocsinModel
package import TocsinText

/// Why a query did or did not match an article, part by part: for `tocsin try`.
package struct QueryTrace: Sendable {
    /// The part as a query writes it.
    package var part: String
    package var isMet: Bool
    /// The words that satisfied it; of a part that is not met, those that were there all the same.
    package var found: [Query.Found]
    /// What kept it from being met: a distance, a NOT that holds.
    package var note: String?
    /// Inside a NOT: it matches where this is not met.
    package var isExcluded = false
    package var parts: [QueryTrace] = []

    /// The innermost parts that decide against the match, the cause first.
    package var culprits: [QueryTrace] {
        if isExcluded { return isMet ? [self] : [] }
        if isMet { return [] }
        // Of alternatives none was met: the part as a whole says it better than each.
        let inner = parts.flatMap(\.culprits)
        return inner.isEmpty || note != nil ? [self] : inner
    }
}

extension Query {
    /// - Parameter hits: the places of a leaf in a field, as token ranges.
    package func explain(
        _ article: AnalyzedArticle, hits: @escaping (_ leaf: Int, Field) -> [Range<Int32>]
    ) -> QueryTrace {
        trace(root, article, hits)
    }

    /// The query with only this part of it, asked as it stands.
    private func places(
        _ node: Node, _ article: AnalyzedArticle, _ hits: (Int, Field) -> [Range<Int32>]
    ) -> [Found]? {
        Query(text: text, leaves: leaves, root: node).evaluate(article, hits: hits)
    }

    private func trace(
        _ node: Node, _ article: AnalyzedArticle,
        _ hits: @escaping (Int, Field) -> [Range<Int32>]
    ) -> QueryTrace {
        let found = places(node, article, hits)
        var trace = QueryTrace(part: written(node), isMet: found != nil, found: found ?? [])
        switch node {
        case .leaf(let leaf, let titleOnly):
            if found == nil, titleOnly, !hits(leaf, .body).isEmpty {
                trace.note = "it stands in the body, not in the title"
            }
        case .any(let nodes):
            trace.parts = nodes.map { self.trace($0, article, hits) }
            if found == nil, trace.parts.allSatisfy({ $0.note == nil }) {
                trace.note = "none of these is in the article"
            }
        case .all(let nodes, let none):
            trace.parts = nodes.map { self.trace($0, article, hits) }
            for node in none {
                var excluded = self.trace(node, article, hits)
                excluded.isExcluded = true
                trace.parts.append(excluded)
            }
        case .near(let a, let b, let distance, let ordered):
            trace.parts = [self.trace(a, article, hits), self.trace(b, article, hits)]
            if found == nil, trace.parts.allSatisfy(\.isMet) {
                trace.found = trace.parts.flatMap(\.found).sorted()
                trace.note = distanceNote(a, b, distance, ordered, article, hits)
            }
        case .same(let a, let b, let paragraph):
            trace.parts = [self.trace(a, article, hits), self.trace(b, article, hits)]
            if found == nil, trace.parts.allSatisfy(\.isMet) {
                trace.found = trace.parts.flatMap(\.found).sorted()
                trace.note =
                    "both are in the article, but never in one \(paragraph ? "paragraph" : "sentence")"
            }
        case .atLeast(let count, let inner):
            trace.parts = [self.trace(inner, article, hits)]
            if found == nil, trace.parts[0].isMet {
                trace.found = trace.parts[0].found
                trace.note = "it stands at \(trace.found.count) of \(count) places"
            }
        }
        return trace
    }

    /// How far apart the two sides are where they come nearest.
    private func distanceNote(
        _ a: Node, _ b: Node, _ distance: Int32, _ ordered: Bool, _ article: AnalyzedArticle,
        _ hits: @escaping (Int, Field) -> [Range<Int32>]
    ) -> String {
        let farthest = Int32.max / 4
        func met(_ distance: Int32, _ ordered: Bool) -> Bool {
            places(.near(a, b, distance: distance, ordered: ordered), article, hits) != nil
        }
        guard met(farthest, false) else {
            return "one is in the title and the other in the body; these are never near"
        }
        if ordered, !met(farthest, true) { return "both are there, but the other way round" }
        var (low, high) = (distance, Int32(article.title.tokens.count + article.body.tokens.count))
        while low + 1 < high {
            let middle = (low + high) / 2
            if met(middle, ordered) { high = middle } else { low = middle }
        }
        return "nearest, they are \(high) words apart; at most \(distance) are allowed"
    }

    /// A part as the language writes it.
    private func written(_ node: Node, inside: Bool = false) -> String {
        func parenthesized(_ text: String) -> String { inside ? "(\(text))" : text }
        switch node {
        case .leaf(let leaf, let titleOnly):
            let word =
                switch leaves[leaf] {
                case .keyword(let spec):
                    spec.text.contains(" ") ? "\"\(spec.written)\"" : spec.written
                case .list(let name): "@\(name)"
                }
            return titleOnly ? "title:\(word)" : word
        case .any(let nodes):
            return parenthesized(nodes.map { written($0, inside: true) }.joined(separator: " OR "))
        case .all(let nodes, let none):
            return parenthesized(
                nodes.map { written($0, inside: true) }.joined(separator: " AND ")
                    + none.map { " NOT " + written($0, inside: true) }.joined())
        case .near(let a, let b, let distance, let ordered):
            return parenthesized(
                "\(written(a, inside: true)) \(ordered ? "BEFORE" : "NEAR")/\(distance) \(written(b, inside: true))"
            )
        case .same(let a, let b, let paragraph):
            return parenthesized(
                "\(written(a, inside: true)) SAME/\(paragraph ? "p" : "s") \(written(b, inside: true))"
            )
        case .atLeast(let count, let inner):
            return "ATLEAST/\(count)(\(written(inner)))"
        }
    }
}
