import ArgumentParser
import Foundation
import TocsinModel
import TocsinAuthoring
import TocsinWorkspace

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Checks every rule's examples and timelines, and replays workspaces against expected/.",
        discussion: """
            tocsin test                               all of Plugins/ and workspaces/ here
            tocsin test workspaces/moscow-drones      this workspace, with the plugins it uses
            tocsin test --rule political-violence.shelling
            """)

    @Argument(
        help: ArgumentHelp(
            "Workspaces; without one, all plugins and all workspaces here.", valueName: "workspace")
    )
    var paths: [String] = []

    @Option(help: ArgumentHelp("Only this rule.", valueName: "plugin.rule"))
    var rule: String?

    @Flag(
        help:
            "Write what a replay gives to expected/; the run then fails, so that nobody records by accident."
    )
    var record = false

    func run() throws {
        var outcome = RuleTest.Outcome()
        do {
            outcome = try RuleTest(paths: paths, only: rule, record: record).run()
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
        for failure in outcome.failures { StandardOutput.write(failure.description + "\n") }
        StandardOutput.write(outcome.summary + "\n")
        if !outcome.failures.isEmpty { throw ExitCode(1) }
    }
}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Checks the form of every manifest, rule and workspace without running them on articles."
    )

    @Argument(
        help: ArgumentHelp(
            "Workspaces; without one, all plugins and all workspaces here.", valueName: "workspace")
    )
    var paths: [String] = []

    func run() throws {
        let found: RuleTest.Checked
        do {
            found = try RuleTest(paths: paths, only: nil, record: false).check()
        } catch {
            for diagnostic in error.diagnostics {
                StandardOutput.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
        for diagnostic in found.diagnostics { StandardOutput.write(diagnostic.description + "\n") }
        let errors = found.diagnostics.count { $0.severity == .error }
        StandardOutput.write(
            "\(found.rules) rules in \(found.plugins) plugins: \(errors) errors, \(found.diagnostics.count - errors) warnings\n"
        )
        if errors > 0 { throw ExitCode(1) }
    }
}

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists the rules of a workspace, or of all plugins, with what they look for.")

    @Argument(
        help: ArgumentHelp("A workspace; without one, all plugins here.", valueName: "workspace"))
    var paths: [String] = []

    func run() throws {
        do {
            for line in try RuleTest(paths: paths, only: nil, record: false).list() {
                StandardOutput.write(line + "\n")
            }
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
    }
}
