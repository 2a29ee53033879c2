import TocsinModel

extension PatternSyntax {
    /// Reads a pattern.
    ///
    /// - Throws: what is wrong, where, and what was expected there.
    package static func parse(_ text: String) throws(PatternError) -> PatternSyntax {
        var parser = PatternParser(text)
        let elements = try parser.pattern()
        return PatternSyntax(text: text, elements: elements)
    }
}

/// Recursive descent over the scalars of a pattern.
private struct PatternParser {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private var inCapture = false

    /// Groups in groups: more than a reader could follow.
    private static let deepest = 12
    /// What may follow an element without a space.
    private static let afterElement = Array("]|}[{@^$….".unicodeScalars)
    /// What ends a word besides white space.
    private static let special = Array("[]{}|?@&^$*~=\"()…".unicodeScalars)

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars.prefix(PatternSyntax.longestPattern + 1))
    }

    mutating func pattern() throws(PatternError) -> [PatternElement] {
        if scalars.count > PatternSyntax.longestPattern {
            throw error(
                "a pattern has at most \(PatternSyntax.longestPattern) characters;"
                    + " long lists of words belong into @lists", at: PatternSyntax.longestPattern)
        }
        let elements = try sequence()
        if let c = current {
            throw switch c {
            case "|": error("\"|\" stands only inside brackets: [a | b]")
            case "]": error("\"]\" without a \"[\" before it")
            default: error("\"}\" without a \"{\" before it")
            }
        }
        if elements.isEmpty {
            throw error("an empty pattern; expected words, [groups], @lists or {role: kind}")
        }
        if !elements.hasFixedWord { throw error(Self.noFixedWord(elements), at: 0) }
        return elements.leadingGapsSettled.trailingGapsSettled
    }

    private static func noFixedWord(_ elements: [PatternElement]) -> String {
        let hint =
            elements.contains {
                if case .words = $0.node {
                    true
                } else if case .group = $0.node {
                    true
                } else {
                    false
                }
            }
            ? "every word of this pattern may be left out" : "this pattern has no word of its own"
        return hint
            + ", so it would have to be tried on every sentence of every article (no cheap gate);"
            + " make one word, @list, [group of words] or {role: kind & @list} mandatory"
    }

    // MARK: Elements

    private mutating func sequence() throws(PatternError) -> [PatternElement] {
        var elements: [PatternElement] = []
        while true {
            skipSpace()
            guard let c = current, c != "]", c != "|", c != "}" else { return elements }
            elements.append(try element(c))
        }
    }

    private mutating func element(_ first: Unicode.Scalar) throws(PatternError) -> PatternElement {
        let start = position
        let node: PatternElement.Node
        switch first {
        case "[": node = try group()
        case "{": node = try capture()
        case "@": node = .words(PatternWords(lists: [try listName()]))
        case "^":
            position += 1
            node = .sentenceStart
        case "$":
            position += 1
            node = .sentenceEnd
        case "…": node = try gap(skipping: 1)
        case "." where startsGap: node = try gap(skipping: 3)
        case "?":
            throw error(
                "\"?\" has no element before it that it touches; write word? to make one optional")
        case "&": throw error("\"&\" stands only inside a capture: {role: kind & @list}")
        case "\"": throw error("quotes are not needed: words side by side are a phrase")
        case "(", ")":
            throw error(
                scalars.contains("\\")
                    ? "a pattern is no regular expression; a figure is {killed: quantity}, a group [a | b c]"
                    : text.contains("quantity") && first == "("
                        ? "a capture has braces: {killed: quantity}; groups have square brackets: [a | b c]"
                        : "groups have square brackets: [a | b c]")
        case "." where position + 1 < scalars.count && scalars[position + 1] == ".":
            throw error("a gap has three dots: ... or ...3 for up to three words")
        case "*", "~":
            throw error("\"\(first)\" stands at the end of a word: attack\(first)")
        default: node = .words(PatternWords(specs: [try word()]))
        }
        let end = position
        let isOptional = current == "?"
        if isOptional {
            switch node {
            case .gap: throw error("a gap may be empty as it is; leave out the \"?\"")
            case .sentenceStart, .sentenceEnd:
                throw error("a sentence end that may be left out says nothing; remove it")
            default: break
            }
            position += 1
        }
        if let c = current, !c.isWhitespace, !Self.afterElement.contains(c) {
            throw error("expected a space here, found \"\(c)\"")
        }
        return PatternElement(node: node, isOptional: isOptional, range: start..<end)
    }

    private mutating func gap(skipping dots: Int) throws(PatternError) -> PatternElement.Node {
        let start = position
        position += dots
        let digits = take { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return .gap(PatternSyntax.defaultGap) }
        guard let n = Int(digits), (1...PatternSyntax.widestGap).contains(n) else {
            throw error(
                "a gap skips 1 to \(PatternSyntax.widestGap) words, found \(digits)", at: start)
        }
        return .gap(n)
    }

    private var startsGap: Bool {
        position + 2 < scalars.count
            && scalars[position...(position + 2)].allSatisfy { $0 == "." }
    }

    private mutating func listName() throws(PatternError) -> String {
        position += 1
        let name = take { $0.isAlphanumeric || $0 == "_" || $0 == "-" }
        if name.isEmpty { throw error("expected the name of a list after \"@\"") }
        return name
    }

    // MARK: Groups and captures

    private mutating func group() throws(PatternError) -> PatternElement.Node {
        let start = position
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw error("brackets nest at most \(Self.deepest) deep") }
        position += 1
        var alternatives: [[PatternElement]] = []
        while true {
            let place = position
            let alternative = try sequence()
            guard let c = current else {
                throw error("\"[\" is never closed; expected \"]\"", at: start)
            }
            if c == "}" { throw error("\"}\" inside a group that is not closed; expected \"]\"") }
            if alternative.isEmpty {
                throw error(
                    "an alternative without words; to make the group optional write [a | b]?",
                    at: min(place, scalars.count - 1))
            }
            alternatives.append(alternative)
            position += 1
            if c == "]" { break }
        }
        return .merged(alternatives)
    }

    private mutating func capture() throws(PatternError) -> PatternElement.Node {
        let start = position
        if inCapture { throw error("a capture inside a capture; give each its own braces") }
        inCapture = true
        defer { inCapture = false }
        position += 1
        skipSpace()
        let role = take { $0.isAlphanumeric || $0 == "_" || $0 == "-" || $0 == "." }
        if role.isEmpty { throw error("expected a role: {role: kind}") }
        skipSpace()
        guard current == ":" else {
            if current == "|" || current == "}" {
                throw error(
                    "expected \":\" after the role: {\(role): kind}; words of which one stands there have square brackets: [\(role) | …]"
                )
            }
            throw error(
                "expected \":\" after the role: {\(role): kind}; a role is one word: killed, or killed_people"
            )
        }
        position += 1
        skipSpace()
        let content = try captureContent(role)
        skipSpace()
        guard current == "}" else {
            if current == nil { throw error("\"{\" is never closed; expected \"}\"", at: start) }
            throw error(
                "expected \"}\"; several words in a capture stand in brackets: {\(role): [a b | c]}"
            )
        }
        position += 1
        if case .sequence(let inner) = content, inner.mayBeEmpty {
            throw error(
                "a capture that may be empty; write {…}? to make the whole optional", at: start)
        }
        return .capture(role: role, of: content)
    }

    private mutating func captureContent(_ role: String) throws(PatternError) -> PatternCapture {
        let start = position
        switch current {
        case "[", "@":
            let node =
                current == "[" ? try group() : .words(PatternWords(lists: [try listName()]))
            return .sequence([
                PatternElement(node: node, isOptional: false, range: start..<position)
            ])
        case nil, "}":
            throw error("expected a kind, a @list or a [group]: {\(role): quantity}")
        default: break
        }
        let name = take { $0.isAlphanumeric || $0 == "_" || $0 == "-" || $0 == "." }
        if let c = current, name.isEmpty || c == "*" || c == "~" || c == "=" {
            throw error(
                "expected a kind such as quantity; words in a capture stand in brackets:"
                    + " {\(role): [attack~]}", at: start)
        }
        let kind = MentionKind(name)
        skipSpace()
        guard current == "&" else { return .mention(kind, list: nil) }
        position += 1
        skipSpace()
        guard current == "@" else {
            throw error("expected a @list after \"&\": {killed: quantity & @people}")
        }
        let list = try listName()
        if kind == .word || kind == .phrase {
            throw error("for words of a list write {\(role): @\(list)}", at: start)
        }
        return .mention(kind, list: list)
    }

    // MARK: Words

    private mutating func word() throws(PatternError) -> KeywordSpec {
        let start = position
        let exact = current == "="
        if exact { position += 1 }
        let letters = position
        while let c = current, !c.isWhitespace, !Self.special.contains(c), !startsGap {
            position += 1
        }
        let text = string(letters..<position)
        guard scalars[letters..<position].contains(where: \.isAlphanumeric) else {
            if exact { throw error("expected a word right after \"=\": =SWIFT", at: start) }
            throw error(
                "\"\(text)\" is not a word; punctuation is passed over, leave it out", at: start)
        }
        if let sign = scalars[letters..<position].last, ":,;".unicodeScalars.contains(sign) {
            throw error(
                sign == ":"
                    ? "\"\(text)\": a capture has braces, {\(text.dropLast()): quantity}; groups of words have square brackets"
                    : "\"\(text)\": punctuation is passed over, leave it out; alternatives have a bar between them: [a | b]",
                at: start)
        }
        var spec = KeywordSpec(text: text, exact: exact)
        if current == "*" {
            spec.prefix = true
            position += 1
        } else if current == "~" {
            position += 1
            if current == "{" { spec.endings = try endings() } else { spec.inflected = true }
        }
        if exact, spec.inflected || !spec.endings.isEmpty {
            throw error(
                "= asks for the word as written and ~ for its forms; use one", at: start)
        }
        if spec.prefix || spec.inflected, let c = current, c.isAlphanumeric {
            throw error(
                "\"\(scalars[position - 1])\" stands only at the end of a word, found \"\(c)\"")
        }
        return spec
    }

    /// `{а, ом, и}`
    private mutating func endings() throws(PatternError) -> [String] {
        let start = position
        position += 1
        var found: [String] = []
        while true {
            skipSpace()
            let ending = take { $0.isAlphanumeric || (!$0.isASCII && !$0.isWhitespace) }
            if ending.isEmpty { throw error("expected an ending: word~{a, b}") }
            found.append(ending)
            skipSpace()
            guard let c = current else {
                throw error("\"{\" is never closed; expected \"}\"", at: start)
            }
            guard c == "," || c == "}" else {
                throw error("expected \",\" or \"}\", found \"\(c)\"")
            }
            position += 1
            if c == "}" { return found }
        }
    }

    // MARK: Characters

    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func skipSpace() {
        while let c = current, c.isWhitespace { position += 1 }
    }

    private mutating func take(while accepted: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let c = current, accepted(c) { position += 1 }
        return string(start..<position)
    }

    private func string(_ range: Range<Int>) -> String {
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars[range])
        return result
    }

    private func error(_ message: String, at offset: Int? = nil) -> PatternError {
        let offset = min(offset ?? position, scalars.count)
        return PatternError(pattern: text, offset: string(0..<offset).count, message: message)
    }
}

