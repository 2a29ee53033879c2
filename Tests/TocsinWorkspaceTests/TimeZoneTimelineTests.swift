import Testing
import TocsinAlerting
import TocsinModel
import TocsinWorkspace

/// Policies over the days on which clocks change, by the system's own zone data.
struct ZoneCase: Sendable, CustomTestStringConvertible {
    var name: String
    var route: Route
    /// UTC.
    var alerts: [String]
    var until: String
    /// When what goes out, UTC.
    var expected: [String]
    var testDescription: String { name }

    static func quiet(_ from: String, _ to: String, _ zone: String, days: Set<Int> = []) -> Route {
        Route(
            to: ["desk"],
            quietHours: QuietHours(
                from: LocalClock(from)!, to: LocalClock(to)!, timezone: zone, days: days))
    }

    static func digest(_ at: String, _ zone: String) -> Route {
        Route(
            to: ["desk"], digest: Digest(at: LocalClock(at)!, timezone: zone, sendEmpty: true))
    }

    static let all: [ZoneCase] = [
        .init(
            name: "the night the clocks go forward is an hour shorter",
            route: quiet("22:00", "06:00", "Europe/Warsaw"), alerts: ["2025-03-29T21:30:00Z"],
            until: "2025-03-30T12:00:00Z", expected: ["2025-03-30T04:00:00Z a0"]),
        .init(
            name: "the night they go back is an hour longer",
            route: quiet("22:00", "06:00", "Europe/Warsaw"), alerts: ["2025-10-25T20:30:00Z"],
            until: "2025-10-26T12:00:00Z", expected: ["2025-10-26T05:00:00Z a0"]),
        .init(
            name: "the hour that comes twice is quiet twice",
            route: quiet("02:00", "03:00", "Europe/Warsaw"),
            alerts: ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"],
            until: "2025-10-26T12:00:00Z",
            expected: ["2025-10-26T02:00:00Z a0", "2025-10-26T02:00:00Z a1"]),
        .init(
            name: "quiet hours within the hour that is skipped are none",
            route: quiet("02:10", "02:50", "Europe/Warsaw"), alerts: ["2025-03-30T01:20:00Z"],
            until: "2025-03-30T12:00:00Z", expected: ["2025-03-30T01:20:00Z a0"]),
        .init(
            name: "an end in the hour that is skipped is the moment after it",
            route: quiet("22:00", "02:30", "Europe/Warsaw"), alerts: ["2025-03-29T23:00:00Z"],
            until: "2025-03-30T12:00:00Z", expected: ["2025-03-30T01:30:00Z a0"]),
        .init(
            name: "America changes on other days",
            route: quiet("22:00", "06:00", "America/New_York"), alerts: ["2025-03-09T04:00:00Z"],
            until: "2025-03-09T20:00:00Z", expected: ["2025-03-09T10:00:00Z a0"]),
        .init(
            name: "half an hour of summer time",
            route: quiet("22:00", "06:00", "Australia/Lord_Howe"),
            alerts: ["2025-04-05T12:00:00Z"], until: "2025-04-06T12:00:00Z",
            expected: ["2025-04-05T19:30:00Z a0"]),
        .init(
            name: "a zone of three quarters of an hour",
            route: quiet("22:00", "06:00", "Asia/Kathmandu"), alerts: ["2025-03-11T17:00:00Z"],
            until: "2025-03-12T12:00:00Z", expected: ["2025-03-12T00:15:00Z a0"]),
        .init(
            name: "across the date line the weekday is the desk's own",
            route: quiet("00:00", "23:59", "Pacific/Auckland", days: [6]),
            // Friday noon in UTC is Saturday one o'clock in Auckland.
            alerts: ["2025-03-14T12:00:00Z"], until: "2025-03-16T12:00:00Z",
            expected: ["2025-03-15T10:59:00Z a0"]),
        .init(
            name: "a digest comes once a day at the clock's own seven, spring",
            route: digest("07:00", "Europe/Warsaw"), alerts: ["2025-03-28T12:00:00Z"],
            until: "2025-03-31T12:00:00Z",
            expected: [
                "2025-03-29T06:00:00Z digest 1", "2025-03-30T05:00:00Z digest 0",
                "2025-03-31T05:00:00Z digest 0",
            ]),
        .init(
            name: "and autumn", route: digest("07:00", "Europe/Warsaw"),
            alerts: ["2025-10-24T12:00:00Z"], until: "2025-10-27T12:00:00Z",
            expected: [
                "2025-10-25T05:00:00Z digest 1", "2025-10-26T06:00:00Z digest 0",
                "2025-10-27T06:00:00Z digest 0",
            ]),
        .init(
            name: "a digest in the hour that comes twice is sent once",
            route: digest("02:30", "Europe/Warsaw"), alerts: ["2025-10-25T12:00:00Z"],
            until: "2025-10-27T12:00:00Z",
            expected: ["2025-10-26T00:30:00Z digest 1", "2025-10-27T01:30:00Z digest 0"]),
        .init(
            name: "a digest in the hour that is skipped comes the moment after",
            route: digest("02:30", "Europe/Warsaw"), alerts: ["2025-03-29T12:00:00Z"],
            until: "2025-03-31T12:00:00Z",
            expected: ["2025-03-30T01:30:00Z digest 1", "2025-03-31T00:30:00Z digest 0"]),
    ]
}

@Test(arguments: ZoneCase.all)
func `policies keep to the clock on the wall when it changes`(_ one: ZoneCase) throws {
    var dispatcher = AlertDispatcher(
        policy: AlertPolicy(routes: [one.route]), offset: TimeZones.offset)
    var out: [String] = []
    func note(_ decisions: [DispatchDecision]) {
        for notification in decisions.compactMap(\.notification) {
            let what =
                notification.kind.name == "digest"
                ? "digest \(notification.lines.count)"
                : notification.alerts.map(\.identifier).joined(separator: " ")
            out.append("\(notification.time) \(what)")
        }
    }
    for (number, text) in one.alerts.enumerated() {
        let time = try #require(Timestamp(text))
        if number == 0 { dispatcher.start(at: time) }
        note(
            dispatcher.receive(
                Alert(
                    identifier: "a\(number)", sent: time, severity: .minor, headline: "h",
                    rule: "p.r@1"), at: time))
    }
    note(dispatcher.advance(to: try #require(Timestamp(one.until))))
    #expect(out == one.expected)
}
