/// Walks over JSON text in place: no tree, no copies but the strings asked for.
///
/// Lenient where nothing is lost by it: raw control characters inside strings, a comma too many.
/// Nesting is bounded, and skipping a value does not recurse.
struct JSONScanner {
    struct Failure: Error {
        /// Offset where the scanner stood.
        var at: Int
        /// `expected "," or "}", found "x"`
        var message: String
    }

    static let maximumDepth = 512

    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    func failure(_ expected: String) -> Failure {
        Failure(at: at, message: "expected \(expected), found \(found)")
    }

    private var found: String {
        guard at < bytes.count else { return "the end" }
        let byte = bytes[at]
        return byte > 32 && byte < 127
            ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x" + String(byte, radix: 16)
    }

    /// The next byte that is not white space, not consumed; nil at the end.
    mutating func peek() -> UInt8? {
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 32 { return byte }
            guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return byte }
            at += 1
        }
        return nil
    }

    mutating func expect(_ byte: UInt8) throws(Failure) {
        guard peek() == byte else {
            throw failure("\"\(Character(Unicode.Scalar(byte)))\"")
        }
        at += 1
    }

    /// The inside of a string literal.
    struct Literal {
        var range: Range<Int>
        var hasEscapes: Bool
    }

    mutating func literal() throws(Failure) -> Literal {
        try expect(34)
        let start = at
        var from = at
        while let quote = firstIndex(of: 34, in: bytes, from: from) {
            // An odd number of backslashes before it makes the quote a part of the string.
            var slash = quote
            while slash > start, bytes[slash - 1] == 92 { slash -= 1 }
            if (quote - slash) & 1 == 0 {
                at = quote + 1
                let inside = UnsafeBufferPointer(rebasing: bytes[start..<quote])
                return Literal(
                    range: start..<quote,
                    hasEscapes: firstIndex(of: 92, in: inside, from: 0) != nil)
            }
            from = quote + 1
        }
        at = bytes.count
        throw Failure(at: start - 1, message: "a string that begins here never ends")
    }

    /// Visits the members of an object; `member` must consume the value or return false to have it
    /// skipped.
    mutating func object(
        _ member: (inout JSONScanner, Literal) throws(Failure) -> Bool
    ) throws(Failure) {
        try expect(123)
        while true {
            guard let next = peek() else { throw failure("\"}\"") }
            if next == 125 {
                at += 1
                return
            }
            let key = try literal()
            try expect(58)
            let value = at
            if !(try member(&self, key)) {
                at = value
                try skipValue()
            }
            switch peek() {
            case 44: at += 1
            case 125: break
            default: throw failure("\",\" or \"}\"")
            }
        }
    }

    mutating func array(_ element: (inout JSONScanner) throws(Failure) -> Void) throws(Failure) {
        try expect(91)
        while true {
            guard let next = peek() else { throw failure("\"]\"") }
            if next == 93 {
                at += 1
                return
            }
            try element(&self)
            switch peek() {
            case 44: at += 1
            case 93: break
            default: throw failure("\",\" or \"]\"")
            }
        }
    }

    mutating func skipValue() throws(Failure) {
        var open: [UInt8] = []
        repeat {
            guard let next = peek() else { throw failure("a value") }
            switch next {
            case 34: _ = try literal()
            case 123, 91:
                guard open.count < Self.maximumDepth else {
                    throw Failure(
                        at: at, message: "nested deeper than \(Self.maximumDepth) levels")
                }
                open.append(next == 123 ? 125 : 93)
                at += 1
            case 125, 93:
                guard open.popLast() == next else { throw failure("a value") }
                at += 1
            case 44,
                58 where !open.isEmpty:
                at += 1
            default: _ = try scalar()
            }
        } while !open.isEmpty
    }

    /// The range of a number, `true`, `false` or `null`.
    mutating func scalar() throws(Failure) -> Range<Int> {
        let start = at
        while at < bytes.count {
            let b = bytes[at]
            guard isLetter(b) || isDigit(b) || b == 43 || b == 45 || b == 46 else { break }
            at += 1
        }
        let word = bytes[start..<at]
        guard let first = word.first,
            isDigit(first) || first == 45 || word.elementsEqual("true".utf8)
                || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8)
                || word.elementsEqual("NaN".utf8)
        else {
            at = start
            throw failure("a value")
        }
        return start..<at
    }

    // MARK: Values

    /// The bytes a literal stands for.
    func unescaped(_ literal: Literal) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(literal.range.count)
        var i = literal.range.lowerBound
        let end = literal.range.upperBound
        func hex(_ from: Int) -> UInt32? {
            guard from + 4 <= end else { return nil }
            var value: UInt32 = 0
            for k in from..<(from + 4) {
                let b = bytes[k]
                let digit: UInt8
                switch b {
                case 48...57: digit = b - 48
                case 65...70: digit = b - 55
                case 97...102: digit = b - 87
                default: return nil
                }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        while i < end {
            let b = bytes[i]
            guard b == 92, i + 1 < end else {
                // Copy up to the next escape at once.
                let next = firstIndex(of: 92, in: bytes, from: i + 1).map { min($0, end) } ?? end
                out.append(contentsOf: bytes[i..<next])
                i = next
                continue
            }
            i += 2
            switch bytes[i - 1] {
            case 110: out.append(10)
            case 116: out.append(9)
            case 114: out.append(13)
            case 98: out.append(8)
            case 102: out.append(12)
            case 117:
                guard let unit = hex(i) else {
                    out.append(contentsOf: [0xef, 0xbf, 0xbd])
                    continue
                }
                i += 4
                var value = unit
                if unit & 0xfc00 == 0xd800, i + 1 < end, bytes[i] == 92, bytes[i + 1] == 117,
                    let low = hex(i + 2), low & 0xfc00 == 0xdc00
                {
                    value = 0x10000 + (unit & 0x3ff) << 10 + (low & 0x3ff)
                    i += 6
                }
                appendUTF8(Unicode.Scalar(value) ?? "\u{fffd}", to: &out)
            case let other: out.append(other)
            }
        }
        return out
    }

    /// A literal's text, whatever its bytes.
    func text(_ literal: Literal) -> DecodedText {
        guard literal.hasEscapes else {
            return Self.text(UnsafeBufferPointer(rebasing: bytes[literal.range]))
        }
        return unescaped(literal).withUnsafeBufferPointer(Self.text)
    }

    private static func text(_ inside: UnsafeBufferPointer<UInt8>) -> DecodedText {
        if firstIndex(of: 0, in: inside, from: 0) == nil,
            let text = String(validating: inside, as: UTF8.self)
        {
            return DecodedText(text: text, encoding: "utf-8")
        }
        return decodeText(inside)
    }

    func equals(_ literal: Literal, _ name: StaticString) -> Bool {
        let slice = bytes[literal.range]
        return slice.count == name.utf8CodeUnitCount && slice.startsIgnoringCase(name)
    }
}

func appendUTF8(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    if scalar.value < 0x80 {
        out.append(UInt8(scalar.value))
    } else {
        out.append(contentsOf: UTF8.encode(scalar)!)
    }
}
