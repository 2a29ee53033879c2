import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks manifests, rules, lists and workspaces for what is wrong or doubtful.",
        discussion: """
            Errors: what cannot be read, unknown keys, words and patterns that do not compile.

            Warnings: words written twice or that match half the language, patterns and rules that another \
            covers, examples that prove nothing, lists without a licence or out of date.

              tocsin check
              tocsin check Plugins/weapons-watch --fix
              tocsin check --format sarif > check.sarif
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif, github }

    @Argument(
        help: ArgumentHelp(
            "Workspaces, plugins, rule files; without one, all plugins and workspaces here.",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: "text, json, sarif, or github (annotations of a build there).")
    var format: Format = .text

    @Flag(help: "Make the changes that are safe: misspelt keys, words written twice.")
    var fix = false

    @Flag(help: "Warnings fail the check too.")
    var strict = false

    func run() throws {
        var outcome = check()
        if fix {
            let (done, trouble) = DiagnosticFix.apply(outcome.diagnostics)
            for line in done { StandardError.write("fixed \(line)\n") }
            for one in trouble { StandardError.write(one.description + "\n") }
            if !done.isEmpty { outcome = check() }
        }
        switch format {
        case .text:
            for one in outcome.diagnostics { StandardOutput.write(one.description + "\n") }
            StandardOutput.write(outcome.summary + "\n")
        case .json: StandardOutput.write(DiagnosticReport.json(outcome.diagnostics))
        case .sarif:
            StandardOutput.write(
                DiagnosticReport.sarif(
                    outcome.diagnostics, version: Tocsin.configuration.version))
        case .github: StandardOutput.write(DiagnosticReport.github(outcome.diagnostics))
        }
        if outcome.errors > 0 || strict && outcome.warnings > 0 { throw ExitCode(1) }
    }

    private func check() -> RuleCheck.Outcome {
        let now = Timestamp(seconds: Int(Date().timeIntervalSince1970))
        do {
            return try RuleCheck(scope: RuleScope(paths: paths), now: now).run()
        } catch {
            var outcome = RuleCheck.Outcome()
            outcome.diagnostics = error.diagnostics
            return outcome
        }
    }
}
