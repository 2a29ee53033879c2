import Testing
import TocsinModel
import TocsinReaders

struct PlainTextTests {
    @Test func `a header gives the fields and the rest is the body, byte for byte`() throws {
        let reading = Reading(
            """
            Title: Drones over Moscow
            SOURCE: Example Wire
            outlet: Example Times
            Author: A. Writer
            Published: 2025-03-11T18:00:00+03:00
            Url: https://example.org/a
            Language: en-GB
            Id: a-1

              Three people died.\r
            Title: not a field here

            """)
        #expect(reading.lines == [])
        let article = try #require(reading.articles.first)
        #expect(article.title == "Drones over Moscow")
        #expect(article.source == "Example Wire")
        #expect(article.outlet == "Example Times")
        #expect(article.author == "A. Writer")
        #expect(article.published == Timestamp("2025-03-11T15:00:00Z"))
        #expect(article.url == "https://example.org/a")
        #expect(article.language == "en")
        #expect(article.id == "a-1")
        #expect(article.body == "  Three people died.\r\nTitle: not a field here\n")
    }

    @Test(arguments: [
        "Moscow: three dead after drone attack\n\nMore text.",
        "Just one line",
        "The minister said: no.\nUrl: https://example.org",
        "\nTitle: after a blank line\n\nBody",
    ])
    func `text without a header is a body as a whole`(text: String) throws {
        let article = try #require(Reading(text).articles.first)
        #expect(article.body == text)
        #expect(article.title == "")
    }

    @Test func `an unknown header is named with what was meant`() {
        let reading = Reading("Title: A\nOutlett: Times\nPublished: Lunes\n\nBody", name: "a.txt")
        #expect(reading.articles.count == 1)
        #expect(
            reading.lines == [
                "a.txt:2: warning: unknown header \"Outlett\"; did you mean \"Outlet\"?",
                "a.txt:3: \"Published\" is not a date: \"Lunes\"; expected ISO 8601, "
                    + "e.g. 2025-03-11T18:00:00Z",
            ])
    }

    @Test func `the id is a stable hash of url, title and body`() {
        let ids = ["Title: A\n\nB", "Title: A\n\nC", "Title: AB\n\n", "Url: A\nTitle: B\n\nC", "B"]
            .map { Reading($0).articles[0].id }
        #expect(Set(ids).count == ids.count)
        #expect(Reading("Title: A\n\nB").articles[0].id == "7a7d6b93ac2893eb")
        #expect(ids.allSatisfy { $0.count == 16 })
    }

    @Test func `one kind of trouble does not fill the report`() {
        let text = (1...50).map { "{\"title\":\"t\($0)\",\"body\":\"b\",\"date\":\"Lunes\"}" }
        let reading = Reading(text.joined(separator: "\n"))
        #expect(reading.articles.count == 50)
        #expect(reading.trouble.count == 21)
        #expect(reading.lines.last?.contains("30 more of this kind") == true)
    }
}
