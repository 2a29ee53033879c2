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

    func bold(_ text: String) -> String { wrap(text, "1") }
    func faint(_ text: String) -> String { wrap(text, "2") }
    func red(_ text: String) -> String { wrap(text, "1;31") }
    func yellow(_ text: String) -> String { wrap(text, "33") }
    func cyan(_ text: String) -> String { wrap(text, "36") }
    /// A stretch that a rule matched.
    func mark(_ text: String) -> String { isColoured ? wrap(text, "1;7") : "[\(text)]" }
}

/// Columns a text takes on a terminal: combining marks none, wide East Asian characters two.
package func displayWidth(_ text: some StringProtocol) -> Int {
    var width = 0
    var escape = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" { escape = true; continue }
        if escape {
            if scalar == "m" { escape = false }
            continue
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: continue
        default: break
        }
        let v = scalar.value
        let wide =
            (0x1100...0x115F).contains(v) || (0x2E80...0xA4CF).contains(v)
            || (0xAC00...0xD7A3).contains(v) || (0xF900...0xFAFF).contains(v)
            || (0xFE30...0xFE4F).contains(v) || (0xFF00...0xFF60).contains(v)
            || (0x1F300...0x1FAFF).contains(v)
        width += wide ? 2 : 1
    }
    return width
}

/// Cuts to a number of columns, with an ellipsis where something was lost, and fills up with blanks.
func fitted(_ text: String, _ columns: Int) -> String {
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
func wrapped(_ text: String, _ columns: Int) -> [String] {
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
