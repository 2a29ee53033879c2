import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists the rules of a workspace, or of all plugins, with what they look for.")

    @Argument(
        help: ArgumentHelp(
            "Workspaces or plugins; without one, all plugins here.", valueName: "path"))
    var paths: [String] = []

    @Flag(help: "With what each rule is for, in its author's words.")
    var why = false

    func run() throws {
        do {
            let list = RuleList(
                scope: RuleScope(paths: paths), width: min(StandardOutput.width, 100))
            for line in try list.lines(why: why) { StandardOutput.write(line + "\n") }
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
    }
}

struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Shows the page of one rule, or the help of a command.",
        discussion: "tocsin help political-violence.shelling")

    @Argument(help: ArgumentHelp("plugin.rule, a rule's file, or a command.", valueName: "rule"))
    var name: String?

    func run() throws {
        guard let name else { throw CleanExit.helpRequest(Tocsin.self) }
        if let command = Tocsin.configuration.subcommands.first(where: {
            $0.configuration.commandName == name
        }) {
            throw CleanExit.helpRequest(command)
        }
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        do {
            let located = try RuleLocator().locate(name)
            StandardOutput.write(RulePage(located, style: style).text)
        } catch {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
    }
}
