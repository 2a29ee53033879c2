import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// How records are given, and where to.
struct ExportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "table, jsonl, csv, geojson, acled-csv (incidents), plover, cap (alerts), atom.",
            valueName: "format"))
    var format: String = "table"

    @Option(
        help: ArgumentHelp(
            "Write to this file instead of standard output; a folder for cap.", valueName: "path"))
    var output: String?

    func format(for records: RecordExport.Records) throws -> RecordExport.Format {
        guard let found = RecordExport.Format(rawValue: format), records.formats.contains(found)
        else {
            let known = records.formats.map(\.rawValue)
            throw ValidationError(
                Diagnostic.unknown("format for \(records.rawValue)", format, known: known))
        }
        return found
    }

    /// Makes an export of what the store keeps, at one moment, and gives it.
    func give(
        _ records: RecordExport.Records, as format: RecordExport.Format, of workspace: Workspace,
        in archive: Store, _ make: (RecordExport, StoreReader) throws -> RecordExport.Output
    ) throws {
        let made = try StoreOptions.ask {
            try archive.read { reader in
                try make(
                    RecordExport(
                        reader: reader, title: workspace.configuration.title, format: format,
                        width: StandardOutput.width), reader)
            }
        }
        try give(made, what: records.rawValue)
    }

    /// Gives what was made, and says what was left out.
    private func give(_ made: RecordExport.Output, what: String) throws {
        for note in made.notes { StandardError.write("note: \(note)\n") }
        if !made.files.isEmpty {
            guard let output else {
                StandardError.write(
                    "\(made.files.count) documents do not fit one stream; name a folder: --output FOLDER\n"
                )
                throw ExitCode(2)
            }
            for file in made.files { try write(file.text, to: output + "/" + file.name) }
            return
        }
        if let output {
            try write(made.text, to: output)
        } else if made.text.isEmpty {
            StandardError.write("no \(what)\n")
        } else {
            StandardOutput.write(made.text)
        }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            let url = URL(fileURLWithPath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            StandardError.write(
                "\(path): cannot be written: \(error.localizedDescription); check the disk and your permissions\n"
            )
            throw ExitCode(1)
        }
    }
}

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Stored events, for people and for other programs.",
        discussion: """
            tocsin events workspaces/moscow-drones --country UKR --since 2025-03-01
            tocsin events workspaces/moscow-drones --kind ASSAULT --format geojson --output map.geojson
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var export: ExportOptions

    @Option(help: "At most so many, the newest.")
    var limit: Int = 100_000

    @Option(help: ArgumentHelp("Type or label; may be given several times.", valueName: "ASSAULT"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("ISO 3166 code of three letters.", valueName: "UKR"))
    var country: [String] = []

    @Option(help: ArgumentHelp("Found by this rule.", valueName: "plugin.rule"))
    var rule: [String] = []

    @Option(help: ArgumentHelp("Of this incident.", valueName: "id"))
    var incident: String?

    @Option(help: ArgumentHelp("Of this article.", valueName: "id"))
    var article: String?

    @Flag(help: "Only those with coordinates.")
    var located = false

    func run() throws {
        let format = try export.format(for: .events)
        let (workspace, archive) = try store.open()
        var filter = EventFilter()
        filter.since = store.sinceTime
        filter.until = store.untilTime
        filter.kinds = kind
        filter.countries = country.map { $0.uppercased() }
        filter.rules = rule
        filter.incident = incident
        filter.article = article
        filter.located = located
        try export.give(.events, as: format, of: workspace, in: archive) { export, reader in
            var events: [Event] = []
            try reader.eachEvent(filter) { events.append($0) }
            return try export.events(Array(events.suffix(limit)))
        }
    }
}

struct IncidentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "Stored incidents: what several articles report as one event.",
        discussion: """
            tocsin incidents workspaces/moscow-drones --status confirmed
            tocsin incidents workspaces/moscow-drones --format acled-csv --output march.csv
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var export: ExportOptions

    @Option(help: "At most so many, the newest.")
    var limit: Int = 100_000

    @Option(help: ArgumentHelp("Type or label; may be given several times.", valueName: "ASSAULT"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("ISO 3166 code of three letters.", valueName: "UKR"))
    var country: [String] = []

    @Option(help: "rumoured, claimed, corroborated, confirmed or denied.")
    var status: [String] = []

    @Option(help: ArgumentHelp("With an event found by this rule.", valueName: "plugin.rule"))
    var rule: [String] = []

    @Flag(help: "Only those with claims that disagree.")
    var disputed = false

    func validate() throws {
        let known = Incident.Status.allCases.map(\.rawValue)
        for name in status where !known.contains(name) {
            throw ValidationError(Diagnostic.unknown("status", name, known: known))
        }
    }

    func run() throws {
        let format = try export.format(for: .incidents)
        let (workspace, archive) = try store.open()
        var filter = IncidentFilter()
        filter.since = store.sinceTime
        filter.until = store.untilTime
        filter.kinds = kind
        filter.countries = country.map { $0.uppercased() }
        filter.statuses = status.compactMap { Incident.Status(rawValue: $0) }
        filter.rules = rule
        filter.disputed = disputed
        try export.give(.incidents, as: format, of: workspace, in: archive) { export, reader in
            let rows = try reader.incidents(filter, page: Page(limit: limit))
            // What a reviewer has rejected did not happen.
            let kept = rows.filter { $0.review != "rejected" }.reversed()
            return try export.incidents(try kept.compactMap { try reader.incident($0.key) })
        }
    }
}
