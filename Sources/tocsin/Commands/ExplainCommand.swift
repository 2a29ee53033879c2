import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows an article with all that rules saw in it, and the events that came of it.",
        discussion: """
            tocsin explain article.txt
            tocsin explain article.txt --html > article.html      one page, to look at or send
            tocsin explain --workspace workspaces/moscow-drones 'Drones hit a depot near Kursk.'
            """)

    @Argument(help: ArgumentHelp("A file of articles, - or a sentence.", valueName: "text"))
    var text: String

    @Option(
        help: ArgumentHelp(
            "The workspace whose rules read it; else all plugins.", valueName: "folder"))
    var workspace: String?

    @Option(help: ArgumentHelp("The text's language, where it does not say.", valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "When it was published, where it does not say; else now.", valueName: "time"))
    var published: String?

    @Flag(help: "One self-contained page of HTML, of the first article.")
    var html = false

    func run() throws {
        do {
            let now = Timestamp(seconds: Int(Date().timeIntervalSince1970))
            let argument = try ArticleArgument(
                text, language: language, published: published.flatMap { Timestamp($0) } ?? now)
            for one in argument.diagnostics { StandardError.write(one.description + "\n") }
            guard !argument.articles.isEmpty else {
                StandardError.write("\(text): no article in it\n")
                throw ExitCode(1)
            }
            let parts = try RuleScope(paths: workspace.map { [$0] } ?? []).parts()
            guard let part = parts.first else { throw ExitCode(1) }
            let style = TextStyle(
                isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
            for (number, article) in argument.articles.enumerated() {
                let one = ArticleExplanation(article, rules: part.ruleSet, limits: part.limits)
                if html {
                    StandardOutput.write(ExplanationPage(one).html)
                    return
                }
                if number > 0 { StandardOutput.write(String(repeating: "─", count: 40) + "\n") }
                StandardOutput.write(ExplanationText(style: style).render(one))
            }
        } catch let error as WorkspaceError {
            for one in error.diagnostics { StandardError.write(one.description + "\n") }
            throw ExitCode(1)
        }
    }
}
