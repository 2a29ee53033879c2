import Foundation
import Testing
import TocsinModel
import TocsinReaders

/// Mutations of real feeds and of a sample of every other format, from a fixed seed.
///
/// `TOCSIN_FUZZ_ROUNDS=200000` makes it a long run, which also watches the memory; alone:
/// `swift test --filter FuzzTests`.
struct FuzzTests {
    static let samples: [String] = [
        FeedTests.rss, PageTests.page, RecordFormatTests.mail, JSONReaderTests.article,
        "From x\n" + RecordFormatTests.mail + "\n\nFrom y\n" + RecordFormatTests.mail,
        "{\"body\":\"a\"}\n{\"title\":\"b\\u00e9\",\"body\":\"c\",\"date\":\"2025-03-11\"}\n",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>x</p>\"}]}",
        "{\"name\":\"c\",\"id\":7,\"messages\":[{\"id\":1,\"text\":[\"a\",{\"text\":\"b\"}]}]}",
        "title,body,date\n\"a\",\"b \"\"c\"\"\",2025-03-11\nd,e,f\n",
        "---\ntitle: \"x\"\ntags: [a, b]\n---\nbody\n", "Title: x\nPublished: 2025-03-11\n\nBody.",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 63\r\n\r\nHTTP/1.1 200 OK\r\n"
            + "Content-Type: text/html\r\n\r\n<html><p>a, b.</p></html>\r\n\r\n",
        "<newsItem guid='g'><itemMeta><versionCreated>2025</versionCreated></itemMeta><contentSet>"
            + "<inlineXML><html><body><p>x</p></body></html></inlineXML></contentSet></newsItem>",
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0 Caf\\'e9 \\u1082? \\par Next.}",
    ]

    @Test func `damaged files neither crash nor hang nor fill the memory`() throws {
        var seeds = Self.samples.map { Array($0.utf8) }
        if let archive = sharedData("feeds.tar.gz") {
            let files = try TarArchive(gzip: contents(archive)).files
            seeds += files.filter { $0.name.hasSuffix(".xml") }.map(\.bytes)
        } else {
            print("without the feeds: ../shared/data is absent")
        }
        let wanted = ProcessInfo.processInfo.environment["TOCSIN_FUZZ_ROUNDS"].flatMap(Int.init)
        let rounds = wanted ?? 2000
        var mutator = Mutator(seed: 7)
        var given = 0
        var slowest = 0.0
        for round in 0..<rounds {
            // Every other round one of the samples: they are few, the feeds many.
            let pool = round % 2 == 0 ? Self.samples.count : seeds.count
            let bytes = mutator.mutate(
                seeds[mutator.below(pool)], with: seeds[mutator.below(seeds.count)])
            let start = ContinuousClock.now
            let reading = Reading(bytes, name: "m")
            let time = ContinuousClock.now - start
            slowest = max(
                slowest,
                Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
            given += reading.articles.count
            #expect(reading.articles.allSatisfy { !$0.id.isEmpty })
        }
        #expect(given > rounds / 10)
        #expect(slowest < 10)
        if wanted != nil {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            print(
                "\(rounds) inputs, \(given) articles, slowest \(slowest) s, peak \(usage.ru_maxrss >> 10) MB"
            )
            #expect(usage.ru_maxrss < 200 << 10)
        }
    }
}
