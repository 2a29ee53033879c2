/// What a file is, by what it begins with.
enum SourceFormat {
    case text, json, jsonLines, feed, page, csv, mailbox, mail, warc, newsML, richText, archive
    case gdelt(GDELTTable)
    case binary(String)
    case empty

    /// - Parameter head: the first bytes, already decompressed; 64 KB are plenty.
    static func of(
        _ head: UnsafeBufferPointer<UInt8>, columns: [String: String]
    ) -> SourceFormat {
        if head.isEmpty { return .empty }
        if head.starts(with: [0x50, 0x4b, 3, 4]) { return .archive }
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
        case 123 where text.starts(with: Array("{\\rtf".utf8)): return .richText
        case 123 where looksLikeJSON(text): return isLines(text) ? .jsonLines : .json
        case 91 where looksLikeJSON(text): return .json
        case 60: if let found = markup(text) { return found }
        default: break
        }
        if isBinary(head) { return .binary("a binary file") }
        if text.starts(with: Array("WARC/".utf8)) { return .warc }
        if let mail = mail(text) { return mail }
        let line = firstIndex(of: 10, in: text, from: 0) ?? text.count
        let isOneLine = line == text.count
        if let table = GDELTTable(UnsafeBufferPointer(rebasing: text[..<line])) {
            return .gdelt(table)
        }
        if !isOneLine || !columns.isEmpty, line < 4096,
            CSVHeader(UnsafeBufferPointer(rebasing: text[..<line]), columns: columns) != nil
        {
            return .csv
        }
        return .text
    }

    /// `From ` and header fields, or header fields only mails have.
    private static func mail(_ text: UnsafeBufferPointer<UInt8>) -> SourceFormat? {
        var head = text
        let isMailbox = text.starts(with: Array("From ".utf8))
        if isMailbox {
            guard let feed = firstIndex(of: 10, in: text, from: 0) else { return nil }
            head = UnsafeBufferPointer(rebasing: text[(feed + 1)...])
        }
        guard head.count > 10, let colon = firstIndex(of: 58, in: head, from: 0), colon < 60 else {
            return nil
        }
        guard let message = MailMessage(Array(head[..<min(head.count, 16384)])[...]) else {
            return nil
        }
        let telling = [
            "message-id", "received", "return-path", "mime-version", "delivered-to", "from",
            "subject", "date", "to", "content-type",
        ]
        let found = telling.filter { message.fields[$0] != nil }
        guard found.count >= 3, message.fields["from"] != nil || message.fields["message-id"] != nil
        else { return nil }
        return isMailbox ? .mailbox : .mail
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

    /// By the first element's name.
    private static func markup(_ text: UnsafeBufferPointer<UInt8>) -> SourceFormat? {
        if text.startsIgnoringCase("<!doctype html") { return .page }
        guard let name = firstElement(text) else { return nil }
        switch name {
        case "newsitem", "newsmessage": return .newsML
        case "rss", "rdf", "feed", "channel", "entry": return .feed
        case "html", "head", "body", "article", "div", "p", "main", "section", "h1", "meta",
            "title", "table", "span":
            return .page
        default: return text.starts(with: Array("<?xml".utf8)) ? .feed : nil
        }
    }

    /// The local name of the first element, in lower case; declarations and comments are passed.
    private static func firstElement(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        var at = 0
        while let open = firstIndex(of: 60, in: text, from: at), open + 1 < text.count {
            if text[open + 1] == 33 || text[open + 1] == 63 {
                let rest = UnsafeBufferPointer(rebasing: text[(open + 1)...])
                if rest.starts(with: Array("!--".utf8)) {
                    at = open + 4
                    while let close = firstIndex(of: 62, in: text, from: at) {
                        at = close + 1
                        if text[close - 1] == 45, text[close - 2] == 45 { break }
                    }
                } else {
                    at = (firstIndex(of: 62, in: text, from: open) ?? text.count) + 1
                    // An internal subset ends with "]>".
                    if let bracket = firstIndex(of: 91, in: text, from: open), bracket < at,
                        let end = firstIndex(of: 93, in: text, from: bracket)
                    {
                        at = end + 1
                    }
                }
                if at > text.count { return nil }
                continue
            }
            var end = open + 1
            var start = end
            while end < text.count, text[end] > 32, text[end] != 62, text[end] != 47 {
                if text[end] == 58 { start = end + 1 }
                end += 1
            }
            guard end > start, end - start < 40, isLetter(text[start]) else { return nil }
            return String(decoding: text[start..<end].map(lowercased), as: UTF8.self)
        }
        return nil
    }

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
