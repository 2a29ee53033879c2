import Testing
import TocsinModel
import TocsinSources

/// Decisions from a source's state: a clock is an argument, nothing is asked.
struct SourceStateTests {
    let start = Timestamp("2025-03-11T12:00:00Z")!
    let source = FeedSource(address: "https://wire.example/feed", every: 600)

    private func answered(
        _ state: inout SourceState, _ status: Int, _ headers: [String: String] = [:],
        body: String = "x", permanent: String? = nil, at now: Timestamp? = nil
    ) -> AnswerVerdict {
        state.take(
            FetchAnswer(status: status, headers: headers, body: Array(body.utf8)),
            from: permanent ?? state.target, permanent: permanent, source: source,
            now: now ?? start)
    }

    @Test func `a new source is asked at once, then at its own pace`() {
        var state = SourceState(address: source.address)
        guard case .fetch(let request) = state.decision(for: source, now: start) else {
            Issue.record("not asked")
            return
        }
        #expect(request.allHeaders["if-none-match"] == nil)
        #expect(answered(&state, 200) == .content)
        #expect(
            state.decision(for: source, now: start.adding(seconds: 599))
                == .wait(until: start.adding(seconds: 600), .schedule))
        guard case .fetch = state.decision(for: source, now: start.adding(seconds: 600)) else {
            Issue.record("not asked again")
            return
        }
    }

    @Test func `validators are sent back to the address they came from`() throws {
        var state = SourceState(address: source.address)
        _ = answered(
            &state, 200, ["etag": "\"a\"", "last-modified": "Tue, 11 Mar 2025 11:00:00 GMT"])
        guard
            case .fetch(var request) = state.decision(
                for: source, now: start.adding(seconds: 600))
        else {
            Issue.record("not asked")
            return
        }
        #expect(request.allHeaders["if-none-match"] == "\"a\"")
        #expect(request.allHeaders["if-modified-since"] == "Tue, 11 Mar 2025 11:00:00 GMT")
        request.address = "https://elsewhere.example/"
        #expect(request.allHeaders["if-none-match"] == nil)
        #expect(answered(&state, 304, ["etag": "\"b\""]) == .notModified)
        #expect(state.etag == "\"b\"" && state.lastModified != nil)
        // An answer without validators takes the old ones back.
        _ = answered(&state, 200)
        #expect(state.validated == nil)
    }

    struct Freshness: Sendable {
        var headers: [String: String]
        /// Seconds until it is asked again.
        var next: Int
    }

    @Test(arguments: [
        Freshness(headers: ["cache-control": "max-age=1800"], next: 1800),
        Freshness(headers: ["cache-control": "max-age=1800", "age": "900"], next: 900),
        Freshness(headers: ["cache-control": "max-age=60"], next: 600),
        Freshness(headers: ["cache-control": "no-cache, max-age=1800"], next: 600),
        Freshness(headers: ["cache-control": "max-age=31536000"], next: 86400),
        Freshness(
            headers: [
                "expires": "Tue, 11 Mar 2025 13:30:00 GMT", "date": "Tue, 11 Mar 2025 13:00:00 GMT",
            ], next: 1800),
        Freshness(headers: ["expires": "0"], next: 600),
        Freshness(headers: ["cache-control": "max-age=-5, ,=,max-age"], next: 600),
    ])
    func `the server's own freshness is kept, within a day`(_ given: Freshness) {
        var state = SourceState(address: source.address)
        _ = answered(&state, 200, given.headers)
        #expect(state.next == start.adding(seconds: given.next))
    }

    @Test func `a source that fails is asked twice as rarely each time, to once a day`() {
        var state = SourceState(address: source.address)
        var waits: [Int] = []
        var now = start
        for _ in 0..<12 {
            #expect(answered(&state, 503, at: now) == .failed("HTTP 503 (unavailable)"))
            waits.append(state.next!.seconds - now.seconds)
            now = state.next!
        }
        #expect(
            waits == [600, 1200, 2400, 4800, 9600, 19200, 38400, 76800, 86400, 86400, 86400, 86400])
        #expect(answered(&state, 200, at: now) == .content)
        #expect(state.failures == 0 && state.next == now.adding(seconds: 600))
    }

    @Test(arguments: [
        ("7200", 7200), ("10", 600), ("Tue, 11 Mar 2025 15:00:00 GMT", 10800), ("soon", 600),
        ("-1", 600), ("99999999999", 30 * 86400),
    ])
    func `Retry-After is never undercut`(_ header: String, _ seconds: Int) {
        var state = SourceState(address: source.address)
        _ = answered(&state, 429, ["retry-after": header])
        #expect(state.next == start.adding(seconds: seconds))
    }

    @Test func `410 stops a source for good and says so once`() {
        var state = SourceState(address: source.address)
        #expect(answered(&state, 410) == .gone("the server says it is gone for good (410)"))
        let later = start.adding(seconds: 400 * 86400)
        #expect(
            state.decision(for: source, now: later)
                == .never("the server says it is gone for good (410)"))
        #expect(state.healthReport(of: source, now: later)?.code == "source.stopped")
        #expect(state.healthReport(of: source, now: later) == nil)
    }

    @Test func `only a permanent redirect that led to something is remembered`() {
        var state = SourceState(address: source.address)
        _ = answered(&state, 404, permanent: "https://new.example/feed")
        #expect(state.target == source.address)
        _ = answered(&state, 200, permanent: "https://new.example/feed")
        #expect(state.target == "https://new.example/feed")
        // And back again.
        _ = answered(&state, 200, permanent: source.address)
        #expect(state.movedTo == nil)
    }

    @Test func `a source is dead after five failures over six hours, and alive again at once`() {
        var state = SourceState(address: source.address)
        _ = answered(&state, 200)
        var now = start
        while state.failures < 5 {
            #expect(state.healthReport(of: source, now: now) == nil)
            now = state.next!
            _ = state.take(
                FetchFailure(.network, "no such host is known"), source: source, now: now)
        }
        now = now.adding(seconds: 6 * 3600)
        let report = state.healthReport(of: source, now: now)
        #expect(report?.code == "source.dead")
        #expect(report?.message.contains("no such host is known") == true)
        #expect(state.healthReport(of: source, now: now) == nil)
        _ = answered(&state, 200, at: now)
        #expect(state.health(of: source, now: now) == .fine)
    }

    @Test func `silence is reported once until the source speaks again`() {
        var quiet = source
        quiet.silentAfter = 86400
        var state = SourceState(address: source.address)
        _ = answered(&state, 200)
        state.note(newArticles: 3, now: start)
        let later = start.adding(seconds: 90000)
        _ = answered(&state, 304, at: later)
        #expect(state.health(of: quiet, now: later) == .silent(seconds: 90000))
        #expect(state.healthReport(of: quiet, now: later)?.code == "source.silent")
        #expect(state.healthReport(of: quiet, now: later.adding(seconds: 600)) == nil)
        state.note(newArticles: 1, now: later)
        #expect(state.health(of: quiet, now: later) == .fine)
        #expect(
            state.healthReport(of: quiet, now: later.adding(seconds: 86400))?.code
                == "source.silent")
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
    ])
    func `the three forms of a date in HTTP are read`(_ text: String, _ iso: String) {
        #expect(HTTPDate.timestamp(text) == Timestamp(iso))
    }

    @Test(arguments: ["", "0", "-1", "now", "Sun, 31 Feb 1994 08:49:37 GMT", "a b c d e f g"])
    func `anything else is no date`(_ text: String) { #expect(HTTPDate.timestamp(text) == nil) }
}
