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

    /// One sentence tells what another would be mixed up with.
    static let toldOfMore = [
        Case(
            text: "Sudan's army chief, Abdel Fattah al-Burhan, has turned down the truce.",
            type: "REJECT", actor: "Abdel Fattah al-Burhan"),
        Case(
            text: "The premier, Ana Brnabic, vowed that the crime \"will not go unpunished\".",
            type: "THREATEN", actor: "Ana Brnabic"),
        Case(
            text: "A minister spoke in Goma on Friday. The day before, rebels attacked a village.",
            type: "ASSAULT", actor: "rebels", recipient: "village", start: "2025-08-14"),
        Case(
            text: "The police said 11 soldiers and 19 militants were killed in a gun battle.",
            type: "ASSAULT", actor: nil, recipient: "soldiers"),
        Case(
            text: "Nineteen people have been detained in Dhaka since Friday.", type: "COERCE",
            recipient: "people", place: "Dhaka", start: "2025-08-15"),
    ]

    @Test func `what is told of another month stands apart`() throws {
        let events = try self.events(
            "Rebels killed 12 people in Ntoyo on Sunday. Fifteen houses were burnt down. In March the "
                + "rebels massacred 43 worshippers in a church in Komanda.")
        let killed = events.map { event in
            (event["casualties"] as? [[String: Any]] ?? []).compactMap { $0["low"] as? Int }
        }
        #expect(killed.contains([43]) && killed.contains([12]), "\(killed)")
    }

    @Test(arguments: cases + toldOfMore)
    func `a sentence tells who, whom, where and when`(_ test: Case) throws {
        let events = try self.events(test.text)
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

    private func events(_ text: String) throws -> [[String: Any]] {
        let scratch = try Scratch()
        let article: [String: String] = [
            "id": "a", "title": "News", "body": text, "published": "2025-08-18T12:00:00Z",
        ]
        try scratch.write(try JSONSerialization.data(withJSONObject: article), to: "a.json")
        let result = try Command.run(
            "run", "--plugins",
            "places,people,quotations,political-violence,diplomacy,protest,detentions,"
                + "threats",
            scratch.path + "/a.json", "--output", scratch.path + "/out")
        #expect(result.status == 0, "\(result.errors)")
        let lines = try String(
            contentsOfFile: scratch.path + "/out/events.jsonl", encoding: .utf8
        ).split(separator: "\n")
        return try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }
}
