/// Where keys and strings stand in a Lua source.
///
/// Lua's tables do not remember lines, and a message about a key must say where it is. This reads
/// just enough of the language for that: comments, strings and `name =`.
struct LuaSourceIndex: Sendable {
    private var keys: [String: [Int]] = [:]
    private var strings: [(content: String, line: Int)] = []
    /// The `---` comment block that opens the file.
    private(set) var prose: String = ""

    init(_ source: String) {
        let s = Array(source.utf8)
        var i = 0
        var line = 1
        var proseLines: [String] = []
        var proseOpen = true

        /// The level of a long bracket that opens at `at`, or nil.
        func longBracket(_ at: Int) -> Int? {
            guard at < s.count, s[at] == UInt8(ascii: "[") else { return nil }
            var j = at + 1
            while j < s.count, s[j] == UInt8(ascii: "=") { j += 1 }
            return j < s.count && s[j] == UInt8(ascii: "[") ? j - at - 1 : nil
        }
        func skipLong(_ level: Int) -> Range<Int> {
            i += level + 2
            let start = i
            while i < s.count {
                if s[i] == UInt8(ascii: "]") {
                    var j = i + 1
                    while j < s.count, s[j] == UInt8(ascii: "=") { j += 1 }
                    if j < s.count, s[j] == UInt8(ascii: "]"), j - i - 1 == level {
                        let range = start..<i
                        i = j + 1
                        return range
                    }
                }
                if s[i] == 10 { line += 1 }
                i += 1
            }
            return start..<s.count
        }
        func isName(_ b: UInt8) -> Bool {
            (48...57).contains(b) || (65...90).contains(b) || (97...122).contains(b) || b == 95
        }

        while i < s.count {
            let b = s[i]
            if b == 10 {
                line += 1
                i += 1
            } else if b == UInt8(ascii: "-"), i + 1 < s.count, s[i + 1] == UInt8(ascii: "-") {
                i += 2
                if let level = longBracket(i) {
                    _ = skipLong(level)
                } else {
                    let start = i
                    while i < s.count, s[i] != 10 { i += 1 }
                    if proseOpen, start < i, s[start] == UInt8(ascii: "-") {
                        let text = String(decoding: s[(start + 1)..<i], as: UTF8.self)
                        proseLines.append(
                            String(text.drop { $0 == " " || $0 == "\t" }))
                    }
                }
            } else if let level = longBracket(i) {
                let at = line
                let range = skipLong(level)
                strings.append((String(decoding: s[range], as: UTF8.self), at))
                proseOpen = false
            } else if b == UInt8(ascii: "\"") || b == UInt8(ascii: "'") {
                let at = line
                let start = i + 1
                i += 1
                while i < s.count, s[i] != b, s[i] != 10 {
                    i += s[i] == UInt8(ascii: "\\") ? 2 : 1
                }
                let end = min(i, s.count)
                let content = String(decoding: s[start..<max(start, end)], as: UTF8.self)
                strings.append((content, at))
                i = end
                if i < s.count, s[i] == b { i += 1 }
                // ["key"] = value
                var j = i
                while j < s.count, s[j] == 32 { j += 1 }
                if j < s.count, s[j] == UInt8(ascii: "]") { keys[content, default: []].append(at) }
            } else if isName(b) {
                let start = i
                while i < s.count, isName(s[i]) { i += 1 }
                var j = i
                while j < s.count, s[j] == 32 || s[j] == 9 { j += 1 }
                if j < s.count, s[j] == UInt8(ascii: "="),
                    j + 1 >= s.count || s[j + 1] != UInt8(ascii: "=")
                {
                    keys[String(decoding: s[start..<i], as: UTF8.self), default: []].append(line)
                }
                proseOpen = false
            } else {
                i += 1
            }
        }
        prose = proseLines.joined(separator: "\n")
    }

    /// The first line on which `name` is given a value.
    func line(ofKey name: String) -> Int? { keys[name]?.first }

    /// The line on which a string with this content starts.
    func line(ofString content: String) -> Int? {
        let wanted = content.drop { $0 == "\n" }
        return strings.first {
            $0.content == content || $0.content.drop { $0 == "\n" } == wanted
                // As the file writes it, a backslash is two.
                || ($0.content.contains("\\")
                    && $0.content.replacing("\\\\", with: "\\") == content)
        }?.line
    }
}
