import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Replays stored articles through a rule: hits and alerts a day, examples.",
        discussion: """
            tocsin backtest workspaces/moscow-drones nuclear-watch.facilities
            tocsin backtest workspaces/moscow-drones nuclear-watch.facilities --git HEAD~1
            tocsin backtest workspaces/moscow-drones my.rule --against my.other-rule --since "90 days"

            With --git or --against: which articles the rule gains and loses against the other version.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("The rule.", valueName: "plugin.rule"))
    var rule: String

    @Option(help: ArgumentHelp("Compare with this rule.", valueName: "plugin.rule"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "Compare with the same rule at this revision of the repository.",
            valueName: "revision"))
    var git: String?

    @Option(help: "Examples shown of each kind.")
    var examples: Int = 5

    @Option(help: "Threads; the result does not depend on it.")
    var workers: Int = 0

    func validate() throws {
        if against != nil, git != nil {
            throw ValidationError("--against and --git cannot go together; use one")
        }
    }

    func run() throws {
        let (workspace, archive) = try store.open()
        let count =
            workers == 0 ? min(ProcessInfo.processInfo.activeProcessorCount, 16) : workers
        let started = ContinuousClock.now
        var filter = ArticleFilter()
        filter.since = store.sinceTime
        filter.until = store.untilTime
        do {
            let subject = try Backtest.subject(rule, of: workspace, label: "now")
            var other: Backtest.Subject?
            if let against {
                other = try Backtest.subject(against, of: workspace, label: against)
            } else if let git {
                let old = try RevisionFolder(of: workspace, revision: git)
                other = try Backtest.subject(rule, of: old.workspace, label: git)
            }
            var backtest = Backtest(store: archive, workers: count)
            if StandardError.isTerminal {
                let progress = ProgressLine()
                backtest.progress = { progress.show($0, of: nil) }
            }
            let outcome = try backtest.run(subject, filter: filter)
            let against = try other.map { try backtest.run($0, filter: filter) }
            if StandardError.isTerminal { ProgressLine.clear() }
            let stored = try archive.read { try $0.articleCount(filter) }
            let milliseconds = (ContinuousClock.now - started) / .milliseconds(1)
            let style = TextStyle(
                isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
            StandardOutput.write(
                BacktestReport(style: style, examples: examples).render(
                    outcome, against: against, stored: stored, milliseconds: milliseconds))
        } catch let error as WorkspaceError {
            for diagnostic in error.diagnostics { StandardError.write("\(diagnostic)\n") }
            throw ExitCode(1)
        } catch let error as StoreError {
            StandardError.write("\(error)\n")
            throw ExitCode(1)
        }
    }
}
