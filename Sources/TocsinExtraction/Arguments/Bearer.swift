import TocsinModel

/// For whom those who bear arms do so, where their noun tells.
enum Bearer: Hashable {
    /// Soldiers, policemen, guards.
    case state
    /// Gunmen, rebels, robbers.
    case other

    init?(_ entity: Entity) {
        if entity.kind == "armed-group" {
            self = .other
            return
        }
        let words = entity.text.lowercased().split(separator: " ").map(String.init)
        guard let last = words.last else { return nil }
        if Self.states.contains(last) {
            self = .state
        } else if Self.others.contains(last)
            || last == "men" && words.dropLast().contains(where: Self.armed.contains)
        {
            self = .other
        } else {
            return nil
        }
    }

    private static let states: Set<String> = [
        "police", "policeman", "policemen", "soldier", "soldiers", "troops", "army", "military",
        "navy", "guards", "gendarmes", "marines", "officers", "paratroopers",
    ]
    private static let others: Set<String> = [
        "gunman", "gunmen", "militant", "militants", "rebel", "rebels", "insurgents", "bandits",
        "terrorist", "terrorists", "guerrillas", "jihadists", "robbers", "kidnappers", "hitmen",
        "pirates", "protesters", "demonstrators", "extremists", "separatists", "raiders",
    ]
    private static let armed: Set<String> = ["armed", "masked", "hooded"]
}
