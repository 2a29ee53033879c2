import TocsinExtraction
package import TocsinModel
import TocsinText

extension RuleSet {
    /// Everything the recognizers and the plugins' lists find in an article, in reading order:
    /// figures, dates, places, names. What one finds within another's words is there too.
    package func mentions(in article: Article) -> [Mention] {
        let analyzed = TextAnalyzer().analyze(article)
        let work = ArticleWork(analyzed, rules: self, forms: FormRecognizer())
        let known = work.articleMentions
        var out: [Mention] = []
        for field in Field.allCases {
            for sentence in analyzed[field].sentences.indices {
                out += known.forms(in: field, sentence: sentence)
                out += known.places(in: field, sentence: sentence)
                out += known.entities(in: field, sentence: sentence)
            }
        }
        return out.sorted { ($0.span, -$0.span.end) < ($1.span, -$1.span.end) }
    }
}
