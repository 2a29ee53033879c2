import TocsinLua
import TocsinModel

/// Lua's own messages in the words of somebody who does not program: what was found, what was
/// expected, what to do.
struct LuaAdvice {
    private let source: String
    private let lines: [Substring]
    private let brackets: LuaBrackets

    init(_ source: String) {
        self.source = source
        lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        brackets = LuaBrackets(source)
    }

    /// - Returns: the message and, where Lua's own points past the mistake, a better line.
    func improved(_ message: String, line: Int) -> (message: String, line: Int) {
        if let curly = curlyQuote(line) { return (curly, line) }
        if let foreign = foreignSyntax(message, line) { return (foreign, line) }
        if message.hasPrefix("unfinished long string") {
            let start = message.firstRange(of: "at line ").flatMap {
                Int(message[$0.upperBound...].prefix { $0.isNumber })
            }
            return ("the text that [[ begins here is not closed; end it with ]]", start ?? line)
        }
        if let name = quoted(after: "unknown name ", in: message) {
            return (unknownName(name, message, line), line)
        }
        for call in ["field", "method"] {
            if let name = quoted(after: "attempt to call a nil value (\(call) ", in: message) {
                return (unknownField(name, line) ?? message, line)
            }
        }
        if message.hasPrefix("cannot set global"), !source.contains("return") {
            return ("the file returns nothing; begin it with return and put all of it in braces", 1)
        }
        if let open = openBlock(message, line) { return open }
        if message.contains("near <eof>") || message.contains("expected near <eof>") {
            return atEnd(message, line)
        }
        if message.contains("<eof> expected near") || message.contains("'<eof>' expected near") {
            return (
                "nothing may follow what the file returns; a file holds one rule, give another a file of its own",
                line
            )
        }
        if message.hasPrefix("unfinished string") {
            return (
                "a text is not closed: there is a quote at its beginning and none at its end; add it",
                line
            )
        }
        if message.contains("'}' expected"), let near = quoted(after: "near ", in: message) {
            return closing(near, line)
        }
        if message.hasPrefix("<name> expected"), let key = keyBeforeColon(line) {
            return ("a value is given with =, not with a colon; write \(key) = …", line)
        }
        if message.hasPrefix("unexpected symbol near"),
            let near = quoted(after: "near ", in: message)
        {
            return (
                "\"\(near)\" does not belong here; check the line before it for a missing quote, comma or bracket",
                line
            )
        }
        return (message, line)
    }

    // MARK: - Cases

    private func closing(_ near: String, _ line: Int) -> (String, Int) {
        if [")", "]"].contains(near) {
            let open = brackets.open(before: line, character: "{")
            return (
                "\"\(near)\" closes what \"{\" opened\(open.map { " in line \($0)" } ?? ""); write \"}\"",
                line
            )
        }
        // Two values side by side: what separates them is missing where the first one ends.
        if near.allSatisfy(\.isNumber),
            let call = ["at_least", "at_most", "possibly_at_least"].last(where: {
                text(line).contains("\($0) \(near)")
            })
        {
            return ("a number given to \(call) stands in parentheses: \(call)(\(near))", line)
        }
        let before = (1..<line).last { !text($0).isEmpty && !text($0).hasPrefix("--") } ?? line
        if let key = keyBeforeColon(line), near == ":" {
            return ("a value is given with =, not with a colon; write \(key) = …", line)
        }
        if !text(line).hasPrefix(near), !text(line).hasPrefix("\"") {
            if near == "=", let name = hyphenated(line) {
                return ("a name has no hyphen; write \(name.replacing("-", with: "_"))", line)
            }
            return ("found \(shown(near)); expected a comma before it, or the closing \"}\"", line)
        }
        return (
            "a comma is missing at the end of this line, before \(shown(near)) in line \(line)",
            before
        )
    }

