import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct TryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract:
            "Tries one rule on a text: what matched and why, or how near it came and what stopped it.",
        discussion: """
            The rule is named as plugin.rule or by its file; the text is a file, - or a sentence in quotes.

              tocsin try infrastructure.evacuation 'About 3,000 people were moved out.'
              tocsin try rules/my-rule.lua article.txt
              tocsin try political-violence.alert-mass-casualty article.json

            Marks under a sentence: ^ found, or where it stopped; = matched on the way there; \
            x what an exclusion stands on; ~ what it takes away.
            """)

    @Argument(help: ArgumentHelp("plugin.rule, or the path of a rule's file.", valueName: "rule"))
    var rule: String

    @Argument(help: ArgumentHelp("A file of articles, - or a sentence.", valueName: "text"))
    var text: String

    @Option(help: ArgumentHelp("A workspace whose settings and rules hold.", valueName: "folder"))
    var workspace: String?

    @Option(
        help: ArgumentHelp(
            "The text's language, where it does not say: en, uk, …", valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "When it was published, where it does not say; else now.", valueName: "time"))
    var published: String?

    @Flag(help: "Draw how far every pattern came, not only the nearest.")
    var all = false

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
    @Option(help: "text or json (one object an article).")
    var format: Format = .text

    func validate() throws {
        if let published, Timestamp(published) == nil {
            throw ValidationError(
                "--published is \"\(published)\"; expected a time such as 2025-03-11 or 2025-03-11T18:00:00Z"
            )
        }
    }

    func run() throws {
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        let trial: RuleTry
        let argument: ArticleArgument
        do {
            let located = try RuleLocator(workspace: workspace).locate(rule)
            let language = language ?? located.onlyLanguage
            let now = Timestamp(seconds: Int(Date().timeIntervalSince1970))
            argument = try ArticleArgument(
                text, language: language, published: published.flatMap { Timestamp($0) } ?? now)
            trial = RuleTry(located)
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
        for diagnostic in trial.located.surroundings + argument.diagnostics {
            StandardError.write(diagnostic.description + "\n")
        }
        for diagnostic in trial.diagnostics { StandardError.write(diagnostic.description + "\n") }
        if argument.articles.isEmpty {
            StandardError.write("\(text): no article in it\n")
            throw ExitCode(1)
        }
        let page = TryText(style: style, drawn: all ? .max : 1)
        if format == .text { StandardOutput.write(page.heading(trial.located.rule)) }
        let results = argument.articles.map { trial.read($0) }
        if format == .json {
            for result in results { StandardOutput.write(TryJSON(result).text + "\n") }
            return
        }
        for result in results.prefix(20) {
            if results.count > 1 {
                let title = result.article.title.isEmpty ? result.article.id : result.article.title
                StandardOutput.write(style.faint("— \(title)") + "\n")
            }
            StandardOutput.write(page.render(result))
        }
        if results.count > 20 {
            let matched = results.count { $0.hasMatched }
            StandardOutput.write(
                "\(matched) of \(results.count) articles matched; the first 20 are shown.\n")
        }
    }
}
