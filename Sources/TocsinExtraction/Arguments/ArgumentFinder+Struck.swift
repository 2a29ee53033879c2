import TocsinModel
import TocsinText

/// What a bomb or a shell hit, where the text only tells where it was put, went off or came down: "a
/// bomb exploded outside the offices of a party", "a grenade was thrown at the house of a judge".
extension ArgumentFinder {
    /// The building, vehicle or installation that a place word after the trigger governs.
    func struck(by trigger: Range<Int>) -> [Entity] {
        guard trigger.contains(where: { Self.blasts.contains(view.word($0)) }) else { return [] }
        var at = trigger.upperBound
        let limit = min(view.tokens.upperBound, trigger.upperBound + 12)
        while at < limit {
            let word = view.word(at)
            if at > trigger.upperBound, [.verb, .auxiliary].contains(WordClass.of(word)) { break }
            if at > trigger.upperBound, ["that", "which", "who", "when", "as"].contains(word) {
                break
            }
            guard Self.beside.contains(word) else {
                at += 1
                continue
            }
            var start = at + 1
            // "in front of", "next to", "across from", "at the entrance of"
            if let next = clause.object(after: start), view.word(next.tokens.upperBound) == "of",
                Self.parts.contains(view.word(next.head))
            {
                start = next.tokens.upperBound + 1
            }
            while ["of", "to", "from"].contains(view.word(start)) { start += 1 }
            guard let phrase = clause.object(after: start) else {
                at += 1
                continue
            }
            if isThing(phrase), !Self.ways.contains(view.word(phrase.head)) {
                return coordinatedObjects(phrase)
            }
            at = max(at + 1, phrase.tokens.upperBound)
        }
        return []
    }

    /// A known target that is no people.
    func isThing(_ phrase: ClauseReader.Phrase) -> Bool {
        let noun = view.word(phrase.head)
        if Self.houses.contains(noun) { return true }
        return !PeopleReader.isPerson(noun)
            && candidates.contains {
                $0.tokens.upperBound == phrase.tokens.upperBound && $0.place == nil && !$0.mayAct
                    && ($0.entity.kind.map { !Self.kindsOfNames.contains($0) } ?? false)
            }
    }

    /// Bodies that are houses too, whatever their name in full.
    private static let houses: Set<String> = [
        "embassy", "consulate", "ministry", "parliament", "court", "university", "church", "bank",
        "hotel", "airport", "hospital", "school", "station", "headquarters", "office", "offices",
        "newspaper", "club", "mosque", "synagogue", "residence", "barracks", "prison", "palace",
    ]

    static let kindsOfNames: Set<String> = [
        "person", "organization", "name", "group", "country", "place", "armed-group",
    ]

    /// Where a thing happens, rather than what it happens to.
    private static let ways: Set<String> = [
        "road", "roads", "highway", "highways", "street", "town", "city", "village", "suburb",
        "neighbourhood", "neighborhood", "district", "area", "fields", "market", "marketplace",
    ]

    /// What happens beside a thing rather than to it: "went off at the gate".
    static let bursts: Set<String> = [
        "exploded", "explodes", "explode", "exploding", "off", "detonated", "detonates", "burst",
        "placed", "planted", "left",
    ]

    /// Words of bombs and of what is done with them.
    private static let blasts: Set<String> = [
        "exploded", "explodes", "explode", "exploding", "explosion", "explosions", "blast",
        "blasts", "detonated", "detonates", "detonating", "detonation", "off", "burst", "bomb",
        "bombs", "device", "devices", "charge", "charges", "dynamite", "grenade", "grenades",
        "explosives", "placed", "planted", "thrown", "hurled", "lobbed", "left", "activated",
        "bombing", "bombings", "fired", "landed", "fell", "attack", "attacks", "opened", "blew",
    ]
    private static let beside: Set<String> = [
        "at", "in", "on", "outside", "inside", "near", "under", "beneath", "against", "next",
        "across", "beside", "by", "behind", "into", "underneath", "through", "opposite",
    ]
    /// Parts and sides that stand for the whole.
    static let parts: Set<String> = [
        "front", "entrance", "door", "doors", "gate", "gates", "side", "back", "rear", "basement",
        "roof", "facade", "wall", "walls", "lobby", "vicinity", "outskirts", "middle", "branch",
        "parking", "lot", "stretch", "section", "sections", "part", "parts", "piece", "portion",
    ]
}
