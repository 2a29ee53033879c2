import Foundation
import LoopbackServer
import Synchronization
import Testing

/// `tocsin watch` as its users run it: real folders, a real server, real signals.
struct WatchTests {
    static let rule = """
        --- Talk of weapons that fly faster than five times sound.
        return tocsin.watchlist {
          title = "Hypersonic weapons", severity = "moderate", words = { "hypersonic" },
          examples = { match [[A {{word|hypersonic}} glider.]], nomatch [[A glider.]] },
        }
        """

    private func workspace(feed: String?, more: String = "") throws -> Scratch {
        let scratch = try Scratch()
        let source =
            feed.map { "{ feed = \"\($0)\", name = \"Wire\", reliability = \"B\" }," } ?? ""
        try scratch.write(
            """
            return { title = "Test", plugins = {},
              sources = { { files = "articles/**/*" }, \(source) },
              http = { allow = { "loopback" }, pause = 0, timeout = "5 seconds" }, \(more) }
            """, to: "workspace.lua")
        try scratch.write(Self.rule, to: "rules/hypersonic.lua")
        try FileManager.default.createDirectory(
            at: scratch.url.appendingPathComponent("articles"), withIntermediateDirectories: true)
        return scratch
    }

    static func feed(_ count: Int, from first: Int = 0) -> [UInt8] {
        let items = (first..<(first + count)).map { n in
            // Each tells another story: near-duplicates would ring once together.
            let words = (0..<40).map { "word\(n * 40 + $0)" }.joined(separator: " ")
            return
                "<item><title>Report \(n)</title><guid>g\(n)</guid><link>https://wire.example/\(n)</link>"
                + "<pubDate>Tue, 11 Mar 2025 \(10 + n / 60 % 10):\(10 + n % 50):00 GMT</pubDate>"
                + "<description>A hypersonic glider: \(words)</description></item>"
        }
        return Array(
            "<rss version=\"2.0\"><channel><title>Wire</title>\(items.joined())</channel></rss>"
                .utf8)
    }

