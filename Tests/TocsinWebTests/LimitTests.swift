import Foundation
import Synchronization
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

extension WebTests {
    /// What one client may take, with limits small enough to be met in a test.
    @Suite struct LimitTests {
        private func limits() -> GuardLimits {
            var limits = GuardLimits()
            limits.headTime = 1
            limits.bodyTime = 1
            limits.idleTime = 1
            limits.writeTime = 1
            return limits
        }

        private func serve<T: Sendable>(
            _ limits: GuardLimits, router: Router = Router(),
            _ body: @Sendable (WebServer, RawClient) async throws -> T
        ) async throws -> T {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            return try await WebFixture.serve(bench, limits: limits, router: router) {
                try await body($0, RawClient($0))
            }
        }

        private static let host = "Host: localhost\r\n"

        private static func counts(in bytes: [UInt8]) -> Int {
            String(decoding: bytes, as: UTF8.self).components(separatedBy: "event: counts").count
                - 1
        }

        @Test func `a head that comes drop by drop is cut off in its time`() async throws {
            try await serve(limits()) { _, client in
                let text = "GET /about HTTP/1.1\r\n" + Self.host
                let drops = text.utf8.map { [$0] } + Array(repeating: Array("a".utf8), count: 2000)
                let sent = Mutex(0)
                let bytes = await client.exchange(
                    drops, pause: 0.05, sent: { _ in sent.withLock { $0 += 1 } })
                let answer = RawClient.Answer(bytes)
                #expect(answer?.status == 408 || answer == nil)
                #expect(sent.withLock { $0 } < drops.count, "the server took every drop")
            }
        }

        @Test func `a connection that says nothing, or no more, is closed`() async throws {
            try await serve(limits()) { server, client in
                let started = ContinuousClock.now
                _ = await client.exchange([])
                let kept = await client.exchange("GET /about HTTP/1.1\r\n" + Self.host + "\r\n")
                #expect(RawClient.Answer(kept)?.status == 200)
                // The client would wait for two minutes.
                #expect(ContinuousClock.now - started < .seconds(110))
                try await until { server.connectionCount == 0 }
            }
        }

        @Test func `a body that does not come is not waited for`() async throws {
            try await serve(limits()) { _, client in
                let head =
                    "POST /api/v1/silences HTTP/1.1\r\n" + Self.host
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                let answer = RawClient.Answer(await client.exchange(head))
                #expect(answer?.status == 408)
            }
        }

