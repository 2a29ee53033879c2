import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

struct GazetteerTests {
    static let groups = """
        # Armed groups. Source: compiled for the test. Licence: CC0-1.0.
        name\taliases\tid\tkind\tfrom\tto
        FARC\tRevolutionary Armed Forces of Colombia|FARC-EP\tfarc\trebels\t1964\t2017-06
        FARC\tComunes; Común\tcomunes\tparty\t2017-09-01\t
        Al-Qaeda\t\taq\trebels
        """

    @Test func `rows are found by any spelling, and by the day`() throws {
        let gazetteer = try Gazetteer(parsing: Self.groups)
        let names = GazetteerNames(gazetteer)
        func ids(_ name: String, _ year: Int, _ month: Int, _ day: Int) -> [String?] {
            names.rows(named: name, on: CalendarDay(year: year, month: month, day: day)).map {
                gazetteer[$0, "id"]
            }
        }
        #expect(ids("farc", 2000, 1, 1) == ["farc"])
        #expect(ids("FARC", 2017, 6, 30) == ["farc"])
        #expect(ids("FARC", 2017, 7, 1) == [])
        #expect(ids("FARC", 2019, 1, 1) == ["comunes"])
        #expect(ids("comun", 2019, 1, 1) == ["comunes"])
        #expect(ids("FARC EP", 1999, 1, 1) == ["farc"])
        #expect(names.rows(named: "Farc").count == 2)
        #expect(names.rows(named: "al qaeda").map { gazetteer.line($0) } == [5])
        #expect(gazetteer[2, "kind"] == "rebels")
        #expect(gazetteer[2, "to"] == nil)
        #expect(
            gazetteer.table.comments == [
                "Armed groups. Source: compiled for the test. Licence: CC0-1.0."
            ])
    }

    @Test func `names join the automaton`() throws {
        let gazetteer = try Gazetteer(parsing: Self.groups)
        var builder = MatcherBuilder()
        _ = try builder.addWatchlist(
            WatchlistSpec(
                groups: try (0..<gazetteer.rowCount).map { row in
                    try gazetteer.names(row).map { try KeywordSpec(parsing: $0) }
                }))
        let matcher = builder.build()
        let article = TextAnalyzer().analyze(
            Article(
                id: "a", language: "en",
                body: "The Revolutionary Armed Forces of Colombia, FARC and al Qaeda"))
        let found = matcher.match(article, MatcherScratch(matcher)) { _, _, _ in [] }
        guard case .words(let words) = found.first?.finding else {
            Issue.record("nothing found")
            return
        }
        #expect(words.map(\.group).sorted() == [0, 0, 1, 2])
    }

    @Test func `a list of one column needs no header`() throws {
        let list = try Gazetteer(parsing: "# Source: x\r\nuranium\r\nenrich*\r\n\r\n=SWIFT\r\n")
        #expect(list.rowCount == 3)
        #expect((0..<3).map { list.names($0) } == [["uranium"], ["enrich*"], ["=SWIFT"]])
        #expect(list.line(2) == 5)
        #expect(try Gazetteer(parsing: "").rowCount == 0)
    }

    @Test(arguments: [
        ("a\tb\nc\td", 1, "names the columns"), ("name\tname\nx", 1, "two columns"),
        ("name\n\u{0}", 2, "NUL"),
    ])
    func `an error names the line`(text: String, line: Int, part: String) {
        let error = #expect(throws: MatchingError.self) { try Gazetteer(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(part) == true, "\(error.map(\.description) ?? "")")
    }

    @Test(arguments: [
        ("name\tid\n\t1", 2, "\"name\" is empty"), ("name\tfrom\nx\t1.5.2017", 2, "expected 2017"),
        ("name\tfrom\nx\t2017-02-30", 2, "2017-02-30"),
        ("name\tfrom\tto\nx\t2018\t2017", 2, "later"), ("name\nx*y", 2, "only stand at the end"),
        ("name\tid\nx\t1\t2", 2, "3 columns, expected 2"),
    ])
    func `a wrong row is named and the others stay`(text: String, line: Int, part: String) throws {
        let list = try Gazetteer(parsing: text + "\nother")
        #expect(list.troubles.map(\.line) == [line])
        #expect(list.troubles[0].message.contains(part), "\(list.troubles[0])")
        #expect(list.name(list.rowCount - 1) == "other")
    }
}
