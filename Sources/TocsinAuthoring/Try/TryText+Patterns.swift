import TocsinMatching
import TocsinModel
import TocsinPlugins
import TocsinText
import TocsinWorkspace

/// Patterns: the sentences they match, or how far each came and what stopped it.
extension TryText {
    func patterns(_ reading: RuleReading) -> String {
        let matching = reading.patterns.filter { !$0.hits.isEmpty }
        if !matching.isEmpty {
            let list = matching.map { "\($0.number) (line \($0.line))" }
            return verdict("MATCH", true)
                + "  pattern\(list.count > 1 ? "s" : "") \(list.joined(separator: ", "))\n\n"
                + hits(reading)
        }
        if reading.hasMatched {
            return verdict("MATCH", true) + "\n\n"
        }
        let all = reading.nearest
        var out =
            verdict("NO MATCH", false)
            + "  \(all.count == 1 ? "its one pattern does" : "none of its \(all.count) patterns does")\n\n"
        guard let best = all.first else {
            return out + paragraph("The article has no sentence to look in.") + "\n"
        }
        if best.nearness == 0 {
            let words = gateWords(reading)
            out += paragraph(
                "No word that any of its patterns needs is in the text. It needs one of: \(words).")
            return out + "\n"
        }
        for pattern in all.prefix(drawn) where pattern.nearness > 0 {
            out += near(pattern, reading)
        }
        let rest = all.dropFirst(drawn)
        guard !rest.isEmpty else { return out }
        out += style.faint(drawn == 1 ? "The others" : "Further") + "\n"
        for pattern in rest { out += "  " + line(pattern, reading) + "\n" }
        return out + "\n"
    }

    /// The words without which no pattern of the rule can match.
    private func gateWords(_ reading: RuleReading) -> String {
        guard case .extract(let extract) = reading.rule.kind else { return "" }
        var words: [String] = []
        for text in extract.patterns {
            guard let syntax = try? PatternSyntax.parse(text) else { continue }
            let asked = syntax.asked(0..<syntax.elements.count).words
            for word in asked.specs.map(\.written) + asked.lists.map({ "@" + $0 })
            where !words.contains(word) && word.count > 3 {
                words.append(word)
            }
        }
        return words.prefix(12).joined(separator: ", ")
            + (words.count > 12 ? " and \(words.count - 12) more" : "")
    }

    func hits(_ reading: RuleReading) -> String {
        var out = ""
        struct Place: Hashable {
            var field: Field
            var sentence: Int
        }
        var marks: [Place: [SentenceDrawing.Mark]] = [:]
        var order: [Place] = []
        for pattern in reading.patterns {
            for hit in pattern.hits {
                let place = Place(field: hit.field, sentence: hit.sentence)
                if marks[place] == nil { order.append(place) }
                let text = reading.analyzed[hit.field]
                var rows = hit.captures.map {
                    SentenceDrawing.Mark(text.bytes($0.tokens), "^", label: $0.role)
                }
                // Words that no capture took show what else the pattern stood on.
                for token in hit.tokens
                where !hit.captures.contains(where: { $0.tokens.contains(token) }) {
                    rows.append(.init(text.bytes(token..<(token + 1)), "="))
                }
                marks[place, default: []] += rows.sorted {
                    $0.range.lowerBound < $1.range.lowerBound
                }
            }
        }
        for place in order.prefix(6) {
            if place.field == .title { out += style.faint("    in the title:") + "\n" }
            out +=
                drawing(
                    reading.analyzed[place.field], sentence: place.sentence, marks[place] ?? [])
                + "\n"
        }
        if order.count > 6 { out += "    … and \(order.count - 6) more sentences\n\n" }
        return out
    }

    /// The sentence in which a pattern came furthest, drawn.
    func near(_ pattern: RuleReading.Pattern, _ reading: RuleReading) -> String {
        let trace = pattern.outcome.trace
        let text = reading.analyzed[pattern.outcome.field]
        var out =
            "Nearest: pattern \(pattern.number), line \(pattern.line)\n"
            + wrapped(pattern.text, width - 4).map { "    " + style.cyan($0) + "\n" }.joined()
            + "\n"
        var marks: [SentenceDrawing.Mark] = []
        if !trace.tokens.isEmpty { marks.append(.init(text.bytes(trace.tokens), "=")) }
        if let phrase = pattern.outcome.droppedAfter {
            marks.append(.init(text.bytes(phrase), "x", label: "not_after"))
        } else if let stop = stopped(pattern, reading) {
            marks.append(.init(text.bytes(stop), "^"))
        }
        if trace.progress == 0, let near = pattern.near {
            let other = reading.analyzed[near.word.field]
            if let sentence = other.sentence(
                at: Int(other.tokens[near.word.tokens.lowerBound].start))
            {
                out += drawing(
                    other, sentence: sentence, [.init(other.bytes(near.word.tokens), "^")])
            }
        } else {
            out += drawing(text, sentence: pattern.outcome.sentence, marks)
        }
        out += paragraph(reason(pattern, reading), indent: "    ")
        return out + "\n"
    }

