import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Lists and answers alerts; lists messages that did not arrive.",
        discussion: """
            tocsin alerts list WORKSPACE --severity severe
            tocsin alerts show WORKSPACE ALERT         its sentences, who was told and who was not, and why
            tocsin alerts ack WORKSPACE ALERT          seen: nobody else is woken for it
            tocsin alerts dead WORKSPACE               messages that were given up
            tocsin alerts resend WORKSPACE             sends those again
            """,
        subcommands: [
            List.self, Show.self, Acknowledge.self, Resolve.self, Dead.self, Resend.self,
        ],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Alerts, newest first.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Option(help: "At least this severe: minor, moderate, severe, extreme.") var severity:
            String?
        @Option(help: "open, acknowledged, resolved, cancelled or replaced; several with commas.")
        var state: String?
        @Option(help: "Only alerts of this rule.") var rule: String?
        @Option(help: "How many.") var limit = 50
        @Flag(help: "One JSON object a line.") var json = false
        @OptionGroup var export: ExportOptions

        func run() throws {
            let format = try json ? .jsonl : export.format(for: .alerts)
            let (workspace, store) = try OpenStore.open(path)
            var filter = AlertFilter()
            if let severity {
                guard let value = Severity(rawValue: severity) else {
                    throw ValidationError(
                        Diagnostic.unknown(
                            "severity", severity, known: Severity.allCases.map(\.rawValue)))
                }
                filter.severity = value
            }
            if let state {
                let names = AlertRow.State.allCases.map(\.rawValue)
                filter.states = state.split(separator: ",").map(String.init)
                for name in filter.states where !names.contains(name) {
                    throw ValidationError(Diagnostic.unknown("state", name, known: names))
                }
            }
            if let rule { filter.rules = [rule] }
            let (narrowed, limit) = (filter, limit)
            let rows = try OpenStore.doing {
                try store.read { try $0.alerts(narrowed, page: Page(limit: limit)) }
            }
            if format == .table {
                StandardOutput.write(AlertListing(style: OpenStore.style).table(rows))
                return
            }
            try export.give(.alerts, as: format, of: workspace, in: store) { export, _ in
                try export.alerts(rows.map(\.alert))
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One alert: its sentences, its updates, who was told, who was not and why.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Argument(help: ArgumentHelp("The alert's id, or how it begins.", valueName: "alert"))
        var alert: String

        func run() throws {
            let (_, store) = try OpenStore.open(path)
            let row = try OpenStore.alert(alert, store)
            let id = row.alert.identifier
            let text = try OpenStore.doing {
                try store.read { reader in
                    let dispatches = try reader.dispatches(ofAlert: id)
                    return AlertListing(style: OpenStore.style).detail(
                        row, line: try reader.line(ofAlert: id), dispatches: dispatches,
                        deliveries: try dispatches.compactMap(\.delivery).compactMap {
                            try reader.delivery($0)
                        }, acknowledgements: try reader.acknowledgements(alert: id))
                }
            }
            StandardOutput.write(text)
        }
    }

    struct Acknowledge: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack", abstract: "Somebody has seen it: it is not escalated any more.")
        @OptionGroup var answer: Answer
        func run() throws { try answer.put(.acknowledge) }
    }

    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resolve",
            abstract: "It is over: it is not escalated and inhibits nothing any more.")
        @OptionGroup var answer: Answer
        func run() throws { try answer.put(.resolve) }
    }

    struct Answer: ParsableArguments {
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Argument(help: ArgumentHelp("The alert's id, or how it begins.", valueName: "alert"))
        var alert: String
        @Option(help: "Who says so; $TOCSIN_AUTHOR or the user's name where it is not given.")
        var author: String?
        @Option(help: "Why, or what is done about it.") var comment = ""
        @Option(help: ArgumentHelp("Instead of the clock's time.", valueName: "time")) var now:
            String?

        func put(_ action: Acknowledgement.Action) throws {
            let (_, store) = try OpenStore.open(path)
            let row = try OpenStore.alert(alert, store)
            let one = Acknowledgement(
                alert: row.alert.identifier, action: action,
                author: try OpenStore.author(author), comment: comment,
                at: try OpenStore.time(now))
            try OpenStore.doing { try store.write { try $0.put(one) } }
            StandardOutput.write(
                "\(row.alert.identifier) \(action.rawValue)d by \(one.author): \(row.alert.headline)\n"
            )
        }
    }

    struct Dead: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dead",
            abstract: "Messages that were given up, with the reason.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Flag(help: "Also those that wait for another attempt.") var waiting = false

        func run() throws {
            let (_, store) = try OpenStore.open(path)
            let states: [Delivery.State] = waiting ? [.dead, .pending] : [.dead]
            let rows = try OpenStore.doing { try store.read { try $0.deliveries(states: states) } }
            StandardOutput.write(
                AlertListing(style: OpenStore.style).messages(
                    rows, none: "No message was given up."))
        }
    }

    struct Resend: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend",
            abstract: "Sends messages again that were given up, under the same keys.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Argument(
            help: ArgumentHelp("Keys as `alerts dead` shows them; none: all.", valueName: "key"))
        var keys: [String] = []

        func run() throws {
            let (workspace, store) = try OpenStore.open(path)
            let keys = keys
            let now = try OpenStore.time(nil)
            let count = try OpenStore.doing {
                try store.write { try $0.revive(keys.isEmpty ? nil : keys, at: now) }
            }
            if count < keys.count {
                StandardError.write(
                    "\(keys.count - count) of \(keys.count) keys name no message that was given up\n"
                )
            }
            let report = try DeliverCommand.deliver(workspace, store, now: nil, advances: false)
            StandardOutput.write("\(count) put back.\n" + report.lines.map { $0 + "\n" }.joined())
            if count < keys.count || report.dead > 0 { throw ExitCode(1) }
        }
    }
}

