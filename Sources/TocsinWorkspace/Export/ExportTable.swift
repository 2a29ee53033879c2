import TocsinModel

/// One cell of a table: text is what somebody else wrote, a number is ours.
package enum ExportCell: Hashable, Sendable {
    case text(String)
    case number(Double)
    case empty

    package init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
    package init(_ number: Double?) { self = number.map { .number($0) } ?? .empty }
    package init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .empty }

    var plain: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.figureText
        case .empty: ""
        }
    }
}

/// Rows under named columns.
package struct ExportTable: Sendable {
    package var columns: [String]
    package var rows: [[ExportCell]]

    package init(columns: [String], rows: [[ExportCell]] = []) {
        self.columns = columns
        self.rows = rows
    }

    // MARK: - CSV

    /// RFC 4180, UTF-8 with its mark: without it spreadsheets take it for Windows-1252.
    ///
    /// A text that a spreadsheet would take for a formula has an apostrophe put before it: news is
    /// written by strangers.
    package var csv: String {
        var out = "\u{feff}" + columns.map(Self.quoted).joined(separator: ",") + "\r\n"
        for row in rows {
            out += row.map { cell in
                guard case .text(let text) = cell else { return cell.plain }
                return Self.quoted(Self.harmless(text))
            }.joined(separator: ",")
            out += "\r\n"
        }
        return out
    }

    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        return "=+-@\t\r".unicodeScalars.contains(first) ? "'" + text : text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    // MARK: - On a terminal

    /// Columns side by side in so many cells; the widest give way, long texts end in "…".
    package func text(width: Int) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = [columns] + rows.map { $0.map { $0.plain.onOneLine } }
        var widths = columns.indices.map { column in
            cells.map { displayWidth($0[column]) }.max() ?? 0
        }
        let room = max(width - 2 * (columns.count - 1), columns.count * 4)
        while widths.reduce(0, +) > room {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > 6
            else { break }
            // To the next one's width at once.
            let others = widths.enumerated().filter { $0.offset != widest }.map(\.element)
            let next = max(others.max() ?? 0, widths[widest] - (widths.reduce(0, +) - room))
            widths[widest] = max(6, min(widths[widest] - 1, next))
        }
        let isNumeric = columns.indices.map { column in
            rows.allSatisfy { if case .text = $0[column] { false } else { true } }
        }
        return cells.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                let gap = String(
                    repeating: " ", count: max(0, widths[column] - displayWidth(text)))
                line += isNumeric[column] ? gap + text : fitted(text, widths[column])
                if column < row.count - 1 { line += "  " }
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
