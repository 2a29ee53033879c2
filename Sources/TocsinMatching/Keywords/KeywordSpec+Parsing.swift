/// The marks a rule writes on a word: `word*`, `word~`, `=SWIFT`, `Орешник~{а, ом}`.
extension KeywordSpec {
    /// - Throws: an error that says which mark is wrong and how to write it.
    package init(parsing written: String) throws(MatchingError) {
        // Most words carry no mark, and thousands are read at every start.
        let isPlain =
            written.utf8.first != 32 && written.utf8.last != 32
            && written.utf8.allSatisfy {
                $0 >= 32 && $0 < 128 && $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "~")
                    && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}")
            }
        if isPlain {
            self.init(text: written)
            return
        }
        var rest = Self.trimmed(Substring(written))
        func fail(_ code: String, _ message: String) -> MatchingError {
            MatchingError(code: "keyword.\(code)", message: "\"\(written)\": \(message)")
        }
        self.init(text: "")
        if rest.first == "=" {
            exact = true
            rest = Self.trimmed(rest.dropFirst())
        }
        if rest.last == "}" {
            guard let open = rest.lastIndex(of: "{"), open > rest.startIndex,
                rest[rest.index(before: open)] == "~"
            else { throw fail("endings", "listed endings follow a ~: word~{a, b}") }
            let inside = rest[rest.index(after: open)...].dropLast()
            endings = inside.split(separator: ",").map { String(Self.trimmed($0)) }
            if endings.isEmpty {
                throw fail("endings", "no endings between the braces; expected word~{a, b}")
            }
            rest = rest[..<rest.index(before: open)]
        } else if rest.last == "*" {
            prefix = true
            rest = rest.dropLast()
        } else if rest.last == "~" {
            inflected = true
            rest = rest.dropLast()
        }
        if let mark = rest.first(where: { "*~{}".contains($0) }) {
            throw fail(
                "mark",
                mark == "{" || mark == "}"
                    ? "braces hold the endings after a ~: word~{a, b}"
                    : "\"\(mark)\" can only stand at the end; write the other words in full")
        }
        if let last = rest.last, prefix || inflected || !endings.isEmpty, last.isWhitespace {
            throw fail("mark", "the mark must touch the word before it")
        }
        if exact, inflected {
            throw fail("exact", "= asks for the word as written and ~ for its forms; use one")
        }
        text = String(rest)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    /// As a rule writes it.
    package var written: String {
        (exact ? "=" : "") + text + (prefix ? "*" : "") + (inflected ? "~" : "")
            + (endings.isEmpty ? "" : "~{\(endings.joined(separator: ", "))}")
    }
}
