import TocsinMatching
import TocsinModel
import TocsinPlugins

/// Rules of which another one finds everything.
struct ShadowLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    func check() -> [Diagnostic] { watchlists() + extracts() }

    private func watchlists() -> [Diagnostic] {
        struct List {
            var rule: Rule
            var severity: Severity?
            var words: Set<KeywordSpec>
            var needs: Int
            var unless: Set<String>
        }
        var lists: [List] = []
        for rule in rules.rules {
            guard case .watchlist(let list) = rule.kind, let groups = rules.wordGroups(of: rule)
            else { continue }
            lists.append(
                List(
                    rule: rule, severity: list.severity, words: Set(groups.joined()),
                    needs: list.atLeast, unless: Set(list.unless)))
        }
        var out: [Diagnostic] = []
        for (i, list) in lists.enumerated() {
            guard
                let (j, wider) = lists.enumerated().first(where: { j, other in
                    j != i && other.needs <= 1 && other.severity == list.severity
                        && list.words.isSubset(of: other.words)
                        && other.unless.isSubset(of: list.unless)
                        && covers(other.rule, list.rule)
                        // Of two that are the same, the later one is told.
                        && (other.words != list.words || j < i)
                })
            else { continue }
            _ = j
            out.append(shadowed(list.rule, by: wider.rule, "every one of its words"))
        }
        return out
    }

    private func extracts() -> [Diagnostic] {
        var out: [Diagnostic] = []
        var earlier: [(rule: Rule, shape: EventShape, patterns: Set<String>)] = []
        for rule in rules.rules {
            guard case .extract(let extract) = rule.kind, extract.emit == nil else { continue }
            let patterns = Set(
                extract.patterns.map { pattern in
                    // A list's name means nothing outside the rule; its words do.
                    extract.lists.reduce(pattern) { text, list in
                        text.replacing("@\(list.key)", with: "@(\(list.value))")
                    }
                })
            if let wider = earlier.first(where: {
                $0.shape == extract.event && patterns.isSubset(of: $0.patterns)
                    && covers($0.rule, rule)
            }) {
                out.append(shadowed(rule, by: wider.rule, "every one of its patterns"))
            }
            earlier.append((rule, extract.event, patterns))
        }
        return out
    }

    /// The wider rule looks in at least the same fields and languages.
    private func covers(_ wide: Rule, _ narrow: Rule) -> Bool {
        Set(narrow.fields).isSubset(of: wide.fields)
            && (wide.languages.isEmpty
                || (!narrow.languages.isEmpty
                    && Set(narrow.languages).isSubset(of: wide.languages)))
    }

    private func shadowed(_ rule: Rule, by other: Rule, _ what: String) -> Diagnostic {
        Diagnostic(
            .warning, code: "rule.shadowed", place: "\(rule.path):1",
            message:
                "\(what) is also in \(other.id), which does the same with it; take one of the two rules out"
        )
    }
}
