import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

extension WebTests {
    @Suite struct HostileFormTests {
        /// A page's form as a browser would send it.
        private struct Visitor {
            var cookie: String
            var token: String

            init?(_ client: RawClient, page: String = "/policy") async {
                guard let answer = await client.request("GET", page),
                    let cookie = answer.headers["set-cookie"]?.split(separator: ";").first,
                    let start = answer.text.range(of: "name=\"csrf\" value=\"")
                else { return nil }
                self.cookie = String(cookie)
                token = String(answer.text[start.upperBound...].prefix { $0 != "\"" })
            }

            func post(_ client: RawClient, _ target: String, _ fields: [(String, String)]) async
                -> RawClient.Answer?
            {
                let body = (fields + [("csrf", token)]).map {
                    PercentEscape.of($0.0) + "=" + PercentEscape.of($0.1)
                }.joined(separator: "&")
                return await client.request(
                    "POST", target,
                    headers: [
                        "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
                    ], body: body)
            }
        }

        @Test func `each hostile form is answered as it deserves and changes nothing`() async throws
        {
            let folder = try WebFixture.copy()
            let bench = try WebFixture.bench(folder)
            func counts() throws -> [Int] {
                try bench.store.read {
                    [
                        try $0.silences().count, try $0.acknowledgements().count,
                        try $0.reviewCount(),
                    ]
                }
            }
            let before = try counts()
            let forms = HostileForm.all
            #expect(forms.count > 400)
            var limits = GuardLimits()
            limits.bodyTime = 1
            try await WebFixture.serve(bench, limits: limits) { server in
                let client = RawClient(server)
                for start in stride(from: 0, to: forms.count, by: 24) {
                    await withTaskGroup(of: (HostileForm, [UInt8]).self) { group in
                        for form in forms[start..<min(start + 24, forms.count)] {
                            group.addTask {
                                (form, await client.exchange([form.bytes], timeout: 120))
                            }
                        }
                        for await (form, bytes) in group {
                            let answer = RawClient.Answer(bytes)
                            #expect(
                                form.answers.contains(answer?.status ?? 0),
                                "\(answer?.status ?? 0): \(form.name)")
                            let text = String(decoding: bytes, as: UTF8.self)
                            #expect(!text.contains("root:x:"), "\(form.name)")
                            #expect(!text.contains(folder), "\(form.name)")
                            #expect(!text.contains(WebFixture.root), "\(form.name)")
                            #expect(
                                answer?.headers["access-control-allow-origin"] == nil,
                                "\(form.name)")
                            // What was hidden behind a refused request is not answered as another.
                            #expect(
                                text.components(separatedBy: "HTTP/1.1 ").count <= 2, "\(form.name)"
                            )
                        }
                    }
                }
                #expect(await client.request("GET", "/about")?.status == 200)
                try await until { server.connectionCount == 0 }
            }
            #expect(try counts() == before)
        }

        @Test func `figures without bounds end no page`() async throws {
            let folder = try WebFixture.copy()
            let nines = String(repeating: "9", count: 320)
            let articles = [
                nines, "99999999999999999999999999", "2 million billion trillion trillion", "-5",
            ]
            .enumerated().map { number, figure in
                var article = Article(
                    id: "huge\(number)", title: "Attack kills \(figure) in Kabul",
                    body:
                        "KABUL - A bomb attack killed \(figure) people in Kabul on Wednesday, police said. Some \(figure) were wounded."
                )
                article.source = "outlet \(number)"
                article.language = "en"
                article.published = Timestamp(seconds: 1_741_700_000 + number * 600)
                return article
            }
            try WebFixture.run(folder, articles: articles)
            let bench = try WebFixture.bench(folder)
            let kept = try bench.store.read { try $0.events(page: Page(limit: 500)) }
            #expect(kept.contains { $0.article.hasPrefix("huge") })
            for row in kept where row.article.hasPrefix("huge") {
                #expect(row.event?.casualties.allSatisfy(\.isCount) == true)
            }
            let key = try #require(
                try bench.store.read { try $0.incidents(page: Page(limit: 1)).first?.key })
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                for value in ["1e30", "inf", "nan", "1e999", "-1", "0x1p200", "1..1e30", nines] {
                    let answer = await client.request(
                        "POST", "/api/v1/incidents/\(key)/reviews",
                        headers: ["Content-Type": "application/json"],
                        body: #"{"action":"edit","reason":"x","values":{"killed":"\#(value)"}}"#)
                    #expect(answer?.status == 422, "\(value): \(answer?.text ?? "")")
                }
                for target in [
                    "/", "/incidents", "/incidents/\(key)", "/map", "/map?view=69.17,34.53,10",
                    "/articles/huge1",
                    "/api/v1/incidents.acled.csv", "/api/v1/events.csv", "/api/v1/events.geojson",
                    "/api/v1/events.acled.csv",
                ] {
                    let status = await client.request("GET", target)?.status
                    #expect(
                        status == 200 || target.contains("acled") && status == 404,
                        "\(target): \(status ?? 0)")
                }
            }
        }

        /// What an earlier version kept, or a rule gave, is drawn all the same.
        @Test func `drawings of endless figures and of none are drawings`() throws {
            func entry(_ low: Double?, _ high: Double?) -> LedgerEntry {
                LedgerEntry(
                    event: "e", article: "a", published: nil, speaker: "s", origin: "s", text: "",
                    low: low, high: high)
            }
            for value in [1e30, 1e308, .infinity, -.infinity, .nan, -5] {
                let chart = try #require(
                    IntervalChart([entry(value, value), entry(1, nil)], title: "killed"))
                #expect(chart.bars.count == 2, "\(value)")
                #expect(!value.figureText.isEmpty)
            }
            #expect(
                Int(figure: 1e30) == .max && Int(figure: -1e30) == .min && Int(figure: .nan) == 0)
            #expect(Int(figure: 2.9) == 2 && Int(figure: -2.9) == -2)
            #expect(3.0.figureText == "3" && 2.5.figureText == "2.5" && 1e30.figureText == "1e+30")
        }

        @Test func `a form leads back to this site only`() async throws {
            let bench = try WebFixture.bench(try WebFixture.copy())
            let alert = try #require(
                try bench.store.read { try $0.alerts(page: Page(limit: 1)).first?.alert.identifier }
            )
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                let visitor = try #require(await Visitor(client))
                for back in [
                    "https://evil.example/", "//evil.example", "/\\evil.example",
                    "\\\\evil.example", "javascript:alert(1)",
                    "/\r\nInjected: yes", "/%0d%0aInjected: yes", "/\u{202e}x", "/a b", "/é",
                    "/#\r\nInjected: yes",
                    "///evil.example", "/\t/evil.example", "?x", "",
                ] {
                    let answer = try #require(
                        await visitor.post(
                            client, "/alerts/\(alert)/acknowledge",
                            [("back", back), ("comment", "x")]))
                    #expect(answer.status == 303, "\(back): \(answer.status)")
                    let place = answer.headers["location"] ?? ""
                    #expect(
                        place.hasPrefix("/") && !place.hasPrefix("//") && !place.hasPrefix("/\\"),
                        "\(back): \(place)")
                    #expect(answer.headers["injected"] == nil, "\(back)")
                }
            }
        }

        @Test func `names of rules lead nowhere but to their folder`() async throws {
            let folder = try WebFixture.copy()
            let bench = try WebFixture.bench(folder)
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                let visitor = try #require(await Visitor(client, page: "/rules/new"))
                for name in [
                    "../../evil", "..", ".", "a/b", "a\\b", "/etc/evil", "evil.lua", "EVIL",
                    "con\u{0}", " ", "é",
                    "</script>", String(repeating: "a", count: 400), "-rf", "%2e%2e",
                ] {
                    let answer = try #require(
                        await visitor.post(
                            client, "/rules/new",
                            [
                                ("kind", "watchlist"), ("name", name), ("plugin", "../.."),
                                ("words", "drone"),
                                ("examples", "A drone flew."),
                            ]))
                    #expect([400, 404, 422].contains(answer.status), "\(name): \(answer.status)")
                    #expect(!answer.text.contains("</script>\""), "\(name)")
                }
            }
            let rules =
                (try? FileManager.default.contentsOfDirectory(atPath: folder + "/rules")) ?? []
            #expect(!rules.contains { $0.contains("evil") || $0.contains("..") })
        }
    }
}
