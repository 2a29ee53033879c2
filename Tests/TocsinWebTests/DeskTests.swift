import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

/// What an editor has to see in five seconds: what is new, who says so, how sure it is.
@Suite struct DeskValueTests {
    private func entry(
        _ speaker: String, _ low: Double?, _ high: Double?, stance: Claim.Stance = .asserts,
        superseded: Bool? = nil
    ) -> LedgerEntry {
        var out = LedgerEntry(
            event: "e", article: "a", published: nil, speaker: speaker, origin: speaker, text: "",
            low: low, high: high)
        out.stance = stance
        out.superseded = superseded
        return out
    }

    private func field(_ name: String, _ entries: [LedgerEntry]) -> LedgerField {
        LedgerField(field: name, entries: entries, verdict: .compatible)
    }

    @Test func `figures stand by who gives them, and whoever denies it is named last`() {
        var incident = Incident(id: "i")
        incident.ledger = [
            field("killed", [entry("governor", 9, nil), entry("ministry", 14, 14)]),
            field("injured", [entry("ministry", 52, 52)]),
            field(
                "actor", [entry("ministry", nil, nil), entry("Moscow", nil, nil, stance: .denies)]),
        ]
        let voices = Voice.all(of: incident)
        #expect(voices.map(\.who) == ["ministry", "governor", "Moscow"])
        #expect(voices.map(\.what) == ["14 killed, 52 injured", "9+ killed", "denies it"])
        #expect(voices.map(\.denies) == [false, false, true])
    }

    @Test func `who says that it happened is named where nobody gives a figure`() {
        var incident = Incident(id: "i")
        incident.ledger = [
            field("place", [entry("agency", nil, nil)]),
            field("target", [entry("agency", nil, nil), entry("old", nil, nil, superseded: true)]),
        ]
        #expect(Voice.all(of: incident).map { "\($0.who) \($0.what)" } == ["agency says so"])
        #expect(Voice.all(of: Incident(id: "j")).isEmpty)
    }

    @Test func `many who deny and many who count are cut to a line`() {
        var incident = Incident(id: "i")
        incident.ledger = [
            field("killed", (0..<9).map { entry("s\($0)", 1, 1) }),
            field("actor", (0..<9).map { entry("d\($0)", nil, nil, stance: .denies) }),
        ]
        let voices = Voice.all(of: incident)
        #expect(voices.count { !$0.denies } == Voice.mostFigures)
        #expect(voices.count(where: \.denies) == Voice.mostDenials)
    }

    @Test func `what is less than a day old says how old it is`() {
        let now = Timestamp(seconds: 1_000_000)
        func age(_ seconds: Int) -> String? {
            PageText.age(now.adding(seconds: -seconds), now: now)
        }
        #expect(age(0) == "just now" && age(59) == "just now" && age(60) == "1 min ago")
        #expect(age(3599) == "59 min ago" && age(3600) == "1 h ago" && age(86399) == "23 h ago")
        #expect(age(86400) == nil && age(-1) == nil && PageText.age(nil, now: now) == nil)
    }

    @Test func `fields of the ledger are told in words`() {
        #expect(
            PageText.field("intercepted_uav over Moscow region")
                == "intercepted UAV over Moscow region")
        #expect(PageText.field("killed of security guard") == "killed of security guard")
    }

    @Test func `a letter that turns the text around is seen and turns nothing`() {
        #expect(HTMLText.shown("killed \u{202e}51\u{202c}") == "killed \u{FFFD}51\u{202c}")
        #expect(HTMLText.shown("<b>\u{202d}") == "&lt;b&gt;\u{FFFD}")
        // Marks that Arabic and Hebrew need stay.
        #expect(HTMLText.shown("\u{200f}قتل\u{2067}5\u{2069}") == "\u{200f}قتل\u{2067}5\u{2069}")
    }

    @Test func `a host is a name and at most a port`() {
        #expect(
            Access.name("localhost") == "localhost" && Access.name("LocalHost:8080") == "localhost")
        #expect(Access.name("[::1]") == "[::1]" && Access.name("[::1]:80") == "[::1]")
        for odd in [
            "localhost:", "localhost:80:90", "localhost:8a", "localhost:123456", "[::1]x", "[::1",
        ] {
            #expect(Access.name(odd) == odd, "\(odd)")
        }
    }
}

