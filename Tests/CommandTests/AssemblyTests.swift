import Foundation
import Testing

/// Who, whom, where and when, as the event of a whole run says them.
@Suite struct AssemblyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var type: String
        var actor: String?
        var recipient: String?
        var place: String?
        var start: String?
        var testDescription: String { text }
    }

    static let cases = [
        Case(
            text: "Gunmen on motorcycles attacked a village in northern Nigeria on Sunday.",
            type: "ASSAULT", actor: "Gunmen", recipient: "village", place: "Nigeria",
            start: "2025-08-17"),
        Case(
            text: "The gunmen, who had crossed the border, stormed a school near Banibangou.",
            type: "ASSAULT", actor: "gunmen", recipient: "school"),
        Case(
            text: "NIAMEY, Aug 18 (Desert Wire) - Rebels attacked a convoy near Gao on Friday.",
            type: "ASSAULT", actor: "Rebels", recipient: "convoy", place: "Gao",
            start: "2025-08-15"),
        Case(
            text:
                "The number of people killed in a bomb attack in Kandahar on Friday rose to nine.",
            type: "ASSAULT", actor: nil, recipient: "people", place: "Kandahar",
            start: "2025-08-15"),
        Case(
            text: "France deployed soldiers in Mali on Friday.", type: "MOBILIZE", actor: "France",
            place: "Mali", start: "2025-08-15"),
        Case(
            text:
                "Supporters of the government marched through Tunis on Saturday against the strike.",
            type: "PROTEST", actor: "Supporters of the government", place: "Tunis",
            start: "2025-08-16"),
        Case(
            text: "The United Nations urged both sides to stop the fighting.", type: "REQUEST",
            actor: "United Nations", recipient: "sides"),
        Case(
            text: "The opposition leader, a former general, was arrested in Kampala on Sunday.",
            type: "COERCE", recipient: "opposition leader", place: "Kampala", start: "2025-08-17"),
        Case(
            text: "Indian missiles hit a bus stand in Kotli on Friday, killing two people.",
            type: "ASSAULT", actor: "India", place: "Kotli", start: "2025-08-15"),
    ]

    @Test(arguments: cases)
    func `a sentence tells who, whom, where and when`(_ test: Case) throws {
        let scratch = try Scratch()
        let article: [String: String] = [
            "id": "a", "title": "News", "body": test.text, "published": "2025-08-18T12:00:00Z",
        ]
        try scratch.write(try JSONSerialization.data(withJSONObject: article), to: "a.json")
        let result = try Command.run(
            "run", "--plugins",
            "places,people,quotations,political-violence,diplomacy,protest,detentions",
            scratch.path + "/a.json", "--output", scratch.path + "/out")
        #expect(result.status == 0, "\(result.errors)")
        let lines = try String(
            contentsOfFile: scratch.path + "/out/events.jsonl", encoding: .utf8
        ).split(separator: "\n")
        let events = try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let event = try #require(events.first { $0["type"] as? String == test.type })
        func names(_ key: String) -> [String] {
            (event[key] as? [[String: Any]] ?? []).flatMap {
                [$0["name"], $0["text"]].compactMap { $0 as? String }
            }
        }
        func holds(_ key: String, _ wanted: String?) -> Bool {
            guard let wanted else { return true }
            return names(key).contains { $0.contains(wanted) }
        }
        #expect(holds("actors", test.actor), "\(names("actors"))")
        if test.actor == nil, test.type == "ASSAULT" { #expect(names("actors").isEmpty) }
        #expect(holds("recipients", test.recipient), "\(names("recipients"))")
        #expect(holds("places", test.place), "\(names("places"))")
        if let start = test.start {
            let time = try #require(event["time"] as? [String: Any])
            #expect(time["start"] as? String == start)
        }
    }
}
