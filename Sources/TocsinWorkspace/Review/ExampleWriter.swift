package import TocsinModel

/// Writes a sentence into a rule's own examples, as a person would.
package enum ExampleWriter {
    /// The sentence as `match [[…]]` with its marks, or `nomatch [[…]]`.
    ///
    /// - Parameter roles: the roles the rule's own patterns capture; other marks are left out.
    package static func line(
        _ sentence: AlertEvidence, matches: Bool, roles: Set<String>
    ) -> String {
        var text = sentence.text
        if matches {
            var marks = sentence.marks.filter { roles.contains($0.role) }
            marks.sort { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
            text = marked(Array(sentence.text.utf8), marks, from: sentence.sentence.start)
        }
        text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        var level = ""
        while text.contains("]\(level)]") || (level.isEmpty && text.hasSuffix("]")) { level += "=" }
        return "\(matches ? "match" : "nomatch") [\(level)[\(text)]\(level)]"
    }

    private static func marked(_ bytes: [UInt8], _ marks: [Evidence], from base: Int) -> String {
        var openings: [Int: [String]] = [:]
        var closings: [Int: Int] = [:]
        var seen: Set<Evidence> = []
        for mark in marks where seen.insert(mark).inserted {
            let (start, end) = (mark.span.start - base, mark.span.end - base)
            guard start >= 0, start < end, end <= bytes.count else { continue }
            openings[start, default: []].append(mark.role)
            closings[end, default: 0] += 1
        }
        var out: [UInt8] = []
        for at in 0...bytes.count {
            for _ in 0..<(closings[at] ?? 0) { out += Array("}}".utf8) }
            for role in openings[at] ?? [] { out += Array("{{\(role)|".utf8) }
            if at < bytes.count { out.append(bytes[at]) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The rule's source with the example added at the end of its list.
    ///
    /// - Parameter note: said in a comment above it.
    /// - Returns: nil where the source has no table to put it in.
    package static func insert(_ example: String, note: String, into source: String) -> String? {
        var scan = LuaTables(source)
        guard let list = scan.table(named: "examples") else {
            // No list yet: it goes before the end of the rule's own table.
            guard let end = scan.lastBrace else { return nil }
            return put(
                "  examples = {\n    -- \(note)\n    \(example),\n  },\n", before: end,
                scan.bytes)
        }
        return put("    -- \(note)\n    \(example),\n", before: list, scan.bytes)
    }

    /// Lines before a closing brace, with a comma after what stands before them.
    private static func put(_ lines: String, before brace: Int, _ bytes: [UInt8]) -> String {
        var end = brace
        while end > 0, [32, 9, 10, 13].contains(bytes[end - 1]) { end -= 1 }
        var head = Array(bytes[..<end])
        let tail = Array(bytes[brace...])
        if let last = head.last, last != UInt8(ascii: ","), last != UInt8(ascii: "{"),
            last != UInt8(ascii: ";"), !endsInComment(head)
        {
            head.append(UInt8(ascii: ","))
        }
        // The brace keeps its own indentation.
        var indent: [UInt8] = []
        var at = brace
        while at > 0, [32, 9].contains(bytes[at - 1]) { at -= 1 }
        if at > 0, bytes[at - 1] == 10 { indent = Array(bytes[at..<brace]) }
        return String(decoding: head + [10] + Array(lines.utf8) + indent + tail, as: UTF8.self)
    }

    private static func endsInComment(_ bytes: [UInt8]) -> Bool {
        let start = bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0
        let line = String(decoding: bytes[start...], as: UTF8.self)
        return line.drop { $0 == " " || $0 == "\t" }.hasPrefix("--")
    }
}

/// Finds tables in Lua source without running it: knows strings, long brackets and comments.
private struct LuaTables {
    let bytes: [UInt8]
    /// Offsets of the braces that are code, with their depth.
    private var braces: [(at: Int, opens: Bool)] = []
    /// Where each name that is followed by `= {` opens its table.
    private var named: [String: Int] = [:]

    init(_ source: String) {
        bytes = Array(source.utf8)
        var at = 0
        var name = ""
        var pending: String?
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "-"), next(at) == UInt8(ascii: "-") {
                at += 2
                if let end = longBracket(at) {
                    at = end
                } else {
                    while at < bytes.count, bytes[at] != 10 { at += 1 }
                }
                continue
            }
            if byte == UInt8(ascii: "["), let end = longBracket(at) {
                at = end
                pending = nil
                name = ""
                continue
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                at += 1
                while at < bytes.count, bytes[at] != byte, bytes[at] != 10 {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                at += 1
                pending = nil
                name = ""
                continue
            }
            if isWord(byte) {
                var word: [UInt8] = []
                while at < bytes.count, isWord(bytes[at]) {
                    word.append(bytes[at])
                    at += 1
                }
                name = String(decoding: word, as: UTF8.self)
                pending = nil
                continue
            }
            switch byte {
            case UInt8(ascii: "="): pending = name
            case UInt8(ascii: "{"):
                if let pending, named[pending] == nil { named[pending] = at }
                braces.append((at, true))
                pending = nil
                name = ""
            case UInt8(ascii: "}"):
                braces.append((at, false))
                pending = nil
                name = ""
            case 32, 9, 10, 13: break
            default:
                pending = nil
                name = ""
            }
            at += 1
        }
    }

    /// The closing brace of the table a name is set to.
    mutating func table(named name: String) -> Int? {
        guard let start = named[name] else { return nil }
        var depth = 0
        for brace in braces where brace.at >= start {
            depth += brace.opens ? 1 : -1
            if depth == 0 { return brace.at }
        }
        return nil
    }

    var lastBrace: Int? { braces.last { !$0.opens }?.at }

    private func next(_ at: Int) -> UInt8? { at + 1 < bytes.count ? bytes[at + 1] : nil }

    private func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == 95 || byte >= 128
    }

    /// Where a long bracket that opens here ends; nil where none opens.
    private func longBracket(_ start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
        var level = 0
        var at = start + 1
        while at < bytes.count, bytes[at] == UInt8(ascii: "=") {
            level += 1
            at += 1
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return nil }
        at += 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "]") {
                var end = at + 1
                var count = 0
                while end < bytes.count, bytes[end] == UInt8(ascii: "=") {
                    count += 1
                    end += 1
                }
                if count == level, end < bytes.count, bytes[end] == UInt8(ascii: "]") {
                    return end + 1
                }
            }
            at += 1
        }
        return bytes.count
    }
}