extension WebTests {
    @Suite struct DeskPageTests {
        /// A strike of this hour stands before a worse one of last year where one asks for what is new.
        @Test
        func `the newest alerts come first where that is asked for, and say how old they are`()
            async throws
        {
            let folder = try WebFixture.copy()
            var article = Article(
                id: "fresh", title: "Shelling kills two in Kherson",
                body: "KHERSON - Shelling killed two people in Kherson on Wednesday, police said.")
            article.source = "The Wire"
            article.language = "en"
            // As its clock has it: the page's is the same, whenever the test runs.
            article.published = Timestamp(seconds: Int(Date().timeIntervalSince1970) - 1200)
            try WebFixture.run(folder, articles: [article])
            let bench = try WebFixture.bench(folder)
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                func places(_ target: String) async throws -> (fresh: Int, old: Int, text: String) {
                    let text = try #require(await client.request("GET", target)?.text)
                    func place(_ words: String) -> Int {
                        text.range(of: words).map {
                            text.distance(from: text.startIndex, to: $0.lowerBound)
                        } ?? -1
                    }
                    return (place("Kherson"), place("6 drones headed"), text)
                }
                let worst = try await places("/")
                #expect(worst.old > 0 && worst.old < worst.fresh, "the worst first")
                let newest = try await places("/?order=newest")
                #expect(newest.fresh > 0 && newest.fresh < newest.old, "the newest first")
                #expect(
                    newest.text.contains("min ago</span>") || newest.text.contains("h ago</span>"))
                #expect(newest.text.contains("href=\"/?group=rule&amp;order=newest\""))
                let answer = try #require(
                    await client.request("GET", "/api/v1/incidents?q=Kherson&source=The+Wire"))
                #expect(answer.status == 200 && answer.text.contains("\"place\":\"Kherson\""))
                #expect(
                    try await client.json("/api/v1/incidents?q=zeppelin") == ["items": .array([])])
            }
        }

        @Test func `a search of the API is read to its end by what each page says is next`()
            async throws
        {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                func page(_ query: String) async throws -> (ids: [String], next: String?) {
                    guard
                        case .object(let object) = try await client.json(
                            "/api/v1/search?q=drone*&" + query),
                        case .array(let items) = object["items"]
                    else { return ([], nil) }
                    let ids = items.compactMap { item -> String? in
                        guard case .object(let hit) = item,
                            case .object(let article) = hit["article"],
                            case .string(let id) = article["id"]
                        else { return nil }
                        return id
                    }
                    guard case .string(let next) = object["next"] else { return (ids, nil) }
                    return (ids, next)
                }
                let all = try await page("limit=100")
                #expect(all.ids.count > 6 && all.next == nil)
                var (ids, next) = try await page("limit=4")
                while let place = next {
                    let more = try await page("limit=4&after=" + place)
                    ids += more.ids
                    next = more.next
                    #expect(ids.count <= all.ids.count)
                    if ids.count > all.ids.count { break }
                }
                #expect(ids == all.ids)
            }
        }

        @Test
        func `an incident's headline is of the article published last, not of the one joined last`()
            throws
        {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            try bench.store.read { reader in
                var row = try #require(
                    try reader.incidents(page: Page(limit: 50)).max { $0.articles < $1.articles })
                let articles = try reader.articles(keys: row.incident?.articles ?? [])
                #expect(articles.count > 3)
                let newest = try #require(articles.values.compactMap(\.published).max())
                // As after an edit: the first article stands at the end.
                for _ in 0..<2 {
                    let key = try #require(IncidentListView.Row.told(row))
                    #expect(articles[key]?.published == newest)
                    let view = try #require(IncidentListView.Row(row, articles))
                    #expect(view.headline == articles[key]?.title)
                    row.incident?.joins.reverse()
                }
            }
        }
    }
}
