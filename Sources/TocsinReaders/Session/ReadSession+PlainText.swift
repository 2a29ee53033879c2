import TocsinModel

extension ReadSession {
    /// Plain text, with or without a short header of `Title: …` lines.
    ///
    /// The header is there when the first line is one of its fields; it ends at a blank line, or at
    /// the first line that is none. Everything after it is the body, byte for byte.
    func readPlainText(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= options.maximumArticleBytes * 4 else {
            report("article.too-long", at: .file, tooLong(bytes.count))
            return
        }
        let decoded = decodeText(bytes, declared: options.charset)
        note(decoded, at: .file)
        var text = decoded.text
        let (draft, bodyStart) = text.withUTF8 { readFrontMatter($0) ?? readHeader($0) }
        if bodyStart == 0, giveDatabaseExport(text) { return }
        var article = draft.finished()
        article.body =
            bodyStart == 0
            ? text : String(text[text.utf8.index(text.startIndex, offsetBy: bodyStart)...])
        give(article, at: .file)
    }

    private func readHeader(_ text: UnsafeBufferPointer<UInt8>) -> (ArticleDraft, Int) {
        var draft = ArticleDraft()
        var at = 0
        var number = 0
        var seen = 0
        while at < text.count {
            number += 1
            let end = firstIndex(of: 10, in: text, from: at) ?? text.count
            let line = UnsafeBufferPointer(rebasing: text[at..<end])
            if seen > 0, line.trimmedBytes().isEmpty {
                return (draft, min(end + 1, text.count))
            }
            guard let (name, value) = headerField(line) else { break }
            if let field = ArticleField.named(name), field.isHeader {
                draft.set(field, value, label: name, in: self, at: .line(number))
            } else if seen == 0 {
                break
            } else if name.utf8.contains(32) {
                // "The minister said: …" straight after a header without its blank line.
                break
            } else {
                report(
                    "article.header", .warning, at: .line(number),
                    Diagnostic.unknown("header", name, known: Self.headerNames))
            }
            seen += 1
            at = end + 1
        }
        return (draft, seen == 0 ? 0 : min(at, text.count))
    }

    private static let headerNames = [
        "Title", "Source", "Outlet", "Author", "Published", "Updated", "Url", "Language", "Id",
        "Dateline",
    ]

    /// `Name: value` with a short name at the line's start.
    private func headerField(_ line: UnsafeBufferPointer<UInt8>) -> (String, String)? {
        guard let colon = firstIndex(of: 58, in: line, from: 0), colon > 0, colon <= 20,
            isLetter(line[0]),
            line[..<colon].allSatisfy({ isLetter($0) || $0 == 45 || $0 == 95 || $0 == 32 }),
            colon + 1 == line.count || isSpace(line[colon + 1])
        else { return nil }
        return (
            String(decoding: line[..<colon], as: UTF8.self).trimmed,
            String(decoding: line[(colon + 1)...].trimmedBytes(), as: UTF8.self)
        )
    }
}

extension ArticleField {
    /// A header line can give it; a body cannot stand on one line.
    fileprivate var isHeader: Bool {
        switch self {
        case .body, .bodyHTML, .summary, .name: false
        default: true
        }
    }
}