    /// In quotes, unless it is a text with its own.
    private func shown(_ near: String) -> String {
        near.hasPrefix("\"") || near.hasPrefix("'") ? near : "\"\(near)\""
    }

    /// `at-least` in `at-least = 2`.
    private func hyphenated(_ line: Int) -> String? {
        text(line).split(whereSeparator: { " \t,{".contains($0) }).map(String.init).first {
            $0.contains("-") && $0.first?.isLetter == true
                && $0.allSatisfy { $0.isLetter || $0 == "-" }
        }
    }

    private func atEnd(_ message: String, _ line: Int) -> (String, Int) {
        if let open = brackets.unclosed {
            let close = ["{": "}", "(": ")", "[": "]"][open.character] ?? "}"
            return (
                "the \"\(open.character)\" of this line is never closed; add \"\(close)\" where it ends",
                open.line
            )
        }
        return ("the file ends too early: \(message)", line)
    }

    /// A curly quote, or another character that only looks like what Lua wants, outside of texts.
    private func curlyQuote(_ line: Int) -> String? {
        guard let found = brackets.strange[line] else { return nil }
        let wanted: String
        switch found {
        case "“", "”", "„", "«", "»": wanted = "a straight quote \""
        case "‘", "’": wanted = "a straight quote '"
        case "–", "—", "−": wanted = "a plain hyphen -"
        case "…": wanted = "three points ..."
        case "\u{A0}", "\u{2003}", "\u{2009}": wanted = "a plain blank"
        default: return "\"\(found)\" can stand in a text in quotes only; put the text in quotes"
        }
        return
            "\"\(found)\" is what a word processor makes of a quote or dash; write \(wanted)"
    }

