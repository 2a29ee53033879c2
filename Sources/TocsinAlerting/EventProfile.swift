import TocsinModel

/// What of an event, or of all events of an incident, decides whether two speak of one thing.
struct EventProfile {
    /// `ASSAULT` or the label; events of different kinds are never one incident.
    var kind: String
    /// False for what is only planned, threatened, proposed, demanded or supposed.
    var happened: Bool
    var modes: Set<String> = []
    /// Names of sites, towns and districts, without words like "city".
    var towns: Set<String> = []
    /// Names of regions, and the regions the towns lie in.
    var regions: Set<String> = []
    var geonames: Set<Int> = []
    var countries: Set<String> = []
    var actors: Set<String> = []
    var actorCountries: Set<String> = []
    var recipients: Set<String> = []
    /// The days it may have been on; nil when the text gives none.
    var days: ClosedRange<Int>?
    /// Metric to the hull of its figures.
    var figures: [String: (low: Double, high: Double)] = [:]
    var stories: Set<String> = []
    var firstPublished: Int
    var lastPublished: Int

    init(_ event: Event, story: String, published: Int) {
        kind = event.type?.rawValue ?? event.label ?? "event"
        happened =
            switch event.assertion.modality {
            case .asserted, .alleged, .possible: true
            case .planned, .threatened, .proposed, .demanded, .hypothetical: false
            }
        stories = [story]
        firstPublished = published
        lastPublished = published
        modes = Set(event.modes)
        for place in event.places where place.role == nil || place.role == "event" {
            let name = EventProfile.placeName(place.name)
            if let id = place.geonamesID { geonames.insert(id) }
            if let country = place.country { countries.insert(country) }
            if let admin = place.admin1 { regions.insert(EventProfile.placeName(admin).name) }
            if let admin = place.admin2 { regions.insert(EventProfile.placeName(admin).name) }
            guard !name.name.isEmpty, place.precision != "country" else { continue }
            if name.generic || place.precision == "region" || place.relation != nil {
                regions.insert(name.name)
            } else {
                towns.insert(name.name)
            }
        }
        for actor in event.actors {
            actors.insert(actor.name.lowercased())
            if let country = actor.country { actorCountries.insert(country) }
        }
        recipients = Set(event.recipients.map { $0.name.lowercased() })
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
        if let old = figures[metric] {
            figures[metric] = (min(old.low, low), max(old.high, high))
        } else {
            figures[metric] = (low, high)
        }
    }

    mutating func merge(_ other: EventProfile) {
        modes.formUnion(other.modes)
        towns.formUnion(other.towns)
        regions.formUnion(other.regions)
        geonames.formUnion(other.geonames)
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
        for (metric, range) in other.figures { widen(metric, range.low, range.high) }
        stories.formUnion(other.stories)
        firstPublished = min(firstPublished, other.firstPublished)
        lastPublished = max(lastPublished, other.lastPublished)
    }

    /// The keys under which an incident that this could be part of is found.
    var keys: [String] {
        let prefix = kind + (happened ? "" : "?") + "|"
        var keys: [String] = []
        keys += towns.union(regions).map { prefix + "p:" + $0 }
        keys += geonames.map { prefix + "g:\($0)" }
        keys += actors.map { prefix + "a:" + $0 }
        keys += recipients.map { prefix + "r:" + $0 }
        keys += stories.map { prefix + "s:" + $0 }
        return keys.sorted()
    }

    private static let genericPlaceWords: Set<String> = [
        "region", "oblast", "province", "district", "governorate", "state", "county", "department",
        "prefecture", "territory", "krai", "republic", "area", "municipality", "the", "of",
    ]
    private static let townWords: Set<String> = ["city", "town", "village", "capital"]

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
