import ArgumentParser
import Foundation
import TocsinModel
import TocsinWorkspace

struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Shows who says what about an incident, and where they disagree.",
        discussion: """
            tocsin claims workspaces/moscow-drones              every incident with figures or a dispute
            tocsin claims workspaces/moscow-drones i2f0c        the one whose id begins so
            tocsin claims workspaces/moscow-drones --format markdown
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

    @Argument(help: "The workspace.")
    var workspace: String

    @Argument(help: "The incident's id, or the beginning of it.")
    var incident: String?

    @Option(help: "text, markdown (tables to paste) or json (the incidents, one a line).")
    var format: Format = .text

    @Flag(help: "Also incidents that only one article speaks of.")
    var all = false

    func run() throws {
        let opened = try WorkspaceArgument.open([workspace], plugins: nil)
        let report: RunReport
        do {
            report = try Run(workspace: opened.workspace, options: RunOptions()).execute()
        } catch {
            throw opened.fail(error)
        }
        var incidents = report.incidents
        if let incident {
            incidents = incidents.filter { $0.id.hasPrefix(incident) }
            guard incidents.count == 1 else {
                let found = incidents.map(\.id).joined(separator: ", ")
                StandardError.write(
                    incidents.isEmpty
                        ? "\(workspace): no incident \"\(incident)\"; `tocsin claims \(workspace) --all` lists them\n"
                        : "\(workspace): \"\(incident)\" begins several: \(found); give more of the id\n"
                )
                throw ExitCode(1)
            }
        } else if !all {
            incidents = incidents.filter(\.isWorthComparing)
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
                    .render(
                        incidents, sources: report.articleIndex.compactMapValues(\.source)))
        }
    }
}
