import Foundation
import Testing
import TocsinAuthoring
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// A workspace with one rule, loaded.
private struct Desk {
    let drafts: Drafts
    let plugin: Plugin
    let rules: RuleSet

    init(_ rule: String) throws {
        drafts = try Drafts()
        try drafts.write(
            "return { title = \"t\", sources = { { files = \"articles/*\" } } }\n",
            to: "workspace.lua")
        try drafts.write(rule, to: "rules/siren.lua")
        let workspace = try Workspace.open(drafts.folder.path, pluginFolder: nil)
        let loaded = try RuleLoading.load(workspace)
        plugin = try #require(loaded.plugins.plugins.first)
        rules = loaded.ruleSet
    }

    var path: String { plugin.folder + "/rules/siren.lua" }

    func draft(_ text: String) -> RuleDraft {
        RuleDraft(
            text, at: path, of: plugin, among: rules, limits: LuaLimits(),
            root: drafts.folder.path)
    }
}

private let siren = """
    --- Sirens.
    return tocsin.watchlist {
      title = "Sirens",
      words = { "siren~" },
      examples = { match [[The {{word|sirens}} sounded.]], nomatch [[A quiet night.]] },
    }

    """

@Suite struct `A rule while it is written` {
    @Test func `is checked from its text, and the file stays as it was`() throws {
        let desk = try Desk(siren)
        let draft = desk.draft(siren.replacing("siren~", with: "alarm~"))
        #expect(draft.errors.isEmpty)
        let failed = draft.proofs(variants: false).filter { !$0.problems.isEmpty }
        #expect(failed.map(\.line) == [5])
        #expect(try String(contentsOfFile: desk.path, encoding: .utf8) == siren)
    }

    @Test(arguments: [
        ("return tocsin.watchlist {\n  title = \"x\",\n  words = { \"a\" \n", 3),
        ("return tocsin.watchlist {\n  title = \"x\",\n  wrods = { \"a\" },\n}\n", 3),
        ("return 1\n", 1),
        ("while true do end\n", 1),
        (
            "return tocsin.extract {\n title = \"x\", event = \"ASSAULT\",\n patterns = { \"{trigger: [\" },\n}\n",
            3
        ),
    ])
    func `says what is wrong at its line`(text: String, line: Int) throws {
        let draft = try Desk(siren).draft(text)
        #expect(draft.rule == nil || draft.located == nil)
        let lines = draft.errors.map(RuleDraft.line)
        #expect(lines.contains(line), "\(draft.diagnostics)")
    }

    @Test func `cannot reach files or processes`() throws {
        for text in ["os.execute('true')", "io.open('/etc/passwd')", "require('os')"] {
            let draft = try Desk(siren).draft("local x = \(text)\nreturn x\n")
            #expect(draft.rule == nil)
            #expect(!draft.errors.isEmpty, "\(text)")
        }
    }
}

@Suite struct `The file of a rule` {
    @Test func `is written in one step with its permissions`() throws {
        let desk = try Desk(siren)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: desk.path)
        let file = try RuleFile("siren.lua", of: desk.plugin)
        let opened = try file.read()
        let saved = try file.write(siren + "-- more\n", replacing: opened.hash)
        #expect(try file.read() == saved)
        let facts = try FileManager.default.attributesOfItem(atPath: desk.path)
        #expect(facts[.posixPermissions] as? Int == 0o640)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: desk.plugin.folder + "/rules")
        #expect(names == ["siren.lua"])
    }

    @Test func `is not written over somebody else's change`() throws {
        let desk = try Desk(siren)
        let file = try RuleFile("siren.lua", of: desk.plugin)
        let opened = try file.read()
        try "-- other\n".write(toFile: desk.path, atomically: true, encoding: .utf8)
        #expect(throws: RuleFile.Problem.changed(RuleFile.Contents("-- other\n"))) {
            try file.write(siren, replacing: opened.hash)
        }
        #expect(try String(contentsOfFile: desk.path, encoding: .utf8) == "-- other\n")
    }

    @Test func `a new one never replaces another`() throws {
        let desk = try Desk(siren)
        #expect(throws: RuleFile.Problem.exists) {
            try RuleFile("siren.lua", of: desk.plugin).write("x", replacing: nil)
        }
        _ = try RuleFile("new.lua", of: desk.plugin).write(siren, replacing: nil)
        #expect(try RuleFile("new.lua", of: desk.plugin).read().text == siren)
    }

    @Test(arguments: [
        "../workspace.lua", "../../x.lua", "/etc/passwd", "/tmp/x.lua", "x.txt", ".lua",
        "a/../../x.lua",
        "missing-folder/x.lua", ".hidden.lua", "x.lua\0.lua",
    ])
    func `lies below the rules of its plugin and nowhere else`(path: String) throws {
        let desk = try Desk(siren)
        #expect(throws: RuleFile.Problem.self) { try RuleFile(path, of: desk.plugin) }
    }

    @Test func `is no symbolic link, and no folder on its way leads out`() throws {
        let desk = try Desk(siren)
        let other = try Drafts()
        try other.write("secret", to: "out.lua")
        let rules = desk.plugin.folder + "/rules"
        try FileManager.default.createSymbolicLink(
            atPath: rules + "/link.lua", withDestinationPath: other.folder.path + "/out.lua")
        try FileManager.default.createSymbolicLink(
            atPath: rules + "/folder", withDestinationPath: other.folder.path)
        #expect(throws: RuleFile.Problem.self) { try RuleFile("link.lua", of: desk.plugin) }
        #expect(throws: RuleFile.Problem.self) { try RuleFile("folder/out.lua", of: desk.plugin) }
    }
}

@Suite struct `Two texts line by line` {
    @Test func `show what was taken out and put in, with its surroundings`() {
        let old = (1...20).map { "line \($0)" }.joined(separator: "\n")
        let new = old.replacing("line 10\n", with: "line ten\nline more\n")
        let lines = LineDifference(from: old, to: new, around: 1).lines
        #expect(
            lines.map { "\($0.kind.rawValue) \($0.text)" } == [
                "gap ", "same line 9", "removed line 10", "added line ten", "added line more",
                "same line 11", "gap ",
            ])
        #expect(LineDifference(from: old, to: old).isEmpty)
    }
}
