import Foundation
import Testing

@testable import TocsinModel
@testable import TocsinWorkspace

@Suite struct TextReportTests {
    private func report() -> RunReport {
        var report = RunReport(title: "Test")
        report.articles = 2
        report.files = 1
        report.articleIndex["a"] = .init(title: "T", source: "Wire", published: nil)
        report.alerts = [
            Alert(
                identifier: "1", sent: nil, severity: .minor, headline: "Later", rule: "p.b@1"),
            Alert(
                identifier: "2", sent: nil, severity: .extreme, headline: "First",
                area: ["Lima"], rule: "p.a@1", articles: ["a"],
                evidence: [
                    AlertEvidence(
                        article: "a", source: "Wire", sentence: Span(field: .body, range: 10..<31),
                        text: "Gas killed two in Łódź",
                        marks: [
                            Evidence(
                                role: "killed", span: Span(field: .body, range: 21..<24),
                                text: "two")
                        ])
                ]),
        ]
        return report
    }

    @Test func `the gravest alert comes first and its sentence is marked`() {
        let text = TextReport(style: TextStyle(isColoured: false, width: 100)).render(report())
        let first = text.range(of: "EXTREME")!.lowerBound
        #expect(first < text.range(of: "MINOR")!.lowerBound)
        #expect(text.contains("Gas killed [two] in Łódź"))
        #expect(text.contains("Lima · Wire · p.a"))
        #expect(text.contains("Read 2 articles from 1 file"))
    }

    @Test func `no escape codes without colour, and no line wider than the terminal`() {
        var one = report()
        one.events = [
            Event(
                id: "e", article: "a", type: .assault,
                actors: [Entity(text: String(repeating: "very ", count: 30) + "long name")],
                casualties: [Quantity(text: "3", metric: "killed", low: 3, high: 3)],
                places: [Place(text: "Lima", role: "event")])
        ]
        for width in [60, 80, 100, 160] {
            let text = TextReport(style: TextStyle(isColoured: false, width: width)).render(one)
            #expect(!text.contains("\u{1B}"))
            for line in text.split(separator: "\n") {
                #expect(displayWidth(line) <= width, "\(width): \(line)")
            }
        }
    }

    @Test(arguments: [
        ("abc", 3), ("Łódź", 4), ("e\u{301}", 1), ("朝鮮", 4), ("\u{1B}[1mab\u{1B}[0m", 2),
    ])
    func `columns are counted as a terminal shows them`(_ item: (String, Int)) {
        #expect(displayWidth(item.0) == item.1)
    }
}

@Suite struct SizeTests {
    @Test(
        arguments: [
            ("32MB", 33_554_432), ("40KB", 40_960), ("1.5MB", 1_572_864), ("7", 7), ("MB", nil),
            ("-1", nil), ("3XB", nil),
        ] as [(String, Int?)])
    func `sizes are read with their unit`(_ item: (String, Int?)) {
        #expect(parseSize(item.0) == item.1)
    }
}
