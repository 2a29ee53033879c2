import Foundation
import Testing
import TocsinModel
import TocsinReaders

struct RecordFormatTests {
    @Test func `a Markdown head gives the fields and the rest is the body`() throws {
        let reading = Reading(
            """
            ---
            title: "A \\"title\\": with colon"
            # a comment
            author: [A. Writer, 'B. Writer']
            date: 2025-03-11 18:00
            layout: post
            lang: en
            ---

            # Heading

            Text *here*.
            """)
        #expect(reading.lines == [])
        let article = try #require(reading.articles.first)
        #expect(article.title == "A \"title\": with colon")
        #expect(article.author == "A. Writer, B. Writer")
        #expect(article.published == Timestamp("2025-03-11T18:00:00Z"))
        #expect(article.body == "# Heading\n\nText *here*.")
        #expect(Reading("---\nnot: a head\n").articles.first?.body == "---\nnot: a head\n")
    }

    @Test func `a table is read by the names of its columns or a mapping`() throws {
        let csv =
            "Headline;Text;Date;Other\r\n\"A; \"\"B\"\"\";\"line 1\nline 2\";2025-03-11;x\r\nC;D;Lunes;x;y\n"
        let reading = Reading(csv, name: "t.csv")
        #expect(reading.articles.map(\.title) == ["A; \"B\"", "C"])
        #expect(reading.articles.map(\.body) == ["line 1\nline 2", "D"])
        #expect(reading.articles[0].published == Timestamp("2025-03-11"))
        #expect(reading.lines.count == 2)
        #expect(reading.lines[0] == "t.csv:4: warning: 5 cells; expected 4, as in the first line")
        let mapped = Reading(
            "Kopf\tInhalt\na\tb\n",
            options: ReadOptions(columns: ["title": "Kopf", "body": "Inhalt"]))
        #expect(mapped.articles.map { $0.title + $0.body } == ["ab"])
    }

    @Test func `JSON Feed, a news service's answer and ninjs are read`() throws {
        let feed = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "My Feed", "language": "en-US",
             "items": [{"id": "1", "url": "https://e.example/1", "content_html": "<p>Hi &amp; bye</p>",
                        "date_published": "2025-03-11T18:00:00Z", "authors": [{"name": "A"}]},
                       {"id": "2", "content_text": "plain", "title": "T"}]}
            """
        let articles = Reading(feed).articles
        #expect(articles.map(\.body) == ["Hi & bye", "plain"])
        #expect(articles.map(\.outlet) == ["My Feed", "My Feed"])
        #expect(articles.map(\.language) == ["en", "en"])
        #expect(articles[0].author == "A")
        let ninjs = """
            {"uri": "urn:1", "type": "text", "versioncreated": "2025-03-11T18:00:00Z", "byline": "By A",
             "headline": "H", "body_html": "<p>One</p><p>Two</p>", "language": "en"}
            """
        let item = try #require(Reading(ninjs).articles.first)
        #expect(item.id == "urn:1")
        #expect(item.title == "H")
        #expect(item.body == "One\nTwo")
        #expect(item.published == Timestamp("2025-03-11T18:00:00Z"))
    }

    @Test func `a Telegram export gives its messages with text`() throws {
        let export = """
            {"name": "War channel", "type": "public_channel", "id": 77, "messages": [
             {"id": 1, "type": "service", "date": "2025-03-11T17:00:00", "action": "create", "text": ""},
             {"id": 2, "type": "message", "date": "2025-03-11T18:00:00", "from": "War channel",
              "text": ["Drones over ", {"type": "bold", "text": "Moscow"}, "."]},
             {"id": 3, "type": "message", "date": "2025-03-11T18:05:00", "photo": "x.jpg", "text": ""}]}
            """
        let reading = Reading(export)
        #expect(reading.lines == [])
        #expect(reading.articles.map(\.id) == ["77/2"])
        #expect(reading.articles.map(\.body) == ["Drones over Moscow."])
        #expect(reading.articles[0].outlet == "War channel")
    }

    static let mail = """
        From: "Alerts" <alerts@example.org>
        To: desk@example.org
        Subject: =?UTF-8?B?0JrQuNGX0LI=?= =?utf-8?Q?_=2D_news?=
        Date: Tue, 11 Mar 2025 18:00:00 +0300
        Message-ID: <m1@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="b1"

