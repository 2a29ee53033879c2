import TocsinMatching
import TocsinModel
import TocsinPlugins
import TocsinText

/// Words written twice, words that match half the language, rules without words.
struct WordLint {
    private let rules: RuleSet
    private let language: LanguageShare?

    /// More than one word in 400 of running English.
    static let tooCommon = 2_500.0

    init(_ rules: RuleSet, language: LanguageShare?) {
        self.rules = rules
        self.language = language
    }

    mutating func check(_ rule: Rule) -> [Diagnostic] {
        let lines = RuleLines(rule)
        var out: [Diagnostic] = []
        if case .find(let find) = rule.kind, find.words == nil {
            out.append(
                Diagnostic(
                    .warning, code: "rule.no-words",
                    place: "\(rule.path):\(lines.line(ofKey: "find"))",
                    message:
                        "the rule has no words, so its code runs on every article; add words = { … } of which one must be there"
                ))
        }
        if let groups = rules.wordGroups(of: rule) {
            out += duplicates(groups, rule, lines, what: "the list")
            out += common(groups.joined(), rule, lines)
        }
        for (name, specs) in rules.namedWords(of: rule).sorted(by: { $0.key < $1.key }) {
            out += duplicates(specs.map { [$0] }, rule, lines, what: "the list \(name)")
        }
        return out
    }

    /// The same word again, or one that a wildcard of the list finds anyway.
    private func duplicates(
        _ groups: [[KeywordSpec]], _ rule: Rule, _ lines: RuleLines, what: String
    ) -> [Diagnostic] {
        var seen: [String: String] = [:]
        var prefixes: [(folded: String, written: String)] = []
        for spec in groups.joined() where spec.prefix && !spec.text.contains(" ") {
            prefixes.append((folded(spec), spec.written))
        }
        var out: [Diagnostic] = []
        // Words of a module or list file are another file's business.
        for spec in groups.joined() where lines.has(spec.written) {
            let key = [
                folded(spec), spec.exact ? "=" : "", spec.prefix ? "*" : "",
                spec.inflected ? "~" : "", spec.endings.joined(separator: ","),
            ].joined(separator: "\u{1}")
            let line = lines.line(of: spec.written)
            if let other = seen[key] {
                out.append(
                    Diagnostic(
                        .warning, code: "words.duplicate", place: "\(rule.path):\(line)",
                        message: other == spec.written
                            ? "\"\(spec.written)\" stands twice in \(what); take one out"
                            : "\"\(spec.written)\" and \"\(other)\" are the same word to the matcher; take one out",
                        fix: Self.removal(
                            of: spec.written, in: rule, written: other == spec.written)
                    ))
                continue
            }
            seen[key] = spec.written
            guard !spec.prefix, !spec.exact, !spec.text.contains(" ") else { continue }
            let word = folded(spec)
            if let wider = prefixes.first(where: { word.hasPrefix($0.folded) }) {
                out.append(
                    Diagnostic(
                        .warning, code: "words.covered", place: "\(rule.path):\(line)",
                        message: "\"\(wider.written)\" finds \"\(spec.written)\" too; take it out"))
            }
        }
        return out
    }

    /// Takes the last of several out, with the comma before it.
    private static func removal(of word: String, in rule: Rule, written twice: Bool)
        -> Diagnostic.Fix?
    {
        let quoted = "\"\(word)\""
        var found: (line: Int, text: String)?
        var count = 0
        for (number, line) in rule.source.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        where line.contains(quoted) {
            count += line.components(separatedBy: quoted) - 1
            if line.contains(", " + quoted) { found = (number + 1, ", " + quoted) }
        }
        // A word of one group may be part of another's spellings: only a plain repeat is safe.
        guard twice, count == 2, let found else { return nil }
        return .init(line: found.line, find: found.text, replacement: "")
    }

    private func common(
        _ specs: some Sequence<KeywordSpec>, _ rule: Rule, _ lines: RuleLines
    ) -> [Diagnostic] {
        guard let language, rule.languages.isEmpty || rule.languages.contains("en") else {
            return []
        }
        var out: [Diagnostic] = []
        for spec in specs where lines.has(spec.written) && !spec.exact {
            let (perMillion, examples) = language.share(of: spec)
            guard perMillion >= Self.tooCommon else { continue }
            let list = examples.map { "\"\($0)\"" }.joined(separator: ", ")
            out.append(
                Diagnostic(
                    .warning, code: "words.common",
                    place: "\(rule.path):\(lines.line(of: spec.written))",
                    message:
                        "\"\(spec.written)\" matches one word in \(Int((1_000_000 / perMillion).rounded())) of running English (\(list)); write more of it, or a phrase"
                ))
        }
        return out
    }

    /// What two spellings share that the matcher cannot tell apart.
    private func folded(_ spec: KeywordSpec) -> String {
        if spec.exact { return spec.text }
        let text = TextAnalyzer().analyze(spec.text, field: .body)
        return text.tokens.indices.map { text.folded($0) }.joined(separator: " ")
    }
}

extension Substring {
    /// How many parts a separator cuts it into.
    fileprivate func components(separatedBy separator: String) -> Int {
        var count = 1
        var rest = self
        while let range = rest.firstRange(of: separator) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
