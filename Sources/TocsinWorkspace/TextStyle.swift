import TocsinModel

/// How a report marks things: colours on a terminal, plain characters elsewhere.
package struct TextStyle: Sendable {
    package var isColoured: Bool
    /// Columns.
    package var width: Int

    package init(isColoured: Bool, width: Int) {
        self.isColoured = isColoured
        self.width = max(40, width)
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func faint(_ text: String) -> String { wrap(text, "2") }
    package func red(_ text: String) -> String { wrap(text, "1;31") }
    package func yellow(_ text: String) -> String { wrap(text, "33") }
    package func green(_ text: String) -> String { wrap(text, "1;32") }
    package func cyan(_ text: String) -> String { wrap(text, "36") }
    /// A stretch that a rule matched.
    package func mark(_ text: String) -> String { isColoured ? wrap(text, "1;7") : "[\(text)]" }
}

/// Cuts to a number of columns, with an ellipsis where something was lost, and fills up with blanks.
package func fitted(_ text: String, _ columns: Int) -> String {
    let width = displayWidth(text)
    if width <= columns { return text + String(repeating: " ", count: columns - width) }
    var out = ""
    var used = 0
    for character in text {
        let w = displayWidth(String(character))
        if used + w > columns - 1 { break }
        out.append(character)
        used += w
    }
    return out + "…" + String(repeating: " ", count: max(0, columns - 1 - used))
}

/// Breaks a text into lines of at most `columns`, at blanks. Words longer than a line stand alone.
package func wrapped(_ text: String, _ columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
        let w = displayWidth(word)
        if width > 0, width + 1 + w > columns {
            lines.append(line)
            line = ""
            width = 0
        }
        if width > 0 {
            line += " "
            width += 1
        }
        line += word
        width += w
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}
