import Foundation
import Testing
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

/// Documentation/mistakes.md shows what is wrong and what Tocsin says to it: each answer is held to
/// that page. `TOCSIN_RECORD=1` writes the answers anew, and the test then fails.
@Suite struct MistakeTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation/mistakes.md")

    struct Mistake {
        var title: String
        var files: [(name: String, text: String)] = []
        var isTested = false
        var answer = ""
    }

    private static func read(_ text: String) -> [Mistake] {
        var out: [Mistake] = []
        var block: (info: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("## ") {
                out.append(Mistake(title: String(line.dropFirst(3))))
            } else if line.hasPrefix("```") {
                guard let closed = block else {
                    block = (String(line.dropFirst(3)), [])
                    continue
                }
                let body = closed.lines.map { $0 + "\n" }.joined()
                let words = closed.info.split(separator: " ").map(String.init)
                if words.first == "text" {
                    out[out.count - 1].answer = body
                    out[out.count - 1].isTested = words.contains("test")
                } else if !out.isEmpty {
                    out[out.count - 1].files.append(
                        (words.count > 1 ? words[1] : "rules/draft.lua", body))
                }
                block = nil
            } else {
                block?.lines.append(line)
            }
        }
        return out
    }

    private static func answer(to mistake: Mistake) throws -> String {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        for (name, text) in mistake.files { try drafts.write(text, to: "mine/" + name) }
        let folder = drafts.folder.path + "/mine"
        let scope = RuleScope(paths: [folder])
        var found: [Diagnostic]
        do {
            if mistake.isTested {
                found = try RuleTest(scope: scope).run().failures
            } else {
                let now = Timestamp("2025-03-11T12:00:00Z")!
                found = try RuleCheck(scope: scope, now: now).run().diagnostics
            }
        } catch {
            found = error.diagnostics
        }
        if found.isEmpty { found = [Diagnostic(code: "none", message: "nothing is wrong")] }
        return found.map { $0.description.replacingOccurrences(of: folder + "/", with: "") + "\n" }
            .joined()
    }

    @Test func `each typical mistake is answered as the page shows`() throws {
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        let mistakes = Self.read(text)
        #expect(mistakes.count >= 30)
        let isRecording = ProcessInfo.processInfo.environment["TOCSIN_RECORD"] != nil
        for mistake in mistakes {
            let answer = try Self.answer(to: mistake)
            #expect(answer == mistake.answer, "\(mistake.title)")
            if isRecording, let at = text.range(of: "## \(mistake.title)\n") {
                let block = "```text" + (mistake.isTested ? " test" : "") + "\n"
                let start = text.range(of: block, range: at.upperBound..<text.endIndex)!
                let old =
                    start
                    .upperBound..<text.index(
                        start.upperBound, offsetBy: mistake.answer.count)
                text.replaceSubrange(old, with: answer)
            }
        }
        if isRecording { try text.write(to: Self.page, atomically: true, encoding: .utf8) }
    }

    @Test func `every answer gives a place, and what is safe to mend is mended`() throws {
        for mistake in Self.read(try String(contentsOf: Self.page, encoding: .utf8)) {
            #expect(
                [".lua", ".tsv", ".csv"].contains(where: mistake.answer.contains),
                "\(mistake.title): \(mistake.answer)")
        }
        let drafts = try Drafts()
        let file = try drafts.write(
            """
            return tocsin.watchlist {
              titel = "Uranium",
              words = { "uranium", "centrifuge~", "uranium" },
              examples = { match [[Inspectors saw {{word|uranium}}.]] },
            }

            """, to: "mine/rules/draft.lua")
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        let scope = RuleScope(paths: [drafts.folder.path + "/mine"])
        let now = Timestamp("2025-03-11T12:00:00Z")!
        // A rule that does not load is not looked into further: two rounds, as a person would.
        for _ in 0..<2 {
            _ = DiagnosticFix.apply(try RuleCheck(scope: scope, now: now).run().diagnostics)
        }
        let mended = try String(contentsOfFile: file, encoding: .utf8)
        #expect(mended.contains("  title = \"Uranium\","))
        #expect(mended.contains("words = { \"uranium\", \"centrifuge~\" }"))
        #expect(try RuleCheck(scope: scope, now: now).run().diagnostics.isEmpty)
    }
}
