import Testing

@testable import TocsinModel

struct TimeCase: Sendable {
    var text: String
    var normal: String?
}

@Test(arguments: [
    TimeCase(text: "2025-03-11T18:00:00Z", normal: "2025-03-11T18:00:00Z"),
    TimeCase(text: "2025-03-11", normal: "2025-03-11T00:00:00Z"),
    TimeCase(text: "2025-03-11T18:00:00+03:00", normal: "2025-03-11T15:00:00Z"),
    TimeCase(text: "2025-03-11 18:00:05.25-0530", normal: "2025-03-11T23:30:05Z"),
    TimeCase(text: "1969-12-31T23:59:59Z", normal: "1969-12-31T23:59:59Z"),
    TimeCase(text: "2024-02-29", normal: "2024-02-29T00:00:00Z"),
    TimeCase(text: "2025-02-29", normal: nil),
    TimeCase(text: "2025-13-01", normal: nil),
    TimeCase(text: "2025-03-11T25:00Z", normal: nil),
    TimeCase(text: "Lunes", normal: nil),
    TimeCase(text: "", normal: nil),
])
func `a time is read in any ISO form and written in one`(_ item: TimeCase) {
    #expect(Timestamp(item.text)?.description == item.normal)
}

@Test func `days count through leap years and centuries`() {
    for number in stride(from: -200_000, through: 200_000, by: 37) {
        let day = CalendarDay(number: number)
        let (y, m, d) = day.components
        #expect(CalendarDay(year: y, month: m, day: d) == day)
        #expect(CalendarDay(day.description)?.number == number || y < 1000)
    }
    #expect(CalendarDay(year: 2025, month: 3, day: 11)?.weekday == 2)
}

@Test(arguments: [
    ("wrods", "words"), ("victims", "victim"), ("titel", "title"), ("unles", "unless"),
])
func `a near miss is offered`(_ pair: (String, String)) {
    #expect(nearest(to: pair.0, in: ["words", "victim", "title", "unless", "severity"]) == pair.1)
}

@Test func `what is far from every name is offered nothing`() {
    #expect(nearest(to: "banana", in: ["words", "victim", "title"]) == nil)
    #expect(
        Diagnostic.unknown("key", "banana", known: ["b", "a"]).contains("expected one of: a, b"))
}
