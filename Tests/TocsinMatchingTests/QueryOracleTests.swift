import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

/// The evaluator against the definition of each operator, tried on every combination of places.
struct QueryOracleTests {
    indirect enum Tree {
        case word(String, title: Bool)
        case any(Tree, Tree), all(Tree, Tree), without(Tree, Tree)
        case near(Tree, Tree, Int32, Bool)
        case same(Tree, Tree, Bool)
        case atLeast(Int, Tree)

        var text: String {
            switch self {
            case .word(let w, let title): title ? "title:\(w)" : w
            case .any(let a, let b): "(\(a.text) OR \(b.text))"
            case .all(let a, let b): "(\(a.text) AND \(b.text))"
            case .without(let a, let b): "(\(a.text) AND NOT \(b.text))"
            case .near(let a, let b, let n, let ordered):
                "(\(a.text) \(ordered ? "BEFORE" : "NEAR")/\(n) \(b.text))"
            case .same(let a, let b, let p): "(\(a.text) SAME/\(p ? "p" : "s") \(b.text))"
            case .atLeast(let n, let a): "ATLEAST/\(n)(\(a.text))"
            }
        }
    }

    struct Place: Hashable {
        var field: Field
        var whole: Range<Int32>
    }

    /// The stretches of a part, each with the words behind it.
    static func places(_ tree: Tree, _ article: AnalyzedArticle) -> [Place: Set<Query.Found>]? {
        func joined(_ maps: [[Place: Set<Query.Found>]]) -> [Place: Set<Query.Found>]? {
            var result: [Place: Set<Query.Found>] = [:]
            for map in maps { result.merge(map) { $0.union($1) } }
            return result.isEmpty ? nil : result
        }
        switch tree {
        case .word(let word, let title):
            var result: [Place: Set<Query.Found>] = [:]
            for field in title ? [Field.title] : [.title, .body] {
                for i in article[field].tokens.indices where article[field].folded(i) == word {
                    let range = Int32(i)..<Int32(i + 1)
                    result[Place(field: field, whole: range)] = [
                        Query.Found(field: field, tokens: range)
                    ]
                }
            }
            return result.isEmpty ? nil : result
        case .any(let a, let b):
            return joined([places(a, article) ?? [:], places(b, article) ?? [:]])
        case .all(let a, let b):
            guard let x = places(a, article), let y = places(b, article) else { return nil }
            return joined([x, y])
        case .without(let a, let b):
            return places(b, article) == nil ? places(a, article) : nil
        case .near(let a, let b, let n, let ordered):
            guard let x = places(a, article), let y = places(b, article) else { return nil }
            var result: [Place: Set<Query.Found>] = [:]
            for (p, first) in x {
                for (q, second) in y where p.field == q.field {
                    let forward = q.whole.lowerBound - (p.whole.upperBound - 1)
                    let backward = p.whole.lowerBound - (q.whole.upperBound - 1)
                    guard (1...n).contains(forward) || !ordered && (1...n).contains(backward)
                    else { continue }
                    let whole =
                        min(
                            p.whole.lowerBound, q.whole.lowerBound)..<max(
                            p.whole.upperBound, q.whole.upperBound)
                    result[Place(field: p.field, whole: whole), default: []]
                        .formUnion(first.union(second))
                }
            }
            return result.isEmpty ? nil : result
        case .same(let a, let b, let paragraph):
            guard let x = places(a, article), let y = places(b, article) else { return nil }
            func unit(_ p: Place) -> Int? {
                let text = article[p.field]
                let units = p.whole.map { token in
                    let sentence = Int(text.tokens[Int(token)].sentence)
                    return paragraph ? text.sentences[sentence].paragraph : sentence
                }
                return Set(units).count == 1 ? units[0] : nil
            }
            var result: [Place: Set<Query.Found>] = [:]
            for field in Field.allCases {
                let units = Set(
                    (Array(x.keys) + Array(y.keys)).filter { $0.field == field }.compactMap(unit))
                for u in units {
                    let left = x.filter { $0.key.field == field && unit($0.key) == u }
                    let right = y.filter { $0.key.field == field && unit($0.key) == u }
                    guard
                        left.contains(where: { l in
                            right.contains { !$0.key.whole.overlaps(l.key.whole) }
                        })
                    else { continue }
                    let all = Array(left) + Array(right)
                    let whole =
                        all.map(\.key.whole.lowerBound).min()!..<all.map(\.key.whole.upperBound)
                        .max()!
                    result[Place(field: field, whole: whole)] = all.reduce(into: []) {
                        $0.formUnion($1.value)
                    }
                }
            }
            return result.isEmpty ? nil : result
        case .atLeast(let n, let a):
            guard let x = places(a, article), x.count >= n else { return nil }
            return x
        }
    }

    /// - Parameter placed: only what may stand beside NEAR.
    static func tree(_ random: inout Random, depth: Int, placed: Bool) -> Tree {
        if depth == 0 || random.below(5) == 0 {
            return .word(random.pick(["a", "b", "c", "d"]), title: random.below(8) == 0)
        }
        func sub(_ p: Bool) -> Tree { tree(&random, depth: depth - 1, placed: p) }
        switch random.below(placed ? 5 : 7) {
        case 0: return .any(sub(placed), sub(placed))
        case 1: return .near(sub(true), sub(true), Int32(random.below(4) + 1), false)
        case 2: return .near(sub(true), sub(true), Int32(random.below(4) + 1), true)
        case 3: return .same(sub(true), sub(true), random.below(2) == 0)
        case 4: return .atLeast(random.below(3) + 1, sub(true))
        case 5: return .all(sub(false), sub(false))
        default: return .without(sub(false), sub(false))
        }
    }

    @Test func `the evaluator agrees with the definition of each operator`() throws {
        var random = Random(seed: 4711)
        let analyzer = TextAnalyzer()
        func text(_ n: Int) -> String {
            (0..<n).map { _ in
                random.pick(["a", "b", "c", "d", "x", "y"])
                    + random.pick([" ", " ", " ", ", ", ". The ", "\n\n"])
            }.joined()
        }
        for _ in 0..<10_000 {
            let tree = Self.tree(&random, depth: 3, placed: false)
            let article = analyzer.analyze(
                Article(
                    id: "1", title: text(random.below(5)), language: "en",
                    body: text(random.below(20))))
            let query = try Query(parsing: tree.text)
            let found = query.evaluate(article) { leaf, field in
                guard case .keyword(let spec) = query.leaves[leaf] else { return [] }
                return article[field].tokens.indices.filter {
                    article[field].folded($0) == spec.text
                }.map { Int32($0)..<Int32($0 + 1) }
            }
            let expected = Self.places(tree, article).map { places in
                places.values.reduce(into: Set<Query.Found>()) { $0.formUnion($1) }.sorted()
            }
            #expect(found == expected, "\(tree.text) on \(article.article)")
            if found != expected { return }
        }
    }
}
