import Foundation
import Testing
import TocsinLua

@testable import TocsinModel
@testable import TocsinPlugins

/// What a plugin is silent about, by lists that plugins share.
@Suite struct `A plugin that is silent about other subjects` {
    private static let rule = """
        return tocsin.extract { title = "T", event = "ASSAULT", patterns = { "{trigger: [attacked]}" } }
        """

    /// - Parameter silence: the manifest's `silent_about`.
    private func events(
        _ body: String,
        silence: String =
            #"{ lists = { "std/sport.tsv" }, unless = { "std/public.tsv" }, at_least = 2 }"#
    ) throws -> (count: Int, lines: [String]) {
        let folder = try PluginFolder(
            rules: ["r.lua": Self.rule],
            manifest:
                "return { id = \"p\", title = \"P\", version = \"1\", api = 1, silent_about = \(silence) }"
        )
        let lists = folder.url.appendingPathComponent("std/lists")
        try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
        let head = "# source: ours. licence: CC0\nname\n"
        for (name, words) in [
            ("sport", "striker\ngoalkeeper\npenalty area"),
            ("public", "police\nsoldiers\nminister"),
        ] {
            try (head + words + "\n").write(
                to: lists.appendingPathComponent(name + ".tsv"), atomically: true, encoding: .utf8)
        }
        let (set, lines) = try folder.load()
        let article = Article(id: "a", title: "", language: "en", body: body)
        return (
            RuleRunner(set, limits: LuaLimits()).process(article, without: []).events.count, lines
        )
    }

    @Test func `gives nothing where their words outnumber its own`() throws {
        #expect(try events("The striker attacked and beat the goalkeeper.").count == 0)
        #expect(
            try events("The striker attacked the goalkeeper in the penalty area; police watched.")
                .count == 0)
    }

    @Test func `speaks where its own words are as many, or theirs too few`() throws {
        #expect(try events("The mob attacked the striker.").count == 1)
        #expect(
            try events(
                "The mob attacked a striker and a goalkeeper; police and soldiers came, a minister spoke."
            ).count == 1)
        #expect(
            try events("The mob attacked a striker and a goalkeeper; police and soldiers came.")
                .count == 1)
    }

    @Test func `a word told twice counts once`() throws {
        #expect(try events("The striker attacked the striker.").count == 1)
    }

    @Test func `a shared list that is not there is named`() throws {
        let lines = try events(
            "The mob attacked.", silence: #"{ lists = { "std/chess.tsv" }, at_least = 2 }"#
        ).lines
        #expect(
            lines == ["p/plugin.lua: silent_about names \"std/chess.tsv\", which is not there"])
    }
}
