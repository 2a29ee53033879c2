import TocsinModel

/// One event of an incident with what is needed of its article.
struct Member: Sendable {
    var event: Event
    var article: String
    var outlet: String?
    var date: Timestamp?
    var published: Int
    /// The first article that told this story.
    var story: String
    /// Who speaks where the article says something itself.
    var origin: String
}

/// An incident that may still be joined.
struct OpenIncident: Sendable {
    let id: String
    /// In the order of founding.
    let ordinal: Int
    private(set) var members: [Member]
    private(set) var filed: FiledProfile
    private(set) var joins: [IncidentJoin]
    private(set) var history: [String] = []

    init(id: String, ordinal: Int, founder: Member, profile: EventProfile) {
        self.id = id
        self.ordinal = ordinal
        members = [founder]
        filed = FiledProfile(profile)
        joins = [
            IncidentJoin(
                event: founder.event.id, article: founder.article, reasons: ["founded it"])
        ]
    }

    private init() {
        id = ""
        ordinal = 0
        members = []
        filed = FiledProfile(EventProfile(Event(), story: "", published: 0))
        joins = []
    }

    /// What stands where an incident was closed.
    static let vacant = OpenIncident()

    var profile: EventProfile { filed.profile }

    private mutating func merge(_ other: EventProfile) {
        var profile = profile
        profile.merge(other)
        filed = FiledProfile(profile)
    }

    var typeBit: UInt32 { CompiledCondition.bit(members[0].event) }

    mutating func join(_ member: Member, _ profile: EventProfile, because reasons: [String]) {
        members.append(member)
        merge(profile)
        joins.append(
            IncidentJoin(event: member.event.id, article: member.article, reasons: reasons))
    }

    mutating func absorb(_ other: OpenIncident, because event: String, _ reasons: [JoinReason]) {
        members += other.members
        merge(other.profile)
        joins += other.joins
        history += other.history
        history.append(
            "took in \(other.id) when event \(event) fitted both: "
                + reasons.map(\.description).joined(separator: ", "))
    }

    /// - Returns: false where nothing is left.
    mutating func remove(article: String) -> Bool {
        members.removeAll { $0.article == article }
        joins.removeAll { $0.article == article }
        guard let first = members.first else { return false }
        history.append("article \(article) was corrected or withdrawn")
        var profile = EventProfile(first.event, story: first.story, published: first.published)
        for member in members.dropFirst() {
            profile.merge(
                EventProfile(member.event, story: member.story, published: member.published))
        }
        filed = FiledProfile(profile)
        return true
    }

    func incident() -> Incident {
        let ordered = members.enumerated().sorted {
            ($0.element.published, $0.offset) < ($1.element.published, $1.offset)
        }.map(\.element)
        let ledger = ClaimLedger(ordered)
        let standing = IncidentStanding(ordered)
        let (best, because) = BestView(ordered, ledger, standing).event(id: id)
        var articles: [String] = []
        for member in members where !articles.contains(member.article) {
            articles.append(member.article)
        }
        let dates = members.compactMap(\.date)
        return Incident(
            id: id, type: members[0].event.type, label: members[0].event.label,
            events: members.map(\.event.id), articles: articles, firstSeen: dates.min(),
            lastSeen: dates.max(), status: standing.status, statusReason: standing.reason,
            origins: standing.origins, best: best, because: because, ledger: ledger.fields,
            joins: joins, history: history)
    }
}
