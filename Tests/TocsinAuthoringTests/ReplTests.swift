import Foundation
import Testing
import TocsinAuthoring
import TocsinLua
import TocsinModel
import TocsinWorkspace

/// A conversation with a workspace, line by line.
@Suite struct ReplTests {
    private static let rule = """
        --- The killed.
        return tocsin.extract {
          title = "Killed",
          event = "ASSAULT",
          lists = { people = { "people", "civilian~" } },
          patterns = { "{killed: quantity} @people? were killed" },
          examples = { match [[{{killed|12}} people were killed.]] },
        }
        """

    /// What the session answers to the last of some lines.
    private func answer(_ lines: String...) throws -> String {
        try ask(lines) { $0.last ?? "" }
    }

    private func ask<T: Sendable>(
        _ lines: [String], _ body: @escaping @Sendable ([String]) throws -> T
    ) throws -> T {
        try session { session in try body(lines.map { session.answer($0).text }) }
    }

    private func session<T: Sendable>(
        _ body: @escaping @Sendable (ReplSession) throws -> T
    ) throws -> T {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        try drafts.write(Self.rule, to: "mine/rules/killed.lua")
        try drafts.write(
            "Title: Market\nPublished: 2025-03-11T09:00:00Z\nLanguage: en\n\nAt least 12 people were killed in Goma. Two civilians were hurt.\n",
            to: "mine/articles/a.txt")
        try drafts.write(
            "Title: Harbour\nPublished: 2025-03-12T09:00:00Z\nLanguage: en\n\nThe harbour was closed.\n",
            to: "mine/articles/b.txt")
        let folder = drafts.folder.path + "/mine"
        return try LuaThread.run {
            Result {
                let session = try ReplSession(
                    Workspace.open(folder, pluginFolder: nil), article: nil,
                    style: TextStyle(isColoured: false, width: 80))
                return try body(session)
            }
        }.get()
    }

    @Test(arguments: [
        ("article.title", "Market\n"),
        ("#article.sentences", "2\n"),
        ("sentences[2].text", "Two civilians were hurt.\n"),
        ("tokens[1].text, #tokens > 8", "At\ntrue\n"),
        ("mentions[1].kind", "quantity\n"),
        ("events[1].type", "ASSAULT\n"),
        ("#find 'civilian~'", "1\n"),
        ("pattern('{n: quantity} people')[1].captures.n[1]", "At least 12\n"),
        ("words({ 'people', 'civilian~' })[2].text", "civilians\n"),
        ("query('people AND Goma')[2].text", "Goma\n"),
        ("rule('mine.killed')[1].text", "At least 12\n"),
        ("1 + nil", "attempt to perform arithmetic on a nil value\n"),
        ("article.titel", "article has no field 'titel'; did you mean 'title'?\n"),
        ("rule 'mine.kiled'", "unknown rule \"mine.kiled\"; did you mean \"mine.killed\"?\n"),
        ("while true do end", "stopped by its limit of steps: "),
    ])
    func `Lua has the article and the rule language at hand`(line: String, wanted: String) throws {
        let found = try answer(line)
        #expect(wanted.hasSuffix("\n") ? found == wanted : found.hasPrefix(wanted), "\(found)")
    }

    @Test func `what a line keeps is there for the next, and lines go on until they are whole`()
        throws
    {
        #expect(try answer("n = 20", "n + 1") == "21\n")
        #expect(try answer("function twice(x)", "return 2 * x", "end", "twice(4)") == "8\n")
        #expect(try answer("f(", "") == "not finished: f(\n")
        #expect(try answer("print('a')") == "a\n")
    }

    @Test func `a pattern shows its matches, or how near it came`() throws {
        let found = try answer("/{killed: quantity} @people? were killed")
        #expect(found.contains("1 match"))
        #expect(found.contains("[At least 12 people were killed] in Goma."))
        #expect(found.contains("killed      At least 12"))
        let none = try answer("/{killed: quantity} people were hurt")
        #expect(none.contains("no match"))
        #expect(none.contains("\"At least 12 people were\", then expected hurt, found \"killed\""))
        #expect(try answer("/[a | b").contains("character 1"))
        #expect(try answer("?people AND NOT Goma").contains("no match"))
        #expect(try answer("*people, civilian~").contains("2 matches"))
    }

    @Test(arguments: [
        ("/{n: quantity} people", "1 match: At least 12 people"),
        ("/[", "character 1"), ("?people OR", "character"), ("*civilian~", "1 match: civilians"),
        ("article.title", ""), ("/", ""),
    ])
    func `what is typed is tried at once`(line: String, wanted: String) throws {
        let note = try session { $0.preview(line) }
        #expect(wanted.isEmpty ? note.isEmpty : note.hasPrefix(wanted), "\(note)")
    }

    @Test(arguments: [
        (":ar", ["article", "articles"]), (":try mine.", ["mine.killed"]),
        ("/{k", ["killed"]), ("/{killed: quan", ["quantity"]), ("/two @p", ["people"]),
        ("article.tit", ["title"]), ("rule \"mine.k", ["mine.killed"]),
        ("tocsin.ext", ["extract"]), ("string.form", ["format"]), ("sent", ["sentences"]),
        ("tocsin.extract { patt", ["pattern", "patterns"]), ("?a NE", ["NEAR/5"]),
    ])
    func `Tab knows the API, the rules, the lists and the keys`(before: String, words: [String])
        throws
    {
        #expect(try session { $0.completion(before) }.words == words)
    }

    @Test func `another article is taken by number, file or sentence`() throws {
        #expect(try answer(":articles").contains("2    2025-03-12  Harbour"))
        #expect(try answer(":article 2", "article.title") == "Harbour\n")
        #expect(try answer(":article 9").contains("there is no article 9; expected 1 to 2"))
        #expect(
            try answer(":article 'Nine people were killed.'", "#find 'nine'") == "1\n")
        #expect(
            try answer(":paste", "Nine people", "were killed.", ".", "article.body")
                == "Nine people were killed.\n")
        #expect(try answer(":text").hasPrefix("1    At least 12 people were killed in Goma.\n"))
    }

    @Test func `rules answer as their own commands do`() throws {
        #expect(try answer(":rules").hasPrefix("mine.killed  extract    Killed"))
        #expect(try answer(":try mine.killed").contains("MATCH  pattern 1 (line 6)"))
        #expect(try answer(":explain").contains("killed"))
        #expect(try answer(":lists people") == "people, civilian~\n")
        #expect(try answer(":help patterns").hasPrefix("extract:"))
        #expect(try answer(":help").contains("/{killed: quantity} dead"))
        #expect(try answer(":tyr x").contains("unknown command \":tyr\"; did you mean \":try\"?"))
    }
}