    private func search(_ scratch: Scratch, _ query: String) throws -> [String] {
        let result = try Command.run(
            "search", scratch.path, query, "--format", "jsonl", "--limit", "1000")
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").compactMap { line in
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (object?["article"] as? [String: Any])?["id"] as? String
        }
    }

    @Test func `a feed is read once, asked again only when it is due, and rings`() throws {
        let server = try LoopbackServer { _ in
            .answer(200, headers: [("ETag", "\"1\"")], body: Self.feed(3))
        }
        let scratch = try workspace(feed: server.url + "/f")
        let first = try Command.run("watch", scratch.path, "--once")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("fetched") && first.errors.contains("new=3"))
        #expect(first.errors.components(separatedBy: "notice alert").count == 4)
        #expect(try search(scratch, "hypersonic").sorted() == ["g0", "g1", "g2"])
        let second = try Command.run("watch", scratch.path, "--once")
        #expect(second.status == 0)
        #expect(!second.errors.contains("notice alert"))
        #expect(server.requests.count == 1)
        let list = try Command.run("sources", "list", scratch.path)
        #expect(list.output.contains("Wire") && list.output.contains("fine"))
    }

    @Test func `what a killed watch had not kept comes again, and nothing twice`() throws {
        let shown = Atomic<Int>(0)
        let server = try LoopbackServer { _ in
            .answer(200, body: Self.feed(shown.load(ordering: .relaxed)))
        }
        shown.store(60, ordering: .relaxed)
        let scratch = try workspace(feed: server.url + "/f")
        for (n, delay) in [0.05, 0.15, 0.3, 0.5, 0.8, 1.2].enumerated() {
            try scratch.write(
                "Title: File \(n)\n\nA hypersonic missile of file \(n).\n",
                to: "articles/\(n).txt")
            let watch = try Background(["watch", scratch.path, "--pause", "0.1"])
            Thread.sleep(forTimeInterval: delay)
            kill(watch.process.processIdentifier, SIGKILL)
            watch.process.waitUntilExit()
        }
        // The newest file counts once it has not been touched for a moment: it is waited for.
        let last = try Command.run("watch", scratch.path, "--once")
        #expect(last.status == 0, "\(last.errors)")
        let found = try search(scratch, "hypersonic")
        #expect(found.count == Set(found).count)
        #expect(Set(found).isSuperset(of: (0..<60).map { "g\($0)" }))
        #expect(found.count == 66)
        let check = try Command.run("store", "check", scratch.path)
        #expect(
            check.status == 0 || check.errors.contains("unexpected argument"), "\(check.errors)")
    }

    @Test func `SIGTERM ends it, /metrics and /healthz answer, a network loss heals`() throws {
        let isDown = Atomic<Bool>(true)
        let server = try LoopbackServer { _ in
            isDown.load(ordering: .relaxed) ? .hangUp : .answer(200, body: Self.feed(2))
        }
        let scratch = try workspace(feed: server.url + "/f")
        let port = try Self.freePort()
        let watch = try Background([
            "watch", scratch.path, "--pause", "0.1", "--metrics", "\(port)", "--log", "json",
        ])
        try watch.wait(for: "not fetched")
        isDown.store(false, ordering: .relaxed)
        #expect(try Self.get(port, "/healthz").contains("200"))
        try scratch.write("Title: File\n\nA hypersonic missile.\n", to: "articles/1.txt")
        try watch.wait(for: "\"message\":\"alert\"")
        let metrics = try Self.get(port, "/metrics")
        #expect(metrics.contains("tocsin_requests_failed_total 1"))
        #expect(metrics.contains("tocsin_source_healthy{source=\"Wire\"} 0"))
        #expect(metrics.contains("tocsin_alerts_total 1"))
        kill(watch.process.processIdentifier, SIGTERM)
        watch.process.waitUntilExit()
        #expect(watch.process.terminationStatus == 0)
        #expect(watch.process.terminationReason == .exit)
        #expect(try watch.text().contains("\"message\":\"stopped\""))
        // The source waits for its next turn; a person asks it now.
        let check = try Command.run("sources", "check", scratch.path)
        #expect(check.output.contains("Wire: 2 articles"), "\(check.output)")
    }

    @Test func `changed rules are taken over, a broken edit keeps the old ones`() throws {
        let scratch = try workspace(feed: nil)
        let watch = try Background(["watch", scratch.path, "--pause", "0.1"])
        try watch.wait(for: "watching")
        try scratch.write("return tocsin.watchlist { title = ", to: "rules/hypersonic.lua")
        try watch.wait(for: "the edit is broken; the old rules stay in use")
        try scratch.write("Title: One\n\nA hypersonic missile flew.\n", to: "articles/1.txt")
        try watch.wait(for: "hypersonic.lua")
        try watch.wait(for: "notice alert")
        try scratch.write(
            Self.rule.replacing("hypersonic\" }", with: "balloon\" }")
                .replacing("{{word|hypersonic}} glider", with: "{{word|balloon}}"),
            to: "rules/hypersonic.lua")
        try watch.wait(for: "changed rules are in use")
        try scratch.write("Title: Two\n\nA weather balloon drifted off.\n", to: "articles/2.txt")
        try watch.wait(for: "balloon")
        kill(watch.process.processIdentifier, SIGTERM)
        watch.process.waitUntilExit()
        #expect(watch.process.terminationStatus == 0)
    }

    @Test func `a backtest shows what a rule finds, and what an edit gains and loses`() throws {
        let scratch = try workspace(feed: nil)
        for n in 0..<6 {
            try scratch.write(
                "Title: A\(n)\nPublished: 2025-03-1\(n)\n\n"
                    + (n % 2 == 0 ? "A hypersonic glider \(n)." : "A balloon \(n).") + "\n",
                to: "articles/\(n).txt")
        }
        func git(_ arguments: String...) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments =
                ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments
            process.currentDirectoryURL = scratch.url
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        try git("init", "-q")
        try git("add", "rules", "workspace.lua")
        try git("commit", "-q", "-m", "first")
        _ = try Command.run("run", scratch.path)
        let name = scratch.url.lastPathComponent
        let plain = try Command.run("backtest", scratch.path, "\(name).hypersonic")
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.output.contains("3 articles over 5 days"))
        #expect(plain.output.contains("[hypersonic]"))
        try scratch.write(
            Self.rule.replacing("\"hypersonic\" }", with: "\"balloon\" }"),
            to: "rules/hypersonic.lua")
        let other = try Command.run(
            "backtest", scratch.path, "\(name).hypersonic", "--git", "HEAD")
        #expect(other.output.contains("3 gained, 3 lost"), "\(other.output)\(other.errors)")
        let wrong = try Command.run("backtest", scratch.path, "\(name).hypersonc")
        #expect(wrong.status == 1 && wrong.errors.contains("did you mean"))
    }

    // MARK: - Helpers

    /// A running `tocsin` whose standard error is a file.
    final class Background {
        let process = Process()
        private let log: URL

        init(_ arguments: [String]) throws {
            log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            _ = FileManager.default.createFile(atPath: log.path, contents: nil)
            process.executableURL = Command.binary
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try FileHandle(forWritingTo: log)
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            try? FileManager.default.removeItem(at: log)
        }

        func text() throws -> String {
            try String(decoding: Data(contentsOf: log), as: UTF8.self)
        }

        func wait(for words: String) throws {
            let end = Date().addingTimeInterval(60)
            while Date() < end {
                if try text().contains(words) { return }
                Thread.sleep(forTimeInterval: 0.05)
            }
            Issue.record("never said: \(words)\n\(try text())")
        }
    }

    private static func freePort() throws -> Int {
        let server = try LoopbackServer { _ in .hangUp }
        defer { server.stop() }
        return server.port
    }

    private static func get(_ port: Int, _ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sys,urllib.request as u; r=u.urlopen(sys.argv[1],timeout=10); print(r.status, r.read().decode())",
            "http://127.0.0.1:\(port)\(path)",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
