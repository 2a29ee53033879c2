import TocsinModel

/// Whether two profiles speak of one thing, with the reasons for it or the one against it.
enum JoinScore {
    case joins(score: Double, reasons: [String])
    case apart(String)

    /// From here on two events are one incident: the same region and day, or the same town and
    /// hardly a day between the reports, or the same actor and day.
    static let threshold = 3.5

    /// Modes that outlets use for one another: a drone attack is called an air attack, a bombing.
    private static let kindred: Set<String> = [
        "drone", "aerial", "heavy-weapons", "explosives", "destroy", "targeted",
    ]

    init(_ a: EventProfile, _ b: EventProfile, horizon: Int) {
        guard a.kind == b.kind, a.happened == b.happened else {
            self = .apart("not the same kind")
            return
        }
        let gap = max(a.firstPublished - b.lastPublished, b.firstPublished - a.lastPublished)
        guard gap <= horizon else {
            self = .apart("published \(TimeSpan.text(gap / 3600 * 3600)) apart")
            return
        }
        var score = 0.0
        var reasons: [String] = []
        func add(_ points: Double, _ reason: String) {
            score += points
            reasons.append(reason)
        }

        if let x = a.days, let y = b.days {
            guard x.lowerBound <= y.upperBound + 1, y.lowerBound <= x.upperBound + 1 else {
                self = .apart("on other days")
                return
            }
            if x.overlaps(y) {
                add(2, "same day")
            } else {
                add(0.5, "a day apart")
            }
        } else if gap <= 86400 {
            add(1, "published within a day")
        } else if gap <= 2 * 86400 {
            add(0.5, "published within two days")
        }

        if !a.countries.isEmpty, !b.countries.isEmpty, a.countries.isDisjoint(with: b.countries) {
            self = .apart("in other countries")
            return
        }
        let placesA = a.towns.union(a.regions)
        let placesB = b.towns.union(b.regions)
        let sameTown = a.towns.intersection(b.towns)
        if let id = a.geonames.intersection(b.geonames).min() {
            add(3, "same place: GeoNames \(id)")
        } else if let town = sameTown.min() {
            add(3, "same place: \(town)")
        } else if !a.towns.isEmpty, !b.towns.isEmpty, a.towns.isDisjoint(with: b.regions),
            b.towns.isDisjoint(with: a.regions)
        {
            self = .apart("in other places")
            return
        } else if let place = placesA.intersection(placesB).min() {
            add(1.5, "same area: \(place)")
        } else if !placesA.isEmpty, !placesB.isEmpty {
            self = .apart("in other places")
            return
        }

        if let mode = a.modes.intersection(b.modes).min() {
            add(1, "both \(mode)")
        } else if !a.modes.isEmpty, !b.modes.isEmpty,
            a.modes.isDisjoint(with: JoinScore.kindred)
                || b.modes.isDisjoint(with: JoinScore.kindred)
        {
            add(-2, "not the same mode")
        }
        if let actor = a.actors.intersection(b.actors).min() {
            add(1.5, "same actor: \(actor)")
        } else if let country = a.actorCountries.intersection(b.actorCountries).min() {
            add(1, "actors of one country: \(country)")
        } else if !a.actorCountries.isEmpty, !b.actorCountries.isEmpty {
            add(-2, "actors of other countries")
        }
        if let recipient = a.recipients.intersection(b.recipients).min() {
            add(1, "same recipient: \(recipient)")
        }
        for metric in a.figures.keys.sorted() {
            guard let x = a.figures[metric], let y = b.figures[metric] else { continue }
            if x.low <= y.high, y.low <= x.high {
                let exact = x.low == y.low && x.high == y.high && x.low > 0
                add(
                    exact ? 1.5 : 1,
                    exact ? "same figure of \(metric)" : "figures of \(metric) meet")
            } else {
                let small = min(x.high, y.high)
                let large = max(x.low, y.low)
                add(large > 4 * small ? -1 : -0.5, "figures of \(metric) differ")
            }
        }
        if !a.stories.isDisjoint(with: b.stories) { add(3, "in copies of one story") }
        self =
            score >= JoinScore.threshold
            ? .joins(score: score, reasons: reasons)
            : .apart("too little in common: " + reasons.joined(separator: ", "))
    }
}
