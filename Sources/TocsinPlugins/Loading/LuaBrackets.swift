/// Brackets of a Lua source that do not find each other, and characters that belong into texts only.
struct LuaBrackets {
    private(set) var unclosed: (character: String, line: Int)?
    /// By line, the first character above ASCII outside of texts and comments.
    private(set) var strange: [Int: Character] = [:]
    private var opens: [(character: String, line: Int, closed: Int)] = []
    /// Words that want an `end`, with the line where they stand and that of their end.
    private var blocks: [(word: String, line: Int, closed: Int)] = []

    init(_ source: String) {
        let s = Array(source)
        var i = 0
        var line = 1
        var stack: [Int] = []
        var openBlocks: [Int] = []
        func read(word: String) {
            switch word {
            case "function", "if", "do", "repeat":
                openBlocks.append(blocks.count)
                blocks.append((word, line, Int.max))
            case "end", "until":
                if let last = openBlocks.popLast() { blocks[last].closed = line }
            default: break
            }
        }
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
            } else if c.isASCII, c.isLetter || c == "_" {
                let start = i
                while i < s.count, s[i].isASCII, s[i].isLetter || s[i].isNumber || s[i] == "_" {
                    i += 1
                }
                read(word: String(s[start..<i]))
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

    /// The innermost block that is open where a line ends.
    func openBlock(after line: Int) -> (word: String, line: Int)? {
        blocks.last { $0.line <= line && $0.closed > line }.map { ($0.word, $0.line) }
    }

    /// The line of the innermost bracket of this kind that is open where a line begins or on it.
    func open(before line: Int, character: String) -> Int? {
        opens.last { $0.character == character && $0.line <= line && $0.closed >= line }?.line
    }
}