    /// Signs that other languages have and Lua writes otherwise.
    private func foreignSyntax(_ message: String, _ line: Int) -> String? {
        let code = String(text(line))
        let near = quoted(after: "near ", in: message)
        switch near {
        case "[" where message.hasPrefix("unexpected symbol"):
            return "a list has braces, not square brackets: { \"…\", \"…\" }"
        case ">", ">=", "<", "<=":
            guard message.hasPrefix("unexpected symbol") else { break }
            let name = code.split(whereSeparator: { !$0.isLetter && $0 != "_" }).last ?? "killed"
            return
                "a figure is compared with a word, not a sign; write \(name) = at_least(…) or at_most(…)"
        case "{" where code.hasPrefix("local ") && !code.contains("="):
            return "an = is missing between the name and its value"
        case _? where message.hasPrefix("syntax error near") && code.first?.isUppercase == true:
            let first = code.prefix { $0.isLetter }
            guard first != first.lowercased(),
                ["return", "local", "function", "if", "for", "while"].contains(first.lowercased())
            else { break }
            return "\(first) is written in small letters: \(first.lowercased())"
        case "=" where message.hasPrefix("'then' expected") || message.hasPrefix("'do' expected"):
            return "a comparison is written with two signs, ==; one sign gives a value"
        case "!" where code.contains("!="): return "\"not equal\" is written ~=, not !="
        case "+", "-", "*", "/":
            guard let sign = near, code.contains(sign + "=") else { break }
            let name = code.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            return "Lua has no \(sign)=; write \(name) = \(name) \(sign) …"
        case "//" where code.hasPrefix("//"):
            return "a comment begins with two hyphens: -- \(code.drop { "/* ".contains($0) })"
        default: break
        }
        return nil
    }

    /// A name that is none of Lua's and none of ours: often a text without its quotes.
    private func unknownName(_ name: String, _ message: String, _ line: Int) -> String {
        let code = String(text(line))
        switch name.lowercased() {
        case "null", "none", "undefined", "nul":
            return message + "; leave the line out, or write nil"
        case "true",
            "false" where name != name.lowercased():
            return message + "; write \(name.lowercased())"
        default: break
        }
        if ["match \"", "nomatch \""].contains(where: code.contains),
            code.count(where: { $0 == "\"" }) > 2
        {
            return
                "a text with quotes in it stands in double square brackets: match [[He said \"yes\".]]"
        }
        if [" > ", " >= ", ">", " < "].contains(where: { code.contains(name + $0) }) {
            return
                "a figure is compared with a word, not a sign; write \(name) = at_least(…) or at_most(…)"
        }
        if Self.constructors.contains(name) {
            return "the kind of rule is written with tocsin before it: tocsin.\(name) { … }"
        }
        if message.contains("did you mean") { return message }
        return message + "; a text stands in quotes: \"\(name)\""
    }

    private static let constructors = [
        "watchlist", "extract", "enrich", "alert", "rule", "list", "gazetteer",
    ]
    /// What Lua's own libraries offer a rule.
    private static let libraries = [
        "string": [
            "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep",
            "reverse", "sub", "upper",
        ],
        "table": ["concat", "insert", "move", "pack", "remove", "sort", "unpack"],
        "math": ["abs", "ceil", "floor", "fmod", "huge", "max", "min", "pi", "random", "sqrt"],
    ]

    private func unknownField(_ field: String, _ line: Int) -> String? {
        let code = String(text(line))
        func isNamed(_ owner: String) -> Bool { code.contains("\(owner).\(field)") }
        if let (library, names) = Self.libraries.first(where: { isNamed($0.key) }) {
            return Diagnostic.unknown("function of \(library)", field, known: names)
        }
        if code.contains(":\(field)(") {
            return Diagnostic.unknown("function of texts", field, known: Self.libraries["string"]!)
        }
        guard isNamed("tocsin"), !Self.constructors.contains(field) else { return nil }
        return "tocsin has no \"\(field)\": "
            + Diagnostic.unknown("kind of rule", field, known: Self.constructors)
    }

    /// An `if` or a `function` that lacks its `end`.
    private func openBlock(_ message: String, _ line: Int) -> (String, Int)? {
        if let elseIf = lines.firstIndex(where: { $0.contains("else if ") }),
            message.contains("'end' expected")
        {
            return (
                "\"else if\" begins another if, which needs an end of its own; write elseif as one word",
                elseIf + 1
            )
        }
        if message.contains("'end' expected"), brackets.unclosed == nil,
            let word = quoted(after: "to close ", in: message),
            let start = message.firstRange(of: "at line ").flatMap({
                Int(message[$0.upperBound...].prefix { $0.isNumber })
            })
        {
            return (
                "the \"\(word)\" of this line is never closed; add \"end\" where it ends", start
            )
        }
        // An `end` was meant for the block around and taken by the one inside.
        if message.hasPrefix("unexpected symbol near"),
            let near = quoted(after: "near ", in: message), [",", "}", ")"].contains(near),
            let open = brackets.openBlock(after: line)
        {
            return (
                "the \"\(open.word)\" of this line lacks an \"end\"; add it before line \(line) ends",
                open.line
            )
        }
        return nil
    }

    // MARK: - Lines

    private func text(_ line: Int) -> Substring {
        guard line >= 1, line <= lines.count else { return "" }
        return lines[line - 1].drop { $0 == " " || $0 == "\t" }
    }

    /// `title` in `title: "Uranium"`, and `type` in `event = { type: "ASSAULT" }`.
    private func keyBeforeColon(_ line: Int) -> String? {
        let code = text(line)
        let quote = code.firstIndex(of: "\"") ?? code.endIndex
        guard let colon = code[..<quote].lastIndex(of: ":") else { return nil }
        let key = code[..<colon].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return key.isEmpty ? nil : String(String(key).reversed())
    }

    /// What stands in single quotes behind some words.
    private func quoted(after words: String, in message: String) -> String? {
        guard let range = message.firstRange(of: words) else { return nil }
        let rest = message[range.upperBound...]
        guard rest.first == "'", let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        return String(rest[rest.index(after: rest.startIndex)..<end])
    }
}
