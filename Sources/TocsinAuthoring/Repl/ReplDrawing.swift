import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// What a draft found, drawn in its sentences: the words marked, the captures below.
struct ReplDrawing {
    let bench: RuleBench
    let style: TextStyle

    private static let mostFinds = 12

    func text(_ finds: [RuleBench.Find]) -> String {
        let count = "\(finds.count) match\(finds.count == 1 ? "" : "es")"
        var out = style.green(count) + "\n"
        for find in finds.prefix(Self.mostFinds) {
            out += "  " + line(find) + "\n"
            for capture in find.captures {
                out += "    " + fitted(capture.role, 12) + oneLine(capture.text) + "\n"
            }
        }
        if finds.count > Self.mostFinds {
            out += style.faint("  … and \(finds.count - Self.mostFinds) more") + "\n"
        }
        return out
    }

    /// The words with as much around them as a line holds.
    private func line(_ find: RuleBench.Find) -> String {
        let text = Array(bench.article.text(find.span.field).utf8)
        let room = max(0, (style.width - 6 - displayWidth(find.text)) / 2)
        func piece(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        var before = oneLine(piece(max(0, find.span.start - 4 * room)..<find.span.start))
        var after = oneLine(piece(find.span.end..<min(text.count, find.span.end + 4 * room)))
        if displayWidth(before) > room {
            while displayWidth(before) > room - 1 { before.removeFirst() }
            before = "…" + before
        }
        if displayWidth(after) > room {
            while displayWidth(after) > room - 1 { after.removeLast() }
            after += "…"
        }
        // A character that was cut in two is not shown.
        before.removeAll { $0 == "\u{FFFD}" }
        after.removeAll { $0 == "\u{FFFD}" }
        let left = piece(0..<find.span.start).last?.isWhitespace == true ? " " : ""
        let right = piece(find.span.end..<text.count).first?.isWhitespace == true ? " " : ""
        return before + left + style.mark(oneLine(find.text)) + right + after
    }
}
