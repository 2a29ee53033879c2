import Foundation
import TocsinLua
import TocsinModel
import TocsinPlugins

/// Runs every example of a rule, as written and as it may stand elsewhere, and says which do not
/// hold.
struct ExampleChecker {
    /// One example with what was wrong, each line at the rule's own.
    struct Result {
        var number: Int
        var line: Int
        var variants = 0
        var problems: [String] = []
    }

    private let rules: RuleSet
    private let runner: RuleRunner

    init(_ rules: RuleSet, limits: LuaLimits) {
        self.rules = rules
        runner = RuleRunner(rules, limits: limits)
    }

    /// - Parameter variants: also tries what comes for free on every example.
    func check(_ number: Int, variants: Bool) -> [Result] {
        let rule = rules.rules[number]
        return rule.examples.enumerated().map { index, example in
            var result = Result(number: index + 1, line: example.line)
            result.problems = problems(of: example, number: number)
            // An example that does not hold as written is told once.
            guard variants, result.problems.isEmpty else { return result }
            let quiet = surroundings(example, number: number)
            for variant in ExampleVariant.allCases {
                guard isText(example),
                    let other = variant.applied(to: example, surroundings: quiet)
                else { continue }
                result.variants += 1
                result.problems += problems(of: other, number: number).map {
                    "\(variant.name), \($0)"
                }
            }
            if isText(example) {
                result.variants += 2
                result.problems += alwaysTrue(example, number: number)
            }
            return result
        }
    }

    /// True while every example holds as written: for mutations.
    func holds(_ number: Int) -> Bool {
        rules.rules[number].examples.allSatisfy { problems(of: $0, number: number).isEmpty }
    }

    private func isText(_ example: RuleExample) -> Bool {
        if case .enriched = example.expectation { return false }
        return true
    }

    /// A sentence in which the rule itself finds nothing.
    private func surroundings(_ example: RuleExample, number: Int) -> String {
        ExampleVariant.surroundings.first { sentence in
            var alone = example
            alone.text = sentence
            let trial = runner.trial(article(alone), rule: number)
            return trial.spans.isEmpty && trial.events.isEmpty
        } ?? ExampleVariant.surroundings[0]
    }

    private func article(_ example: RuleExample) -> Article {
        Article(
            id: "example", title: example.title, language: example.language,
            published: example.published, body: example.text)
    }

    /// The rule turned off gives nothing, and two runs give the same.
    private func alwaysTrue(_ example: RuleExample, number: Int) -> [String] {
        var out: [String] = []
        let article = article(example)
        let id = rules.rules[number].versionedID
        let off = runner.process(article, without: [number])
        if off.matches.contains(where: { $0.rule == number })
            || off.events.contains(where: { $0.foundBy.contains(id) })
        {
            out.append("turned off, the rule still gives something")
        }
        let first = runner.trial(article, rule: number)
        let second = runner.trial(article, rule: number)
        if first.spans != second.spans || first.events != second.events {
            out.append("two runs do not give the same; the rule keeps something between them")
        }
        return out
    }

    private func problems(of example: RuleExample, number: Int) -> [String] {
        if case .enriched(let given, let becomes) = example.expectation {
            return enriched(given, becomes, number: number)
        }
        let trial = runner.trial(article(example), rule: number)
        if let failure = trial.failure {
            let place = failure.line > 0 ? " (line \(failure.line))" : ""
            return ["the rule stopped\(place): \(failure.message)"]
        }
        switch example.expectation {
        case .nothing:
            guard !trial.spans.isEmpty || !trial.events.isEmpty else { return [] }
            let found = trial.spans.map { "\($0.role) \"\($0.text)\"" }.joined(separator: ", ")
            return [
                "must not match, but found \(found.isEmpty ? "an event" : found)"
                    + Self.heldBack(trial.events, published: example.published) + "\n"
                    + drawing(example, [], trial.spans)
            ]
        case .match(let wanted):
            let found = trial.spans.filter { $0.span.field == .body }
            let missing = wanted.filter { mark in
                !found.contains { $0.role == mark.role && $0.span.range == mark.range }
            }
            let surplus = found.filter { evidence in
                !wanted.contains { $0.role == evidence.role && $0.range == evidence.span.range }
            }
            if missing.isEmpty, surplus.isEmpty { return [] }
            return [
                Self.told(missing, surplus, example) + "\n" + drawing(example, missing, surplus)
            ]
        case .values(let values):
            return ValueComparison(events: trial.events).problems(values)
        case .enriched: return []
        }
    }

