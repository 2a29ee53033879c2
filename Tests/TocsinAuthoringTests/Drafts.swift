import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

/// Rule files in a folder that goes away with the test, and what `try` says of them.
final class Drafts {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-drafts-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    func write(_ text: String, to name: String = "draft.lua") throws -> String {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// The answer of `tocsin try`, without colours, 100 columns wide.
    func answer(
        _ rule: String, _ text: String, language: String = "en",
        published: String = "2025-03-11T12:00:00Z"
    ) throws -> String {
        let located = try RuleLocator(usesPlugins: false).locate(write(rule))
        let article = Article(
            id: "a", language: language, published: Timestamp(published), body: text)
        return TryText(style: TextStyle(isColoured: false, width: 100)).render(
            RuleTry(located).read(article))
    }

    /// Whether an answer says something, wherever its lines break.
    static func says(_ answer: String, _ part: String) -> Bool {
        func flat(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return answer.contains(part) || flat(answer).contains(flat(part))
    }
}
