import TocsinModel
import TocsinWorkspace

/// How a line that is being typed stands on the terminal: broken into rows, with notes below.
struct LinePicture {
    var rows: [String] = []
    /// Where the cursor stands, counted from the first row and column.
    var cursor = (row: 0, column: 0)

    init(prompt: String, before: String, after: String, notes: [String], columns: Int, height: Int)
    {
        var row = prompt
        var column = displayWidth(prompt)
        func put(_ text: String) {
            for character in text {
                let shown = Self.shown(character)
                let width = displayWidth(shown)
                if column + width > columns {
                    rows.append(row)
                    (row, column) = ("", 0)
                }
                row += shown
                column += width
            }
        }
        put(before)
        // A full row has no place for a cursor behind it.
        if column == columns {
            rows.append(row)
            (row, column) = ("", 0)
        }
        cursor = (rows.count, column)
        put(after)
        rows.append(row)
        // Of a line higher than the window what is around the cursor.
        let most = max(1, height - 1)
        if rows.count > most {
            let first = max(0, min(cursor.row - most / 2, rows.count - most))
            rows = Array(rows[first..<first + most])
            cursor.row -= first
        }
        for note in notes.prefix(max(0, most - rows.count)) {
            rows.append(
                "\u{1B}[2m" + fitted(note, min(columns - 1, displayWidth(note))) + "\u{1B}[0m")
        }
    }

    /// Control characters as `^A`, so that nothing typed or pasted steers the terminal.
    private static func shown(_ character: Character) -> String {
        guard let scalar = character.unicodeScalars.first else { return "" }
        if character.isNewline { return "⏎" }
        if scalar.value < 0x20 {
            return "^" + String(UnicodeScalar(UInt8(scalar.value + 0x40)))
        }
        return (0x7F..<0xA0).contains(scalar.value) ? "?" : String(character)
    }
}
