import TocsinModel

/// The head line of a table: what stands in which column.
struct CSVHeader {
    var separator: UInt8
    var fields: [(column: Int, field: ArticleField, label: String)]
    var count: Int

    /// - Parameter columns: model field → column name, as the user maps them.
    /// - Returns: nil for a line that names neither a title nor a body.
    init?(_ line: UnsafeBufferPointer<UInt8>, columns: [String: String]) {
        var best: (separator: UInt8, count: Int) = (44, 0)
        for separator: UInt8 in [44, 59, 9, 124] {
            let count = line.reduce(0) { $0 + ($1 == separator ? 1 : 0) }
            if count > best.count { best = (separator, count) }
        }
        guard best.count > 0 || !columns.isEmpty else { return nil }
        separator = best.separator
        let names = csvCells(line, separator: best.separator).map {
            String(decoding: $0, as: UTF8.self).trimmed
        }
        count = names.count
        fields = []
        var mapped: [String: String] = [:]
        for (field, column) in columns { mapped[column.lowercased()] = field }
        var hasText = false
        for (i, name) in names.enumerated() {
            let label = mapped[name.lowercased()] ?? name
            guard let field = ArticleField.named(label) else { continue }
            switch field {
            case .title, .body, .bodyHTML, .summary: hasText = true
            default: break
            }
            fields.append((i, field, mapped[name.lowercased()] ?? name))
        }
        guard hasText, fields.count >= 2 || !columns.isEmpty else { return nil }
    }
}

/// The cells of one record (RFC 4180: quotes, doubled inside).
func csvCells(_ record: UnsafeBufferPointer<UInt8>, separator: UInt8) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var at = 0
    var quoted = false
    while at < record.count {
        let byte = record[at]
        if quoted {
            if byte == 34 {
                if at + 1 < record.count, record[at + 1] == 34 {
                    cell.append(34)
                    at += 1
                } else {
                    quoted = false
                }
            } else {
                cell.append(byte)
            }
        } else if byte == 34, cell.isEmpty {
            quoted = true
        } else if byte == separator {
            cells.append(cell)
            cell = []
        } else {
            cell.append(byte)
        }
        at += 1
    }
    if cell.last == 13 { cell.removeLast() }
    cells.append(cell)
    return cells
}

extension ReadSession {
    /// A table, one article a record; a quoted cell may go over several lines.
    func readCSV(_ source: ByteStream) {
        if source.peek(3).elementsEqual([0xef, 0xbb, 0xbf]) { source.consume(3) }
        var header: CSVHeader?
        var pending: [UInt8] = []
        var first = 0
        // Whether a quoted cell goes on: each line is counted once, however long the record.
        var isOpen = false
        source.lines(limit: options.maximumArticleBytes * 3) { line, number, _ in
            guard let line else {
                report(
                    "article.too-long", at: .line(number), tooLong(options.maximumArticleBytes * 3))
                pending = []
                isOpen = false
                return true
            }
            if pending.isEmpty { first = number }
            pending.append(contentsOf: line)
            // An odd number of quotes: the record goes on.
            if line.count(where: { $0 == 34 }) & 1 == 1 { isOpen.toggle() }
            if isOpen, pending.count < options.maximumArticleBytes * 3 {
                pending.append(10)
                return true
            }
            defer {
                pending.removeAll(keepingCapacity: true)
                isOpen = false
            }
            pending.withUnsafeBufferPointer { record in
                if let header {
                    readRow(record, header, at: .line(first))
                } else {
                    header = CSVHeader(record, columns: options.columns)
                    if header == nil {
                        report(
                            "csv.header", at: .line(first),
                            "no column of the table is a title or a body; name them with a mapping")
                    }
                }
            }
            return header != nil && !stopped
        }
        if !pending.isEmpty, header != nil {
            report(
                "csv.quote", at: .line(first),
                "a quoted cell that begins here never ends; the record is not read")
        }
    }

    private func readRow(
        _ record: UnsafeBufferPointer<UInt8>, _ header: CSVHeader, at place: Place
    ) {
        guard !record.trimmedBytes().isEmpty else { return }
        let cells = csvCells(record, separator: header.separator)
        if cells.count != header.count {
            report(
                "csv.cells", .warning, at: place,
                "\(cells.count) cells; expected \(header.count), as in the first line")
        }
        var draft = ArticleDraft()
        var repaired: DecodedText?
        for (column, field, label) in header.fields where column < cells.count {
            let decoded = decodeText(cells[column])
            if decoded.trouble != nil { repaired = decoded }
            if !decoded.text.isEmpty {
                draft.set(field, decoded.text, label: label, in: self, at: place)
            }
        }
        if let repaired { note(repaired, at: place) }
        give(draft.finished(), at: place)
    }
}
