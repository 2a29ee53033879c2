package import TocsinModel
import TocsinStore

/// A workspace's incidents: as its store has them, or of a run on the spot where nothing is kept yet.
package struct IncidentArchive {
    private let workspace: Workspace

    package init(_ workspace: Workspace) { self.workspace = workspace }

    /// - Parameters:
    ///   - id: one incident's id or the beginning of it; nil: those worth comparing.
    ///   - all: also those of one article without two claims on one field.
    /// - Throws: where no incident, or more than one, has that id.
    package func incidents(_ id: String?, all: Bool) throws(WorkspaceError) -> [Incident] {
        let known = try read()
        guard let id else { return all ? known : known.filter(\.isWorthComparing) }
        let found = known.filter { $0.id.hasPrefix(id) }
        if found.count == 1 { return found }
        let exact = found.filter { $0.id == id }
        if exact.count == 1 { return exact }
        let name = Workspace.relative(workspace.folder)
        throw WorkspaceError(diagnostics: [
            found.isEmpty
                ? Diagnostic(
                    code: "incident.unknown", place: name,
                    message: "no incident \"\(id)\"; `tocsin claims \(name) --all` lists them")
                : Diagnostic(
                    code: "incident.ambiguous", place: name,
                    message: "\"\(id)\" begins several incidents: "
                        + found.map(\.id).joined(separator: ", ") + "; give more of the id")
        ])
    }

    private func read() throws(WorkspaceError) -> [Incident] {
        if workspace.storeFolder != nil {
            do throws(StoreError) {
                return try workspace.openStore(creating: false).read { reader in
                    var all: [Incident] = []
                    try reader.eachIncident { all.append($0) }
                    return all
                }
            } catch {
                // No store yet: a run on the spot tells.
                guard error.code == .missing else {
                    throw WorkspaceError(diagnostics: [error.diagnostic])
                }
            }
        }
        return try Run(workspace: workspace, options: RunOptions()).execute().incidents
    }
}
