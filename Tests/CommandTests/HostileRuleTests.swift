import Foundation
import Testing

/// Rules that mean harm, through the command: what they do is named and the run goes on.
@Suite struct HostileRuleTests {
    /// Finds one event an article, in a run of the honest rule beside the hostile one.
    static let honest = """
        return tocsin.rule { title = "Honest", find = function(article)
          return { label = "seen", trigger = { 1, 4 } }
        end }
        """

    static let articles = [
        "1.txt": "Nine people were killed in Lima.", "2.txt": "Five people were killed in Quito.",
        "3.txt": "Four people were killed in Bogota.", "4.txt": "Six people were killed in Cali.",
        "5.txt": "Two people were killed in Cusco.",
    ]

    /// What a find rule may hand back that no honest one would.
    static let returns = [
        "{ label = 'x', trigger = { math.maxinteger, math.maxinteger } }",
        "{ label = 'x', trigger = { math.mininteger, math.maxinteger } }",
        "{ label = 'x', trigger = { 0/0, 1/0 } }", "{ label = 'x', trigger = { 1, 1e300 } }",
        "{ label = 'x', trigger = { 3, 2 }, killed = { 0/0, 1/0 } }",
        "{ label = 'x', killed = -1/0, injured = { 1e308, -1e308 } }",
        "{ label = 'x', odd = 0/0, more = { deep = { 1/0, -1/0, { 0/0 } } } }",
        "{ label = ('x'):rep(1000000), place = ('y'):rep(1000000), date = '99999999-99-99' }",
        "{ label = '\\xff\\xfe\\0', actor = '\\xed\\xa0\\x80', modes = { 1, {}, '\\xff' } }",
        "{ [1] = 1, [2] = {}, [3] = 'x', label = 'y', [0/1] = 2 }",
        "{ { { { {} } } }, 5, 'x', print }", "{ type = 'NONE', label = '', polarity = 'x' }",
        "{ label = 'x', trigger = { 1, 4, field = 'title' } }", "article", "{ article }",
        "setmetatable({ label = 'x' }, { __index = function() error('no') end, __pairs = function() while true do end end })",
        "(function() local t = {} for i = 1, 5000 do t[i] = { label = 'e' .. i } end return t end)()",
    ]

    @Test func `nothing a find rule returns brings the run down`() throws {
        let scratch = try Scratch()
        var rules = ["honest.lua": Self.honest]
        for (number, value) in Self.returns.enumerated() {
            rules["r\(number).lua"] =
                "return tocsin.rule { title = \"R\", find = function(article) return \(value) end }"
        }
        try scratch.workspace(rules: rules, articles: Self.articles)
        for format in ["text", "json", "jsonl"] {
            let result = try Command.run("run", scratch.path, "--format", format, "--workers", "2")
            #expect(!result.wasKilled && result.status <= 1, "\(format): \(result.errors)")
            #expect(result.output.contains("seen"), "\(format)")
        }
    }

    @Test func `an enrich rule cannot point outside the article`() throws {
        let scratch = try Scratch()
        let changes = [
            "event.spans[1].start = 1000000 event.spans[1]['end'] = 1000009",
            "event.spans[1]['end'] = math.maxinteger", "event.spans = nil", "event.places = 'x'",
            "for k in pairs(event) do event[k] = nil end",
            "event.time = { start = ('9'):rep(400) }", "event.casualties = { { low = 0/0 } }",
        ]
        var rules = ["honest.lua": Self.honest]
        for (number, change) in changes.enumerated() {
            rules["e\(number).lua"] =
                "return tocsin.enrich { title = \"E\", enrich = function(event) \(change) end }"
        }
        try scratch.workspace(rules: rules, articles: Self.articles)
        for format in ["text", "json"] {
            let result = try Command.run("run", scratch.path, "--format", format)
            #expect(!result.wasKilled && result.status == 1, "\(result.errors)")
        }
    }

