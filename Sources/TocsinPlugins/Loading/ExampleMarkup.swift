import TocsinModel

/// Reads `At least {{killed|12}} people` into the plain text and the spans that were marked.
enum ExampleMarkup {
    /// What is wrong with the marks, and how they are written.
    struct Problem: Error { var message: String }

    static func parse(_ marked: String) throws(Problem) -> (
        text: String, spans: [RuleExample.MarkedSpan]
    ) {
        var out: [UInt8] = []
        var spans: [RuleExample.MarkedSpan] = []
        let s = Array(marked.utf8)
        var i = 0
        // A long bracket's first line break is Lua's; nothing else is trimmed: offsets must hold.
        var open: [(role: String, start: Int)] = []
        func isDouble(_ sign: UInt8, at i: Int) -> Bool {
            i + 1 < s.count && s[i] == sign && s[i + 1] == sign
        }
        while i < s.count {
            if isDouble(UInt8(ascii: "{"), at: i) {
                var j = i + 2
                while j < s.count, s[j] != UInt8(ascii: "|"), s[j] != UInt8(ascii: "}"), s[j] != 10
                {
                    j += 1
                }
                guard j < s.count, s[j] == UInt8(ascii: "|"), j > i + 2 else {
                    throw Problem(message: noRole(String(decoding: s[(i + 2)..<j], as: UTF8.self)))
                }
                open.append((String(decoding: s[(i + 2)..<j], as: UTF8.self), out.count))
                i = j + 1
            } else if isDouble(UInt8(ascii: "}"), at: i) {
                guard let last = open.popLast() else {
                    throw Problem(
                        message:
                            "this example has a \"}}\" that closes no mark; take it out, or open the mark: {{role|words}}"
                    )
                }
                guard last.start < out.count else {
                    throw Problem(
                        message:
                            "the mark {{\(last.role)|}} of this example holds no words; expected {{\(last.role)|words}}"
                    )
                }
                spans.append(.init(role: last.role, range: last.start..<out.count))
                i += 2
            } else {
                out.append(s[i])
                i += 1
            }
        }
        guard open.isEmpty else {
            throw Problem(
                message: "the marks of this example do not close; expected {{role|words}}")
        }
        return (String(decoding: out, as: UTF8.self), spans)
    }

    private static func noRole(_ words: String) -> String {
        let parts = words.split(separator: ":", maxSplits: 1)
        let meant =
            parts.count == 2 && !words.contains(" ")
            ? "{{\(parts[0])|\(parts[1])}}" : "{{role|\(words.isEmpty ? "words" : words)}}"
        return
            "the mark {{\(words)}} of this example has no role before its words; write \(meant), with the role that the rule gives them"
    }
}
