import Foundation
package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Reads every manifest, rule and list and says what is wrong or doubtful, without running a rule.
package struct RuleCheck {
    package struct Outcome: Sendable {
        package var rules = 0
        package var plugins = 0
        package var diagnostics: [Diagnostic] = []

        package init() {}

        package var errors: Int { diagnostics.count { $0.severity == .error } }
        package var warnings: Int { diagnostics.count { $0.severity == .warning } }

        package var summary: String {
            func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
            return "\(count(rules, "rule")) in \(count(plugins, "plugin")): "
                + "\(count(errors, "error")), \(count(warnings, "warning"))"
        }
    }

    private let scope: RuleScope
    /// For rows that have run out and lists that are to be refreshed.
    private let now: Timestamp

    package init(scope: RuleScope, now: Timestamp) {
        self.scope = scope
        self.now = now
    }

    package func run() throws(WorkspaceError) -> Outcome {
        var outcome = Outcome()
        var seen: Set<Diagnostic> = []
        func add(_ diagnostics: [Diagnostic]) {
            outcome.diagnostics += diagnostics.filter { seen.insert($0).inserted }
        }
        let folder = Workspace.findPluginFolder(from: FileManager.default.currentDirectoryPath)
        let language = folder.flatMap { LanguageShare(pluginFolder: $0) }
        var plugins: Set<String> = []
        var checked: Set<String> = []
        var rules: Set<String> = []
        for part in try scope.parts() {
            add(part.diagnostics)
            add(part.ruleSet.lexiconProblems)
            plugins.formUnion(part.plugins.plugins.map(\.id))
            rules.formUnion(part.plugins.rules.map(\.id))
            var words = WordLint(part.ruleSet, language: language)
            for rule in part.ruleSet.rules where scope.admits(rule) {
                rules.insert(rule.id)
                guard checked.insert(rule.id).inserted else { continue }
                add(words.check(rule))
                add(StemLint(part.ruleSet).check(rule))
                add(PatternLint(part.ruleSet).check(rule))
                add(ExampleLint(part.ruleSet).check(rule))
            }
            if scope.isWhole {
                add(ShadowLint(part.ruleSet).check())
                // The lists of plugins that a workspace only uses are their authors' business.
                for plugin in part.plugins.plugins
                where part.workspace == nil || plugin.folder == part.workspace?.folder {
                    add(ListLint(plugin, now: now).check())
                    add(PlaceLint(folder: plugin.folder, display: plugin.displayFolder).check())
                }
                if let workspace = part.workspace {
                    let folder = workspace.folder
                    add(PlaceLint(folder: folder, display: Workspace.relative(folder)).check())
                }
            }
            add(AlertLint(part.ruleSet).check())
        }
        if let folder, scope.isWhole { add(try PluginLock(folder: folder).diagnostics()) }
        outcome.rules = rules.count
        outcome.plugins = max(plugins.count, rules.isEmpty ? 0 : 1)
        return outcome
    }
}
