import Foundation
import TocsinLua
package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Proves rules: their examples with all variants, their timelines, and replays of workspaces.
package struct RuleTest {
    /// One thing that was proved or not.
    package struct Case: Sendable {
        /// `plugin.rule`, or a workspace.
        package var group: String
        package var name: String
        package var failures: [Diagnostic] = []
        package var seconds = 0.0
    }

    package struct Outcome: Sendable {
        package var rules = 0
        package var examples = 0
        package var variants = 0
        package var timelines = 0
        package var replays = 0
        package var cases: [Case] = []
        /// What kept rules from being tried at all.
        package var trouble: [Diagnostic] = []

        package init() {}

        package var failures: [Diagnostic] { trouble + cases.flatMap(\.failures) }

        package var summary: String {
            func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
            if rules == 0, replays == 0, failures.isEmpty {
                return "0 rules: nothing to prove; a rule is a file in rules/ that ends in .lua"
            }
            var parts = [count(examples, "example")]
            if variants > 0 { parts.append("\(variants) variants of them") }
            if timelines > 0 { parts.append(count(timelines, "timeline")) }
            if replays > 0 { parts.append(count(replays, "workspace replay")) }
            return "\(count(rules, "rule")): \(parts.joined(separator: ", ")); "
                + (failures.isEmpty ? "all hold" : "\(failures.count) failed")
        }
    }

    private let scope: RuleScope
    private let record: Bool
    private let variants: Bool

    /// - Parameters:
    ///   - record: writes what replays give to `expected/`.
    ///   - variants: tries every example also as it may stand in another article.
    package init(scope: RuleScope, record: Bool = false, variants: Bool = true) {
        self.scope = scope
        self.record = record
        self.variants = variants
    }

    package func run() throws(WorkspaceError) -> Outcome {
        var outcome = Outcome()
        var seen: Set<String> = []
        for part in try scope.parts() {
            outcome.trouble += part.diagnostics.filter {
                $0.severity == .error && !outcome.trouble.contains($0)
            }
            let checker = ExampleChecker(part.ruleSet, limits: part.limits)
            for (number, rule) in part.ruleSet.rules.enumerated() where scope.admits(rule) {
                // A plugin's rule is proved once, with its own settings, whoever uses it.
                guard seen.insert(rule.id).inserted else { continue }
                outcome.rules += 1
                prove(rule, number, checker, in: part.ruleSet, &outcome)
            }
            if let workspace = part.workspace, scope.isWhole {
                let start = ProcessSeconds.now
                let replay = try WorkspaceReplay(workspace: workspace).check(record: record)
                outcome.replays += replay.checked
                if replay.checked > 0 {
                    outcome.cases.append(
                        Case(
                            group: workspace.name, name: "replay", failures: replay.failures,
                            seconds: ProcessSeconds.now - start))
                }
            }
        }
        if outcome.rules == 0, !scope.isWhole, outcome.trouble.isEmpty {
            outcome.trouble.append(
                Diagnostic(
                    code: "rule.unknown",
                    message: "no rule is named so here; tocsin rules lists them"))
        }
        return outcome
    }

    private func prove(
        _ rule: Rule, _ number: Int, _ checker: ExampleChecker, in rules: RuleSet,
        _ outcome: inout Outcome
    ) {
        let start = ProcessSeconds.now
        let results = checker.check(number, variants: variants)
        let each = (ProcessSeconds.now - start) / Double(max(1, results.count))
        for result in results {
            outcome.examples += 1
            outcome.variants += result.variants
            outcome.cases.append(
                Case(
                    group: rule.id, name: "example \(result.number), line \(result.line)",
                    failures: result.problems.map {
                        Diagnostic(
                            code: "example.failed", place: "\(rule.path):\(result.line)",
                            message: "\(rule.id): \($0)")
                    }, seconds: each))
        }
        for timeline in AlertTimelines.check(rule, in: rules) {
            outcome.timelines += 1
            outcome.cases.append(
                Case(group: rule.id, name: timeline.name, failures: timeline.failures))
        }
    }
}

/// Processor seconds of this process so far.
enum ProcessSeconds {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
