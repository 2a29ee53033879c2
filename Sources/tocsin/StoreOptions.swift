import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// `WORKSPACE`, for commands that read what its runs have kept.
struct StoreOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
    var workspace: String

    @Option(
        help: ArgumentHelp(
            "Not published before: a day, a time, or a length of time such as \"7 days\".",
            valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Published before.", valueName: "time"))
    var until: String?

    func validate() throws {
        for (name, text) in [("--since", since), ("--until", until)] {
            if let text, Self.moment(text, now: .now) == nil {
                throw ValidationError(
                    "\(name) is \"\(text)\"; expected e.g. 2025-03-11, 2025-03-11T18:00Z or \"7 days\""
                )
            }
        }
    }

    var sinceTime: Timestamp? { since.flatMap { Self.moment($0, now: .now) } }
    var untilTime: Timestamp? { until.flatMap { Self.moment($0, now: .now) } }

    /// A time, or so long before now.
    static func moment(_ text: String, now: Timestamp) -> Timestamp? {
        Timestamp(text) ?? TimeSpan(text).map { now.adding(seconds: -$0.seconds) }
    }

    func open() throws -> (workspace: Workspace, store: Store) {
        let opened = try WorkspaceArgument.open([workspace], plugins: nil).workspace
        do {
            return (opened, try opened.openStore(creating: false))
        } catch {
            StandardError.write("\(error)\n")
            throw ExitCode(1)
        }
    }

    /// Runs what asks the store; trouble with it is one line.
    static func ask<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as StoreError {
            StandardError.write("\(error)\n")
            throw ExitCode(1)
        }
    }
}

extension Timestamp {
    static var now: Timestamp { Timestamp(seconds: Int(Date().timeIntervalSince1970)) }
}
