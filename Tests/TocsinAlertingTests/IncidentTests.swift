import Testing
import TocsinAlerting
import TocsinModel

/// Two reports, and whether they speak of one thing.
struct JoinCase: Sendable, CustomTestStringConvertible {
    var name: String
    var first: ArticleReport
    var second: ArticleReport
    /// Nil: two incidents. Else what must be among the reasons of the join.
    var reason: String?
    var testDescription: String { name }

    private static func lastYear(_ event: Event) -> Event {
        var event = event
        let day = CalendarDay(year: 2024, month: 3, day: 11)
        event.time = EventTime(start: day, end: day, basis: .explicit)
        return event
    }

    static let all: [JoinCase] = [
        .init(
            name: "same town, same day", first: report("a", "06:00", [assault("Lima", day: 11)]),
            second: report("b", "09:00", [assault("Lima", day: 11)]), reason: "same place: lima"),
        .init(
            name: "same town, other day", first: report("a", "06:00", [assault("Lima", day: 8)]),
            second: report("b", "09:00", [assault("Lima", day: 11)])),
        .init(
            name: "a report without a day does not join what is history to it",
            first: report("a", "06:00", [lastYear(assault("Lima", killed: 3))]),
            second: report("b", "09:00", [assault("Lima", killed: 3)])),
        .init(
            name: "nor the other way about",
            first: report("a", "06:00", [assault("Lima", killed: 3)]),
            second: report("b", "09:00", [lastYear(assault("Lima", killed: 3))])),
        .init(
            name: "a report without a day joins what happened days ago",
            first: report("a", "06:00", [assault("Lima", day: 8, killed: 3)]),
            second: report("b", "09:00", [assault("Lima", killed: 3)]), reason: "same place: lima"),
        .init(
            name: "other town", first: report("a", "06:00", [assault("Lima", day: 11)]),
            second: report("b", "09:00", [assault("Cusco", day: 11)])),
        .init(
            name: "other country",
            first: report("a", "06:00", [assault("Santiago", country: "CHL", day: 11)]),
            second: report("b", "09:00", [assault("Santiago", country: "CUB", day: 11)])),
        .init(
            name: "other type", first: report("a", "06:00", [assault("Lima", day: 11)]),
            second: report(
                "b", "09:00",
                [
                    Event(
                        type: .protest,
                        places: [Place(text: "Lima", precision: "town", role: "event")])
                ])),
        .init(
            name: "region and oblast",
            first: report(
                "a", "06:00",
                [
                    assault(
                        "Moscow region", country: "RUS", mode: "drone", day: 11, precision: "region"
                    )
                ]),
            second: report(
                "b", "09:00",
                [
                    assault(
                        "Moscow Oblast", country: "RUS", mode: "drone", day: 11, precision: "region"
                    )
                ]), reason: "same area: moscow"),
        .init(
            name: "a town and the region it lies in are near enough with all else alike",
            first: report(
                "a", "06:00", [assault("Moscow", country: "RUS", mode: "drone", day: 11)]),
            second: report(
                "b", "09:00",
                [
                    assault(
                        "Moscow region", country: "RUS", mode: "drone", day: 11, precision: "region"
                    )
                ]), reason: "both drone"),
        .init(
            name: "planned and done",
            first: report(
                "a", "06:00", [assault("Lima", day: 11, assertion: Assertion(modality: .planned))]),
            second: report("b", "09:00", [assault("Lima", day: 11)])),
        .init(
            name: "a denial stands beside what it denies",
            first: report("a", "06:00", [assault("Lima", day: 11)]),
            second: report(
                "b", "09:00", [assault("Lima", day: 11, assertion: Assertion(polarity: .negated))]),
            reason: "same day"),
        .init(
            name: "shooting and bombing",
            first: report("a", "06:00", [assault("Lima", mode: "firearms", day: nil)]),
            second: report("b", "09:00", [assault("Lima", mode: "explosives", day: nil)])),
        .init(
            name: "no date, published within a day", first: report("a", "06:00", [assault("Lima")]),
            second: report("b", "20:00", [assault("Lima")]), reason: "published within a day"),
        .init(
            name: "no date, published a week apart",
            first: report("a", "06:00", day: 3, [assault("Lima")]),
            second: report("b", "06:00", day: 11, [assault("Lima")])),
        .init(
            name: "a figure that grows is no other incident",
            first: report("a", "06:00", [assault("Lima", day: 11, killed: 1)]),
            second: report("b", "09:00", [assault("Lima", day: 11, killed: 3)]),
            reason: "figures of killed differ"),
        .init(
            name: "no place, same actor and day",
            first: report("a", "06:00", [assault(nil, mode: "", day: 11, actor: "Sergei Lavrov")]),
            second: report("b", "09:00", [assault(nil, mode: "", day: 11, actor: "Sergei Lavrov")]),
            reason: "same actor: sergei lavrov"),
        .init(
            name: "nothing in common but the type",
            first: report("a", "06:00", [assault(nil, mode: "")]),
            second: report("b", "06:10", [assault(nil, mode: "")])),
        .init(
            name: "a date that was only inferred decides nothing",
            first: report("a", "06:00", [assault("Lima", day: 11)]),
            second: report(
                "b", "09:00",
                [
                    {
                        var e = assault("Lima", day: 2); e.time.inferred = true; return e
                    }()
                ]), reason: "published within a day"),
        .init(
            name: "copies of one story",
            first: report("a", "06:00", [assault(nil, mode: "explosives")], text: JoinCase.story),
            second: report(
                "b", "07:00", [assault(nil, mode: "explosives")],
                text: JoinCase.story + " more from us"), reason: "in copies of one story"),
    ]
    static let story =
        "a bomb went off near the market on tuesday and several people were hurt according to the first accounts of those who saw it happen in the early morning"

