import Foundation
import Testing
import TocsinModel
import TocsinWorkspace

struct ExportTests {
    static func incident(
        killed: Quantity? = nil, places: [Place]? = nil, acled: ACLEDCode? = nil,
        ledger: [LedgerField] = []
    ) -> Incident {
        var best = Event(
            id: "i1", type: .assault, modes: ["drone"],
            acled: acled
                ?? ACLEDCode(
                    eventType: "Explosions/Remote violence", subEventType: "Air/drone strike"),
            actors: [
                Entity(text: "Ukraine", kind: "country", country: "UKR", sector: "MIL"),
                Entity(text: "Ukrainian drones", country: "UKR"),
            ],
            recipients: [
                Entity(text: "residents", kind: "civilian", country: "RUS", sector: "CVL")
            ],
            places: places ?? [
                Place(
                    text: "Moscow", admin1: "Moscow", country: "RUS", latitude: 55.75,
                    longitude: 37.62, precision: "town", role: "event")
            ],
            time: EventTime(
                start: CalendarDay("2025-03-11"), end: CalendarDay("2025-03-11"), basis: .explicit))
        if let killed { best.casualties = [killed] }
        return Incident(
            id: "i1", type: .assault, articles: ["a1"],
            lastSeen: Timestamp("2025-03-11T18:00:00Z"), status: .confirmed, best: best,
            ledger: ledger)
    }

    private func rows(_ export: ACLEDExport) -> [[String: String]] {
        export.table.rows.map { row in
            Dictionary(
                uniqueKeysWithValues: zip(
                    export.table.columns,
                    row.map { cell in
                        switch cell {
                        case .text(let text): text
                        case .number(let n): n == n.rounded() ? String(Int(n)) : String(n)
                        case .empty: ""
                        }
                    }))
        }
    }

    @Test(arguments: [
        (Quantity(text: "17", metric: "killed", low: 17, high: 17), 17),
        (
            Quantity(
                text: "at least 12", metric: "killed", low: 12, high: nil, qualifier: .atLeast), 12
        ),
        (Quantity(text: "dozens", metric: "killed", low: 24, high: nil, qualifier: .dozens), 12),
        (
            Quantity(text: "hundreds", metric: "killed", low: 200, high: nil, qualifier: .hundreds),
            100
        ),
        (
            Quantity(
                text: "nearly twenty", metric: "killed", low: 17, high: 19, qualifier: .nearly), 17
        ),
        (Quantity(text: "up to 16", metric: "killed", low: 0, high: 16, qualifier: .upTo), 0),
    ])
    func `ACLED's rules for figures hold and the notes say so`(_ killed: Quantity, _ count: Int) {
        let row = rows(ACLEDExport([Self.incident(killed: killed)]))[0]
        #expect(row["fatalities"] == "\(count)")
        #expect(row["notes"]!.contains("coded as") == (killed.qualifier != .exact))
    }

    @Test func `a row has ACLED's columns and never an invented id`() {
        let export = ACLEDExport([Self.incident()], sources: ["a1": "Volga Dispatch"])
        let row = rows(export)[0]
        #expect(export.table.rows.count == 1)
        #expect(row["event_id_cnty"] == "")
        #expect(row["event_date"] == "2025-03-11" && row["year"] == "2025")
        #expect(row["time_precision"] == "1" && row["geo_precision"] == "1")
        #expect(row["disorder_type"] == "Political violence")
        #expect(row["actor1"] == "Ukraine" && row["assoc_actor_1"] == "Ukrainian drones")
        #expect(row["inter1"] == "External/Other forces")
        #expect(row["actor2"] == "Civilians (Russia)" && row["inter2"] == "Civilians")
        #expect(row["civilian_targeting"] == "Civilian targeting")
        #expect(row["iso"] == "643" && row["country"] == "Russia")
        #expect(row["source"] == "Volga Dispatch")
        #expect(row["fatalities"] == "0" && row["notes"]!.contains("No fatalities reported"))
    }

