import Foundation
import Testing

@testable import TocsinModel

private let event = Event(
    id: "e1", article: "a1", type: .assault, modes: ["drone"],
    actors: [Entity(text: "Ukrainian", name: "Ukraine", country: "UKR")],
    casualties: [
        Quantity(
            text: "nearly twenty", metric: "injured", low: 17, high: 19, value: 20,
            qualifier: .nearly, speaker: "Ministry")
    ],
    materiel: [Materiel(kind: "uav", low: 343, high: 343, role: "headed_for")],
    places: [Place(text: "Moscow region", name: "Moscow Oblast", role: "event")],
    time: EventTime(
        start: CalendarDay("2025-03-11"), end: CalendarDay("2025-03-11"), basis: .relative,
        text: "on Tuesday"),
    claims: [
        Claim(
            speaker: "Ministry", text: "343 were shot down", form: .indirect,
            stance: .claimsResponsibility)
    ],
    spans: [
        Evidence(role: "trigger", span: Span(field: .body, range: 61..<73), text: "drone attack")
    ],
    foundBy: ["political-violence.drone-attack@1f3c"])

@Test func `an event keeps everything through JSON`() throws {
    let data = try JSONEncoder().encode(event)
    #expect(try JSONDecoder().decode(Event.self, from: data) == event)
}

@Test func `JSON uses the model's names`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(event), as: UTF8.self)
    for name in [
        "\"found_by\"", "\"headed_for\"", "\"claims_responsibility\"", "\"low\":17", "\"high\":19",
        "\"qualifier\":\"nearly\"", "\"basis\":\"relative\"", "\"start\":61", "\"end\":73",
        "\"recipients\":[]",
    ] {
        #expect(text.contains(name), "\(name) is not in \(text)")
    }
}

@Test func `an event without a type of the codebook's goes by its label`() throws {
    let outbreak = Event(id: "e", article: "a", label: "outbreak")
    let data = try JSONEncoder().encode(outbreak)
    #expect(String(decoding: data, as: UTF8.self).contains("\"type\":\"OUTBREAK\""))
    #expect(try JSONDecoder().decode(Event.self, from: data) == outbreak)
}

@Test func `an unknown time is written as null, never left out`() throws {
    let text = String(decoding: try JSONEncoder().encode(EventTime.unknown), as: UTF8.self)
    #expect(text.contains("\"start\":null"))
    #expect(text.contains("\"end\":null"))
}

@Test func `a span that ends before it starts is refused`() {
    let data = Data(#"{"field":"body","start":9,"end":3}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Span.self, from: data) }
}

@Test(
    arguments: [
        (17.0, 19.0, 17.0, 17.0, true), (3, 3, 4, 4, false), (12, nil, 100, 100, true),
        (nil, 16, 17, nil, false),
    ] as [(Double?, Double?, Double?, Double?, Bool)])
func `figures meet where one number could be both`(
    _ item: (Double?, Double?, Double?, Double?, Bool)
) {
    let a = Quantity(text: "", low: item.0, high: item.1)
    let b = Quantity(text: "", low: item.2, high: item.3)
    #expect(a.meets(b) == item.4)
    #expect(b.meets(a) == item.4)
}
