import Foundation
import Synchronization
package import TocsinAlerting
package import TocsinModel
import TocsinPlugins
package import TocsinStore
package import TocsinWorkspace

/// The workspace at hand: its store, its configuration, its rules as the files have them.
package final class Workbench: Sendable {
    package let store: Store
    package let isReadOnly: Bool
    package let resources: WebResources
    package let live: LiveFeed
    package let choices: FilterChoices
    package let access: Access

    private struct State {
        var workspace: Workspace
        /// Nil until first asked for.
        var rules: RuleLoading.Loaded?
        /// Of the files `workspace` and `rules` were read from.
        var fingerprint: Int
        /// Why the files as they are now were not taken.
        var trouble: [Diagnostic] = []
        var looked: Date
        var isReloading = false
    }

    private let state: Mutex<State>
    /// One reading of the rules at a time.
    private let loading = Mutex<Void>(())

    /// - Throws: what is wrong with the workspace or its store.
    package init(_ path: String, isReadOnly: Bool, resources: WebResources, access: Access)
        throws
    {
        let workspace = try Workspace.open(path, pluginFolder: nil)
        let store = try workspace.openStore(creating: !isReadOnly)
        self.store = store
        live = LiveFeed(store)
        choices = FilterChoices(store)
        self.access = access
        self.isReadOnly = isReadOnly
        self.resources = resources
        state = Mutex(
            State(
                workspace: workspace, rules: nil, fingerprint: RuleFingerprint.of(workspace),
                looked: Date()))
    }

    /// One look at the store. A `WebFailure` thrown in it comes out as it is: the store itself makes
    /// its own error of whatever else goes wrong.
    package func read<T>(_ body: (StoreReader) throws -> T) throws -> T {
        var refusal: WebFailure?
        do {
            return try store.read { reader in
                do { return try body(reader) } catch let failure as WebFailure {
                    refusal = failure
                    throw failure
                }
            }
        } catch { throw refusal ?? error }
    }

    /// One transaction, kept as what a person decided; a `WebFailure` comes out as it is.
    package func write<T>(_ body: (StoreWriter) throws -> T) throws -> T {
        var refusal: WebFailure?
        do {
            return try store.write(.power) { writer in
                do { return try body(writer) } catch let failure as WebFailure {
                    refusal = failure
                    throw failure
                }
            }
        } catch { throw refusal ?? error }
    }

    package var workspace: Workspace {
        refreshIfChanged()
        return state.withLock { $0.workspace }
    }

    package var policy: AlertPolicy? { workspace.configuration.policy }

    /// Why the files as they are now are not in use; empty where they are.
    package var trouble: [Diagnostic] { state.withLock { $0.trouble } }

    /// The rules. A change of the files is noticed within two seconds and taken over beside the
    /// requests, which go on with the rules as they were.
    package func rules() throws(WorkspaceError) -> RuleLoading.Loaded {
        refreshIfChanged()
        if let rules = state.withLock({ $0.rules }) { return rules }
        return try reload()
    }

    /// Reads workspace and rules now: after saving one.
    @discardableResult
    package func reload() throws(WorkspaceError) -> RuleLoading.Loaded {
        let result: Result<RuleLoading.Loaded, WorkspaceError> = loading.withLock { _ in
            let old = state.withLock { $0 }
            // Before reading: a change while it is read is seen the next time.
            let fingerprint = RuleFingerprint.of(old.workspace)
            if let rules = old.rules, fingerprint == old.fingerprint, old.trouble.isEmpty {
                return .success(rules)
            }
            do throws(WorkspaceError) {
                let workspace = try Workspace.open(old.workspace.folder, pluginFolder: nil)
                let rules = try RuleLoading.load(workspace)
                state.withLock {
                    $0.workspace = workspace
                    $0.rules = rules
                    $0.fingerprint = fingerprint
                    $0.trouble = []
                }
                return .success(rules)
            } catch {
                state.withLock {
                    $0.fingerprint = fingerprint
                    $0.trouble = error.diagnostics
                }
                if let rules = old.rules { return .success(rules) }
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func refreshIfChanged() {
        let isDue = state.withLock { state in
            guard !state.isReloading, -state.looked.timeIntervalSinceNow > 2 else { return false }
            state.looked = Date()
            state.isReloading = true
            return true
        }
        guard isDue else { return }
        // On a thread of its own: reading rules takes seconds.
        Thread { [self] in
            let old = state.withLock { ($0.workspace, $0.fingerprint, $0.rules != nil) }
            if RuleFingerprint.of(old.0) != old.1 {
                if old.2 { _ = try? reload() } else { reopen() }
            }
            state.withLock { $0.isReloading = false }
        }.start()
    }

    /// The configuration alone, where nobody has asked for rules yet.
    private func reopen() {
        let folder = state.withLock { $0.workspace.folder }
        do throws(WorkspaceError) {
            let workspace = try Workspace.open(folder, pluginFolder: nil)
            state.withLock {
                $0.workspace = workspace
                $0.fingerprint = RuleFingerprint.of(workspace)
                $0.trouble = []
            }
        } catch {
            state.withLock { $0.trouble = error.diagnostics }
        }
    }
}
