import TocsinModel

/// ACLED and CAMEO codes, where the mapping from PLOVER is unambiguous.
///
/// ACLED codebook (2023), CAMEO codebook 1.1b3; the modes are PLOVER 2's.
enum EventCodes {
    static func assign(to event: inout Event) {
        event.acled = acled(event)
        event.cameo = cameo(event)
    }

    private static func acled(_ event: Event) -> ACLEDCode? {
        func code(_ type: String, _ sub: String) -> ACLEDCode {
            ACLEDCode(eventType: type, subEventType: sub)
        }
        let modes = Set(event.modes)
        switch event.type {
        case .assault?:
            let remote = "Explosions/Remote violence"
            if modes.contains("suicide-attack") { return code(remote, "Suicide bomb") }
            var candidates: Set<String> = []
            if !modes.isDisjoint(with: ["drone", "aerial"]) {
                candidates.insert("Air/drone strike")
            }
            if modes.contains("heavy-weapons") {
                candidates.insert("Shelling/artillery/missile attack")
            }
            if modes.contains("explosives") { candidates.insert("Remote explosive/landmine/IED") }
            if modes.contains("abduct") {
                return code("Violence against civilians", "Abduction/forced disappearance")
            }
            if modes.contains("sexual") {
                return code("Violence against civilians", "Sexual violence")
            }
            if candidates.count == 1, let only = candidates.first { return code(remote, only) }
            if candidates.isEmpty,
                !modes.isDisjoint(with: ["firearms", "beat", "primitive", "targeted"])
            {
                return ACLEDCode(
                    eventType: nil, subEventType: nil, candidates: ["Armed clash", "Attack"])
            }
            if candidates.isEmpty { return nil }
            return ACLEDCode(eventType: remote, subEventType: nil, candidates: candidates.sorted())
        case .protest?:
            if modes.contains("riot") { return code("Riots", "Violent demonstration") }
            return ACLEDCode(
                eventType: "Protests", subEventType: nil,
                candidates: [
                    "Excessive force against protesters", "Peaceful protest",
                    "Protest with intervention",
                ])
        case .coerce? where modes.contains("arrest"):
            return code("Strategic developments", "Arrests")
        case .agree? where event.assertion.modality == .asserted && event.extra?["topic"] != nil:
            return code("Strategic developments", "Agreement")
        default: return nil
        }
    }

    private static func cameo(_ event: Event) -> CAMEOCode? {
        let modes = Set(event.modes)
        switch event.type {
        case .assault?:
            if modes.contains("suicide-attack") { return CAMEOCode(code: "1831") }
            if modes.contains("abduct") { return CAMEOCode(code: "181") }
            if !modes.isDisjoint(with: ["drone", "aerial"]) { return CAMEOCode(code: "195") }
            if modes.contains("heavy-weapons") { return CAMEOCode(code: "194") }
            if modes.contains("firearms") {
                return CAMEOCode(code: nil, candidates: ["180", "193"])
            }
            if modes.contains("explosives") { return CAMEOCode(code: "183") }
            return CAMEOCode(code: nil, candidates: ["18", "19"])
        case .agree?: return CAMEOCode(code: event.assertion.modality == .proposed ? "03" : "05")
        case .support?: return CAMEOCode(code: "05")
        case .aid?: return CAMEOCode(code: "07")
        case .cooperate?: return CAMEOCode(code: "06")
        case let type?: return cameo(type, modes)
        case nil: return nil
        }
    }

    /// Types whose modes are CAMEO's own subdivisions: one mode one code, several modes candidates.
    private static func cameo(_ type: EventType, _ modes: Set<String>) -> CAMEOCode? {
        guard let (root, byMode) = subdivisions[type] else { return nil }
        let codes = Set(modes.compactMap { byMode[$0] })
        if codes.count > 1 { return CAMEOCode(code: nil, candidates: codes.sorted()) }
        return codes.first.map { CAMEOCode(code: $0) } ?? CAMEOCode(code: root)
    }

    /// Root code, then mode to code. CAMEO 1.1b3, chapter 2.
    private static let subdivisions: [EventType: (root: String, byMode: [String: String])] = [
        .protest: (
            "14",
            [
                "demo": "141", "hunger": "142", "strike": "143", "boycott": "143",
                "obstruct": "144", "riot": "145", "vandalize": "145",
            ]
        ),
        .consult: ("04", ["visit": "042", "phone": "041", "third-party": "045"]),
        .reject: ("12", [:]),
        // Investigating is a root of its own there.
        .accuse: ("11", ["disapprove": "111", "allege": "112", "investigate": "09"]),
        .request: ("10", [:]),
        .threaten: (
            "13",
            [
                "violence": "138", "relations": "1313", "restrict": "132", "arrest": "132",
                "expel": "132", "territory": "1382",
            ]
        ),
        .retreat: (
            "08",
            [
                "withdraw": "0874", "release": "0841", "ceasefire": "0871", "disarm": "0873",
                "access": "0863", "resign": "0831",
            ]
        ),
        .concede: ("08", [:]),
        .sanction: (
            "163", ["convict": "173", "expel": "161", "withdraw": "161", "discontinue": "16"]
        ),
        .coerce: (
            "17",
            [
                "arrest": "173", "curfew": "1723", "martial-law": "1724", "seize": "1711",
                "restrict": "172", "censor": "1721", "deport": "174", "cyber": "176",
            ]
        ),
        .mobilize: (
            "15", ["troops": "154", "militia": "154", "police": "153", "weapons": "154"]
        ),
    ]
}
