import Foundation
import Testing
import TocsinModel
import TocsinReaders

struct JSONReaderTests {
    static let article = """
        {"id": 7, "url": "https://example.org/1", "title": "T \\"q\\" \\u041a\\ud83d\\ude00", "source": "S",
         "outlet": "O", "author": ["A", {"name": "B"}], "language": "EN", "published": "2025-03-11",
         "updated": 1741716000, "dateline": "KYIV", "body": "x\\ny", "extra": {"a": [1, {"b": null}]},
         "tags": null}
        """

    @Test(arguments: [
        article, "[" + article + "]", "\u{feff}" + article,
        article.replacingOccurrences(of: "\n", with: " ") + "\n",
    ])
    func `an object, an array and a line give the same article`(text: String) throws {
        let reading = Reading(text)
        #expect(reading.lines == [])
        #expect(reading.articles.count == 1)
        let article = try #require(reading.articles.first)
        #expect(article.id == "7")
        #expect(article.title == "T \"q\" К😀")
        #expect(article.author == "A, B")
        #expect(article.language == "en")
        #expect(article.published == Timestamp("2025-03-11"))
        #expect(article.updated == Timestamp("2025-03-11T18:00:00Z"))
        #expect(article.body == "x\ny")
    }

    @Test func `text, date and lang serve where the model's names are missing`() throws {
        let article = try #require(
            Reading("{\"text\":\"b\",\"date\":\"26-FEB-1987 15:01:01.79\",\"lang\":\"en\"}")
                .articles.first)
        #expect(article.body == "b")
        #expect(article.published == Timestamp("1987-02-26T15:01:01Z"))
        #expect(article.language == "en")
    }

    @Test func `a broken line is named and the others are read`() {
        let text = """
            {"body": "1"}
            {"body": "2", "title" "x"}
            not json
            {"body": "4"

            {"body": 5}
            {"bodi": "6"}
            {"body": "7", "published": "Lunes"}
            """
        let reading = Reading(text, name: "feeds/x.json")
        #expect(reading.articles.map(\.body) == ["1", "7"])
        #expect(
            reading.lines == [
                "feeds/x.json:2: broken JSON at column 23: expected \":\", found \"\"\"; the line is skipped",
                "feeds/x.json:3: the line is no JSON object; expected \"{\"; it is skipped",
                "feeds/x.json:4: broken JSON at column 13: expected \",\" or \"}\", found the end; the line is skipped",
                "feeds/x.json:6: \"body\" is not text: 5; expected a string in quotes; it is left out",
                "feeds/x.json:6: empty article: neither a title nor a body has text",
                "feeds/x.json:7: no \"title\" and no \"body\" among its fields; did you mean \"body\" by \"bodi\"?",
                "feeds/x.json:8: \"published\" is not a date: \"Lunes\"; expected ISO 8601, e.g. 2025-03-11T18:00:00Z",
            ])
    }

    @Test func `damage in an array costs the damaged element only`() {
        let reading = Reading(
            "[\n{\"body\":\"1\"},\n{\"body\":\"2\" oops},\n{\"body\":\"3\"}\n]", name: "a.json")
        #expect(reading.articles.map(\.body) == ["1", "3"])
        #expect(reading.lines.count == 1)
        #expect(reading.lines[0].hasPrefix("a.json:3: broken JSON"))
    }

    @Test(arguments: [1, 2, 3, 7, 64]) func `chunks of any size give the same articles`(size: Int) {
        let lines = (0..<40).map {
            "{\"id\":\"\($0)\",\"body\":\"é\(String(repeating: "x", count: $0))\"}"
        }
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        let whole = Reading(bytes)
        let chunked = Reading(chunked: bytes, of: size)
        #expect(whole.articles.count == 40)
        #expect(whole.articles == chunked.articles)
        #expect(chunked.lines == [])
    }

    @Test func `the corpora are read through gzip`() throws {
        guard let path = sharedData("corpora/bbc2225.jsonl.gz") else {
            print("skipped: ../shared/data is absent")
            return
        }
        let reading = Reading(try contents(path))
        #expect(reading.articles.count == 2225)
        #expect(reading.lines == [])
    }
}
