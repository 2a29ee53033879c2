import Foundation
import TocsinModel
import TocsinReaders
import TocsinStore

/// A store with articles in it, as a run leaves them, in a folder that goes with it.
final class ArchiveFixture {
    let folder: String
    let store: Store

    init(_ articles: [Article], in folder: String? = nil) throws {
        self.folder = folder ?? NSTemporaryDirectory() + "tocsin-test-\(UUID().uuidString)"
        store = try Store.open(folder: self.folder + "/.tocsin")
        try store.write { writer in
            for article in articles {
                let standing = try writer.reader.standing(
                    of: article, rules: "r", details: false)
                try writer.put(
                    PreparedOutcome(
                        ArticleOutcome(article: article, language: article.language ?? "en")),
                    standing: standing, rules: "r", now: Timestamp(seconds: 1_750_000_000))
            }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Articles of a shared corpus; nil where it is absent.
    static func corpus(_ name: String, _ count: Int) throws -> [Article]? {
        let data =
            ProcessInfo.processInfo.environment["TOCSIN_DATA"]
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/data").standardized.path
        guard let bytes = FileManager.default.contents(atPath: "\(data)/corpora/\(name)") else {
            return nil
        }
        var out: [Article] = []
        struct Enough: Error {}
        try? ArticleReader().read(
            [UInt8](bytes), name: name,
            each: { (article: Article) throws(Enough) in
                out.append(article)
                if out.count == count { throw Enough() }
            }, trouble: { _ in })
        return out
    }
}
