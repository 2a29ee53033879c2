/// A key as a terminal sends it.
package enum Key: Hashable, Sendable {
    case text(String)
    /// What was pasted in one piece.
    case paste(String)
    case enter, tab, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight
    /// With the control key: `a` for Ctrl-A.
    case control(Character)
    /// With Alt, or after Escape.
    case alt(Character)
    case escape
}

/// Makes keys of the bytes a terminal sends, which may be cut anywhere.
///
/// - SeeAlso: ECMA-48 for control sequences; xterm's bracketed paste.
package struct KeyReader: Sendable {
    private var bytes: [UInt8] = []
    private var pasted: [UInt8]?

    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    package init() {}

    /// Something is begun that the next bytes may finish.
    package var isWaiting: Bool { !bytes.isEmpty || pasted != nil }

    /// Keys that are whole now.
    package mutating func read(_ more: some Sequence<UInt8>) -> [Key] {
        bytes += more
        var keys: [Key] = []
        while !bytes.isEmpty {
            if pasted != nil {
                guard let key = readPaste() else { break }
                keys.append(key)
            } else {
                guard let (key, length) = next() else { break }
                bytes.removeFirst(length)
                if let key { keys.append(key) }
            }
        }
        return keys
    }

    /// Nothing followed in time: a lone Escape is one.
    package mutating func flush() -> [Key] {
        guard pasted == nil, bytes == [0x1B] else { return [] }
        bytes = []
        return [.escape]
    }

    private mutating func readPaste() -> Key? {
        let end = Self.pasteEnd
        var at = 0
        while at + end.count <= bytes.count {
            if bytes[at..<at + end.count].elementsEqual(end) {
                let text = String(decoding: (pasted ?? []) + bytes[..<at], as: UTF8.self)
                bytes.removeFirst(at + end.count)
                pasted = nil
                return .paste(text)
            }
            at += 1
        }
        // The end may be cut in two: its first bytes are left.
        let kept = min(bytes.count, end.count - 1)
        pasted! += bytes.dropLast(kept)
        bytes = Array(bytes.suffix(kept))
        return nil
    }

    /// The first key and its length; nil where it is not whole; a nil key where it means nothing here.
    private mutating func next() -> (Key?, Int)? {
        let first = bytes[0]
        switch first {
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x1B: return escape()
        case 0..<0x20: return (.control(Character(UnicodeScalar(first + 0x60))), 1)
        default: return character(at: 0).map { (.text($0.0), $0.1) }
        }
    }

    private func character(at start: Int) -> (String, Int)? {
        let length =
            switch bytes[start] {
            case 0..<0x80: 1
            case 0xC2..<0xE0: 2
            case 0xE0..<0xF0: 3
            case 0xF0..<0xF5: 4
            default: 1
            }
        guard bytes.count >= start + length else { return nil }
        return (String(decoding: bytes[start..<start + length], as: UTF8.self), length)
    }

    private mutating func escape() -> (Key?, Int)? {
        guard bytes.count > 1 else { return nil }
        switch bytes[1] {
        case UInt8(ascii: "["), UInt8(ascii: "O"): return sequence()
        case 0x7F, 0x08: return (.alt("\u{7F}"), 2)
        case 0x1B: return (.escape, 1)
        default: return character(at: 1).map { (.alt(Character($0.0)), $0.1 + 1) }
        }
    }

    /// `ESC [ parameters final`, or `ESC O final`.
    private mutating func sequence() -> (Key?, Int)? {
        guard
            let end = bytes.indices.dropFirst(2).first(where: { (0x40...0x7E).contains(bytes[$0]) })
        else { return bytes.count > 32 ? (nil, bytes.count) : nil }
        let length = end + 1
        if bytes[..<length].elementsEqual(Self.pasteStart) {
            pasted = []
            return (nil, length)
        }
        let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
        // `1;5C`: with Ctrl or Alt.
        let isFar = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
        let key: Key? =
            switch UnicodeScalar(bytes[end]) {
            case "A": .up
            case "B": .down
            case "C": isFar ? .wordRight : .right
            case "D": isFar ? .wordLeft : .left
            case "H": .home
            case "F": .end
            case "~":
                switch parameters.prefix(while: { $0 != ";" }) {
                case "1", "7": .home
                case "4", "8": .end
                case "3": .delete
                default: nil
                }
            default: nil
            }
        return (key, length)
    }
}
