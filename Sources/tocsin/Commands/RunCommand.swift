import ArgumentParser
import Foundation
import TocsinLua
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Reads a workspace's articles, prints alerts and events.",
        discussion: """
            tocsin run workspaces/moscow-drones
            tocsin run workspaces/moscow-drones new-article.txt      only this article
            tocsin run --plugins political-violence,diplomacy articles/
            tocsin run workspaces/moscow-drones --format jsonl       one event a line
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl }

    @Argument(
        help: ArgumentHelp(
            "A workspace, or articles (with --plugins); then paths that replace the workspace's own sources.",
            valueName: "path"))
    var paths: [String]

    @Option(help: "text, json (one object with everything) or jsonl (one event a line).")
    var format: Format = .text

    @Option(
        help: ArgumentHelp(
            "Also write events.jsonl, claims.jsonl, alerts.jsonl and report.json here.",
            valueName: "folder"))
    var output: String?

    @Option(help: "Threads that read articles; the result does not depend on it.")
    var workers: Int = 0

    @Option(
        help: ArgumentHelp("Plugins to use, by name, instead of the workspace's.", valueName: "a,b")
    )
    var plugins: String?

    @Option(
        help: ArgumentHelp(
            "The time that rules of elapsed time go by, instead of the newest article's.",
            valueName: "time"))
    var now: String?

    @Flag(help: "Do every article again, though it is in the store.")
    var again = false

    @Option(
        help: ArgumentHelp(
            "How long to wait for another run of the workspace.", valueName: "seconds"))
    var wait: Double = 10

    @Flag(help: "Keep nothing: as if the workspace had never been run.")
    var noStore = false

    @Option(
        help: ArgumentHelp(
            "Keep the store in this folder instead of the workspace's .tocsin.",
            valueName: "folder"))
    var store: String?

    @Flag(help: "Evaluate everything, write and deliver nothing.")
    var dryRun = false

    @Flag(
        help: ArgumentHelp(
            "Run the rules in a child process with limits of its own; one that kills it is named and left out."
        ))
    var isolate = false

    @Option(help: .hidden) var isolatedBoard: String?
    @Option(help: .hidden) var died: [String] = []
    @Flag(help: .hidden) var alone = false

    func validate() throws {
        if paths.isEmpty {
            throw ValidationError(
                "name a workspace or articles, e.g. tocsin run workspaces/moscow-drones")
        }
        if workers < 0 || workers > 256 {
            throw ValidationError("--workers is \(workers); expected 1 to 256")
        }
        if !(wait >= 0 && wait <= 86400) {
            throw ValidationError("--wait is \(wait); expected 0 to 86400 seconds")
        }
        if noStore, store != nil {
            throw ValidationError("--store and --no-store exclude each other")
        }
        if let now, Timestamp(now) == nil {
            throw ValidationError(
                "--now is \"\(now)\"; expected a time such as 2025-03-11T18:00:00Z")
        }
    }

    func run() throws {
        if let isolatedBoard { IsolatedRun.enterChild(board: isolatedBoard) }
        let opened = try WorkspaceArgument.open(paths, plugins: plugins)
        if isolate {
            // A call's own limit ends it long before.
            let patience = 5 + 3 * min(1e6, max(0, opened.workspace.configuration.limits.seconds))
            let words = CommandLine.arguments.dropFirst().filter { $0 != "--isolate" }
            let code = try IsolatedRun(arguments: Array(words), patience: patience).execute()
            if code != 0 { throw ExitCode(code) }
            return
        }
        var options = RunOptions()
        options.deaths = died.map { text in
            let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
            return RunOptions.Death(
                rule: String(parts[0]), article: parts.count > 1 ? String(parts[1]) : "",
                cause: parts.count > 2 ? String(parts[2]) : "")
        }
        options.paths = opened.articles
        options.workers =
            alone
            ? 1 : workers == 0 ? min(ProcessInfo.processInfo.activeProcessorCount, 16) : workers
        options.now = now.flatMap { Timestamp($0) }
        // Other plugins than the workspace's are a trial: its store is of its own rules.
        if !noStore, !dryRun, plugins == nil || store != nil {
            // A job made up on the spot keeps nothing, unless it is told where.
            let folder = store.map(Workspace.absolute) ?? opened.workspace.storeFolder
            options.store = folder.map { folder in
                RunOptions.StoreUse(
                    folder: folder, wait: wait, again: again,
                    waiting: { holder in
                        StandardError.write("waiting for another run: \(holder)\n")
                    })
            }
        }
        if opened.workspace.configuration.policy != nil, options.store != nil {
            // The text report holds the alerts; machine formats keep standard output to themselves.
            let isText = format == .text
            let delivery = DeliveryRun(
                opened.workspace, showing: { !isText || $0.kind != .alerts },
                print: { isText ? StandardOutput.write($0) : StandardError.write($0) })
            for diagnostic in delivery.diagnostics { StandardError.write("\(diagnostic)\n") }
            options.deliver = { store throws(StoreError) in try delivery.run(store) }
        }
        if StandardError.isTerminal {
            let progress = ProgressLine()
            options.progress = { done, total in progress.show(done, of: total) }
        }
        let report: RunReport
        do {
            report = try Run(workspace: opened.workspace, options: options).execute()
        } catch {
            throw opened.fail(error)
        }
        if StandardError.isTerminal { ProgressLine.clear() }
        if let output, !dryRun {
            do {
                try OutputFolder(path: output).write(report)
            } catch {
                StandardError.write("\(error.diagnostic)\n")
                throw ExitCode(1)
            }
        }
        switch format {
        case .text:
            let style = TextStyle(
                isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
            StandardOutput.write(TextReport(style: style).render(report))
        case .json:
            StandardOutput.write(JSONReport.text(report) + "\n")
            complain(report)
        case .jsonl:
            StandardOutput.write(JSONReport.lines(report.events))
            complain(report)
        }
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }

    /// Machine formats keep standard output clean; what was wrong goes to standard error.
    private func complain(_ report: RunReport) {
        for diagnostic in report.diagnostics where diagnostic.severity != .note {
            StandardError.write(diagnostic.description + "\n")
        }
    }
}

/// `[WORKSPACE] [PATH…]` as most commands take it.
struct WorkspaceArgument {
    var workspace: Workspace
    var articles: [String]

    static func open(_ paths: [String], plugins: String?) throws -> WorkspaceArgument {
        let names = plugins.map {
            $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        if let first = paths.first, Workspace.isWorkspace(first) || names == nil {
            do {
                var workspace = try Workspace.open(first, pluginFolder: nil)
                if let names { workspace = workspace.using(plugins: names) }
                return WorkspaceArgument(workspace: workspace, articles: Array(paths.dropFirst()))
            } catch {
                for diagnostic in error.diagnostics {
                    StandardError.write(diagnostic.description + "\n")
                }
                throw ExitCode(1)
            }
        }
        let folder = Workspace.findPluginFolder(from: FileManager.default.currentDirectoryPath)
        return WorkspaceArgument(
            workspace: Workspace(
                bare: paths.count == 1 ? paths[0] : "\(paths.count) paths", plugins: names ?? [],
                pluginFolder: folder),
            articles: paths)
    }

    func fail(_ error: WorkspaceError) -> ExitCode {
        for diagnostic in error.diagnostics { StandardError.write(diagnostic.description + "\n") }
        return ExitCode(1)
    }
}
