import Foundation
import Testing

/// What is typed at a terminal: `tocsin repl` and the questions of `tocsin new`.
@Suite(.serialized) struct TerminalTests {
    private func harbour() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "siren.lua": """
                --- Sirens.
                return tocsin.watchlist { title = "Sirens", words = { "siren~" }, examples = { match [[A {{word|siren}} was heard.]] } }
                """
            ],
            articles: [
                "a.txt": "Title: Sirens\nLanguage: en\n\nTwelve sirens were heard in Riga.\n"
            ])
        return scratch
    }

    @Test func `a pattern is tried as it is typed, and history and completion are at hand`() throws
    {
        let scratch = try harbour()
        let terminal = try PseudoTerminal(["repl", scratch.path])
        try terminal.wait(for: "1 rule")
        try terminal.wait(for: "> ")
        terminal.type("/{n: quan")
        try terminal.wait(for: "character")
        terminal.type("\t} sirens")
        try terminal.wait(for: "1 match: Twelve sirens")
        // Ctrl-A, Ctrl-K: the line is cut; Ctrl-Y brings it back.
        terminal.type("\u{1}\u{B}\u{19}\r")
        try terminal.wait(for: "Twelve sirens")
        try terminal.wait(for: "> ")
        // Up brings the line back; Ctrl-C lets it go.
        terminal.type("\u{1B}[A")
        try terminal.wait(for: "/{n: quantity} sirens")
        terminal.type("\u{3}")
        try terminal.wait(for: "^C")
        // Between two lines the terminal is its own: what is typed before the prompt is not the editor's.
        try terminal.wait(for: "> ")
        terminal.type("article.ti\t\r")
        try terminal.wait(for: "Sirens")
        try terminal.wait(for: "> ")
        // A paste of several lines is one line.
        terminal.type("\u{1B}[200~#find\n'siren~'\u{1B}[201~\r")
        try terminal.wait(for: "2\r\n")
        try terminal.wait(for: "> ")
        // Ctrl-D ends.
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        let kept = try String(
            contentsOfFile: scratch.path + "/.tocsin/repl-history", encoding: .utf8)
        #expect(kept == "/{n: quantity} sirens\narticle.title\n#find 'siren~'\n")
    }

    @Test func `from a pipe each line is answered after its prompt`() throws {
        let scratch = try harbour()
        let result = try Command.run(
            ["repl", scratch.path], input: "article.title\n*siren~\n:quit\nnever\n")
        #expect(result.status == 0)
        #expect(result.output.contains("> article.title\nSirens\n> *siren~\n2 matches\n"))
        #expect(result.output.hasSuffix("> :quit\n"))
        let none = try Command.run(["repl", scratch.path + "/nowhere"], input: "")
        #expect(none.status == 1)
        #expect(none.errors.contains("nowhere"))
    }

    @Test func `new asks for what is not given, and asks again where the answer cannot be`() throws
    {
        let scratch = try harbour()
        let terminal = try PseudoTerminal(["new", "watchlist", "grom"], in: scratch.url)
        try terminal.wait(for: "What it is, in a few words [Grom]: ")
        terminal.type("\r")
        try terminal.wait(for: "separated by commas [grom]: ")
        terminal.type("Grom bomb~, Гром\r")
        try terminal.wait(for: "it only tags): ")
        terminal.type("loud\r")
        try terminal.wait(for: "unknown severity \"loud\"; expected one of: extreme, minor")
        terminal.type("severe\r")
        try terminal.wait(for: "A sentence it must find")
        terminal.type("Two Grom bombs fell.\r")
        #expect(terminal.end() == 0)
        #expect(terminal.output.contains("wrote rules/grom.lua"))
        #expect(terminal.output.contains("all hold"))
        let rule = try String(contentsOfFile: scratch.path + "/rules/grom.lua", encoding: .utf8)
        #expect(rule.contains("severity = \"severe\""))
    }

    @Test func `new asks an alert's numbers until they are numbers`() throws {
        let scratch = try harbour()
        let terminal = try PseudoTerminal(["new", "alert", "mass"], in: scratch.url)
        try terminal.wait(for: "[Mass]: ")
        terminal.type("Mass evacuation\r")
        try terminal.wait(for: "a type or a label [ASSAULT]: ")
        terminal.type("evacuation\r")
        try terminal.wait(for: "(empty: none): ")
        terminal.type("evacuatd\r")
        try terminal.wait(for: "did you mean \"evacuated\"?")
        terminal.type("evacuated\r")
        try terminal.wait(for: "at least [10]: ")
        terminal.type("many\r")
        try terminal.wait(for: "expected a number from 1 on")
        terminal.type("1001\r")
        try terminal.wait(for: "one report is enough): ")
        terminal.type("24 hours\r")
        try terminal.wait(for: "severe, extreme [severe]: ")
        terminal.type("\r")
        #expect(terminal.end() == 0)
        let rule = try String(contentsOfFile: scratch.path + "/rules/mass.lua", encoding: .utf8)
        #expect(rule.contains("total = { evacuated = at_least(1001) }, within = \"24 hours\""))
    }
}
