import Foundation
import Testing
import TocsinAuthoring

/// What a person types: keys of bytes, the line they make, and the lines typed before.
@Suite struct LineTests {
    @Test(arguments: [
        ("aé中", [Key.text("a"), .text("é"), .text("中")]),
        ("\u{1}\u{5}\u{17}", [.control("a"), .control("e"), .control("w")]),
        ("\r\t\u{7F}", [.enter, .tab, .backspace]),
        ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
        ("\u{1B}OH\u{1B}[F\u{1B}[3~", [.home, .end, .delete]),
        ("\u{1B}[1;5C\u{1B}[1;5D\u{1B}b", [.wordRight, .wordLeft, .alt("b")]),
        ("\u{1B}[200~two\nlines\u{1B}[201~x", [.paste("two\nlines"), .text("x")]),
        // Sequences that mean nothing here are not typed.
        ("\u{1B}[15~\u{1B}[?1;2cz", [.text("z")]),
    ])
    func `bytes become keys, however they are cut`(bytes: String, keys: [Key]) {
        var whole = KeyReader()
        #expect(whole.read(bytes.utf8) == keys)
        var cut = KeyReader()
        #expect(bytes.utf8.flatMap { cut.read([$0]) } == keys)
    }

    @Test func `a lone Escape is a key once nothing follows`() {
        var reader = KeyReader()
        #expect(reader.read([0x1B]) == [])
        #expect(reader.isWaiting)
        #expect(reader.flush() == [.escape])
        #expect(!reader.isWaiting)
    }

    @Test func `a byte that is no text does not stop the rest`() {
        var reader = KeyReader()
        #expect(reader.read([0xFF, 0x61]) == [.text("\u{FFFD}"), .text("a")])
    }

    @Test func `moves and cuts go by characters as a person sees them`() {
        var line = LineText("cafe")
        line.insert("\u{301}")
        line.left()
        #expect(line.before == "caf" && line.after == "e\u{301}")
        line.delete()
        #expect(line.text == "caf")
        line.insert(" о дронах")
        line.cutWordLeft()
        #expect(line.text == "caf о ")
        line.yank()
        #expect(line.text == "caf о дронах")
        line.home()
        line.wordRight()
        #expect(line.before == "caf")
        line.cutToEnd()
        #expect(line.text == "caf")
        line.transpose()
        #expect(line.text == "cfa")
        line.cutToStart()
        #expect(line.isEmpty)
    }

    @Test func `lines are kept from one time to the next, the last five hundred`() throws {
        let drafts = try Drafts()
        let path = drafts.folder.path + "/.tocsin/repl-history"
        var history = LineHistory(path: path)
        for n in 0..<520 { history.add("line \(n)") }
        history.add("line 519")
        history.add("   ")
        history.add("two\nlines")
        #expect(history.lines.count == LineHistory.limit)
        let again = LineHistory(path: path)
        #expect(again.lines == history.lines)
        #expect(again.lines.suffix(2) == ["line 519", "two lines"])
        #expect(again.search("ne 51", before: again.lines.count) == again.lines.count - 2)
        #expect(again.search("ne 51", before: again.lines.count - 2) == again.lines.count - 3)
        #expect(again.search("nowhere", before: again.lines.count) == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}
