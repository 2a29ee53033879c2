import TocsinModel
import TocsinMatching
package import TocsinPlugins
package import TocsinWorkspace

/// The rules of a scope in a table, and what each is there for.
package struct RuleList {
    private let scope: RuleScope
    private let width: Int

    package init(scope: RuleScope, width: Int) {
        self.scope = scope
        self.width = width
    }

    private func rules() throws(WorkspaceError) -> [Rule] {
        var seen: Set<String> = []
        var rules: [Rule] = []
        for part in try scope.parts() {
            rules += part.ruleSet.rules.filter { scope.admits($0) && seen.insert($0.id).inserted }
        }
        return rules
    }

    /// - Parameter why: with each rule's own words on what it is for, and what it looks for.
    package func lines(why: Bool) throws(WorkspaceError) -> [String] {
        let rules = try rules()
        let idWidth = min(44, rules.map(\.id.count).max() ?? 0)
        var out: [String] = []
        for rule in rules {
            let head =
                fitted(rule.id, max(idWidth, rule.id.count)) + "  " + fitted(rule.kind.name, 9)
                + "  " + rule.title
            out.append(head)
            guard why else { continue }
            for line in wrapped(rule.prose, width - 4) { out.append("    " + line) }
            for line in wrapped(Self.looksFor(rule), width - 4) { out.append("    " + line) }
            out.append("")
        }
        return out
    }

    /// "3 words, at least 2; 9 examples"
    package static func looksFor(_ rule: Rule) -> String {
        var parts: [String] = []
        func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
        switch rule.kind {
        case .watchlist(let list):
            switch list.words {
            case .groups(let groups):
                parts.append(
                    count(groups.count, "word")
                        + (list.atLeast > 1 ? ", at least \(list.atLeast) of them" : ""))
            case .list(let file): parts.append("the rows of \(file)")
            case .query: parts.append("a query")
            }
            parts.append(list.severity.map { "rings \($0.rawValue)" } ?? "tags only")
        case .extract(let extract):
            let event = extract.event
            parts.append(
                "gives "
                    + ([event.type?.rawValue ?? event.label ?? "event"] + event.modes).joined(
                        separator: " ")
                    + (event.supports ? " (only adds to events of other rules)" : ""))
            parts.append(count(extract.patterns.count, "pattern"))
        case .enrich(let enrich):
            parts.append("adds " + enrich.adds.joined(separator: ", "))
        case .alert(let source): parts.append(count(source.timelines.count, "timeline"))
        case .find: parts.append("code of its own")
        }
        if !rule.languages.isEmpty {
            parts.append("language " + rule.languages.joined(separator: ", "))
        }
        if !rule.examples.isEmpty { parts.append(count(rule.examples.count, "example")) }
        return parts.joined(separator: "; ") + "."
    }
}

/// The page of one rule: `tocsin help RULE`.
package struct RulePage {
    private let rule: Rule
    private let style: TextStyle

    package init(_ located: LocatedRule, style: TextStyle) {
        rule = located.rule
        self.style = style
    }

    package var text: String {
        let width = min(style.width, 100) - 2
        var out = style.bold(rule.id) + "  " + rule.title + "\n" + style.faint(rule.path) + "\n\n"
        for line in wrapped(rule.prose, width) { out += line + "\n" }
        for line in wrapped(RuleList.looksFor(rule), width) { out += line + "\n" }
        func section(_ title: String, _ lines: [String]) {
            guard !lines.isEmpty else { return }
            out += "\n" + style.bold(title) + "\n"
            for line in lines {
                for (n, part) in wrapped(line, width - 4).enumerated() {
                    out += (n == 0 ? "  " : "    ") + part + "\n"
                }
            }
        }
        switch rule.kind {
        case .watchlist(let list):
            switch list.words {
            case .groups(let groups):
                section("Words", groups.map { $0.joined(separator: ", ") })
            case .list(let file): section("Words", ["the rows of \(file)"])
            case .query(let query): section("Query", [query])
            }
            section("Not counted inside", list.unless)
        case .extract(let extract):
            section(
                "Patterns", extract.patterns.enumerated().map { "\($0.offset + 1)  \($0.element)" })
            section("Not after", extract.notAfter)
        default: break
        }
        section(
            "What a workspace may change",
            rule.options.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
        section(
            "It finds",
            rule.examples.filter(\.showsFinding).map { "\(oneLine($0.marked))" })
        section(
            "It does not find",
            rule.examples.filter { if case .nothing = $0.expectation { true } else { false } }.map {
                oneLine($0.text)
            })
        if case .alert(let source) = rule.kind {
            section("Timelines", source.timelines.map(\.name))
        }
        out += "\n" + style.faint("Try it: tocsin try \(rule.id) 'a sentence'") + "\n"
        return out
    }
}

extension RuleExample {
    fileprivate var showsFinding: Bool {
        switch expectation {
        case .match, .values: true
        case .nothing, .enriched: false
        }
    }

    /// The text with brackets around what is marked.
    fileprivate var marked: String {
        guard case .match(let spans) = expectation else { return text }
        let bytes = Array(text.utf8)
        var out = ""
        var at = 0
        for span in spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where span.range.lowerBound >= at {
            out += String(decoding: bytes[at..<span.range.lowerBound], as: UTF8.self)
            out += "[" + String(decoding: bytes[span.range], as: UTF8.self) + "]"
            at = span.range.upperBound
        }
        return out + String(decoding: bytes[at...], as: UTF8.self)
    }
}
