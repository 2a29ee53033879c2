import TocsinMatching
import TocsinModel
import TocsinPlugins
import TocsinText
import TocsinWorkspace

/// Words and queries: which are here, which are not, and what is nearly there.
extension TryText {
    func words(
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

    func query(_ reading: RuleReading, _ trace: QueryTrace) -> String {
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
    func sentences(
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

    func silenced(_ reading: RuleReading) -> String {
        let list = reading.silencing.prefix(8).map { "\"\($0.text)\"" }.joined(separator: ", ")
        return paragraph(
            "The plugin is silent about articles like this one (silent_about in its plugin.lua): "
                + "\(reading.silencing.count) of its words are here, more than of its own subject, and \(reading.silentAt) are enough: \(list).",
            indent: "    ")
    }
}
