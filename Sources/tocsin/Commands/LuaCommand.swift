import ArgumentParser
import Foundation
import TocsinLua

/// Runs Lua files under exactly the rules' sandbox.
struct LuaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lua",
        abstract: "Runs Lua files in the sandbox that rules run in.",
        discussion: """
            Each file runs in a state of its own. What it prints goes to standard output; an error, or the limit \
            that stopped it, to standard error, and the exit code is 1. `require` finds files beside the one that \
            runs. What the sandbox has and has not: Documentation/sandbox.md.

              tocsin lua rule.lua
              tocsin lua --globals program.lua      a program that writes globals
              tocsin lua --memory 1MB --steps 1M --time 200ms attack.lua
            """)

    @Argument(help: ArgumentHelp("Lua files; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("Memory a state may use, e.g. 32MB or 64KB.", valueName: "size"))
    var memory: ByteCount = ByteCount(LuaLimits().memory)

    @Option(help: ArgumentHelp("Instructions a file may run, e.g. 20M.", valueName: "count"))
    var steps: StepCount = StepCount(LuaLimits().steps)

    @Option(help: ArgumentHelp("Time a file may take, e.g. 1s or 500ms.", valueName: "time"))
    var time: Seconds = Seconds(LuaLimits().seconds)

    @Flag(
        help: ArgumentHelp(
            "Globals of the file's own, as in Lua's interpreter: rules have none, they write 'local'."
        ))
    var globals = false

    func run() throws {
        var limits = LuaLimits()
        limits.memory = memory.value
        limits.steps = steps.value
        limits.seconds = time.value
        limits.log = Self.output
        let paths = files
        let libraries: LuaHost.Libraries = globals ? .program : .rules
        let allFine = LuaThread.run { [limits] in
            var allFine = true
            for path in paths where !Self.run(path, limits, libraries) { allFine = false }
            return allFine
        }
        if !allFine { throw ExitCode(1) }
    }

    /// What a file may print: not a rule's log here, but not endless either.
    private static let output = 64 << 20

    private static func run(
        _ path: String, _ limits: LuaLimits, _ libraries: LuaHost.Libraries
    ) -> Bool {
        let lines = OutputLines()
        defer { lines.flush() }
        do throws(LuaError) {
            let source = try read(path)
            let host = try LuaHost(limits: limits)
            host.onPrint = { line, isWarning in lines.add(line, isWarning: isWarning) }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let environment = try host.makeEnvironment(plugin: path, libraries: libraries) {
                name throws(LuaError) in
                guard let file = try LuaModulePath.resolve(name, in: folder) else { return nil }
                return (try read(file), file)
            }
            _ = try host.run(source, chunk: path == "-" ? "stdin" : path, in: environment)
            return true
        } catch {
            lines.flush()
            StandardError.write(describe(error, path: path) + "\n")
            return false
        }
    }

    private static func read(_ path: String) throws(LuaError) -> String {
        let data =
            path == "-"
            ? FileHandle.standardInput.readDataToEndOfFile()
            : FileManager.default.contents(atPath: path)
        guard let data else { throw LuaError(.require, "cannot be read", chunk: path) }
        return String(decoding: data, as: UTF8.self)
    }

    private static func describe(_ error: LuaError, path: String) -> String {
        let chunk = error.chunk.isEmpty ? path : error.chunk
        let place = error.line > 0 ? "\(chunk):\(error.line)" : chunk
        let trip = error.code.isTrip ? "stopped by its limit of \(error.code.rawValue): " : ""
        let traceback = error.traceback.isEmpty ? "" : "\n" + error.traceback
        return "tocsin: \(place): \(trip)\(error.message)\(traceback)"
    }
}

/// What a file prints, gathered and written in large pieces, bytes as they are.
private final class OutputLines {
    private var bytes: [UInt8] = []

    func add(_ line: UnsafeRawBufferPointer, isWarning: Bool) {
        if isWarning {
            flush()
            FileHandle.standardError.write(Data("warning: ".utf8) + Data(line) + Data("\n".utf8))
            return
        }
        bytes.append(contentsOf: line)
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count > 64 << 10 { flush() }
    }

    func flush() {
        StandardOutput.write(bytes: bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

extension StandardOutput {
    /// Bytes as they are; a reader that went away ends the program quietly.
    fileprivate static func write(bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var at = 0
            while at < bytes.count {
                let written = Foundation.write(1, bytes.baseAddress! + at, bytes.count - at)
                if written < 0 {
                    if errno == EINTR { continue }
                    if errno == EPIPE { Foundation.exit(0) }
                    StandardError.write(
                        "tocsin: cannot write the output: \(String(cString: strerror(errno)))\n")
                    Foundation.exit(3)
                }
                at += written
            }
        }
    }
}

/// `32MB`, `64KB`, `4096`.
struct ByteCount: ExpressibleByArgument {
    var value: Int
    init(_ value: Int) { self.value = value }
    init?(argument: String) {
        guard
            let value = Quantity.parse(
                argument, units: ["": 1, "b": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30])
        else { return nil }
        self.value = value
    }
    var defaultValueDescription: String { "\(value >> 20)MB" }
}

/// `20M`, `500k`, `1000`.
struct StepCount: ExpressibleByArgument {
    var value: Int
    init(_ value: Int) { self.value = value }
    init?(argument: String) {
        guard
            let value = Quantity.parse(
                argument, units: ["": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000])
        else { return nil }
        self.value = value
    }
    var defaultValueDescription: String { "\(value / 1_000_000)M" }
}

/// `1s`, `500ms`, `2`.
struct Seconds: ExpressibleByArgument {
    var value: Double
    init(_ value: Double) { self.value = value }
    init?(argument: String) {
        guard
            let value = Quantity.parse(
                argument, units: ["": 1000, "s": 1000, "ms": 1, "min": 60_000])
        else { return nil }
        self.value = Double(value) / 1000
    }
    var defaultValueDescription: String { "\(value)s" }
}

private enum Quantity {
    /// A number and a unit; nil when it is neither or does not fit.
    static func parse(_ text: String, units: [String: Int]) -> Int? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).lowercased()
        guard let factor = units[unit], let amount = Double(number), amount >= 0 else { return nil }
        let value = amount * Double(factor)
        return value < 1e15 ? Int(value) : nil
    }
}
