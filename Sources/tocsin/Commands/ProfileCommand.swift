import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Measures what each rule costs over a workspace's articles, part by part.",
        discussion: """
            Each rule is run alone, and what reading an article costs anyway is taken off; what rules share \
            (places, names) is counted in each. "All together" is what a run pays.

            Below a rule stand its parts: its words and patterns; recognizing the figures, dates, places and names \
            that these ask for; its Lua functions with calls, steps and memory; and the making of events.

              tocsin profile workspaces/moscow-drones
            """)

    @Argument(help: ArgumentHelp("A workspace.", valueName: "workspace")) var workspace: String
    @Option(help: "Rules shown.") var top = 25
    @Option(help: ArgumentHelp("The most articles read.", valueName: "number")) var articles = 500

    func run() throws {
        let material = try Material(workspace, limit: articles)
        let profile = RuleProfile(
            material.articles, rules: material.part.ruleSet, limits: material.part.limits)
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        StandardOutput.write(ProfileText(profile, style: style).text(top: top))
    }
}
