import TocsinAlerting
import TocsinModel
import TocsinSources
import TocsinStore

/// An alert that a source is dead, silent or stopped: it goes the way of all alerts.
enum SourceAlert {
    static let rule = "tocsin.sources"

    static func make(
        _ diagnostic: Diagnostic, source: FeedSource, severity: Severity, now: Timestamp
    ) -> Alert {
        Alert(
            identifier: StableHash.hex(of: rule, source.address, diagnostic.code, now.description),
            sent: now, category: "Infra", severity: severity, certainty: "Observed",
            urgency: "Expected", headline: "\(source.displayName): \(diagnostic.message)",
            description: source.address, rule: rule, reasons: [diagnostic.message])
    }

    /// Puts them into the store and hands them to the policy, in one transaction.
    static func keep(
        _ alerts: [Alert], workspace: Workspace, store: Store, now: Timestamp
    ) throws(StoreError) {
        var dispatch = DispatchPass(workspace)
        try dispatch?.resume(store)
        let ready = dispatch
        try store.write { writer in
            var dispatch = ready
            for alert in alerts {
                let time = dispatch?.time(for: now)
                guard try writer.put(alert, dispatched: time, now: now) else { continue }
                if let time { try dispatch?.receive(alert, at: time, writer) }
            }
        }
    }
}
