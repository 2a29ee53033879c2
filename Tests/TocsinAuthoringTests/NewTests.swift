import Foundation
import Testing
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

/// What `tocsin new` writes passes its tests at once.
@Suite struct NewTests {
    private func answers(_ name: String, _ change: (inout RuleAnswers) -> Void = { _ in })
        -> RuleAnswers
    {
        var out = RuleAnswers(name: name)
        change(&out)
        return out
    }

    @Test func `each kind of rule holds as it is written`() throws {
        let drafts = try Drafts()
        let mine = drafts.folder.path + "/mine"
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        let all: [(NewFiles.Kind, RuleAnswers)] = [
            (.watchlist, answers("siren")),
            (
                .watchlist,
                answers("many") {
                    $0.words = ["hypersonic~", "Mach 5*", "=SWIFT"]
                    $0.severity = "moderate"
                    $0.examples = ["Two \"hypersonics\" at Mach 5 and ]] brackets."]
                }
            ),
            (.extract, answers("flood")),
            (
                .extract,
                answers("evacuations") {
                    $0.words = ["evacuated", "moved out"]
                    $0.event = "evacuation"
                }
            ),
            (.enrich, answers("groups")),
            (.alert, answers("attack-alert")),
            (
                .alert,
                answers("deadly") {
                    $0.figure = "killed"
                    $0.atLeast = 5
                }
            ),
            (
                .alert,
                answers("mass") {
                    $0.event = "evacuation"
                    $0.figure = "evacuated"
                    $0.atLeast = 1001
                    $0.within = "24 hours"
                }
            ),
            (
                .alert,
                answers("any-at-all") {
                    $0.figure = "killed"
                    $0.atLeast = 1
                    $0.within = "1 hour"
                }
            ),
            (
                .alert,
                answers("wave") {
                    $0.count = 12; $0.within = "6 hours"
                }
            ),
        ]
        for (kind, one) in all { _ = try NewFiles(kind, one, into: mine).write() }
        let outcome = try RuleTest(scope: RuleScope(paths: [mine])).run()
        #expect(outcome.rules == all.count)
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
        let now = Timestamp("2025-03-11T12:00:00Z")!
        let check = try RuleCheck(scope: RuleScope(paths: [mine]), now: now).run()
        #expect(check.diagnostics.isEmpty, "\(check.diagnostics)")
    }

    @Test func `a plugin and a workspace hold as they are written`() throws {
        let drafts = try Drafts()
        _ = try NewFiles(.workspace, answers("harbour"), into: drafts.folder.path).write()
        _ = try NewFiles(.plugin, answers("harbour-watch"), into: drafts.folder.path).write()
        for name in ["harbour", "harbour-watch"] {
            let scope = RuleScope(paths: [drafts.folder.path + "/" + name])
            let outcome = try RuleTest(scope: scope).run()
            #expect(outcome.failures.isEmpty, "\(outcome.failures)")
            #expect(outcome.examples == 2)
        }
    }

    @Test func `nothing is written over, nothing is written that would not find its example`()
        throws
    {
        let drafts = try Drafts()
        let folder = drafts.folder.path
        let path = try drafts.write("-- mine\n", to: "rules/siren.lua")
        #expect(throws: WorkspaceError.self) {
            try NewFiles(.watchlist, answers("siren"), into: folder).write()
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "-- mine\n")
        do {
            _ = try NewFiles(
                .watchlist, answers("other") { $0.examples = ["Nothing of it."] }, into: folder
            ).write()
            Issue.record("an example that is not found")
        } catch {
            let message = error.diagnostics.first?.message ?? ""
            #expect(message.contains("would not find anything in \"Nothing of it.\""), "\(message)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/rules/other.lua"))
        #expect(throws: WorkspaceError.self) {
            try NewFiles(.watchlist, answers("../out"), into: folder).write()
        }
    }
}
