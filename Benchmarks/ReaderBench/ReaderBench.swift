import Foundation
import TocsinModel
import TocsinReaders

/// Measures the readers on real files; never part of the tests.
///
///     ReaderBench articles FILE…    how many articles, bytes and seconds, by our reader
///     ReaderBench stream MB         standard input in chunks; fails where memory goes beyond
///     ReaderBench foundation FILE   JSON Lines by Foundation's decoder, to compare
@main
struct ReaderBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let command = arguments.first else { return usage() }
        let files = Array(arguments.dropFirst())
        switch command {
        case "articles": try articles(files)
        case "feeds":
            for file in try expanded(files) {
                print(FeedDump.line(FeedReader.feed(try bytes(file)), path: file))
            }
        case "stream": stream(limit: files.first.flatMap(Int.init) ?? 200)
        case "pages": try PageDump.run(try expanded(files))
        case "speed": try feedSpeed(files)
        case "foundation": try foundation(files)
        default: usage()
        }
    }

    static func usage() {
        print("usage: ReaderBench articles|foundation FILE…")
    }

    /// `@FILE` stands for the paths in FILE, one a line.
    static func expanded(_ files: [String]) throws -> [String] {
        try files.flatMap { file in
            guard file.hasPrefix("@") else { return [file] }
            return try String(contentsOfFile: String(file.dropFirst()), encoding: .utf8)
                .split(separator: "\n").map(String.init)
        }
    }

    /// Parses every feed of the list again and again for about two seconds.
    static func feedSpeed(_ files: [String]) throws {
        let contents = try expanded(files).map(bytes)
        let total = contents.reduce(0) { $0 + $1.count }
        var rounds = 0
        var entries = 0
        let start = processorTime()
        while processorTime() - start < 2 {
            for content in contents {
                ArticleReader().read(
                    content, name: "", each: { _ in entries += 1 }, trouble: { _ in })
            }
            rounds += 1
        }
        let seconds = processorTime() - start
        let megabytes = Double(total * rounds) / 1e6
        print(
            "\(contents.count) files, \(entries / max(rounds, 1)) entries a round: "
                + "\(Int(megabytes / seconds)) MB/s, "
                + "\(Int(Double(contents.count * rounds) / seconds)) files/s")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Seconds of processor time of this process: what others do on the machine does not count.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = processorTime()
        try work()
        return processorTime() - start
    }

    static func articles(_ files: [String]) throws {
        for file in files {
            let content = try bytes(file)
            var count = 0
            var length = 0
            var dated = 0
            let time = seconds {
                ArticleReader().read(
                    content, name: file,
                    each: { article in
                        count += 1
                        length += article.body.utf8.count + article.title.utf8.count
                        dated += article.published == nil ? 0 : 1
                    }, trouble: { print($0) })
            }
            print("\(file): \(count) articles (\(dated) dated), \(length) bytes of text, \(time) s")
        }
    }

    /// Reads standard input and watches the memory.
    static func stream(limit: Int) {
        var count = 0
        var bytes = 0
        let time = seconds {
            ArticleReader().read(
                name: "stream",
                next: {
                    let data = try FileHandle.standardInput.read(upToCount: 1 << 18)
                    bytes += data?.count ?? 0
                    return data.map { [UInt8]($0) }
                },
                each: { _ in count += 1 }, trouble: { print($0) })
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let peak = usage.ru_maxrss >> 10
        print("\(count) articles, \(bytes >> 20) MB, \(time) s, peak \(peak) MB")
        exit(peak < limit && count > 0 ? 0 : 1)
    }

    static func foundation(_ files: [String]) throws {
        struct Record: Decodable {
            var id: String
            var date: String
            var lang: String
            var title: String
            var text: String
        }
        for file in files {
            let content = try Data(contentsOf: URL(fileURLWithPath: file))
            let decoder = JSONDecoder()
            var count = 0
            let time = try seconds {
                for line in content.split(separator: 10) {
                    _ = try decoder.decode(Record.self, from: line)
                    count += 1
                }
            }
            print("\(file): \(count) articles, \(time) s by JSONDecoder")
        }
    }
}