        @Test(arguments: [
            (
                "GET /about HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 17000))\r\n\r\n",
                431
            ),
            (
                "GET /\(String(repeating: "a", count: 17000)) HTTP/1.1\r\nHost: localhost\r\n\r\n",
                431
            ),
            (String(repeating: "a", count: 40000), 431),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "A: b\r\n", count: 200))\r\n",
                431
            ),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2097153\r\n\r\n", 413),
            (
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
                413
            ),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
            (
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
                400
            ),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
            (
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;\(String(repeating: "x", count: 900))\r\n",
                400
            ),
        ])
        func `what is too large or does not fit together is refused`(text: String, status: Int)
            async throws
        {
            try await serve(limits()) { _, client in
                #expect(RawClient.Answer(await client.exchange(text))?.status == status)
            }
        }

        @Test func `requests in one piece are answered one by one, in their order`() async throws {
            try await serve(GuardLimits()) { _, client in
                let one = "GET /about HTTP/1.1\r\n" + Self.host + "\r\n"
                let chunked =
                    "POST /api/v1/silences HTTP/1.1\r\n" + Self.host
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "1\r\n{\r\n1;x=y\r\n}\r\n0\r\nTrailer: t\r\n\r\n"
                let last = "GET /nope HTTP/1.1\r\n" + Self.host + "Connection: close\r\n\r\n"
                let text = String(
                    decoding: await client.exchange(one + chunked + one + last), as: UTF8.self)
                let codes = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map {
                    $0.prefix(3)
                }
                #expect(codes == ["200", "422", "200", "404"])
            }
        }

        @Test
        func `more connections than allowed are turned away, and let in when others have gone`()
            async throws
        {
            var limits = GuardLimits()
            limits.connections = 4
            limits.headTime = 600
            limits.idleTime = 600
            try await serve(limits) { server, client in
                var open: [Int32] = []
                for _ in 0..<4 { open.append(await client.connect()) }
                try await until { server.connectionCount == 4 }
                let turned = await client.request("GET", "/about")
                #expect(turned?.status == 503)
                #expect(turned?.headers["retry-after"] != nil)
                for file in open { close(file) }
                try await until { server.connectionCount == 0 }
                #expect(await client.request("GET", "/about")?.status == 200)
            }
        }

        @Test func `another machine has fewer connections than there are`() {
            var limits = GuardLimits()
            limits.connections = 10
            limits.connectionsPerAddress = 2
            let ledger = ConnectionLedger(limits: limits)
            func admit(_ address: String) -> Int? {
                ledger.admit(file: dup(1), address: address, isLocal: false)
            }
            let first = admit("192.0.2.1")
            #expect(first != nil && admit("192.0.2.1") != nil && admit("192.0.2.1") == nil)
            #expect(admit("192.0.2.2") != nil)
            ledger.close(first!)
            #expect(admit("192.0.2.1") != nil)
        }

        @Test func `a reader that does not read is cut off`() async throws {
            let router = Router([
                Route(.get, "/large", "For this test") { _, _ in
                    WebAnswer(.ok, body: .bytes([UInt8](repeating: 65, count: 48 << 20)))
                }
            ])
            try await serve(limits(), router: router) { server, client in
                let file = await client.connect()
                let text = Array(("GET /large HTTP/1.1\r\n" + Self.host + "\r\n").utf8)
                _ = text.withUnsafeBytes {
                    send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                try await until { server.connectionCount == 1 }
                try await until { server.connectionCount == 0 }
                close(file)
            }
        }

        @Test func `the feed tells what is written, and its readers are bounded`() async throws {
            let bench = try WebFixture.bench(try WebFixture.copy())
            let alert = try bench.store.read {
                try #require(try $0.alerts(page: Page(limit: 1)).first).alert.identifier
            }
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                async let heard = client.exchange(
                    "GET /events HTTP/1.1\r\n" + Self.host + "\r\n",
                    enough: { Self.counts(in: $0) >= 2 })
                try await until { bench.live.readerCount == 1 }
                // At once: what is written before the feed's first look must be told too.
                _ = await client.request(
                    "POST", "/api/v1/alerts/\(alert)/acknowledge",
                    headers: ["Content-Type": "application/json"], body: "{}")
                let text = String(decoding: await heard, as: UTF8.self)
                #expect(text.contains("text/event-stream"))
                #expect(Self.counts(in: Array(text.utf8)) >= 2, "\(text)")
                let streams = (0..<64).compactMap { _ in bench.live.subscribe() }
                #expect(streams.count >= 63)
                #expect(await client.request("GET", "/events")?.status == 503)
                withExtendedLifetime(streams) {}
            }
        }

        /// Seventy ring in one run: each is told of once, and none at a later change as if it rang then.
        @Test func `what rings at once is told of at once`() async throws {
            let folder = try WebFixture.copy()
            let bench = try WebFixture.bench(folder)
            let articles = (0..<70).map { number in
                // Another story each: near ones would ring once together.
                let words = (0..<30).map { "word\(number * 30 + $0)" }.joined(separator: " ")
                var article = Article(
                    id: "many\(number)", title: "Report \(number)",
                    body: "The Oreshnik of story \(number): \(words).")
                article.source = "outlet \(number)"
                article.language = "en"
                article.published = Timestamp(seconds: 1_741_700_000 + number * 600)
                return article
            }
            let stream = try #require(bench.live.subscribe())
            let before = try bench.store.read { try $0.alertCount() }
            try WebFixture.run(folder, articles: articles)
            let rung = try bench.store.read { try $0.alertCount() } - before
            #expect(rung > 60)
            var told = 0
            var later = 0
            var hasAll = false
            for await bytes in stream {
                let text = String(decoding: bytes, as: UTF8.self)
                if text.hasPrefix("event: alert") {
                    if hasAll { later += 1 } else { told += 1 }
                } else if text.contains("\"alerts\":\(before + rung),") {
                    if hasAll { break }
                    hasAll = true
                    bench.live.noteWrite()
                }
            }
            // A reader that does not keep up loses the oldest, never the newest.
            #expect(told >= min(rung, 60) && later == 0, "\(told) of \(rung), \(later) later")
        }
    }
}

/// Waits until something holds; fails after two minutes: beside hundreds of other tests on two
/// cores, ten seconds are no proof that it never will.
func until(_ condition: @Sendable () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(25))
    }
    Issue.record("it never came true")
}

extension RawClient {
    /// A connection left open.
    func connect() async -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return file
    }
}
