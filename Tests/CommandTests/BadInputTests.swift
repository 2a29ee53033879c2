import Foundation
import Testing

private let watchlist = """
    return tocsin.watchlist {
      title = "Attack", severity = "minor", words = { "attack" },
      examples = { match [[An {{word|attack}}.]] },
    }
    """

/// Each trouble is one clear line, and the rest of the run goes on.
@Suite struct BadInputTests {
    private func run(
        rules: [String: String] = ["attack.lua": watchlist], articles: [String: String],
        prepare: (Scratch) throws -> Void = { _ in }
    ) throws -> Command.Result {
        let scratch = try Scratch()
        try scratch.workspace(rules: rules, articles: articles)
        try prepare(scratch)
        return try Command.run("run", scratch.path)
    }

    private let good = ["z-good.txt": "Published: 2025-01-10\n\nAn attack was reported.\n"]

    private func expectGoesOn(_ result: Command.Result, says: String, status: Int32 = 1) {
        #expect(result.status == status, "\(result.output)\(result.errors)")
        #expect(!result.wasKilled)
        #expect(result.output.contains(says), "\(result.output)")
        #expect(
            result.output.contains("[attack]"), "the good article did not ring:\n\(result.output)")
    }

    @Test func `an empty article is named and skipped`() throws {
        expectGoesOn(try run(articles: good.merging(["a.txt": ""]) { a, _ in a }), says: "a.txt")
    }

    @Test func `a broken JSON line names its line`() throws {
        let lines = """
            {"id":"one","published":"2025-01-10","body":"An attack came."}
            {"id":"two","body":
            {"id":"three","published":"2025-01-10","body":"Another attack came."}
            """
        let result = try run(articles: good.merging(["a.jsonl": lines]) { a, _ in a })
        expectGoesOn(result, says: "a.jsonl:2")
        #expect(result.output.contains("Read 3 articles"))
    }

    @Test func `invalid UTF-8 is repaired and said`() throws {
        let result = try run(articles: good) { scratch in
            try scratch.write(
                Data([0x41, 0xFF, 0xFE, 0x80, 0x20, 0x61, 0x0A]), to: "articles/a.txt")
        }
        #expect(!result.wasKilled)
        #expect(result.output.contains("a.txt"))
        #expect(result.output.contains("[attack]"))
    }

    @Test func `a file that may not be read is named`() throws {
        let result = try run(articles: good) { scratch in
            // A link to nothing cannot be opened, even by root.
            try FileManager.default.createSymbolicLink(
                atPath: scratch.path + "/articles/a.txt", withDestinationPath: "/nonexistent/file")
        }
        expectGoesOn(result, says: "a.txt: cannot be read")
    }

    @Test func `a 50 MB article neither crashes nor stops the run`() throws {
        let result = try run(articles: good) { scratch in
            var data = Data("Title: Long\n\n".utf8)
            data.append(Data(repeating: UInt8(ascii: "a"), count: 50 << 20))
            try scratch.write(data, to: "articles/a.txt")
        }
        #expect(!result.wasKilled)
        #expect(result.output.contains("[attack]"), "\(result.output)")
    }

    @Test func `an unknown plugin is offered its nearest name`() throws {
        let result = try Command.run("run", "workspaces/moscow-drones", "--plugins", "diplomcy")
        #expect(result.status == 1)
        #expect(result.output.contains("did you mean \"diplomacy\"?"))
    }

    @Test func `a folder without a workspace says what was expected`() throws {
        let scratch = try Scratch()
        let result = try Command.run("run", scratch.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("workspace.lua"))
    }

    @Test func `a workspace without sources says so`() throws {
        let scratch = try Scratch()
        try scratch.write("return { title = \"T\" }", to: "workspace.lua")
        let result = try Command.run("run", scratch.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("no \"sources\""))
    }

    @Test func `a typo in a workspace is one line with the near name`() throws {
        let scratch = try Scratch()
        try scratch.write(
            "return {\n  title = \"T\",\n  sorces = { { files = \"a/*\" } },\n}\n",
            to: "workspace.lua")
        let result = try Command.run("run", scratch.path)
        #expect(
            result.errors.contains(
                "workspace.lua:3: unknown key \"sorces\"; did you mean \"sources\"?"))
    }

    @Test func `a typo in a rule is one line that says where and what was meant`() throws {
        let typo = watchlist.replacingOccurrences(of: "words =", with: "wrods =")
        let result = try run(
            rules: ["attack.lua": watchlist, "typo.lua": typo], articles: good)
        expectGoesOn(result, says: "typo.lua:2: unknown key \"wrods\"; did you mean \"words\"?")
    }

    @Test func `two rules with one id are told apart`() throws {
        let result = try run(
            rules: ["attack.lua": watchlist, "more/attack.lua": watchlist], articles: good)
        expectGoesOn(result, says: "is already")
    }

    @Test func `a rule that returns nothing is named`() throws {
        let result = try run(
            rules: ["attack.lua": watchlist, "nothing.lua": "local x = 1\n"], articles: good)
        expectGoesOn(result, says: "nothing.lua:1: the file returns nothing; expected a rule")
    }

    @Test func `a rule that never ends is stopped, named and quarantined`() throws {
        let endless = """
            return tocsin.rule {
              title = "Endless", find = function(article) while true do end end,
              examples = { nomatch [[Nothing.]] },
            }
            """
        var articles = good
        for i in 0..<5 { articles["a\(i).txt"] = "Published: 2025-01-10\n\nQuiet day \(i).\n" }
        let result = try run(
            rules: ["attack.lua": watchlist, "endless.lua": endless], articles: articles)
        expectGoesOn(result, says: "endless.lua")
        #expect(result.output.contains("quarantined"))
    }

    @Test func `a rule that counts articles in a file-scope variable is refused by name`() throws {
        let counting = """
            local seen = 0
            return tocsin.rule {
              title = "Counting",
              find = function(article) seen = seen + 1; return nil end,
              examples = { nomatch [[Nothing.]] },
            }
            """
        let result = try run(
            rules: ["attack.lua": watchlist, "counting.lua": counting], articles: good)
        expectGoesOn(result, says: "seen")
        #expect(result.output.contains("counting.lua"))
    }

    @Test func `a rule that errs names its line and the others run`() throws {
        let erring = """
            return tocsin.rule {
              title = "Erring",
              find = function(article)
                return article.boddy
              end,
              examples = { nomatch [[Nothing.]] },
            }
            """
        let result = try run(
            rules: ["attack.lua": watchlist, "erring.lua": erring], articles: good)
        expectGoesOn(result, says: "erring.lua:4")
        #expect(result.output.contains("body"))
    }

    @Test func `a manifest without an id is refused and the others run`() throws {
        let scratch = try Scratch()
        try scratch.write(
            "return { title = \"Nameless\", api = 1 }", to: "Plugins/nameless/plugin.lua")
        try scratch.write(
            "return { id = \"named\", title = \"Named\", api = 1 }", to: "Plugins/named/plugin.lua")
        try scratch.write(watchlist, to: "Plugins/named/rules/attack.lua")
        try scratch.write("Published: 2025-01-10\n\nAn attack was reported.\n", to: "a.txt")
        let result = try Command.run(
            "run", "--plugins", "nameless,named", scratch.path + "/a.txt", in: scratch.url)
        #expect(result.status == 1)
        #expect(result.output.contains("plugin.lua"))
        #expect(result.output.contains("no \"id\""))
        #expect(result.output.contains("[attack]"))
    }

    @Test func `try says what keeps a rule's plugin from loading`() throws {
        let scratch = try Scratch()
        try scratch.write(
            "return {\n  title = \"Mine\"\n  version = 1,\n}\n", to: "Plugins/mine/plugin.lua")
        try scratch.write(
            "return tocsin.watchlist { title = \"T\", words = { \"siren\" } }\n",
            to: "Plugins/mine/rules/siren.lua")
        let result = try Command.run("try", "mine.siren", "A siren.", in: scratch.url)
        #expect(result.status != 0)
        #expect(result.errors.contains("Plugins/mine/plugin.lua:"), "\(result.errors)")
        #expect(!result.errors.contains("unknown rule"), "\(result.errors)")
    }
}
