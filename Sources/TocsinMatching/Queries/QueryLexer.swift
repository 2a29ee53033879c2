/// One piece of a query.
struct QueryToken {
    enum Kind: Equatable {
        case word(String), phrase(String), list(String)
        case and, or, not, open, close, title
        case near(Int), before(Int), same(paragraph: Bool), atLeast(Int)
    }

    var kind: Kind
    /// Characters before it.
    var offset: Int
    /// As written.
    var shown: String
}

/// Cuts a query into its pieces.
struct QueryLexer {
    private let text: [Character]
    private let query: String

    static let farthest = 1000

    init(_ query: String) {
        self.query = query
        text = Array(query)
    }

    private func error(_ offset: Int, _ message: String) -> QueryError {
        QueryError(offset: offset, message: message, query: query)
    }

    func tokens() throws(QueryError) -> [QueryToken] {
        var tokens: [QueryToken] = []
        var i = 0
        while i < text.count {
            let c = text[i]
            if c.isWhitespace {
                i += 1
            } else if c == "(" || c == ")" {
                tokens.append(
                    QueryToken(kind: c == "(" ? .open : .close, offset: i, shown: "\"\(c)\""))
                i += 1
            } else if Self.isQuote(c) || c == "=" && i + 1 < text.count && Self.isQuote(text[i + 1])
            {
                let start = i
                let exact = c == "="
                if exact { i += 1 }
                guard let close = text[(i + 1)...].firstIndex(where: Self.isQuote) else {
                    throw error(start, "this quote is never closed")
                }
                var phrase = String(text[i + 1..<close])
                i = close + 1
                // Marks may stand outside the quotes too: "drone attack"~
                let marks = readWhile(&i) { "*~".contains($0) } + endings(&i)
                phrase += marks
                let spec = exact && !phrase.hasPrefix("=") ? "=" + phrase : phrase
                tokens.append(
                    QueryToken(
                        kind: .phrase(spec), offset: start, shown: String(text[start..<i])))
            } else {
                try word(&i, into: &tokens)
            }
        }
        return tokens
    }

    private static func isQuote(_ c: Character) -> Bool { c == "\"" || c == "“" || c == "”" }

    private func readWhile(_ i: inout Int, _ condition: (Character) -> Bool) -> String {
        let start = i
        while i < text.count, condition(text[i]) { i += 1 }
        return String(text[start..<i])
    }

    /// `{а, ом}` right after a `~`.
    private func endings(_ i: inout Int) -> String {
        guard i < text.count, i > 0, text[i] == "{", text[i - 1] == "~",
            let close = text[i...].firstIndex(of: "}")
        else { return "" }
        defer { i = close + 1 }
        return String(text[i...close])
    }

    private func word(_ i: inout Int, into tokens: inout [QueryToken]) throws(QueryError) {
        let start = i
        var word = readWhile(&i) { !$0.isWhitespace && !"(){}".contains($0) && !Self.isQuote($0) }
        word += endings(&i)
        if i == start {
            throw error(i, "\"\(text[i])\" has no meaning here; endings follow a ~: word~{a, b}")
        }
        func add(_ kind: QueryToken.Kind) {
            tokens.append(QueryToken(kind: kind, offset: start, shown: word))
        }
        switch word {
        case "AND", "&": add(.and)
        case "OR", "|": add(.or)
        case "NOT": add(.not)
        default:
            if word.lowercased().hasPrefix("title:") {
                tokens.append(QueryToken(kind: .title, offset: start, shown: "title:"))
                i = start + 6
                if i >= text.count || text[i].isWhitespace {
                    throw error(start, "expected a word, a \"phrase\" or ( right after title:")
                }
            } else if word.hasPrefix("@") {
                let name = String(word.dropFirst())
                if name.isEmpty { throw error(start, "expected the name of a list after @") }
                add(.list(name))
            } else if let slash = word.firstIndex(of: "/"),
                let kind = try operation(
                    word[..<slash], word[word.index(after: slash)...], start, word)
            {
                add(kind)
            } else {
                add(.word(word))
            }
        }
    }

