import TocsinModel

extension ReadSession {
    /// One object a line; a broken line is named and skipped.
    func readJSONLines(_ source: ByteStream) {
        if source.peek(3).elementsEqual([0xef, 0xbb, 0xbf]) { source.consume(3) }
        // Escapes make a line longer than its text: at most three times for letters beyond ASCII.
        source.lines(limit: options.maximumArticleBytes * 3) { line, number, _ in
            guard let line else {
                report(
                    "article.too-long", at: .line(number), tooLong(options.maximumArticleBytes * 3))
                return true
            }
            var scanner = JSONScanner(line)
            guard let first = scanner.peek() else { return true }
            guard first == 123 else {
                report(
                    "json.syntax", at: .line(number),
                    "the line is no JSON object; expected \"{\"; it is skipped")
                return true
            }
            do throws(JSONScanner.Failure) {
                let record = try scanner.record()
                if scanner.peek() != nil { throw scanner.failure("the end of the line") }
                if let items = record.items {
                    // A whole document on one line, as services answer.
                    var lines = LineCounter(line, first: number)
                    try giveItems(items, of: record, scanner, &lines)
                } else {
                    give(record, scanner, at: .line(number))
                }
            } catch {
                report(
                    "json.syntax", at: .line(number),
                    "broken JSON at column \(error.at + 1): \(error.message); the line is skipped")
            }
            return !stopped
        }
    }

    /// One object, an array of them, or several after each other.
    func readJSONDocument(_ raw: UnsafeBufferPointer<UInt8>) {
        if wideEncoding(raw) != nil {
            var decoded = decodeText(raw)
            note(decoded, at: .file)
            return decoded.text.withUTF8 { readJSONDocument($0) }
        }
        let bytes =
            raw.starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeBufferPointer(rebasing: raw[3...]) : raw
        var scanner = JSONScanner(bytes)
        var lines = LineCounter(bytes)
        var repairs = 0
        var open = 0
        while !stopped, let next = scanner.peek() {
            do throws(JSONScanner.Failure) {
                switch next {
                case 91, 44, 93:
                    scanner.at += 1
                    open += next == 91 ? 1 : next == 93 ? -1 : 0
                case 123:
                    let line = lines.line(at: scanner.at)
                    let record = try scanner.record()
                    if let items = record.items {
                        try giveItems(items, of: record, scanner, &lines)
                    } else {
                        give(record, scanner, at: .line(line))
                    }
                default: throw scanner.failure("an object")
                }
            } catch {
                repairs += 1
                let resumed = repairs < 1000 ? nextObject(in: bytes, after: error.at) : nil
                report(
                    "json.syntax", at: .line(lines.line(at: error.at)),
                    "broken JSON: \(error.message); "
                        + (resumed == nil
                            ? "the rest of the file is not read"
                            : "reading goes on with the next object"))
                guard let resumed else { return }
                scanner.at = resumed
            }
        }
        if open > 0, !stopped {
            report(
                "json.syntax", at: .line(lines.line(at: bytes.count)),
                "broken JSON: expected \"]\", found the end")
        }
    }

    /// Where, after damage, a `}` `,` `{` says that another object begins.
    private func nextObject(in bytes: UnsafeBufferPointer<UInt8>, after: Int) -> Int? {
        var at = after
        while let close = firstIndex(of: 125, in: bytes, from: at) {
            var scanner = JSONScanner(bytes, at: close + 1)
            if scanner.peek() == 44 { scanner.at += 1 }
            if scanner.peek() == 123 { return scanner.at }
            at = close + 1
        }
        return nil
    }

    /// The articles of an envelope: JSON Feed's `items`, a news service's `articles`, a Telegram
    /// export's `messages`. What the envelope says of itself holds for those that do not say.
    private func giveItems(
        _ items: Range<Int>, of envelope: JSONRecord, _ scanner: JSONScanner,
        _ lines: inout LineCounter
    ) throws(JSONScanner.Failure) {
        var common = Envelope()
        for member in envelope.members {
            guard case .string(let literal) = member.value else {
                if case .number(let range) = member.value, case .id = member.field {
                    common.id = String(decoding: scanner.bytes[range], as: UTF8.self)
                }
                continue
            }
            let text = scanner.text(literal).text
            switch member.field {
            case .title, .name, .outlet: common.outlet = text.trimmedOrNil ?? common.outlet
            case .language: common.language = languageTag(text)
            case .author: common.author = text.trimmedOrNil
            default: break
            }
        }
        common.isChat = envelope.isChat
        var inner = JSONScanner(scanner.bytes, at: items.lowerBound)
        try inner.array { (scanner) throws(JSONScanner.Failure) in
            guard scanner.peek() == 123, !stopped else { return try scanner.skipValue() }
            let line = lines.line(at: scanner.at)
            let record = try scanner.record()
            give(record, scanner, at: .line(line), in: common)
        }
    }

    private struct Envelope {
        var id: String?
        var outlet: String?
        var language: String?
        var author: String?
        /// Its messages are numbered within it, and notices of its own stand between them.
        var isChat = false
    }

