/// A tab-separated list: lines of `#` say where it comes from, the first other line names the
/// columns, each line after it is a row.
///
/// A list of one column may leave the header out. Cells hold no tabs or line breaks; empty cells
/// mean "unknown". Lines keep their numbers, for errors and for `row.where`.
package struct GazetteerTable: Sendable {
    package let columns: [String]
    /// Source, licence and whatever else the `#` lines say.
    package let comments: [String]
    package let rowCount: Int
    /// Rows with more cells than there are columns; what is too much is left out.
    package let troubles: [MatchingError]
    private let text: [UInt8]
    /// Where each cell begins and ends, row by row.
    private let cells: [Range<Int32>]
    private let lines: [Int32]

    /// Columns that hold the spelling a row is found by.
    static let nameColumns = ["name", "word", "words", "phrase", "term"]

    /// - Throws: the first thing wrong, with its line.
    package init(parsing source: String) throws(MatchingError) {
        var text = Array(source.utf8)
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        var columns: [String] = []
        var comments: [String] = []
        var cells: [Range<Int32>] = []
        var lines: [Int32] = []
        var troubles: [MatchingError] = []
        func string(_ range: Range<Int32>) -> String {
            String(decoding: text[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
        }
        guard text.count < Int(Int32.max) else {
            throw MatchingError(
                code: "list.size", message: "a list of 2 GB or more; split it into several")
        }
        var start = 0
        var number = 0
        while start < text.count {
            number += 1
            let newline = text[start...].firstIndex(of: 10) ?? text.count
            var end = newline
            if end > start, text[end - 1] == 13 { end -= 1 }
            defer { start = newline + 1 }
            if start == end { continue }
            if text[start] == 35 {
                comments.append(
                    string(Int32(start + 1)..<Int32(end)).trimmingSpaces())
                continue
            }
            if text[start..<end].contains(0) {
                throw MatchingError(
                    code: "list.bytes",
                    message:
                        "is no text: a NUL byte; in a spreadsheet, save it as text with tabs, in UTF-8",
                    line: number)
            }
            let row = Self.split(text, start..<end)
            if columns.isEmpty {
                let names = row.map { string($0).lowercased() }
                if !Self.nameColumns.filter(names.contains).isEmpty {
                    columns = names
                    if let twice = names.first(where: { n in names.filter { $0 == n }.count > 1 }) {
                        throw MatchingError(
                            code: "list.header", message: "two columns are named \"\(twice)\"",
                            line: number)
                    }
                    continue
                }
                if row.count == 1, let sign = Self.otherSeparator(string(row[0])) {
                    throw MatchingError(
                        code: "list.tabs",
                        message:
                            "the columns are separated by \(sign); separate them by tabs (in a spreadsheet: save as text with tabs)",
                        line: number)
                }
                guard row.count == 1 else {
                    throw MatchingError(
                        code: "list.header",
                        message: "no column is named \"name\" or \"word\"; the first line names "
                            + "the columns, found \(names.joined(separator: ", "))", line: number)
                }
                columns = ["name"]
            }
            if row.count > columns.count {
                troubles.append(
                    MatchingError(
                        code: "list.columns",
                        message: "\(row.count) columns, expected \(columns.count): "
                            + columns.joined(separator: ", "), line: number))
            }
            cells += row.prefix(columns.count)
            // Editors cut empty cells off the end of a line.
            for _ in min(row.count, columns.count)..<columns.count {
                cells.append(Int32(end)..<Int32(end))
            }
            lines.append(Int32(number))
        }
        self.columns = columns.isEmpty ? ["name"] : columns
        self.comments = comments
        self.text = text
        self.cells = cells
        self.lines = lines
        self.troubles = troubles
        rowCount = lines.count
    }

    /// What stands between the columns of a header where it is not a tab; nil for a single name.
    private static func otherSeparator(_ header: String) -> String? {
        for (sign, name) in [(",", "commas"), (";", "semicolons"), ("|", "bars"), ("  ", "blanks")]
        {
            let first = header.split(separator: sign).first.map { $0.lowercased().trimmingSpaces() }
            if let first, header.contains(sign), nameColumns.contains(first) { return name }
        }
        return nil
    }

    private static func split(_ text: [UInt8], _ line: Range<Int>) -> [Range<Int32>] {
        var row: [Range<Int32>] = []
        var start = line.lowerBound
        for i in line where text[i] == 9 {
            row.append(Int32(start)..<Int32(i))
            start = i + 1
        }
        row.append(Int32(start)..<Int32(line.upperBound))
        return row
    }

    /// The line of a row in the file, from 1.
    package func line(_ row: Int) -> Int { Int(lines[row]) }

    package func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    package subscript(row: Int, column: Int) -> String {
        let cell = cells[row * columns.count + column]
        return String(decoding: text[Int(cell.lowerBound)..<Int(cell.upperBound)], as: UTF8.self)
            .trimmingSpaces()
    }

    /// A cell by its column's name; nil where there is no such column, or nothing in the cell.
    package subscript(row: Int, name: String) -> String? {
        guard let column = column(name) else { return nil }
        let value = self[row, column]
        return value.isEmpty ? nil : value
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        guard first == " " || last == " " else { return self }
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
