import TocsinMatching
package import TocsinModel
import TocsinText

/// What a sentence holds that a rule could be made for.
package struct SentenceSigns: Sendable {
    package var span: Span
    package var text: String
    /// Words of any rule, as the text has them; function words left out.
    package var words: [String] = []
    package var figures = 0
    package var hasQuotation = false
}

extension RuleRunner {
    /// Every sentence with the words of rules, figures and quotations in it, whether or not a rule
    /// found something there.
    package func sentenceSigns(_ article: Article) -> [SentenceSigns] {
        let analyzed = analyzer.analyze(article)
        let work = ArticleWork(analyzed, rules: rules, forms: forms)
        _ = rules.matcher.match(analyzed, scratch, mentions: work.mentions(of:field:sentence:))
        var out: [SentenceSigns] = []
        for field in Field.allCases {
            let text = analyzed[field]
            let hits = scratch.hits(field)
            for (number, sentence) in text.sentences.enumerated() {
                var signs = SentenceSigns(
                    span: Span(field: field, range: sentence.bytes), text: text.text(sentence.bytes)
                )
                for hit in hits where sentence.tokens.contains(Int(hit.tokens.lowerBound)) {
                    let tokens = Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound)
                    let word = text.text(text.bytes(tokens))
                    // Short words say nothing on their own.
                    if word.count > 4, !signs.words.contains(word) { signs.words.append(word) }
                }
                signs.figures =
                    work.mentions(
                        of: [.quantity, .money, .percent], field: field, sentence: number
                    ).count
                signs.hasQuotation = signs.text.contains { "\"“”«»„".contains($0) }
                out.append(signs)
            }
        }
        return out
    }

    /// What is recognized in the sentence that a byte of the body lies in.
    package func mentions(_ article: Article, around span: Span) -> [Mention] {
        let analyzed = analyzer.analyze(article)
        let text = analyzed[span.field]
        guard let number = text.sentence(at: span.start) else { return [] }
        let work = ArticleWork(analyzed, rules: rules, forms: forms)
        return work.mentions(
            of: [.quantity, .money, .percent, .date, .place, .person, .organization],
            field: span.field, sentence: number
        ).filter { $0.span.range.overlaps(span.range) }.sorted { $0.span < $1.span }
    }
}
