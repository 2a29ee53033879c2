import Testing
import TocsinModel
import TocsinStore

/// A store with one article staged, one incident, one alert.
private func stagedStore() throws -> Store {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome())
    try store.write { writer in
        _ = try writer.beginGeneration(rules: "r1")
        let version = try #require(try writer.reader.unstaged().first)
        try writer.put(
            StageStep(
                version: version, clock: noon, story: "a1", incidents: [("e-a1", "i1")],
                held: [HeldCount(rule: "war.x", code: "condition", reason: "no dead", count: 2)]))
        try writer.put([Sample.incident()])
        try writer.put(Sample.alert(), dispatched: noon, now: noon)
    }
    return store
}

@Test func `an alert makes its events and incident as severe as itself`() throws {
    let store = try stagedStore()
    try store.read { (reader) throws in
        var filter = EventFilter()
        filter.severity = .severe
        #expect(try reader.events(filter).map(\.key) == ["e-a1"])
        filter.severity = .extreme
        #expect(try reader.events(filter).isEmpty)
        #expect(try reader.incidents().first?.severity == .severe)
        #expect(try reader.incidents().first?.incident == Sample.incident())
        #expect(try reader.events(EventFilter()).first?.event?.incident == "i1")
        #expect(try reader.held(forArticles: ["zz", "a1"]).map(\.count) == [2])
        #expect(try reader.incidents(ofArticles: ["zz", "a1"]) == ["e-a1": "i1"])
        #expect(try reader.alerts(ofArticles: ["zz", "a1"]).map(\.identifier) == ["t1"])
        #expect(try reader.alerts(ofArticles: ["zz"]).isEmpty)
        #expect(try reader.held(forArticles: ["zz"]).isEmpty)
    }
}

@Test func `an alert is kept once under its identifier`() throws {
    let store = try stagedStore()
    let isNew = try store.write { try $0.put(Sample.alert(), dispatched: noon, now: noon) }
    #expect(!isNew)
    #expect(try store.read { try $0.alertCount() } == 1)
}

@Test func `an update replaces and a cancellation ends its line`() throws {
    let store = try stagedStore()
    try store.write { writer in
        try writer.put(
            Sample.alert("t2", type: .update, references: ["t1"]), dispatched: noon, now: noon)
        try writer.put(
            Sample.alert("t3", type: .cancel, references: ["t2"]), dispatched: noon, now: noon)
    }
    let line = try store.read { try $0.line(ofAlert: "t2") }
    #expect(line.map(\.alert.identifier) == ["t1", "t2", "t3"])
    #expect(line.map(\.state) == [.replaced, .cancelled, .cancelled])
}

@Test func `acknowledging and resolving are kept with their author`() throws {
    let store = try stagedStore()
    try store.write(.power) { writer in
        try writer.put(
            Acknowledgement(alert: "t1", action: .acknowledge, author: "anna", at: noon))
    }
    #expect(try store.read { try $0.alert("t1") }?.state == .acknowledged)
    try store.write { writer in
        try writer.put(
            Acknowledgement(
                alert: "t1", action: .resolve, author: "ben", comment: "over", at: noon))
    }
    #expect(try store.read { try $0.alert("t1") }?.state == .resolved)
    #expect(
        try store.read { try $0.acknowledgements(alert: "t1") }.map(\.author) == ["anna", "ben"])
}

@Test func `a merge moves events and alerts and keeps the old name`() throws {
    let store = try stagedStore()
    try store.write { writer in
        try writer.put([Sample.incident("i0")])
        try writer.put(StageStep(version: nil, clock: noon, merged: [("i1", "i0")]))
    }
    try store.read { (reader) throws in
        #expect(try reader.events().first?.incident == "i0")
        #expect(try reader.alert("t1")?.alert.incident == "i0")
        #expect(try reader.incident("i1")?.id == "i0")
        #expect(try reader.incidentCount() == 1)
        #expect(try reader.incidents().first?.severity == .severe)
    }
}

