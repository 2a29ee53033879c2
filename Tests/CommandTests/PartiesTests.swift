import Foundation
import Testing

/// Who did what to whom and with what, in the forms wires use: lists, groups and their men, accusations,
/// places where bombs go off, texts in capitals.
@Suite struct PartiesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        /// Each must be among the names and texts of the actors; no others where `isComplete`.
        var actors: [String] = []
        var recipients: [String] = []
        var weapons: [String] = []
        /// None of these may be a party.
        var strangers: [String] = []
        var testDescription: String { text }
    }

    static let cases = [
        // Groups and their men.
        Case(
            text: "Hamas fighters killed two policemen in Rafah on Sunday.",
            actors: ["Hamas", "Hamas fighters"], recipients: ["policemen"]),
        Case(
            text: "A mayor was kidnapped by members of the Shining Path near Ayacucho.",
            actors: ["Shining Path", "members of the Shining Path"], recipients: ["mayor"]),
        Case(
            text:
                "Islamic State West Africa Province (ISWAP) fighters attacked a village in Borno on Sunday.",
            actors: ["Islamic State West Africa Province"], recipients: ["village"]),
        Case(
            text:
                "The Arakan Army holds most of the state. The rebels attacked a police station on Sunday, killing two officers.",
            actors: ["rebels", "Arakan Army"], recipients: ["police station"]),
        // Who is named only further down is background.
        Case(
            text:
                "Militants attacked a village in Borno on Sunday, killing nine people. Boko Haram has fought the state since 2009.",
            actors: ["Militants"], strangers: ["Boko Haram"]),
        // Accusations.
        Case(
            text: "The army accused Boko Haram of murdering ten fishermen in Baga.",
            actors: ["Boko Haram"], recipients: ["fishermen"]),
        Case(
            text: "Rebels blamed the junta for the killing of three monks in Sagaing.",
            actors: ["junta"], recipients: ["monks"], strangers: ["Rebels"]),
        Case(
            text: "Police confirmed that a bomb exploded in a bus in Kabul on Sunday.",
            recipients: ["bus"], weapons: ["bomb"], strangers: ["Police"]),
        Case(
            text:
                "Police said they were looking for the individuals responsible for the attack on the bank.",
            recipients: ["bank"], strangers: ["individuals"]),
        // Lists, appositions, possessives.
        Case(
            text: "Gunmen murdered a mayor, two guards and their driver in Guerrero on Friday.",
            actors: ["Gunmen"], recipients: ["mayor", "guards", "driver"]),
        Case(
            text:
                "The murder of journalist Olena Kravchenko, her husband and two neighbours shocked Odesa.",
            recipients: ["Olena Kravchenko", "husband", "neighbours"]),
        Case(
            text:
                "Judges struck over the murder of magistrate Carlos Valencia, a critic of the cartels.",
            recipients: ["Carlos Valencia"], strangers: ["critic"]),
        Case(
            text: "Maria Quispe's murder was condemned by the mayor.",
            recipients: ["Maria Quispe"], strangers: ["mayor"]),
        Case(
            text:
                "Militants killed five aid workers, including Dr. Adaeze Nwosu and Ibrahim Sani, in Yobe.",
            recipients: ["aid workers", "Adaeze Nwosu", "Ibrahim Sani"]),
        // Where it went off, what it destroyed, what it was.
        Case(
            text:
                "A car bomb exploded early on Sunday outside the offices of a newspaper in Karachi, wrecking a bank and two shops.",
            recipients: ["offices", "bank", "shops"], weapons: ["car bomb"]),
        Case(
            text: "Unknown men threw a grenade at the house of a judge in Goma on Sunday.",
            recipients: ["house"], weapons: ["grenade"]),
        Case(
            text:
                "Three bombs exploded on Sunday at the front doors of a party headquarters in Sidon.",
            recipients: ["party headquarters"], weapons: ["bombs"], strangers: ["front doors"]),
        Case(
            text: "A bomb went off at a U.S. embassy in Nairobi at 0400 GMT on Sunday.",
            recipients: ["embassy"], strangers: ["U.S", "GMT"]),
        Case(
            text: "Rebels attacked the post with rifles and grenade launchers near Goma on Sunday.",
            actors: ["Rebels"], weapons: ["rifles", "grenade launchers"]),
        Case(
            text: "Shelling destroyed a school, a clinic and three houses in Kherson on Sunday.",
            recipients: ["school", "clinic", "houses"]),
        // Capitals.
        Case(
            text:
                "GUNMEN SHOT DEAD SENATOR RAMIRO QUINTANILLA AND A BODYGUARD NEAR THE CAPITAL ON SUNDAY.",
            actors: ["GUNMEN"], recipients: ["SENATOR RAMIRO QUINTANILLA", "BODYGUARD"]),
        Case(
            text: "THE MEN WHO KILLED NORBERTO URRUTIGAZU ON SUNDAY FLED TO THE HILLS.",
            recipients: ["NORBERTO URRUTIGAZU"], strangers: ["World Health Organization", "WHO"]),
        Case(
            text:
                "THE COASTAL PEOPLE'S FRONT (CPF) ENTERED THE TOWN ON SUNDAY. CPF GUERRILLAS BLEW UP A BRIDGE NEAR THE PORT.",
            actors: ["COASTAL PEOPLE'S FRONT", "CPF GUERRILLAS"], recipients: ["BRIDGE"]),
        Case(
            text: "THE REBELS LET NOBODY PASS AND BURNED TWO TRUCKS NEAR THE BORDER ON SUNDAY.",
            actors: ["REBELS"], recipients: ["TRUCKS"], strangers: ["Lashkar-e-Taiba"]),
    ]

    @Test(arguments: cases)
    func `an attack names its parties and its means`(_ test: Case) throws {
        let events = try Self.attacks(in: test.text)
        func names(_ key: String) -> [String] {
            events.flatMap { event in
                (event[key] as? [[String: Any]] ?? []).flatMap {
                    [$0["name"], $0["text"]].compactMap { $0 as? String }
                }
            }
        }
        let weapons = events.flatMap { event in
            (event["materiel"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
        }
        for actor in test.actors {
            #expect(names("actors").contains(actor), "\(names("actors"))")
        }
        for recipient in test.recipients {
            #expect(names("recipients").contains(recipient), "\(names("recipients"))")
        }
        for weapon in test.weapons { #expect(weapons.contains(weapon), "\(weapons)") }
        for stranger in test.strangers {
            #expect(!names("actors").contains(stranger), "\(names("actors"))")
            #expect(!names("recipients").contains(stranger), "\(names("recipients"))")
        }
    }

    /// Things seized by the police are nobody's abduction; a bomb on a road is no attack on the road.
    @Test(arguments: [
        "Police seized three passports and 122 firearms in Bogota on Sunday.",
        "The navy seized two tonnes of cocaine off the coast on Sunday.",
        "The storm destroyed two schools and a bridge on Sunday.",
        "The man behind the live-shot website hails from Leeds.",
    ])
    func `what is no attack makes no event`(_ text: String) throws {
        #expect(try Self.attacks(in: text).isEmpty)
    }

    private static func attacks(in text: String) throws -> [[String: Any]] {
        let scratch = try Scratch()
        let article: [String: String] = [
            "id": "a", "title": "", "body": text, "published": "2025-08-18T12:00:00Z",
        ]
        try scratch.write(try JSONSerialization.data(withJSONObject: article), to: "a.json")
        let result = try Command.run(
            "run", "--plugins", "places,people,quotations,political-violence,detentions",
            scratch.path + "/a.json", "--output", scratch.path + "/out")
        #expect(result.status == 0, "\(result.errors)")
        return try String(contentsOfFile: scratch.path + "/out/events.jsonl", encoding: .utf8)
            .split(separator: "\n").map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }.filter { $0["type"] as? String == "ASSAULT" }
    }
}