extension Unicode.Scalar {
    fileprivate var isWhitespace: Bool {
        isASCII ? value == 32 || (9...13).contains(value) : properties.isWhitespace
    }

    fileprivate var isAlphanumeric: Bool {
        guard isASCII else { return properties.isAlphabetic || properties.numericType != nil }
        return (48...57).contains(value) || (65...90).contains(value) || (97...122).contains(value)
    }
}

extension PatternElement.Node {
    /// A group in which neighbouring one-word alternatives are one set of words.
    fileprivate static func merged(_ alternatives: [[PatternElement]]) -> PatternElement.Node {
        var result: [[PatternElement]] = []
        var lastIsWords = false
        for alternative in alternatives {
            guard alternative.count == 1, !alternative[0].isOptional,
                case .words(let words) = alternative[0].node
            else {
                result.append(alternative)
                lastIsWords = false
                continue
            }
            if lastIsWords, case .words(var before) = result[result.count - 1][0].node {
                before.specs += words.specs
                before.lists += words.lists
                result[result.count - 1][0].node = .words(before)
                let start = result[result.count - 1][0].range.lowerBound
                result[result.count - 1][0].range = start..<alternative[0].range.upperBound
            } else {
                result.append(alternative)
            }
            lastIsWords = true
        }
        if result.count == 1, result[0].count == 1, !result[0][0].isOptional {
            return result[0][0].node
        }
        return .group(result)
    }
}
