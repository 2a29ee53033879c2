package import TocsinModel
internal import TocsinText

/// Named things, each with its other spellings, whatever else is known of it, and the days it was
/// so: `name aliases id kind from to`.
///
/// Any tab-separated list a rule names is one: `tocsin.list` takes its names as words (with the marks
/// of keywords, `word*`, `=SWIFT`), `tocsin.gazetteer` looks rows up (`GazetteerNames`).
package struct Gazetteer: Sendable {
    package let table: GazetteerTable
    /// Rows that were left out or cut, each with its line: one bad row does not lose a list.
    package let troubles: [MatchingError]
    /// Of each row that is kept: its number in the table.
    private let rows: [Int32]
    /// The days each row is valid, where it says so.
    private let from: [CalendarDay?]
    private let to: [CalendarDay?]
    private let nameColumn: Int
    private let aliasColumn: Int?

    /// - Throws: what makes the whole list unreadable, with its line.
    package init(parsing source: String) throws(MatchingError) {
        let table = try GazetteerTable(parsing: source)
        let nameColumn = table.columns.firstIndex(where: GazetteerTable.nameColumns.contains)!
        let aliasColumn = table.column("aliases") ?? table.column("alias")
        let dated = table.column("from") != nil || table.column("to") != nil
        var troubles = table.troubles
        var rows: [Int32] = []
        var from: [CalendarDay?] = []
        var to: [CalendarDay?] = []
        for row in 0..<table.rowCount {
            do throws(MatchingError) {
                var days: (from: CalendarDay?, to: CalendarDay?)
                if dated { days = try Self.days(table, row) }
                try Self.check(table, row, nameColumn, aliasColumn)
                rows.append(Int32(row))
                if dated {
                    from.append(days.from)
                    to.append(days.to)
                }
            } catch {
                troubles.append(error)
            }
        }
        self.table = table
        self.troubles = troubles
        self.rows = rows
        self.nameColumn = nameColumn
        self.aliasColumn = aliasColumn
        self.from = from
        self.to = to
    }

    package var rowCount: Int { rows.count }

    /// The line of a row in the file, from 1.
    package func line(_ row: Int) -> Int { table.line(Int(rows[row])) }

    package func name(_ row: Int) -> String { table[Int(rows[row]), nameColumn] }

    /// The name of a row and its other spellings (`aliases`, split at `|` or `;`).
    package func names(_ row: Int) -> [String] {
        Self.names(table, Int(rows[row]), nameColumn, aliasColumn)
    }

    /// A cell by its column's name; nil where there is no such column, or nothing in the cell.
    package subscript(row: Int, column: String) -> String? { table[Int(rows[row]), column] }

    /// All cells with something in them, by their columns' names.
    package func record(_ row: Int) -> [String: String] {
        var record: [String: String] = [:]
        for (number, column) in table.columns.enumerated() {
            let cell = table[Int(rows[row]), number]
            if !cell.isEmpty { record[column] = cell }
        }
        return record
    }

    private static func names(
        _ table: GazetteerTable, _ row: Int, _ nameColumn: Int, _ aliasColumn: Int?
    ) -> [String] {
        var names = [table[row, nameColumn]]
        if let aliasColumn {
            let alias = table[row, aliasColumn]
            for part in alias.split(whereSeparator: { $0 == "|" || $0 == ";" }) {
                let name = part.drop { $0 == " " }
                if !name.isEmpty, !names.contains(String(name)) { names.append(String(name)) }
            }
        }
        return names
    }

    private static func check(
        _ table: GazetteerTable, _ row: Int, _ nameColumn: Int, _ aliasColumn: Int?
    ) throws(MatchingError) {
        if table[row, nameColumn].isEmpty {
            throw MatchingError(
                code: "list.name", message: "the cell \"\(table.columns[nameColumn])\" is empty",
                line: table.line(row))
        }
        for name in names(table, row, nameColumn, aliasColumn) {
            do throws(MatchingError) {
                _ = try KeywordSpec(parsing: name)
            } catch {
                throw MatchingError(code: error.code, message: error.message, line: table.line(row))
            }
        }
    }

    /// Whether a row is valid on a day; always where the day is unknown.
    package func isValid(_ row: Int, on day: CalendarDay?) -> Bool {
        guard let day, !from.isEmpty else { return true }
        if let first = from[row], day < first { return false }
        if let last = to[row], day > last { return false }
        return true
    }

    private static func days(
        _ table: GazetteerTable, _ row: Int
    ) throws(MatchingError) -> (from: CalendarDay?, to: CalendarDay?) {
        func day(_ column: String, last: Bool) throws(MatchingError) -> CalendarDay? {
            guard let written = table[row, column] else { return nil }
            if let day = self.day(written, last: last) { return day }
            throw MatchingError(
                code: "list.dates",
                message: "\"\(column)\" is not a date: \"\(written)\"; expected 2017, 2017-03 or "
                    + "2017-03-05", line: table.line(row))
        }
        let from = try day("from", last: false)
        let to = try day("to", last: true)
        if let from, let to, from > to {
            throw MatchingError(
                code: "list.dates", message: "\"from\" is later than \"to\"",
                line: table.line(row))
        }
        return (from, to)
    }

    /// Reads 2017, 2017-03 or 2017-03-05; the first or the last day of what was given.
    package static func day(_ written: String, last: Bool) -> CalendarDay? {
        let parts = written.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, parts[0].count == 4 else { return nil }
        switch numbers.count {
        case 1: return CalendarDay(year: numbers[0], month: last ? 12 : 1, day: last ? 31 : 1)
        case 2 where !last: return CalendarDay(year: numbers[0], month: numbers[1], day: 1)
        case 2:
            guard (1...12).contains(numbers[1]) else { return nil }
            let next = CalendarDay(
                year: numbers[0] + numbers[1] / 12, month: numbers[1] % 12 + 1, day: 1)
            return next.flatMap { CalendarDay(number: $0.number - 1) }
        case 3: return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
        default: return nil
        }
    }
}

/// The rows of a gazetteer by their names, folded as words of a text are: "al qaeda" finds
/// "Al-Qaeda".
package struct GazetteerNames: Sendable {
    private let gazetteer: Gazetteer
    /// By the folded words, one space between.
    private let rows: [String: [Int32]]

    package init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        var rows: [String: [Int32]] = [:]
        for row in 0..<gazetteer.rowCount {
            for name in gazetteer.names(row) {
                let key = Self.key((try? KeywordSpec(parsing: name))?.text ?? name)
                if rows[key]?.last != Int32(row) { rows[key, default: []].append(Int32(row)) }
            }
        }
        self.rows = rows
    }

    /// The rows of a name that are valid on a day, in the order of the list.
    package func rows(named name: String, on day: CalendarDay? = nil) -> [Int] {
        (rows[Self.key(name)] ?? []).map(Int.init).filter { gazetteer.isValid($0, on: day) }
    }

    private static func key(_ name: String) -> String {
        let text = TextAnalyzer().analyze(name, field: .title)
        return text.tokens.indices.map { text.folded($0) }.joined(separator: " ")
    }
}
