import Foundation
import Testing
import TocsinModel
import TocsinReaders

struct PageTests {
    static let paragraphs = (1...6).map {
        "Paragraph \($0) of the report says what happened in the town, who was there, and what the "
            + "officials said of it, with a figure or two."
    }

    static let page = """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Three die in drone attack | Example Times</title>
        <link rel="canonical" href="/world/drones">
        <meta property="og:site_name" content="Example Times">
        <meta property="og:title" content="Three die in drone attack | Example Times">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},
          {"@type":"NewsArticle","headline":"Three die in drone attack","datePublished":"2025-03-11T18:00:00+03:00",
           "dateModified":"2025-03-11T19:00:00+03:00","author":[{"@type":"Person","name":"A. Writer"}],
           "publisher":{"name":"Example Times"}}]}</script>
        <style>p { color: red }</style></head>
        <body class="has-sidebar category-war">
        <nav><ul>\((1...30).map { "<li><a href='/\($0)'>Section number \($0)</a></li>" }.joined())</ul></nav>
        <div id="wrap"><article class="post category-war has-comments"><h1>Three die in drone attack</h1>
        <p class="byline">By A. Writer</p>
        <div class="article-body">
        <figure><img src="x"><figcaption>A caption with a full sentence in it, as they have.</figcaption></figure>
        \(paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n"))
        <div class="related-stories"><h3>Related</h3><ul><li><a href="/x">Another story, told at length, of something else.</a></li></ul></div>
        <h2>What next</h2>
        <blockquote><p>Short quote.</p></blockquote>
        <table><tr><th>Killed</th><th>Injured</th></tr><tr><td>3</td><td>17</td></tr></table>
        <script>var p = "<p>not text, at all, ever, really.</p>";</script>
        </div></article>
        <div class="comments"><p>A reader thinks, at length, that this is all wrong, and says so in prose.</p></div>
        </div><footer><p>Copyright, terms, privacy, and all that goes with it, in full sentences.</p></footer>
        </body></html>
        """

    @Test func `a page gives its article and what it says of it`() throws {
        let options = ReadOptions(url: "https://times.example/world/drones?utm=1")
        let reading = Reading(Self.page, name: "p.html", options: options)
        #expect(reading.lines == [])
        let article = try #require(reading.articles.first)
        #expect(article.title == "Three die in drone attack")
        #expect(article.author == "A. Writer")
        #expect(article.outlet == "Example Times")
        #expect(article.url == "https://times.example/world/drones")
        #expect(article.language == "en")
        #expect(article.published == Timestamp("2025-03-11T15:00:00Z"))
        #expect(article.updated == Timestamp("2025-03-11T16:00:00Z"))
        let expected = Self.paragraphs + ["What next", "Short quote.", "Killed Injured", "3 17"]
        #expect(article.body.components(separatedBy: "\n\n") == expected)
    }

    @Test func `metadata fall back from JSON-LD to meta, microdata and the heading`() throws {
        let page = """
            <html><head><meta name="author" content="B. Writer"><meta name="pubdate" content="20250311">
            <title>Some title - Site</title></head><body><h1>Some title</h1>
            <div itemprop="articleBody">\(Self.paragraphs.map { "<p>\($0)</p>" }.joined())</div>
            <span itemprop="publisher"><b itemprop="name">Site</b></span></body></html>
            """
        let article = try #require(Reading(page).articles.first)
        #expect(article.title == "Some title")
        #expect(article.author == "B. Writer")
        #expect(article.outlet == "Site")
        #expect(article.published == Timestamp("2025-03-11"))
        #expect(article.body == Self.paragraphs.joined(separator: "\n\n"))
    }

    @Test func `a page that puts its text there by a script has it in its linked data`() throws {
        let text = String(repeating: "A sentence of the article. ", count: 30)
        let page = """
            <html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"H",
            "articleBody":"\(text)"}</script></head><body><div id="root"></div></body></html>
            """
        #expect(Reading(page).articles.first?.body == text.trimmingCharacters(in: .whitespaces))
    }

    @Test(arguments: [
        "<html>", "<html><body></body></html>", "<html><body><p></p>", "<!doctype html>",
        "<html><body>" + String(repeating: "<div>", count: 50_000),
        "<html><body>" + String(repeating: "<p>a, b. ", count: 20_000),
        "<html><script type='application/ld+json'>{\"a\":" + String(repeating: "[", count: 100_000),
    ])
    func `strange pages neither crash nor hang`(page: String) {
        let reading = Reading(page)
        #expect(reading.articles.count + reading.trouble.count >= 1)
    }

    /// Mean precision and recall over four-word shingles, as the article-extraction-benchmark has it.
    @Test func `the bodies of real pages are found`() throws {
        guard let truthPath = sharedData("pages/ground-truth.json") else {
            print("skipped: ../shared/data is absent")
            return
        }
        struct Truth: Decodable { var articleBody: String }
        let truth = try JSONDecoder().decode(
            [String: Truth].self, from: Data(contentsOf: URL(fileURLWithPath: truthPath)))
        var precision: [Double] = []
        var recall: [Double] = []
        for (key, page) in truth.sorted(by: { $0.key < $1.key }).prefix(30) {
            let packed = try contents(try #require(sharedData("pages/html/\(key).html.gz")))
            let body = PageReader.page(decompressed(packed))?.body ?? ""
            let wanted = shingles(page.articleBody)
            let found = shingles(body)
            let hits = wanted.reduce(0) { $0 + min($1.value, found[$1.key] ?? 0) }
            let foundCount = found.values.reduce(0, +)
            if foundCount > 0 { precision.append(Double(hits) / Double(foundCount)) }
            recall.append(Double(hits) / Double(wanted.values.reduce(0, +)))
        }
        let p = precision.reduce(0, +) / Double(precision.count)
        let r = recall.reduce(0, +) / Double(recall.count)
        #expect(2 * p * r / (p + r) >= 0.94)
    }

    private func shingles(_ text: String) -> [[Substring]: Int] {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        var counts: [[Substring]: Int] = [:]
        for i in 0..<max(1, words.count - 3) where !words.isEmpty {
            counts[Array(words[i..<min(words.count, i + 4)]), default: 0] += 1
        }
        return counts
    }
}
