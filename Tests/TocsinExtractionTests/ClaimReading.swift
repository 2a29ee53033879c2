import Foundation
import TocsinModel
import TocsinText

@testable import TocsinExtraction

/// The shipped lists, and one article read with them.
enum ClaimReading {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let shipped: (lexicon: EntityLexicon, problems: [Diagnostic]) = {
        var builder = EntityLexicon.builder()
        var problems: [Diagnostic] = []
        for list in EntityLexicon.List.allCases {
            let plugin = list == .cues || list == .sources ? "quotations" : "people"
            let path = "Plugins/\(plugin)/lists/\(list.rawValue).tsv"
            guard
                let text = try? String(
                    contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            else {
                problems.append(Diagnostic(code: "list.missing", place: path, message: "no list"))
                continue
            }
            problems += builder.addTable(text, to: list, place: path)
        }
        return (builder.build(), problems)
    }()

    static func entities(_ body: String, title: String = "") -> ArticleEntities {
        EntityRecognizer().entities(
            in: analyzed(body, title), lexicon: shipped.lexicon)
    }

    static func claims(_ body: String, title: String = "") -> [Claim] {
        let article = analyzed(body, title)
        let entities = EntityRecognizer().entities(in: article, lexicon: shipped.lexicon)
        return ClaimExtractor().claims(in: article, entities: entities, lexicon: shipped.lexicon)
    }

    private static func analyzed(_ body: String, _ title: String) -> AnalyzedArticle {
        TextAnalyzer().analyze(
            Article(
                id: "a", title: title, language: "en", published: Timestamp(seconds: 1_741_716_000),
                body: body))
    }
}
