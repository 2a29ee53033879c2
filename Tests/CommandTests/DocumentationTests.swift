import Foundation
import Testing

/// Commands and rules shown in the README are true today.
@Suite struct DocumentationTests {
    private func blocks(_ language: String, in file: String) throws -> [String] {
        let text = try String(
            contentsOf: Command.root.appendingPathComponent(file), encoding: .utf8)
        return text.components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
    }

    /// The words of a command after its name; single quotes hold blanks together.
    private func words(of command: String) -> [String] {
        command.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
            part, text in
            part % 2 == 1 ? [String(text)] : text.split(separator: " ").map(String.init)
        }.dropFirst().map { $0 }
    }

    @Test func `every command the README shows runs`() throws {
        let commands = try blocks("sh", in: "README.md").flatMap { $0.split(separator: "\n") }
            .filter { $0.hasPrefix("tocsin ") }
        #expect(commands.count >= 5)
        for command in commands {
            let result = try Command.run(words(of: String(command)))
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
    }

    @Test func `the output the README shows is what its commands print`() throws {
        let excerpts = try blocks("text", in: "README.md")
        #expect(excerpts.count == 2)
        let scratch = try PageTests.reader()
        for (excerpt, command) in zip(
            excerpts,
            [
                ["run", "workspaces/moscow-drones"],
                [
                    "try", "infrastructure.evacuation",
                    "About 3,000 people were moved out of Kursk.",
                ],
            ])
        {
            let result = try Command.run(command, in: scratch.url)
            let output = PageTests.flat(result.output + result.errors)
            // What is cut, and how long it took, differ.
            for line in excerpt.split(separator: "\n")
            where !line.contains("…") && !line.contains(" s;") && !line.contains(" s)")
                && !line.hasSuffix("(processor")
            {
                #expect(output.contains(PageTests.flat(String(line))), "\(line)")
            }
        }
    }

    @Test func `the README's rule holds its own examples`() throws {
        let rule = try #require(
            try blocks("lua", in: "README.md").first { $0.contains("tocsin.watchlist") })
        let scratch = try Scratch()
        try scratch.workspace(
            rules: ["hypersonic.lua": rule], articles: ["a.txt": "A hypersonic glider flew.\n"])
        let result = try Command.run("test", scratch.path)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("1 rule: 2 examples"))
    }

    @Test func `the pages make a DocC archive without a warning`() throws {
        let scratch = try Scratch()
        let process = Process()
        process.executableURL = Command.root.appendingPathComponent("script/docs")
        process.arguments = [scratch.path + "/Tocsin.doccarchive"]
        let said = Pipe()
        process.standardOutput = said
        process.standardError = said
        try process.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        let page = scratch.path + "/Tocsin.doccarchive/data/documentation/tocsin/architecture.json"
        let made = try String(contentsOfFile: page, encoding: .utf8)
        #expect(made.contains("Where do I add"))
    }

    @Test func `every script is executable and short`() throws {
        for name in ["setup", "demo", "test", "bench", "docs"] {
            let path = Command.root.path + "/script/" + name
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(name)")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.split(separator: "\n").count < 40, "\(name)")
        }
    }
}
