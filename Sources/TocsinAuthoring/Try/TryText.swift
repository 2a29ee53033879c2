import TocsinAlerting
import TocsinLua
import TocsinMatching
import TocsinModel
package import TocsinPlugins
import TocsinText
package import TocsinWorkspace

/// The answer of `tocsin try` as a person reads it.
package struct TryText {
    private let style: TextStyle
    /// Patterns shown with their sentence; the others get a line each.
    private let drawn: Int

    package init(style: TextStyle, drawn: Int = 1) {
        self.style = style
        self.drawn = drawn
    }

    private var width: Int { min(style.width, 110) - 4 }

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

    private func verdict(_ word: String, _ good: Bool) -> String {
        good ? style.green(word) : style.red(word)
    }

    private func paragraph(_ text: String, indent: String = "") -> String {
        wrapped(text, width - indent.count).map { indent + $0 + "\n" }.joined()
    }

    private func drawing(
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

    // MARK: - Patterns

    private func patterns(_ reading: RuleReading) -> String {
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

    private func hits(_ reading: RuleReading) -> String {
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
    private func near(_ pattern: RuleReading.Pattern, _ reading: RuleReading) -> String {
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
        } else if let stop = trace.stoppedAt {
            marks.append(.init(text.bytes(stop..<(stop + 1)), "^"))
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
    private func reason(
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
        let stop = trace.stoppedAt.map { quoted($0..<($0 + 1)) }
        let wanted = trace.wanted ?? ""
        if brief {
            return trace.isWantedBefore
                ? "\(quoted(trace.tokens)), before it wants \(wanted)"
                : "\(quoted(trace.tokens)), then wants \(wanted), found \(stop ?? "the sentence's end")"
        }
        var out =
            trace.isWantedBefore
            ? "It has \(quoted(trace.tokens)) and wants \(wanted) before it; there stands \(stop ?? "the sentence's start")."
            : "It has \(quoted(trace.tokens)) and then wants \(wanted); there stands \(stop ?? "the sentence's end")."
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

    // MARK: - Words and queries

    private func words(
        _ reading: RuleReading, _ counted: [WordMatch], _ needed: Int, _ missing: [Int],
        _ cancelled: [(word: WordMatch, by: WordMatch)]
    ) -> String {
        let groups = Set(counted.map(\.group)).count
        let isMet = groups >= needed
        var out = verdict(isMet ? "MATCH" : "NO MATCH", isMet)
        let total = reading.groupCount > 0 ? " of \(reading.groupCount)" : ""
        out +=
            needed > 1
            ? "  \(groups)\(total) words found; at_least = \(needed) asks for \(needed) different ones\n\n"
            : groups == 0
                ? reading.groupCount == 1
                    ? "  its one word is not here\n\n"
                    : "  none\(total.isEmpty ? "" : " of its \(reading.groupCount) words") counts here\n\n"
                : "  \(groups)\(total) words found\n\n"
        out += sentences(
            reading,
            counted.map { ($0.field, $0.tokens, Character("^")) }
                + cancelled.flatMap {
                    [
                        ($0.word.field, $0.word.tokens, Character("~")),
                        ($0.by.field, $0.by.tokens, Character("x")),
                    ]
                })
        for (word, by) in cancelled.prefix(5) {
            let text = reading.analyzed[word.field]
            out += paragraph(
                "\"\(oneLine(text.text(text.bytes(word.tokens))))\" does not count: it is part of \"\(oneLine(text.text(text.bytes(by.tokens))))\", which unless excludes.",
                indent: "    ")
        }
        if !row(reading).isEmpty { out += paragraph(row(reading), indent: "    ") }
        if !isMet || needed > 1 {
            let near = reading.missing.filter { $0.near != nil }
            for one in near.prefix(6) {
                guard let (spec, word) = one.near else { continue }
                out += paragraph(
                    "Not found: \(spec.written). \(word.advice(for: spec).firstUpper).",
                    indent: "    ")
            }
            if !isMet {
                let rest = reading.missing.filter { $0.near == nil }
                if !rest.isEmpty {
                    let list = rest.prefix(12).map { $0.spellings[0] }.joined(separator: ", ")
                    out += paragraph(
                        "\(near.isEmpty ? "Not found, nor anything like it" : "Nor"): \(list)\(rest.count > 12 ? " and \(rest.count - 12) more" : "").",
                        indent: "    ")
                }
                if reading.rule.fields.count == 1 {
                    out += paragraph(
                        "The rule looks in the \(reading.rule.fields[0].rawValue) only (in_fields).",
                        indent: "    ")
                }
            }
        }
        return out + "\n"
    }

    private func row(_ reading: RuleReading) -> String {
        guard !reading.row.isEmpty else { return "" }
        return "Row: "
            + reading.row.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
            .joined(separator: "; ")
    }

    private func query(_ reading: RuleReading, _ trace: QueryTrace) -> String {
        var out = verdict(trace.isMet ? "MATCH" : "NO MATCH", trace.isMet) + "\n\n"
        if trace.isMet {
            out += sentences(
                reading,
                trace.found.map {
                    (
                        $0.field, Int($0.tokens.lowerBound)..<Int($0.tokens.upperBound),
                        Character("^")
                    )
                })
            return out + "\n"
        }
        let culprits = trace.culprits
        let marks = culprits.flatMap { part in
            part.found.map {
                (
                    $0.field, Int($0.tokens.lowerBound)..<Int($0.tokens.upperBound),
                    part.isExcluded ? Character("x") : Character("^")
                )
            }
        }
        if !marks.isEmpty { out += sentences(reading, marks) }
        for part in culprits.prefix(8) {
            let why =
                part.isExcluded
                ? "NOT \(part.part): it is in the article, so the query does not match"
                : "\(part.part): \(part.note ?? "it is not in the article")"
            out += paragraph(why + ".", indent: "    ")
        }
        out += "\n" + style.faint("The whole query") + "\n" + tree(trace, depth: 1)
        return out + "\n"
    }

    private func tree(_ trace: QueryTrace, depth: Int) -> String {
        let good = trace.isExcluded ? !trace.isMet : trace.isMet
        let sign = good ? style.green("✓") : style.red("✗")
        let head = String(repeating: "  ", count: depth) + sign + " "
        let isLong = displayWidth(trace.part) > width - depth * 2 - 6
        let part =
            trace.parts.isEmpty || !isLong
            ? (trace.isExcluded ? "NOT " : "") + trace.part
            : fitted((trace.isExcluded ? "NOT " : "") + trace.part, width - depth * 2 - 6)
        var out = head + part + "\n"
        guard depth < 4 else { return out }
        for inner in trace.parts.prefix(12) { out += tree(inner, depth: depth + 1) }
        return out
    }

    /// The sentences that words stand in, each drawn once.
    private func sentences(
        _ reading: RuleReading, _ words: [(field: Field, tokens: Range<Int>, symbol: Character)]
    ) -> String {
        var out = ""
        var drawnOnes = 0
        for field in Field.allCases {
            let text = reading.analyzed[field]
            for (number, sentence) in text.sentences.enumerated() {
                let marks = words.filter {
                    $0.field == field && sentence.tokens.overlaps($0.tokens)
                }.map { SentenceDrawing.Mark(text.bytes($0.tokens), $0.symbol) }
                guard !marks.isEmpty else { continue }
                drawnOnes += 1
                if drawnOnes > 6 { continue }
                if field == .title { out += style.faint("    in the title:") + "\n" }
                out += drawing(text, sentence: number, marks, onlyMarked: true)
            }
        }
        if drawnOnes > 6 { out += "    … and \(drawnOnes - 6) more sentences\n" }
        return out
    }

    private func silenced(_ reading: RuleReading) -> String {
        let list = reading.silencing.prefix(8).map { "\"\($0.text)\"" }.joined(separator: ", ")
        return paragraph(
            "The plugin is silent about articles like this one (silent_about in its plugin.lua): "
                + "\(reading.silencing.count) of its words are here, \(reading.silentAt) are enough: \(list).",
            indent: "    ")
    }

    // MARK: - Events

    private func events(_ reading: RuleReading) -> String {
        var out = ""
        for event in reading.events.prefix(5) {
            out += self.event(event, published: reading.analyzed.article.published)
        }
        if reading.events.count > 5 { out += "  … and \(reading.events.count - 5) more events\n\n" }
        if case .extract(let extract) = reading.rule.kind, extract.event.supports,
            !reading.events.isEmpty
        {
            out +=
                paragraph(
                    "This rule only supports (supports = true): in a run its figures join an event that another rule finds nearby; alone they make none."
                ) + "\n"
        }
        return out
    }

    func event(_ event: Event, published: Timestamp?) -> String {
        let lines = EventLines(event, published: published)
        var out =
            style.bold("EVENT") + "  \(lines.headline)  " + style.faint(lines.assertion) + "\n"
        let slotWidth = max(8, lines.lines.map { $0.slot.count }.max() ?? 0) + 2
        let valueWidth = min(
            width / 2, (lines.lines.map { displayWidth($0.value) }.max() ?? 0) + 2)
        for line in lines.lines {
            out +=
                ("    " + fitted(line.slot, slotWidth) + fitted(line.value, valueWidth)
                + style.faint(
                    fitted(line.reason, max(10, width - slotWidth - valueWidth - 4)).trimmedEnd))
                .trimmedEnd + "\n"
        }
        for reason in lines.heldBack {
            out += paragraph("! An alert holds this event back: \(reason).", indent: "    ")
        }
        return out + "\n"
    }

    // MARK: - Alerts

    private func ringing(_ alert: AlertReading, _ reading: RuleReading) -> String {
        if let rung = alert.rung.first {
            return "Rings \(rung.severity.rawValue): \(rung.headline)\n\n"
        }
        guard reading.hasMatched else { return "" }
        return held(alert)
    }

    private func held(_ alert: AlertReading) -> String {
        alert.decisions.compactMap(\.holdReason).prefix(4).map {
            paragraph("Does not ring: \($0.description).")
        }.joined()
    }

    private func alert(_ result: TryResult) -> String {
        guard let alert = result.alert else {
            return verdict("NOT TRIED", false) + "\n\n"
                + paragraph("The rule does not compile; tocsin check says why.")
        }
        var out = ""
        if let rung = alert.rung.first {
            out +=
                verdict("RINGS", true) + "  \(rung.severity.rawValue)\n\n    \(rung.headline)\n\n"
            let clauses = alert.rule.when.clauses
            for reason in rung.reasons.prefix(while: { reason in
                !clauses.contains { reason.hasPrefix($0.key + ": ") }
            }) {
                out += paragraph(reason)
            }
        } else {
            out += verdict("DOES NOT RING", false) + "  \(count(alert))\n\n"
        }
        for subject in alert.subjects.sorted(by: { $0.failures.count < $1.failures.count }).prefix(
            4)
        {
            out += self.subject(subject, result)
        }
        if alert.subjects.count > 4 { out += "  … and \(alert.subjects.count - 4) more events\n\n" }
        if !alert.hasRung { out += held(alert) }
        if alert.subjects.isEmpty { out += candidates(alert) }
        return out
    }

    private func count(_ alert: AlertReading) -> String {
        guard !alert.rule.isOnArticles else { return "" }
        let met = alert.subjects.count { $0.failures.isEmpty }
        let total = alert.subjects.count
        if total == 0 { return "no rule finds an event in this article" }
        return met == 0
            ? "\(total) event\(total == 1 ? "" : "s") found, none meets when"
            : "\(met) of \(total) events meet\(met == 1 ? "s" : "") when"
    }

    private func subject(_ subject: AlertReading.Subject, _ result: TryResult) -> String {
        var out = ""
        if let event = subject.event {
            let trigger = event.trigger.map { " \"\(oneLine($0.text))\"" } ?? ""
            out += style.bold(EventLines(event, published: nil).headline) + trigger
            out += style.faint(
                "  " + event.foundBy.map { String($0.prefix { $0 != "@" }) }.joined(separator: ", ")
            )
            out += "\n"
        }
        out += table(subject.verdicts, indent: 2)
        return out + "\n"
    }

    private func table(_ verdicts: [ConditionVerdict], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let keyWidth = min(24, (verdicts.map { $0.key.count }.max() ?? 0) + 2)
        let foundWidth = min(
            width * 2 / 5, max(8, verdicts.map { displayWidth($0.found) }.max() ?? 0) + 2)
        var out = ""
        for verdict in verdicts {
            let sign = verdict.holds ? style.green("✓") : style.red("✗")
            var line =
                margin + sign + " " + fitted(verdict.key, keyWidth)
                + fitted(verdict.found.isEmpty ? "nothing" : verdict.found, foundWidth)
            if !verdict.holds { line += "wanted " + verdict.wanted }
            if let widening = verdict.widening {
                line += style.faint("  (safe default; \(widening))")
            }
            out += line.trimmedEnd + "\n"
            if !verdict.holds {
                for part in verdict.parts.prefix(6) { out += table(part, indent: indent + 4) }
            }
        }
        return out
    }

    private func candidates(_ alert: AlertReading) -> String {
        guard !alert.candidates.isEmpty else {
            return paragraph(
                "It rings for events, and no rule finds so much as a trigger word of one here. tocsin rules lists what there is; tocsin new extract writes another."
            ) + "\n"
        }
        var out =
            paragraph("It rings for events, and none is found. Rules that came near one:") + "\n"
        for (place, reading) in alert.candidates.prefix(5).enumerated() {
            out += "  " + style.bold(reading.rule.id) + "\n"
            if let best = reading.nearest.first, best.nearness > 0 {
                out +=
                    place == 0
                    ? near(best, reading)
                    : "    " + fitted(reason(best, reading, brief: true), width - 4).trimmedEnd
                        + "\n"
            } else {
                out += "    none of its words is here\n"
            }
        }
        if alert.candidates.count > 5 { out += "  … and \(alert.candidates.count - 5) more\n" }
        return out + "\n"
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
