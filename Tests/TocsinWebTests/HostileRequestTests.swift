import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

/// SplitMix64: the same requests in every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension WebTests {
    @Suite struct HostileRequestTests {
        private static let script = "<script>alert(1)</script>"

        /// One request, or something like one, with what it is to be answered by at most.
        private static func hostile(_ random: inout Seeded) -> [UInt8] {
            func pick<T>(_ list: [T]) -> T { list.randomElement(using: &random)! }
            func junk(_ count: Int) -> String {
                String(
                    decoding: (0..<count).map { _ in UInt8.random(in: 32...126, using: &random) },
                    as: UTF8.self)
            }
            let paths = [
                "/", "/about", "/articles", "/articles/x", "/incidents", "/map", "/search?q=a",
                "/rules",
                "/rules/political-violence.attack", "/sources", "/policy", "/api/v1/events",
                "/api/v1/articles", "/api/v1/search?q=%28", "/api/v1/incidents/zzzz", "/events.csv",
                "/assets/tocsin.css", "/api/v1/events.csv?limit=3", "/api/v1/openapi.json",
            ]
            let evil = [
                "/../../etc/passwd", "/assets/../../../etc/passwd",
                "/assets/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd", "/assets/%00", "/assets/tocsin.css%00.js",
                "//etc/passwd",
                "/\\..\\..\\etc\\passwd", "/articles/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                "/api/v1/articles/" + String(repeating: "a", count: 3000),
                "/search?q=" + PercentCoding.encode(script),
                "/search?q=" + PercentCoding.encode("' OR 1=1 --"),
                "/api/v1/search?q=" + PercentCoding.encode(String(repeating: "(", count: 800)),
                "/api/v1/search?q=" + PercentCoding.encode("a NEAR/99999999999999999999 b"),
                "/api/v1/events?since=" + PercentCoding.encode("9999999999999999999 weeks"),
                "/api/v1/events?after=-9223372036854775808.9223372036854775807",
                "/api/v1/events?limit=-1", "/articles?page=99999999999999999999",
                "/articles?page=-7",
                "/?severity=%27%22%3E%3Csvg/onload=alert(1)%3E", "/api/v1/events?kind=%FF%FE",
                "/incidents/%F0%9F%92%A5", "/articles/" + PercentCoding.encode("a/../b"),
                "/%c0%ae%c0%ae/",
                "/rules/..%2F..%2F..%2Fetc%2Fpasswd", "/api/v1/rules/..%2f..%2fpasswd",
                "/?" + junk(2000),
                "/map?since=0000-00-00&until=9999-99-99",
                "/?" + String(repeating: "a=b&", count: 3000),
            ].map { $0.replacingOccurrences(of: " ", with: "%20") }
            let hosts = [
                "localhost", "127.0.0.1", "evil.example", "localhost@evil.example", "",
                "localhost:99999999",
                "[::1", "localhost\t", "xn--80ak6aa92e.com", String(repeating: "h", count: 4000),
            ]
            let method = pick([
                "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get",
            ])
            var head =
                "\(method) \(pick([pick(paths), pick(evil)])) \(pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "ICAP/1.0", ""]))\r\n"
            head +=
                "Host: \(pick([0, 1, 2].contains(Int.random(in: 0...4, using: &random)) ? ["localhost"] : hosts))\r\n"
            var body = ""
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                switch Int.random(in: 0...15, using: &random) {
                case 0: head += "X-\(junk(3).filter(\.isLetter)): \(junk(50))\r\n"
                case 1: head += "Cookie: \(junk(300))\r\n"
                case 2:
                    head +=
                        "Origin: \(pick(["null", "http://evil.example", "http://localhost", "://", ""]))\r\n"
                case 3:
                    head += "Sec-Fetch-Site: \(pick(["cross-site", "none", "same-site", "?"]))\r\n"
                case 4:
                    head +=
                        "Content-Type: \(pick(["application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]))\r\n"
                case 5:
                    body = pick([
                        "{}", "[", "{\"a\":" + String(repeating: "[", count: 5000), "csrf=%zz",
                        "csrf=&a=b", script, "\u{0}\u{1}",
                    ])
                    head += "Content-Length: \(body.utf8.count)\r\n"
                case 6:
                    head +=
                        "Transfer-Encoding: \(pick(["chunked", "gzip, chunked", "identity", "chunked, chunked"]))\r\n"
                    body = pick([
                        "0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "ffffffffffffffff\r\n", "5\r\nhe",
                        "x\r\n", "00000000000000000001\r\na\r\n",
                    ])
                case 7:
                    head +=
                        "Content-Length: \(pick(["-1", "abc", "99999999999999999999", "0, 0", "1e3", "  ", "2097153"]))\r\n"
                case 8: head += "If-None-Match: \(junk(40))\r\n"
                case 9: head += " folded: line\r\n"
                case 10: head += "NoColon\r\n"
                case 11: head += "Bad Name: x\r\n"
                case 12: head += "X: \(junk(5))\u{0}\(junk(5))\r\n"
                case 13:
                    head +=
                        "X: " + String(repeating: "y", count: pick([100, 9000, 20000])) + "\r\n"
                case 14: head += String(repeating: "Y: z\r\n", count: pick([5, 150]))
                default:
                    head +=
                        "Range: bytes=0-\r\nUpgrade: websocket\r\nExpect: \(pick(["100-continue", "x"]))\r\n"
                }
            }
            var bytes = Array((head + "Connection: close\r\n\r\n" + body).utf8)
            switch Int.random(in: 0...11, using: &random) {
            case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            case 1:
                for _ in 0..<5 where !bytes.isEmpty {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                        in: 0...255, using: &random)
                }
            case 2:
                bytes += Array(
                    "GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
            case 3: bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            default: break
            }
            return bytes
        }

        @Test func `a thousand hostile requests do no harm`() async throws {
            let folder = try WebFixture.copy()
            let bench = try WebFixture.bench(folder)
            func counts() throws -> [Int] {
                try bench.store.read {
                    [
                        try $0.articleCount(), try $0.eventCount(), try $0.alertCount(),
                        try $0.reviewCount(), try $0.silences().count,
                        try $0.acknowledgements().count,
                    ]
                }
            }
            let before = try counts()
            var limits = GuardLimits()
            limits.headTime = 0.5
            limits.bodyTime = 0.5
            var random = Seeded(state: 2026)
            let requests = (0..<1000).map { _ in Self.hostile(&random) }
            let known: Set<Int> = [
                200, 201, 204, 303, 304, 400, 403, 404, 405, 408, 413, 415, 417, 421, 422, 429, 431,
                501,
                503, 505,
            ]
            try await WebFixture.serve(bench, limits: limits) { server in
                let client = RawClient(server)
                var answered = 0
                for start in stride(from: 0, to: requests.count, by: 50) {
                    await withTaskGroup(of: (Int, RawClient.Answer?).self) { group in
                        for n in start..<start + 50 {
                            group.addTask { (n, .init(await client.exchange([requests[n]]))) }
                        }
                        for await (n, answer) in group {
                            guard let answer else { continue }
                            answered += 1
                            let request = String(decoding: requests[n].prefix(400), as: UTF8.self)
                            #expect(known.contains(answer.status), "\(answer.status): \(request)")
                            #expect(!answer.text.contains("root:x:"), "\(request)")
                            #expect(!answer.text.contains(Self.script), "\(request)")
                            #expect(!answer.text.contains("<svg/onload"), "\(request)")
                        }
                    }
                }
                #expect(answered > 800)
                #expect(await client.request("GET", "/about")?.status == 200)
                try await until { server.connectionCount == 0 }
            }
            #expect(try counts() == before)
        }

        @Test func `scripts in titles and texts come out as text on every page`() async throws {
            let folder = try WebFixture.copy()
            var article = Article(
                id: "evil", title: "Drones attack Moscow \(Self.script)",
                body:
                    "A drone attack on Moscow killed 3 people, \"\(Self.script)\" said Ivan \(Self.script). A missile hit a nuclear plant."
            )
            article.source = Self.script
            article.outlet = Self.script
            article.url = "javascript:alert(1)"
            article.language = "en"
            article.published = Timestamp(seconds: 1_741_700_000)
            try WebFixture.run(folder, articles: [article])
            let bench = try WebFixture.bench(folder)
            let ids = try bench.store.read { reader in
                [
                    "articles": "evil",
                    "incidents": try reader.incidents(page: Page(limit: 1)).first?.key ?? "",
                    "alerts": try reader.alerts(page: Page(limit: 1)).first?.alert.identifier ?? "",
                    "rules": "political-violence.attack",
                ]
            }
            #expect(try bench.store.read { try $0.article("evil") } != nil)
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                var pages = 0
                for route in Router.all where route.method == .get && route.description == nil {
                    let words = route.segments.map { segment -> String in
                        if case .literal(let text) = segment { return text }
                        return ids.first { route.pattern.contains("/\($0.key)/") }?.value ?? "x"
                    }
                    let target = "/" + words.joined(separator: "/")
                    let answer = try #require(await client.request("GET", target), "\(target)")
                    #expect(answer.status < 500, "\(target): \(answer.text.prefix(500))")
                    #expect(!answer.text.contains(Self.script), "\(target)")
                    #expect(!answer.text.lowercased().contains("href=\"javascript:"), "\(target)")
                    pages += 1
                }
                #expect(pages > 2)
            }
        }

        @Test func `two hundred readers at once are answered while a run writes`() async throws {
            let folder = try WebFixture.copy()
            let bench = try WebFixture.bench(folder)
            let targets = [
                "/about", "/api/v1/events?limit=20", "/api/v1/alerts?limit=10",
                "/api/v1/incidents?limit=20",
                "/api/v1/articles?limit=20", "/api/v1/tallies/events?by=kind",
            ]
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                let writing = Task.detached { try WebFixture.run(folder, again: true) }
                await withTaskGroup(of: [Int].self) { group in
                    for reader in 0..<200 {
                        group.addTask {
                            var codes: [Int] = []
                            for turn in 0..<3 {
                                let target = targets[(reader + turn) % targets.count]
                                codes.append(await client.request("GET", target)?.status ?? 0)
                            }
                            return codes
                        }
                    }
                    for await codes in group { #expect(codes == [200, 200, 200]) }
                }
                try await writing.value
            }
        }
    }
}
