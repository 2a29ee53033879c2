import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// The lines that begin with a colon.
extension ReplSession {
    package static let commands: [(name: String, argument: String, prose: String)] = [
        ("article", "[N|FILE|'text']", "the article at hand, or another one"),
        ("articles", "[WORDS]", "the workspace's articles, or those with these words"),
        ("text", "", "the article's sentences, numbered"),
        ("paste", "", "a text of several lines, to a line with a single dot"),
        ("rules", "[NAME]", "the rules, or those with this in their name"),
        ("lists", "[NAME]", "the word lists a pattern may name with @"),
        ("try", "RULE", "what a rule makes of the article, or how near it came"),
        ("explain", "", "all that the rules see in the article"),
        ("help", "[NAME]", "this, or what a function, a key or a rule is"),
        ("quit", "", "ends (Ctrl-D does too)"),
    ]

    func command(_ line: String) -> Answer {
        let name = String(line.prefix { !$0.isWhitespace })
        let rest = String(
            line.dropFirst(name.count).drop(while: \.isWhitespace).reversed()
                .drop(while: \.isWhitespace).reversed())
        switch Self.commands.map(\.name).filter({ $0.hasPrefix(name) && !name.isEmpty }) {
        case let all where all.contains(name): return run(name, rest)
        case let all where all.count == 1: return run(all[0], rest)
        default:
            return Answer(
                text: style.red(
                    Diagnostic.unknown(
                        "command", ":" + name, known: Self.commands.map { ":" + $0.name }))
                    + "\n")
        }
    }

    private func run(_ name: String, _ rest: String) -> Answer {
        switch name {
        case "article": return Answer(text: rest.isEmpty ? heading : article(rest))
        case "articles": return Answer(text: list(rest))
        case "text": return Answer(text: numbered())
        case "paste": return beginPasting()
        case "rules": return Answer(text: rules(rest))
        case "lists": return Answer(text: lists(rest))
        case "try": return Answer(text: tryRule(rest))
        case "explain":
            let one = ArticleExplanation(
                bench.article, rules: bench.rules, limits: workspace.configuration.limits)
            return Answer(text: ExplanationText(style: style).render(one))
        case "help": return Answer(text: help(rest))
        default: return Answer(text: "", isEnd: true)
        }
    }

    // MARK: - Articles

    private func article(_ argument: String) -> String {
        if let number = Int(argument) {
            guard articles.indices.contains(number - 1) else {
                return style.red("there is no article \(number); expected 1 to \(articles.count)")
                    + "\n"
            }
            return use(articles[number - 1])
        }
        if let known = articles.first(where: { $0.id == argument }) { return use(known) }
        let bare =
            argument.first.map { $0 == "'" || $0 == "\"" } == true
            ? String(argument.dropFirst().prefix { $0 != argument.first }) : argument
        do {
            let given = try ArticleArgument(bare, language: nil, published: nil)
            guard let first = given.articles.first else {
                return style.red("\(bare): no article in it") + "\n"
            }
            return use(first)
        } catch {
            return error.diagnostics.map { style.red($0.description) + "\n" }.joined()
        }
    }

