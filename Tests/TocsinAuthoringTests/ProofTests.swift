import Foundation
import Testing
import TocsinAuthoring
import TocsinModel

@Suite struct ProofTests {
    private let drafts: Drafts

    init() throws {
        drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
    }

    private func test(_ rule: String) throws -> RuleTest.Outcome {
        try drafts.write(rule, to: "mine/rules/draft.lua")
        return try RuleTest(scope: RuleScope(paths: [drafts.folder.path + "/mine"])).run()
    }

    private static func words(_ list: String, _ examples: String) -> String {
        "return tocsin.watchlist {\n  title = \"x\",\n  words = { \(list) },\n  examples = { \(examples) },\n}\n"
    }

    @Test func `an example is also proved in five other shapes, turned off and twice`() throws {
        let outcome = try test(
            Self.words(
                "\"café\"",
                "match [[He said \"the {{word|café}} is open until late in the evening\" and then went home.]]"
            ))
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
        #expect(outcome.examples == 1)
        #expect(outcome.variants == 7)
    }

    @Test func `a rule that holds only in the shape it was written in fails`() throws {
        // The exact spelling with a straight apostrophe, in code of the rule's own.
        let outcome = try test(
            """
            return tocsin.rule {
              title = "x", event = { label = "quote" }, words = { "said" },
              find = function(article)
                local start, stop = article.body:find('"go"', 1, true)
                if start then return { trigger = { start + 1, stop - 1 } } end
              end,
              examples = { match [[He said "{{trigger|go}}" at once.]] },
            }
            """)
        #expect(outcome.failures.count == 1, "\(outcome.failures)")
        let message = outcome.failures.first?.message ?? ""
        #expect(message.contains("with curly quotes, did not find trigger \"go\""), "\(message)")
        #expect(outcome.failures.first?.place.hasSuffix("draft.lua:7") == true)
    }

    @Test func `a nomatch on what is denied says how that is proved`() throws {
        func rule(_ example: String) -> String {
            """
            return tocsin.extract {
              title = "x", event = { label = "evacuation" },
              patterns = { "{evacuated: people} ...3 {trigger: [evacuated]}" },
              examples = { match [[{{evacuated|Nine}} people were {{trigger|evacuated}}.]], \(example) },
            }
            """
        }
        let denied = "Officials denied that 300 people had been evacuated."
        let outcome = try test(rule("nomatch [[\(denied)]]"))
        #expect(
            outcome.failures.first?.message.contains(
                "found as negated, asserted, past, so no alert rings for it: prove that with gives([[…]], { polarity = \"negated\" })"
            ) == true, "\(outcome.failures)")
        let proved = try test(rule("gives([[\(denied)]], { polarity = \"negated\" })"))
        #expect(proved.failures.isEmpty, "\(proved.failures)")
        // What did happen is told as before.
        let plain = try test(rule("nomatch [[300 people had been evacuated.]]"))
        #expect(plain.failures.first?.message.contains("prove that") == false, "\(plain.failures)")
    }

    @Test func `gives proves figures under a name of one's own, with their bounds`() throws {
        func rule(_ size: String) -> String {
            """
            return tocsin.extract {
              title = "x", event = "PROTEST",
              patterns = { "{size: people} {trigger: [marched]}" },
              examples = { gives([[About 30,000 people marched in Gaza.]], { size = \(size) }) },
            }
            """
        }
        let right = try test(rule("{ low = 27000, high = 33000, qualifier = \"about\" }"))
        #expect(right.failures.isEmpty, "\(right.failures)")
        #expect(try test(rule("30000")).failures.count == 1)
    }

    @Test func `a rule file that begins with a byte order mark is a rule file`() throws {
        let outcome = try test(
            "\u{FEFF}" + Self.words("\"uranium\"", "match [[Some {{word|uranium}}.]]"))
        #expect(outcome.failures.isEmpty && outcome.rules == 1, "\(outcome.failures)")
    }

    @Test func `a failure is drawn under the sentence`() throws {
        let outcome = try test(
            Self.words("\"uranium\"", "match [[Ça va: {{word|ore}} and uranium.]]"))
        let message = outcome.failures.first?.message ?? ""
        #expect(message.contains("did not find word \"ore\"; also found word \"uranium\""))
        #expect(
            message.contains(
                """
                    Ça va: ore and uranium.
                           ^^^     ~~~~~~~
                           word    word
                """), "\(message)")
    }

    @Test func `build servers get well-formed XML`() throws {
        let outcome = try test(Self.words("\"a & b\"", "match [[The <{{word|x}}> \"case\".]]"))
        let xml = JUnitReport(outcome).text
        #expect(xml.contains("<testsuite name=\"mine.draft\" tests=\"1\" failures=\"1\">"))
        #expect(xml.contains("&lt;x&gt; &quot;case&quot;"))
        #expect(!xml.contains("<x>"))
    }

    @Test func `mutation names the word that no example needs`() throws {
        try drafts.write(
            Self.words("\"uranium\", \"centrifuge\"", "match [[They had {{word|uranium}}.]]"),
            to: "mine/rules/draft.lua")
        let outcome = try RuleMutation(scope: RuleScope(paths: [drafts.folder.path + "/mine"]))
            .run()
        #expect(outcome.mutations == 2)
        #expect(
            outcome.survivors.map(\.message) == [
                "mine.draft: no example notices the loss of the word \"centrifuge\""
            ])
    }

    @Test func `mutation takes one alternative of a pattern after the other`() throws {
        try drafts.write(
            """
            return tocsin.extract {
              title = "x", event = "ASSAULT",
              patterns = { "{killed: quantity} [people | men] were killed" },
              not_after = { "denied that" },
              examples = { match [[{{killed|Nine}} people were killed.]] },
            }
            """, to: "mine/rules/draft.lua")
        let outcome = try RuleMutation(scope: RuleScope(paths: [drafts.folder.path + "/mine"]))
            .run()
        #expect(
            outcome.survivors.map(\.message) == [
                "mine.draft: no example notices the loss of \"men\" in pattern 1",
                "mine.draft: no example notices the loss of \"denied that\" in not_after",
            ])
    }

    @Test func `a saved file is noticed`() async throws {
        let path = try drafts.write("-- 1\n", to: "mine/rules/draft.lua")
        let watch = FileWatch([drafts.folder.path])
        try "-- 1 and more\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(watch.wait(every: 0.01).map { $0.hasSuffix("rules/draft.lua") } == [true])
    }
}
