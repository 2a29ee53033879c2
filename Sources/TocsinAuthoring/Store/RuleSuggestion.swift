import Foundation
package import TocsinModel
import TocsinPlugins
import TocsinText
package import TocsinWorkspace

/// Rules made from a marked stretch of an article, each tried on the articles at hand.
package struct RuleSuggestion: Sendable {
    /// What the rule is, in a few words.
    package var what: String
    package var source: String
    /// How many of the articles it finds something in.
    package var found = 0
    package var of = 0
    /// Sentences it finds, with brackets around what it found.
    package var sentences: [String] = []

    /// - Throws: where the marked words are not in the article.
    package static func make(
        _ article: Article, select: String, articles: [Article]
    ) throws(WorkspaceError) -> [RuleSuggestion] {
        guard let span = place(of: select, in: article) else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "suggest.select", place: article.id,
                    message:
                        "\"\(select)\" is not in the article; give words as they stand there, e.g. --select '12 people were killed'"
                )
            ])
        }
        var out: [RuleSuggestion] = []
        for (what, source) in try drafts(article, span) {
            var one = RuleSuggestion(what: what, source: source)
            try one.tryOn([article] + articles.filter { $0.id != article.id })
            out.append(one)
        }
        return out
    }

    /// The first place where the words stand, blanks and line breaks alike.
    private static func place(of select: String, in article: Article) -> Span? {
        let wanted = TextAnalyzer().analyze(select, field: .body)
        let words = wanted.tokens.indices.map { wanted.folded($0) }
        guard !words.isEmpty else { return nil }
        for field in [Field.body, .title] {
            let text = TextAnalyzer().analyze(article.text(field), field: field)
            guard text.tokens.count >= words.count else { continue }
            for start in 0...(text.tokens.count - words.count)
            where words.indices.allSatisfy({ text.folded(start + $0) == words[$0] }) {
                return text.span(start..<(start + words.count))
            }
        }
        return nil
    }

    // MARK: - Drafts

    private static func drafts(_ article: Article, _ span: Span) throws(WorkspaceError) -> [(
        String, String
    )] {
        let text = TextAnalyzer().analyze(article.text(span.field), field: span.field)
        let first = text.token(endingAfter: span.start)
        let tokens = first..<(text.token(endingAfter: span.end - 1) + 1)
        let mentions = try recognize(article, span)
        let plain = oneLine(article.text(span))
        var out: [(String, String)] = []
        if tokens.count <= 4, mentions.allSatisfy({ $0.kind != .quantity }) {
            out.append(("these words as a phrase", watchlist([plain], article)))
            let last = text.text(tokens.upperBound - 1)
            if last.first?.isLowercase == true {
                out.append(("every form of the last word", watchlist([plain + "~"], article)))
            }
        }
        let narrow = pattern(text, tokens, mentions, isWide: false)
        let wide = pattern(text, tokens, mentions, isWide: true)
        if tokens.count > 1 || !mentions.isEmpty {
            out.append(("the sentence's own words", extract(narrow, article)))
            if wide != narrow {
                out.append(
                    ("every form of its telling words, others skipped", extract(wide, article)))
            }
        }
        return out.filter { !$0.1.isEmpty }
    }

    private static func recognize(_ article: Article, _ span: Span) throws(WorkspaceError)
        -> [Mention]
    {
        let path = try write(watchlist(["tocsin"], article))
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let located = try RuleLocator().locate(path)
        return RuleRunner(located.ruleSet, limits: located.limits).mentions(article, around: span)
    }

    private static func watchlist(_ words: [String], _ article: Article) -> String {
        var answers = RuleAnswers(name: "suggested")
        answers.words = words
        answers.language = article.language == "en" ? nil : article.language
        return RuleTemplate(answers: answers).watchlist([], [])
    }

    private static func extract(_ pattern: String, _ article: Article) -> String {
        let language =
            article.language.map { $0 == "en" ? "" : "  language = \"\($0)\",\n" } ?? ""
        let title = oneLine(article.title).replacing("]]", with: "")
        return """
            --- What was marked in \(title.isEmpty ? "a sentence" : "\"\(title)\"").
            return tocsin.extract {
              title = "Suggested",
              event = { label = "suggested" },
            \(language)  patterns = {
                "\(pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))",
              },
              examples = {
              },
            }

            """
    }

    /// Words that say little: skipped in the wide pattern.
    private static let small: Set<String> = [
        "a", "an", "the", "of", "in", "on", "at", "to", "and", "or", "for", "by", "with", "from",
        "as", "that", "its", "his", "her", "their", "more", "than", "least", "about",
    ]

    private static func pattern(
        _ text: AnalyzedText, _ tokens: Range<Int>, _ mentions: [Mention], isWide: Bool
    ) -> String {
        var parts: [String] = []
        var at = tokens.lowerBound
        var skipped = 0
        var roles: Set<String> = []
        func role(_ mention: Mention) -> String {
            let name: String
            switch mention.kind {
            case .quantity:
                // "12 people were killed": the metric is the word that follows.
                let after = tokens.filter { $0 >= mention.tokens.upperBound }.map {
                    text.folded($0)
                }
                let before = tokens.filter { $0 < mention.tokens.lowerBound }.map {
                    text.folded($0)
                }
                name =
                    after.first(where: Quantity.metrics.contains)
                    ?? before.last(where: Quantity.metrics.contains)
                    ?? (after.contains("wounded") || after.contains("hurt") ? "injured" : "figure")
            case .person, .organization: name = "actor"
            default: name = mention.kind.name
            }
            return name
        }
        func gap() {
            if skipped > 0 { parts.append("...\(min(8, skipped + 1))") }
            skipped = 0
        }
        while at < tokens.upperBound {
            if let mention = mentions.first(where: { $0.tokens.contains(at) }),
                roles.insert(role(mention)).inserted
            {
                gap()
                parts.append("{\(role(mention)): \(mention.kind.name)}")
                at = max(at + 1, mention.tokens.upperBound)
                continue
            }
            let word = text.text(at)
            let folded = text.folded(at)
            let isSmall = small.contains(folded) || word.count < 3
            if isWide, isSmall, !parts.isEmpty {
                skipped += 1
            } else {
                gap()
                let isPlain = word.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-"
                        || $0 == "'"
                }
                guard isPlain else {
                    skipped += 1
                    at += 1
                    continue
                }
                parts.append(
                    isWide && !isSmall && word.first?.isLowercase == true ? word + "~" : word)
            }
            at += 1
        }
        return parts.joined(separator: " ")
    }

    // MARK: - Trying

    private static var folder: String {
        NSTemporaryDirectory() + "tocsin-suggest-\(ProcessInfo.processInfo.processIdentifier)"
    }

    private static func write(_ source: String) throws(WorkspaceError) -> String {
        let path = folder + "/rules/suggested.lua"
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/rules", withIntermediateDirectories: true)
            try source.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "suggest.write", place: folder,
                    message: "cannot be written: \(error.localizedDescription)")
            ])
        }
        return path
    }

    private mutating func tryOn(_ articles: [Article]) throws(WorkspaceError) {
        let path = try Self.write(source)
        defer { try? FileManager.default.removeItem(atPath: Self.folder) }
        let located = try RuleLocator().locate(path)
        let runner = RuleRunner(located.ruleSet, limits: located.limits)
        of = articles.count
        var example: String?
        for article in articles {
            let spans = runner.trial(article, rule: located.number).spans
            guard let first = spans.first else { continue }
            found += 1
            let text = TextAnalyzer().analyze(
                article.text(first.span.field), field: first.span.field)
            guard let number = text.sentence(at: first.span.start) else { continue }
            let sentence = text.sentences[number]
            if example == nil {
                let marker = ExampleMarker(located)
                example = marker.marked(
                    oneLine(text.text(sentence.bytes)), language: article.language)
            }
            if sentences.count < 5 {
                var line = Array(text.utf8[sentence.bytes])
                for span in spans.reversed()
                where span.span.field == first.span.field
                    && sentence.bytes.contains(span.span.start)
                    && span.span.end <= sentence.bytes.upperBound
                {
                    let from = span.span.start - sentence.bytes.lowerBound
                    let to = span.span.end - sentence.bytes.lowerBound
                    guard to <= line.count else { continue }
                    line.replaceSubrange(
                        from..<to, with: Array("[".utf8) + line[from..<to] + Array("]".utf8))
                }
                sentences.append(oneLine(String(decoding: line, as: UTF8.self)))
            }
        }
        if let example, !example.contains("]]") {
            source = source.replacing(
                "  examples = {\n", with: "  examples = {\n    match [[\(example)]],\n",
                maxReplacements: 1)
        }
    }
}
