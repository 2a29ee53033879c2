package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Takes one word or pattern after the other out of a rule, and names those whose loss no example
/// notices: what no example proves may be wrong, or superfluous.
package struct RuleMutation {
    package struct Outcome: Sendable {
        package var rules = 0
        package var mutations = 0
        package var survivors: [Diagnostic] = []

        package init() {}

        package var summary: String {
            "\(rules) rule\(rules == 1 ? "" : "s"), \(mutations) change\(mutations == 1 ? "" : "s"): \(mutations - survivors.count) noticed by an example, \(survivors.count) not"
        }
    }

    private struct Mutation {
        var rule: Rule
        /// What was taken out, as the message says it.
        var what: String
        /// The text in the rule's source that it stood in.
        var text: String
    }

    private let scope: RuleScope

    package init(scope: RuleScope) { self.scope = scope }

    package func run() throws(WorkspaceError) -> Outcome {
        var outcome = Outcome()
        var seen: Set<String> = []
        for part in try scope.parts() {
            for rule in part.ruleSet.rules
            where scope.admits(rule) && !rule.examples.isEmpty && seen.insert(rule.id).inserted {
                let mutations = Self.mutations(of: rule)
                guard !mutations.isEmpty else { continue }
                outcome.rules += 1
                let lines = RuleLines(rule)
                for mutation in mutations {
                    // What no longer compiles was needed.
                    guard let set = part.ruleSet.alone(mutation.rule) else { continue }
                    outcome.mutations += 1
                    guard ExampleChecker(set, limits: part.limits).holds(0) else { continue }
                    outcome.survivors.append(
                        Diagnostic(
                            .warning, code: "mutation.survived",
                            place: "\(rule.path):\(lines.line(of: mutation.text))",
                            message: "\(rule.id): no example notices the loss of \(mutation.what)"))
                }
            }
        }
        return outcome
    }

    // MARK: - What can be taken out

    private static func mutations(of rule: Rule) -> [Mutation] {
        let lines = RuleLines(rule)
        switch rule.kind {
        case .watchlist(let list): return words(list, rule, lines)
        case .extract(let extract): return patterns(extract, rule, lines)
        case .enrich, .alert, .find: return []
        }
    }

    private static func words(_ list: WatchlistRule, _ rule: Rule, _ lines: RuleLines)
        -> [Mutation]
    {
        var out: [Mutation] = []
        func add(_ changed: WatchlistRule, _ what: String, _ text: String) {
            var copy = rule
            copy.kind = .watchlist(changed)
            out.append(Mutation(rule: copy, what: what, text: text))
        }
        if case .groups(let groups) = list.words {
            for (i, group) in groups.enumerated() {
                for (j, word) in group.enumerated() where lines.has(word) {
                    var changed = groups
                    changed[i].remove(at: j)
                    if changed[i].isEmpty { changed.remove(at: i) }
                    guard !changed.isEmpty else { continue }
                    var one = list
                    one.words = .groups(changed)
                    add(one, "the word \"\(word)\"", word)
                }
            }
        }
        for (i, phrase) in list.unless.enumerated() where lines.has(phrase) {
            var one = list
            one.unless.remove(at: i)
            add(one, "\"\(phrase)\" in unless", phrase)
        }
        return out
    }

    private static func patterns(_ extract: ExtractRule, _ rule: Rule, _ lines: RuleLines)
        -> [Mutation]
    {
        var out: [Mutation] = []
        func add(_ what: String, _ text: String, _ change: (inout ExtractRule) -> Void) {
            var copy = rule
            var one = extract
            change(&one)
            copy.kind = .extract(one)
            out.append(Mutation(rule: copy, what: what, text: text))
        }
        for (i, pattern) in extract.patterns.enumerated() where lines.has(pattern) {
            if extract.patterns.count > 1 {
                add("pattern \(i + 1)", pattern) { $0.patterns.remove(at: i) }
            }
            for (alternative, shorter) in withoutOneAlternative(pattern) {
                add("\"\(alternative)\" in pattern \(i + 1)", pattern) { $0.patterns[i] = shorter }
            }
        }
        for (i, phrase) in extract.notAfter.enumerated() where lines.has(phrase) {
            add("\"\(phrase)\" in not_after", phrase) { $0.notAfter.remove(at: i) }
        }
        for (name, source) in extract.lists.sorted(by: { $0.key < $1.key }) {
            guard case .groups(let groups) = source, groups.count > 1 else { continue }
            for (i, group) in groups.enumerated() where group.allSatisfy(lines.has) {
                add("\"\(group.joined(separator: "\", \""))\" in the list \(name)", group[0]) {
                    var shorter = groups
                    shorter.remove(at: i)
                    $0.lists[name] = .groups(shorter)
                }
            }
        }
        return out
    }

    /// Each alternative of each `[a | b]` with the pattern that lacks it.
    static func withoutOneAlternative(_ pattern: String) -> [(alternative: String, pattern: String)]
    {
        let text = Array(pattern)
        var out: [(String, String)] = []
        var open: [(start: Int, bars: [Int])] = []
        for (i, character) in text.enumerated() {
            switch character {
            case "[": open.append((i, []))
            case "|" where !open.isEmpty: open[open.count - 1].bars.append(i)
            case "]":
                guard let group = open.popLast(), !group.bars.isEmpty else { continue }
                let cuts = [group.start] + group.bars + [i]
                for n in 0..<(cuts.count - 1) {
                    let alternative = String(text[(cuts[n] + 1)..<cuts[n + 1]])
                    // The bar that goes with it: the one before, or for the first the one behind.
                    let from = n == 0 ? cuts[0] + 1 : cuts[n]
                    let to = n == 0 ? cuts[1] + 1 : cuts[n + 1]
                    out.append(
                        (
                            alternative.split(separator: " ").joined(separator: " "),
                            String(text[..<from]) + String(text[to...])
                        ))
                }
            default: break
            }
        }
        return out
    }
}
