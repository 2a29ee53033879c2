package import TocsinModel
internal import TocsinText

/// Named things, each with its other spellings, whatever else is known of it, and the days it was
/// so: `name alias id kind from to`.
///
/// Its names join the automaton of all rules (`add(to:)`), and single names are looked up by
/// `rows(named:on:)`. Names may carry the marks of keywords (`word*`, `=SWIFT`).
package struct Gazetteer: Sendable {
    package let table: GazetteerTable
    /// The days each row is valid, where it says so.
    private let from: [CalendarDay?]
    private let to: [CalendarDay?]
    /// Rows by the folded words of their names, one space between.
    private let byName: [String: [Int32]]
    private let nameColumn: Int
    private let aliasColumn: Int?

    /// - Throws: the first thing wrong, with its line.
    package init(parsing source: String) throws(MatchingError) {
        let table = try GazetteerTable(parsing: source)
        let nameColumn = table.columns.firstIndex(where: GazetteerTable.nameColumns.contains)!
        let aliasColumn = table.column("alias") ?? table.column("aliases")
        var from: [CalendarDay?] = []
        var to: [CalendarDay?] = []
        var byName: [String: [Int32]] = [:]
        let dated = table.column("from") != nil || table.column("to") != nil
        for row in 0..<table.rowCount {
            if table[row, nameColumn].isEmpty {
                throw MatchingError(
                    code: "list.name",
                    message: "the cell \"\(table.columns[nameColumn])\" is empty",
                    line: table.line(row))
            }
            if dated {
                from.append(try Self.day(table, row, "from", last: false))
                to.append(try Self.day(table, row, "to", last: true))
                if let first = from[row], let last = to[row], first > last {
                    throw MatchingError(
                        code: "list.dates", message: "\"from\" is later than \"to\"",
                        line: table.line(row))
                }
            }
            for name in Self.names(table, row, nameColumn, aliasColumn) {
                let spec = try Self.spec(name, table, row)
                let key = Self.key(spec.text)
                if byName[key]?.last != Int32(row) { byName[key, default: []].append(Int32(row)) }
            }
        }
        self.table = table
        self.nameColumn = nameColumn
        self.aliasColumn = aliasColumn
        self.from = from
        self.to = to
        self.byName = byName
    }

    package var rowCount: Int { table.rowCount }

    /// The name of a row and its other spellings (`alias`, split at `|` or `;`).
    package func names(_ row: Int) -> [String] {
        Self.names(table, row, nameColumn, aliasColumn)
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

    private static func spec(
        _ name: String, _ table: GazetteerTable, _ row: Int
    ) throws(MatchingError) -> KeywordSpec {
        do throws(MatchingError) {
            return try KeywordSpec(parsing: name)
        } catch {
            throw MatchingError(code: error.code, message: error.message, line: table.line(row))
        }
    }

    /// Whether a row is valid on a day; always where the day is unknown.
    package func isValid(_ row: Int, on day: CalendarDay?) -> Bool {
        guard let day, !from.isEmpty else { return true }
        if let first = from[row], day < first { return false }
        if let last = to[row], day > last { return false }
        return true
    }

    /// The rows of a name, folded as words of a text are, that are valid on a day.
    package func rows(named name: String, on day: CalendarDay? = nil) -> [Int] {
        (byName[Self.key(name)] ?? []).map(Int.init).filter { isValid($0, on: day) }
    }

    private static func key(_ name: String) -> String {
        let text = TextAnalyzer().analyze(name, field: .title)
        return text.tokens.indices.map { text.folded($0) }.joined(separator: " ")
    }

    /// Reads 2017, 2017-03 or 2017-03-05; the last day of what was given for "to".
    private static func day(
        _ table: GazetteerTable, _ row: Int, _ column: String, last: Bool
    ) throws(MatchingError) -> CalendarDay? {
        guard let written = table[row, column] else { return nil }
        let parts = written.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        let day: CalendarDay? =
            switch numbers.count == parts.count && parts[0].count == 4 ? numbers.count : 0 {
            case 1: CalendarDay(year: numbers[0], month: last ? 12 : 1, day: last ? 31 : 1)
            case 2 where !last: CalendarDay(year: numbers[0], month: numbers[1], day: 1)
            case 2:
                CalendarDay(
                    year: numbers[0] + numbers[1] / 12, month: numbers[1] % 12 + 1, day: 1
                ).flatMap { next in
                    (1...12).contains(numbers[1]) ? CalendarDay(number: next.number - 1) : nil
                }
            case 3: CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
            default: nil
            }
        guard let day else {
            throw MatchingError(
                code: "list.dates",
                message: "\"\(column)\" is not a date: \"\(written)\"; expected 2017, 2017-03 or "
                    + "2017-03-05", line: table.line(row))
        }
        return day
    }

    /// Adds all names to a keyword set.
    /// - Returns: the rows of each keyword.
    /// - Throws: the first name that cannot be looked for, with its line.
    package func add(to builder: KeywordSetBuilder) throws(MatchingError) -> GazetteerIndex {
        var rows: [Int32: [Int32]] = [:]
        for row in 0..<rowCount {
            for name in names(row) {
                let keyword: Int32
                do throws(MatchingError) {
                    keyword = try builder.add(try KeywordSpec(parsing: name))
                } catch {
                    throw MatchingError(
                        code: error.code, message: error.message, line: table.line(row))
                }
                if rows[keyword]?.last != Int32(row) {
                    rows[keyword, default: []].append(Int32(row))
                }
            }
        }
        return GazetteerIndex(rows: rows)
    }
}

/// Which rows of a gazetteer a keyword stands for.
package struct GazetteerIndex: Sendable {
    private let rows: [Int32: [Int32]]

    init(rows: [Int32: [Int32]]) { self.rows = rows }

    /// All keywords of the gazetteer, in order.
    package var keywords: [Int32] { rows.keys.sorted() }

    package func rows(of keyword: Int32) -> [Int] { (rows[keyword] ?? []).map(Int.init) }
}
