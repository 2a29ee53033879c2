/// Reads the query language by recursive descent.
///
///     query     = and { OR and }
///     and       = not { AND [NOT] not | NOT not }
///     proximity = primary { (NEAR/n | BEFORE/n | SAME/s | SAME/p) primary }
///     primary   = word | "phrase" | @list | title:primary | ATLEAST/n(query) | ( query )
struct QueryParser {
    private let text: String
    private var tokens: [QueryToken] = []
    private var next = 0
    private var leaves: [Query.Leaf] = []
    private var titleOnly = false
    private var depth = 0

    private static let deepest = 100

    init(_ text: String) { self.text = text }

    mutating func parse() throws(QueryError) -> Query {
        tokens = try QueryLexer(text).tokens()
        if tokens.isEmpty { throw error(0, "the query is empty; expected a word or a phrase") }
        let root = try or()
        if next < tokens.count {
            let token = tokens[next]
            if token.kind == .close { throw error(token.offset, "no \"(\" is open here") }
            throw missingOperator(token)
        }
        return Query(text: text, leaves: leaves, root: root)
    }

    private func error(_ offset: Int, _ message: String) -> QueryError {
        QueryError(offset: offset, message: message, query: text)
    }

    private var end: Int { text.count }

    private func missingOperator(_ token: QueryToken) -> QueryError {
        if case .word(let word) = token.kind {
            if ["and", "or", "not"].contains(word.lowercased()) {
                return error(
                    token.offset,
                    "operators are written in capitals: \(word.uppercased())")
            }
            if let hint = QueryLexer.foreignOperator(word) {
                return error(token.offset, "\"\(word)\" is no operator here; write \(hint)")
            }
            if let sign = ["&&": "AND", "&": "AND", "||": "OR", "|": "OR", ",": "OR"][word] {
                return error(token.offset, "\"\(word)\" is no operator here; write \(sign)")
            }
            if word.hasPrefix("-") || word.hasPrefix("!"), word.count > 1 {
                return error(
                    token.offset,
                    "\"\(word.prefix(1))\" has no meaning here; write AND NOT \(word.dropFirst())")
            }
            if next > 0, case .word(let before) = tokens[next - 1].kind {
                return error(
                    token.offset,
                    "two words side by side; write \"\(before) \(word)\" in quotes for the phrase, or AND or OR between them"
                )
            }
        }
        return error(
            token.offset,
            "expected AND, OR, NOT, NEAR/n, BEFORE/n or SAME/s before \(token.shown); a phrase is "
                + "written in quotes")
    }

    private mutating func take(_ kind: QueryToken.Kind) -> Bool {
        guard next < tokens.count, tokens[next].kind == kind else { return false }
        next += 1
        return true
    }

    private mutating func or() throws(QueryError) -> Query.Node {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest {
            throw error(
                next < tokens.count ? tokens[next].offset : end,
                "more than \(Self.deepest) parentheses inside each other")
        }
        var nodes = [try and()]
        while take(.or) { nodes.append(try and()) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func and() throws(QueryError) -> Query.Node {
        let start = next
        var wanted: [Query.Node] = []
        var unwanted: [Query.Node] = []
        if take(.not) { unwanted.append(try proximity()) } else { wanted.append(try proximity()) }
        while true {
            if take(.and) {
                if take(.not) {
                    unwanted.append(try proximity())
                } else {
                    wanted.append(try proximity())
                }
            } else if take(.not) {
                unwanted.append(try proximity())
            } else {
                break
            }
        }
        if wanted.isEmpty {
            throw error(
                tokens[start].offset,
                "NOT alone would match nearly every article; expected a word that must be there")
        }
        return wanted.count == 1 && unwanted.isEmpty ? wanted[0] : .all(wanted, none: unwanted)
    }

    private mutating func proximity() throws(QueryError) -> Query.Node {
        let start = next
        var left = try primary()
        while next < tokens.count {
            let token = tokens[next]
            switch token.kind {
            case .near(let distance), .before(let distance):
                next += 1
                try requirePlace(left, at: start, for: token)
                let rightStart = next
                let right = try primary()
                try requirePlace(right, at: rightStart, for: token)
                let ordered = if case .before = token.kind { true } else { false }
                left = .near(left, right, distance: Int32(distance), ordered: ordered)
            case .same(let paragraph):
                next += 1
                try requirePlace(left, at: start, for: token)
                let rightStart = next
                let right = try primary()
                try requirePlace(right, at: rightStart, for: token)
                left = .same(left, right, paragraph: paragraph)
            default:
                return left
            }
        }
        return left
    }

    /// What has a place in the text can be near something; AND and NOT have none.
    private func requirePlace(
        _ node: Query.Node, at index: Int, for operation: QueryToken
    ) throws(QueryError) {
        if Self.hasPlace(node) { return }
        throw error(
            tokens[index].offset,
            "\(operation.shown) takes words, phrases, lists and OR between them; AND and NOT stand "
                + "outside of it")
    }

    private static func hasPlace(_ node: Query.Node) -> Bool {
        switch node {
        case .leaf, .near, .same, .atLeast: true
        case .any(let nodes): nodes.allSatisfy(hasPlace)
        case .all: false
        }
    }

    private mutating func primary() throws(QueryError) -> Query.Node {
        guard next < tokens.count else {
            throw error(end, "expected a word, a \"phrase\", @list or ( at the end")
        }
        let token = tokens[next]
        next += 1
        switch token.kind {
        case .word(let word):
            if let hint = QueryLexer.foreignOperator(word) {
                throw error(token.offset, "\"\(word)\" is no operator here; write \(hint)")
            }
            if let hint = QueryLexer.foreignMark(word) { throw error(token.offset, hint) }
            return try leaf(word, token.offset)
        case .phrase(let phrase):
            return try leaf(phrase, token.offset)
        case .list(let name):
            leaves.append(.list(name))
            return .leaf(leaves.count - 1, titleOnly: titleOnly)
        case .title:
            let outer = titleOnly
            titleOnly = true
            defer { titleOnly = outer }
            return try primary()
        case .atLeast(let count):
            guard take(.open) else {
                throw error(
                    next < tokens.count ? tokens[next].offset : end,
                    "expected ( after ATLEAST/\(count)")
            }
            let start = next
            let node = try inside(token.offset)
            try requirePlace(node, at: start, for: token)
            return .atLeast(count, node)
        case .open:
            return try inside(token.offset)
        case .close:
            throw error(
                token.offset, "expected a word, a \"phrase\", @list or ( before \")\"")
        case .and, .or, .not, .near, .before, .same:
            throw error(
                token.offset, "expected a word, a \"phrase\", @list or ( before \(token.shown)")
        }
    }

    private mutating func inside(_ open: Int) throws(QueryError) -> Query.Node {
        let node = try or()
        if take(.close) { return node }
        if next < tokens.count { throw missingOperator(tokens[next]) }
        throw error(open, "this \"(\" is never closed")
    }

    private mutating func leaf(_ written: String, _ offset: Int) throws(QueryError) -> Query.Node {
        let shown = written.isEmpty ? "\"\"" : written
        do throws(MatchingError) {
            let spec = try KeywordSpec(parsing: written)
            guard
                spec.text.unicodeScalars.contains(where: \.properties.isAlphabetic)
                    || spec.text.contains(where: \.isNumber)
            else {
                throw MatchingError(
                    code: "keyword.empty",
                    message: "\(shown) holds no word; expected a letter or a digit")
            }
            leaves.append(.keyword(spec))
        } catch {
            throw self.error(offset, error.message)
        }
        return .leaf(leaves.count - 1, titleOnly: titleOnly)
    }
}
