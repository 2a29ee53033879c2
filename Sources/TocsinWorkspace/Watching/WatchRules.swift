import Foundation
import TocsinModel
import TocsinPlugins

/// The rules a watch uses, with what they were read from.
struct WatchRules {
    let workspace: Workspace
    let loaded: RuleLoading.Loaded
    private let accepted: Set<String>
    /// Changes when a file does.
    private var fingerprint: Int

    init(_ path: String) throws(WorkspaceError) {
        // Before reading: a change while it is read is seen the next time.
        let opened = try Workspace.open(path, pluginFolder: nil)
        fingerprint = RuleFingerprint.of(opened)
        workspace = opened
        loaded = try RuleLoading.load(opened)
        accepted = Self.errors(opened.diagnostics + loaded.diagnostics)
    }

    var count: Int { loaded.ruleSet.rules.count }
    var diagnostics: [Diagnostic] { workspace.diagnostics + loaded.diagnostics }

    enum Reload {
        case unchanged
        case refused([Diagnostic])
        case taken(WatchRules)
    }

    /// Looks whether files have changed. A rule that was broken when the watch began may stay broken;
    /// one that an edit breaks keeps all rules as they were.
    mutating func reload(_ path: String) -> Reload {
        guard RuleFingerprint.of(workspace) != fingerprint else { return .unchanged }
        do {
            let new = try WatchRules(path)
            let broken = new.diagnostics.filter {
                $0.severity == .error && !accepted.contains(Self.key($0))
            }
            if broken.isEmpty { return .taken(new) }
            fingerprint = RuleFingerprint.of(workspace)
            return .refused(broken)
        } catch {
            fingerprint = RuleFingerprint.of(workspace)
            return .refused(error.diagnostics)
        }
    }

    private static func errors(_ diagnostics: [Diagnostic]) -> Set<String> {
        Set(diagnostics.filter { $0.severity == .error }.map(key))
    }

    /// Without the line, which moves with every edit above it.
    private static func key(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.place.prefix { $0 != ":" })|\(diagnostic.message)"
    }
}
