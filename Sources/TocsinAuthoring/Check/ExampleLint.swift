import TocsinLua
import TocsinMatching
import TocsinModel
import TocsinPlugins

/// Examples whose marks touch nothing the rule could find.
struct ExampleLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    func check(_ rule: Rule) -> [Diagnostic] {
        guard !rule.examples.isEmpty, let number = rules.index(of: rule.id) else { return [] }
        let runner = RuleRunner(rules, limits: .init())
        let roles = Self.roles(of: rule)
        var out: [Diagnostic] = []
        var proves = false
        for example in rule.examples {
            func warn(_ code: String, _ message: String) {
                out.append(
                    Diagnostic(
                        .warning, code: code, place: "\(rule.path):\(example.line)",
                        message: message))
            }
            guard case .match(let marks) = example.expectation else {
                if case .nothing = example.expectation {} else { proves = true }
                continue
            }
            proves = true
            let article = Article(
                id: "example", title: example.title, language: example.language,
                published: example.published, body: example.text)
            let found = runner.trial(article, rule: number).spans
            for mark in marks where !roles.contains(mark.role) {
                guard let meant = nearest(to: mark.role, in: roles) else { continue }
                warn(
                    "example.role",
                    "the rule gives no role \"\(mark.role)\"; did you mean \"\(meant)\"?")
            }
            for mark in marks
            where !found.contains(where: { $0.span.range.overlaps(mark.range) }) {
                let words = Array(example.text.utf8)[mark.range]
                warn(
                    "example.overlap",
                    "the mark {{\(mark.role)|\(String(decoding: words, as: UTF8.self))}} overlaps with nothing the rule finds; tocsin try says why"
                )
            }
        }
        if !proves {
            out.append(
                Diagnostic(
                    .warning, code: "example.none-matches",
                    place: "\(rule.path):\(rule.examples[0].line)",
                    message:
                        "no example shows what the rule finds; add match [[…{{role|words}}…]]"))
        }
        return out
    }

    /// The roles its patterns capture; empty where its code may give any.
    private static func roles(of rule: Rule) -> [String] {
        switch rule.kind {
        case .extract(let extract) where extract.emit == nil:
            extract.patterns.flatMap { (try? PatternSyntax.parse($0))?.roles ?? [] }
        case .watchlist: ["word"]
        default: []
        }
    }
}
