import Testing
import TocsinModel
import TocsinStore

/// Two incidents and a watchlist's alert, from two outlets.
private func inbox() throws -> Store {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome())
    try store.take(
        Sample.outcome(
            Sample.article("a2", body: "A truce was refused.", outlet: "The Post"),
            events: [Sample.event("e-a2", article: "a2", killed: 9)]))
    try store.write { writer in
        _ = try writer.beginGeneration(rules: "r1")
        func alert(
            _ id: String, _ severity: Severity, _ incident: String?, article: String, hours: Int
        ) throws {
            var alert = Sample.alert(id)
            alert.severity = severity
            alert.incident = incident
            alert.articles = [article]
            alert.events = ["e-\(article)"]
            alert.sent = noon.adding(seconds: hours * 3600)
            try writer.put(alert, dispatched: nil, now: noon)
        }
        try alert("t1", .minor, "i1", article: "a1", hours: 0)
        try alert("t2", .severe, "i1", article: "a1", hours: 1)
        try alert("t3", .severe, "i2", article: "a2", hours: 2)
        try alert("t4", .moderate, nil, article: "a2", hours: 3)
    }
    return store
}

@Test func `groups of alerts stand by severity, then by time`() throws {
    let store = try inbox()
    let groups = try store.read {
        try $0.alertGroups(AlertFilter(), by: .incident, limit: 10)
    }
    #expect(groups.map(\.name) == ["i2", "i1", "war.deaths"])
    #expect(groups.map(\.count) == [1, 2, 1])
    #expect(groups[1].severity == .severe)
    let rest = try store.read {
        try $0.alertGroups(AlertFilter(), by: .incident, limit: 10, skip: 2)
    }
    #expect(rest.map(\.name) == ["war.deaths"])
    #expect(try store.read { try $0.alertGroups(AlertFilter(), by: .rule, limit: 9) }.count == 1)
}

@Test func `a group gives its worst alerts first and no more than asked`() throws {
    let store = try inbox()
    try store.read { (reader) throws in
        let groups = try reader.alertGroups(AlertFilter(), by: .incident, limit: 10)
        let all = try reader.alerts(AlertFilter(), in: groups, by: .incident, each: 5)
        #expect(all["i1"]?.map(\.alert.identifier) == ["t2", "t1"])
        #expect(all["war.deaths"]?.map(\.alert.identifier) == ["t4"])
        let one = try reader.alerts(AlertFilter(), in: groups, by: .incident, each: 1)
        #expect(one["i1"]?.map(\.alert.identifier) == ["t2"])
    }
}

@Test(
    arguments: [
        ("The Post", nil, ["t4", "t3"]), (nil, "truce", ["t4", "t3"]),
        (nil, "TRUCE refused", ["t4", "t3"]),
        (nil, "truce drone", []), (nil, "moscow \"quoted", []),
        (nil, "- *", ["t4", "t3", "t2", "t1"]),
        ("The Wire", "moscow", ["t2", "t1"]), ("Nobody", nil, []),
    ] as [(String?, String?, [String])])
func `alerts are found by outlet and words`(
    outlet: String?, words: String?, expected: [String]
) throws {
    let store = try inbox()
    var filter = AlertFilter()
    filter.publishers = outlet.map { [$0] } ?? []
    filter.words = words
    #expect(try store.read { try $0.alerts(filter) }.map(\.alert.identifier) == expected)
}

@Test func `events, incidents and articles follow the same words and outlets`() throws {
    let store = try inbox()
    try store.read { (reader) throws in
        var events = EventFilter()
        events.words = "truce"
        #expect(try reader.events(events).map(\.key) == ["e-a2"])
        events.publishers = ["The Wire"]
        #expect(try reader.events(events).isEmpty)
        var articles = ArticleFilter()
        articles.publishers = ["The Post"]
        #expect(try reader.articles(articles).map(\.key) == ["a2"])
        articles.words = "drone"
        #expect(try reader.articles(articles).isEmpty)
    }
}

@Test func `the last answer to an alert is told with its author`() throws {
    let store = try inbox()
    try store.write { writer in
        try writer.put(
            Acknowledgement(alert: "t1", action: .acknowledge, author: "ana", at: noon))
        try writer.put(Acknowledgement(alert: "t1", action: .resolve, author: "bo", at: noon))
    }
    let answers = try store.read { try $0.answers(to: ["t1", "t2"]) }
    #expect(answers["t1"]?.author == "bo")
    #expect(answers["t2"] == nil)
    let states = try store.read { try $0.alertStates() }
    #expect(states.map(\.name) == ["open", "resolved"])
    #expect(states.map(\.count) == [3, 1])
}

@Test func `a place on the map counts an incident once, by its highest report`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome(events: [Sample.event("e1", killed: 3)]))
    try store.take(
        Sample.outcome(Sample.article("a2"), events: [Sample.event("e2", article: "a2", killed: 9)])
    )
    try store.take(
        Sample.outcome(
            Sample.article("a3"),
            events: [Sample.event("e3", article: "a3", type: .protest, killed: nil)]))
    try store.write { writer in
        _ = try writer.beginGeneration(rules: "r1")
        for version in try writer.reader.unstaged().prefix(2) {
            try writer.put(
                StageStep(
                    version: version, clock: noon, incidents: [("e1", "i1"), ("e2", "i1")]))
        }
    }
    try store.read { (reader) throws in
        let all = try reader.eventClusters(cell: 5)
        #expect(all.map(\.kind) == ["ASSAULT", "PROTEST"])
        #expect(all[0].reports == 2 && all[0].incidents == 1 && all[0].casualties == 9)
        #expect(all[0].incident == "i1" && all[0].article == nil)
        #expect(all[1].article == "a3" && all[1].casualties == 0)
        #expect(all[0].country == "RUS")
        let elsewhere = MapArea(west: -20, east: 20, south: 0, north: 50)
        #expect(try reader.eventClusters(in: elsewhere, cell: 5).isEmpty)
        #expect(
            try reader.eventArea()
                == MapArea(west: 37.6, east: 37.6, south: 55.75, north: 55.75))
    }
}
