import Foundation
import Testing

private let demo = "workspaces/moscow-drones"

/// A workspace of its own with one watchlist that rings, and its runs.
private struct Job {
    let scratch: Scratch

    init(articles: [String: String]) throws {
        scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "blast.lua": """
                --- Explosions.
                return tocsin.extract {
                  title = "Blast", event = { type = "ASSAULT" },
                  patterns = { "{trigger: [bomb | mine]} ...6 killed {killed: quantity}" },
                  examples = {
                    match [[A {{trigger|bomb}} killed {{killed|three}} people.]], nomatch [[A song.]],
                  },
                }
                """,
                "deadly.lua": """
                --- Deadly attacks.
                return tocsin.alert {
                  title = "Deadly attack", when = { type = "ASSAULT", killed = at_least(1) },
                  severity = "extreme",
                }
                """,
                "bomb.lua": """
                --- Bombs.
                return tocsin.watchlist {
                  title = "Bombs", severity = "severe", words = { "bomb" },
                  examples = { match [[A {{word|bomb}} went off.]], nomatch [[A song.]] },
                }
                """,
            ], articles: articles)
    }

    func run(_ more: String...) throws -> Command.Result {
        try Command.run(["run", scratch.path, "--format", "json"] + more)
    }

    var store: String { scratch.path + "/.tocsin/store.sqlite" }
}

/// What a run prints but for what it sent: that is done once.
private func said(_ result: Command.Result) throws -> String {
    var object =
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    object["delivery"] = nil
    let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
}

private func alerts(_ result: Command.Result) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return (object as? [String: Any])?["alerts"] as? [[String: Any]] ?? []
}

private func report(_ id: String, _ body: String, published: String = "2025-03-11T08:00:00Z")
    -> String
{
    #"{"id":"\#(id)","title":"Report","language":"en","published":"\#(published)","outlet":"Wire","body":"\#(body)"}"#
}

@Suite struct StoreRunTests {
    @Test func `a run that keeps says what a run that does not says, the first time and again`()
        throws
    {
        let scratch = try Scratch()
        let store = ["--store", scratch.path + "/s", "--format", "json"]
        let bare = try Command.run("run", demo, "--no-store", "--format", "json")
        let first = try Command.run(["run", demo] + store)
        let second = try Command.run(["run", demo] + store)
        let again = try Command.run(["run", demo, "--again"] + store)
        #expect(first.status == 0, "\(first.errors)")
        #expect(try said(first) == said(bare))
        #expect(try said(second) == said(bare))
        #expect(try said(again) == said(bare))
        let text = try Command.run("run", demo, "--store", scratch.path + "/s")
        #expect(text.output.contains("; 0 new;"))
        let check = try Command.run("store", "check", demo, "--store", scratch.path + "/s")
        #expect(check.status == 0 && check.output.hasSuffix(": whole\n"), "\(check.output)")
    }

