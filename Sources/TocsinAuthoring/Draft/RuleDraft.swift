package import TocsinLua
package import TocsinModel
package import TocsinPlugins
import TocsinWorkspace

/// A rule while it is being written: read, checked, proved and tried from its text, under the same
/// sandbox as on disk. Nothing is written.
package struct RuleDraft: Sendable {
    /// One example or timeline with what is wrong with it.
    package struct Proof: Sendable {
        package var name: String
        package var line: Int
        /// As written and as it may stand elsewhere.
        package var variants = 0
        package var problems: [String]
    }

    /// Nil where the text gives no rule, or one that does not compile.
    package private(set) var rule: Rule?
    /// The rule alone; of an alert rule, with those whose finds it rings for.
    package private(set) var located: LocatedRule?
    /// Of the text, in the order of its lines, errors before warnings of one line.
    package private(set) var diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - path: the file it is to stand in; it need not be there.
    ///   - plugin: the folder of rules it belongs to.
    ///   - rules: those it stands among; its former self is left out.
    ///   - language: for words that are too common; nil: that is not checked.
    package init(
        _ text: String, at path: String, of plugin: Plugin, among rules: RuleSet,
        limits: LuaLimits, overrides: [String: LuaTable] = [:], root: String,
        language: LanguageShare? = nil
    ) {
        diagnostics = []
        let loader: PluginLoader
        do {
            loader = try PluginLoader(limits: limits, overrides: overrides, root: root)
        } catch {
            diagnostics = [Diagnostic(code: "lua.host", message: error.message)]
            return
        }
        let (rule, trouble) = loader.rule(text, at: path, of: plugin)
        diagnostics = trouble
        if let rule {
            let isAlert = if case .alert = rule.kind { true } else { false }
            let (set, problems) = rules.replacing(rule, alone: !isAlert)
            diagnostics += problems
            if let set, let number = set.index(of: rule.id) {
                self.rule = rule
                located = LocatedRule(ruleSet: set, number: number, limits: limits, diagnostics: [])
                diagnostics += Self.lint(rule, set, language).filter {
                    $0.severity != .error || isAlert
                }
            }
        }
        let own = diagnostics.filter {
            $0.place.isEmpty || $0.place.hasPrefix(Self.shown(path, root))
        }
        diagnostics = own.enumerated().sorted {
            (Self.line($0.element), $0.element.severity.order, $0.offset)
                < (Self.line($1.element), $1.element.severity.order, $1.offset)
        }.map(\.element)
    }

    private static func shown(_ path: String, _ root: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    private static func lint(_ rule: Rule, _ rules: RuleSet, _ language: LanguageShare?)
        -> [Diagnostic]
    {
        var words = WordLint(rules, language: language)
        var out =
            words.check(rule) + PatternLint(rules).check(rule) + ExampleLint(rules).check(rule)
        if case .alert = rule.kind { out += AlertLint(rules).check() }
        return out
    }

    /// The line a diagnostic points at; 0 where it points at none.
    package static func line(_ diagnostic: Diagnostic) -> Int {
        DiagnosticReport.location(diagnostic.place)?.line ?? 0
    }

    package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// Every example as written and as it may stand elsewhere, and every timeline.
    ///
    /// - Parameter variants: false tries them as written only.
    package func proofs(variants: Bool = true) -> [Proof] {
        guard let located else { return [] }
        let examples = ExampleChecker(located.ruleSet, limits: located.limits)
            .check(located.number, variants: variants)
        return examples.map {
            Proof(
                name: "example \($0.number)", line: $0.line, variants: $0.variants,
                problems: $0.problems)
        }
            + AlertTimelines.check(located.rule, in: located.ruleSet).map { timeline in
                Proof(
                    name: timeline.name, line: timeline.failures.first.map(Self.line) ?? 0,
                    problems: timeline.failures.map(\.message))
            }
    }
}

extension Diagnostic.Severity {
    fileprivate var order: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}
