import Foundation
import Testing

@Suite struct PlacesCommandTests {
    private func line(
        _ id: Int, _ name: String, _ code: String, _ people: Int, _ country: String = "NE"
    )
        -> String
    {
        "\(id)\t\(name)\t\(name)\tTchintabarade,X\t14.9\t3.1\t\(code.first!)\t"
            + "\(code.dropFirst(2))\t\(country)\t\t06\t\t\t\t\(people)\t\t200\tAfrica/Niamey\t2020-01-01"
    }

    @Test func `a dump becomes a plugin whose small places are found and located`() throws {
        let scratch = try Scratch()
        let dump = [
            line(1, "Banibangou", "P/PPL", 4200), line(2, "Some Hill", "T/HLL", 0), "no dump line",
        ].joined(separator: "\n")
        try scratch.write(Data(dump.utf8), to: "NE.txt")
        try scratch.write(Data("NE.06\tTillabéri\tTillaberi\t1\n".utf8), to: "admin1.txt")
        let result = try Command.run(
            "places", "import", scratch.path + "/NE.txt", "--divisions",
            scratch.path + "/admin1.txt", "--into", scratch.path + "/geonames")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("1 places of 3 lines"))
        #expect(result.errors.contains("line 3"))
        let list = try String(
            contentsOfFile: scratch.path + "/geonames/lists/places.tsv", encoding: .utf8)
        #expect(
            list.contains("Banibangou\tTchintabarade\tcity\tNER\tTillabéri\t14.9\t3.1\t4200\t1\t1"))
        #expect(!list.contains("Some Hill"))
    }

    @Test func `a file that is no dump is refused with what was expected`() throws {
        let scratch = try Scratch()
        try scratch.write(Data("name,country\nLima,PE\n".utf8), to: "cities.csv")
        let result = try Command.run(
            "places", "import", scratch.path + "/cities.csv", "--into", scratch.path + "/out")
        #expect(result.status == 2)
        #expect(result.errors.contains("19 tab-separated columns"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out/plugin.lua"))
    }
}
