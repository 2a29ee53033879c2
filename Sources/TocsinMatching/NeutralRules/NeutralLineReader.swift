/// Reads lines of JSON objects, and of each the strings, and lists of strings, under the keys that
/// are wanted. Everything else is skipped.
///
/// This is how neutral rules come (see `NeutralRuleSetBuilder`), and articles to try them on.
package struct NeutralLineReader {
    private let names: [[UInt8]]
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0
    package private(set) var line = 0
    /// The string at hand, with room to read past its end.
    private var string: [UInt8] = []

    package init(_ text: UnsafeBufferPointer<UInt8>, keys: [String]) {
        self.text = text
        names = keys.map { Array($0.utf8) }
        // A byte order mark, as some editors and spreadsheets put before the first line.
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    private func error(_ message: String) -> MatchingError {
        MatchingError(code: "lines.syntax", message: message, line: line)
    }

    /// Reads the next line that is not empty and hands on its strings, each with the index of its
    /// key. `WordCutter.padding` bytes after a string are readable.
    /// - Returns: false at the end.
    package mutating func next(
        _ found: (Int, UnsafeBufferPointer<UInt8>) throws(MatchingError) -> Void
    ) throws(MatchingError) -> Bool {
        while true {
            guard at < text.count else { return false }
            line += 1
            skipSpace()
            if at < text.count, text[at] == 10 {
                at += 1
                continue
            }
            if at >= text.count { return false }
            break
        }
        try expect(123, "{")
        skipSpace()
        var first = true
        while peek != 125 {
            if !first {
                try expect(44, ",")
                skipSpace()
            }
            first = false
            try readString()
            let part = names.firstIndex { $0 == string }
            skipSpace()
            try expect(58, ":")
            skipSpace()
            guard let part else {
                try skipValue(0)
                skipSpace()
                continue
            }
            if peek == 91 {
                at += 1
                skipSpace()
                while peek != 93 {
                    try readString()
                    try hand(part, found)
                    skipSpace()
                    if peek == 44 {
                        at += 1
                        skipSpace()
                    } else if peek != 93 {
                        throw error("expected , or ] in a list of words")
                    }
                }
                at += 1
            } else if peek == 34 {
                try readString()
                try hand(part, found)
            } else {
                try skipValue(0)
            }
            skipSpace()
        }
        at += 1
        skipSpace()
        if at < text.count {
            guard text[at] == 10 else { throw error("expected one object a line") }
            at += 1
        }
        return true
    }

    private mutating func hand(
        _ part: Int, _ found: (Int, UnsafeBufferPointer<UInt8>) throws(MatchingError) -> Void
    ) throws(MatchingError) {
        let count = string.count
        let padding = 192
        string.append(contentsOf: repeatElement(0, count: padding))
        var thrown: MatchingError?
        string.withUnsafeBufferPointer { bytes in
            do throws(MatchingError) {
                try found(part, UnsafeBufferPointer(rebasing: bytes[..<count]))
            } catch { thrown = error }
        }
        if var thrown {
            thrown.line = line
            throw thrown
        }
    }

    private var peek: UInt8 { at < text.count ? text[at] : 0 }

    private mutating func skipSpace() {
        while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 13 { at += 1 }
    }

    private mutating func expect(_ byte: UInt8, _ shown: String) throws(MatchingError) {
        guard peek == byte, at < text.count else { throw error("expected \(shown)") }
        at += 1
    }

    private mutating func readString() throws(MatchingError) {
        try expect(34, "a string in double quotes")
        string.removeAll(keepingCapacity: true)
        while true {
            guard at < text.count, text[at] >= 32 else { throw error("a string is never closed") }
            let byte = text[at]
            at += 1
            if byte == 34 { return }
            if byte == 92 { try readEscape() } else { string.append(byte) }
        }
    }

    private mutating func readEscape() throws(MatchingError) {
        let byte = peek
        at += 1
        switch byte {
        case 34, 47, 92: string.append(byte)
        case 98: string.append(8)
        case 102: string.append(12)
        case 110: string.append(10)
        case 114: string.append(13)
        case 116: string.append(9)
        case 117:
            var scalar = try readHex()
            if scalar & 0xFC00 == 0xD800, peek == 92, at + 1 < text.count, text[at + 1] == 117 {
                at += 2
                let low = try readHex()
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
            }
            let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            string.append(contentsOf: String(character).utf8)
        default: throw error("a backslash stands before a character JSON does not escape")
        }
    }

    private mutating func readHex() throws(MatchingError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(peek)).hexDigitValue else {
                throw error("expected four hexadecimal digits after \\u")
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private mutating func skipValue(_ depth: Int) throws(MatchingError) {
        guard depth < 64 else { throw error("values nest too deeply") }
        switch peek {
        case 34: try readString()
        case 91, 123:
            let close: UInt8 = peek == 91 ? 93 : 125
            at += 1
            skipSpace()
            while peek != close {
                guard at < text.count, text[at] != 10 else {
                    throw error("a value is never closed")
                }
                if peek == 44 || peek == 58 { at += 1 } else { try skipValue(depth + 1) }
                skipSpace()
            }
            at += 1
        default:
            let start = at
            while at < text.count, !(peek == 44 || peek == 125 || peek == 93 || peek == 10) {
                at += 1
            }
            if at == start { throw error("expected a value") }
        }
    }
}
