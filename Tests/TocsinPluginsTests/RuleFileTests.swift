import Foundation
import Testing
import TocsinLua

@testable import TocsinModel
@testable import TocsinPlugins

/// A plugin folder that goes away with the test.
final class PluginFolder {
    let url: URL

    init(rules: [String: String], lists: [String: String] = [:], manifest: String? = nil) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-plugin-" + UUID().uuidString)
        let folder = url.appendingPathComponent("p")
        for name in ["rules", "lists"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        try (manifest ?? "return { id = \"p\", title = \"P\", version = \"1\", api = 1 }")
            .write(
                to: folder.appendingPathComponent("plugin.lua"), atomically: true, encoding: .utf8)
        for (name, text) in rules {
            try text.write(
                to: folder.appendingPathComponent("rules/" + name), atomically: true,
                encoding: .utf8)
        }
        for (name, text) in lists {
            try text.write(
                to: folder.appendingPathComponent("lists/" + name), atomically: true,
                encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// What loading and compiling says, one line each, and the rules that can run.
    func load(overrides: [String: LuaTable] = [:]) throws -> (rules: RuleSet, lines: [String]) {
        let loader = try PluginLoader(overrides: overrides, root: url.path)
        let loaded = loader.load(plugins: ["p"], from: url.path)
        let (rules, trouble) = RuleSet.compile(loaded)
        return (
            rules,
            (loaded.diagnostics + trouble).filter { $0.severity == .error }.map(\.description)
        )
    }
}

struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    var rule: String
    /// The whole first line, place first.
    var says: String
    var testDescription: String { name }
}

@Suite struct RuleFileTests {
    static let mistakes: [Mistake] = [
        Mistake(
            name: "a typo in a key",
            rule: "return tocsin.watchlist {\n  title = \"T\",\n  wrods = { \"a\" },\n}",
            says: "p/rules/r.lua:3: unknown key \"wrods\"; did you mean \"words\"?"),
        Mistake(
            name: "no title",
            rule: "return tocsin.watchlist {\n  words = { \"a\" },\n}",
            says:
                "p/rules/r.lua:1: a watchlist has no \"title\"; expected a few words that say what it looks for"
        ),
        Mistake(
            name: "a wrong type",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = { \"a\" },\n  at_least = \"two\",\n}",
            says:
                "p/rules/r.lua:4: \"at_least\" is the text \"two\"; expected a whole number from 1 to 1000"
        ),
        Mistake(
            name: "more words asked for than there are",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = { \"a\" },\n  at_least = 2,\n}",
            says: "p/rules/r.lua:4: at_least is 2 but there are only 1 words; it can never match"),
        Mistake(
            name: "an unknown event type",
            rule:
                "return tocsin.extract {\n  title = \"T\",\n  event = \"ASAULT\",\n  patterns = { \"killed {killed: quantity}\" },\n}",
            says:
                "p/rules/r.lua:3: unknown event type \"ASAULT\"; did you mean \"ASSAULT\"? (an open name goes in event = { label = \"…\" })"
        ),
        Mistake(
            name: "an unknown mode",
            rule:
                "return tocsin.extract {\n  title = \"T\",\n  event = { type = \"ASSAULT\", mode = \"drones\" },\n  patterns = { \"killed {killed: quantity}\" },\n}",
            says: "p/rules/r.lua:3: ASSAULT: unknown mode \"drones\"; did you mean \"drone\"?"),
        Mistake(
            name: "an unknown severity",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  severity = \"sever\",\n  words = { \"a\" },\n}",
            says: "p/rules/r.lua:3: unknown severity \"sever\"; did you mean \"severe\"?"),
        Mistake(
            name: "a mark that does not close",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = { \"a\" },\n  examples = {\n    match [[An {{word|a.]],\n  },\n}",
            says: "p/rules/r.lua:5: the marks of this example do not close; expected {{role|words}}"
        ),
        Mistake(
            name: "a match that marks nothing",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = { \"a\" },\n  examples = { match [[An a.]] },\n}",
            says:
                "p/rules/r.lua:4: this match example marks nothing; mark what must be found: {{role|words}}"
        ),
        Mistake(
            name: "nothing returned",
            rule: "local x = 1",
            says:
                "p/rules/r.lua:1: the file returns nothing; expected a rule: return tocsin.watchlist { … } (or extract, enrich, alert, rule)"
        ),
        Mistake(
            name: "a list that is not there",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = tocsin.list \"lists/x.tsv\",\n}",
            says:
                "p/rules/r.lua:3: there is no list \"lists/x.tsv\" here; expected the file lists/x.tsv beside rules/"
        ),
        Mistake(
            name: "an override key that is no option",
            rule:
                "return tocsin.watchlist {\n  title = \"T\",\n  words = { \"a\" },\n  options = { at_least = \"how many\" },\n}",
            says:
                "p/rules/r.lua:4: option \"at_least\" names a key this rule does not set; set at_least = … first"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is one line: place, found, expected`(_ mistake: Mistake) throws {
        let folder = try PluginFolder(rules: ["r.lua": mistake.rule])
        let (rules, lines) = try folder.load()
        #expect(lines.first == mistake.says)
        #expect(rules.rules.isEmpty)
    }

    @Test func `a syntax error names its line`() throws {
        let folder = try PluginFolder(rules: [
            "r.lua": "return tocsin.watchlist {\n  title = \"T\"\n  words = { \"a\" },\n}"
        ])
        let (_, lines) = try folder.load()
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("p/rules/r.lua:2: a comma is missing"), "\(lines)")
    }

    @Test func `one bad file takes nothing else with it`() throws {
        let folder = try PluginFolder(rules: [
            "bad.lua": "return 1",
            "good.lua": "return tocsin.watchlist { title = \"T\", words = { \"attack\" } }",
        ])
        let (rules, lines) = try folder.load()
        #expect(rules.rules.map(\.id) == ["p.good"])
        #expect(lines.count == 1)
    }

    @Test func `rules see each other's global mistakes as errors with the nearest name`() throws {
        let folder = try PluginFolder(rules: [
            "r.lua": "return tocsin.watchlist {\n  title = titel,\n}"
        ])
        let (_, lines) = try folder.load()
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("p/rules/r.lua:2: "), "\(lines)")
    }
}
