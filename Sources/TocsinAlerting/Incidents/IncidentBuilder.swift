package import TocsinModel

/// Joins events of several articles that report one thing into incidents, as they come.
///
/// Each event goes to the open incident it fits best, or founds one; what was joined and why is
/// kept. An incident that no article spoke of for the horizon is closed and forgotten, so memory
/// follows the horizon and not history.
package struct IncidentBuilder: Sendable {
    /// How long after the last report an incident may still be joined.
    package let horizon: TimeSpan

    /// Incidents into which reviewers have put events: they merge with no other by themselves.
    package var settled: Set<String> = []

    private var open = IncidentShelf()
    var articles: [String: KnownArticle] = [:]
    private var stories = StoryIndex()
    private var mergedInto: [String: String] = [:]
    private var newest = Int.min
    private var founded = 0
    private var lastSweep = Int.min
    private let keepsClosed: Bool
    private var closed: [Incident] = []

    struct KnownArticle {
        var published: Int
        var story: String
        /// Who the story's own voice is: the agency or outlet of its first teller.
        var origin: String
        /// Whose report it is, the agency or outlet itself.
        var voice: String
        var title: String
        /// Event id to incident id.
        var events: [String: String]
    }

    /// - Parameter keepsClosed: keep every incident for `incidents`, at the cost of memory.
    package init(
        horizon: TimeSpan = TimeSpan(seconds: 3 * 86400), keepsClosed: Bool = false
    ) {
        self.horizon = horizon
        self.keepsClosed = keepsClosed
    }

    /// Takes an article's events in; a second report of one article replaces the first. An event
    /// that has its incident set goes there, whatever it fits.
    package mutating func add(_ report: ArticleReport) -> IncidentUpdate {
        var update = IncidentUpdate()
        let article = report.article
        // An article without a date is as new as the newest one.
        let published = article.published?.seconds ?? (newest == .min ? 0 : newest)
        newest = max(newest, published)
        for id in report.withdraws { withdraw(article: id, &update) }
        let voice = IncidentBuilder.voice(of: article)
        let notice = CorrectionNotice(title: article.title)
        let earlier = articles[article.id]
        let before = earlier?.events ?? [:]
        if earlier != nil { withdraw(article: article.id, &update) }

        let (story, share): (String, Double?) =
            earlier.map { ($0.story, nil) }
            ?? stories.place(article: article.id, words: report.words, time: published)
        update.story = story
        update.copyShare = share
        update.published = published
        let origin =
            (story == article.id ? nil : articles[story]?.origin ?? earlier?.origin)
            ?? voice
        var known = KnownArticle(
            published: published, story: story, origin: origin, voice: voice, title: article.title,
            events: [:])
        var reported = report.events
        if let notice, earlier == nil {
            apply(notice, voice, article, at: published, to: &reported, &update)
        }
        for (ordinal, event) in reported.enumerated() {
            var event = event
            event.article = article.id
            if event.id.isEmpty {
                event.id = ContentHash.hex([article.id, event.kind, "\(ordinal)"])
            }
            let incident = place(
                Member(
                    event: event, article: article.id, outlet: IncidentBuilder.printer(of: article),
                    date: article.published, published: published, story: story, origin: origin),
                before: before[event.id], &update)
            event.incident = incident
            known.events[event.id] = incident
            update.events.append(event)
            if before[event.id] != nil {
                update.withdrawn.removeAll { $0 == event.id }
                update.reissued.append(event.id)
            }
        }
        articles[article.id] = known
        update.changed = update.changed.map(current)
        for index in update.events.indices {
            update.events[index].incident = update.events[index].incident.map(current)
        }
        update.changed = update.changed.reduce(into: []) { list, id in
            if open.contains(id), !list.contains(id) { list.append(id) }
        }
        if lastSweep == .min || newest - lastSweep > horizon.seconds / 8 { sweep() }
        return update
    }

    /// The id an incident goes by now, after merges.
    package func current(_ id: String) -> String {
        var id = id
        while let next = mergedInto[id] { id = next }
        return id
    }

    /// An open incident as it stands; nil once it is closed.
    package func incident(_ id: String) -> Incident? { open.read(current(id)) { $0.incident() } }

    /// An event as its incident has it.
    func member(_ event: String, of incident: String) -> Event? {
        open.read(current(incident)) { $0.members.first { $0.event.id == event }?.event } ?? nil
    }

    func typeBit(_ id: String) -> UInt32? { open.read(current(id)) { $0.typeBit } }

    /// The earliest `published` among its articles, in seconds.
    func firstPublished(_ id: String) -> Int? {
        open.read(current(id)) { $0.profile.firstPublished }
    }

    /// The incidents by first report: the open ones, and the closed where they are kept.
    package var incidents: [Incident] {
        (closed + open.ids.compactMap { id in open.read(id) { $0.incident() } }).sorted {
            ($0.firstSeen?.seconds ?? .min, $0.id) < ($1.firstSeen?.seconds ?? .min, $1.id)
        }
    }

    /// The incidents that were closed since this was last asked, where they are kept; they are let go.
    package mutating func takeClosed() -> [Incident] {
        defer { closed = [] }
        return closed
    }

    /// The agency of a dateline like `KYIV, March 11 (Agency)`, else who printed it.
    static func voice(of article: Article) -> String {
        if let dateline = article.dateline, let open = dateline.lastIndex(of: "("),
            let close = dateline[open...].firstIndex(of: ")")
        {
            let agency = dateline[dateline.index(after: open)..<close]
            if !agency.isEmpty { return String(agency) }
        }
        return printer(of: article) ?? article.id
    }

    /// The outlet, else the source; a name rather than the address of a site.
    static func printer(of article: Article) -> String? {
        guard let outlet = article.outlet else { return article.source }
        let isAddress = outlet.contains(".") && !outlet.contains(" ")
        return isAddress ? article.source ?? outlet : outlet
    }

    // MARK: Joining

    private mutating func place(_ member: Member, before: String?, _ update: inout IncidentUpdate)
        -> String
    {
        let profile = EventProfile(member.event, story: member.story, published: member.published)
        if let given = member.event.incident {
            return place(member, profile, given: current(given), &update)
        }
        // A corrected article's event goes where its first version was, as long as it fits.
        let fits = open.fitting(profile, horizon: horizon.seconds).sorted {
            ($0.id == before ? 0 : 1, -$0.score, $0.ordinal)
                < ($1.id == before ? 0 : 1, -$1.score, $1.ordinal)
        }
        guard let best = fits.first else {
            let id =
                before.flatMap { open.contains($0) ? nil : $0 } ?? "i"
                + ContentHash.hex([member.event.id])
            // A reviewer has put other events there before its founder came.
            if open.contains(id) { return place(member, profile, given: id, &update) }
            found(id, member, profile, &update)
            return id
        }
        open.change(best.id, finding: profile) {
            $0.join(member, profile, because: best.reasons.map(\.description))
        }
        update.changed.append(best.id)
        var id = best.id
        for other in fits.dropFirst() {
            guard !settled.contains(id), !settled.contains(other.id), let a = open[id],
                let b = open[other.id],
                case .joins(_, let reasons) = JoinScore(a.filed, b.filed, horizon: horizon.seconds)
            else { continue }
            id = merge(a, b, because: member.event.id, reasons, &update)
        }
        return id
    }

    /// A reviewer or a test has said which incident it belongs to.
    private mutating func place(
        _ member: Member, _ profile: EventProfile, given id: String,
        _ update: inout IncidentUpdate
    ) -> String {
        if open.contains(id) {
            open.change(id, finding: profile) {
                $0.join(member, profile, because: ["was put there"])
            }
            update.changed.append(id)
        } else {
            found(id, member, profile, &update)
        }
        return id
    }

    private mutating func found(
        _ id: String, _ member: Member, _ profile: EventProfile, _ update: inout IncidentUpdate
    ) {
        founded += 1
        open.insert(OpenIncident(id: id, ordinal: founded, founder: member, profile: profile))
        update.changed.append(id)
    }

    private mutating func merge(
        _ a: OpenIncident, _ b: OpenIncident, because event: String, _ reasons: [JoinReason],
        _ update: inout IncidentUpdate
    ) -> String {
        let older =
            (a.profile.firstPublished, a.ordinal) <= (b.profile.firstPublished, b.ordinal) ? a : b
        let younger = older.id == a.id ? b : a
        open.close(younger.id)
        open.change(older.id, finding: younger.profile) {
            $0.absorb(younger, because: event, reasons)
        }
        mergedInto[younger.id] = older.id
        update.merged.append((younger.id, older.id))
        update.changed.append(older.id)
        for article in Set(younger.members.map(\.article)) {
            for (event, incident) in articles[article]?.events ?? [:] where incident == younger.id {
                articles[article]!.events[event] = older.id
            }
        }
        return older.id
    }

    mutating func withdraw(article: String, _ update: inout IncidentUpdate) {
        guard let known = articles[article] else { return }
        update.withdrawn += known.events.keys.sorted()
        update.withdrawnArticles.append(article)
        for id in Set(known.events.values.map(current)).sorted() {
            guard open.contains(id) else { continue }
            var stands = true
            open.change(id) { stands = $0.remove(article: article) }
            if stands {
                update.changed.append(id)
            } else {
                open.close(id)
                update.gone.append(id)
            }
        }
        articles[article] = nil
    }

    private mutating func sweep() {
        lastSweep = newest
        let limit = newest - horizon.seconds
        let over = open.ids.filter { id in
            open.read(id) { $0.profile.lastPublished < limit } ?? false
        }
        for id in over.sorted() {
            let incident = open.close(id)
            if keepsClosed, let incident { closed.append(incident.incident()) }
        }
        // Taken out one by one: most stay, and building them anew is what costs.
        for (id, _) in articles.filter({ $0.value.published < limit }) { articles[id] = nil }
        for (id, _) in mergedInto.filter({ !open.contains(current($0.key)) }) {
            mergedInto[id] = nil
        }
        stories.forget(before: limit)
    }
}

