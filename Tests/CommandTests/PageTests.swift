import Foundation
import Testing

/// Every command and every rule that a page of Documentation/ shows is run, in the order of the page,
/// in a folder of its own.
@Suite struct PageTests {
    private struct Block {
        var line: Int
        var info: [String]
        var text: String
    }

    private static func blocks(of page: String) throws -> [Block] {
        let text = try String(
            contentsOf: Command.root.appendingPathComponent("Documentation/" + page),
            encoding: .utf8)
        var out: [Block] = []
        var open: Block?
        for (number, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                if let closed = open {
                    out.append(closed)
                    open = nil
                } else {
                    open = Block(
                        line: number + 1,
                        info: line.dropFirst(3).split(separator: " ").map(String.init), text: "")
                }
            } else {
                open?.text += line + "\n"
            }
        }
        return out
    }

    /// A folder as a reader has it: the plugins, the demo workspace, and `tocsin` on the path.
    static func reader() throws -> Scratch {
        let scratch = try Scratch()
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: scratch.path + "/Plugins", withDestinationPath: Command.root.path + "/Plugins")
        try files.createDirectory(
            atPath: scratch.path + "/workspaces", withIntermediateDirectories: true)
        let demo = scratch.path + "/workspaces/moscow-drones"
        try files.copyItem(
            atPath: Command.root.path + "/workspaces/moscow-drones", toPath: demo)
        try? files.removeItem(atPath: demo + "/.tocsin")
        return scratch
    }

    private static func shell(_ script: String, in folder: String) throws -> (Int32, String, String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        // The folder it ends in is the next block's.
        let trailer = "\necho $? > .status; pwd > \"$HERE\"\n"
        process.arguments = ["-c", "set -e\n" + script + trailer]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        variables["COLUMNS"] = "100"
        variables["PATH"] =
            Command.binary.deletingLastPathComponent().path + ":" + (variables["PATH"] ?? "")
        let here = NSTemporaryDirectory() + "tocsin-here-" + UUID().uuidString
        variables["HERE"] = here
        process.environment = variables
        let out = NSTemporaryDirectory() + "tocsin-out-" + UUID().uuidString
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        let handle = FileHandle(forWritingAtPath: out)!
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = (try? String(contentsOfFile: out, encoding: .utf8)) ?? ""
        let next =
            (try? String(contentsOfFile: here, encoding: .utf8))?.trimmingCharacters(
                in: .whitespacesAndNewlines) ?? folder
        try? FileManager.default.removeItem(atPath: out)
        try? FileManager.default.removeItem(atPath: here)
        return (process.terminationStatus, text, next)
    }

    static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static let pages = [
        "first-rule.md", "cookbook.md", "event-model.md", "hosting.md", "performance.md",
        "coming-from-alertmanager.md", "coming-from-spacy.md", "coming-from-yara-and-sigma.md",
        "coming-from-petrarch.md", "editors.md", "pattern-language.md", "query-language.md",
        "rule-reference.md", "alert-policy.md", "rule-tools.md", "incidents-and-claims.md",
        "receivers.md", "sources.md",
    ].filter {
        FileManager.default.fileExists(
            atPath: Command.root.appendingPathComponent("Documentation/" + $0).path)
    }

    /// `receivers = { … },` and the like: keys of a workspace.lua without the rest of it.
    private static func isPartOfWorkspace(_ text: String) -> Bool {
        ["sources", "receivers", "routes", "inhibit", "keep", "http", "override"].contains {
            text.hasPrefix($0 + " =")
        }
    }

    /// It is read without an error as the part of a workspace that it is.
    private static func check(partOfWorkspace text: String, _ place: String) throws {
        let scratch = try Scratch()
        try scratch.workspace(rules: [:], articles: [:])
        let sources =
            text.hasPrefix("sources =") ? "" : "sources = { { files = \"articles/**/*\" } },\n"
        try scratch.write("return {\ntitle = \"Page\",\n\(sources)\(text)}\n", to: "workspace.lua")
        let result = try Command.run("check", scratch.path)
        #expect(result.status == 0, "\(place): \(result.output)\(result.errors)")
        #expect((result.output + result.errors).contains("0 errors"), "\(place): \(result.output)")
        // A test that cannot fail proves nothing: a key misspelt is noticed.
        try scratch.write(
            "return {\ntitle = \"Page\",\n\(sources)x\(text)}\n", to: "workspace.lua")
        #expect(try Command.run("check", scratch.path).status == 1, "\(place)")
    }

    @Test(arguments: pages) func `what a page shows is true`(_ page: String) throws {
        let scratch = try Self.reader()
        var folder = scratch.path
        var output = ""
        var loose: [(line: Int, text: String)] = []
        for block in try Self.blocks(of: page) {
            switch block.info.first {
            case "sh":
                let (status, text, next) = try Self.shell(block.text, in: folder)
                let mayFail = block.info.contains("fails")
                #expect(
                    (status == 0) != mayFail, "\(page):\(block.line): status \(status)\n\(text)")
                output = text
                if !mayFail { folder = next }
            case "text":
                for line in block.text.split(separator: "\n") where !line.contains("…") {
                    #expect(
                        Self.flat(output).contains(Self.flat(String(line))),
                        "\(page):\(block.line): \"\(line)\" is not in\n\(output)")
                }
            case "lua", "txt", "tsv", "json":
                if block.info.count > 1 {
                    let file = URL(fileURLWithPath: folder + "/" + block.info[1])
                    try FileManager.default.createDirectory(
                        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(block.text.utf8).write(to: file)
                } else if block.text.contains("return tocsin.") {
                    loose.append((block.line, block.text))
                } else if Self.isPartOfWorkspace(block.text) {
                    try Self.check(partOfWorkspace: block.text, "\(page):\(block.line)")
                }
            default: break
            }
        }
        // Rules without a place of their own are proved together.
        guard !loose.isEmpty else { return }
        let files = try Scratch()
        try files.workspace(rules: [:], articles: [:], plugins: ["places", "people", "quotations"])
        for (line, text) in loose { try files.write(text, to: "rules/line-\(line).lua") }
        let result = try Command.run(
            "test", files.path, environment: ["TOCSIN_PLUGINS": Command.root.path + "/Plugins"])
        #expect(result.status == 0, "\(page): \(result.output)\(result.errors)")
        #expect(result.output.contains("\(loose.count) rule"), "\(page): \(result.output)")
    }
}
