import Foundation
import LoopbackServer
import Synchronization
import Testing
import TocsinModel
import TocsinSources
import TocsinTransfer

/// Real requests to a server that does everything wrong a server can do.
struct MisbehavingServerTests {
    static let feed = "<rss><channel><title>t</title><item><title>x</title></item></channel></rss>"
    let start = Timestamp("2025-03-11T12:00:00Z")!

    private func fetcher(
        seconds: Double = 2, bytes: Int = 1 << 20, pause: Double = 0, allowsLoopback: Bool = true,
        userAgent: String = "Tocsin/0.1 (+https://desk.example)"
    ) -> SourceFetcher {
        SourceFetcher(
            settings: FetchSettings(userAgent: userAgent, pause: pause),
            client: TransferClient(
                options: .init(
                    addresses: allowsLoopback ? .anywhere : .publicOnly, userAgent: userAgent)),
            limits: TransferLimits(
                connectSeconds: seconds, totalSeconds: seconds, maximumBytes: bytes))
    }

    private func ask(
        _ path: String, of server: LoopbackServer, _ fetcher: SourceFetcher,
        kind: FeedSource.Kind = .feed, state: inout SourceState, at now: Timestamp
    ) -> FetchResult {
        let source = FeedSource(address: server.url + path, kind: kind)
        if state.address != source.address { state = SourceState(address: source.address) }
        return fetcher.fetch(source, state: &state, now: now)
    }

