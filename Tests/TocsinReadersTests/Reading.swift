import Foundation
import TocsinModel
import TocsinReaders

/// What a reader gave for some bytes.
struct Reading {
    var articles: [Article] = []
    var trouble: [Diagnostic] = []

    var lines: [String] { trouble.map(\.description) }

    init(_ bytes: [UInt8], name: String = "x", options: ReadOptions = ReadOptions()) {
        var articles: [Article] = []
        var trouble: [Diagnostic] = []
        ArticleReader(options: options).read(
            bytes, name: name, each: { articles.append($0) }, trouble: { trouble.append($0) })
        self.articles = articles
        self.trouble = trouble
    }

    init(_ text: String, name: String = "x", options: ReadOptions = ReadOptions()) {
        self.init(Array(text.utf8), name: name, options: options)
    }

    /// The same bytes in chunks of a few bytes each.
    init(chunked bytes: [UInt8], of size: Int, name: String = "x") {
        var articles: [Article] = []
        var trouble: [Diagnostic] = []
        var at = 0
        ArticleReader().read(
            name: name,
            next: {
                guard at < bytes.count else { return nil }
                let chunk = Array(bytes[at..<min(bytes.count, at + size)])
                at += size
                return chunk
            },
            each: { articles.append($0) }, trouble: { trouble.append($0) })
        self.articles = articles
        self.trouble = trouble
    }
}

/// The folder of real material beside the project, where it is there.
func sharedData(_ path: String) -> String? {
    let folder =
        ProcessInfo.processInfo.environment["TOCSIN_DATA"]
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/data").standardized.path
    let full = folder + "/" + path
    return FileManager.default.fileExists(atPath: full) ? full : nil
}

func contents(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
