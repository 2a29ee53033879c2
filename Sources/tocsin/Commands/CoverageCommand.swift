import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

/// The workspace of a command and the articles it has at hand.
struct Material {
    var part: RuleScope.Part
    var articles: [Article]

    init(_ path: String, limit: Int) throws {
        do {
            let workspace = try Workspace.open(path, pluginFolder: nil)
            guard let part = try RuleScope(paths: [path]).parts().first else { throw ExitCode(1) }
            self.part = part
            articles = WorkspaceArticles(workspace, limit: limit).read()
        } catch let error as WorkspaceError {
            for one in error.diagnostics { StandardError.write(one.description + "\n") }
            throw ExitCode(1)
        }
        if articles.isEmpty {
            StandardError.write("\(path): no articles at hand, neither stored nor in files\n")
            throw ExitCode(1)
        }
    }
}

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract:
            "Shows what no rule touched: sentences with figures, quotations or trigger words; rules that never fired.",
        discussion: "tocsin coverage workspaces/moscow-drones")

    @Argument(help: ArgumentHelp("A workspace.", valueName: "workspace")) var workspace: String
    @Option(help: "Sentences shown.") var top = 20
    @Option(help: ArgumentHelp("The most articles read.", valueName: "number")) var articles = 5000

    func run() throws {
        let material = try Material(workspace, limit: articles)
        let coverage = RuleCoverage(
            material.articles, rules: material.part.ruleSet, limits: material.part.limits)
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        let share = coverage.sentences == 0 ? 0 : coverage.touched * 100 / coverage.sentences
        StandardOutput.write(
            "\(coverage.articles) article\(coverage.articles == 1 ? "" : "s"), \(coverage.sentences) sentences: a rule touched \(coverage.touched) (\(share) %)\n\n"
        )
        for gap in coverage.gaps.prefix(top) {
            for line in wrapped(gap.text, style.width - 4) {
                StandardOutput.write("  " + line + "\n")
            }
            let source = gap.article.source ?? gap.article.id
            StandardOutput.write(
                style.faint("    \(gap.reasons.joined(separator: "; ")) · \(source)") + "\n")
        }
        if coverage.gaps.count > top {
            StandardOutput.write("  … and \(coverage.gaps.count - top) more\n")
        }
        if !coverage.silent.isEmpty {
            StandardOutput.write("\nRules that found nothing (\(coverage.silent.count)):\n")
            for line in wrapped(coverage.silentNames.joined(separator: ", "), style.width - 2) {
                StandardOutput.write("  " + line + "\n")
            }
        }
    }
}

struct SuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Proposes rules from marked words, and says how many articles they would find.",
        discussion: """
            tocsin suggest article.txt --select '12 people were killed' --workspace workspaces/moscow-drones
            """)

    @Argument(help: ArgumentHelp("A file with an article, - or a sentence.", valueName: "text"))
    var text: String
    @Option(help: ArgumentHelp("Words as they stand in the article.", valueName: "words"))
    var select: String
    @Option(
        help: ArgumentHelp(
            "Where the articles lie that the rules are tried on.", valueName: "folder"))
    var workspace: String?
    @Option(help: ArgumentHelp("The text's language, where it does not say.", valueName: "tag"))
    var language: String?

    func run() throws {
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        do {
            let argument = try ArticleArgument(text, language: language, published: nil)
            guard let article = argument.articles.first else {
                StandardError.write("\(text): no article in it\n")
                throw ExitCode(1)
            }
            let others = try workspace.map { try Material($0, limit: 2000).articles } ?? []
            let made = try RuleSuggestion.make(article, select: select, articles: others)
            if made.isEmpty {
                StandardOutput.write("Nothing to make a rule of; mark two words or more.\n")
            }
            for one in made {
                StandardOutput.write(
                    style.bold(one.what.prefix(1).uppercased() + one.what.dropFirst())
                        + ": \(one.found) of \(one.of) article\(one.of == 1 ? "" : "s")\n\n")
                StandardOutput.write(
                    one.source.split(separator: "\n").map { "    " + $0 + "\n" }.joined() + "\n")
                for sentence in one.sentences {
                    for (n, line) in wrapped(sentence, style.width - 6).enumerated() {
                        StandardOutput.write((n == 0 ? "  · " : "    ") + line + "\n")
                    }
                }
                StandardOutput.write("\n")
            }
        } catch let error as WorkspaceError {
            for one in error.diagnostics { StandardError.write(one.description + "\n") }
            throw ExitCode(1)
        }
    }
}
