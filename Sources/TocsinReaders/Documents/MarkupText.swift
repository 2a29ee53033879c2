import CXML2

/// Text with markup as plain text: tags gone, character references resolved, a line for each block.
///
/// Made for the fragments that feeds and records carry; whole pages go through `PageReader`.
func plainText(html: String) -> String {
    var html = html
    return html.withUTF8 { bytes in
        if firstIndex(of: 60, in: bytes, from: 0) == nil,
            firstIndex(of: 38, in: bytes, from: 0) == nil
        {
            return String(decoding: bytes.trimmedBytes(), as: UTF8.self)
        }
        var stripper = MarkupStripper(bytes)
        return stripper.run()
    }
}

private struct MarkupStripper {
    let bytes: UnsafeBufferPointer<UInt8>
    var out: [UInt8] = []
    /// What separates the next word from the last: nothing, a space, a new line.
    private enum Gap { case none, space, line }
    private var gap = Gap.none
    private var inPreformatted = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    mutating func run() -> String {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 60: at = tag(at)
            case 38:
                if let (scalar, end) = characterReference(bytes, at) {
                    append(scalar)
                    at = end
                } else {
                    put(byte)
                    at += 1
                }
            case 0...32:
                if gap == .none { gap = byte == 10 && inPreformatted > 0 ? .line : .space }
                at += 1
            default:
                var end = at + 1
                while end < bytes.count, bytes[end] != 60, bytes[end] != 38,
                    bytes[end] > 32
                        || (bytes[end] == 32 && end + 1 < bytes.count && bytes[end + 1] > 32
                            && bytes[end + 1] != 60 && bytes[end + 1] != 38)
                {
                    end += 1
                }
                closeGap()
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
                at = end
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func put(_ byte: UInt8) {
        closeGap()
        out.append(byte)
    }

    private mutating func closeGap() {
        switch gap {
        case .none: break
        case .space: if !out.isEmpty { out.append(32) }
        case .line: if !out.isEmpty { out.append(10) }
        }
        gap = .none
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value <= 32 || scalar.value == 0xa0 {
            if gap == .none { gap = .space }
            return
        }
        for byte in UTF8.encode(scalar)! { put(byte) }
    }

    /// - Returns: where to go on.
    private mutating func tag(_ start: Int) -> Int {
        var at = start + 1
        guard at < bytes.count else {
            put(60)
            return at
        }
        if bytes[at] == 33 || bytes[at] == 63 {
            let rest = UnsafeBufferPointer(rebasing: bytes[at...])
            if rest.starts(with: Array("!--".utf8)) {
                return find("-->", from: at + 3) ?? bytes.count
            }
            if rest.starts(with: Array("![CDATA[".utf8)) { return at + 8 }
            return firstIndex(of: 62, in: bytes, from: at).map { $0 + 1 } ?? bytes.count
        }
        let closing = bytes[at] == 47
        if closing { at += 1 }
        let nameStart = at
        while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) { at += 1 }
        guard at > nameStart, isLetter(bytes[nameStart]) else {
            // "a < b"
            put(60)
            return start + 1
        }
        let name = MarkupNames.packed(bytes[nameStart..<at])
        guard let end = tagEnd(at) else {
            put(60)
            return start + 1
        }
        if !closing, name == MarkupNames.script || name == MarkupNames.style {
            let close = name == MarkupNames.script ? "</script" : "</style"
            guard let found = find(close, from: end) else { return bytes.count }
            return firstIndex(of: 62, in: bytes, from: found).map { $0 + 1 } ?? bytes.count
        }
        if name == MarkupNames.pre { inPreformatted += closing ? -1 : 1 }
        if MarkupNames.packedBlocks.contains(name) {
            gap = .line
        } else if name == MarkupNames.td || name == MarkupNames.th, gap == .none {
            gap = .space
        }
        return end
    }

