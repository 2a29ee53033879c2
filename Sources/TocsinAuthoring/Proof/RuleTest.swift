import Foundation
package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Proves rules: their examples, their timelines, and replays of whole workspaces.
package struct RuleTest {
    package struct Outcome: Sendable {
        package var rules = 0
        package var examples = 0
        package var timelines = 0
        package var replays = 0
        package var failures: [Diagnostic] = []

        package init() {}

        package var summary: String {
            "\(rules) rules: \(examples) examples, \(timelines) timelines, \(replays) workspace replays; "
                + (failures.isEmpty ? "all hold" : "\(failures.count) failed")
        }
    }

    package struct Checked: Sendable {
        package var rules: Int
        package var plugins: Int
        package var diagnostics: [Diagnostic]
    }

    private let paths: [String]
    private let only: String?
    private let record: Bool

    package init(paths: [String], only: String?, record: Bool) {
        self.paths = paths
        self.only = only
        self.record = record
    }

    package func run() throws(WorkspaceError) -> Outcome {
        var outcome = Outcome()
        var seen: Set<String> = []
        for workspace in try workspaces() {
            let loaded = try RuleLoading.load(workspace)
            outcome.failures += (workspace.diagnostics + loaded.diagnostics).filter {
                $0.severity == .error
            }
            let checker = ExampleChecker(loaded.ruleSet, limits: workspace.configuration.limits)
            for (number, rule) in loaded.ruleSet.rules.enumerated() {
                if let only, only != rule.id { continue }
                // A plugin's rule is proved once, with its own settings, whoever uses it.
                guard seen.insert(rule.id).inserted else { continue }
                outcome.rules += 1
                let examples = checker.check(number)
                outcome.examples += examples.checked
                outcome.failures += examples.failures
                let timelines = AlertTimelines.check(rule, in: loaded.ruleSet)
                outcome.timelines += timelines.checked
                outcome.failures += timelines.failures
            }
            if only == nil, Workspace.isWorkspace(workspace.folder) {
                let replay = try WorkspaceReplay(workspace: workspace).check(record: record)
                outcome.replays += replay.checked
                outcome.failures += replay.failures
            }
        }
        if let only, outcome.rules == 0 {
            outcome.failures.append(
                Diagnostic(
                    code: "rule.unknown",
                    message: "no rule \"\(only)\" here; tocsin rules lists them"))
        }
        return outcome
    }

    package func check() throws(WorkspaceError) -> Checked {
        var out = Checked(rules: 0, plugins: 0, diagnostics: [])
        var seen: Set<Diagnostic> = []
        var plugins: Set<String> = []
        var rules: Set<String> = []
        for workspace in try workspaces() {
            let loaded = try RuleLoading.load(workspace)
            for diagnostic in workspace.diagnostics + loaded.diagnostics
                + loaded.ruleSet.lexiconProblems
            where seen.insert(diagnostic).inserted {
                out.diagnostics.append(diagnostic)
            }
            plugins.formUnion(loaded.plugins.plugins.map(\.id))
            rules.formUnion(loaded.plugins.rules.map(\.id))
        }
        out.rules = rules.count
        out.plugins = plugins.count
        return out
    }

    package func list() throws(WorkspaceError) -> [String] {
        var seen: Set<String> = []
        var rules: [Rule] = []
        for workspace in try workspaces() {
            rules += try RuleLoading.load(workspace).ruleSet.rules.filter {
                seen.insert($0.id).inserted
            }
        }
        let width = min(44, rules.map(\.id.count).max() ?? 0)
        return rules.map {
            fitted($0.id, max(width, $0.id.count)) + "  " + fitted($0.kind.name, 9) + "  "
                + $0.title
        }
    }

    /// Those that were named, or everything here: one made of all plugins, then each workspace.
    private func workspaces() throws(WorkspaceError) -> [Workspace] {
        var out: [Workspace] = []
        if !paths.isEmpty {
            for path in paths { out.append(try Workspace.open(path, pluginFolder: nil)) }
            return out
        }
        let here = FileManager.default.currentDirectoryPath
        guard let folder = Workspace.findPluginFolder(from: here) else {
            throw WorkspaceError(
                diagnostics: [
                    Diagnostic(
                        code: "plugin.folder", place: here,
                        message:
                            "no Plugins folder here or above; name a workspace, or set TOCSIN_PLUGINS"
                    )
                ])
        }
        out.append(
            Workspace(
                bare: "all plugins", plugins: PluginLoader.available(in: folder).keys.sorted(),
                pluginFolder: folder))
        let root = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/workspaces"
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
        where Workspace.isWorkspace(root + "/" + name) {
            out.append(try Workspace.open(root + "/" + name, pluginFolder: folder))
        }
        return out
    }
}
