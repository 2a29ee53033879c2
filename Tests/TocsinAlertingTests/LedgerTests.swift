import Testing
import TocsinAlerting
import TocsinModel

/// Claims on one figure in time order: who, low, high; and what the ledger makes of them.
struct LedgerCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// Speaker (empty: the outlet itself), low and high.
    var claims: [(String, Double?, Double?)]
    var verdicts: [LedgerField.Verdict?]
    var field: LedgerField.Verdict?
    var best: String
    var testDescription: String { name }

    static let all: [LedgerCase] = [
        .init(
            name: "one claim", claims: [("Ministry", 3, 3)], verdicts: [nil], field: nil, best: "3"),
        .init(
            name: "seventeen and nearly twenty", claims: [("Ministry", 17, 17), ("Mayor", 17, 19)],
            verdicts: [nil, .compatible], field: .compatible, best: "17"),
        .init(
            name: "the same speaker, up", claims: [("Ministry", 3, 3), ("Ministry", 11, 11)],
            verdicts: [nil, .revision], field: .revision, best: "11"),
        .init(
            name: "the same speaker, down", claims: [("Ministry", 11, 11), ("Ministry", 3, 3)],
            verdicts: [nil, .revision], field: .revision, best: "3"),
        .init(
            name: "another speaker", claims: [("Ministry", 3, 3), ("Mayor", 11, 11)],
            verdicts: [nil, .conflict], field: .conflict, best: "11"),
        .init(
            name: "another speaker, whatever the order",
            claims: [("Mayor", 11, 11), ("Ministry", 3, 3)],
            verdicts: [nil, .conflict], field: .conflict, best: "3"),
        .init(
            name: "two against one",
            claims: [("Ministry", 3, 3), ("Mayor", 11, 11), ("Police", 3, 3)],
            verdicts: [nil, .conflict, .conflict], field: .conflict, best: "3"),
        .init(
            name: "a conflict that a revision settles",
            claims: [("Ministry", 3, 3), ("Mayor", 11, 11), ("Ministry", 11, 11)],
            verdicts: [nil, .conflict, .revision], field: .revision, best: "11"),
        .init(
            name: "at least meets more", claims: [("Ministry", 156, nil), ("Mayor", 170, 170)],
            verdicts: [nil, .compatible], field: .compatible, best: "170"),
        .init(
            name: "up to meets less", claims: [("Ministry", 0, 16), ("Mayor", 12, 12)],
            verdicts: [nil, .compatible], field: .compatible, best: "12"),
        .init(
            name: "no one, and three", claims: [("Ministry", 0, 0), ("Mayor", 3, 3)],
            verdicts: [nil, .conflict], field: .conflict, best: "3"),
        .init(
            name: "dozens and scores", claims: [("A", 24, nil), ("B", 40, nil)],
            verdicts: [nil, .compatible], field: .compatible, best: "40+"),
    ]
}

@Suite struct LedgerTests {
    private func incident(_ events: [Event], outlets: [String]? = nil) -> Incident {
        let reports = events.enumerated().map { n, event in
            var event = event
            event.incident = "i"
            return report(
                "a\(n)", "0\(n + 1):00", outlet: outlets?[n], [event])
        }
        return Incidents.build(reports)[0]
    }

    private func ledger(_ field: String, _ incident: Incident) throws -> LedgerField {
        try #require(incident.ledger.first { $0.field == field })
    }

    @Test(arguments: LedgerCase.all)
    func `claims on one figure have the verdicts of the event model`(_ one: LedgerCase) throws {
        let incident = incident(
            one.claims.map { speaker, low, high in
                var event = assault("Lima", day: 11)
                event.casualties = [
                    Quantity(
                        text: "\(low ?? 0)", metric: "killed", low: low, high: high,
                        speaker: speaker.isEmpty ? nil : speaker)
                ]
                return event
            })
        let field = try ledger("killed", incident)
        #expect(field.entries.map(\.verdict) == one.verdicts)
        #expect(field.verdict == one.field)
        #expect(incident.best.casualties.map(\.rangeText) == [one.best])
        #expect(incident.because["killed"]?.isEmpty == false)
    }

    @Test func `an outlet that cites the speaker revises, it does not contradict`() throws {
        let first = assault(
            "Lima", figures: [figure("killed", 3, speaker: "Ministry")],
            claims: [
                Claim(
                    speaker: "Ministry", text: "", form: .indirect, about: .init(field: "killed"),
                    origin: "Ministry of Health")
            ])
        let second = assault(
            "Lima", figures: [figure("killed", 5, speaker: "Ministry sources")],
            claims: [
                Claim(
                    speaker: "Ministry sources", text: "", form: .indirect,
                    about: .init(field: "killed"),
                    reportedBy: "Agency", origin: "Ministry of Health")
            ])
        let field = try ledger("killed", incident([first, second]))
        #expect(field.entries.map(\.verdict) == [nil, .revision])
        #expect(field.entries[0].superseded == true)
    }

