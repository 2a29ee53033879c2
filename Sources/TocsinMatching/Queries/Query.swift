package import TocsinModel

/// A Boolean query in the syntax of news databases.
///
///     ("drone attack" OR drones OR UAV*) NEAR/12 (Moscow OR Kursk) AND NOT exercise*
///
/// Its words are leaves: whoever holds the query finds them (with everybody else's, in one
/// automaton) and gives their places back to `evaluate`. See Documentation/query-language.md.
package struct Query: Sendable, Hashable {
    /// What a query looks for at one place of its text.
    package enum Leaf: Sendable, Hashable {
        case keyword(KeywordSpec)
        /// `@sanctions`: any entry of a list.
        case list(String)
    }

    /// A stretch of one field that a query asked for.
    package struct Found: Sendable, Hashable, Comparable {
        package var field: Field
        package var tokens: Range<Int32>

        package init(field: Field, tokens: Range<Int32>) {
            self.field = field
            self.tokens = tokens
        }

        package static func < (a: Found, b: Found) -> Bool {
            (a.field, a.tokens.lowerBound, b.tokens.upperBound)
                < (b.field, b.tokens.lowerBound, a.tokens.upperBound)
        }
    }

    indirect enum Node: Sendable, Hashable {
        case leaf(Int, titleOnly: Bool)
        case any([Node])
        /// All of the first, none of the second.
        case all([Node], none: [Node])
        /// At most so many words from one to the other; `ordered`: the first one first.
        case near(Node, Node, distance: Int32, ordered: Bool)
        case same(Node, Node, paragraph: Bool)
        case atLeast(Int, Node)
    }

    package let text: String
    package let leaves: [Leaf]
    let root: Node

    init(text: String, leaves: [Leaf], root: Node) {
        self.text = text
        self.leaves = leaves
        self.root = root
    }

    /// - Throws: an error that points at the character and says what was expected there.
    package init(parsing text: String) throws(QueryError) {
        var parser = QueryParser(text)
        self = try parser.parse()
    }

    /// The keywords among the leaves.
    package var keywords: [KeywordSpec] {
        leaves.compactMap { if case .keyword(let spec) = $0 { spec } else { nil } }
    }

    /// The lists among the leaves, each once.
    package var lists: [String] {
        var names: [String] = []
        for case .list(let name) in leaves where !names.contains(name) { names.append(name) }
        return names
    }

    /// Leaves of which one at least must be found for the query to match.
    package var needed: Set<Int> { Self.needed(root) }

    private static func needed(_ node: Node) -> Set<Int> {
        switch node {
        case .leaf(let leaf, _): [leaf]
        case .any(let nodes): nodes.reduce(into: []) { $0.formUnion(needed($1)) }
        case .all(let nodes, _): nodes.map(needed).min { $0.count < $1.count } ?? []
        case .near(let a, let b, _, _), .same(let a, let b, _):
            [needed(a), needed(b)].min { $0.count < $1.count } ?? []
        case .atLeast(_, let node): needed(node)
        }
    }
}

/// Something wrong in a query, at one of its characters.
package struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Characters before the one at fault.
    package var offset: Int
    package var message: String
    package var query: String

    package init(offset: Int, message: String, query: String) {
        self.offset = offset
        self.message = message
        self.query = query
    }

    /// From 1, for a query over several lines.
    package var line: Int { query.prefix(offset).count { $0.isNewline } + 1 }
    package var column: Int {
        let before = query.prefix(offset)
        return before.distance(
            from: before.lastIndex(where: \.isNewline).map(before.index(after:))
                ?? before.startIndex,
            to: before.endIndex) + 1
    }

    package var description: String {
        "query\(line > 1 ? ", line \(line)" : ""), character \(column): \(message)"
    }

    /// The line of the query with a caret under the character.
    package var pointing: String {
        let lines = query.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let text = line <= lines.count ? String(lines[line - 1]) : ""
        return text + "\n" + String(repeating: " ", count: column - 1) + "^"
    }
}
