import Foundation
import Testing

/// Two towns and one rule that finds attacks in both.
private struct Desk {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "attack.lua": """
                --- Attacks with figures.
                return tocsin.extract {
                  title = "Attack",
                  event = { type = "ASSAULT" },
                  patterns = { "{trigger: [attack | strike]} ...6 killed {killed: quantity}" },
                  examples = {
                    match [[An {{trigger|attack}} on the town killed {{killed|three}} people.]],
                    nomatch [[Nothing happened.]]
                  },
                }
                """
            ],
            articles: [
                "1.jsonl": article("a1", "An attack on Odesa killed 3 people on Tuesday.", 8),
                "2.jsonl": article("a2", "An attack on Lima killed 9 people on Tuesday.", 9),
            ], plugins: ["places"])
        let result = try tocsin("run", scratch.path)
        #expect(result.status == 0, "\(result.errors)")
    }

    func tocsin(_ arguments: String...) throws -> Command.Result {
        try Command.run(
            arguments, environment: ["TOCSIN_PLUGINS": Command.root.path + "/Plugins"])
    }

    func review(_ arguments: String...) throws -> Command.Result {
        try Command.run(
            ["review", scratch.path] + arguments + ["--by", "anna", "--reason", "checked"],
            environment: ["TOCSIN_PLUGINS": Command.root.path + "/Plugins"])
    }

    /// Columns of the incidents, oldest first.
    func incidents(_ columns: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute("select \(columns) from incidents order by first_seen, key"):
                print("|".join("" if x is None else str(x) for x in row))
            """, scratch.path + "/.tocsin/store.sqlite",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

private func article(_ id: String, _ body: String, _ hour: Int) -> String {
    #"{"id":"\#(id)","title":"Report","published":"2025-03-11T0\#(hour):00:00Z","outlet":"O\#(id)","body":"\#(body)"}"#
}

@Suite struct ReviewTests {
    @Test func `a correction wins and survives a run that does everything again`() throws {
        let desk = try Desk()
        #expect(try desk.incidents("place, killed_low, review") == ["Odesa|3.0|", "Lima|9.0|"])
        let id = try desk.incidents("key")[0]
        let made = try desk.review(id, "edit", "--set", "killed=5", "--set", "place=Mykolaiv")
        #expect(made.status == 0, "\(made.errors)")
        let edited = ["Mykolaiv|5.0|edited", "Lima|9.0|"]
        #expect(try desk.incidents("place, killed_low, review") == edited)
        _ = try desk.tocsin("run", desk.scratch.path, "--again")
        #expect(try desk.incidents("place, killed_low, review") == edited)
        let rejected = try desk.review(String(id.prefix(8)), "reject")
        #expect(rejected.status == 0, "\(rejected.errors)")
        #expect(try desk.incidents("coalesce(review, 'none')") == ["rejected", "none"])
        let log = try desk.tocsin("review", desk.scratch.path)
        #expect(log.output.contains("edit killed=5, place=Mykolaiv  anna: checked"))
        #expect(log.output.contains("0 right, 1 wrong"))
        let lines = try desk.tocsin("review", desk.scratch.path, "--format", "jsonl")
        #expect(lines.output.contains(#""verdict":"rejected""#))
        #expect(lines.output.contains("An attack on Odesa killed 3 people"))
    }

    @Test func `a merge and a split hold in later runs`() throws {
        let desk = try Desk()
        let ids = try desk.incidents("key")
        #expect(try desk.review(ids[0], "merge", "--into", ids[1]).status == 0)
        #expect(try desk.incidents("key, events") == ["\(ids[1])|2"])
        _ = try desk.tocsin("run", desk.scratch.path, "--again")
        #expect(try desk.incidents("key, events") == ["\(ids[1])|2"])
        // The old id still finds it.
        #expect(try desk.review(ids[1], "split", "--event", "a1").status == 0)
        #expect(try desk.incidents("events") == ["1", "1"])
        #expect(try desk.incidents("place") == ["Odesa", "Lima"])
        let split = try desk.incidents("key")
        _ = try desk.tocsin("run", desk.scratch.path, "--again")
        #expect(try desk.incidents("key") == split)
        #expect(try desk.tocsin("store", "check", desk.scratch.path).status == 0)
    }

    @Test func `a wrong hit becomes a nomatch of the rule that erred`() throws {
        let desk = try Desk()
        let rule = desk.scratch.path + "/rules/attack.lua"
        let id = try desk.incidents("key")[1]
        let made = try desk.review(id, "reject", "--as-example")
        let source = try String(contentsOfFile: rule, encoding: .utf8)
        #expect(
            source.contains("nomatch [[An attack on Lima killed 9 people on Tuesday.]],\n  },"))
        #expect(source.contains("    nomatch [[Nothing happened.]],\n    -- anna, "))
        // It still matches: said so, with the line.
        #expect(made.status == 1)
        #expect(made.output.contains("does not hold yet"), "\(made.output)\(made.errors)")
    }

    @Test func `a right hit becomes a match that holds`() throws {
        let desk = try Desk()
        let id = try desk.incidents("key")[0]
        let made = try desk.review(id, "accept", "--as-example")
        #expect(made.status == 0, "\(made.output)\(made.errors)")
        let source = try String(
            contentsOfFile: desk.scratch.path + "/rules/attack.lua", encoding: .utf8)
        #expect(
            source.contains(
                "match [[An {{trigger|attack}} on Odesa killed {{killed|3}} people on Tuesday.]],"))
        #expect(made.output.contains("all its examples hold"))
    }

    @Test(arguments: [
        (["nope", "accept"], "no incident \"nope\""),
        (["ID", "edit", "--set", "kiled=3"], "did you mean \"killed\"?"),
        (["ID", "edit", "--set", "killed=abc"], "expected a number such as 3"),
        (["ID", "split", "--event", "zz"], "is an event or article of"),
        (["ID", "merge", "--into", "ID"], "already"),
    ])
    func `what cannot be decided is one clear line`(arguments: [String], said: String) throws {
        let desk = try Desk()
        let id = try desk.incidents("key")[0]
        let result = try Command.run(
            ["review", desk.scratch.path] + arguments.map { $0 == "ID" ? id : $0 }
                + ["--by", "anna", "--reason", "x"])
        #expect(result.status == 1)
        #expect(result.errors.contains(said), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        ["ID"], ["ID", "praise"], ["ID", "accept"], ["ID", "merge", "--reason", "x"],
        ["ID", "split", "--reason", "x"], ["ID", "edit", "--reason", "x"],
    ])
    func `half a decision is wrong usage`(arguments: [String]) throws {
        let result = try Command.run(["review", "workspaces/moscow-drones"] + arguments)
        #expect(result.status == 2, "\(result.errors)")
    }
}
