import Foundation
import TocsinAlerting
import TocsinModel
import TocsinMatching
import TocsinPlugins
import TocsinText

/// The answer of `tocsin try` for machines: one object an article.
package struct TryJSON: Encodable {
    struct Pattern: Encodable {
        var number: Int
        var line: Int
        var pattern: String
        var matched: Bool
        var sentence: String
        /// What the elements found in a row cover.
        var reached: String
        var wanted: String?
        var found: String?
        var after: String?
        var advice: String?
    }

    struct Clause: Encodable {
        var key: String
        var holds: Bool
        var found: String
        var wanted: String
        var isDefault: Bool
        enum CodingKeys: String, CodingKey {
            case key, holds, found, wanted
            case isDefault = "safe_default"
        }
    }

    struct Subject: Encodable {
        var event: Event?
        var when: [Clause]
    }

    var rule: String
    var article: String
    var matched: Bool
    var silenced: Bool
    var spans: [Evidence]
    var events: [Event]
    var patterns: [Pattern]
    var missing: [String]
    var subjects: [Subject]
    var alerts: [Alert]
    var held: [String]

    package init(_ result: TryResult) {
        let reading = result.reading
        rule = reading.rule.versionedID
        article = result.article.id
        matched = result.hasMatched
        silenced = reading.isSilenced
        spans = reading.spans
        events = reading.events
        patterns = reading.patterns.map { pattern in
            let trace = pattern.outcome.trace
            let text = reading.analyzed[pattern.outcome.field]
            return Pattern(
                number: pattern.number, line: pattern.line, pattern: pattern.text,
                matched: !pattern.hits.isEmpty,
                sentence: text.text(text.sentences[pattern.outcome.sentence].bytes),
                reached: text.text(text.bytes(trace.tokens)), wanted: trace.wanted,
                found: trace.stoppedAt.map { text.text($0) },
                after: pattern.outcome.droppedAfter.map { text.text(text.bytes($0)) },
                advice: pattern.near.map { $0.word.advice(for: $0.spec) })
        }
        missing = reading.missing.map { $0.spellings.joined(separator: " | ") }
        subjects = (result.alert?.subjects ?? []).map { subject in
            Subject(
                event: subject.event,
                when: subject.verdicts.map {
                    Clause(
                        key: $0.key, holds: $0.holds, found: $0.found, wanted: $0.wanted,
                        isDefault: $0.isDefault)
                })
        }
        alerts = result.alert?.rung ?? []
        held = (result.alert?.decisions ?? []).compactMap { $0.holdReason?.description }
    }

    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
