import TocsinLua
import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// An explained article in the terminal: coloured words, notes in the margin, events below.
package struct ExplanationText {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    private var width: Int { min(style.width, 110) }

    package func render(_ one: ArticleExplanation) -> String {
        var out = ""
        var paragraph = -1
        for sentence in one.sentences {
            if sentence.field == .title {
                for line in wrapped(painted(sentence, one), width) {
                    out += style.bold(line) + "\n"
                }
            } else {
                if sentence.paragraph != paragraph { out += "\n" }
                paragraph = sentence.paragraph
                for line in wrapped(painted(sentence, one), width) { out += line + "\n" }
            }
            out += notes(sentence, one)
        }
        out += "\n"
        for list in one.watchlists {
            out +=
                style.bold("WATCHLIST") + "  " + list.title
                + (list.severity.map { "  rings \($0.rawValue)" } ?? "  tags only")
                + style.faint("  \(list.rule): \(list.words.joined(separator: ", "))") + "\n"
        }
        if !one.watchlists.isEmpty { out += "\n" }
        if one.events.isEmpty {
            out +=
                one.extracted
                ? "No event. tocsin try RULE on this file says how near a rule came.\n"
                : "No event: no rule of extraction reads \(one.language).\n"
        }
        for (number, event) in one.events.enumerated() {
            out +=
                style.faint("\(number + 1)  ")
                + TryText(style: style).event(event, published: one.article.published)
            let rules = event.foundBy.map { String($0.prefix { $0 != "@" }) }.joined(
                separator: ", ")
            while out.hasSuffix("\n\n") { out.removeLast() }
            out += "    " + style.faint("found by \(rules)") + "\n"
            if let confidence = event.confidence {
                out +=
                    "    "
                    + style.faint(
                        "confidence \(confidence.level): \(confidence.factors.joined(separator: ", "))"
                    ) + "\n"
            }
            out += "\n"
        }
        for failure in one.failures {
            out += "\(failure.rule): stopped: \(failure.error.message)\n"
        }
        return out
    }

    /// The sentence with its marked words coloured, or in brackets where there are no colours.
    private func painted(_ sentence: ArticleExplanation.Sentence, _ one: ArticleExplanation)
        -> String
    {
        var out = ""
        var at = sentence.range.lowerBound
        for note in sentence.notes where note.span.start >= at {
            let end = min(note.span.end, sentence.range.upperBound)
            guard note.span.start < end else { continue }
            out += one.text(at..<note.span.start, sentence.field)
            let words = one.text(note.span.start..<end, sentence.field)
            if style.isColoured {
                // Word by word, so that a line may break inside.
                out += words.split(separator: " ").map { colour(note.role, String($0)) }.joined(
                    separator: " ")
            } else {
                out += "[\(words)]"
            }
            at = end
        }
        return oneLine(out + one.text(at..<sentence.range.upperBound, sentence.field))
    }

    private func colour(_ role: String, _ text: String) -> String {
        switch RoleGroup(role) {
        case .trigger: style.red(text)
        case .figure: style.yellow(text)
        case .party: style.green(text)
        case .place: style.cyan(text)
        case .word: style.mark(text)
        case .other: style.bold(text)
        }
    }

    private func notes(_ sentence: ArticleExplanation.Sentence, _ one: ArticleExplanation) -> String
    {
        var out = ""
        for note in sentence.notes {
            let words = oneLine(one.text(note.span.range, note.span.field))
            let event = note.event.map { "\($0)" } ?? ""
            var line = fitted("  │ \(event)", 6) + fitted(note.role, 12)
            line +=
                note.value.isEmpty || note.value == words
                ? "\"\(words)\"" : "\"\(words)\" is \(note.value)"
            line +=
                "  " + (note.rules.isEmpty ? "by the grammar" : note.rules.joined(separator: ", "))
            out += style.faint(fitted(line, width).trimmedEnd) + "\n"
        }
        return out
    }
}

/// What kind of slot a role fills: one colour each.
enum RoleGroup: String {
    case trigger, figure, party, place, word, other

    init(_ role: String) {
        switch role {
        case "trigger": self = .trigger
        case "actor", "recipient", "claim", "speaker", "target": self = .party
        case "place", "origin", "destination", "affected", "target_of_motion", "over", "mentioned":
            self = .place
        case "word": self = .word
        case "date", "time": self = .other
        default:
            self =
                Quantity.metrics.contains(role) || Materiel.roles.contains(role) ? .figure : .other
        }
    }
}
