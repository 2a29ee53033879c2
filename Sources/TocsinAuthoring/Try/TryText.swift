import TocsinAlerting
import TocsinLua
import TocsinMatching
import TocsinModel
package import TocsinPlugins
import TocsinText
package import TocsinWorkspace

/// The answer of `tocsin try` as a person reads it.
package struct TryText {
    let style: TextStyle
    /// Patterns shown with their sentence; the others get a line each.
    let drawn: Int

    package init(style: TextStyle, drawn: Int = 1) {
        self.style = style
        self.drawn = drawn
    }

    var width: Int { min(style.width, 110) - 4 }

    // MARK: - Whole answers

    package func heading(_ rule: Rule) -> String {
        style.bold(rule.id) + "  " + rule.title + "\n" + style.faint(rule.path) + "\n\n"
    }

    package func render(_ result: TryResult) -> String {
        let reading = result.reading
        if let failure = reading.failure {
            let place =
                failure.line > 0
                ? "\(reading.rule.path):\(failure.line): " : reading.rule.path + ": "
            return verdict("STOPPED", false) + "\n\n"
                + paragraph("\(place)the rule stopped: \(failure.message)") + "\n"
        }
        if case .alert = reading.rule.kind { return alert(result) }
        if case .enrich = reading.rule.kind {
            return verdict("NOT TRIED", false) + "\n\n"
                + paragraph(
                    "An enrich rule changes events that other rules find; its examples say what it does: given { … }:becomes { … }."
                ) + "\n"
        }
        return body(result)
    }

    private func body(_ result: TryResult) -> String {
        let reading = result.reading
        var out = ""
        if reading.isSilenced {
            out += verdict("SILENT", false) + "\n\n" + silenced(reading)
            if reading.patterns.contains(where: { !$0.hits.isEmpty }) {
                out += "\n" + paragraph("But for that it would match:") + "\n" + hits(reading)
            }
            return out
        }
        switch reading.explanation {
        case .otherLanguage(let article, let languages)?:
            return verdict("NO MATCH", false) + "\n\n"
                + paragraph(
                    "The article is in \(article), and the rule reads \(languages.joined(separator: ", ")) only. "
                        + "Add the language to language = { … }, or try with --language \(languages[0])."
                ) + "\n"
        case .words(let counted, let needed, let missing, let cancelled)?:
            out += words(reading, counted, needed, missing, cancelled)
        case .query(let trace)?: out += query(reading, trace)
        case .patterns?: out += patterns(reading)
        case nil:
            out += verdict(reading.hasMatched ? "MATCH" : "NO MATCH", reading.hasMatched) + "\n\n"
            if !reading.hasMatched {
                out += paragraph("The rule's function gave nothing for this article.") + "\n"
            }
        }
        if case .find = reading.rule.kind, reading.explanation != nil, !reading.events.isEmpty {
            out += paragraph("Its function then gave:") + "\n"
        }
        out += events(reading)
        if let alert = result.alert { out += ringing(alert, reading) }
        return out
    }

    func verdict(_ word: String, _ good: Bool) -> String {
        good ? style.green(word) : style.red(word)
    }

    func paragraph(_ text: String, indent: String = "") -> String {
        wrapped(text, width - indent.count).map { indent + $0 + "\n" }.joined()
    }

    func drawing(
        _ text: AnalyzedText, sentence: Int, _ marks: [SentenceDrawing.Mark],
        onlyMarked: Bool = false
    ) -> String {
        let bytes = text.sentences[sentence].bytes
        let shifted = marks.map {
            SentenceDrawing.Mark(
                ($0.range.lowerBound - bytes.lowerBound)..<($0.range.upperBound - bytes.lowerBound),
                $0.symbol, label: $0.label)
        }
        return SentenceDrawing(text.text(bytes), marks: shifted, width: width - 4).lines(
            onlyMarked: onlyMarked
        ).map { "    " + $0 + "\n" }.joined()
    }
}

extension String {
    var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    var firstUpper: String { prefix(1).uppercased() + dropFirst() }
}