    private func line(_ pattern: RuleReading.Pattern, _ reading: RuleReading) -> String {
        let start = fitted("\(pattern.number)", 3) + fitted("line \(pattern.line)", 10)
        return start + fitted(reason(pattern, reading, brief: true), width - 15).trimmedEnd
    }

    /// Where it stopped and what it wanted there, in a sentence or two.
    func reason(
        _ pattern: RuleReading.Pattern, _ reading: RuleReading, brief: Bool = false
    ) -> String {
        let trace = pattern.outcome.trace
        let text = reading.analyzed[pattern.outcome.field]
        func quoted(_ tokens: Range<Int>) -> String {
            "\"\(oneLine(text.text(text.bytes(tokens))))\""
        }
        if let phrase = pattern.outcome.droppedAfter {
            return
                "It matches \(quoted(trace.tokens)), but \(quoted(phrase)) stands before it, which not_after excludes."
        }
        if trace.isWhole {
            return
                "It matches \(quoted(trace.tokens)), but another pattern of the rule took a longer or earlier stretch of these words."
        }
        guard trace.progress > 0 else {
            if let near = pattern.near { return near.word.advice(for: near.spec).firstUpper + "." }
            return brief
                ? "nothing of it is here; wants \(trace.wanted ?? "")"
                : "Nothing of it is in the text; it wants \(trace.wanted ?? "")."
        }
        let stop = stopped(pattern, reading).map(quoted)
        let gap = pattern.wantedGap
        let wanted = trace.wanted ?? ""
        if brief {
            return trace.isWantedBefore
                ? "\(quoted(trace.tokens)), before it wants \(wanted)"
                : "\(quoted(trace.tokens)), then wants \(wanted), found \(stop ?? "the sentence's end")"
        }
        if gap > 0, let behind = pattern.wantedBehindGap {
            let side = trace.isWantedBefore ? "before" : "after"
            let edge = trace.isWantedBefore ? "the sentence's start" : "the sentence's end"
            var out =
                "It has \(quoted(trace.tokens)) and wants \(behind) \(side) it, with at most \(gap) word\(gap == 1 ? "" : "s") between; there stands \(stop ?? edge)."
            out += hint(pattern)
            return out
        }
        var out =
            trace.isWantedBefore
            ? "It has \(quoted(trace.tokens)) and wants \(wanted) before it; there stands \(stop ?? "the sentence's start")."
            : "It has \(quoted(trace.tokens)) and then wants \(wanted); there stands \(stop ?? "the sentence's end")."
        out += hint(pattern)
        return out
    }

    /// The words that stand where something else was wanted: one, or as many as a gap may skip and
    /// one more.
    private func stopped(_ pattern: RuleReading.Pattern, _ reading: RuleReading) -> Range<Int>? {
        let trace = pattern.outcome.trace
        guard let stop = trace.stoppedAt else { return nil }
        let text = reading.analyzed[pattern.outcome.field]
        let sentence = text.sentences[pattern.outcome.sentence].tokens
        let range =
            trace.isWantedBefore
            ? (stop - pattern.wantedGap)..<(stop + 1) : stop..<(stop + 1 + pattern.wantedGap)
        return range.clamped(to: sentence)
    }

    /// What of it is nearly there: a word in another form, a mention of another place.
    private func hint(_ pattern: RuleReading.Pattern) -> String {
        let trace = pattern.outcome.trace
        var out = ""
        if let near = pattern.near {
            out += " " + near.word.advice(for: near.spec).firstUpper + "."
        }
        let wantsMention = pattern.wantedKinds.filter { $0 != .word && $0 != .phrase }
        if !wantsMention.isEmpty, pattern.near == nil {
            let kinds = wantsMention.map(\.name).joined(separator: " or ")
            let others = pattern.mentions.filter { !trace.tokens.overlaps($0.tokens) }
            if others.isEmpty {
                out += " No \(kinds) is recognized in the rest of this sentence."
            } else {
                let list = others.prefix(4).map { "\"\($0.text)\"" }.joined(separator: ", ")
                out += " As \(kinds) the sentence has \(list)."
            }
        }
        return out
    }
}
