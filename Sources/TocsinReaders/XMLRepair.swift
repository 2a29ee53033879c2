/// Makes XML of what feeds send, before a parser sees it.
///
/// Drops what stands before the first tag, the declaration, the document type and its external
/// parts, comments and characters XML forbids; resolves HTML's named characters, which XML does not
/// know; escapes an ampersand or a less-than sign that stands alone. Line numbers stay as they are.
/// Entities a document type declares are resolved only when their text is plain: nothing expands
/// into something else, nothing is fetched.
struct XMLRepair {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var output: [UInt8] = []
    /// What was wrong first, and where (an offset in the input).
    private(set) var trouble: (message: String, at: Int)?
    private var declared: [String: String] = [:]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count + 64)
        run()
    }

    private mutating func found(_ message: String, _ at: Int) {
        if trouble == nil { trouble = (message, at) }
    }

    /// 1 for bytes that need a look.
    private static let special: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in 0..<32 { table[byte] = true }
        for byte in [9, 10, 13] { table[byte] = false }
        for byte: Int in [0x26, 0x3c, 0xc2, 0xef] { table[byte] = true }
        return table
    }()

    private mutating func run() {
        var at = firstIndex(of: 60, in: bytes, from: 0) ?? bytes.count
        if let junk = bytes[..<at].firstIndex(where: { !isSpace($0) }) {
            found("text before the first tag", junk)
        } else if at > 0, has("<?xml", at) {
            found("white space before the XML declaration", 0)
        }
        keepLines(0, at)
        Self.special.withUnsafeBufferPointer { special in
            while at < bytes.count {
                var end = at
                while end < bytes.count, !special[Int(bytes[end])] { end += 1 }
                if end > at {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
                }
                guard end < bytes.count else { return }
                at = one(end)
            }
        }
    }

    /// - Returns: where to go on.
    private mutating func one(_ at: Int) -> Int {
        switch bytes[at] {
        case 0x26: return ampersand(at)
        case 0x3c: return angle(at)
        case 0xc2:
            // C1 controls are Windows-1252 letters that were mistaken for Latin-1.
            if at + 1 < bytes.count, bytes[at + 1] < 0xa0, bytes[at + 1] >= 0x80 {
                let value = windows1252Scalar(UInt32(bytes[at + 1]))
                appendUTF8(Unicode.Scalar(value) ?? " ", to: &output)
                return at + 2
            }
            output.append(0xc2)
            return at + 1
        case 0xef:
            // U+FFFE and U+FFFF are no characters.
            if at + 2 < bytes.count, bytes[at + 1] == 0xbf, bytes[at + 2] >= 0xbe { return at + 3 }
            output.append(0xef)
            return at + 1
        default:
            found("a control character (0x\(String(bytes[at], radix: 16)))", at)
            output.append(32)
            return at + 1
        }
    }

    private func has(_ text: StaticString, _ at: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard at + length <= bytes.count else { return false }
        for i in 0..<length where bytes[at + i] != text.utf8Start[i] { return false }
        return true
    }

    private mutating func keepLines(_ from: Int, _ to: Int) {
        for i in from..<to where bytes[i] == 10 { output.append(10) }
    }

    private func find(_ text: StaticString, from: Int) -> Int? {
        var at = from
        while let hit = firstIndex(of: text.utf8Start[0], in: bytes, from: at) {
            if has(text, hit) { return hit }
            at = hit + 1
        }
        return nil
    }

    private mutating func angle(_ at: Int) -> Int {
        guard at + 1 < bytes.count else {
            found("\"<\" at the end", at)
            return at + 1
        }
        let next = bytes[at + 1]
        if isLetter(next) || next == 47 || next == 95 || next >= 0x80 {
            output.append(60)
            return at + 1
        }
        if has("<![CDATA[", at) {
            let end = find("]]>", from: at + 9).map { $0 + 3 }
            if end == nil { found("a CDATA section that never ends", at) }
            // Its inside may still hold forbidden characters.
            let stop = end ?? bytes.count
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<(at + 9)]))
            // Only characters XML forbids need a look in there.
            var i = at + 9
            while i < stop {
                var plain = i
                while plain < stop,
                    !Self.special[Int(bytes[plain])] || bytes[plain] == 38
                        || bytes[plain] == 60
                { plain += 1 }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[i..<plain]))
                i = plain < stop ? one(plain) : plain
            }
            if end == nil { output.append(contentsOf: "]]>".utf8) }
            return stop
        }
        if has("<!--", at) {
            let end = find("-->", from: at + 4).map { $0 + 3 }
            if end == nil { found("a comment that never ends", at) }
            keepLines(at, end ?? bytes.count)
            return end ?? bytes.count
        }
        if has("<?", at) {
            let end = find("?>", from: at + 2).map { $0 + 2 }
            if end == nil { found("a processing instruction that never ends", at) }
            keepLines(at, end ?? min(at + 2, bytes.count))
            return end ?? at + 2
        }
        if has("<!DOCTYPE", at) || has("<!doctype", at) { return documentType(at) }
        if next == 33, at + 2 < bytes.count, isLetter(bytes[at + 2]) {
            let end = firstIndex(of: 62, in: bytes, from: at).map { $0 + 1 } ?? bytes.count
            found("a declaration where none may stand", at)
            keepLines(at, end)
            return end
        }
        found("\"<\" that begins no tag", at)
        output.append(contentsOf: "&lt;".utf8)
        return at + 1
    }

    private mutating func documentType(_ start: Int) -> Int {
        var at = start + 9
        var inside = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 34 || byte == 39 {
                at = firstIndex(of: byte, in: bytes, from: at + 1) ?? at
            } else if byte == 91 {
                inside = true
            } else if byte == 93 {
                inside = false
            } else if byte == 62, !inside {
                keepLines(start, at + 1)
                return at + 1
            } else if byte == 60, inside, has("<!ENTITY", at) {
                at = entity(at + 8)
                continue
            } else if byte == 60, inside, has("<!--", at) {
                at = find("-->", from: at).map { $0 + 3 } ?? bytes.count
                continue
            }
            at += 1
        }
        found("a document type that never ends", start)
        keepLines(start, bytes.count)
        return bytes.count
    }

    /// `name "text">`; external and parameter entities are passed over.
    private mutating func entity(_ start: Int) -> Int {
        var at = start
        func skipSpace() { while at < bytes.count, isSpace(bytes[at]) { at += 1 } }
        skipSpace()
        let nameStart = at
        while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] == 95 {
            at += 1
        }
        let name = String(decoding: bytes[nameStart..<at], as: UTF8.self)
        skipSpace()
        guard at < bytes.count, bytes[at] == 34 || bytes[at] == 39,
            let close = firstIndex(of: bytes[at], in: bytes, from: at + 1)
        else {
            return firstIndex(of: 62, in: bytes, from: at).map { $0 + 1 } ?? bytes.count
        }
        let value = bytes[(at + 1)..<close]
        if !name.isEmpty, value.count <= 1024, !value.contains(38), !value.contains(60),
            !value.contains(37), declared.count < 100
        {
            declared[name] = String(decoding: value, as: UTF8.self)
        }
        return firstIndex(of: 62, in: bytes, from: close).map { $0 + 1 } ?? bytes.count
    }

    private mutating func ampersand(_ at: Int) -> Int {
        var end = at + 1
        while end < bytes.count, end - at < 34,
            isLetter(bytes[end]) || isDigit(bytes[end]) || bytes[end] == 35 || bytes[end] == 95
                || bytes[end] == 45
        {
            end += 1
        }
        guard end < bytes.count, bytes[end] == 59, end > at + 1 else {
            found("\"&\" that begins no character reference", at)
            output.append(contentsOf: "&amp;".utf8)
            return at + 1
        }
        if bytes[at + 1] == 35 {
            guard let (scalar, after) = characterReference(bytes, at), after == end + 1 else {
                found("a broken character reference", at)
                output.append(contentsOf: "&amp;".utf8)
                return at + 1
            }
            switch scalar.value {
            case 38: output.append(contentsOf: "&amp;".utf8)
            case 60: output.append(contentsOf: "&lt;".utf8)
            // White space by reference is kept from being normalized in attributes.
            case 9, 10, 13: output.append(contentsOf: "&#\(scalar.value);".utf8)
            case 34: output.append(contentsOf: "&quot;".utf8)
            case 39: output.append(contentsOf: "&#39;".utf8)
            case 0..<32, 0xfffe, 0xffff:
                found("a reference to a forbidden character", at)
                output.append(32)
            default: appendUTF8(scalar, to: &output)
            }
            return end + 1
        }
        let name = UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end])
        for known in ["amp", "lt", "gt", "quot", "apos"] where name.elementsEqual(known.utf8) {
            output.append(contentsOf: bytes[at...end])
            return end + 1
        }
        if !declared.isEmpty, let text = declared[String(decoding: name, as: UTF8.self)] {
            for byte in text.utf8 {
                if byte == 34 {
                    output.append(contentsOf: "&quot;".utf8)
                } else {
                    output.append(byte)
                }
            }
            return end + 1
        }
        if let scalar = namedCharacter(name) {
            // Without its own document type XML does not know them; everyone writes them.
            appendUTF8(scalar, to: &output)
            return end + 1
        }
        found("an unknown entity &\(String(decoding: name, as: UTF8.self));", at)
        output.append(contentsOf: "&amp;".utf8)
        return at + 1
    }
}
