import Foundation
import TocsinAuthoring
import TocsinModel

/// Reads lines from a terminal, with emacs keys, history, completion and notes as one types.
final class LineEditor {
    enum Result {
        case line(String)
        /// Ctrl-C: what was typed is let go.
        case interrupted
        /// Ctrl-D on an empty line, or the terminal is gone.
        case end
    }

    var history: LineHistory
    /// Notes under the line, made anew at each key.
    var notes: (String) -> [String] = { _ in [] }
    var complete: (String) -> ReplCompletion = { _ in ReplCompletion(typed: "", words: []) }

    private let terminal: Terminal
    private var keys = KeyReader()
    private var waiting: [Key] = []
    private var line = LineText()
    private var prompt = ""
    /// The row the cursor stands in, counted from the prompt's.
    private var cursorRow = 0
    private var place = 0
    /// What was typed before history was looked at.
    private var draft = ""
    private var choices: [String] = []
    private var search: String?

    init(_ terminal: Terminal, history: LineHistory) {
        self.terminal = terminal
        self.history = history
    }

    func read(_ prompt: String) -> Result {
        self.prompt = prompt
        line = LineText()
        place = history.lines.count
        draft = ""
        choices = []
        search = nil
        cursorRow = 0
        terminal.enter()
        defer { terminal.leave() }
        draw()
        while true {
            guard let key = nextKey() else {
                finish("")
                return .end
            }
            if let result = take(key) { return result }
            // Keys that came together are drawn together.
            if waiting.isEmpty { draw() }
        }
    }

    private func nextKey() -> Key? {
        while waiting.isEmpty {
            switch terminal.read(within: keys.isWaiting ? 60 : nil) {
            case .bytes(let bytes): waiting = keys.read(bytes)
            case .nothing: waiting = keys.flush()
            case .resized: draw()
            case .end: return nil
            }
        }
        return waiting.removeFirst()
    }

    // MARK: - Keys

    private func take(_ key: Key) -> Result? {
        if search != nil, takeInSearch(key) { return nil }
        if key != .tab { choices = [] }
        switch key {
        case .enter:
            finish("")
            return .line(line.text)
        case .control("c"):
            finish("^C")
            return .interrupted
        case .control("d"):
            if line.isEmpty {
                finish("")
                return .end
            }
            line.delete()
        case .text(let text): line.insert(text)
        case .paste(let text):
            line.insert(
                text.split(whereSeparator: \.isNewline).joined(separator: " ")
                    .replacing("\t", with: " "))
        case .tab: completeWord()
        case .up, .control("p"): step(-1)
        case .down, .control("n"): step(1)
        case .control("r"): search = ""
        case .control("l"):
            StandardOutput.write("\u{1B}[H\u{1B}[2J")
            cursorRow = 0
        case .control("z"):
            finish("^Z")
            terminal.suspend()
        default: edit(key)
        }
        return nil
    }

    private func edit(_ key: Key) {
        switch key {
        case .left, .control("b"): line.left()
        case .right, .control("f"): line.right()
        case .home, .control("a"): line.home()
        case .end, .control("e"): line.end()
        case .wordLeft, .alt("b"): line.wordLeft()
        case .wordRight, .alt("f"): line.wordRight()
        case .backspace, .control("h"): line.backspace()
        case .delete: line.delete()
        case .control("k"): line.cutToEnd()
        case .control("u"): line.cutToStart()
        case .control("w"), .alt("\u{7F}"): line.cutWordLeft()
        case .alt("d"): line.cutWordRight()
        case .control("y"): line.yank()
        case .control("t"): line.transpose()
        default: break
        }
    }

    private func step(_ by: Int) {
        let next = place + by
        guard (0...history.lines.count).contains(next) else { return }
        if place == history.lines.count { draft = line.text }
        place = next
        line.replace(next == history.lines.count ? draft : history.lines[next])
    }

    /// - Returns: true where the key belongs to the search.
    private func takeInSearch(_ key: Key) -> Bool {
        var wanted = search ?? ""
        var from = history.lines.count
        switch key {
        case .text(let text): wanted += text
        case .backspace: _ = wanted.popLast()
        case .control("r"): from = place
        case .control("g"), .escape:
            search = nil
            line.replace(draft)
            return true
        default:
            search = nil
            return false
        }
        search = wanted
        if let found = history.search(wanted, before: from) {
            place = found
            line.replace(history.lines[found])
        }
        return true
    }

    private func completeWord() {
        let completion = complete(line.before)
        line.insert(completion.common)
        choices = completion.words.count > 1 && completion.common.isEmpty ? completion.words : []
    }

    // MARK: - Drawing

    private func draw() {
        draw(choices.isEmpty ? notes(line.text) : rows(of: choices))
    }

    private func draw(_ notes: [String]) {
        let prompt = search.map { "(search: \($0)) " } ?? self.prompt
        let picture = LinePicture(
            prompt: prompt, before: line.before, after: line.after, notes: notes,
            columns: terminal.columns, height: terminal.rows)
        var out = "\r"
        if cursorRow > 0 { out += "\u{1B}[\(cursorRow)A" }
        out += "\u{1B}[J" + picture.rows.joined(separator: "\r\n")
        let up = picture.rows.count - 1 - picture.cursor.row
        if up > 0 { out += "\u{1B}[\(up)A" }
        out += "\r"
        if picture.cursor.column > 0 { out += "\u{1B}[\(picture.cursor.column)C" }
        cursorRow = picture.cursor.row
        StandardOutput.write(out)
    }

    /// Leaves the line as it is, without its notes, and goes below it.
    private func finish(_ mark: String) {
        search = nil
        line.end()
        draw([])
        StandardOutput.write(mark + "\r\n")
        cursorRow = 0
    }

    /// Words side by side, as many rows as they take; at most eight.
    private func rows(of words: [String]) -> [String] {
        let width = (words.map(displayWidth).max() ?? 0) + 2
        let perRow = max(1, (terminal.columns - 1) / width)
        var rows: [String] = []
        for start in stride(from: 0, to: words.count, by: perRow) {
            if rows.count == 8 {
                rows.append("… and \(words.count - start) more")
                break
            }
            rows.append(
                words[start..<min(words.count, start + perRow)].map {
                    $0 + String(repeating: " ", count: width - displayWidth($0))
                }.joined())
        }
        return rows
    }
}