    /// After the `>` that ends a tag; quotes may hold others.
    private func tagEnd(_ from: Int) -> Int? {
        var at = from
        while at < bytes.count {
            switch bytes[at] {
            case 62: return at + 1
            case 34, 39:
                // A quote counts only as a value's: after "=".
                var before = at - 1
                while before > from, isSpace(bytes[before]) { before -= 1 }
                if bytes[before] == 61,
                    let close = firstIndex(of: bytes[at], in: bytes, from: at + 1)
                {
                    at = close
                }
            case 60 where at > from + 4096: return nil
            default: break
            }
            at += 1
        }
        return nil
    }

    private func find(_ text: String, from: Int) -> Int? {
        let wanted = Array(text.utf8)
        var at = from
        while let found = firstIndex(of: wanted[0], in: bytes, from: at) {
            if found + wanted.count <= bytes.count,
                (0..<wanted.count).allSatisfy({ lowercased(bytes[found + $0]) == wanted[$0] })
            {
                return found + (wanted.last == 62 ? wanted.count : 0)
            }
            at = found + 1
        }
        return nil
    }
}

/// Names of elements, by what they do to text.
enum MarkupNames {
    /// Elements that begin and end a line.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details",
        "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    ]

    /// A name's last eight letters in lower case as one number: enough to tell elements apart.
    static func packed(_ name: some Sequence<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        for byte in name { value = value << 8 | UInt64(lowercased(byte)) }
        return value
    }

    static let packedBlocks = Set(blocks.map { packed($0.utf8) })
    static let script = packed("script".utf8)
    static let style = packed("style".utf8)
    static let pre = packed("pre".utf8)
    static let td = packed("td".utf8)
    static let th = packed("th".utf8)
}

// MARK: - Character references

/// `&amp;`, `&#8217;`, `&#x2019;`, `&nbsp` at `at`: the character and where the reference ends.
func characterReference(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (Unicode.Scalar, Int)? {
    var i = at + 1
    guard i < bytes.count else { return nil }
    if bytes[i] == 35 {
        i += 1
        var value: UInt32 = 0
        let hex = i < bytes.count && bytes[i] | 32 == 120
        if hex { i += 1 }
        let digits = i
        while i < bytes.count, i - digits < 10 {
            let b = bytes[i]
            let digit: UInt32
            if isDigit(b) {
                digit = UInt32(b) - 48
            } else if hex, b | 32 >= 97, b | 32 <= 102 {
                digit = UInt32(b | 32) - 87
            } else {
                break
            }
            value = min(value * (hex ? 16 : 10) + digit, 0x110000)
            i += 1
        }
        guard i > digits else { return nil }
        if i < bytes.count, bytes[i] == 59 { i += 1 }
        value = windows1252Scalar(value)
        guard let scalar = Unicode.Scalar(value), value > 0 else { return ("\u{fffd}", i) }
        return (scalar, i)
    }
    let start = i
    while i < bytes.count, i - start < 10, isLetter(bytes[i]) || isDigit(bytes[i]) { i += 1 }
    guard i > start, i < bytes.count, bytes[i] == 59 else { return nil }
    guard let scalar = namedCharacter(UnsafeBufferPointer(rebasing: bytes[start..<i])) else {
        return nil
    }
    return (scalar, i + 1)
}

/// HTML 4's named characters, and `apos`.
func namedCharacter(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
    guard name.count <= 10 else { return nil }
    if name.elementsEqual("apos".utf8) { return "'" }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 12) { copy in
        _ = copy.initialize(from: name)
        copy[name.count] = 0
        guard let entity = htmlEntityLookup(copy.baseAddress!) else { return nil }
        return Unicode.Scalar(entity.pointee.value)
    }
}

func escapedMarkup(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 }) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
        switch byte {
        case 38: out.append(contentsOf: "&amp;".utf8)
        case 60: out.append(contentsOf: "&lt;".utf8)
        case 62: out.append(contentsOf: "&gt;".utf8)
        default: out.append(byte)
        }
    }
    return String(decoding: out, as: UTF8.self)
}

extension MarkupNames {
    /// Elements that hold nothing.
    static let empty: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ]
}
