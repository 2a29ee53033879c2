import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

extension WebTests {
    @Suite struct GateTests {
        @Test(arguments: [
            ("127.0.0.1:8080", 200), ("localhost", 200), ("[::1]:1", 200), ("LOCALHOST:9", 200),
            ("proxy.example", 200), ("evil.example", 421), ("localhost.evil.example", 421),
            ("10.0.0.1", 421), ("127.0.0.1.nip.io", 421), ("", 421),
        ])
        func `only known names are answered to`(host: String, status: Int) async throws {
            let bench = try WebFixture.bench(
                try WebFixture.shared.get(), hosts: ["proxy.example"])
            try await WebFixture.serve(bench) { server in
                let answer = await RawClient(server).request(
                    "GET", "/about", headers: ["Host": host])
                #expect(answer?.status == status)
            }
        }

        @Test func `every answer carries the headers of safety and no script of the page's own`()
            async throws
        {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                for target in [
                    "/about", "/nope", "/api/v1/workspace", "/assets/tocsin.css", "/%zz",
                ] {
                    let answer = try #require(await client.request("GET", target))
                    let policy = answer.headers["content-security-policy"] ?? ""
                    #expect(policy.contains("default-src 'self'"), "\(target)")
                    #expect(policy.contains("frame-ancestors 'none'"))
                    #expect(!policy.contains("unsafe"))
                    #expect(answer.headers["x-content-type-options"] == "nosniff")
                    #expect(!answer.text.contains("<script>"))
                    #expect(!answer.text.contains(" style="))
                }
            }
        }