    private func list(_ words: String) -> String {
        let wanted = words.lowercased()
        let found = articles.enumerated().filter {
            wanted.isEmpty || $0.element.title.lowercased().contains(wanted)
                || $0.element.body.lowercased().contains(wanted)
        }
        if found.isEmpty {
            return "no article \(words.isEmpty ? "at hand" : "with \"\(words)\"")\n"
        }
        let shown = found.prefix(20).map { number, article in
            let date = article.published.map { String($0.description.prefix(10)) } ?? "no date"
            return fitted("\(number + 1)", 5) + fitted(date, 12)
                + fitted(oneLine(article.title), style.width - 18).trimmedEnd + "\n"
        }
        let rest = found.count - shown.count
        return shown.joined() + (rest > 0 ? "… and \(rest) more\n" : "")
    }

    private func numbered() -> String {
        bench.sentences.enumerated().map { number, sentence in
            wrapped(oneLine(sentence), style.width - 5).enumerated().map {
                ($0.offset == 0 ? fitted("\(number + 1)", 4) : "    ") + " " + $0.element + "\n"
            }.joined()
        }.joined()
    }

    // MARK: - Rules

    private func rules(_ part: String) -> String {
        let found = bench.rules.rules.filter { part.isEmpty || $0.id.contains(part) }
        if found.isEmpty { return "no rule with \"\(part)\" in its name\n" }
        let width = min(44, found.map(\.id.count).max()!)
        return found.map {
            fitted($0.id, width) + "  " + fitted($0.kind.name, 9) + "  "
                + fitted($0.title, max(10, style.width - width - 13)).trimmedEnd + "\n"
        }.joined()
    }

    private func lists(_ name: String) -> String {
        if name.isEmpty {
            return bench.listNames.map {
                fitted("@" + $0, 20) + "\(bench.list($0).count) words\n"
            }.joined()
        }
        let bare = name.first == "@" ? String(name.dropFirst()) : name
        let words = bench.list(bare)
        if words.isEmpty {
            return style.red(Diagnostic.unknown("list", bare, known: bench.listNames)) + "\n"
        }
        let shown = words.prefix(60).joined(separator: ", ")
        return wrapped(
            shown + (words.count > 60 ? " … and \(words.count - 60) more" : ""), style.width
        )
        .map { $0 + "\n" }.joined()
    }

    private func tryRule(_ id: String) -> String {
        guard let number = bench.rules.index(of: id) else {
            return style.red(
                Diagnostic.unknown("rule", id, known: bench.rules.rules.map(\.id))) + "\n"
        }
        let trial = RuleTry(
            LocatedRule(
                ruleSet: bench.rules, number: number, limits: workspace.configuration.limits,
                diagnostics: []))
        return TryText(style: style).render(trial.read(bench.article))
    }

    // MARK: - Help

    private func help(_ name: String) -> String {
        if name.isEmpty { return overview }
        if let one = RuleBench.names.first(where: { $0.name == name }) { return page(one.prose) }
        if let function = RuleAPI.functions.first(where: { $0.name == name }) {
            let parameters = function.parameters.map { "\($0.name): \($0.type)" }
            return page(
                "\(function.name)(\(parameters.joined(separator: ", "))): \(function.prose)")
        }
        let keys = RuleAPI.kinds.flatMap { kind in
            kind.table.keys.filter { $0.name == name }.map { "\(kind.word): \($0.prose)" }
        }
        if !keys.isEmpty {
            var seen: Set<String> = []
            return keys.filter { seen.insert($0).inserted }.map(page).joined()
        }
        if let number = bench.rules.index(of: name) {
            return RulePage(
                LocatedRule(
                    ruleSet: bench.rules, number: number, limits: workspace.configuration.limits,
                    diagnostics: []), style: style
            ).text
        }
        return style.red(
            "no function, key or rule \"\(name)\"; Tab after the first letters shows what there is")
            + "\n"
    }

    private func page(_ text: String) -> String {
        wrapped(text, style.width).map { $0 + "\n" }.joined()
    }

    private var overview: String {
        func row(_ name: String, _ prose: String) -> String {
            wrapped(prose, max(20, style.width - 28)).enumerated().map {
                "  " + fitted($0.offset == 0 ? name : "", 26) + $0.element + "\n"
            }.joined()
        }
        var out = "A line is one of\n"
        out += row("/{killed: quantity} dead", "a pattern, tried as it is typed")
        out += row("?drones NEAR/5 Moscow", "a query")
        out += row("*drone~, UAV*", "words")
        out += row("#article.sentences", "Lua, with what is named below")
        out += row(":command", "a command; its first letters are enough")
        out += "Commands\n"
        for one in Self.commands { out += row(":\(one.name) \(one.argument)", one.prose) }
        out += "In Lua\n"
        for one in RuleBench.names { out += row(one.name, one.prose) }
        return out
    }
}
