import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Proves every rule by its examples and timelines, and replays workspaces against expected/.",
        discussion: """
            tocsin test                               all of Plugins/ and workspaces/ here
            tocsin test workspaces/moscow-drones      this workspace and its plugins
            tocsin test Plugins/weapons-watch         one plugin
            tocsin test rules/my-rule.lua             one rule; --watch: at each save again
            tocsin test --rule political-violence.shelling

            Every example is also tried with a multi-byte sentence in front, another behind, in decomposed \
            Unicode, with curly quotes and with wrapped lines; with the rule turned off; and twice.
            """)

    @Argument(
        help: ArgumentHelp(
            "Workspaces, plugins, rule files; without one, all plugins and workspaces here.",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Only this rule.", valueName: "plugin.rule"))
    var rule: String?

    @Flag(
        help:
            "Write what a replay gives to expected/; the run then fails, so that nobody records by accident."
    )
    var record = false

    @Flag(help: "Test again whenever a rule or list is saved, until Control-C.")
    var watch = false

    @Option(help: ArgumentHelp("Also write the outcome as JUnit XML.", valueName: "file"))
    var junit: String?

    @Flag(
        help: "Take out one word or pattern at a time and name those whose loss no example notices."
    )
    var mutate = false

    @Flag(help: "Only the examples as they are written.")
    var plain = false

    func validate() throws {
        if mutate, record || watch || junit != nil {
            throw ValidationError("--mutate goes with --rule and paths only")
        }
        if watch, record { throw ValidationError("--watch does not record") }
    }

    func run() throws {
        let scope = RuleScope(paths: paths, only: rule)
        if mutate { return try runMutations(scope) }
        if watch { watchFor(scope) }
        let outcome: RuleTest.Outcome
        do {
            outcome = try RuleTest(scope: scope, record: record, variants: !plain).run()
        } catch {
            throw complain(error)
        }
        report(outcome)
        if let junit {
            do {
                try Data(JUnitReport(outcome).text.utf8).write(to: URL(fileURLWithPath: junit))
            } catch {
                StandardError.write("\(junit): cannot be written: \(error.localizedDescription)\n")
                throw ExitCode(1)
            }
        }
        if !outcome.failures.isEmpty { throw ExitCode(1) }
    }

    private func report(_ outcome: RuleTest.Outcome) {
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        for failure in outcome.failures { StandardOutput.write(failure.description + "\n") }
        StandardOutput.write(
            (outcome.failures.isEmpty ? style.green(outcome.summary) : style.red(outcome.summary))
                + "\n")
    }

    private func runMutations(_ scope: RuleScope) throws {
        let outcome: RuleMutation.Outcome
        do {
            outcome = try RuleMutation(scope: scope).run()
        } catch {
            throw complain(error)
        }
        for survivor in outcome.survivors { StandardOutput.write(survivor.description + "\n") }
        StandardOutput.write(outcome.summary + "\n")
    }

    private func complain(_ error: WorkspaceError) -> ExitCode {
        for diagnostic in error.diagnostics { StandardError.write(diagnostic.description + "\n") }
        return ExitCode(1)
    }

    private func watchFor(_ scope: RuleScope) -> Never {
        let watch = FileWatch(scope.folders())
        var next = scope
        while true {
            do {
                report(try RuleTest(scope: next, variants: !plain).run())
            } catch {
                _ = complain(error)
            }
            StandardOutput.write("Waiting for a rule or list to be saved; Control-C ends.\n")
            let changed = watch.wait()
            StandardOutput.write(
                (StandardOutput.isTerminal ? "\u{1B}[2J\u{1B}[H" : "")
                    + changed.map { "Saved: \(Workspace.relative($0))\n" }.joined())
            // A saved rule is tested alone; a saved list may be any rule's.
            let rules = changed.filter {
                $0.hasSuffix(".lua") && $0.contains("/rules/")
                    && FileManager.default.fileExists(atPath: $0)
            }
            next =
                rules.count == changed.count && paths.isEmpty && rule == nil
                ? RuleScope(paths: rules) : scope
        }
    }
}