    private func give(
        _ record: JSONRecord, _ scanner: JSONScanner, at place: Place, in envelope: Envelope? = nil
    ) {
        if envelope?.isChat == true, !record.hasText || record.isNotice { return }
        var draft = ArticleDraft()
        var repaired: DecodedText?
        for member in record.members {
            let label = scanner.text(member.key).text
            switch member.value {
            case .string(let literal):
                let decoded = scanner.text(literal)
                if decoded.trouble != nil { repaired = decoded }
                draft.set(member.field, decoded.text, label: label, in: self, at: place)
            case .number(let range):
                let text = String(decoding: scanner.bytes[range], as: UTF8.self)
                switch member.field {
                case .id, .published, .updated:
                    draft.set(member.field, text, label: label, in: self, at: place)
                default: wrongType(label, text, place)
                }
            case .other(let range):
                var inner = JSONScanner(scanner.bytes, at: range.lowerBound)
                guard let value = try? inner.value() else { continue }
                if case .body = member.field, let text = joined(value) {
                    draft.set(.body, text, label: label, in: self, at: place)
                } else if let text = named(value) {
                    draft.set(member.field, text, label: label, in: self, at: place)
                } else {
                    wrongType(
                        label, shortened(String(decoding: scanner.bytes[range], as: UTF8.self)),
                        place)
                }
            }
        }
        if let repaired { note(repaired, at: place) }
        if !record.hasText {
            let found = record.unknown.map { scanner.text($0).text }
            var message = "no \"title\" and no \"body\" among its fields"
            if found.isEmpty {
                message = "empty article: an object without fields"
            } else if let (wrong, near) = found.lazy.compactMap({ name in
                nearest(to: name, in: ArticleField.knownNames).map { (name, $0) }
            }).first {
                message += "; did you mean \"\(near)\" by \"\(wrong)\"?"
            } else {
                message += " (\(shortened(found.joined(separator: ", "))))"
            }
            report("article.empty", at: place, message)
            return
        }
        var article = draft.finished()
        if let envelope {
            if envelope.isChat, !article.id.isEmpty, let chat = envelope.id {
                article.id = "\(chat)/\(article.id)"
            }
            article.outlet = article.outlet ?? envelope.outlet
            article.language = article.language ?? envelope.language
            article.author = article.author ?? envelope.author
            if envelope.isChat, isBlankText(article.body) { return }
        }
        give(article, at: place, mayLackBody: envelope != nil)
    }

    private func isBlankText(_ text: String) -> Bool { text.trimmedOrNil == nil }

    /// Text in pieces, plain or with a format: `["On ", {"type": "bold", "text": "Tuesday"}]`.
    private func joined(_ value: JSONValue) -> String? {
        guard case .array(let pieces) = value, !pieces.isEmpty else { return nil }
        var out = ""
        for piece in pieces {
            switch piece {
            case .string(let text): out += text
            case .object: if case .string(let text)? = piece["text"] { out += text }
            default: return nil
            }
        }
        return out
    }

    private func wrongType(_ label: String, _ found: String, _ place: Place) {
        report(
            "article.field", at: place,
            "\"\(label)\" is not text: \(found); expected a string in quotes; it is left out")
    }

    /// `["A", "B"]`, `{"name": "A"}`: names as one text.
    private func named(_ value: JSONValue) -> String? {
        let names = value.elements.compactMap { element in
            element.isObject ? element["name"]?.textOrNil : element.textOrNil
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

/// The members of one JSON object that say something about an article.
struct JSONRecord {
    enum Value {
        case string(JSONScanner.Literal)
        case number(Range<Int>)
        case other(Range<Int>)
    }
    struct Member {
        var field: ArticleField
        var key: JSONScanner.Literal
        var value: Value
    }

    var members: [Member] = []
    var unknown: [JSONScanner.Literal] = []
    var hasText = false
    /// The array of articles inside, where it is an envelope.
    var items: Range<Int>?
    /// The envelope is a chat; the record is no message but a notice ("channel created").
    var isChat = false
    var isNotice = false
}

extension JSONRecord {
    /// Names under which feeds, news services and exports keep their articles.
    fileprivate static let envelopes: Set<String> = [
        "items", "articles", "messages", "results", "docs", "documents", "data", "entries", "posts",
    ]
}

extension JSONScanner {
    /// Reads one object and keeps where its known members stand.
    mutating func record() throws(Failure) -> JSONRecord {
        var record = JSONRecord()
        record.members.reserveCapacity(8)
        try object { (scanner, key) throws(Failure) in
            let name = String(decoding: scanner.bytes[key.range], as: UTF8.self)
            guard let field = ArticleField.named(name) else {
                record.unknown.append(key)
                if scanner.peek() == 91, JSONRecord.envelopes.contains(name) {
                    let start = scanner.at
                    try scanner.skipValue()
                    record.items = start..<scanner.at
                    record.isChat = name == "messages"
                    return true
                }
                if name == "type", scanner.peek() == 34 {
                    record.isNotice = scanner.equals(try scanner.literal(), "service")
                    return true
                }
                return false
            }
            let value: JSONRecord.Value
            switch scanner.peek() {
            case 34: value = .string(try scanner.literal())
            case 123, 91:
                let start = scanner.at
                try scanner.skipValue()
                value = .other(start..<scanner.at)
            default:
                let range = try scanner.scalar()
                if scanner.bytes[range.lowerBound] == 110 { return true }  // null
                value = .number(range)
            }
            switch field {
            case .title, .body, .bodyHTML, .summary: record.hasText = true
            default: break
            }
            record.members.append(.init(field: field, key: key, value: value))
            return true
        }
        return record
    }
}

/// Line numbers of rising offsets, each byte looked at once.
struct LineCounter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let first: Int
    private var at = 0
    private var number: Int

    /// - Parameter first: the number of the line the bytes begin with.
    init(_ bytes: UnsafeBufferPointer<UInt8>, first: Int = 1) {
        self.bytes = bytes
        self.first = first
        number = first
    }

    mutating func line(at offset: Int) -> Int {
        if offset < at {
            at = 0
            number = first
        }
        while let feed = firstIndex(of: 10, in: bytes, from: at), feed < offset {
            number += 1
            at = feed + 1
        }
        return number
    }
}
