import Foundation
import Testing
import TocsinModel
import TocsinReaders

struct FeedTests {
    static let rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel><title>Wire &amp; Co</title><link>https://wire.example/world/</link><language>en-gb</language>
        <image><title>Logo</title><link>https://wire.example/logo</link></image>
        <item>
          <title>Truce &lt;b&gt;rejected&lt;/b&gt;</title>
          <link>/2025/03/11/truce</link>
          <guid isPermaLink="false">w-1</guid>
          <pubDate>Tue, 11 Mar 2025 18:00:00 +0300</pubDate>
          <dc:creator>A. Writer</dc:creator>
          <description>Short.</description>
          <content:encoded><![CDATA[<p>First &nbsp;paragraph.</p><script>x<y</script><p>Second &mdash; one.</p>]]></content:encoded>
        </item>
        <item><title>No date</title><link>https://wire.example/2</link><pubDate>Lunes</pubDate></item>
        </channel></rss>
        """

    @Test func `an RSS entry is an article with plain text`() throws {
        let reading = Reading(Self.rss, name: "feeds/wire.xml")
        #expect(reading.articles.count == 2)
        let article = try #require(reading.articles.first)
        #expect(article.id == "w-1")
        #expect(article.title == "Truce rejected")
        #expect(article.url == "https://wire.example/2025/03/11/truce")
        #expect(article.published == Timestamp("2025-03-11T15:00:00Z"))
        #expect(article.author == "A. Writer")
        #expect(article.outlet == "Wire & Co")
        #expect(article.language == "en")
        #expect(article.body == "First paragraph.\nSecond — one.")
        #expect(
            reading.lines == [
                "feeds/wire.xml:15: <published> is not a date: \"Lunes\"; expected RFC 822, "
                    + "e.g. Mon, 02 Jan 2006 15:04:05 +0000"
            ])
    }

    @Test func `Atom in its two versions, RDF and CDF are read`() throws {
        let cases: [(String, String)] = [
            (
                """
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>T</title>
                <entry><id>tag:1</id><title type="html">A &amp;amp; B</title>
                <link rel="self" href="https://e.example/self"/><link href="https://e.example/1"/>
                <updated>2025-03-11T18:00:00Z</updated>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p><p>y</p></div></content>
                </entry></feed>
                """, "tag:1|A & B|https://e.example/1|x\ny"
            ),
            (
                """
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>i</id>
                <title mode="base64" type="text/html">QSA8Yj5CPC9iPg==</title><link href="https://e.example/1"/>
                <summary>s</summary></entry></feed>
                """, "i|A B|https://e.example/1|s"
            ),
            (
                """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
                <channel rdf:about="x"><title>C</title></channel>
                <item rdf:about="y"><title>A B</title><link>https://e.example/1</link><description>s</description></item>
                </rdf:RDF>
                """, "|A B|https://e.example/1|s"
            ),
            (
                "<CHANNEL><ITEM HREF=\"https://e.example/1\"><TITLE>A B</TITLE><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>",
                "|A B|https://e.example/1|s"
            ),
        ]
        for (xml, expected) in cases {
            let reading = Reading(xml)
            #expect(reading.lines == [])
            let article = try #require(reading.articles.first)
            let id = expected.hasPrefix("|") ? "" : article.id
            #expect("\(id)|\(article.title)|\(article.url ?? "")|\(article.body)" == expected)
        }
    }

    @Test(arguments: [
        ("<rss><channel><item><title>a & b</title></item></channel></rss>", "a & b"),
        ("<rss><channel><item><title>1 < 2</title></item></channel></rss>", "1 < 2"),
        ("<rss><channel><item><title>caf&eacute;</title></item></channel></rss>", "café"),
        ("<rss><channel><item><title>x</title></item></channel></rss", "x"),
        ("<rss><channel><item><title>x</title><b></item>", "x"),
        ("junk <rss><channel><item><title>x</title></item></channel></rss>", "x"),
        ("<rss><channel><item><title>x\u{1}y</title></item></channel></rss>", "x y"),
        ("<rss><channel><item><title><![CDATA[x</title>", "x</title>"),
    ])
    func `malformed XML is recovered and the report says so`(xml: String, title: String) {
        let feed = FeedReader.feed(Array(xml.utf8))
        #expect(feed?.entries.first?.title?.value.hasPrefix(title) == true)
        if !xml.contains("eacute") {
            #expect(feed?.trouble != nil)
            if !xml.hasPrefix("junk") {
                #expect(Reading(xml).lines.contains { $0.contains("malformed") })
            }
        }
    }

    @Test(
        arguments: [
            // A declaration that lies, one in another encoding, none with a mark, none at all.
            (
                Array(
                    "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Київ</title></item></channel></rss>"
                        .utf8), "Київ"
            ),
            (
                Array(
                    "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><title>".utf8)
                    + [0xca, 0xe8, 0xbf, 0xe2] + Array("</title></item></channel></rss>".utf8),
                "Київ"
            ),
            (
                [0xff, 0xfe]
                    + "<rss><channel><item><title>Київ</title></item></channel></rss>".utf16.flatMap
                { [UInt8($0 & 255), UInt8($0 >> 8)] }, "Київ"
            ),
            (
                Array("<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>caf".utf8)
                    + [0xe9] + Array("</title></item></channel></rss>".utf8), "café"
            ),
            (
                Array(
                    "<?xml version='1.0' encoding='x-unheard-of'?><rss><channel><item><title>é</title></item></channel></rss>"
                        .utf8), "é"
            ),
        ] as [([UInt8], String)])
    func `a feed that lies about its encoding is still read`(bytes: [UInt8], title: String) {
        #expect(Reading(bytes).articles.first?.title == title)
    }

    @Test func `no entity expands into more, and none is fetched`() throws {
        let laughs = (1...20).map { "<!ENTITY l\($0) \"&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);\">" }
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">\(laughs.joined())
            <!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY word "plain">]>
            <rss><channel><item><title>&l20; &file; &word;</title></item></channel></rss>
            """
        let title = try #require(Reading(bomb).articles.first?.title)
        #expect(title == "&l20; &file; plain")
    }

    @Test func `deep and wide XML ends soon`() {
        let deep = "<rss><channel><item><title>t</title>" + String(repeating: "<a>", count: 100_000)
        _ = Reading(deep)
        let wide =
            "<rss><channel>" + String(repeating: "<item><title>t</title></item>", count: 5000)
        #expect(Reading(wide + "</channel></rss>").articles.count == 5000)
    }

    /// The conditions are Python; here it counts how much of each feed is understood at all.
    @Test func `every feed of the corpus is read without a crash`() throws {
        guard let archive = sharedData("feeds.tar.gz") else {
            print("skipped: ../shared/data is absent")
            return
        }
        let feeds = try TarArchive(gzip: contents(archive)).files.filter {
            $0.name.hasSuffix(".xml")
        }
        #expect(feeds.count == 1072)
        var known = 0
        for feed in feeds where FeedReader.feed(feed.bytes) != nil { known += 1 }
        #expect(known >= 1060)
    }
}
