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
        case .protest?:
            return modes.contains("riot") ? CAMEOCode(code: "145") : CAMEOCode(code: "14")
        case .consult?:
            return modes.contains("visit") ? CAMEOCode(code: "042") : CAMEOCode(code: "04")
        case .reject?: return CAMEOCode(code: "12")
        case .accuse?: return CAMEOCode(code: "11")
        case .request?: return CAMEOCode(code: "10")
        case .threaten?: return CAMEOCode(code: "13")
        case .agree?: return CAMEOCode(code: event.assertion.modality == .proposed ? "03" : "05")
        case .support?: return CAMEOCode(code: "05")
        case .aid?: return CAMEOCode(code: "07")
        case .retreat?: return CAMEOCode(code: "08")
        default: return nil
        }
    }
}