        --b1
        Content-Type: text/plain; charset=windows-1251
        Content-Transfer-Encoding: quoted-printable

        =CA=E8=BF=E2 is a city, and this line goes =
        on.
        --b1
        Content-Type: text/html; charset=utf-8

        <p>ignored</p>
        --b1--

        """

    @Test func `a mail's words and parts are decoded`() throws {
        let reading = Reading(Self.mail)
        #expect(reading.lines == [])
        let article = try #require(reading.articles.first)
        #expect(article.id == "m1@example.org")
        #expect(article.title == "Київ - news")
        #expect(article.author == "Alerts")
        #expect(article.body == "Київ is a city, and this line goes on.\n")
        #expect(article.published == Timestamp("2025-03-11T15:00:00Z"))
    }

    @Test func `a mailbox gives each mail, and a digest each of its own`() {
        let digest = """
            From: list@example.org
            Subject: Digest
            Date: Tue, 11 Mar 2025 18:00:00 +0000
            Content-Type: multipart/digest; boundary=d

            --d

            From: a@example.org
            Subject: One

            First.
            --d

            From: b@example.org
            Subject: Two

            Second.
            --d--
            """
        let box = "From x Tue\n" + Self.mail + "\n\nFrom y Tue\n" + digest
        let reading = Reading(box)
        #expect(reading.articles.map(\.title) == ["Київ - news", "One", "Two"])
        #expect(
            reading.articles.map { $0.body.trimmingCharacters(in: .whitespacesAndNewlines) }.suffix(
                2) == ["First.", "Second."])
    }

    private func warc(_ type: String, _ url: String, _ content: String) -> String {
        "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(url)\r\nWARC-Date: 2025-03-11T18:00:00Z\r\n"
            + "Content-Type: application/http; msgtype=response\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
            + content + "\r\n\r\n"
    }

    @Test(arguments: [1 << 20, 100]) func `a web archive gives its pages`(chunk: Int) throws {
        let page =
            "<html><body><h1>T</h1>" + PageTests.paragraphs.map { "<p>\($0)</p>" }.joined()
            + "</body></html>"
        let chunked =
            String(page.utf8.count, radix: 16) + "\r\n" + page + "\r\n0\r\n\r\n"
        let file =
            warc("warcinfo", "", "software: x")
            + warc(
                "response", "https://e.example/1",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page)
            + warc(
                "response", "https://e.example/404",
                "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" + page)
            + warc(
                "response", "https://e.example/i",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
            + warc(
                "response", "https://e.example/2",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked)
        let reading = Reading(chunked: Array(file.utf8), of: chunk)
        #expect(reading.lines == [])
        #expect(reading.articles.map(\.url) == ["https://e.example/1", "https://e.example/2"])
        #expect(reading.articles.allSatisfy { $0.published == Timestamp("2025-03-11T18:00:00Z") })
        let cut = Reading(Array(file.utf8.prefix(700)))
        #expect(!cut.lines.isEmpty)
    }

    @Test func `NewsML-G2 is read`() throws {
        let xml = """
            <?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
            <newsItem guid="urn:newsml:x" xml:lang="en-US"><itemMeta><versionCreated>2025-03-11T18:00:00Z</versionCreated>
            <provider literal="Agency"/></itemMeta><contentMeta><by>A. Writer</by><headline>H</headline>
            <dateline>KYIV, March 11 (Agency)</dateline></contentMeta>
            <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
            <head><title>no</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem>
            </itemSet></newsMessage>
            """
        let article = try #require(Reading(xml).articles.first)
        #expect(article.id == "urn:newsml:x")
        #expect(article.title == "H")
        #expect(article.body == "One.\nTwo.")
        #expect(article.outlet == "Agency")
        #expect(article.dateline == "KYIV, March 11 (Agency)")
        #expect(article.language == "en")
        #expect(article.published == Timestamp("2025-03-11T18:00:00Z"))
    }
}
