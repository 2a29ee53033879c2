import TocsinModel

/// Reads `At least {{killed|12}} people` into the plain text and the spans that were marked.
enum ExampleMarkup {
    static func parse(_ marked: String) -> (text: String, spans: [RuleExample.MarkedSpan])? {
        var out: [UInt8] = []
        var spans: [RuleExample.MarkedSpan] = []
        let s = Array(marked.utf8)
        var i = 0
        // A long bracket's first line break is Lua's; nothing else is trimmed: offsets must hold.
        var open: [(role: String, start: Int)] = []
        while i < s.count {
            if i + 1 < s.count, s[i] == UInt8(ascii: "{"), s[i + 1] == UInt8(ascii: "{") {
                var j = i + 2
                while j < s.count, s[j] != UInt8(ascii: "|"), s[j] != UInt8(ascii: "}"), s[j] != 10
                {
                    j += 1
                }
                guard j < s.count, s[j] == UInt8(ascii: "|"), j > i + 2 else { return nil }
                open.append((String(decoding: s[(i + 2)..<j], as: UTF8.self), out.count))
                i = j + 1
            } else if i + 1 < s.count, s[i] == UInt8(ascii: "}"), s[i + 1] == UInt8(ascii: "}"),
                let last = open.popLast()
            {
                guard last.start < out.count else { return nil }
                spans.append(.init(role: last.role, range: last.start..<out.count))
                i += 2
            } else {
                out.append(s[i])
                i += 1
            }
        }
        guard open.isEmpty else { return nil }
        return (String(decoding: out, as: UTF8.self), spans)
    }
}
