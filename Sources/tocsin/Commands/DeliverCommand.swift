import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct DeliverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract:
            "Sends what is due: groups, digests, ends of quiet hours, escalations, second attempts.",
        discussion: """
            tocsin deliver WORKSPACE              every minute or so, from cron or a timer
            tocsin deliver WORKSPACE --test desk  is the receiver "desk" reached?

            `tocsin run` sends what is due when it has read the news; between runs, time passes too.
            """)

    @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
    @Option(
        help: ArgumentHelp(
            "The policy's time instead of the clock's.", valueName: "time"))
    var now: String?
    @Option(
        help: ArgumentHelp("How long to wait for a run of the workspace.", valueName: "seconds"))
    var wait: Double = 10

    @Option(
        help: ArgumentHelp(
            "Send this receiver a message marked as a test, and nothing else.",
            valueName: "receiver"))
    var test: String?

    func run() throws {
        if let test { return try tryOut(test) }
        let (workspace, store) = try OpenStore.open(path)
        let time = try now.map { try OpenStore.time($0) }
        let folder = workspace.storeFolder ?? ""
        let lock = try OpenStore.doing {
            try StoreLock.take(
                folder: folder, display: Workspace.relative(folder),
                as: .init(command: "deliver", since: try OpenStore.time(nil)), wait: wait)
        }
        let report = try withExtendedLifetime(lock) {
            try Self.deliver(workspace, store, now: time, advances: true)
        }
        let lines = report.lines
        StandardOutput.write(
            (lines.isEmpty ? ["Nothing is due."] : lines).map { $0 + "\n" }.joined())
        if report.dead > 0 { throw ExitCode(1) }
    }

    private func tryOut(_ name: String) throws {
        let workspace = try OpenStore.workspace(path)
        let delivery = DeliveryRun(workspace, print: { StandardOutput.write($0) })
        for diagnostic in delivery.diagnostics { StandardError.write("\(diagnostic)\n") }
        guard let ways = delivery.test(name) else {
            throw ValidationError(Diagnostic.unknown("receiver", name, known: delivery.receivers))
        }
        for (way, trouble) in ways {
            StandardOutput.write("\(way): \(trouble ?? "delivered")\n")
        }
        if ways.contains(where: { $0.trouble != nil }) { throw ExitCode(1) }
    }

    static func deliver(_ workspace: Workspace, _ store: Store, now: Timestamp?, advances: Bool)
        throws -> DeliveryReport
    {
        let delivery = DeliveryRun(workspace, print: { StandardOutput.write($0) })
        for diagnostic in delivery.diagnostics { StandardError.write("\(diagnostic)\n") }
        return try OpenStore.doing {
            if advances, try !delivery.advance(store, to: now) {
                StandardError.write(
                    "the workspace's newest article is more than two days old: its time stands still; give --now TIME to let it go on\n"
                )
            }
            return try delivery.run(store)
        }
    }
}
