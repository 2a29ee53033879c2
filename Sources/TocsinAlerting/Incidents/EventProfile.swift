import TocsinModel

/// What of an event, or of all events of an incident, decides whether two speak of one thing.
struct EventProfile: Sendable {
    /// `ASSAULT` or the label; events of different kinds are never one incident.
    var kind: String
    /// False for what is only planned, threatened, proposed, demanded or supposed.
    var happened: Bool
    var modes = NameSet()
    /// Names of sites, towns and districts, without words like "city".
    var towns = NameSet()
    /// Names of regions, and the regions the towns lie in.
    var regions = NameSet()
    /// Sorted.
    var geonames: [Int] = []
    var countries = NameSet()
    var actors = NameSet()
    var actorCountries = NameSet()
    var recipients = NameSet()
    /// The days it may have been on; nil when the text gives none.
    var days: ClosedRange<Int>?
    /// The hull of the figures of each metric, by its name.
    var figures: [(metric: String, low: Double, high: Double)] = []
    var stories = NameSet()
    var firstPublished: Int
    var lastPublished: Int

    init(_ event: Event, story: String, published: Int) {
        kind = event.type?.rawValue ?? event.label ?? "event"
        happened =
            switch event.assertion.modality {
            case .asserted, .alleged, .possible: true
            case .planned, .threatened, .proposed, .demanded, .hypothetical: false
            }
        stories.insert(story)
        firstPublished = published
        lastPublished = published
        modes = NameSet(event.modes)
        for place in event.places where place.role == nil || place.role == "event" {
            let name = EventProfile.placeName(place.name)
            if let id = place.geonamesID, !place.isAway { add(geonames: id) }
            if let country = place.country { countries.insert(country) }
            if let admin = place.admin1 { regions.insert(EventProfile.placeName(admin).name) }
            if let admin = place.admin2 { regions.insert(EventProfile.placeName(admin).name) }
            guard !name.name.isEmpty, place.precision != "country" else { continue }
            if name.generic || place.precision == "region" || place.isAway {
                regions.insert(name.name)
            } else {
                towns.insert(name.name)
            }
        }
        for actor in event.actors {
            actors.insert(actor.name.lowercased())
            if let country = actor.country { actorCountries.insert(country) }
        }
        recipients = NameSet(event.recipients.map { $0.name.lowercased() })
        // A date that was only inferred is no evidence; neither is one as wide as a month.
        if event.time.inferred != true, event.time.basis != .publicationDefault,
            let start = event.time.start ?? event.time.end,
            let end = event.time.end ?? event.time.start, start <= end,
            end.number - start.number <= 10
        {
            days = start.number...end.number
        }
        for figure in event.casualties where figure.cumulative != true && figure.ofWhom == nil {
            guard let metric = figure.metric else { continue }
            widen(metric, figure.low ?? 0, figure.high ?? .infinity)
        }
        for thing in event.materiel where thing.low != nil || thing.high != nil {
            widen("\(thing.kind) \(thing.role)", thing.low ?? 0, thing.high ?? .infinity)
        }
    }

    private mutating func widen(_ metric: String, _ low: Double, _ high: Double) {
        let at = figures.firstIndex { $0.metric >= metric } ?? figures.endIndex
        if at < figures.endIndex, figures[at].metric == metric {
            figures[at].low = min(figures[at].low, low)
            figures[at].high = max(figures[at].high, high)
        } else {
            figures.insert((metric, low, high), at: at)
        }
    }

    private mutating func add(geonames id: Int) {
        let at = geonames.firstIndex { $0 >= id } ?? geonames.endIndex
        if at == geonames.endIndex || geonames[at] != id { geonames.insert(id, at: at) }
    }

    mutating func merge(_ other: EventProfile) {
        modes.formUnion(other.modes)
        towns.formUnion(other.towns)
        regions.formUnion(other.regions)
        for id in other.geonames { add(geonames: id) }
        countries.formUnion(other.countries)
        actors.formUnion(other.actors)
        actorCountries.formUnion(other.actorCountries)
        recipients.formUnion(other.recipients)
        switch (days, other.days) {
        // The narrowest days all agree on, so that a chain of "last week" does not creep.
        case (let a?, let b?):
            let low = max(a.lowerBound, b.lowerBound)
            let high = min(a.upperBound, b.upperBound)
            days = low <= high ? low...high : a
        case (nil, let b): days = b
        case (_, nil): break
        }
        for figure in other.figures { widen(figure.metric, figure.low, figure.high) }
        stories.formUnion(other.stories)
        firstPublished = min(firstPublished, other.firstPublished)
        lastPublished = max(lastPublished, other.lastPublished)
    }

    /// Hashes of the names under which an incident that this could be part of is found. Two names
    /// of one hash cost a comparison and decide nothing.
    var keys: [UInt64] {
        var start = ContentHash()
        start.add(kind)
        start.add(happened ? "" : "?")
        var keys: [UInt64] = []
        func add(_ sort: String, _ names: [String]) {
            for name in names {
                var hash = start
                hash.add(sort)
                hash.add(name)
                keys.append(hash.value)
            }
        }
        add("place", towns.names)
        add("place", regions.names)
        add("geonames", geonames.map(String.init))
        add("actor", actors.names)
        add("recipient", recipients.names)
        add("story", stories.names)
        return keys
    }

    private static let genericPlaceWords: Set<String> = [
        "region", "oblast", "province", "district", "governorate", "state", "county", "department",
        "prefecture", "territory", "krai", "republic", "area", "municipality", "the", "of",
    ]
    private static let genericPlaceHashes = Set(
        genericPlaceWords.map { word in
            var hash = ContentHash()
            for byte in word.utf8 { hash.add(byte) }
            return hash.value
        })
    private static let townWords: Set<String> = ["city", "town", "village", "capital"]

    /// The name without generic words of what one of them makes a region; nil for what is none.
    static func genericName(_ text: String) -> String? {
        // Nearly every name has none of those words: that is known without a copy.
        var word = ContentHash()
        var found = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") {
                found = found || genericPlaceHashes.contains(word.value)
                word = ContentHash()
            } else {
                word.add((65...90).contains(byte) ? byte | 32 : byte)
            }
        }
        guard found || genericPlaceHashes.contains(word.value) else { return nil }
        let name = placeName(text)
        return name.generic ? name.name : nil
    }

    /// The name without generic words, and whether one of them made it a region.
    static func placeName(_ text: String) -> (name: String, generic: Bool) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        let kept = words.filter { !genericPlaceWords.contains($0) && !townWords.contains($0) }
        if kept.isEmpty { return (words.joined(separator: " "), false) }
        return (
            kept.joined(separator: " "),
            words.contains { genericPlaceWords.contains($0) && $0 != "the" && $0 != "of" }
        )
    }
}

/// A profile where it can be asked without being copied: it has many parts, and most of those asked
/// are told apart by the first.
final class FiledProfile: Sendable {
    let profile: EventProfile

    init(_ profile: EventProfile) { self.profile = profile }
}