        @Test func `templates escape everything but parts made of templates`() throws {
            let folder = WebFixture.root + "/Sources/TocsinWeb/Templates"
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
                #expect(!text.contains(" style=\"") && !text.contains(" onclick="), "\(name)")
            }
        }

        @Test(arguments: [
            "/api/v1/articles/zzzz", "/api/v1/articles/zzzz/events", "/api/v1/events/zzzz",
            "/api/v1/incidents/zzzz", "/api/v1/incidents/zzzz/ledger", "/api/v1/alerts/zzzz",
            "/api/v1/alerts/zzzz/cap", "/articles/zzzz", "/incidents/zzzz",
        ])
        func `what is not there is said to be not there`(target: String) async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            try await WebFixture.serve(bench) { server in
                let answer = try #require(await RawClient(server).request("GET", target))
                #expect(answer.status == 404, "\(answer.text.prefix(300))")
                if target.hasPrefix("/api/") {
                    #expect(answer.headers["content-type"] == "application/problem+json")
                    #expect(answer.text.contains("zzzz") && answer.text.contains("lists them"))
                }
            }
        }

        @Test func `a style is kept and asked for by its mark`() async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                let first = try #require(await client.request("GET", "/assets/tocsin.css"))
                let tag = try #require(first.headers["etag"])
                let second = await client.request(
                    "GET", "/assets/tocsin.css", headers: ["If-None-Match": tag])
                #expect(second?.status == 304)
                #expect(second?.body.isEmpty == true)
                #expect(await client.request("GET", "/assets/..%2Ftocsin.css")?.status == 404)
            }
        }

        /// What a request that writes may and may not look like.
        static let writes: [(headers: [String: String], body: String, status: Int)] = [
            (["Content-Type": "application/json"], "{\"comment\":\"seen\"}", 200),
            (["Content-Type": "application/json; charset=utf-8"], "{}", 200),
            (["Content-Type": "text/plain"], "{}", 415),
            (["Content-Type": "application/x-www-form-urlencoded"], "comment=x", 415),
            (["Content-Type": "application/json", "Origin": "http://evil.example"], "{}", 403),
            (["Content-Type": "application/json", "Origin": "null"], "{}", 403),
            (["Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"], "{}", 403),
            (["Content-Type": "application/json", "Sec-Fetch-Site": "same-site"], "{}", 403),
            (["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"], "{}", 200),
            (["Content-Type": "application/json"], "{\"comment\":7}", 422),
            (["Content-Type": "application/json"], "[]", 422),
            (["Content-Type": "application/json"], "{", 422),
        ]

        @Test(arguments: writes.indices)
        func `the API is written to from here alone, and in JSON`(number: Int) async throws {
            let write = Self.writes[number]
            let bench = try WebFixture.bench(try WebFixture.copy())
            let alert = try bench.store.read {
                try #require(try $0.alerts(page: Page(limit: 1)).first).alert.identifier
            }
            try await WebFixture.serve(bench) { server in
                let answer = await RawClient(server).request(
                    "POST", "/api/v1/alerts/\(alert)/acknowledge", headers: write.headers,
                    body: write.body)
                #expect(answer?.status == write.status, "\(answer?.text ?? "none")")
            }
            let state = try bench.store.read { try $0.alert(alert)?.state }
            #expect(state == (write.status == 200 ? .acknowledged : .open))
        }

        @Test func `read-only mode refuses every address that writes`() async throws {
            let bench = try WebFixture.bench(try WebFixture.copy(), isReadOnly: true)
            let before = try bench.store.read { try ($0.reviewCount(), $0.silences().count) }
            let token = bench.access.token(
                bench.access.visitor(WebHeaders(), now: Timestamp(seconds: 0)).session)
            let cookie = bench.access.setCookie(
                bench.access.visitor(WebHeaders(), now: Timestamp(seconds: 0)).session, WebHeaders()
            )
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                for route in Router.all where route.writes {
                    let isAPI = route.pattern.hasPrefix("/api/")
                    let target = route.segments.map {
                        if case .literal(let text) = $0 { "/" + text } else { "/x" }
                    }.joined()
                    let answer = await client.request(
                        route.method.rawValue, target,
                        headers: [
                            "Content-Type": isAPI
                                ? "application/json" : "application/x-www-form-urlencoded",
                            "Cookie": String(cookie.prefix { $0 != ";" }),
                        ], body: isAPI ? "{}" : "csrf=\(token)")
                    #expect(answer?.status == 403, "\(route.method.rawValue) \(target)")
                    #expect(answer?.text.contains("--read-only") == true, "\(target)")
                }
            }
            let after = try bench.store.read { try ($0.reviewCount(), $0.silences().count) }
            #expect(before == after)
        }

        @Test func `a form without the token of its session changes nothing`() async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            let seen = Calls()
            let router = Router(
                [
                    Route(.post, "/write", "For this test") { _, _ in
                        seen.note()
                        return .seeOther("/about")
                    }
                ] + Router.all)
            try await WebFixture.serve(bench, router: router) { server in
                let client = RawClient(server)
                let page = try #require(await client.request("GET", "/about"))
                let cookie = try #require(page.headers["set-cookie"]).prefix { $0 != ";" }
                #expect(page.headers["set-cookie"]?.contains("HttpOnly; SameSite=Strict") == true)
                let token = bench.access.token(String(cookie.drop { $0 != "=" }.dropFirst()))
                let form = ["Content-Type": "application/x-www-form-urlencoded"]
                func post(_ headers: [String: String], _ body: String) async -> Int? {
                    await client.request(
                        "POST", "/write", headers: form.merging(headers) { $1 }, body: body)?.status
                }
                let with = ["Cookie": String(cookie)]
                #expect(await post(with, "a=b") == 403)
                #expect(
                    await post(with, "csrf=\(token.hasPrefix("0") ? "1" : "0")\(token.dropFirst())")
                        == 403)
                #expect(await post([:], "csrf=\(token)") == 403)
                #expect(
                    await post(
                        with.merging(["Origin": "http://evil.example"]) { $1 }, "csrf=\(token)")
                        == 403)
                #expect(seen.count == 0)
                #expect(await post(with, "csrf=\(token)") == 303)
                #expect(seen.count == 1)
            }
        }

        @Test func `another site is never the place an answer sends a browser to`() {
            for path in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y"]
            {
                #expect(WebAnswer.seeOther(path).headers[0].value == "/")
            }
            #expect(WebAnswer.seeOther("/incidents?kind=A").headers[0].value == "/incidents?kind=A")
        }
    }
}

/// Counts what happens on other threads.
final class Calls: @unchecked Sendable {
    private let lock = NSLock()
    private var n = 0
    func note() { lock.withLock { n += 1 } }
    var count: Int { lock.withLock { n } }
}
