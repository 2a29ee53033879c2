import ArgumentParser
import Dispatch
import Foundation
import Logging
import Synchronization
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follows a workspace's folders and feeds and alerts on what is new.",
        discussion: """
            tocsin watch workspaces/moscow-drones
            tocsin watch workspaces/moscow-drones --metrics 9464 --log json
            tocsin watch workspaces/moscow-drones --once        all that is due now, then ends: for cron

            SIGTERM and Ctrl-C end it after what is under way. Changed rules are taken over while it runs; a \
            broken edit keeps the old ones and is named in the log.
            """)

    @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
    var workspace: String

    @Option(
        help: ArgumentHelp(
            "Serve /metrics and /healthz on this port of 127.0.0.1.", valueName: "port"))
    var metrics: UInt16?

    @Option(help: "The log on standard error: text or json.")
    var log: LogFormat = .text

    @Flag(help: "End when everything that is due now is done.")
    var once = false

    @Option(help: "Threads that read articles; the result does not depend on it.")
    var workers: Int = 0

    @Option(help: "Seconds between two looks at the folders.")
    var pause: Double = 2

    @Flag(help: "Keep everything, deliver nothing.")
    var noDelivery = false

    enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    func validate() throws {
        if workers < 0 || workers > 256 {
            throw ValidationError("--workers is \(workers); expected 1 to 256")
        }
        if !(pause >= 0.1 && pause <= 3600) {
            throw ValidationError("--pause is \(pause); expected 0.1 to 3600 seconds")
        }
    }

    func run() throws {
        var handler = WatchLog(format: log == .json ? .json : .text)
        handler[metadataKey: "workspace"] = "\(Workspace.relative(Workspace.absolute(workspace)))"
        let ready = handler
        let logger = Logger(label: "tocsin.watch", factory: { _ in ready })
        let stopping = StopSignals()
        let metricsStore = WatchMetrics()
        var options = Watch.Options()
        options.workers =
            workers == 0 ? min(ProcessInfo.processInfo.activeProcessorCount, 16) : workers
        options.pause = pause
        options.once = once
        options.delivers = !noDelivery
        options.console = { StandardOutput.write($0) }
        do {
            let watch = try Watch(
                workspace, options: options, metrics: metricsStore,
                shouldStop: { stopping.isAsked }, note: { Self.write($0, to: logger) })
            let server = metrics.map { port in
                Task.detached {
                    do {
                        try await WatchServer(port: port, metrics: metricsStore).run()
                    } catch is CancellationError {
                    } catch {
                        logger.error(
                            "the metrics port cannot be served: \(error)",
                            metadata: ["port": "\(port)"])
                    }
                }
            }
            defer { server?.cancel() }
            try watch.run()
        } catch let error as WorkspaceError {
            for diagnostic in error.diagnostics { StandardError.write("\(diagnostic)\n") }
            throw ExitCode(1)
        } catch let error as StoreError {
            StandardError.write("\(error)\n")
            throw ExitCode(1)
        }
    }

    private static func write(_ note: Watch.Note, to logger: Logger) {
        switch note {
        case .started(let sources, let rules):
            logger.info("watching", metadata: ["sources": "\(sources)", "rules": "\(rules)"])
        case .fetched(let source, let articles, let new):
            logger.info(
                "fetched",
                metadata: ["source": "\(source)", "articles": "\(articles)", "new": "\(new)"])
        case .fetchFailed(let source, let reason):
            logger.warning(
                "not fetched", metadata: ["source": "\(source)", "reason": "\(reason)"])
        case .round(let articles, let new, let events, let alerts, let seconds):
            logger.info(
                "round",
                metadata: [
                    "articles": "\(articles)", "new": "\(new)", "events": "\(events)",
                    "alerts": "\(alerts)", "seconds": "\(fixed(seconds, 2))",
                ])
        case .roundFailed(let reason):
            logger.error("the round failed; it is done again", metadata: ["reason": "\(reason)"])
        case .alert(let alert):
            logger.notice(
                "alert",
                metadata: [
                    "severity": "\(alert.severity.rawValue)", "headline": "\(alert.headline)",
                    "rule": "\(alert.rule.prefix { $0 != "@" })", "id": "\(alert.identifier)",
                ])
        case .reloaded(let rules):
            logger.info("changed rules are in use", metadata: ["rules": "\(rules)"])
        case .reloadRefused(let diagnostics):
            for diagnostic in diagnostics {
                logger.error(
                    "the edit is broken; the old rules stay in use",
                    metadata: ["place": "\(diagnostic.place)", "reason": "\(diagnostic.message)"])
            }
        case .trouble(let diagnostic):
            logger.warning(
                "\(diagnostic.message)",
                metadata: ["place": "\(diagnostic.place)", "code": "\(diagnostic.code)"])
        case .retained(let removed):
            logger.info("old articles forgotten", metadata: ["articles": "\(removed)"])
        case .delivered(let sent, let waiting, let dead):
            logger.info(
                "delivered",
                metadata: ["sent": "\(sent)", "waiting": "\(waiting)", "dead": "\(dead)"])
        case .stopping: logger.info("stopped")
        }
    }
}