    /// A rule finds what is denied or planned as well, and says so: that is proved by `gives`.
    private static func heldBack(_ events: [Event], published: Timestamp?) -> String {
        let lines = events.map { EventLines($0, published: published) }
        guard let first = lines.first, !lines.contains(where: { $0.heldBack.isEmpty }) else {
            return ""
        }
        let a = first.event.assertion
        let values = [
            a.polarity == .affirmed ? nil : "polarity = \"\(a.polarity.rawValue)\"",
            a.modality == .asserted ? nil : "modality = \"\(a.modality.rawValue)\"",
            a.tense == .past || a.tense == .ongoing ? nil : "tense = \"\(a.tense.rawValue)\"",
        ].compactMap { $0 }
        guard !values.isEmpty else { return "" }
        return
            "; it is found as \(first.assertion), so no alert rings for it: prove that with gives([[…]], { \(values.joined(separator: ", ")) })"
    }

    /// `did not find killed "At least 12"; found "12" instead`
    private static func told(
        _ missing: [RuleExample.MarkedSpan], _ surplus: [Evidence], _ example: RuleExample
    ) -> String {
        let bytes = Array(example.text.utf8)
        func words(_ range: Range<Int>) -> String {
            oneLine(String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self))
        }
        var parts: [String] = []
        var told: Set<Evidence> = []
        for mark in missing {
            if let near = surplus.first(where: {
                $0.role == mark.role && $0.span.range.overlaps(mark.range)
            }) {
                told.insert(near)
                parts.append(
                    "\(mark.role) is \"\(oneLine(near.text))\"; expected \"\(words(mark.range))\"")
            } else if let other = surplus.first(where: { $0.span.range == mark.range }) {
                told.insert(other)
                parts.append(
                    "\"\(words(mark.range))\" was found as \(other.role); expected \(mark.role)")
            } else {
                parts.append("did not find \(mark.role) \"\(words(mark.range))\"")
            }
        }
        for evidence in surplus where !told.contains(evidence) {
            parts.append("also found \(evidence.role) \"\(oneLine(evidence.text))\"")
        }
        return parts.joined(separator: "; ")
    }

    private func enriched(_ given: LuaTable, _ becomes: LuaTable, number: Int) -> [String] {
        switch runner.enrichTrial(given, rule: number) {
        case .failure(let error): return ["the rule stopped: \(error.message)"]
        case .success(let after):
            return ValueComparison.differences(wanted: .table(becomes), found: after, at: "event")
        }
    }

    /// The lines of the example that something is wrong with, with what was expected (^) and what
    /// was found instead (~) under them.
    private func drawing(
        _ example: RuleExample, _ missing: [RuleExample.MarkedSpan], _ surplus: [Evidence]
    ) -> String {
        let marks =
            missing.map { SentenceDrawing.Mark($0.range, "^", label: $0.role) }
            + surplus.filter { $0.span.field == .body }.map {
                SentenceDrawing.Mark($0.span.range, "~", label: $0.role)
            }
        let lines = SentenceDrawing(example.text, marks: marks, width: 92).lines(onlyMarked: true)
        guard !lines.isEmpty else { return "" }
        return (lines + ["(^ expected, ~ found)"]).map { "    " + $0 }.joined(separator: "\n")
    }
}
