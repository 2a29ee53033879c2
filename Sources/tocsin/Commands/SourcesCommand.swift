import ArgumentParser
import Foundation
import TocsinModel
import TocsinReaders
import TocsinSources
import TocsinStore
import TocsinWorkspace

struct SourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "The feeds and pages a workspace follows: how they do, and lists of them.",
        subcommands: [List.self, Check.self, Import.self, Export.self], defaultSubcommand: List.self
    )

    /// The sources with their states; without a store, as if never asked.
    static func followed(_ path: String) throws -> (Workspace, [FollowedSource]) {
        let workspace = try WorkspaceArgument.open([path], plugins: nil).workspace
        var states: [String: SourceState] = [:]
        if let store = try? workspace.openStore(creating: false) {
            states = try StoreOptions.ask { try store.read { try $0.sourceStates() } }
        }
        let sources = FollowedSource.all(of: workspace, states: states) {
            StandardError.write("\($0)\n")
        }
        return (workspace, sources)
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Each source with its health.",
            discussion: """
                fine, new (not asked yet), failing (the last tries), dead (five tries over six hours), silent \
                (no new article for longer than silent_after), stopped (the server said 410).
                """)

        @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
        var workspace: String

        @Flag(help: "Only those that are not well.")
        var trouble = false

        func run() throws {
            let (_, sources) = try SourcesCommand.followed(workspace)
            let now = Timestamp.now
            var table = ExportTable(columns: [
                "source", "group", "side", "grade", "every", "health", "new article", "articles",
                "trouble",
            ])
            var unwell = 0
            for followed in sources {
                let (source, state) = (followed.source, followed.state)
                let health = state.health(of: source, now: now)
                let isWell = health == .fine || health == .new
                if !isWell { unwell += 1 }
                if trouble, isWell { continue }
                table.rows.append([
                    ExportCell(source.displayName), ExportCell(source.profile.group),
                    ExportCell(source.profile.side),
                    ExportCell(source.profile.reliability?.rawValue),
                    ExportCell(duration(source.every)), ExportCell(health.word),
                    ExportCell(state.lastNew.map { duration(now.seconds - $0.seconds) + " ago" }),
                    ExportCell(state.articles), ExportCell(state.stopped ?? state.trouble),
                ])
            }
            StandardOutput.write(table.text(width: StandardOutput.width))
            StandardOutput.write(
                "\(sources.count) source\(sources.count == 1 ? "" : "s"), \(unwell) not well\n")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Asks each source now and says what it gives; keeps nothing.")

        @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
        var workspace: String

        @Argument(help: "Only sources whose address or name holds this.")
        var only: [String] = []

        func run() throws {
            let (opened, all) = try SourcesCommand.followed(workspace)
            let chosen = all.filter { followed in
                only.isEmpty
                    || only.contains {
                        followed.source.address.contains($0)
                            || followed.source.displayName.contains($0)
                    }
            }
            if chosen.isEmpty {
                StandardError.write(
                    all.isEmpty
                        ? "the workspace follows no feed or page; add { feed = \"https://…\" } to its sources\n"
                        : "no source matches \(only.joined(separator: ", "))\n")
                throw ExitCode(all.isEmpty ? 1 : 2)
            }
            let fetcher = opened.configuration.http.fetcher()
            var bad = 0
            for (n, followed) in chosen.enumerated() {
                if StandardError.isTerminal {
                    StandardError.write("\r\u{1B}[K\(n + 1) of \(chosen.count)")
                }
                let check = SourceCheck(followed, fetcher: fetcher, now: .now)
                if StandardError.isTerminal { ProgressLine.clear() }
                let name = followed.source.displayName
                if let failure = check.failure {
                    bad += 1
                    StandardOutput.write("\(name): \(failure)\n")
                } else {
                    let newest = check.articles.compactMap(\.published).max()
                    StandardOutput.write(
                        "\(name): \(check.articles.count) articles, the newest of \(newest?.description ?? "no date")\n"
                    )
                }
                if let moved = check.movedTo {
                    StandardOutput.write("  has moved for good: write \(moved)\n")
                }
                for diagnostic in check.diagnostics { StandardOutput.write("  \(diagnostic)\n") }
            }
            if bad > 0 { throw ExitCode(1) }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Adds the feeds of an OPML file to the workspace's sources.opml.",
            discussion: """
                Feeds that are there already are left as they are. The workspace reads the list by \
                { opml = "sources.opml" } among its sources.
                """)

        @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
        var workspace: String

        @Argument(help: "The OPML file, or - for standard input.")
        var file: String

        func run() throws {
            let opened = try WorkspaceArgument.open([workspace], plugins: nil).workspace
            guard let bytes = Self.contents(file) else {
                StandardError.write("\(file): cannot be read; check the path\n")
                throw ExitCode(1)
            }
            guard let given = FeedOutline(bytes) else {
                StandardError.write(
                    "\(file): is no OPML; expected <opml> with <outline xmlUrl=\"…\"/>\n")
                throw ExitCode(1)
            }
            if let trouble = given.trouble { StandardError.write("\(file): note: \(trouble)\n") }
            let path = opened.folder + "/sources.opml"
            var list = FeedOutline(title: opened.configuration.title)
            if let old = Self.contents(path) {
                guard let read = FeedOutline(old) else {
                    StandardError.write("\(path): is no OPML; move it away first\n")
                    throw ExitCode(1)
                }
                list = read
            }
            var known = Set(FollowedSource.all(of: opened) { _ in }.map(\.source.address))
            known.formUnion(list.entries.map(\.address))
            let added = given.entries.filter { known.insert($0.address).inserted }
            list.entries += added
            do {
                try Data(list.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                StandardError.write("\(path): cannot be written; check your permissions\n")
                throw ExitCode(1)
            }
            let already = given.entries.count - added.count
            StandardOutput.write(
                "\(added.count) feed\(added.count == 1 ? "" : "s") added to \(Workspace.relative(path)), \(already) there already\n"
            )
            let isRead = opened.configuration.sources.contains {
                if case .outline("sources.opml", _) = $0.place { true } else { false }
            }
            if !isRead {
                StandardOutput.write(
                    "workspace.lua does not read it yet; add to its sources: { opml = \"sources.opml\", every = \"15 minutes\" }\n"
                )
            }
        }

        static func contents(_ path: String) -> [UInt8]? {
            if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
            return FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Prints the workspace's feeds as OPML.")

        @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
        var workspace: String

        func run() throws {
            let (opened, sources) = try SourcesCommand.followed(workspace)
            var outline = FeedOutline(title: opened.configuration.title)
            for followed in sources where followed.source.kind == .feed {
                let source = followed.source
                outline.entries.append(
                    FeedOutline.Entry(
                        address: followed.state.target, title: source.name,
                        folders: source.profile.group.map { [$0] } ?? [],
                        side: source.profile.side,
                        reliability: source.profile.reliability?.rawValue,
                        language: followed.options.defaultLanguage))
            }
            StandardOutput.write(outline.text)
        }
    }
}
