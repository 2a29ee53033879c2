import TocsinModel
import TocsinText

/// An event while it is being put together: what it says, and where each part was said.
struct EventDraft {
    var event: Event
    var supports: Bool
    var field: Field
    var sentence: Int
    var paragraph: Int
    /// Trigger tokens in the field.
    var trigger: Range<Int>
    /// The rule fixed polarity, modality or tense itself.
    var fixedAssertion: Bool
    /// "another", "separate", "earlier": the text itself says that this is not the one before.
    var standsApart: Bool
    /// All sentences that speak of it, in reading order.
    var sentences: [(field: Field, sentence: Int)]
    /// Nobody does it to anybody: a quake, a crash, an epidemic.
    var isNobodysDoing = false
    /// "an attack", "another raid": spoken of for the first time.
    var isIndefinite = false
    /// Whom its figures count.
    var victims: [Entity] = []

    var isReal: Bool {
        let a = event.assertion
        return a.polarity == .affirmed && (a.modality == .asserted || a.modality == .alleged)
    }

    /// True where one of its sentences is the other's.
    func speaks(of other: EventDraft) -> Bool {
        sentences.contains { $0.field == other.field && $0.sentence == other.sentence }
    }

    /// The same deed said once more: the same parties as far as both name them, and at least one
    /// that both name.
    func restates(_ other: EventDraft) -> Bool {
        func meet(_ a: [Entity], _ b: [Entity]) -> Bool? {
            if a.isEmpty || b.isEmpty { return nil }
            return a.contains { x in
                b.contains { y in
                    x.names(sameAs: y) || x.name.hasSuffix(y.name) || y.name.hasSuffix(x.name)
                }
            }
        }
        let actors = meet(event.actors, other.event.actors)
        let recipients = meet(event.recipients, other.event.recipients)
        if actors == false || recipients == false { return false }
        return actors == true || recipients == true
    }

    func hasSameActor(as other: EventDraft) -> Bool {
        event.actors.contains { x in other.event.actors.contains { x.names(sameAs: $0) } }
    }

    /// Tokens between two triggers of one field.
    func distance(to other: EventDraft) -> Int {
        guard field == other.field else { return 99 }
        return min(
            99,
            max(
                0,
                max(trigger.lowerBound, other.trigger.lowerBound)
                    - min(trigger.upperBound, other.trigger.upperBound)))
    }

    var eventPlaces: [Place] {
        event.places.filter { ($0.role == "event" || $0.role == "affected") && $0.inferred != true }
    }
}

extension EventType {
    /// Types that may carry casualties and that an article tells again and again.
    var isTold: Bool { self == .assault || self == .protest }

    /// Done by saying it.
    var isSaid: Bool {
        switch self {
        case .accuse, .reject, .request, .threaten, .agree, .concede, .support: true
        default: false
        }
    }
}

/// Whether two drafts can be one event: the reasons against, or none.
struct DraftComparison {
    enum Objection: Hashable {
        case kind, assertion, place, date, mode, actor, apart
    }

    static func objections(_ a: EventDraft, _ b: EventDraft) -> Set<Objection> {
        var out: Set<Objection> = []
        if a.event.type != b.event.type || a.event.label != b.event.label { out.insert(.kind) }
        if a.isReal != b.isReal
            || (a.event.assertion.tense == .historical)
                != (b.event.assertion.tense == .historical)
        {
            out.insert(.assertion)
        }
        let isNew = a.isIndefinite && a.field == .body && b.field == .body
        if !placesAgree(a.eventPlaces, b.eventPlaces, isNew: isNew) { out.insert(.place) }
        if !datesAgree(a.event.time, b.event.time) { out.insert(.date) }
        if !modesAgree(a.event.modes, b.event.modes, isNew: isNew) { out.insert(.mode) }
        if !actorsAgree(a.event.actors, b.event.actors) { out.insert(.actor) }
        if a.standsApart || b.standsApart { out.insert(.apart) }
        return out
    }

    /// Two sets of places agree where either is empty or some pair is one inside the other.
    /// - Parameter isNew: the text speaks of one of them for the first time; then a place no gazetteer
    ///   has is another place.
    static func placesAgree(_ a: [Place], _ b: [Place], isNew: Bool = false) -> Bool {
        guard !a.isEmpty, !b.isEmpty else { return true }
        return a.contains { x in
            b.contains { y in
                if isNew, x.name != y.name, x.latitude == nil || y.latitude == nil,
                    x.precision != "country", y.precision != "country"
                {
                    return x.admin1 != nil && (x.admin1 == y.admin1 || x.admin1 == y.name)
                }
                return related(x, y)
            }
        }
    }

    static func related(_ a: Place, _ b: Place) -> Bool {
        if a.name == b.name { return true }
        guard a.country == b.country else { return false }
        if a.precision == "country" || b.precision == "country" { return true }
        // A place no gazetteer has may lie in any other of its country.
        if a.latitude == nil || b.latitude == nil { return true }
        func stem(_ name: String) -> String {
            // "Moscow Oblast" and "Moscow", "Donetsk region" and "Donetsk".
            name.split(separator: " ").first.map(String.init) ?? name
        }
        if stem(a.name) == stem(b.name) { return true }
        // One is the division the other lies in, or its chief town.
        if let x = a.admin1, stem(x) == stem(b.name) { return true }
        if let y = b.admin1, stem(y) == stem(a.name) { return true }
        return false
    }

    static func datesAgree(_ a: EventTime, _ b: EventTime) -> Bool {
        guard let s = a.start, let t = b.start else { return true }
        return s <= (b.end ?? t) && t <= (a.end ?? s)
    }

    /// A drone attack told as "the air attack" is one; a stabbing and a drone attack are not.
    private static let modeFamilies: [Set<String>] = [
        ["drone", "aerial", "heavy-weapons", "destroy"],
        ["explosives", "suicide-attack"],
        ["firearms", "targeted", "abduct"],
        ["expel", "withdraw", "discontinue"],
        ["troops", "weapons"],
    ]
    /// - Parameter isNew: the text speaks of one of them for the first time; then "an artillery
    ///   shelling" is not the air raids before it.
    static func modesAgree(_ a: [String], _ b: [String], isNew: Bool = false) -> Bool {
        guard !a.isEmpty, !b.isEmpty else { return true }
        if !Set(a).isDisjoint(with: b) { return true }
        return !isNew
            && modeFamilies.contains { !$0.isDisjoint(with: a) && !$0.isDisjoint(with: b) }
    }

    static func actorsAgree(_ a: [Entity], _ b: [Entity]) -> Bool {
        let x = Set(a.compactMap(\.country))
        let y = Set(b.compactMap(\.country))
        guard x.isEmpty || y.isEmpty || !x.isDisjoint(with: y) else { return false }
        // "guards opened fire", "armed men stormed the base": who serves a state is no gunman.
        let s = Set(a.compactMap { Bearer($0) })
        let t = Set(b.compactMap { Bearer($0) })
        return s.isEmpty || t.isEmpty || !s.isDisjoint(with: t)
    }
}