    @Test func `children and all are two figures, and so are a total and a day's`() {
        var children = figure("injured", 3)
        children.ofWhom = "children"
        var total = figure("injured", 900)
        total.cumulative = true
        let incident = incident([
            assault("Lima", figures: [figure("injured", 17), children, total])
        ])
        #expect(
            incident.ledger.map(\.field).filter { $0.hasPrefix("injured") }.sorted() == [
                "injured", "injured in all", "injured of children",
            ])
        #expect(incident.ledger.allSatisfy { $0.verdict != .conflict })
    }

    @Test func `the same figure over another place is another figure`() {
        let drones = Event(
            type: .assault,
            materiel: [
                Materiel(kind: "uav", low: 343, high: 343, role: "intercepted"),
                Materiel(
                    kind: "uav", low: 91, high: 99, role: "intercepted", over: "Moscow region"),
            ])
        #expect(
            incident([drones]).ledger.map(\.field) == [
                "intercepted uav", "intercepted uav over Moscow region",
            ])
    }

    @Test func `actors are disputed where their countries differ, not where their names do`() throws
    {
        func by(_ name: String, _ country: String, _ speaker: String) -> Event {
            Event(
                type: .assault, actors: [Entity(text: name, country: country)],
                claims: [
                    Claim(
                        speaker: speaker, text: "", form: .indirect, stance: .accuses,
                        about: .init(field: "actor"))
                ])
        }
        let agreed = incident([by("Ukraine", "UKR", "A"), by("Ukrainian forces", "UKR", "B")])
        #expect(try ledger("actor", agreed).verdict == .compatible)
        let disputed = incident([by("Ukraine", "UKR", "A"), by("Russia", "RUS", "B")])
        #expect(try ledger("actor", disputed).entries.map(\.verdict) == [nil, .conflict])
    }

    @Test func `a denial stands beside the assertion`() throws {
        let incident = incident([
            assault("Lima", figures: [figure("killed", 3, speaker: "Mayor")]),
            Event(
                type: .assault,
                claims: [
                    Claim(
                        speaker: "Army", text: "nobody died", form: .indirect, stance: .denies,
                        about: .init(field: "killed"))
                ]),
        ])
        let field = try ledger("killed", incident)
        #expect(field.entries.map(\.stance) == [.asserts, .denies])
        #expect(field.entries[1].verdict == .conflict)
        #expect(incident.best.casualties.map(\.low) == [3])
    }

    @Test func `what was inferred makes no conflict`() throws {
        var inferred = assault("Lima", day: 2)
        inferred.time.inferred = true
        let field = try ledger("date", incident([assault("Lima", day: 11), inferred]))
        #expect(field.verdict != .conflict)
    }

    static func said(
        _ speaker: String, _ stance: Claim.Stance = .asserts, kind: String? = nil,
        modality: Assertion.Modality = .alleged
    ) -> Event {
        assault(
            "Lima", assertion: Assertion(modality: modality),
            claims: speaker.isEmpty
                ? []
                : [
                    Claim(
                        speaker: speaker, sourceKind: kind, text: "", form: .indirect,
                        stance: stance)
                ])
    }

    static let standings: [([Event], Incident.Status)] = [
        ([said("")], .rumoured),
        ([said("a source", kind: "anonymous")], .rumoured),
        ([said("Mayor")], .claimed),
        ([said("Mayor"), said("Mayor")], .claimed),
        ([said("Mayor"), said("Police")], .corroborated),
        ([said("Mayor"), said("Ministry", kind: "official")], .confirmed),
        ([said("Mayor"), said("Army", .confirms)], .confirmed),
        ([said("Mayor"), said("The Group", .claimsResponsibility)], .confirmed),
        ([said("Mayor", .confirms)], .claimed),
        ([said("Mayor"), said("Army", .denies)], .denied),
        ([said("Mayor"), said("Police"), said("Army", .denies)], .corroborated),
        ([said("Mayor"), said("Mayor", .denies)], .denied),
        ([said("", modality: .asserted)], .claimed),
    ]

    @Test(arguments: standings.indices)
    func `status follows the independent origins`(_ index: Int) {
        let (events, status) = LedgerTests.standings[index]
        let incident = incident(events, outlets: events.map { _ in "One Outlet" })
        #expect(incident.status == status, "\(index): \(incident.statusReason)")
        #expect(!incident.statusReason.isEmpty)
    }

    @Test func `two outlets that write up one agency are one origin`() {
        let reports = ["X", "Y"].map { outlet in
            ArticleReport(
                article: article(outlet, outlet: outlet, dateline: "LIMA, March 11 (Agency)"),
                events: [assault("Lima", day: 11)])
        }
        let incident = Incidents.build(reports)[0]
        #expect(incident.origins == ["Agency"])
        #expect(incident.status == .claimed)
    }
}

@Suite struct LedgerDetailTests {
    @Test func `one victim told beside the toll is part of it and does not bring it down`() {
        var guardsman = figure("killed", 1)
        guardsman.text = "a security guard"
        let incident = Incidents.build([
            report(
                "a", "06:00", [assault("Lima", day: 11, figures: [figure("killed", 3), guardsman])])
        ])[0]
        #expect(incident.ledger.map(\.field).contains("killed of security guard"))
        #expect(
            incident.best.casualties.filter { $0.ofWhom == nil }.map(\.rangeText) == ["3"])
    }
}
