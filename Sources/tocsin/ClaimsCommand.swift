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
        }
    }
}
