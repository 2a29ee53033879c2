import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "Lists plugins, adds and removes them, and notices when one has changed.",
        subcommands: [List.self, Info.self, Add.self, Remove.self, Lock.self],
        defaultSubcommand: List.self)

    /// The folder of plugins here, or a word on where it was looked for.
    fileprivate static func folder() throws -> String {
        let here = FileManager.default.currentDirectoryPath
        guard let folder = Workspace.findPluginFolder(from: here) else {
            StandardError.write("\(here): no Plugins folder here or above; set TOCSIN_PLUGINS\n")
            throw ExitCode(1)
        }
        return folder
    }

    fileprivate static func complain(_ error: WorkspaceError) -> ExitCode {
        for one in error.diagnostics { StandardError.write(one.description + "\n") }
        return ExitCode(1)
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Lists the plugins here and whether they are as recorded in tocsin.lock.")

        func run() throws {
            let folder = try folder()
            let lock = PluginLock(folder: folder)
            do {
                let entries = try lock.entries()
                if entries.isEmpty {
                    StandardOutput.write(
                        "no plugins in \(folder); tocsin plugins add PATH copies one in\n"
                    )
                }
                // Titles give way on a narrow terminal; what is wrong with a plugin does not.
                let ids = 2 + (entries.map(\.id.count).max() ?? 0)
                let titles = max(10, min(38, StandardOutput.width - ids - 8 - 10 - 14))
                for one in entries {
                    let state =
                        switch one.state {
                        case .same: "as recorded"
                        case .changed: "CHANGED: " + one.changes.prefix(3).joined(separator: ", ")
                        case .unlocked: "not recorded"
                        case .gone: "recorded, but not there"
                        }
                    StandardOutput.write(
                        fitted(one.id, ids) + fitted(one.version, 8)
                            + fitted("\(one.rules) rule\(one.rules == 1 ? "" : "s")", 10)
                            + fitted(one.title, titles) + "  " + state + "\n")
                }
            } catch { throw complain(error) }
        }
    }

    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "info",
            abstract: "Shows one plugin with its rules.")
        @Argument var plugin: String

        func run() throws {
            let path = try folder() + "/" + plugin
            do {
                let list = RuleList(
                    scope: RuleScope(paths: [path], rulesOf: plugin),
                    width: min(StandardOutput.width, 100))
                let readme = path + "/README.md"
                if let text = try? String(contentsOfFile: readme, encoding: .utf8) {
                    let width = min(StandardOutput.width, 100)
                    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                        // A row of a table stays in one piece.
                        let parts =
                            line.hasPrefix("|") || line.isEmpty
                            ? [String(line)] : wrapped(String(line), width)
                        StandardOutput.write(parts.map { $0 + "\n" }.joined())
                    }
                }
                for line in try list.lines(why: false) { StandardOutput.write(line + "\n") }
            } catch { throw complain(error) }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Proves a plugin by its own tests, copies it in and records it.")
        @Argument(help: ArgumentHelp("The plugin's folder.", valueName: "path")) var path: String

        func run() throws {
            let folder = try folder()
            var lock = PluginLock(folder: folder)
            do {
                let id = try lock.add(path)
                // The folder may be the program's own, far from here.
                StandardOutput.write(
                    "added \(id) to \(folder); name it in a workspace's plugins = { … }\n"
                )
            } catch { throw complain(error) }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Removes a plugin that was added.")
        @Argument var plugin: String

        func run() throws {
            var lock = PluginLock(folder: try folder())
            do {
                try lock.remove(plugin)
                StandardOutput.write("removed \(plugin)\n")
            } catch { throw complain(error) }
        }
    }

    struct Lock: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lock",
            abstract: "Records plugins as they are now.")
        @Argument(help: "Plugins by name.") var plugins: [String]

        func run() throws {
            var lock = PluginLock(folder: try folder())
            do {
                try lock.record(plugins)
                StandardOutput.write("recorded \(plugins.joined(separator: ", "))\n")
            } catch { throw complain(error) }
        }
    }
}
