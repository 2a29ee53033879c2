package import TocsinModel
import TocsinText

extension Quantity {
    /// The one figure that a text is, "about 1,200", with the bounds an article's words would give
    /// it; what is counted may stand behind it. Nil where the text begins with no figure.
    package init?(written text: String) {
        let read = TextAnalyzer().analyze(text, field: .body)
        guard read.sentences.count == 1,
            let found = FormRecognizer().mentions(
                in: read, sentence: 0, published: nil, kinds: .number
            ).first, found.tokens.lowerBound == read.tokens.startIndex,
            case .quantity(let figure) = found.value
        else { return nil }
        self = figure
    }
}