    @Test func `a feed that has not changed costs one short answer`() throws {
        let server = try LoopbackServer { request in
            request.header("If-None-Match") == "\"v1\""
                && request.header("If-Modified-Since") == "Tue, 11 Mar 2025 09:00:00 GMT"
                ? .answer(304)
                : .answer(
                    200,
                    headers: [
                        ("ETag", "\"v1\""), ("Last-Modified", "Tue, 11 Mar 2025 09:00:00 GMT"),
                        ("Content-Type", "application/rss+xml; charset=windows-1251"),
                    ], body: Array(Self.feed.utf8))
        }
        var state = SourceState(address: "")
        let fetcher = fetcher()
        #expect(
            ask("/f", of: server, fetcher, state: &state, at: start)
                == .content(
                    bytes: Array(Self.feed.utf8), charset: "windows-1251", url: server.url + "/f"))
        #expect(
            ask("/f", of: server, fetcher, state: &state, at: start.adding(seconds: 600))
                == .notModified)
        #expect(
            server.requests[0].header("User-Agent") == "Tocsin/0.1 (+https://desk.example)")
        // Before its time it is not asked at all.
        #expect(
            ask("/f", of: server, fetcher, state: &state, at: start.adding(seconds: 700))
                == .waiting(until: start.adding(seconds: 1200)))
        #expect(server.requests.count == 2)
    }

    struct Misdeed: Sendable, CustomTestStringConvertible {
        var name: String
        var reply: LoopbackServer.Reply
        /// In the reason that is reported.
        var says: String
        var testDescription: String { name }
    }

    static let misdeeds = [
        Misdeed(name: "hangs up", reply: .hangUp, says: "broke off"),
        Misdeed(name: "never answers", reply: .hang(seconds: 20), says: "no answer within"),
        Misdeed(name: "speaks no HTTP", reply: .raw(Array("hello\n\n".utf8)), says: "nonsense"),
        Misdeed(
            name: "breaks off in the middle",
            reply: .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>".utf8)),
            says: "broke off"),
        Misdeed(
            name: "sends without end",
            reply: .endless(
                Array("HTTP/1.1 200 OK\r\n\r\n".utf8), [UInt8](repeating: 65, count: 4096)),
            says: "larger than"),
        Misdeed(
            name: "sends headers without end",
            reply: .endless(Array("HTTP/1.1 200 OK\r\n".utf8), Array("X-A: b\r\n".utf8)),
            says: "larger than"),
        Misdeed(name: "sends nothing", reply: .answer(200), says: "empty"),
        Misdeed(name: "is in trouble", reply: .text(500, "no"), says: "500 (server error)"),
        Misdeed(name: "wants a password", reply: .text(401, "no"), says: "a password is needed"),
        Misdeed(name: "redirects nowhere", reply: .answer(302), says: "without an address"),
        Misdeed(
            name: "redirects to a file",
            reply: .answer(302, headers: [("Location", "file:///etc/passwd")]),
            says: "without an address"),
        Misdeed(
            name: "redirects to itself", reply: .answer(301, headers: [("Location", "/f")]),
            says: "in a circle"),
    ]

    @Test(arguments: misdeeds) func `a server that misbehaves is one line, and is asked later`(
        _ misdeed: Misdeed
    ) throws {
        let server = try LoopbackServer { _ in misdeed.reply }
        var state = SourceState(address: "")
        let began = ContinuousClock.now
        let result = ask("/f", of: server, fetcher(seconds: 1), state: &state, at: start)
        guard case .failed(let reason) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(reason.contains(misdeed.says), "\(reason)")
        #expect(!reason.contains("\n"))
        #expect(state.failures == 1 && state.next == start.adding(seconds: 600))
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func `a redirect that goes on ends after five`() throws {
        let count = Atomic<Int>(0)
        let server = try LoopbackServer { _ in
            let n = count.add(1, ordering: .relaxed).newValue
            return .answer(302, headers: [("Location", "/\(n)")])
        }
        var state = SourceState(address: "")
        #expect(
            ask("/f", of: server, fetcher(), state: &state, at: start)
                == .failed("more than 5 redirects"))
        #expect(server.requests.count == 6)
    }

    @Test func `a permanent redirect is remembered, a temporary one is not`() throws {
        let server = try LoopbackServer { request in
            switch request.target {
            case "/old": .answer(301, headers: [("Location", "/new")])
            case "/new": .answer(307, headers: [("Location", "/today?x=1")])
            default:
                .answer(200, headers: [("ETag", "\"e\"")], body: Array(Self.feed.utf8))
            }
        }
        var state = SourceState(address: "")
        let fetcher = fetcher()
        _ = ask("/old", of: server, fetcher, state: &state, at: start)
        #expect(state.movedTo == server.url + "/new")
        _ = ask("/old", of: server, fetcher, state: &state, at: start.adding(seconds: 600))
        #expect(
            server.requests.map(\.target) == [
                "/old", "/new", "/today?x=1", "/new", "/today?x=1",
            ])
        // Validators go to the address they came from only.
        #expect(server.requests[3].header("If-None-Match") == nil)
        #expect(server.requests[4].header("If-None-Match") == "\"e\"")
    }

    @Test func `429 and Retry-After are obeyed`() throws {
        let server = try LoopbackServer { _ in
            .answer(429, headers: [("Retry-After", "5400")], body: [65])
        }
        var state = SourceState(address: "")
        _ = ask("/f", of: server, fetcher(), state: &state, at: start)
        #expect(state.next == start.adding(seconds: 5400))
    }

    @Test func `410 stops the source`() throws {
        let server = try LoopbackServer { _ in .text(410, "gone") }
        var state = SourceState(address: "")
        let fetcher = fetcher()
        let reason = "the server says it is gone for good (410)"
        #expect(ask("/f", of: server, fetcher, state: &state, at: start) == .gone(reason))
        #expect(
            ask("/f", of: server, fetcher, state: &state, at: start.adding(seconds: 9_999_999))
                == .gone(reason))
        #expect(server.requests.count == 1)
    }

    @Test func `this machine is asked only where the workspace allows it`() throws {
        let server = try LoopbackServer { _ in .text(200, Self.feed) }
        var state = SourceState(address: "")
        let fetcher = fetcher(allowsLoopback: false)
        for kind in [FeedSource.Kind.feed, .page] {
            let result = ask("/\(kind)", of: server, fetcher, kind: kind, state: &state, at: start)
            guard case .failed(let reason) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(reason.contains("loopback"), "\(reason)")
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `robots.txt is asked once and obeyed for pages, not for feeds`() throws {
        let server = try LoopbackServer { request in
            request.target == "/robots.txt"
                ? .text(200, "User-agent: tocsin\nDisallow: /private\n") : .text(200, Self.feed)
        }
        var state = SourceState(address: "")
        let fetcher = fetcher()
        let forbidden = ask(
            "/private/a", of: server, fetcher, kind: .page, state: &state, at: start)
        #expect(
            forbidden
                == .failed("its robots.txt forbids it (line 2: Disallow: /private)"))
        #expect(state.next == start.adding(seconds: 86400))
        #expect(state.forbidden == true)
        // What is asked again and answered is not forbidden any more.
        _ = state.take(
            .init(status: 304), from: state.target,
            source: FeedSource(address: state.address, kind: .page), now: start)
        #expect(state.forbidden == nil)
        _ = ask("/open", of: server, fetcher, kind: .page, state: &state, at: start)
        _ = ask("/private/feed", of: server, fetcher, kind: .feed, state: &state, at: start)
        #expect(server.requests.map(\.target) == ["/robots.txt", "/open", "/private/feed"])
    }

    @Test func `a server that cannot give its robots.txt gives no page`() throws {
        let server = try LoopbackServer { request in
            request.target == "/robots.txt" ? .text(503, "") : .text(200, "page")
        }
        var state = SourceState(address: "")
        let result = ask("/a", of: server, fetcher(), kind: .page, state: &state, at: start)
        #expect(
            result == .failed("the server cannot give its robots.txt (HTTP 503)"))
        #expect(server.requests.count == 1)
    }

    @Test func `one host is asked one thing at a time, with a pause between`() throws {
        let times = Mutex<[ContinuousClock.Instant]>([])
        let server = try LoopbackServer { _ in
            times.withLock { $0.append(.now) }
            return .text(200, Self.feed)
        }
        let fetcher = fetcher(pause: 0.2)
        let url = server.url
        let start = start
        DispatchQueue.concurrentPerform(iterations: 4) { n in
            var state = SourceState(address: "\(url)/\(n)")
            _ = fetcher.fetch(
                FeedSource(address: "\(url)/\(n)"), state: &state, now: start)
        }
        let seen = times.withLock { $0.sorted() }
        #expect(seen.count == 4)
        for (a, b) in zip(seen, seen.dropFirst()) {
            #expect(b - a > .milliseconds(120))
        }
    }
}
