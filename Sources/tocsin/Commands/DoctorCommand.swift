import ArgumentParser
import Foundation
import TocsinLua
import TocsinStore
import TocsinWorkspace

/// What tocsin stands on here: the libraries it is linked with, limits, folders.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what this installation stands on and what is wrong with it.",
        discussion: """
            The linked Lua and whether it has the memory bugs that the sandbox keeps rules away from (each tried in a \
            child process), SQLite, locale, limits, folders. Exit code 1 where something must be mended.

              tocsin doctor
              tocsin doctor workspaces/moscow-drones      its store's folder as well
              tocsin doctor --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("A workspace whose folders to look at.", valueName: "workspace"))
    var workspace: String?

    @Option(help: "text or json.")
    var format: Format = .text

    @Option(help: .hidden)
    var probe: String?

    func run() throws {
        if let probe {
            LuaProbe(rawValue: probe)?.run()
            return
        }
        let findings =
            Self.lua() + Self.sandbox() + Self.libraries() + Self.system() + folders()
        switch format {
        case .text: StandardOutput.write(Self.text(findings))
        case .json: StandardOutput.write(Self.json(findings))
        }
        if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
    }

    // MARK: - Findings

    struct Finding: Codable {
        /// note: worth knowing, and nothing to do; bad: must be mended.
        enum State: String, Codable { case fine, note, bad }
        var state: State
        var about: String
        var text: String
    }

    private static func lua() -> [Finding] {
        let library = linkedLibrary("liblua").map { ", \($0)" } ?? ", linked in"
        var out = [Finding(state: .fine, about: "lua", text: LuaHost.luaVersion + library)]
        for probe in LuaProbe.allCases {
            switch died(probe) {
            case true?:
                out.append(
                    Finding(
                        state: .note, about: "lua bug",
                        text: "\(probe.bug): present; \(probe.guardedBy)"))
            case false?:
                out.append(
                    Finding(state: .fine, about: "lua bug", text: "\(probe.bug): not present"))
            case nil:
                out.append(
                    Finding(
                        state: .bad, about: "lua bug",
                        text: "\(probe.bug): could not be tried, no child process can be started"))
            }
        }
        return out
    }

    /// Whether the probe killed its process; nil where no process could be started.
    private static func died(_ probe: LuaProbe) -> Bool? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["doctor", "--probe", probe.rawValue]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        // Its own timer ends it long before.
        for _ in 0..<1500 where process.isRunning { usleep(20_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    private static func linkedLibrary(_ name: String) -> String? {
        // Files of /proc have no size that could be read first.
        guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"),
            let data = try? file.readToEnd()
        else { return nil }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            guard let path = line.split(separator: " ").last, path.contains("/\(name)") else {
                continue
            }
            return String(path)
        }
        return nil
    }

    /// A runaway rule stopped, here and now.
    private static func sandbox() -> [Finding] {
        let limits = LuaLimits()
        let start = DispatchTime.now().uptimeNanoseconds
        let code = LuaThread.run { () -> LuaError.Code? in
            do throws(LuaError) {
                let host = try LuaHost(limits: limits)
                let environment = try host.makeEnvironment(plugin: "doctor")
                _ = try host.run("while true do end", chunk: "doctor", in: environment)
                return nil
            } catch {
                return error.code
            }
        }
        let milliseconds = (DispatchTime.now().uptimeNanoseconds - start) / 1_000_000
        let state: Finding.State = code == .steps || code == .time ? .fine : .bad
        return [
            Finding(
                state: state, about: "sandbox",
                text: state == .fine
                    ? "an endless rule was stopped by its limit of \(code!.rawValue) after \(milliseconds) ms"
                    : "an endless rule was not stopped by its limits; do not run rules of others here"
            ),
            Finding(
                state: .fine, about: "limits",
                text:
                    "a rule's call: \(limits.memory >> 20) MB, \(limits.steps / 1_000_000) M steps, "
                    + "\(limits.seconds) s, strings \(limits.string >> 20) MB, source \(limits.source >> 10) KB"
            ),
        ]
    }

    private static func libraries() -> [Finding] {
        guard let sqlite = SQLiteLibrary.description else {
            return [Finding(state: .bad, about: "sqlite", text: "does not open a database")]
        }
        return [
            Finding(
                state: sqlite.hasSearch ? .fine : .bad, about: "sqlite",
                text: sqlite.version
                    + (sqlite.hasSearch
                        ? ", with full text search" : " without full text search (FTS5)"))
        ]
    }

    private static func system() -> [Finding] {
        var out: [Finding] = []
        let locale = setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "?"
        out.append(
            Finding(
                state: locale == "C" ? .fine : .bad, about: "locale",
                text: locale == "C"
                    ? "C, whatever the environment says: results do not depend on it"
                    : "\(locale); expected C: what rules see of letters and numbers depends on it"))
        func limit(_ kind: Int32) -> UInt64 {
            var value = rlimit()
            getrlimit(__rlimit_resource_t(UInt32(kind)), &value)
            return UInt64(value.rlim_cur)
        }
        func shown(_ value: UInt64, _ unit: UInt64, _ name: String) -> String {
            value > 1 << 60 ? "unlimited" : "\(value / unit)\(name)"
        }
        let files = limit(Int32(RLIMIT_NOFILE.rawValue))
        let space = limit(Int32(RLIMIT_AS.rawValue))
        out.append(
            Finding(
                state: files < 64 || space < 1 << 30 ? .bad : .fine, about: "process",
                text: "\(ProcessInfo.processInfo.activeProcessorCount) processors, "
                    + "\(ProcessInfo.processInfo.physicalMemory >> 20) MB memory, "
                    + "open files \(shown(files, 1, "")), address space \(shown(space, 1 << 20, " MB"))"
            ))
        return out
    }

    private func folders() -> [Finding] {
        var out: [Finding] = []
        let temporary = FileManager.default.temporaryDirectory.path
        out.append(Self.folder("temporary", temporary))
        if let workspace {
            if Workspace.isWorkspace(workspace) {
                out.append(Self.folder("store", workspace + "/.tocsin"))
            } else {
                out.append(
                    Finding(
                        state: .bad, about: "workspace",
                        text:
                            "\(workspace): no workspace here; expected a folder with a workspace.lua"
                    ))
            }
        }
        let plugins = Workspace.findPluginFolder(
            from: workspace ?? FileManager.default.currentDirectoryPath)
        out.append(
            Finding(
                state: plugins == nil ? .note : .fine, about: "plugins",
                text: plugins ?? "no Plugins folder above here; set TOCSIN_PLUGINS to use one"))
        return out
    }

    /// Whether a file can be made there (or in the nearest folder above that exists).
    private static func folder(_ about: String, _ path: String) -> Finding {
        var place = path
        while !FileManager.default.fileExists(atPath: place), place.contains("/") {
            place = URL(fileURLWithPath: place).deletingLastPathComponent().path
        }
        let file = place + "/.tocsin-doctor-\(getpid())"
        let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            return Finding(
                state: .bad, about: about,
                text: "\(path): nothing can be written there: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
        unlink(file)
        let free =
            (try? FileManager.default.attributesOfFileSystem(forPath: place))?[.systemFreeSize]
            as? Int ?? 0
        return Finding(
            state: free < 64 << 20 ? .bad : .fine, about: about,
            text: "\(path): writable, \(free >> 20) MB free")
    }

    // MARK: - Printing

    private static func text(_ findings: [Finding]) -> String {
        var out = ""
        for finding in findings {
            let about = finding.about.padding(toLength: 10, withPad: " ", startingAt: 0)
            let state = finding.state.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)
            out += "\(state) \(about) \(finding.text)\n"
        }
        let bad = findings.count { $0.state == .bad }
        out += bad == 0 ? "Nothing to mend.\n" : "\(bad) to mend.\n"
        return out
    }

    private static func json(_ findings: [Finding]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(findings)) ?? Data("[]".utf8)
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
