/// The characters XML text stands for.
enum XMLText {
    /// Resolves references, makes line ends one line feed, drops or replaces what XML forbids.
    ///
    /// A reference to nothing known stays as it is written: it was meant as text.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, isLiteral: Bool, entities: [String: String],
        into out: inout [UInt8]
    ) {
        var at = 0
        while at < bytes.count {
            var end = at
            while end < bytes.count, !special[Int(bytes[end])] { end += 1 }
            if end > at {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
                at = end
                continue
            }
            let byte = bytes[at]
            switch byte {
            case 13:
                out.append(10)
                at += at + 1 < bytes.count && bytes[at + 1] == 10 ? 2 : 1
            case 0x26:
                if !isLiteral, let end = reference(bytes, at, entities, into: &out) {
                    at = end
                } else {
                    out.append(byte)
                    at += 1
                }
            case 0xc2:
                // C1 controls are Windows-1252 letters that were mistaken for Latin-1.
                if at + 1 < bytes.count, bytes[at + 1] < 0xa0, bytes[at + 1] >= 0x80 {
                    let value = windows1252Scalar(UInt32(bytes[at + 1]))
                    appendUTF8(Unicode.Scalar(value) ?? " ", to: &out)
                    at += 2
                } else {
                    out.append(byte)
                    at += 1
                }
            case 0xef:
                // U+FFFE and U+FFFF are no characters.
                if at + 2 < bytes.count, bytes[at + 1] == 0xbf, bytes[at + 2] >= 0xbe {
                    at += 3
                } else {
                    out.append(byte)
                    at += 1
                }
            default:
                out.append(32)
                at += 1
            }
        }
    }

    /// Bytes that need a look: references, carriage returns, controls, and the first bytes of
    /// characters that may be forbidden.
    static let special: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in 0..<32 { table[byte] = true }
        for byte in [9, 10] { table[byte] = false }
        for byte: Int in [0x26, 0xc2, 0xef] { table[byte] = true }
        return table
    }()

    /// What a reference at `&` is, and what is wrong with it where it is none.
    enum Reference {
        case scalar(Unicode.Scalar, end: Int)
        case text(String, end: Int)
        case none(String)
    }

    static func reference(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ entities: [String: String]
    ) -> Reference {
        var end = at + 1
        while end < bytes.count, end - at < 34,
            isLetter(bytes[end]) || isDigit(bytes[end]) || bytes[end] == 35 || bytes[end] == 95
                || bytes[end] == 45
        {
            end += 1
        }
        guard end < bytes.count, bytes[end] == 59, end > at + 1 else {
            return .none("\"&\" that begins no character reference")
        }
        if bytes[at + 1] == 35 {
            guard let (scalar, after) = characterReference(bytes, at), after == end + 1 else {
                return .none("a broken character reference")
            }
            return .scalar(scalar, end: end + 1)
        }
        let name = UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end])
        if !entities.isEmpty, let text = entities[String(decoding: name, as: UTF8.self)] {
            return .text(text, end: end + 1)
        }
        // Without its own document type XML does not know HTML's names; everyone writes them.
        if let scalar = namedCharacter(name) { return .scalar(scalar, end: end + 1) }
        return .none("an unknown entity &\(String(decoding: name, as: UTF8.self));")
    }

    /// - Returns: where the reference ends; nil where there is none.
    private static func reference(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ entities: [String: String],
        into out: inout [UInt8]
    ) -> Int? {
        // The five of XML are nine in ten.
        func has(_ text: StaticString) -> Bool {
            let length = text.utf8CodeUnitCount
            guard at + length <= bytes.count else { return false }
            for i in 1..<length where bytes[at + i] != text.utf8Start[i] { return false }
            return true
        }
        if has("&lt;") {
            out.append(60)
            return at + 4
        }
        if has("&gt;") {
            out.append(62)
            return at + 4
        }
        if has("&amp;") {
            out.append(38)
            return at + 5
        }
        if has("&quot;") {
            out.append(34)
            return at + 6
        }
        switch reference(bytes, at, entities) {
        case .scalar(let scalar, let end):
            switch scalar.value {
            case 9, 10, 13: out.append(UInt8(scalar.value))
            case 0..<32, 0xfffe, 0xffff: out.append(32)
            default: appendUTF8(scalar, to: &out)
            }
            return end
        case .text(let text, let end):
            out.append(contentsOf: text.utf8)
            return end
        case .none: return nil
        }
    }
}
