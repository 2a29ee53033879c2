/// A text with marks drawn under it, as a compiler points at a line:
///
///     At least 12 civilians were hurt.
///     =========== =============== ^^^^
package struct SentenceDrawing {
    package struct Mark {
        /// UTF-8 offsets in the text, half-open.
        package var range: Range<Int>
        package var symbol: Character
        /// Stands under the mark where there is one.
        package var label: String

        package init(_ range: Range<Int>, _ symbol: Character, label: String = "") {
            self.range = range
            self.symbol = symbol
            self.label = label
        }
    }

    private struct Cell {
        var character: Character
        var offset: Int
        var column: Int
        var width: Int
    }

    package var text: String
    package var marks: [Mark]
    /// Columns a line may take.
    package var width: Int

    package init(_ text: String, marks: [Mark], width: Int) {
        self.text = text
        self.marks = marks
        self.width = max(20, width)
    }

    /// The text broken at blanks, each line followed by the marks under it.
    package var lines: [String] { lines(onlyMarked: false) }

    /// - Parameter onlyMarked: leaves out lines that no mark touches.
    package func lines(onlyMarked: Bool) -> [String] {
        var out: [String] = []
        for cells in broken() {
            guard let first = cells.first, let last = cells.last else { continue }
            let bytes = first.offset..<(last.offset + last.character.utf8.count)
            let touching = marks.filter { $0.range.overlaps(bytes) }
            if onlyMarked, touching.isEmpty { continue }
            var line = String(cells.map { $0.character.isNewline ? " " : $0.character })
            while line.last == " " { line.removeLast() }
            out.append(line)
            out += rows(touching, cells)
        }
        return out
    }

    /// The characters of each line, at most `width` columns wide.
    private func broken() -> [[Cell]] {
        var lines: [[Cell]] = []
        var line: [Cell] = []
        var column = 0
        var blank: Int?
        var offset = 0
        for character in text {
            let cell = Cell(
                character: character, offset: offset, column: column,
                width: character.isNewline ? 1 : displayWidth(String(character)))
            offset += character.utf8.count
            if character == "\n" || character == "\r\n" {
                lines.append(line)
                (line, column, blank) = ([], 0, nil)
                continue
            }
            if column + cell.width > width, !line.isEmpty {
                let cut = blank.map { $0 + 1 } ?? line.count
                var rest = Array(line[cut...])
                lines.append(Array(line[..<cut]))
                column = 0
                for i in rest.indices {
                    rest[i].column = column
                    column += rest[i].width
                }
                (line, blank) = (rest, nil)
            }
            var placed = cell
            placed.column = column
            column += placed.width
            if character == " " { blank = line.count }
            line.append(placed)
        }
        lines.append(line)
        return lines
    }

    /// Marks in as few rows as they need, labels under the row they belong to.
    private func rows(_ marks: [Mark], _ cells: [Cell]) -> [String] {
        struct Row {
            var marks: [Character] = []
            var labels: [[Character]] = []
        }
        func put(_ text: [Character], at column: Int, into line: inout [Character], gap: Int)
            -> Bool
        {
            let end = column + text.count
            let from = max(0, column - gap)
            let to = min(line.count, end + gap)
            if from < to, line[from..<to].contains(where: { $0 != " " }) { return false }
            while line.count < end { line.append(" ") }
            line.replaceSubrange(column..<end, with: text)
            return true
        }
        var rows: [Row] = []
        for mark in marks {
            let covered = cells.filter { mark.range.contains($0.offset) }
            guard let first = covered.first, let last = covered.last else { continue }
            let count = max(1, last.column + last.width - first.column)
            let symbols = [Character](repeating: mark.symbol, count: count)
            var at = 0
            while true {
                if at == rows.count { rows.append(Row()) }
                if put(symbols, at: first.column, into: &rows[at].marks, gap: 0) { break }
                at += 1
            }
            guard !mark.label.isEmpty else { continue }
            var under = 0
            while true {
                if under == rows[at].labels.count { rows[at].labels.append([]) }
                if put(
                    Array(mark.label), at: first.column, into: &rows[at].labels[under], gap: 1)
                {
                    break
                }
                under += 1
            }
        }
        return rows.flatMap { [String($0.marks)] + $0.labels.map { String($0) } }
    }
}
