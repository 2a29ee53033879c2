import Foundation
import Testing

@Suite struct ServeTests {
    private func workspace() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.workspace(rules: [:], articles: ["a.txt": "Nothing happened.\n"])
        return scratch
    }

    @Test func `an address others can reach demands a password`() throws {
        let scratch = try workspace()
        let refused = try Command.run("serve", scratch.path, "--host", "0.0.0.0", "--as", "ann")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("--password-file"), "\(refused.errors)")
        try scratch.write("short\n", to: "secret.txt")
        let short = try Command.run(
            "serve", scratch.path, "--host", "0.0.0.0", "--as", "ann", "--password-file",
            scratch.path + "/secret.txt")
        #expect(short.status == 1)
        #expect(short.errors.contains("at least 12"), "\(short.errors)")
    }

    @Test func `it prints its address, answers there, and ends when asked`() throws {
        let scratch = try workspace()
        let (process, address) = try Self.serve(scratch)
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        let page = try Self.get(address + "about")
        #expect(page.contains("signed <b>ann</b>"))
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test func `readers are answered while a watch writes`() throws {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: ["hypersonic.lua": WatchTests.rule], articles: ["a.txt": "Nothing happened.\n"])
        let (server, address) = try Self.serve(scratch)
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        let watch = try WatchTests.Background(["watch", scratch.path, "--pause", "0.1"])
        defer { kill(watch.process.processIdentifier, SIGKILL) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let reading = Process()
        reading.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reading.arguments = [
            "python3", root.appendingPathComponent("script/bench.d/watching.py").path, address,
            scratch.path + "/articles", "12", "25",
        ]
        let pipe = Pipe()
        reading.standardOutput = pipe
        try reading.run()
        let told = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reading.waitUntilExit()
        #expect(reading.terminationStatus == 0, "\(told)")
        #expect(told.contains("25 of 25") && told.contains("0 not answered"), "\(told)")
        #expect(server.isRunning && watch.process.isRunning)
    }

    /// A server on a free port, with its address once it has told it.
    private static func serve(_ scratch: Scratch) throws -> (Process, address: String) {
        let log = scratch.url.appendingPathComponent("address")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = Command.binary
        process.arguments = ["serve", scratch.path, "--port", "0", "--as", "ann"]
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = FileHandle.nullDevice
        try process.run()
        var address = ""
        for _ in 0..<1200 where !address.hasSuffix("/\n") && process.isRunning {
            Thread.sleep(forTimeInterval: 0.1)
            address = try String(contentsOf: log, encoding: .utf8)
        }
        return (process, address.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func get(_ address: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sys,urllib.request as u; print(u.urlopen(sys.argv[1],timeout=20).read().decode())",
            address,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
