package import TocsinAlerting
package import TocsinModel
package import TocsinStore

/// What a silence matches, as people write it and as it is kept: `rule=plugin.rule`,
/// `severity<=moderate`, `area=Kyiv,Odesa`, `area="Washington, D.C."`. All of them must hold.
package enum SilenceText {
    package struct Problem: Error, Hashable, Sendable { package var message: String }

    package static func matcher(_ text: String) throws(Problem) -> AlertMatcher {
        for (sign, test) in [
            (">=", { ConditionTest.atLeast(.string($0)) }),
            ("<=", { ConditionTest.atMost(.string($0)) }),
        ] as [(String, (String) -> ConditionTest)] {
            guard let range = text.firstRange(of: sign) else { continue }
            let value = String(text[range.upperBound...])
            return try checked(AlertMatcher(String(text[..<range.lowerBound]), test(value)), text)
        }
        guard let at = text.firstIndex(of: "="), at != text.startIndex,
            text.index(after: at) != text.endIndex
        else {
            throw Problem(
                message:
                    "\"\(text)\" matches nothing; expected e.g. rule=plugin.rule, severity<=moderate, area=Kyiv,Odesa"
            )
        }
        let values = try pieces(of: text[text.index(after: at)...], at: { $0 == "," }).map {
            JSONValue.string(unquoted($0))
        }
        guard !values.isEmpty else { throw Problem(message: "\"\(text)\" names no value") }
        return try checked(
            AlertMatcher(
                String(text[..<at]), values.count == 1 ? .equals(values[0]) : .oneOf(values)), text)
    }

    /// Matchers written in one line, between blanks: `severity<=moderate "area=Moscow Oblast"`.
    package static func matchers(in line: String) throws(Problem) -> [String] {
        try pieces(of: line[...], at: \.isWhitespace).map { piece in
            // Quotes around the whole of it are no part of its value.
            piece.hasPrefix("\"") && piece.count > 1 ? unquoted(piece) : piece
        }
    }

    /// A matcher of one value, whatever is in it.
    package static func matcher(_ field: String, is value: String) -> String {
        value.contains { $0 == "," || $0.isWhitespace } && !value.contains("\"")
            ? "\(field)=\"\(value)\"" : "\(field)=\(value)"
    }

    /// Cut at what separates, but for what stands in quotes.
    private static func pieces(of text: Substring, at separates: (Character) -> Bool)
        throws(Problem) -> [String]
    {
        var out: [String] = []
        var piece = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if separates(character), !isQuoted {
                if !piece.isEmpty { out.append(piece) }
                piece = ""
            } else {
                piece.append(character)
            }
        }
        guard !isQuoted else {
            throw Problem(message: "\"\(text)\" opens a quotation mark and does not close it")
        }
        if !piece.isEmpty { out.append(piece) }
        return out
    }

    private static func unquoted(_ text: String) -> String {
        text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
            ? String(text.dropFirst().dropLast()) : text
    }

    private static func checked(_ matcher: AlertMatcher, _ text: String) throws(Problem)
        -> AlertMatcher
    {
        if let problem = matcher.problem { throw Problem(message: "\(text): \(problem)") }
        if case .atLeast = matcher.test, matcher.field != "severity" {
            throw Problem(message: "\(text): only severity is a scale; use = for \(matcher.field)")
        }
        if case .atMost = matcher.test, matcher.field != "severity" {
            throw Problem(message: "\(text): only severity is a scale; use = for \(matcher.field)")
        }
        return matcher
    }

    /// A silence as it is kept.
    package static func row(_ silence: Silence, matchers: [String], created: Timestamp)
        -> SilenceRow
    {
        SilenceRow(
            key: silence.id, starts: silence.starts, ends: silence.ends, author: silence.author,
            comment: silence.comment, created: created, json: JSONReport.compact(matchers))
    }

    /// The matchers of a kept silence, in the words they were given in.
    package static func matchers(_ row: SilenceRow) -> [String] {
        JSONReport.strings(row.json) ?? []
    }

    /// - Returns: nil where its words are not known, as those of a later version.
    static func silence(_ row: SilenceRow) -> Silence? {
        let texts = matchers(row)
        let matchers = texts.compactMap { try? matcher($0) }
        guard !texts.isEmpty, matchers.count == texts.count else { return nil }
        return Silence(
            id: row.key, match: matchers, starts: max(row.starts, row.created), ends: row.ends,
            author: row.author, comment: row.comment)
    }
}
