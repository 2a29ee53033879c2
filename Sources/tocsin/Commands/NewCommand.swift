import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinWorkspace

extension NewFiles.Kind: ExpressibleByArgument {}

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a new rule, plugin or workspace that passes its tests as it stands.",
        discussion: """
            On a terminal it asks for what is not given. It never writes over a file.

              tocsin new workspace harbour
              tocsin new watchlist hypersonic --words 'hypersonic, Mach 5' --severity moderate
              tocsin new extract evacuations --words 'evacuated, evacuate' --figure evacuated
              tocsin new alert mass-evacuation --event evacuations --figure evacuated --at-least 1000
              tocsin new alert mass-evacuation --event evacuations --figure evacuated --at-least 1000 --within '1 day'
              tocsin new plugin harbour-watch
            """)

    @Argument(
        help: ArgumentHelp(
            "watchlist, extract, enrich, alert, plugin or workspace.", valueName: "kind"))
    var kind: NewFiles.Kind

    @Argument(
        help: ArgumentHelp(
            "Lower-case letters, digits and hyphens; a rule's id ends with it.", valueName: "name"))
    var name: String

    @Option(
        help: ArgumentHelp(
            "The workspace or plugin the rule goes into; else this folder.", valueName: "folder"))
    var into: String?

    @Option(help: ArgumentHelp("What it is, in a few words.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("What it looks for, separated by commas.", valueName: "a, b"))
    var words: String?

    @Option(help: "minor, moderate, severe or extreme; a watchlist without one only tags.")
    var severity: String?

    @Option(
        help: ArgumentHelp("A type such as ASSAULT, or a label of your own.", valueName: "type"))
    var event: String?

    @Option(help: ArgumentHelp("killed, injured, evacuated, displaced, …", valueName: "figure"))
    var figure: String?

    @Option(help: ArgumentHelp("An alert: how high the figure must be.", valueName: "number"))
    var atLeast: Int?

    @Option(help: ArgumentHelp("An alert: how many events.", valueName: "number"))
    var count: Int?

    @Option(
        help: ArgumentHelp(
            "An alert: in what time so many events, or figures added up, e.g. '6 hours'.",
            valueName: "time"))
    var within: String?

    @Option(help: ArgumentHelp("The language it reads: en, uk, …", valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "A sentence it must find; may be given several times.", valueName: "sentence"))
    var example: [String] = []

    @Option(
        help: ArgumentHelp(
            "A sentence it must not find; may be given several times.", valueName: "sentence"))
    var not: [String] = []

    func validate() throws {
        for (answer, value) in [
            (RuleAnswers.Answer.severity, severity), (.figure, figure), (.within, within),
        ] {
            if let value, let problem = answer.problem(value) { throw ValidationError(problem) }
        }
        if let count, !(1...50).contains(count) {
            throw ValidationError("--count is \(count); expected 1 to 50")
        }
        if let atLeast, atLeast < 1 {
            throw ValidationError("--at-least is \(atLeast); expected 1 or more")
        }
    }

    func run() throws {
        var answers = RuleAnswers(name: name)
        let asks = isatty(0) == 1 && StandardOutput.isTerminal
        // Asks until the answer can be used; an empty one is the default.
        func ask(
            _ question: String, _ given: String?, default value: String,
            _ answer: RuleAnswers.Answer? = nil
        ) -> String {
            if let given { return given }
            guard asks else { return value }
            while true {
                StandardOutput.write(value.isEmpty ? "\(question): " : "\(question) [\(value)]: ")
                guard let line = readLine() else { return value }
                let text = line.trimmingCharacters(in: .whitespaces)
                if text.isEmpty { return value }
                guard let problem = answer?.problem(text) else { return text }
                StandardOutput.write(problem + "\n")
            }
        }
        func some(_ text: String) -> String? { text.isEmpty ? nil : text }
        answers.language = language
        answers.title = ask(
            "What it is, in a few words", title,
            default: answers.spokenName.prefix(1).uppercased() + answers.spokenName.dropFirst())
        switch kind {
        case .watchlist, .extract:
            answers.words = ask(
                "Words it looks for, separated by commas", words, default: answers.spokenName
            )
            .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                !$0.isEmpty
            }
        default: break
        }
        switch kind {
        case .watchlist:
            answers.severity = some(
                ask(
                    "How loud it rings (minor, moderate, severe, extreme; empty: it only tags)",
                    severity, default: "", .severity))
        case .extract:
            answers.event = ask(
                "The event: a type such as ASSAULT, or a label", event, default: name)
            answers.figure = some(
                ask(
                    "A figure it reads: killed, injured, evacuated, … (empty: none)", figure,
                    default: "", .figure))
        case .alert:
            answers.event = ask(
                "The events it rings for: a type or a label", event, default: "ASSAULT")
            answers.figure = some(
                ask(
                    "A figure that must be high: killed, evacuated, … (empty: none)", figure,
                    default: "", .figure))
            answers.count = count
            answers.within = within
            if answers.figure != nil {
                answers.atLeast = Int(
                    ask("How high, at least", atLeast.map(String.init), default: "10", .number))
                if count == nil {
                    answers.within = some(
                        ask(
                            "In what time the figures of several events are added up, e.g. 24 hours (empty: one report is enough)",
                            within, default: "", .within))
                }
            }
            answers.severity = ask(
                "How loud: minor, moderate, severe, extreme", severity, default: "severe", .severity
            )
        default: break
        }
        answers.examples = example
        if answers.examples.isEmpty, asks, kind == .watchlist || kind == .extract {
            answers.examples = [
                some(ask("A sentence it must find (empty: one is made)", nil, default: ""))
            ].compactMap { $0 }
        }
        answers.counterexamples = not
        do {
            let written = try NewFiles(kind, answers, into: into).write()
            for path in written { StandardOutput.write("wrote \(path)\n") }
            guard let first = written.first else { return }
            let scope: RuleScope
            switch kind {
            case .plugin, .workspace:
                let home = URL(fileURLWithPath: Workspace.absolute(first))
                    .deletingLastPathComponent().path
                scope = RuleScope(paths: [home])
            default: scope = RuleScope(paths: [first])
            }
            let outcome = try RuleTest(scope: scope).run()
            for failure in outcome.failures { StandardError.write(failure.description + "\n") }
            StandardOutput.write(outcome.summary + "\n")
            switch kind {
            case .workspace:
                let home = Workspace.relative(
                    URL(fileURLWithPath: Workspace.absolute(first)).deletingLastPathComponent().path
                )
                StandardOutput.write("Next: tocsin run \(home)\n")
            case .plugin: StandardOutput.write("Next: name it in a workspace's plugins = { … }\n")
            case .enrich:
                StandardOutput.write(
                    "Next: change the list and the file, then tocsin test \(first) --watch\n")
            default:
                StandardOutput.write(
                    "Next: tocsin try \(first) 'a sentence', then change the file and tocsin test \(first) --watch\n"
                )
            }
            if !outcome.failures.isEmpty { throw ExitCode(1) }
        } catch let error as WorkspaceError {
            for diagnostic in error.diagnostics {
                StandardError.write(diagnostic.description + "\n")
            }
            throw ExitCode(1)
        }
    }
}
