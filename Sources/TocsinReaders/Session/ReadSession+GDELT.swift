import TocsinModel

/// The tables of the GDELT project, which have no head line: known by their first record.
enum GDELTTable {
    /// Global Knowledge Graph 2.1: 27 columns, an article a line.
    case graph
    /// Event tables, 58 or 61 columns: codes without any text.
    case events

    init?(_ line: UnsafeBufferPointer<UInt8>) {
        var cells: [UnsafeBufferPointer<UInt8>] = []
        var at = 0
        while cells.count < 3, let tab = firstIndex(of: 9, in: line, from: at) {
            cells.append(UnsafeBufferPointer(rebasing: line[at..<tab]))
            at = tab + 1
        }
        guard cells.count == 3 else { return nil }
        let tabs = line.count { $0 == 9 }
        // 20250311180000-123 or 20250311180000-T123, then the same time.
        if (26...27).contains(tabs), cells[0].count > 15, cells[0][14] == 45,
            cells[0][..<14].allSatisfy(isDigit), cells[1].elementsEqual(cells[0][..<14])
        {
            self = .graph
        } else if tabs == 57 || tabs == 60, cells[0].allSatisfy(isDigit), cells[1].count == 8,
            cells[1].allSatisfy(isDigit)
        {
            self = .events
        } else {
            return nil
        }
    }
}

extension ReadSession {
    /// GDELT's knowledge graph: title, address, outlet and time of each article; it holds no text.
    func readGDELT(_ source: ByteStream) {
        source.lines(limit: options.maximumArticleBytes) { line, number, _ in
            guard let line else {
                report(
                    "article.too-long", at: .line(number), tooLong(options.maximumArticleBytes))
                return true
            }
            guard !line.trimmedBytes().isEmpty else { return true }
            let cells = line.split(separator: 9, omittingEmptySubsequences: false)
            guard cells.count >= 27 else {
                report(
                    "gdelt.record", at: .line(number),
                    "\(cells.count) columns; expected the 27 of GDELT's knowledge graph; the line is skipped"
                )
                return true
            }
            func text(_ column: Int) -> String {
                let decoded = decodeText(Array(cells[column]))
                return decoded.text.trimmed
            }
            var article = Article(id: text(0), body: "")
            article.url = text(4).trimmedOrNil
            article.outlet = text(3).trimmedOrNil
            article.published = date(text(1), "DATE", .line(number))
            let extras = text(26)
            article.title =
                between("<PAGE_TITLE>", "</PAGE_TITLE>", in: extras)
                .map { plainText(html: $0) } ?? ""
            article.author = between("<PAGE_AUTHORS>", "</PAGE_AUTHORS>", in: extras)
                .map { $0.replacing(";", with: ", ") }
            // "srclc:rus;eng:Moses 2.1.1": machine translation into English.
            if let translated = between("srclc:", ";", in: text(25)) {
                article.originalLanguage = languageTag(translated)
                article.translatedBy = "machine"
            }
            // Quotations, "offset|length|verb|words#…", are all of the text it keeps.
            article.body = text(22).split(separator: "#").compactMap { quote in
                let parts = quote.split(
                    separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
                return parts.count == 4 ? "\"\(parts[3])\"" : nil
            }.joined(separator: "\n")
            if article.title.isEmpty, article.body.isEmpty {
                report(
                    "article.empty", at: .line(number),
                    "empty article: the record has neither a page title nor quotations")
                return true
            }
            give(article, at: .line(number), mayLackBody: true)
            return !stopped
        }
    }

    private func between(_ open: String, _ close: String, in text: String) -> String? {
        guard let start = text.firstRange(of: open) else { return nil }
        let rest = text[start.upperBound...]
        guard let end = rest.firstRange(of: close) else { return nil }
        return String(rest[..<end.lowerBound]).trimmedOrNil
    }
}
