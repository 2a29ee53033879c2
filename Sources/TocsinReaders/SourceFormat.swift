/// What a file is, by what it begins with.
enum SourceFormat {
    case text, json, jsonLines
    case binary(String)
    case empty

    /// - Parameter head: the first bytes, already decompressed; 64 KB are plenty.
    static func of(_ head: UnsafeBufferPointer<UInt8>) -> SourceFormat {
        if head.isEmpty { return .empty }
        for (signature, name) in binarySignatures where head.starts(with: signature) {
            return .binary(name)
        }
        let bytes =
            head.starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeBufferPointer(rebasing: head[3...]) : head
        let text = UnsafeBufferPointer(rebasing: bytes[bytes.trimmedBytes().startIndex...])
        guard let first = text.first else {
            return isBinary(head) ? .binary("a binary file") : .text
        }
        switch first {
        case 123 where looksLikeJSON(text): return isLines(text) ? .jsonLines : .json
        case 91 where looksLikeJSON(text): return .json
        default: break
        }
        if isBinary(head) { return .binary("a binary file") }
        return .text
    }

    private static let binarySignatures: [([UInt8], String)] = [
        (Array("%PDF-".utf8), "a PDF file"),
        ([0x89, 0x50, 0x4e, 0x47], "a PNG picture"),
        ([0xff, 0xd8, 0xff], "a JPEG picture"),
        (Array("GIF8".utf8), "a GIF picture"),
        ([0x7f, 0x45, 0x4c, 0x46], "a program"),
        (Array("SQLite format 3".utf8), "an SQLite database"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old Office document"),
        (Array("BZh".utf8), "bzip2 data"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz data"),
    ]

    /// After the bracket comes something JSON has: `{"`, `{}`, `[{`, `[]`.
    private static func looksLikeJSON(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let rest = text[1...].trimmedBytes()
        guard let next = rest.first else { return true }
        return text[0] == 123
            ? next == 34 || next == 125 : next == 123 || next == 93 || next == 91 || next == 34
    }

    /// One object a line, or one document over many lines?
    ///
    /// Lines: the first line is a whole object, or the next one begins like an object of its own at
    /// the margin.
    private static func isLines(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let feed = firstIndex(of: 10, in: text, from: 0) else {
            // A first line longer than the head, or a single object: both read well by line.
            return true
        }
        var scanner = JSONScanner(UnsafeBufferPointer(rebasing: text[..<feed]))
        if (try? scanner.skipValue()) != nil, scanner.peek() == nil { return true }
        let rest = text[(feed + 1)...]
        return rest.count >= 2 && rest[feed + 1] == 123 && rest[feed + 2] == 34
    }

    /// NULs all over, or a tenth control characters.
    private static func isBinary(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        guard wideEncoding(head) == nil else { return false }
        let sample = head[..<min(head.count, 8192)]
        var controls = 0
        for byte in sample where byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32) {
            controls += 1
        }
        return controls * 10 > sample.count
    }
}
