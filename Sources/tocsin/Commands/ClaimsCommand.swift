import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Shows who says what about an incident, and where they disagree.",
        discussion: """
            tocsin claims workspaces/moscow-drones              every incident with figures or a dispute
            tocsin claims workspaces/moscow-drones i2f0c        the one whose id begins so
            tocsin claims workspaces/moscow-drones --format markdown
            tocsin claims workspaces/moscow-drones --format csv  every claim of the store, a row each
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json, table, jsonl, csv
    }

    @Argument(help: "The workspace.")
    var workspace: String

    @Argument(help: "The incident's id, or the beginning of it.")
    var incident: String?

    @Option(
        help:
            "text, markdown (tables to paste), json (the incidents, one a line); or single claims as table, jsonl, csv."
    )
    var format: Format = .text

    @Flag(help: "Also incidents that only one article speaks of.")
    var all = false

    func run() throws {
        let opened = try WorkspaceArgument.open([workspace], plugins: nil)
        if let single = RecordExport.Format(rawValue: format.rawValue) {
            return try give(single, of: opened.workspace)
        }
        let incidents: [Incident]
        do {
            incidents = try IncidentArchive(opened.workspace).incidents(incident, all: all)
        } catch {
            throw opened.fail(error)
        }
        switch format {
        case .json: StandardOutput.write(JSONReport.lines(incidents))
        case .text, .markdown:
            guard !incidents.isEmpty else {
                StandardOutput.write(
                    "No incident has claims to compare; --all shows those of one article.\n")
                return
            }
            let style = TextStyle(
                isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
            StandardOutput.write(
                LedgerReport(form: format == .text ? .text(style) : .markdown)
                    .render(incidents))
        case .table, .jsonl, .csv: break
        }
    }

    /// Claims a row each, of one incident or of all the store has.
    private func give(_ format: RecordExport.Format, of workspace: Workspace) throws {
        let made = try StoreOptions.ask {
            try workspace.openStore(creating: false).read { reader in
                var claims = try reader.claims(page: Page(limit: 1_000_000))
                if let incident {
                    let events = Set(try reader.incident(incident)?.events ?? [])
                    claims = claims.filter { $0.about?.event.map(events.contains) ?? false }
                }
                return RecordExport(
                    reader: reader, title: workspace.configuration.title, format: format,
                    width: StandardOutput.width
                ).claims(claims)
            }
        }
        StandardOutput.write(made.text)
    }
}