/// What one article changed among the incidents.
package struct IncidentUpdate: Sendable {
    /// The article's events with their incident set.
    package var events: [Event] = []
    /// The id of the first article that told this story; the article's own where it is new.
    package var story = ""
    /// The share of the shorter text that copies that story; nil where it is new.
    package var copyShare: Double?
    /// When it was published, in seconds.
    var published = 0
    /// Ids of incidents founded or changed, in that order, after merges.
    package var changed: [String] = []
    /// Merged away, and into what.
    package var merged: [(from: String, into: String)] = []
    /// Ids of events that a new version of their article no longer reports, or that were retracted.
    package var withdrawn: [String] = []
    /// Ids of events that a new version of their article reports again.
    package var reissued: [String] = []
    package var withdrawnArticles: [String] = []
    /// Incidents that lost their last event.
    package var gone: [String] = []
}

/// Turns whole lists of reports into incidents.
package enum Incidents {
    /// All incidents of reports, in time order, whatever order they are given in.
    package static func build(
        _ reports: [ArticleReport], horizon: TimeSpan = TimeSpan(seconds: 3 * 86400)
    ) -> [Incident] {
        var builder = IncidentBuilder(horizon: horizon, keepsClosed: true)
        for report in inTimeOrder(reports) { _ = builder.add(report) }
        return builder.incidents
    }

    /// By publication, then id; those without a date last.
    package static func inTimeOrder(_ reports: [ArticleReport]) -> [ArticleReport] {
        reports.sorted {
            ($0.article.published?.seconds ?? .max, $0.article.id)
                < ($1.article.published?.seconds ?? .max, $1.article.id)
        }
    }
}
