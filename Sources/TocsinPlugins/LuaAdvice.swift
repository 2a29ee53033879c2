import TocsinLua
import TocsinModel

/// Lua's own messages in the words of somebody who does not program: what was found, what was
/// expected, what to do.
struct LuaAdvice {
    private let lines: [Substring]
    private let brackets: LuaBrackets

    init(_ source: String) {
        lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        brackets = LuaBrackets(source)
    }

    /// - Returns: the message and, where Lua's own points past the mistake, a better line.
    func improved(_ message: String, line: Int) -> (message: String, line: Int) {
        if let curly = curlyQuote(line) { return (curly, line) }
        if let field = quoted(after: "attempt to call a nil value (field ", in: message) {
            return (Self.unknownField(field) ?? message, line)
        }
        if message.contains("near <eof>") || message.contains("expected near <eof>") {
            return atEnd(message, line)
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
        if message.hasPrefix("<name> expected"), text(line).contains(":"),
            let key = keyBeforeColon(line)
        {
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
        let before = (1..<line).last { !text($0).isEmpty && !text($0).hasPrefix("--") } ?? line
        if let key = keyBeforeColon(line), near == ":" {
            return ("a value is given with =, not with a colon; write \(key) = …", line)
        }
        if !text(line).hasPrefix(near), !text(line).hasPrefix("\"") {
            return ("found \"\(near)\"; expected a comma before it, or the closing \"}\"", line)
        }
        return (
            "a comma is missing at the end of this line, before \"\(near)\" in line \(line)", before
        )
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

    private static func unknownField(_ field: String) -> String? {
        let known = ["watchlist", "extract", "enrich", "alert", "rule", "list", "gazetteer"]
        guard !known.contains(field) else { return nil }
        return "tocsin has no \"\(field)\": "
            + Diagnostic.unknown("kind of rule", field, known: known)
    }

    // MARK: - Lines

    private func text(_ line: Int) -> Substring {
        guard line >= 1, line <= lines.count else { return "" }
        return lines[line - 1].drop { $0 == " " || $0 == "\t" }
    }

    /// `title` in `title: "Uranium"`.
    private func keyBeforeColon(_ line: Int) -> String? {
        let key = text(line).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return !key.isEmpty && text(line).dropFirst(key.count).hasPrefix(":") ? String(key) : nil
    }

    /// What stands in single quotes behind some words.
    private func quoted(after words: String, in message: String) -> String? {
        guard let range = message.firstRange(of: words) else { return nil }
        let rest = message[range.upperBound...]
        guard rest.first == "'", let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        return String(rest[rest.index(after: rest.startIndex)..<end])
    }
}

/// Brackets of a Lua source that do not find each other, and characters that belong into texts only.
struct LuaBrackets {
    private(set) var unclosed: (character: String, line: Int)?
    /// By line, the first character above ASCII outside of texts and comments.
    private(set) var strange: [Int: Character] = [:]
    private var opens: [(character: String, line: Int, closed: Int)] = []

    init(_ source: String) {
        let s = Array(source)
        var i = 0
        var line = 1
        var stack: [Int] = []
        func level(_ at: Int) -> Int? {
            guard at < s.count, s[at] == "[" else { return nil }
            var j = at + 1
            while j < s.count, s[j] == "=" { j += 1 }
            return j < s.count && s[j] == "[" ? j - at - 1 : nil
        }
        func skipLong(_ n: Int) {
            let close = "]" + String(repeating: "=", count: n) + "]"
            i += n + 2
            while i < s.count {
                if s[i] == "]", String(s[i..<min(s.count, i + n + 2)]) == close {
                    i += n + 2
                    return
                }
                if s[i].isNewline { line += 1 }
                i += 1
            }
        }
        while i < s.count {
            let c = s[i]
            if c.isNewline {
                line += 1
                i += 1
            } else if c == "-", i + 1 < s.count, s[i + 1] == "-" {
                i += 2
                if let n = level(i) {
                    skipLong(n)
                } else {
                    while i < s.count, !s[i].isNewline { i += 1 }
                }
            } else if let n = level(i) {
                skipLong(n)
            } else if c == "\"" || c == "'" {
                i += 1
                while i < s.count, s[i] != c, !s[i].isNewline { i += s[i] == "\\" ? 2 : 1 }
                if i < s.count, s[i] == c { i += 1 }
            } else {
                switch c {
                case "{", "(", "[":
                    stack.append(opens.count)
                    opens.append((String(c), line, Int.max))
                case "}", ")", "]":
                    if let last = stack.popLast() { opens[last].closed = line }
                default:
                    if !c.isASCII, strange[line] == nil { strange[line] = c }
                }
                i += 1
            }
        }
        unclosed = stack.last.map { (opens[$0].character, opens[$0].line) }
    }

    /// The line of the innermost bracket of this kind that is open where a line begins or on it.
    func open(before line: Int, character: String) -> Int? {
        opens.last { $0.character == character && $0.line <= line && $0.closed >= line }?.line
    }
}