    @Test func `articles of a later run join those of earlier ones`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb went off in Lima.")])
        #expect(try alerts(job.run()).count == 1)
        try job.scratch.write(
            report("b", "Another bomb was found.", published: "2025-03-12T08:00:00Z"),
            to: "articles/2.jsonl")
        #expect(try alerts(job.run()).count == 2)
        #expect(
            try alerts(job.run()).map { $0["identifier"] as? String }
                == alerts(job.run("--no-store")).map { $0["identifier"] as? String })
    }

    @Test func `an edited article is a correction, told once`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb in Lima killed 3 people.")])
        func deadly(_ result: Command.Result) throws -> [String?] {
            try alerts(result).filter { $0["severity"] as? String == "extreme" }
                .map { $0["msgType"] as? String }
        }
        #expect(try deadly(job.run()) == ["Alert"])
        try job.scratch.write(
            report("a", "A gas bottle in Lima hurt nobody."), to: "articles/1.jsonl")
        #expect(try deadly(job.run()) == ["Alert", "Cancel"])
        #expect(try deadly(job.run()) == ["Alert", "Cancel"])
        let text = try Command.run("run", job.scratch.path)
        #expect(text.output.contains("Read 1 article from 1 file; 0 new"))
    }

    @Test func `a changed rule does every article again and keeps what rang`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb and a grenade.")])
        #expect(try alerts(job.run()).count == 1)
        let path = job.scratch.path + "/rules/bomb.lua"
        let rule = try String(contentsOfFile: path, encoding: .utf8)
        try rule.replacingOccurrences(of: #""bomb" }"#, with: #""bomb", "mine" }"#)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let after = try alerts(job.run())
        #expect(after.count == 1)
        try rule.replacingOccurrences(of: #""bomb" }"#, with: #""mine" }"#)
            .replacingOccurrences(of: "{{word|bomb}}", with: "{{word|mine}}")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try alerts(job.run()).isEmpty)
    }

    @Test func `bare paths and dry runs keep nothing`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb went off.")])
        _ = try job.run("--dry-run")
        _ = try job.run("--no-store")
        _ = try Command.run(
            "run", "--plugins", "places", job.scratch.path + "/articles/1.jsonl",
            environment: ["XDG_CACHE_HOME": job.scratch.path + "/cache"])
        #expect(!FileManager.default.fileExists(atPath: job.store))
        let info = try Command.run("store", "info", job.scratch.path)
        #expect(info.status == 1)
        #expect(info.errors.contains("no store here yet"))
    }

    @Test func `an article that comes twice in a run counts once`() throws {
        let article = report("a", "A bomb went off.")
        let job = try Job(articles: ["1.jsonl": article, "2.jsonl": article])
        let text = try Command.run("run", job.scratch.path)
        #expect(text.output.contains("1 repeated"))
        #expect(try alerts(job.run()).count == 1)
    }

    // MARK: - Trouble

    @Test func `a second run waits or says who runs the workspace`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb went off.")])
        _ = try job.run()
        let lock = open(job.scratch.path + "/.tocsin/store.lock", O_RDWR)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let refused = try job.run("--wait", "0")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("another run has this workspace (tocsin run, process "))
        #expect(refused.errors.split(separator: "\n").count == 1)
        DispatchQueue.global().asyncAfter(deadline: .now() + 1) { close(lock) }
        let waited = try job.run("--wait", "30")
        #expect(waited.status == 0)
        #expect(waited.errors.contains("waiting for another run: tocsin run, process "))
    }

    @Test func `a full disk is one line, and the next run goes on`() throws {
        let long = String(
            repeating: "A bomb went off in the night and nobody was hurt. ", count: 400)
        let lines = (0..<60).map { report("a\($0)", long + "\($0)") }.joined(separator: "\n")
        let job = try Job(articles: ["1.jsonl": lines])
        let calm = try alerts(job.run("--no-store")).count
        let result = try shell(
            "ulimit -f 600; '\(Command.binary.path)' run '\(job.scratch.path)' --format json")
        #expect(result.status == 1)
        #expect(!result.wasKilled)
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(result.errors.contains("what was stored is whole"), "\(result.errors)")
        #expect(try alerts(job.run()).count == calm)
        #expect(try Command.run("store", "check", job.scratch.path).status == 0)
    }

    @Test func `a damaged store is one line and is not overwritten`() throws {
        let job = try Job(articles: ["1.jsonl": report("a", "A bomb went off.")])
        try job.scratch.write(
            "this is no database, it only looks like one", to: ".tocsin/store.sqlite")
        let before = try Data(contentsOf: URL(fileURLWithPath: job.store))
        let result = try job.run()
        #expect(result.status == 1)
        #expect(result.errors.contains("store.sqlite: is damaged"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: job.store)) == before)
    }

    @Test func `a run killed again and again ends like an undisturbed one`() throws {
        let scratch = try Scratch()
        let calm = try Command.run("run", demo, "--no-store", "--format", "json")
        let arguments = ["run", demo, "--store", scratch.path + "/s", "--format", "json"]
        // A fixed seed: the moments are the same in every test run.
        var state: UInt64 = 20_250_311
        var kills = 0
        for _ in 0..<12 {
            let process = Process()
            process.executableURL = Command.binary
            process.arguments = arguments
            process.currentDirectoryURL = Command.root
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            usleep(UInt32(state >> 33) % 900_000)
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
        }
        let last = try Command.run(arguments)
        #expect(try said(last) == said(calm))
        #expect(kills > 0)
        let check = try Command.run("store", "check", demo, "--store", scratch.path + "/s")
        #expect(check.status == 0, "\(check.output)")
    }
}

/// Runs a line of shell as `Command.run` runs tocsin.
private func shell(_ line: String) throws -> Command.Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = Command.root
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let trouble = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Command.Result(
        status: process.terminationStatus,
        wasKilled: process.terminationReason == .uncaughtSignal,
        output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: trouble, as: UTF8.self))
}
