import Testing
import TocsinModel
import TocsinReaders

/// What the news databases, alert services and archives hand out: many articles in one file.
struct DatabaseExportTests {
    static let nexis = """
        Drones hit depot near Tula

        The Harbour Times (London)

        March 11, 2025 Tuesday 6:00 PM GMT

        Copyright 2025 Harbour Media All Rights Reserved
        Section: WORLD; Version:1
        Length: 52 words
        Byline: Jane Doe in Kyiv
        Highlight: A fire burns.
        Body

        Three drones hit a fuel depot.

        Nobody was hurt, the governor said.

        Load-Date: March 12, 2025

        End of Document

        Truce talks stall

        Volga Dispatch

        March 12, 2025 Wednesday

        Copyright 2025 Volga
        Length: 10 words
        Body

        Talks stalled: both sides blamed each other.

        Load-Date: March 13, 2025
        End of Document
        """

    @Test func `a LexisNexis export gives each of its articles`() throws {
        let reading = Reading(Self.nexis)
        #expect(reading.trouble.isEmpty)
        try #require(reading.articles.count == 2)
        let first = reading.articles[0]
        #expect(first.title == "Drones hit depot near Tula")
        #expect(first.outlet == "The Harbour Times (London)")
        #expect(first.author == "Jane Doe in Kyiv")
        #expect(first.published == Timestamp("2025-03-11T18:00:00Z"))
        #expect(
            first.body == "Three drones hit a fuel depot.\n\nNobody was hurt, the governor said.")
        #expect(reading.articles[1].body == "Talks stalled: both sides blamed each other.")
        #expect(reading.articles[1].published == Timestamp("2025-03-12"))
    }

    @Test func `the older LexisNexis form is read`() throws {
        let text = """
                                         1 of 2 DOCUMENTS

            The Harbour Times

            March 11, 2025 Tuesday

            Drones hit depot

            BYLINE: Jane Doe
            SECTION: WORLD
            LENGTH: 52 words

            Three drones hit a fuel depot.

            LOAD-DATE: March 12, 2025
            LANGUAGE: ENGLISH

                                         2 of 2 DOCUMENTS

            Volga Dispatch

            March 12, 2025

            Truce talks stall

            LENGTH: 9 words

            Talks stalled.

            LOAD-DATE: March 13, 2025
            """
        let articles = Reading(text).articles
        try #require(articles.count == 2)
        #expect(
            articles[0].title == "Drones hit depot" && articles[0].outlet == "The Harbour Times")
        #expect(
            articles[0].body == "Three drones hit a fuel depot." && articles[0].language == "en")
        #expect(articles[1].title == "Truce talks stall" && articles[1].body == "Talks stalled.")
    }

    @Test func `Factiva's two forms are read, in RTF too`() throws {
        let plain = """
            Drones hit depot near Tula

            By Jane Doe
            523 words
            11 March 2025
            18:05
            Volga News Agency
            VOLGA
            English
            (c) 2025 Volga

            TULA, March 11 (Volga) - Three drones hit a depot.

            Nobody was hurt.

            Document VOLGA00020250311el3b00abc

            Truce talks stall
            88 words
            12 March 2025
            Volga News Agency
            VOLGA
            English
            Copyright 2025 Volga

            Talks stalled.

            Document VOLGA00020250312el3c00abd
            """
        let articles = Reading(plain).articles
        try #require(articles.count == 2)
        #expect(articles[0].id == "VOLGA00020250311el3b00abc")
        #expect(
            articles[0].title == "Drones hit depot near Tula" && articles[0].author == "Jane Doe")
        #expect(articles[0].published == Timestamp("2025-03-11T18:05:00Z"))
        #expect(articles[0].outlet == "Volga News Agency" && articles[0].language == "en")
        #expect(articles[0].body.hasSuffix("Nobody was hurt."))
        #expect(articles[1].title == "Truce talks stall" && articles[1].body == "Talks stalled.")
        let coded =
            "{\\rtf1\\ansi HD\\tab Drones hit depot\\par BY\\tab By Jane Doe\\par WC\\tab 52 words\\par "
            + "PD\\tab 11 March 2025\\par ET\\tab 18:05\\par SN\\tab Volga\\par LA\\tab English\\par "
            + "LP\\tab Three drones hit.\\par TD\\tab Nobody was hurt.\\par "
            + "AN\\tab Document VOLGA00020250311el3b00abc\\par}"
        let rich = Reading(coded).articles
        try #require(rich.count == 1)
        #expect(rich[0].title == "Drones hit depot" && rich[0].outlet == "Volga")
        #expect(rich[0].body == "Three drones hit.\nNobody was hurt.")
        #expect(rich[0].published == Timestamp("2025-03-11T18:05:00Z"))
    }

    @Test func `an ordinary text that speaks of documents is one article`() {
        #expect(
            Reading("Document 7 was found.\nIt has 500 words.\nEnd of story.").articles.count == 1)
    }

    @Test func `an alert mail gives each article it lists`() throws {
        let head =
            "From: Google Alerts <googlealerts-noreply@google.com>\nSubject: Google Alert - drone\n"
            + "Date: Tue, 11 Mar 2025 18:00:00 +0000\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
        let plain =
            head + """
                Content-Type: text/plain; charset=utf-8

                === News - 2 new results for [drone] ===

                Drones hit depot near Tula
                The Harbour Times
                Three drones hit a fuel depot on Tuesday ...
                <https://www.google.com/url?rct=j&sa=t&url=https://harbour.example/a%3Fb%3D1&ct=ga>

                Truce talks stall
                Volga Dispatch
                Both sides blamed each other ...
                <https://www.google.com/url?rct=j&sa=t&url=https://volga.example/2&ct=ga>
                """
        let articles = Reading(plain).articles
        try #require(articles.count == 2)
        #expect(articles[0].title == "Drones hit depot near Tula")
        #expect(articles[0].url == "https://harbour.example/a?b=1")
        #expect(articles[0].outlet == "The Harbour Times")
        #expect(articles[0].published == Timestamp("2025-03-11T18:00:00Z"))
        let data =
            head + """
                Content-Type: text/html; charset=utf-8

                <html><script data-scope="inboxmarkup" type="application/json">{"cards":[{"title":"News",
                "widgets":[{"type":"LINK","title":"A &amp; B","description":"c","url":"https://a.example/1"}]}]}</script></html>
                """
        let one = Reading(data).articles
        #expect(one.map(\.title) == ["A & B"] && one[0].body == "c")
    }

    @Test func `a page saved by a browser is that page`() throws {
        let text = """
            From: <Saved by Blink>
            Snapshot-Content-Location: https://harbour.example/depot
            Subject: x
            Date: Wed, 12 Mar 2025 09:00:00 -0000
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="----b"

            ------b
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable
            Content-Location: https://harbour.example/depot

            <html><head><title>Depot burns</title></head><body><article><h1>Depot burns</h1><p>Three=20drones hit a fuel depot near Tula on Tuesday, the governor said in a statement.</p></article></body></html>
            ------b
            Content-Type: image/png
            Content-Transfer-Encoding: base64
            Content-Location: https://harbour.example/a.png

            aGVsbG8=
            ------b--
            """
        let articles = Reading(text).articles
        try #require(articles.count == 1)
        #expect(articles[0].url == "https://harbour.example/depot")
        #expect(articles[0].title == "Depot burns")
        #expect(articles[0].body.hasPrefix("Three drones hit a fuel depot"))
        #expect(articles[0].published == Timestamp("2025-03-12T09:00:00Z"))
    }

    @Test func `GDELT's knowledge graph and document search are read, its event tables refused`()
        throws
    {
        var cells = [String](repeating: "", count: 27)
        cells[0] = "20250311180000-12"
        cells[1] = "20250311180000"
        cells[3] = "harbour.example"
        cells[4] = "https://harbour.example/1"
        cells[22] = "12|30||Three drones hit the depot#90|12|said|Nobody was hurt"
        cells[25] = "srclc:rus;eng:Moses 2.1.1"
        cells[26] =
            "<PAGE_AUTHORS>Jane Doe</PAGE_AUTHORS><PAGE_TITLE>Depot &#x2014; burns</PAGE_TITLE>"
        let graph = Reading(cells.joined(separator: "\t") + "\n")
        try #require(graph.articles.count == 1)
        #expect(
            graph.articles[0].title == "Depot — burns" && graph.articles[0].author == "Jane Doe")
        #expect(graph.articles[0].body == "\"Three drones hit the depot\"\n\"Nobody was hurt\"")
        #expect(
            graph.articles[0].originalLanguage == "ru"
                && graph.articles[0].translatedBy == "machine")
        let search = Reading(
            #"{"articles":[{"url":"https://h.example/1","title":"Depot burns","seendate":"20250311T180000Z","domain":"h.example","language":"English"}]}"#
        )
        #expect(search.articles.first?.published == Timestamp("2025-03-11T18:00:00Z"))
        #expect(search.articles.first?.outlet == "h.example")
        let events = "1234567890\t20250311\t" + String(repeating: "\t", count: 58) + "\n"
        #expect(
            Reading(events).lines == [
                "x: GDELT's event tables hold codes and no text; expected its knowledge graph (…gkg.csv) or the answer of its document search"
            ])
    }

    @Test(arguments: [
        ("2025-03-11 18:00", "Europe/Moscow", "2025-03-11T15:00:00Z"),
        ("11 July 2025 18:00", "Europe/Kyiv", "2025-07-11T15:00:00Z"),
        ("11 January 2025 18:00", "Europe/Kyiv", "2025-01-11T16:00:00Z"),
        ("2025-03-11T18:00:00Z", "Europe/Moscow", "2025-03-11T18:00:00Z"),
        ("Tue, 11 Mar 2025 18:00:00 EST", "+03:00", "2025-03-11T23:00:00Z"),
        ("2025-03-11 18:00", "-05:30", "2025-03-11T23:30:00Z"),
    ])
    func `a date without a zone is in its source's`(_ date: String, _ zone: String, _ utc: String)
        throws
    {
        let options = ReadOptions(timeZone: try #require(SourceZone(zone)))
        let reading = Reading("{\"title\":\"t\",\"date\":\"\(date)\"}", options: options)
        #expect(reading.articles.first?.published == Timestamp(utc))
    }

    @Test(arguments: ["Kyiv", "EST", "+25:00", "", "Europe/Nowhere"])
    func `a zone that can mean several is none`(_ name: String) { #expect(SourceZone(name) == nil) }
}
