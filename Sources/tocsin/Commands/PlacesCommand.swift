import ArgumentParser
import Foundation
import TocsinWorkspace

struct PlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Gazetteers: places of the world from GeoNames' own files.",
        subcommands: [ImportPlacesCommand.self])
}

struct ImportPlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Makes a gazetteer plugin of a GeoNames dump file.",
        discussion: """
            tocsin places import allCountries.txt
            tocsin places import UA.txt --divisions admin1CodesASCII.txt --into Plugins/ukraine

            The plugin's folder is given with --into; name it among the plugins of a run beside "places". \
            The files are at download.geonames.org/export/dump (licence: CC-BY-4.0).
            """)

    @Argument(
        help: ArgumentHelp("A dump: allCountries.txt, cities500.txt, UA.txt, …", valueName: "file"))
    var dump: String

    @Option(
        help: ArgumentHelp("admin1CodesASCII.txt, for the names of divisions.", valueName: "file"))
    var divisions: String?

    @Option(help: ArgumentHelp("The plugin's folder.", valueName: "folder"))
    var into = "Plugins/geonames"

    @Option(help: ArgumentHelp("Leave out places with fewer people.", valueName: "people"))
    var leastPopulation = 0

    func run() throws {
        do {
            let report = try GeoNamesImport(
                dump: dump, divisions: divisions, leastPopulation: leastPopulation
            ).write(to: into)
            StandardOutput.write("\(into): \(report.kept) places of \(report.lines) lines\n")
            if let first = report.firstUnreadable {
                StandardError.write(
                    "tocsin: \(report.unreadable) lines of \(dump) are not of the format, the first is line \(first); left out\n"
                )
            }
        } catch let failure as GeoNamesImport.Failure {
            StandardError.write("tocsin: \(failure)\n")
            throw ExitCode(2)
        }
    }
}
