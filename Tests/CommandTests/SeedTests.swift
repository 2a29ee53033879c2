import Foundation
import Testing

private let seed = Command.root.deletingLastPathComponent().appendingPathComponent("shared/seed")
private let isThere = FileManager.default.fileExists(atPath: seed.path + "/expected.json")

/// The wire report the project must master; skipped where `../shared/seed` is absent.
@Suite(.enabled(if: isThere, "../shared/seed is not here")) struct SeedTests {
    private static let plugins =
        "places,people,quotations,political-violence,diplomacy,nuclear-watch,weapons-watch,threats"

    @Test func `the wire report scores at least what it has scored`() throws {
        let scratch = try Scratch()
        let result = try Command.run(
            "run", "--plugins", Self.plugins, seed.path + "/article.json", "--output", scratch.path)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        try scratch.write(
            try Data(contentsOf: seed.appendingPathComponent("expected.json")), to: "gold/seed.json"
        )
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", seed.path + "/score.py", scratch.path + "/events.jsonl", "--claims",
            scratch.path + "/claims.jsonl", "--gold", scratch.path + "/gold", "--json",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let score = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let metrics = try #require(score["metrics"] as? [String: [String: Any]])
        for (name, floor) in [
            "events": 0.95, "casualties": 1.0, "materiel": 1.0, "dates": 0.9, "places": 0.9,
            "actors": 0.9, "claims": 0.85,
        ] {
            let f1 = try #require(metrics[name]?["f1"] as? Double)
            #expect(f1 >= floor, "\(name): \(f1)")
        }
        #expect(score["violations"] as? Int == 0)
    }

    @Test
    func
        `it rings for the deaths, the plant, Oreshnik and the rejected truce, and for no agreed one`()
        throws
    {
        let result = try Command.run("run", "--plugins", Self.plugins, seed.path + "/article.json")
        let alerts = result.output.components(separatedBy: "EVENTS (")[0]
        for headline in ["11 dead", "nuclear plant", "Oreshnik", "Truce rejected"] {
            #expect(alerts.contains(headline), "no alert says \"\(headline)\"")
        }
        #expect(!alerts.contains("Truce agreed"))
    }
}
