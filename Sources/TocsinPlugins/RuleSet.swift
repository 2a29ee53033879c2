import Foundation
import TocsinExtraction
import TocsinLua
import TocsinMatching
package import TocsinModel
import TocsinText

/// All rules of a run, compiled into one matcher. Immutable: workers share it.
package struct RuleSet: Sendable {
    package let plugins: [Plugin]
    package let rules: [Rule]
    let matcher: RuleMatcher
    let lexicon: RuleLexicon
    private let numbers: [String: Int]
    /// Rules whose kind gives events, for the languages they speak.
    let extractLanguages: Set<String>?

    /// What is wrong with the lists that are otherwise read when an article first needs them.
    package var lexiconProblems: [Diagnostic] { lexicon.names.problems }

    /// One rule compiled on its own against the same lists; nil where it does not compile.
    package func alone(_ rule: Rule) -> RuleSet? {
        var builder = RuleMatcherBuilder()
        do throws(RuleCompileError) {
            try builder.add(rule, number: 0, lists: RuleLists(plugins))
        } catch { return nil }
        return RuleSet(
            plugins: plugins, rules: [rule], matcher: builder.build(), lexicon: lexicon,
            numbers: [rule.id: 0],
            extractLanguages: rule.languages.isEmpty ? nil : Set(rule.languages))
    }

    /// The same rules with one in place of its former self, or added; lists and lexicon are kept.
    ///
    /// - Returns: nil and the reason, where the rule does not compile.
    package func replacing(_ rule: Rule, alone: Bool) -> (RuleSet?, [Diagnostic]) {
        var plugins = plugins
        if let owner = plugins.firstIndex(where: { $0.id == rule.plugin }) {
            plugins[owner].rules.removeAll { $0.id == rule.id }
            plugins[owner].rules.append(rule)
        }
        var diagnostics: [Diagnostic] = []
        let lists = RuleLists(plugins)
        var builder = RuleMatcherBuilder()
        var kept: [Rule] = []
        let wanted =
            alone
            ? [rule]
            : Self.order(rules.filter { $0.id != rule.id } + [rule], &diagnostics)
        for one in wanted {
            do throws(RuleCompileError) {
                try builder.add(one, number: kept.count, lists: lists)
                kept.append(one)
            } catch {
                // The others have been told of when they were loaded.
                guard one.id == rule.id else { continue }
                diagnostics.append(
                    Diagnostic(
                        code: "rule.compile", place: "\(one.path):\(error.line(in: one))",
                        message: error.message))
            }
        }
        guard kept.contains(where: { $0.id == rule.id }) else { return (nil, diagnostics) }
        return (
            RuleSet(
                plugins: plugins, rules: kept, matcher: builder.build(), lexicon: lexicon,
                numbers: Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.id, $0) }),
                extractLanguages: Self.extractLanguages(of: kept)),
            diagnostics + lists.diagnostics
        )
    }

    /// No rule at all, against the same lists: what reading costs anyway.
    package var bare: RuleSet {
        let builder = RuleMatcherBuilder()
        return RuleSet(
            plugins: plugins, rules: [], matcher: builder.build(), lexicon: lexicon, numbers: [:],
            extractLanguages: [])
    }

    package func index(of id: String) -> Int? { numbers[id] }

    /// Compiles what was loaded; a rule that does not compile is left out and said so.
    ///
    /// - Parameter cacheFolder: where compiled gazetteers are kept between runs; nil: nowhere.
    package static func compile(
        _ loaded: LoadedPlugins, cacheFolder: String? = nil
    ) -> (RuleSet, [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let lists = RuleLists(loaded.plugins)
        var builder = RuleMatcherBuilder()
        var kept: [Rule] = []
        for rule in order(loaded.rules, &diagnostics) {
            do throws(RuleCompileError) {
                try builder.add(rule, number: kept.count, lists: lists)
                kept.append(rule)
            } catch {
                if error.isTold { continue }
                diagnostics.append(
                    Diagnostic(
                        code: "rule.compile",
                        place: "\(rule.path):\(error.line(in: rule))", message: error.message))
            }
        }
        let (lexicon, trouble) = RuleLexicon.make(
            loaded.plugins, lists: lists, cacheFolder: cacheFolder)
        diagnostics += trouble + lists.diagnostics
        return (
            RuleSet(
                plugins: loaded.plugins, rules: kept, matcher: builder.build(), lexicon: lexicon,
                numbers: Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.id, $0) }),
                extractLanguages: extractLanguages(of: kept)),
            diagnostics
        )
    }

    /// Nil: every language.
    private static func extractLanguages(of rules: [Rule]) -> Set<String>? {
        var languages: Set<String>? = []
        for rule in rules {
            switch rule.kind {
            case .extract, .find:
                if rule.languages.isEmpty {
                    languages = nil
                } else {
                    languages?.formUnion(rule.languages)
                }
            default: break
            }
        }
        return languages
    }

    /// By phase, then as `after` asks, else as the files stand; a cycle is said and broken.
    private static func order(_ rules: [Rule], _ diagnostics: inout [Diagnostic]) -> [Rule] {
        func phase(_ rule: Rule) -> Int {
            switch rule.kind {
            case .watchlist: 1
            case .extract, .find: 2
            case .enrich: 3
            case .alert: 4
            }
        }
        let known = Set(rules.map(\.id))
        var out: [Rule] = []
        var done: Set<String> = []
        var open: Set<String> = []
        let byID = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) })
        func visit(_ rule: Rule) {
            guard !done.contains(rule.id) else { return }
            guard open.insert(rule.id).inserted else {
                diagnostics.append(
                    Diagnostic(
                        code: "rule.cycle", place: rule.path,
                        message: "\(rule.id) comes after itself; take one of the \"after\" out"))
                return
            }
            for other in rule.after {
                guard known.contains(other) else {
                    diagnostics.append(
                        Diagnostic(
                            code: "rule.after",
                            place:
                                "\(rule.path):\(LuaSourceIndex(rule.source).line(ofKey: "after") ?? 1)",
                            message: Diagnostic.unknown("rule in \"after\"", other, known: known)))
                    continue
                }
                if let before = byID[other], phase(before) == phase(rule) { visit(before) }
            }
            open.remove(rule.id)
            if done.insert(rule.id).inserted { out.append(rule) }
        }
        let sorted = rules.enumerated().sorted {
            (phase($0.element), $0.offset) < (phase($1.element), $1.offset)
        }
        for (_, rule) in sorted { visit(rule) }
        return out
    }
}

/// What keeps one rule from being compiled.
struct RuleCompileError: Error {
    var message: String
    /// The text in the rule's source that it is about.
    var text: String?
    var key: String?
    /// What is at fault has been said where it stands: in a list.
    var isTold = false

    func line(in rule: Rule) -> Int {
        let index = LuaSourceIndex(rule.source)
        if let text, let line = index.line(ofString: text) { return line }
        if let key, let line = index.line(ofKey: key) { return line }
        return 1
    }
}
