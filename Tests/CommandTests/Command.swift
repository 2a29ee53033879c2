import Foundation
import Testing

/// Runs the built `tocsin` beside the test bundle.
struct Command {
    struct Result {
        var status: Int32
        /// True where a signal ended it: never right.
        var wasKilled: Bool
        var output: String
        var errors: String
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let binary: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appendingPathComponent("tocsin")
    }()

    static func run(
        _ arguments: String..., in folder: URL = root, environment: [String: String] = [:]
    ) throws -> Result {
        try run(arguments, in: folder, environment: environment)
    }

    /// - Parameter input: what stands on standard input.
    static func run(
        _ arguments: [String], in folder: URL = root, environment: [String: String] = [:],
        input: String? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["COLUMNS"] = "100"
        for (key, value) in environment { variables[key] = value }
        process.environment = variables
        let out = try file()
        let err = try file()
        defer { for one in [out, err] { try? FileManager.default.removeItem(at: one.url) } }
        process.standardOutput = out.handle
        process.standardError = err.handle
        process.standardInput = FileHandle.nullDevice
        if let input {
            let given = try file()
            try Data(input.utf8).write(to: given.url)
            process.standardInput = try FileHandle(forReadingFrom: given.url)
            // It is read through its handle.
            try FileManager.default.removeItem(at: given.url)
        }
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal,
            output: try String(decoding: Data(contentsOf: out.url), as: UTF8.self),
            errors: try String(decoding: Data(contentsOf: err.url), as: UTF8.self))
    }

    /// Files instead of pipes: nothing blocks, however much is written.
    private static func file() throws -> (url: URL, handle: FileHandle) {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-test-" + UUID().uuidString)
        _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        return (url, try FileHandle(forWritingTo: url))
    }
}

/// A folder that goes away with the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("tocsin-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var path: String { url.path }

    func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    func write(_ data: Data, to name: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    /// A workspace with these rules and articles, using no plugin.
    func workspace(rules: [String: String], articles: [String: String], plugins: [String] = [])
        throws
    {
        let list = plugins.map { "\"\($0)\"" }.joined(separator: ", ")
        try write(
            """
            return { title = "Test", sources = { { files = "articles/**/*" } }, plugins = { \(list) } }
            """, to: "workspace.lua")
        for (name, text) in rules { try write(text, to: "rules/" + name) }
        for (name, text) in articles { try write(text, to: "articles/" + name) }
    }
}
