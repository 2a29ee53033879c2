import Foundation
import Testing

private let demo = "workspaces/moscow-drones"

@Suite struct RunCommandTests {
    @Test func `the demo rings for what happened and not for what did not`() throws {
        let result = try Command.run("run", demo)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Drone war over Moscow\n"))
        let alerts = result.output.components(separatedBy: "EVENTS (")[0]
        for headline in ["dead: Dobropillia", "nuclear plant", "Oreshnik", "Truce rejected"] {
            #expect(alerts.contains(headline), "no alert says \"\(headline)\"")
        }
        #expect(!alerts.contains("Truce agreed"))
        #expect(!alerts.contains("Touchline"), "a football report rang")
    }

    @Test func `one worker and two give the same bytes, twice`() throws {
        let first = try Command.run("run", demo, "--no-store", "--format", "json", "--workers", "1")
        let second = try Command.run(
            "run", demo, "--no-store", "--format", "json", "--workers", "2")
        let third = try Command.run("run", demo, "--no-store", "--format", "json", "--workers", "2")
        #expect(first.output == second.output)
        #expect(second.output == third.output)
        #expect(first.output.count > 1000)
    }

    @Test func `the output folder holds one object a line with sorted keys`() throws {
        let scratch = try Scratch()
        let result = try Command.run(
            "run", demo, "--output", scratch.path + "/out", "--format", "jsonl")
        #expect(result.status == 0)
        for name in ["events.jsonl", "claims.jsonl", "alerts.jsonl", "report.json"] {
            #expect(
                FileManager.default.fileExists(atPath: scratch.path + "/out/" + name),
                "\(name) is missing")
        }
        let events = try String(
            contentsOf: scratch.url.appendingPathComponent("out/events.jsonl"), encoding: .utf8)
        #expect(events == result.output)
        for line in events.split(separator: "\n") {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["time"] != nil)
            #expect(object["article"] != nil)
        }
    }

    @Test func `a dry run writes nothing`() throws {
        let scratch = try Scratch()
        _ = try Command.run("run", demo, "--output", scratch.path + "/out", "--dry-run")
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out"))
    }

    @Test func `a reader that goes away early is no crash`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "'\(Command.binary.path)' run \(demo) --format json | head -1 >/dev/null; exit 0",
        ]
        process.currentDirectoryURL = Command.root
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }

    @Test func `a ten-line watchlist and nothing else makes the next run ring`() throws {
        let scratch = try Scratch()
        let copy = scratch.url.appendingPathComponent("moscow-drones")
        try FileManager.default.copyItem(at: Command.root.appendingPathComponent(demo), to: copy)
        let environment = ["TOCSIN_PLUGINS": Command.root.path + "/Plugins"]
        let before = try Command.run("run", copy.path, environment: environment)
        try scratch.write(
            """
            --- Talk of weapons that fly faster than five times sound.
            return tocsin.watchlist {
              title    = "Hypersonic weapons",
              severity = "moderate",
              words    = { "hypersonic", "Mach 5*" },
              examples = {
                match [[The army tested a {{word|hypersonic}} glider.]],
                nomatch [[A supersonic jet.]],
              },
            }
            """, to: "moscow-drones/rules/hypersonic.lua")
        let after = try Command.run("run", copy.path, environment: environment)
        #expect(!before.output.contains("Hypersonic weapons"))
        #expect(after.output.contains("Hypersonic weapons"))
        #expect(after.output.contains("[hypersonic]"))
    }

    @Test func `bare paths run with the plugins named`() throws {
        let result = try Command.run(
            "run", "--plugins", "places,people,quotations,political-violence", "--format", "jsonl",
            demo + "/articles/05-dobropillia.txt")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("\"high\":11"))
    }
}

@Suite struct UsageTests {
    @Test(arguments: [
        ["run"], ["run", "--format", "xml", demo], ["nonsense"], ["run", demo, "--now", "noon"],
    ])
    func `wrong usage exits with 2`(_ arguments: [String]) throws {
        let result = try Command.run(arguments)
        #expect(result.status == 2)
        #expect(!result.errors.isEmpty)
    }

    @Test func `help teaches and the version is said`() throws {
        let help = try Command.run("--help")
        #expect(help.status == 0)
        #expect(help.output.contains("tocsin run workspaces/moscow-drones"))
        let version = try Command.run("--version")
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("0."))
    }

    @Test func `all rules are listed with what they look for`() throws {
        let result = try Command.run("rules")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("political-violence.drone-attack"))
    }

    @Test func `all shipped rules have the right form`() throws {
        let result = try Command.run("check")
        #expect(result.status == 0, "\(result.output)")
    }
}
