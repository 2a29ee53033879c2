import Foundation
import TocsinReaders

/// Pages as dictionaries, one a line, then the seconds it took.
enum PageDump {
    static func run(_ files: [String]) throws {
        let contents = try files.map(ReaderBench.bytes)
        var pages: [Page?] = []
        let time = ReaderBench.seconds { pages = contents.map { PageReader.page($0) } }
        for (file, page) in zip(files, pages) {
            var object: [String: Any] = ["file": file, "body": page?.body ?? ""]
            object["title"] = page?.title
            object["author"] = page?.author
            object["outlet"] = page?.outlet
            object["url"] = page?.url
            object["language"] = page?.language
            object["published"] = page?.published
            object["updated"] = page?.updated
            let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
            print(String(decoding: data, as: UTF8.self))
        }
        print(time)
    }
}