    @Test func `under dispute the lowest is coded and the dispute is in the notes`() {
        let entries = [
            LedgerEntry(
                event: "e1", article: "a1", speaker: "Kyiv", origin: "Kyiv", text: "40", low: 40,
                high: 40),
            LedgerEntry(
                event: "e2", article: "a2", speaker: "Moscow", origin: "Moscow", text: "three",
                low: 3, high: 3),
        ]
        let incident = Self.incident(
            killed: Quantity(text: "40", metric: "killed", low: 40, high: 40),
            ledger: [LedgerField(field: "killed", entries: entries, verdict: .conflict)])
        let row = rows(ACLEDExport([incident]))[0]
        #expect(row["fatalities"] == "3")
        #expect(row["notes"]!.contains("disputed (Kyiv: 40; Moscow: three)"))
    }

    @Test func `a total over several places is marked, not copied`() {
        let places = ["Moscow", "Domodedovo"].map {
            Place(text: $0, country: "RUS", precision: "town", role: "event")
        }
        let export = ACLEDExport([
            Self.incident(
                killed: Quantity(text: "3", metric: "killed", low: 3, high: 3), places: places)
        ])
        let all = rows(export)
        #expect(all.map { $0["fatalities"] } == ["3", "0"])
        #expect(all[0]["notes"]!.contains("total over 2 places: Moscow, Domodedovo"))
        #expect(all[1]["notes"]!.contains("counted in the row of Moscow"))
    }

    @Test func `a place within another is one place, civilians of all words one side`() {
        var incident = Self.incident(
            killed: Quantity(text: "11", metric: "killed", low: 11, high: 11),
            places: [
                Place(
                    text: "Dobropillia", admin1: "Donetsk Oblast", country: "UKR",
                    precision: "town", role: "event"),
                Place(
                    text: "Donetsk Oblast", admin1: "Donetsk Oblast", country: "UKR",
                    precision: "region", role: "event"),
                Place(text: "Ukraine", country: "UKR", precision: "country", role: "event"),
            ])
        incident.best.recipients = ["town", "people"].map {
            Entity(text: $0, kind: "residential", sector: "CVL")
        }
        let all = rows(ACLEDExport([incident]))
        #expect(all.count == 1)
        #expect(all[0]["location"] == "Dobropillia" && all[0]["fatalities"] == "11")
        #expect(all[0]["actor2"] == "Civilians (Ukraine)")
        #expect(all[0]["assoc_actor_2"] == "town; people")
    }

    @Test func `what codes to nothing certain is left out and counted`() {
        var denied = Self.incident()
        denied.status = .denied
        var planned = Self.incident()
        planned.best.assertion.modality = .planned
        let unsure = Self.incident(
            acled: ACLEDCode(eventType: nil, subEventType: nil, candidates: ["Riots", "Protests"]))
        let export = ACLEDExport([denied, planned, unsure])
        #expect(export.table.rows.isEmpty)
        #expect(
            export.skipped == [
                "denied": 1, "did not happen (yet)": 1, "an ambiguous ACLED type": 1,
            ])
    }

    @Test func `a cell that a spreadsheet would run is made harmless`() {
        let table = ExportTable(
            columns: ["a", "b"],
            rows: [
                [.text("=HYPERLINK(\"x\")"), .number(-5)], [.text("a \"b\", c\nd"), .empty],
                [.text("@sum"), .number(1.5)],
            ])
        #expect(
            table.csv
                == "\u{feff}a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n\"a \"\"b\"\", c\nd\",\r\n'@sum,1.5\r\n"
        )
    }

    @Test func `Atom and GeoJSON are well formed`() throws {
        let atom = MarkupExport.atom(
            title: "t & u", id: "x",
            [.init(id: "1", title: "<b>", updated: nil, summary: "s", link: "https://x/?a=1&b=2")])
        try wellFormed(atom)
        let made = MarkupExport.geoJSON(RecordTables.incidents([Self.incident()]))
        let object = try JSONSerialization.jsonObject(with: Data(made.text.utf8)) as? [String: Any]
        let features = object?["features"] as? [[String: Any]]
        let geometry = features?.first?["geometry"] as? [String: Any]
        #expect(geometry?["coordinates"] as? [Double] == [37.62, 55.75])
    }

    /// By another parser than our own.
    private func wellFormed(_ text: String) throws {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = [
            "python3", "-c",
            "import sys,xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())",
        ]
        let input = Pipe()
        python.standardInput = input
        try python.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0, "\(text)")
    }
}
