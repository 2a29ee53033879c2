import TocsinAlerting
import TocsinModel

/// `2025-03-11 HH:MM` UTC, days added.
func at(_ clock: String, day: Int = 11) -> Timestamp {
    Timestamp("2025-03-\(day < 10 ? "0" : "")\(day)T\(clock):00Z")!
}

func words(_ text: String) -> [UInt64] {
    text.lowercased().split(separator: " ").map { word in
        word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

func article(
    _ id: String, _ clock: String = "06:00", day: Int = 11, outlet: String? = nil,
    source: String? = nil, dateline: String? = nil
) -> Article {
    Article(
        id: id, title: "Title of \(id)", source: source, outlet: outlet ?? "Outlet \(id)",
        language: "en", published: at(clock, day: day), dateline: dateline, body: "")
}

func figure(_ metric: String, _ low: Double?, _ high: Double? = nil, speaker: String? = nil)
    -> Quantity
{
    let q = Quantity(text: "", metric: metric, low: low, high: high ?? low, speaker: speaker)
    return Quantity(
        text: q.rangeText, metric: metric, low: low, high: high ?? low, speaker: speaker)
}

func assault(
    _ place: String?, country: String? = "PER", mode: String = "explosives", day: Int? = nil,
    killed: Double? = nil, figures: [Quantity] = [], actor: String? = nil,
    assertion: Assertion = Assertion(), claims: [Claim] = [], inferredPlace: Bool? = nil,
    precision: String = "town", id: String = ""
) -> Event {
    Event(
        id: id, type: .assault, modes: [mode], actors: actor.map { [Entity(text: $0)] } ?? [],
        casualties: (killed.map { [figure("killed", $0)] } ?? []) + figures,
        places: place.map {
            [
                Place(
                    text: $0, country: country, precision: precision, role: "event",
                    inferred: inferredPlace)
            ]
        } ?? [],
        time: day.map {
            EventTime(
                start: CalendarDay(year: 2025, month: 3, day: $0),
                end: CalendarDay(year: 2025, month: 3, day: $0), basis: .explicit)
        } ?? .unknown,
        assertion: assertion, claims: claims)
}

func report(
    _ id: String, _ clock: String = "06:00", day: Int = 11, outlet: String? = nil,
    source: String? = nil, _ events: [Event] = [], matches: [WatchlistMatch] = [],
    text: String? = nil, withdraws: [String] = []
) -> ArticleReport {
    ArticleReport(
        article: article(id, clock, day: day, outlet: outlet, source: source), events: events,
        matches: matches, words: text.map(words) ?? [], withdraws: withdraws)
}

extension Condition {
    static let assault = Condition([.init("type", .equals(.string("ASSAULT")))])
}

/// Runs reports through a fresh stage and gives every decision, in order.
func run(_ rules: [AlertRule], _ reports: [ArticleReport], until: Timestamp? = nil)
    -> [AlertDecision]
{
    var stage = AlertStage(rules: rules)
    var decisions = reports.flatMap { stage.process($0).decisions }
    if let until { decisions += stage.advance(to: until) }
    return decisions
}

func headlines(_ decisions: [AlertDecision]) -> [String] {
    decisions.compactMap(\.alert).map {
        "\($0.sent!.description.dropFirst(11).prefix(5)) \($0.headline)"
    }
}
