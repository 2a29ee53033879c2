import Foundation
import Testing
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

/// Coverage, profile, suggestions and the lock of plugins.
@Suite struct StoreToolTests {
    private static let rule = """
        return tocsin.extract {
          title = "Killed", event = "ASSAULT",
          patterns = { "{killed: quantity} people were killed", "bridge ...3 collapsed" },
          examples = { match [[{{killed|Nine}} people were killed.]] },
        }
        """

    private func workspace() throws -> (Drafts, String, [Article]) {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        try drafts.write(Self.rule, to: "mine/rules/killed.lua")
        try drafts.write(
            "return tocsin.watchlist { title = \"x\", words = { \"zeppelin\" }, examples = { match [[A {{word|zeppelin}}.]] } }",
            to: "mine/rules/zeppelin.lua")
        let texts = [
            "Nine people were killed.\n\nThe bridge gave way; 40 cars fell, he said: \"A disaster.\"",
            "Floods washed away forty bridges.", "A quiet day.",
        ]
        for (n, text) in texts.enumerated() {
            try drafts.write(
                "Title: T\nLanguage: en\n\n" + text + "\n", to: "mine/articles/\(n).txt")
        }
        let folder = drafts.folder.path + "/mine"
        let articles = WorkspaceArticles(try Workspace.open(folder, pluginFolder: nil)).read()
        return (drafts, folder, articles)
    }

    @Test func `coverage ranks what no rule touched and names rules that found nothing`() throws {
        let (drafts, folder, articles) = try workspace()
        defer { withExtendedLifetime(drafts) {} }
        #expect(articles.count == 3)
        let part = try #require(try RuleScope(paths: [folder]).parts().first)
        let coverage = RuleCoverage(articles, rules: part.ruleSet, limits: part.limits)
        #expect(coverage.touched == 1)
        #expect(coverage.gaps.first?.text.hasPrefix("The bridge gave way") == true)
        #expect(coverage.gaps.first?.reasons.contains("has bridge") == true)
        #expect(coverage.silentNames == ["mine.zeppelin"])
    }

    @Test func `a profile has a line for each rule, with what it found`() throws {
        let (drafts, folder, articles) = try workspace()
        defer { withExtendedLifetime(drafts) {} }
        let part = try #require(try RuleScope(paths: [folder]).parts().first)
        let profile = RuleProfile(articles, rules: part.ruleSet, limits: part.limits)
        #expect(profile.articles == 3)
        let found = Dictionary(uniqueKeysWithValues: profile.lines.map { ($0.rule, $0.articles) })
        #expect(found == ["mine.killed": 1, "mine.zeppelin": 0])
    }

    @Test func `a profile says what a rule's parts cost, its code's calls, memory and trips`()
        throws
    {
        let (drafts, folder, articles) = try workspace()
        try drafts.write(
            """
            return tocsin.rule {
              title = "By hand", event = { label = "hand" }, words = { "bridge~" },
              find = function(article)
                if article.body:find("Floods") then error("no") end
                local s = article.sentences[1]
                return { trigger = { start = s.start, stop = s.stop } }
              end,
              examples = { match [[{{trigger|The bridge fell.}}]] },
            }
            """, to: "mine/rules/hand.lua")
        let part = try #require(try RuleScope(paths: [folder]).parts().first)
        let profile = RuleProfile(articles, rules: part.ruleSet, limits: part.limits)
        let hand = try #require(profile.lines.first { $0.rule == "mine.hand" })
        #expect(hand.calls == 2 && hand.trips == 1)
        #expect(hand.memory > 1024)
        let find = try #require(hand.parts.first { $0.name == "find" })
        #expect(find.detail.hasPrefix("2 calls, "))
        #expect(profile.parts.contains { $0.name == "finding words" })
        #expect(profile.parts.contains { $0.name == "walking patterns" })
        let text = ProfileText(profile, style: TextStyle(isColoured: false, width: 80)).text(top: 5)
        #expect(
            text.split(separator: "\n").allSatisfy { displayWidth(String($0)) <= 80 }, "\(text)")
        #expect(text.contains("mine.hand"))
    }

    @Test func `marked words become rules that are tried on the articles at hand`() throws {
        let (drafts, _, articles) = try workspace()
        defer { withExtendedLifetime(drafts) {} }
        let article = Article(
            id: "new", title: "Storm", language: "en",
            body: "The storm washed away twelve bridges in the valley.")
        let made = try RuleSuggestion.make(
            article, select: "washed away twelve bridges", articles: articles)
        let first = try #require(made.first)
        #expect(first.source.contains("washed away {figure: quantity} bridges"))
        #expect(
            first.source.contains(
                "match [[The storm washed away {{figure|twelve}} bridges in the valley.]]"))
        #expect(first.found == 2 && first.of == 4)
        #expect(first.sentences.last == "Floods washed away [forty] bridges.")
        #expect(throws: WorkspaceError.self) {
            try RuleSuggestion.make(article, select: "not in it", articles: [])
        }
    }

    @Test func `a plugin is proved before it is added, and noticed when it changes`() throws {
        let drafts = try Drafts()
        let folder = drafts.folder.path + "/Plugins"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try drafts.write(
            "return { id = \"mine\", title = \"Mine\", version = \"1.0\", api = 1 }\n",
            to: "mine/plugin.lua")
        try drafts.write(
            "return tocsin.watchlist { title = \"x\", words = { \"siren\" }, examples = { match [[A {{word|horn}}.]] } }",
            to: "mine/rules/siren.lua")
        var lock = PluginLock(folder: folder)
        #expect(throws: WorkspaceError.self) { try lock.add(drafts.folder.path + "/mine") }
        #expect(!FileManager.default.fileExists(atPath: folder + "/mine"))
        try drafts.write(
            "return tocsin.watchlist { title = \"x\", words = { \"siren\" }, examples = { match [[A {{word|siren}}.]] } }",
            to: "mine/rules/siren.lua")
        #expect(try lock.add(drafts.folder.path + "/mine") == "mine")
        #expect(try PluginLock(folder: folder).entries().map(\.state) == [.same])
        try "-- changed\n".write(
            toFile: folder + "/mine/rules/siren.lua", atomically: true, encoding: .utf8)
        let now = try PluginLock(folder: folder).entries()
        #expect(now.map(\.state) == [.changed])
        #expect(now.first?.changes == ["rules/siren.lua"])
        #expect(
            try PluginLock(folder: folder).diagnostics().first?.message.contains("rules/siren.lua")
                == true)
        try lock.remove("mine")
        #expect(!FileManager.default.fileExists(atPath: folder + "/mine"))
    }
}