    /// NEAR/n, BEFORE/n, SAME/s, SAME/p, ATLEAST/n; nil for a word with a slash.
    private func operation(
        _ name: Substring, _ argument: Substring, _ offset: Int, _ word: String
    ) throws(QueryError) -> QueryToken.Kind? {
        switch name {
        case "NEAR", "BEFORE", "ATLEAST":
            guard let n = Int(argument), n >= 1, n <= Self.farthest else {
                throw error(
                    offset + name.count + 1,
                    "expected a number from 1 to \(Self.farthest) after \(name)/, found "
                        + "\"\(argument)\"")
            }
            return name == "NEAR" ? .near(n) : name == "BEFORE" ? .before(n) : .atLeast(n)
        case "SAME":
            switch argument {
            case "s", "S": return .same(paragraph: false)
            case "p", "P": return .same(paragraph: true)
            default:
                throw error(
                    offset + 5,
                    "expected s (sentence) or p (paragraph) after SAME/, found \"\(argument)\"")
            }
        default:
            return nil
        }
    }

    /// What to write instead of an operator of another dialect; nil for a word.
    static func foreignOperator(_ word: String) -> String? {
        let lower = word.lowercased()
        let letters = lower.prefix(while: \.isLetter)
        let rest = lower.dropFirst(letters.count)
        let digits = rest.drop { $0 == "/" }
        // A number that can be copied says more than an n.
        let n = digits.isEmpty ? "5, for at most 5 words apart" : String(digits)
        let isNumbered = !digits.isEmpty && digits.allSatisfy(\.isNumber)
        switch letters {
        case "near" where word == "NEAR" || isNumbered: return "NEAR/\(n)"
        case "w" where rest.first == "/" && isNumbered: return "NEAR/\(n)"
        case "w" where lower == "w/s": return "SAME/s"
        case "w" where lower == "w/p": return "SAME/p"
        case "pre" where rest.first == "/" && isNumbered, "adj" where isNumbered,
            "onear" where rest.first == "/" && isNumbered:
            return "BEFORE/\(n)"
        case "before" where word == "BEFORE" || rest.first == "/": return "BEFORE/\(n)"
        case "same" where word == "SAME": return "SAME/s or SAME/p"
        case "atleast" where word == "ATLEAST" || isNumbered:
            return "ATLEAST/\(digits.isEmpty ? "2" : n)(…)"
        default: return nil
        }
    }

    /// What is wrong with a word that holds a mark of another dialect, which would silently be read
    /// as punctuation here; nil for a word. In quotes all of them are punctuation.
    static func foreignMark(_ word: String) -> String? {
        let letters = word.prefix(while: \.isLetter)
        let rest = word.dropFirst(letters.count)
        if !letters.isEmpty, rest.count > 1, rest.first == ":" || rest.first == "=" {
            let value = rest.dropFirst()
            return ["hd", "headline", "hlead", "ti"].contains(letters.lowercased())
                ? "\"\(letters)\(rest.prefix(1))\" is no field here; write title:\(value)"
                : "\"\(letters)\(rest.prefix(1))\" is no field; the one field is title:, and a word "
                    + "with a colon is written in quotes"
        }
        if let first = word.first, "-!+".contains(first), word.dropFirst().first?.isLetter == true {
            return first == "+"
                ? "\"+\" has no meaning here; write AND between words that must be there"
                : "\"\(first)\" has no meaning here; write NOT \(word.dropFirst())"
        }
        if word.last == "!", word.count > 1 {
            return "\"!\" has no meaning here; write \(word.dropLast())*"
        }
        if word.contains("?") {
            return "\"?\" stands for no letter here; write the words in full, with OR between them"
        }
        return nil
    }
}
