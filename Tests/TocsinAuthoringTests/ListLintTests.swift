import Foundation
import Testing
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

@Suite struct ListLintTests {
    /// What `tocsin check` says of a list that was changed on a day, asked on another.
    static func answer(changed: String, now: String) throws -> [String] {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        try drafts.write(
            """
            return tocsin.watchlist {
              title = "Sites",
              words = tocsin.list { file = "sites.tsv", refresh_by = "7 days" },
              examples = { match [[Inspectors went to {{word|Natanz}}.]] },
            }

            """, to: "mine/rules/draft.lua")
        let list = try drafts.write(
            "# source: written for this test. licence: CC0-1.0\nname\nNatanz\n",
            to: "mine/lists/sites.tsv")
        try FileManager.default.setAttributes(
            [
                .modificationDate: Date(
                    timeIntervalSince1970: Double(Timestamp(changed)!.seconds))
            ], ofItemAtPath: list)
        let folder = drafts.folder.path + "/mine"
        let check = RuleCheck(scope: RuleScope(paths: [folder]), now: Timestamp(now)!)
        return try check.run().diagnostics.map {
            $0.description.replacingOccurrences(of: folder + "/", with: "")
        }
    }

    @Test func `a list that is to be refreshed is named when it is stale, not before`() throws {
        let changed = "2025-03-01T12:00:00Z"
        #expect(try Self.answer(changed: changed, now: "2025-03-08T11:00:00Z").isEmpty)
        #expect(
            try Self.answer(changed: changed, now: "2025-03-09T12:00:00Z") == [
                "rules/draft.lua:3: warning: sites.tsv was last changed 8 days ago and is to be refreshed every 7 days"
            ])
    }
}