@Test func `a new generation stages everything again and keeps the alerts`() throws {
    let store = try stagedStore()
    try store.write { _ = try $0.beginGeneration(rules: "r2") }
    try store.read { (reader) throws in
        #expect(try reader.unstagedCount() == 1)
        #expect(try reader.incidentCount() == 0)
        #expect(try reader.alertCount() == 0)
        var all = AlertFilter()
        all.everyGeneration = true
        #expect(try reader.alerts(all).map(\.isCurrent) == [false])
        #expect(try reader.stagePosition() == nil)
    }
}

@Test func `a message is in the outbox once and its attempts are counted`() throws {
    let store = try stagedStore()
    var delivery = Delivery(
        Notification(
            key: "n1", receiver: "desk", kind: .alerts, alerts: [Sample.alert()], time: noon))
    let key = delivery.key
    #expect(try store.write { try $0.put(delivery) })
    #expect(try !store.write { try $0.put(delivery) })
    #expect(try store.read { try $0.due(at: noon) } == [delivery])
    let later = noon.adding(seconds: 30)
    delivery.attempts = 1
    delivery.lastAttempt = noon
    delivery.nextAttempt = later
    delivery.lastError = "HTTP 500"
    try store.write { [delivery] in try $0.record(delivery) }
    #expect(try store.read { try $0.due(at: noon) }.isEmpty)
    #expect(try store.read { try $0.nextDue() } == later)
    #expect(try store.read { try $0.delivery(key) } == delivery)
    delivery.attempts = 2
    delivery.state = .dead
    delivery.nextAttempt = nil
    try store.write { [delivery] in try $0.record(delivery) }
    #expect(try store.read { try $0.outboxStates() } == [Tally(name: "dead", count: 1)])
    #expect(
        try store.read { try $0.attempts(ofDelivery: key) }.map(\.outcome) == [.pending, .dead])
    #expect(try store.write { try $0.revive(at: later) } == 1)
    #expect(try store.read { try $0.due(at: later) }.map(\.attempts) == [0])
    let stranger = Delivery(
        Notification(
            key: "n2", receiver: "nobody", kind: .alerts, alerts: [Sample.alert()], time: noon))
    #expect(throws: StoreError.self) { try store.write { try $0.record(stranger) } }
}

@Test func `a transaction that fails leaves nothing behind`() throws {
    struct Stop: Error {}
    let store = try stagedStore()
    #expect(throws: StoreError.self) {
        try store.write { writer in
            try writer.put(Sample.alert("t9"), dispatched: nil, now: noon)
            throw Stop()
        }
    }
    #expect(try store.read { try $0.alert("t9") } == nil)
}

@Test func `silences expire once`() throws {
    let store = try stagedStore()
    let silence = SilenceRow(
        key: "s1", starts: noon, ends: noon.adding(seconds: 3600), author: "anna",
        comment: "drill", created: noon, json: #"{"rule":"war.deaths"}"#)
    try store.write { try $0.put(silence) }
    #expect(try store.read { try $0.silences(at: noon) } == [silence])
    let later = noon.adding(seconds: 60)
    #expect(try store.write { try $0.expire(silence: "s1", at: later) })
    #expect(try !store.write { try $0.expire(silence: "s1", at: later) })
    #expect(try store.read { try $0.silences(at: noon.adding(seconds: 90)) }.isEmpty)
}

@Test func `sources keep what the next request says`() throws {
    let store = try stagedStore()
    var source = SourceRow(key: "https://a.example/rss", kind: "feed")
    source.etag = "\"x\""
    source.failures = 3
    source.nextFetch = noon
    try store.write { try $0.put(source) }
    #expect(try store.read { try $0.sources() } == [source])
}

@Test func `reviews are a log and show on the incident`() throws {
    let store = try stagedStore()
    try store.write { writer in
        try writer.put(
            Review(incident: "i1", action: .reject, author: "anna", reason: "a film", at: noon))
        try writer.put(
            Review(
                incident: "i1", action: .split, author: "ben", reason: "two towns", at: noon,
                other: "i2", events: ["e-a1"]))
    }
    try store.read { (reader) throws in
        #expect(try reader.incidents().first?.review == "rejected")
        #expect(try reader.reviews(of: "i1").map(\.author) == ["anna", "ben"])
        #expect(try reader.pins() == ["e-a1": "i2"])
    }
}
