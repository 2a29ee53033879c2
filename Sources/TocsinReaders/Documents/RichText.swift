/// RTF as plain text: what the news databases export.
///
/// Groups that hold no text of the document (fonts, styles, pictures, instructions) are left out;
/// their info group gives title, author and time.
struct RichText {
    private(set) var title: String?
    private(set) var author: String?
    /// `2025-03-11 18:00`
    private(set) var created: String?
    private(set) var body = ""

    private struct Group {
        var destination: Destination
        /// Letters that follow `\uN` for readers without Unicode.
        var skip: Int
    }
    private enum Destination { case body, nothing, info, title, author, created }

    private static let hidden: Set<String> = [
        "fonttbl", "colortbl", "stylesheet", "pict", "object", "header", "footer", "headerl",
        "headerr", "headerf", "footerl", "footerr", "footerf", "footnote", "fldinst", "themedata",
        "datastore", "generator", "listtable", "listoverridetable", "rsidtbl", "latentstyles",
        "xmlnstbl", "filetbl", "revtbl", "operator", "company", "keywords", "comment", "doccomm",
        "mmathPr", "bkmkstart", "bkmkend", "annotation", "shppict", "nonshppict",
    ]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var groups: [Group] = []
        var group = Group(destination: .body, skip: 1)
        var encoding = "windows-1252"
        var text: [UInt8] = []
        var raw: [UInt8] = []
        var pending = 0
        var isStart = false
        var highSurrogate: UInt32?
        var stamp: [String: Int] = [:]
        var at = 0

        func decodeRaw() {
            guard !raw.isEmpty else { return }
            let decoded = raw.withUnsafeBufferPointer { convert($0, from: encoding) }
            text.append(contentsOf: Array((decoded?.text ?? "").utf8))
            raw.removeAll()
        }
        func flush(_ destination: Destination) {
            decodeRaw()
            let piece = String(decoding: text, as: UTF8.self)
            text.removeAll()
            switch destination {
            case .body: body += piece
            case .title: title = ((title ?? "") + piece).trimmedOrNil
            case .author: author = ((author ?? "") + piece).trimmedOrNil
            default: break
            }
        }
        func put(_ byte: UInt8) {
            if pending > 0 {
                pending -= 1
            } else if byte < 0x80 {
                decodeRaw()
                text.append(byte)
            } else {
                raw.append(byte)
            }
        }

        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case 123:
                flush(group.destination)
                guard groups.count < 512 else { return }
                groups.append(group)
                pending = 0
                isStart = true
                continue
            case 125:
                flush(group.destination)
                if let outer = groups.popLast() { group = outer }
                pending = 0
            case 10, 13: continue
            case 92:
                guard at < bytes.count else { break }
                let next = bytes[at]
                if isLetter(next) {
                    let start = at
                    while at < bytes.count, isLetter(bytes[at]), at - start < 32 { at += 1 }
                    let word = String(decoding: bytes[start..<at], as: UTF8.self)
                    var number: Int?
                    let numberStart = at
                    if at < bytes.count, bytes[at] == 45 || isDigit(bytes[at]) {
                        at += 1
                        while at < bytes.count, isDigit(bytes[at]), at - numberStart < 11 {
                            at += 1
                        }
                        number = Int(String(decoding: bytes[numberStart..<at], as: UTF8.self))
                    }
                    if at < bytes.count, bytes[at] == 32 { at += 1 }
                    switch word {
                    case "par", "line", "sect", "page", "row":
                        decodeRaw()
                        text.append(10)
                    case "tab", "cell":
                        decodeRaw()
                        text.append(word == "tab" ? 9 : 32)
                    case "emdash", "endash", "lquote", "rquote", "ldblquote", "rdblquote", "bullet":
                        decodeRaw()
                        text.append(contentsOf: Array((Self.signs[word] ?? "").utf8))
                    case "ansicpg":
                        if let number { encoding = canonicalEncoding("cp\(number)") ?? encoding }
                    case "uc": group.skip = max(0, min(number ?? 1, 16))
                    case "u":
                        decodeRaw()
                        let unit = UInt32(truncatingIfNeeded: (number ?? 0) & 0xffff)
                        if unit & 0xfc00 == 0xd800 {
                            highSurrogate = unit
                        } else if unit & 0xfc00 == 0xdc00, let high = highSurrogate {
                            let value = 0x10000 + (high & 0x3ff) << 10 + (unit & 0x3ff)
                            appendUTF8(Unicode.Scalar(value) ?? "\u{fffd}", to: &text)
                            highSurrogate = nil
                        } else {
                            appendUTF8(Unicode.Scalar(unit) ?? "\u{fffd}", to: &text)
                        }
                        pending = group.skip
                    case "bin": at = min(bytes.count, at + max(0, number ?? 0))
                    case "info": group.destination = .info
                    case "title" where group.destination == .info: group.destination = .title
                    case "author" where group.destination == .info: group.destination = .author
                    case "creatim" where group.destination == .info: group.destination = .created
                    case "yr", "mo", "dy", "hr", "min":
                        if group.destination == .created { stamp[word] = number }
                    default: if Self.hidden.contains(word) { group.destination = .nothing }
                    }
                } else if next == 39, at + 2 < bytes.count {
                    let digits = String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self)
                    at += 3
                    if let value = UInt8(digits, radix: 16) { put(value) }
                } else {
                    at += 1
                    switch next {
                    case 126: put(32)
                    case 42: if isStart { group.destination = .nothing }
                    case 10, 13:
                        decodeRaw()
                        text.append(10)
                    case 92, 123, 125: put(next)
                    case 95: put(45)
                    default: break
                    }
                }
            default: put(byte)
            }
            isStart = false
        }
        flush(group.destination)
        if let year = stamp["yr"], let month = stamp["mo"], let day = stamp["dy"] {
            created = "\(year)-\(month)-\(day) \(stamp["hr"] ?? 0):\(stamp["min"] ?? 0)"
        }
    }

    private static let signs = [
        "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
        "rdblquote": "”", "bullet": "•",
    ]
}
