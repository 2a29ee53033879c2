import TocsinLua
package import TocsinModel
package import TocsinPlugins
package import TocsinWorkspace

/// A conversation with a workspace: an article at hand, rules, patterns and Lua to try on it.
///
/// Takes lines and gives text; knows no terminal. Used on one thread, one with a stack for Lua.
package final class ReplSession {
    package struct Answer: Sendable {
        package var text: String
        package var isEnd = false
        /// The line is not whole: more of it is wanted.
        package var wantsMore = false
    }

    let workspace: Workspace
    let bench: RuleBench
    let style: TextStyle
    let articles: [Article]
    private let limits: LuaLimits
    /// The lines of an answer that is not whole yet.
    private var begun: [String] = []
    /// Gathering a text that is pasted, until a line with a single dot.
    private var pasting: [String]?

    /// - Parameter article: at hand first; nil: the first of the workspace's.
    package init(_ workspace: Workspace, article: Article?, style: TextStyle)
        throws(WorkspaceError)
    {
        self.workspace = workspace
        self.style = style
        let loaded = try RuleLoading.load(workspace)
        articles = WorkspaceArticles(workspace).read()
        limits = workspace.configuration.limits
        bench = RuleBench(
            loaded.ruleSet, limits: limits,
            article: article ?? articles.first ?? Self.sentence(""))
    }

    static func sentence(_ text: String) -> Article {
        Article(id: "sentence", language: "en", body: text)
    }

    package var prompt: String { pasting != nil ? "| " : begun.isEmpty ? "> " : ". " }

    package var greeting: String {
        let rules = bench.rules.rules.count
        return
            "\(workspace.configuration.title): \(rules) rule\(rules == 1 ? "" : "s"), \(articles.count) article\(articles.count == 1 ? "" : "s"). :help says what can be asked.\n"
            + heading
    }

    var heading: String {
        let article = bench.article
        let name = article.title.isEmpty ? oneLine(article.body) : article.title
        if name.isEmpty { return "No article at hand: :article 'a sentence' takes one.\n" }
        let sentences = bench.sentences.count
        let count = "\(sentences) sentence\(sentences == 1 ? "" : "s")"
        let room = style.width - count.count - 4
        return style.bold(fitted(name, min(room, displayWidth(name))).trimmedEnd) + "  "
            + style.faint(count) + "\n"
    }

    // MARK: - Lines

    package func answer(_ line: String) -> Answer {
        if pasting != nil { return paste(line) }
        if !begun.isEmpty { return continued(line) }
        let text = line.drop(while: \.isWhitespace)
        guard let first = text.first else { return Answer(text: "") }
        if let (draft, rest) = Self.draft(in: line) { return Answer(text: tried(rest, draft)) }
        if first == ":" { return command(String(text.dropFirst())) }
        return lua(String(text))
    }

    /// A line that is tried as it is typed: `/pattern`, `?query`, `*words`.
    package static func draft(in line: String) -> (RuleBench.Draft, String)? {
        let text = line.drop(while: \.isWhitespace)
        let draft: RuleBench.Draft
        switch text.first {
        case "/": draft = .pattern
        case "?": draft = .query
        case "*": draft = .words
        default: return nil
        }
        let rest = String(text.dropFirst().drop(while: \.isWhitespace))
        return (draft, rest)
    }

    /// What a draft finds, in one line, while it is being typed.
    package func preview(_ line: String) -> String {
        guard let (draft, text) = Self.draft(in: line), !text.isEmpty else { return "" }
        do {
            let trial = try bench.trial(text, as: draft)
            guard !trial.finds.isEmpty else {
                return "no match" + (trial.nearest.map { ": \(oneLine($0))" } ?? "")
            }
            var seen: Set<String> = []
            let texts = trial.finds.map { oneLine($0.text) }.filter { seen.insert($0).inserted }
            let count = trial.finds.count
            return "\(count) match\(count == 1 ? "" : "es"): " + texts.joined(separator: " · ")
        } catch {
            return error.message
        }
    }

    private func tried(_ text: String, _ draft: RuleBench.Draft) -> String {
        guard !text.isEmpty else {
            return
                "/ tries a pattern, ? a query, * words: /{killed: quantity} people, ?drones NEAR/5 Moscow, *drone~, UAV*\n"
        }
        do {
            let trial = try bench.trial(text, as: draft)
            if trial.finds.isEmpty {
                return style.red("no match") + "\n"
                    + (trial.nearest.map { "  " + oneLine($0) + "\n" } ?? "")
            }
            return ReplDrawing(bench: bench, style: style).text(trial.finds)
        } catch {
            return style.red(error.message) + "\n"
        }
    }

    // MARK: - Lua

    private func lua(_ source: String) -> Answer {
        do throws(LuaError) {
            let values = try bench.evaluate(source)
            begun = []
            let printed = bench.takeLog().map { $0 + "\n" }.joined()
            return Answer(
                text: printed + values.map { ReplValue(style: style).text($0) }.joined())
        } catch {
            let printed = bench.takeLog().map { $0 + "\n" }.joined()
            // Lua stumbles over what the host put behind it: the line is not whole.
            let lines = source.split(separator: "\n", omittingEmptySubsequences: false).count
            if error.code == .syntax, error.line > lines || error.message.contains("<eof>"),
                begun.count < 100
            {
                begun = source.split(separator: "\n", omittingEmptySubsequences: false).map(
                    String.init)
                return Answer(text: "", wantsMore: true)
            }
            begun = []
            let trip = error.code.isTrip ? "stopped by its limit of \(error.code.rawValue): " : ""
            return Answer(text: printed + style.red(trip + Self.told(error.message)) + "\n")
        }
    }

    /// A name that is none, in the words a rule's file would be told it in.
    private static func told(_ message: String) -> String {
        let start = "attempt to call a nil value (global '"
        guard message.hasPrefix(start) else { return message }
        let name = String(message.dropFirst(start.count).prefix { $0 != "'" })
        let known = RuleBench.names.map(\.name) + RuleAPI.lua.map(\.name)
        return Diagnostic.unknown("name", name, known: known)
    }

    /// A blank line ends what cannot be finished.
    private func continued(_ line: String) -> Answer {
        let source = (begun + [line]).joined(separator: "\n")
        if line.allSatisfy(\.isWhitespace) {
            begun = []
            return Answer(text: style.red("not finished: \(oneLine(source))") + "\n")
        }
        return lua(source)
    }

    /// Lets go of what is begun: Ctrl-C.
    package func interrupt() {
        begun = []
        pasting = nil
    }

    // MARK: - Articles

    func use(_ article: Article) -> String {
        bench.use(article)
        return heading
    }

    func beginPasting() -> Answer {
        pasting = []
        return Answer(text: "Paste a text; a line with a single dot ends it.\n", wantsMore: true)
    }

    private func paste(_ line: String) -> Answer {
        if line != "." {
            pasting!.append(line)
            return Answer(text: "", wantsMore: true)
        }
        let text = pasting!.joined(separator: "\n")
        pasting = nil
        return Answer(text: use(Self.sentence(text)))
    }
}
