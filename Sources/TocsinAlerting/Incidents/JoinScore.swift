import TocsinModel

/// Whether two profiles speak of one thing, with the reasons for it or the one against it.
enum JoinScore {
    case joins(score: Double, reasons: [JoinReason])
    case apart(Obstacle)

    /// What alone keeps two events apart.
    enum Obstacle {
        case kind, published, days, countries, places, actors
        /// Nothing against it, and too little for it.
        case tooLittle
    }

    /// From here on two events are one incident: the same region and day, or the same town and
    /// hardly a day between the reports, or the same actor and day.
    static let threshold = 3.5

    /// Modes that outlets use for one another: a drone attack is called an air attack, a bombing.
    private static let kindred = NameSet([
        "drone", "aerial", "heavy-weapons", "explosives", "destroy", "targeted",
    ])

    /// Days before a report without a day beyond which something is history to it.
    private static let historyAge = 30

    /// Whether what has a day lies long before a report that names none: such a report speaks of its
    /// own time, and a strike told in passing of last year is not this morning's.
    private static func isHistory(_ dated: EventProfile, to undated: EventProfile) -> Bool {
        guard undated.days == nil, let last = dated.days?.upperBound else { return false }
        return last < undated.firstPublished / 86400 - historyAge
    }

    init(_ one: FiledProfile, _ other: FiledProfile, horizon: Int) {
        guard one.profile.kind == other.profile.kind, one.profile.happened == other.profile.happened
        else {
            self = .apart(.kind)
            return
        }
        let gap = max(
            one.profile.firstPublished - other.profile.lastPublished,
            other.profile.firstPublished - one.profile.lastPublished)
        guard gap <= horizon else {
            self = .apart(.published)
            return
        }
        // What keeps them apart first: most of those asked are.
        var sameDay: Bool?
        if let x = one.profile.days, let y = other.profile.days {
            guard x.lowerBound <= y.upperBound + 1, y.lowerBound <= x.upperBound + 1 else {
                self = .apart(.days)
                return
            }
            sameDay = x.overlaps(y)
        } else if JoinScore.isHistory(one.profile, to: other.profile)
            || JoinScore.isHistory(other.profile, to: one.profile)
        {
            self = .apart(.days)
            return
        }
        if !one.profile.countries.isEmpty, !other.profile.countries.isEmpty,
            one.profile.countries.isDisjoint(other.profile.countries)
        {
            self = .apart(.countries)
            return
        }
        var score = 0.0
        var reasons: [JoinReason] = []
        func add(_ points: Double, _ reason: JoinReason) {
            score += points
            reasons.append(reason)
        }
        switch sameDay {
        case true?: add(2, .sameDay)
        case false?: add(0.5, .nextDay)
        case nil:
            if gap <= 86400 {
                add(1, .publishedWithinDay)
            } else if gap <= 2 * 86400 {
                add(0.5, .publishedWithinTwoDays)
            }
        }

        if let id = one.profile.geonames.first(where: { other.profile.geonames.contains($0) }) {
            add(3, .geonames(id))
        } else if let town = one.profile.towns.firstCommon(other.profile.towns) {
            add(3, .place(town))
        } else if !one.profile.towns.isEmpty, !other.profile.towns.isEmpty,
            one.profile.towns.isDisjoint(other.profile.regions),
            other.profile.towns.isDisjoint(one.profile.regions)
        {
            self = .apart(.places)
            return
        } else if let area = [
            one.profile.towns.firstCommon(other.profile.regions),
            one.profile.regions.firstCommon(other.profile.towns),
            one.profile.regions.firstCommon(other.profile.regions),
        ].compactMap({ $0 }).min() {
            add(1.5, .area(area))
        } else if !(one.profile.towns.isEmpty && one.profile.regions.isEmpty),
            !(other.profile.towns.isEmpty && other.profile.regions.isEmpty)
        {
            self = .apart(.places)
            return
        }

        if let mode = one.profile.modes.firstCommon(other.profile.modes) {
            add(1, .mode(mode))
        } else if !one.profile.modes.isEmpty, !other.profile.modes.isEmpty,
            one.profile.modes.isDisjoint(JoinScore.kindred)
                || other.profile.modes.isDisjoint(JoinScore.kindred)
        {
            add(-2, .otherMode)
        }
        if let actor = one.profile.actors.firstCommon(other.profile.actors) {
            add(1.5, .actor(actor))
        } else if let country = one.profile.actorCountries.firstCommon(other.profile.actorCountries)
        {
            add(1, .actorCountry(country))
        } else if !one.profile.actorCountries.isEmpty, !other.profile.actorCountries.isEmpty {
            add(-2, .otherActors)
        }
        if let recipient = one.profile.recipients.firstCommon(other.profile.recipients) {
            add(1, .recipient(recipient))
        }
        for x in one.profile.figures {
            guard let y = other.profile.figures.first(where: { $0.metric == x.metric }) else {
                continue
            }
            if x.low <= y.high, y.low <= x.high {
                let exact = x.low == y.low && x.high == y.high && x.low > 0
                add(exact ? 1.5 : 1, exact ? .sameFigure(x.metric) : .figuresMeet(x.metric))
            } else {
                let small = min(x.high, y.high)
                let large = max(x.low, y.low)
                add(large > 4 * small ? -1 : -0.5, .figuresDiffer(x.metric))
            }
        }
        if !one.profile.stories.isDisjoint(other.profile.stories) { add(3, .copiedStory) }
        self =
            score >= JoinScore.threshold
            ? .joins(score: score, reasons: reasons)
            : .apart(score < 1 && reasons.contains(.otherActors) ? .actors : .tooLittle)
    }
}

/// What speaks for two events being one, or against it without deciding alone.
enum JoinReason: Hashable, CustomStringConvertible {
    case sameDay, nextDay, publishedWithinDay, publishedWithinTwoDays
    case geonames(Int)
    case place(String)
    case area(String)
    case mode(String)
    case otherMode
    case actor(String)
    case actorCountry(String)
    case otherActors
    case recipient(String)
    case sameFigure(String)
    case figuresMeet(String)
    case figuresDiffer(String)
    case copiedStory

    var description: String {
        switch self {
        case .sameDay: "same day"
        case .nextDay: "a day apart"
        case .publishedWithinDay: "published within a day"
        case .publishedWithinTwoDays: "published within two days"
        case .geonames(let id): "same place: GeoNames \(id)"
        case .place(let name): "same place: \(name)"
        case .area(let name): "same area: \(name)"
        case .mode(let mode): "both \(mode)"
        case .otherMode: "not the same mode"
        case .actor(let name): "same actor: \(name)"
        case .actorCountry(let country): "actors of one country: \(country)"
        case .otherActors: "actors of other countries"
        case .recipient(let name): "same recipient: \(name)"
        case .sameFigure(let metric): "same figure of \(metric)"
        case .figuresMeet(let metric): "figures of \(metric) meet"
        case .figuresDiffer(let metric): "figures of \(metric) differ"
        case .copiedStory: "in copies of one story"
        }
    }
}
