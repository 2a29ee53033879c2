package import TocsinAlerting
package import TocsinModel
package import TocsinStore

/// What a silence matches, as people write it and as it is kept: `rule=plugin.rule`,
/// `severity<=moderate`, `area=Kyiv,Odesa`. All of them must hold.
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
        let values = text[text.index(after: at)...].split(separator: ",").map {
            JSONValue.string(String($0))
        }
        return try checked(
            AlertMatcher(
                String(text[..<at]), values.count == 1 ? .equals(values[0]) : .oneOf(values)), text)
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
