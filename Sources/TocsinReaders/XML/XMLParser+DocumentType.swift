/// The document type: passed over but for the entities it declares.
extension XMLParser {
    mutating func documentType(_ start: Int) -> Int {
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
        return bytes.count
    }

    /// `name "text">`. Only plain text is kept, so nothing expands into something else; external
    /// and parameter entities, and long texts, are passed over.
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
        if !name.isEmpty, value.count <= 128, !value.contains(38), !value.contains(60),
            !value.contains(37), entities.count < 100
        {
            entities[name] = String(decoding: value, as: UTF8.self)
        }
        return firstIndex(of: 62, in: bytes, from: close).map { $0 + 1 } ?? bytes.count
    }
}
