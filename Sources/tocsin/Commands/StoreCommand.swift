import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Shows, checks and compacts what a workspace keeps.",
        subcommands: [Info.self, Check.self, Compact.self])

    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How much there is, how big it is, who runs it now.")

        @OptionGroup var place: StoreArgument

        func run() throws {
            try place.open { store, folder throws(StoreError) in
                let info = try store.info()
                var out = "\(info.path)  \(bytes(info.bytes))"
                if info.unused > 0 { out += ", \(bytes(info.unused)) of it unused" }
                out += ", schema \(info.schema)\n\n"
                let width = info.counts.map { String($0.count).count }.max() ?? 1
                for tally in info.counts {
                    let count = String(tally.count)
                    out +=
                        "  " + String(repeating: " ", count: width - count.count) + count
                        + "  \(tally.name)\n"
                }
                if let first = info.firstPublished, let last = info.lastPublished {
                    out += "\nArticles from \(first.day) to \(last.day).\n"
                }
                if let run = info.lastRun {
                    let end =
                        run.finished.map { "ended \($0)" }
                        ?? (StoreLock.holder(folder: folder) == nil
                            ? "did not end: it was killed" : "goes on")
                    out += "Last run: tocsin \(run.command), began \(run.started), \(end)"
                    if let error = run.error { out += " with: \(error)" }
                    out += ".\n"
                }
                if let holder = StoreLock.holder(folder: folder) {
                    out += "Held by \(holder).\n"
                }
                StandardOutput.write(out)
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Looks for damage: of the file, between tables, of the full-text index.")

        @OptionGroup var place: StoreArgument

        func run() throws {
            try place.attempt { store, _ throws(StoreError) in
                let found = try store.check()
                for line in found { StandardOutput.write("\(store.display): \(line)\n") }
                StandardOutput.write(
                    found.isEmpty ? "\(store.display): whole\n" : "\(found.count) found\n")
                return found.isEmpty
            }
        }
    }

    struct Compact: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact",
            abstract: "Gives unused room back and builds the full-text index anew.")

        @OptionGroup var place: StoreArgument

        func run() throws {
            try place.open { store, folder throws(StoreError) in
                let lock = try StoreLock.take(
                    folder: folder, display: Workspace.relative(folder),
                    as: StoreLock.Holder(command: "store compact", since: .now))
                let sizes = try store.compact()
                withExtendedLifetime(lock) {}
                StandardOutput.write(
                    "\(store.display): \(bytes(sizes.before)) before, \(bytes(sizes.after)) after\n"
                )
            }
        }
    }
}

/// `WORKSPACE`, whose store is opened and never made.
struct StoreArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("A workspace.", valueName: "workspace"))
    var workspace: String

    @Option(
        help: ArgumentHelp(
            "The folder of the store, where it is not the workspace's .tocsin.",
            valueName: "folder"))
    var store: String?

    /// Opens the store and says in one line why something did not go.
    func open(_ body: (Store, _ folder: String) throws(StoreError) -> Void) throws {
        try attempt { store, folder throws(StoreError) in
            try body(store, folder)
            return true
        }
    }

    /// The same for what may find something wrong: false ends with exit code 1.
    func attempt(_ body: (Store, _ folder: String) throws(StoreError) -> Bool) throws {
        let folder = try folder()
        do throws(StoreError) {
            let store = try Store.open(
                folder: folder, display: Workspace.relative(folder), creating: false)
            let isFine = try body(store, folder)
            try store.close()
            if isFine { return }
        } catch {
            StandardError.write("\(error.diagnostic)\n")
        }
        throw ExitCode(1)
    }

    func folder() throws -> String {
        if let store { return Workspace.absolute(store) }
        let opened = try WorkspaceArgument.open([workspace], plugins: nil)
        return opened.workspace.folder + "/.tocsin"
    }
}

/// `640 KB`, `1.2 MB`.
private func bytes(_ count: Int) -> String {
    if count < 1_000_000 { return "\(max(1, count / 1000)) KB" }
    if count < 1_000_000_000 { return fixed(Double(count) / 1e6, 1) + " MB" }
    return fixed(Double(count) / 1e9, 2) + " GB"
}
