import Foundation
import Testing
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct SearchTests {
    static let articles: [Article] = [
        (
            "a", "en", "Drones over Łódź",
            "A drone attack hit Łódź on Monday. Søren Ødegård of the U.S. Embassy said so."
        ),
        (
            "b", "en", "Dying industry",
            "The industry is dying. Ministers flew home; the pilots' flights were late."
        ),
        ("c", "uk", "Удар по Києву", "Орешник ударив по місту. Ще один дрон збито над Україною."),
        ("d", "ar", "بغداد", "وصل الوفد إلى وببغداد يوم الاثنين."),
        ("e", "zh", "莫斯科", "莫斯科遭到无人机袭击。"),
        (
            "f", "en", "A cease-fire",
            "The cease-fire holds. Aestheticians met Dr. Æsop, straße und Straßenbahn."
        ),
        ("g", "ru", "Ёлка", "Ещё одна ёлка стоит на площади. Войны нет, но о войне говорят."),
    ].enumerated().map { n, row in
        Article(
            id: row.0, title: row.2, outlet: "Outlet \(n % 2)", language: row.1,
            published: Timestamp(seconds: 1_741_700_000 + n * 86400), body: row.3)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var query: String
        var found: [String]
        var testDescription: String { query }
    }

    @Test(arguments: [
        Case(query: "drone*", found: ["a"]), Case(query: "lodz", found: ["a"]),
        Case(query: "ŁÓDŹ", found: ["a"]), Case(query: "\"Soren Odegard\"", found: ["a"]),
        Case(query: "U.S.", found: ["a"]), Case(query: "title:drones", found: ["a"]),
        Case(query: "title:attack", found: []), Case(query: "die~", found: ["b"]),
        Case(query: "fly~ OR flight~", found: ["b"]), Case(query: "Орешник", found: ["c"]),
        Case(query: "дрон", found: ["c"]), Case(query: "بغداد", found: ["d"]),
        Case(query: "莫斯科", found: ["e"]), Case(query: "\"cease-fire\"", found: ["f"]),
        Case(query: "aesop", found: ["f"]), Case(query: "strasse", found: ["f"]),
        Case(query: "елка", found: ["g"]), Case(query: "еще", found: ["g"]),
        Case(query: "война~", found: ["g"]), Case(query: "drone NEAR/3 hit", found: ["a"]),
        Case(query: "(drone OR dying) AND NOT Monday", found: ["b"]),
        Case(query: "the SAME/s holds", found: ["f"]), Case(query: "nowhere", found: []),
    ])
    func `a search finds what a watchlist finds`(_ given: Case) throws {
        let archive = try ArchiveFixture(Self.articles)
        let search = try ArchiveSearch(query: given.query)
        let page = try archive.store.read { try search.page(in: $0) }
        #expect(page.hits.map(\.article.id) == given.found)
        for hit in page.hits {
            #expect(!hit.snippet.marks.isEmpty)
            for mark in hit.snippet.marks { #expect(hit.article.text(mark.span) == mark.text) }
        }
    }

    @Test func `pages, filters and counts`() throws {
        let articles = (0..<50).map { n in
            Article(
                id: "n\(n)", title: "t", source: n % 5 == 0 ? "wire" : "other", language: "en",
                published: Timestamp(seconds: 1_741_700_000 + n * 3600),
                body: n % 2 == 0 ? "the truce holds \(n)" : "nothing \(n)")
        }
        let archive = try ArchiveFixture(articles)
        let search = try ArchiveSearch(query: "truce")
        try archive.store.read { (reader) throws in
            let first = try search.page(in: reader, limit: 10)
            #expect(first.hits.map(\.article.id).first == "n48" && first.hasMore)
            #expect(first.total == nil)
            let last = try search.page(in: reader, skip: 20, limit: 10, counting: true)
            #expect(last.hits.count == 5 && !last.hasMore && last.total == 25)
            var filter = ArticleFilter()
            filter.sources = ["wire"]
            #expect(
                try search.keys(in: reader, filter: filter) == ["n40", "n30", "n20", "n10", "n0"])
            filter.since = Timestamp(seconds: 1_741_700_000 + 25 * 3600)
            #expect(try search.keys(in: reader, filter: filter) == ["n40", "n30"])
        }
    }

    @Test func `a query that is none points at the character`() throws {
        #expect(throws: ArchiveSearch.Failure.self) { try ArchiveSearch(query: "(a AND") }
        do throws(ArchiveSearch.Failure) {
            _ = try ArchiveSearch(query: "drone AND AND x")
        } catch {
            #expect(error.message.contains("^"))
        }
    }

    /// Every word, prefix and inflected form of a sample, found by the index as by reading all.
    @Test func `the index leaves nothing out of a real corpus`() throws {
        guard let articles = try ArchiveFixture.corpus("bbc2225.jsonl.gz", 400) else {
            print("without the corpus: ../shared/data is absent")
            return
        }
        let archive = try ArchiveFixture(articles)
        var queries: [String] = []
        var seed: UInt64 = 9
        func below(_ n: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % n
        }
        for _ in 0..<60 {
            let words = articles[below(articles.count)].body.split { !$0.isLetter }.map(String.init)
            let at = below(words.count - 3)
            switch below(5) {
            case 0: queries.append(words[at])
            case 1: queries.append(String(words[at].prefix(max(3, words[at].count - 2))) + "*")
            case 2: queries.append(words[at].lowercased() + "~")
            case 3: queries.append("\"\(words[at]) \(words[at + 1]) \(words[at + 2])\"")
            default: queries.append("\(words[at]) NEAR/6 \(words[below(words.count)])")
            }
        }
        let words = ["AND", "OR", "NOT"]
        for query in queries where !words.contains(where: { query.contains($0) }) {
            let search = try ArchiveSearch(query: query)
            let everything = try ArchiveSearch(query: query, usesIndex: false)
            let found = try archive.store.read { try search.keys(in: $0) }
            let expected = try archive.store.read { try everything.keys(in: $0) }
            #expect(found == expected, "\(query): \(search.candidates ?? "all")")
        }
    }
}