/// A workspace's store for commands that look at it or answer.
enum OpenStore {
    static func workspace(_ path: String) throws -> Workspace {
        do throws(WorkspaceError) {
            return try Workspace.open(path, pluginFolder: nil)
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
    }

    static func open(_ path: String) throws -> (Workspace, Store) {
        let workspace = try workspace(path)
        guard let folder = workspace.storeFolder else { throw ExitCode(1) }
        let store = try doing {
            try Store.open(
                folder: folder, display: Workspace.relative(folder), creating: false)
        }
        return (workspace, store)
    }

    /// Says what is wrong with the store in its own line.
    static func doing<T>(_ work: () throws -> T) throws -> T {
        do { return try work() } catch let error as StoreError {
            StandardError.write("\(error.diagnostic)\n")
            throw ExitCode(1)
        }
    }

    static func alert(_ name: String, _ store: Store) throws -> AlertRow {
        let found = try doing { try store.read { try $0.alert(name) } }
        if let found { return found }
        StandardError.write(
            "no alert, or more than one, is called \"\(name)\"; tocsin alerts list shows them\n")
        throw ExitCode(1)
    }

    static var style: TextStyle {
        TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
    }

    static func author(_ given: String?) throws -> String {
        let environment = ProcessInfo.processInfo.environment
        for name in [given, environment["TOCSIN_AUTHOR"], environment["USER"], NSUserName()] {
            if let name, !name.isEmpty { return name }
        }
        throw ValidationError("say who you are: --author NAME, or set TOCSIN_AUTHOR")
    }

    static func time(_ text: String?) throws -> Timestamp {
        guard let text else { return Timestamp(seconds: Int(Date().timeIntervalSince1970)) }
        if let time = Timestamp(text) { return time }
        throw ValidationError("\"\(text)\" is not a time; expected e.g. 2025-03-11T18:00:00Z")
    }
}