    init(name: String, first: ArticleReport, second: ArticleReport, reason: String? = nil) {
        self.name = name
        self.first = first
        self.second = second
        self.reason = reason
    }
}

@Suite struct IncidentTests {
    @Test(arguments: JoinCase.all)
    func `two reports are one incident or two, with the reason`(_ one: JoinCase) {
        let incidents = Incidents.build([one.first, one.second])
        guard let reason = one.reason else {
            #expect(incidents.count == 2)
            return
        }
        #expect(incidents.count == 1)
        #expect(incidents[0].joins.map(\.reasons).last?.contains(reason) == true)
        #expect(incidents[0].joins[0].reasons == ["founded it"])
        #expect(incidents[0].articles == ["a", "b"])
    }

    @Test(arguments: JoinCase.all)
    func `the order of arrival does not decide what is one incident`(_ one: JoinCase) {
        var builder = IncidentBuilder()
        _ = builder.add(one.second)
        _ = builder.add(one.first)
        #expect(builder.incidents.count == (one.reason == nil ? 2 : 1))
    }

    @Test func `ids are the same in every run`() {
        let reports = JoinCase.all.map(\.first)
        #expect(Incidents.build(reports).map(\.id) == Incidents.build(reports.reversed()).map(\.id))
    }

    @Test
    func `a report that fits two incidents merges them into the older, and it is written down`() {
        var builder = IncidentBuilder()
        let a = builder.add(
            report("a", "06:00", [assault(nil, mode: "drone", day: 11, actor: "X")]))
        let b = builder.add(report("b", "07:00", [assault("Lima", mode: "drone", day: 11)]))
        #expect(builder.incidents.count == 2)
        let c = builder.add(
            report("c", "08:00", [assault("Lima", mode: "drone", day: 11, actor: "X")]))
        #expect(builder.incidents.count == 1)
        #expect(c.merged.map(\.into) == [a.events[0].incident])
        #expect(builder.current(b.events[0].incident!) == a.events[0].incident)
        #expect(c.events[0].incident == a.events[0].incident)
        #expect(builder.incidents[0].history[0].hasPrefix("took in \(b.events[0].incident!)"))
        #expect(builder.incidents[0].articles == ["a", "b", "c"])
    }

    @Test func `a new version of an article replaces the old one`() {
        var builder = IncidentBuilder()
        let first = builder.add(
            report("a", "06:00", [assault("Lima", day: 11, killed: 11, id: "e")]))
        let second = builder.add(
            report("a", "07:00", [assault("Lima", day: 11, killed: 1, id: "e")]))
        #expect(first.events[0].incident == second.events[0].incident)
        #expect(builder.incidents.count == 1)
        #expect(builder.incidents[0].events == ["e"])
        #expect(builder.incidents[0].best.casualties.map(\.low) == [1])
        #expect(second.reissued == ["e"])
    }

    @Test func `an incident without events is gone`() {
        var builder = IncidentBuilder()
        let first = builder.add(report("a", "06:00", [assault("Lima", day: 11)]))
        let second = builder.add(report("a", "07:00"))
        #expect(second.gone == [first.events[0].incident!])
        #expect(builder.incidents.isEmpty)
    }

    @Test func `memory follows the horizon`() {
        var builder = IncidentBuilder()
        var stage = AlertStage(rules: [AlertRule(id: "p.r", title: "r", when: .assault)])
        for n in 0..<400 {
            let one = ArticleReport(
                article: Article(
                    id: "a\(n)", outlet: "o", published: at("00:00").adding(seconds: n * 7200),
                    body: ""), events: [assault("Place \(n)")], words: words("w\(n) x y z u v w"))
            _ = builder.add(one)
            _ = stage.process(one)
        }
        // Three days hold 36 of them, and a sweep comes every nine hours.
        #expect(builder.incidents.count <= 42)
        #expect(stage.engine.footprint <= 3 * 42)
    }

    @Test(arguments: [
        (JoinCase.story, JoinCase.story + " and more was added here by our own staff", true),
        (JoinCase.story, String(JoinCase.story.dropFirst(60)), true),
        (
            JoinCase.story,
            "the team won the match by three goals to one after a late header in the second half of the game at home",
            false
        ),
        ("one two three", "one two three", true), ("one two three", "one two four", false),
    ])
    func `copies of a story are known, other stories are not`(
        _ a: String, _ b: String, _ copies: Bool
    ) {
        let overlap = ArticleSketch(words: words(a)).overlap(ArticleSketch(words: words(b)))
        #expect((overlap >= 0.5) == copies)
    }

    @Test func `a long text is known by a small sample`() {
        var random = SeededGenerator(state: 9)
        let long = (0..<5000).map { _ in random.next() }
        let sketch = ArticleSketch(words: long)
        #expect(sketch.hashes.count <= ArticleSketch.limit)
        #expect(sketch.overlap(ArticleSketch(words: Array(long[..<2500]))) > 0.8)
        #expect(sketch.overlap(ArticleSketch(words: (0..<5000).map { _ in random.next() })) == 0)
        #expect(ArticleSketch(words: []).overlap(sketch) == 0)
    }
}