    @Test func `a rule that trips three times is quarantined, named with its article`() throws {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "honest.lua": Self.honest,
                "endless.lua":
                    "return tocsin.rule { title = \"E\", find = function() while true do end end }",
            ], articles: Self.articles)
        let result = try Command.run("run", scratch.path, "--format", "json", "--workers", "2")
        #expect(result.status == 1 && !result.wasKilled)
        #expect(result.errors.contains("endless on article"))
        #expect(result.errors.contains("steps limit") || result.errors.contains("time limit"))
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let rules = try #require(report["rules"] as? [[String: Any]])
        let endless = try #require(
            rules.first { ($0["id"] as? String)?.hasSuffix("endless") == true })
        #expect(endless["quarantined"] as? Bool == true)
        #expect(endless["trips"] as? Int == 3)
        #expect(endless["tripped_on"] != nil)
        let honest = try #require(
            rules.first { ($0["id"] as? String)?.hasSuffix("honest") == true })
        #expect(honest["events"] as? Int == 5)
        let text = try Command.run("run", scratch.path)
        #expect(text.output.contains("quarantined"))
    }

    @Test func `as many trips as the workspace says, with any number of workers`() throws {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "bad.lua":
                    "return tocsin.rule { title = \"B\", find = function() error(\"on purpose\") end }"
            ], articles: Self.articles)
        try scratch.write(
            "return { title = \"T\", sources = { { files = \"articles/*\" } }, plugins = {}, limits = { trips = 4 } }",
            to: "workspace.lua")
        for workers in ["1", "2"] {
            let result = try Command.run(
                "run", scratch.path, "--format", "json", "--workers", workers)
            #expect(
                result.output.contains("\"trips\" : 4") || result.output.contains("\"trips\":4"))
        }
    }

    @Test func `an isolated run gives what a plain one gives`() throws {
        let plain = try Command.run(
            "run", "workspaces/moscow-drones", "--no-store", "--format", "json")
        let isolated = try Command.run(
            "run", "--isolate", "workspaces/moscow-drones", "--no-store", "--format", "json")
        #expect(isolated.status == plain.status, "\(isolated.errors)")
        #expect(isolated.output == plain.output)
    }

    @Test func `an isolated run survives the death of its child and names rule and article`()
        throws
    {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "honest.lua": Self.honest,
                // Stays within its budget for a minute, so that it can be killed from outside.
                "victim.lua":
                    "return tocsin.rule { title = \"V\", find = function(a) if a.body:find(\"Quito\") then while true do end end end }",
            ], articles: Self.articles)
        try scratch.write(
            """
            return { title = "T", sources = { { files = "articles/*" } }, plugins = {},
              limits = { steps = 10000000000, seconds = 60 } }
            """, to: "workspace.lua")
        let process = Process()
        process.executableURL = Command.binary
        process.arguments = ["run", "--isolate", scratch.path, "--format", "json"]
        let output = scratch.url.appendingPathComponent("out")
        let errors = scratch.url.appendingPathComponent("err")
        for file in [output, errors] {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        var killed: Int32?
        for _ in 0..<600 where killed == nil && process.isRunning {
            usleep(50_000)
            if let child = Self.child(of: process.processIdentifier), Self.seconds(of: child) > 0.4
            {
                killed = child
                kill(child, SIGSEGV)
            }
        }
        process.waitUntilExit()
        #expect(killed != nil)
        let said = try String(contentsOf: errors, encoding: .utf8)
        #expect(process.terminationReason == .exit && process.terminationStatus == 1, "\(said)")
        #expect(said.contains("victim on article"), "\(said)")
        #expect(said.contains("signal 11"), "\(said)")
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(text.contains("\"quarantined\" : true") || text.contains("\"quarantined\":true"))
        #expect(text.contains("seen"))
    }

    /// Files of /proc have no size that could be read first.
    private static func text(of file: String) -> String? {
        (try? FileHandle(forReadingAtPath: file)?.readToEnd()).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func child(of parent: Int32) -> Int32? {
        let path = "/proc/\(parent)/task/\(parent)/children"
        // Threads may be the parent as well.
        let tasks =
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
        for file in [path] + tasks.map({ "/proc/\(parent)/task/\($0)/children" }) {
            if let text = Self.text(of: file), let first = text.split(separator: " ").first {
                return Int32(first)
            }
        }
        return nil
    }

    /// Processor time: a child that has used so much is in the endless rule.
    private static func seconds(of process: Int32) -> Double {
        guard let text = text(of: "/proc/\(process)/stat") else { return 0 }
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let ticks = Double(fields[11]) else { return 0 }
        return ticks / 100
    }
}

@Suite struct DoctorTests {
    @Test func `doctor names what it stands on, and tries Lua's bugs in a child`() throws {
        let result = try Command.run("doctor", "workspaces/moscow-drones")
        #expect(!result.wasKilled)
        for word in [
            "Lua 5.4", "string.rep of nothing", "__concat", "sqlite", "locale", "limits",
            "open files", "temporary", "store", "plugins",
        ] {
            #expect(result.output.contains(word), "\(word)\n\(result.output)")
        }
        #expect(result.output.contains("was stopped by its limit"))
    }

    @Test func `a folder nothing can be written to is something to mend`() throws {
        let result = try Command.run("doctor", environment: ["TMPDIR": "/proc/self"])
        #expect(result.status == 1)
        #expect(result.output.contains("nothing can be written there"))
        let json = try Command.run("doctor", "--format", "json")
        #expect((try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [Any]) != nil)
    }
}
