import Foundation
import Testing
import TocsinAuthoring
import TocsinPlugins

/// The reference, the types for editors and the linter's names say what the readers know.
@Suite struct ReferenceTests {
    @Test func `every key of every kind stands in the reference, and no other`() {
        for (word, table) in RuleAPI.kinds where word != "alert" {
            #expect(Set(table.keys.map(\.name)) == RuleKeys.keys(of: word), "\(word)")
        }
        let article = RuleAPI.tables.first { $0.name == "tocsin.Article" }
        let fields = Set((article?.keys ?? []).map(\.name))
        let known = Set(RuleKeys.articleFields)
        #expect(fields == known)
    }

    @Test func `every name of the reference is there in the sandbox`() throws {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/**/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        var lines = [
            "return tocsin.rule {", "  title = \"x\", words = { \"a\" },", "  find = function()",
        ]
        let names =
            RuleAPI.functions.map(\.name) + RuleAPI.values.map(\.name)
            + RuleAPI.lua.flatMap { entry in
                [entry.name] + entry.fields.map { "\(entry.name).\($0)" }
            }
        for name in names { lines.append("    assert(\(name) ~= nil, \"\(name)\")") }
        lines += [
            "    return { label = \"found\" }", "  end,",
            "  examples = { gives([[Say a word.]], { label = \"found\" }) },", "}", "",
        ]
        try drafts.write(lines.joined(separator: "\n"), to: "mine/rules/draft.lua")
        let outcome = try RuleTest(scope: RuleScope(paths: [drafts.folder.path + "/mine"])).run()
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
    }

    @Test func `the linter's list and the types are made of the same names`() {
        for function in RuleAPI.functions {
            #expect(RuleAPI.meta.contains("function \(function.name)("), "\(function.name)")
            let short = function.name.split(separator: ".").last!
            #expect(RuleAPI.luacheck.contains("\"\(short)\""), "\(function.name)")
            #expect(RuleAPI.reference.contains(String(short)), "\(function.name)")
        }
    }

    @Test func `luacheck runs clean on all shipped rules and catches a bad one`() throws {
        guard
            let luacheck = ["/usr/bin/luacheck", "/usr/local/bin/luacheck"].first(
                where: FileManager.default.isExecutableFile)
        else {
            print("luacheck is not installed (apt: lua-check); skipped")
            return
        }
        let drafts = try Drafts()
        let configuration = try drafts.write(RuleAPI.luacheck, to: ".luacheckrc")
        func check(_ path: String) throws -> (Int32, String) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: luacheck)
            process.arguments = ["--config", configuration, "--no-color", "--no-cache", "-q", path]
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let text = String(
                decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let (status, text) = try check(root.path + "/Plugins")
        #expect(status == 0, "\(text)")
        let bad = try drafts.write(
            "local x = os.time()\nreturn tocsin.watchlst { wrods = mach [[a]] }\n")
        let (badStatus, badText) = try check(bad)
        #expect(badStatus != 0)
        for name in ["os", "watchlst", "mach", "unused variable"] {
            #expect(badText.contains(name), "\(badText)")
        }
    }
}
