import ArgumentParser
import Foundation

/// Reads news, lets rules turn it into events, raises alerts on the events that matter.
struct Tocsin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract: "Turns news articles into events and alerts, through rules you write.",
        discussion: """
            A monitoring job is a folder with a workspace.lua (see workspaces/moscow-drones). Rules live in \
            Plugins/ and in the workspace's own rules/ folder.

              tocsin run workspaces/moscow-drones      the whole job: alerts, events, what was read
              tocsin run --plugins political-violence article.txt
              tocsin test                              every rule's examples
              tocsin check                             every rule's and manifest's form

            Exit codes: 0 fine; 1 something was wrong in an article, a rule or an example; 2 wrong usage; \
            3 a fault of tocsin's own.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, CheckCommand.self, TestCommand.self, RulesCommand.self,
            LuaCommand.self, MatchCommand.self, TryCommand.self, HelpCommand.self,
            WatchCommand.self, SearchCommand.self, BacktestCommand.self, SourcesCommand.self,
            EventsCommand.self, IncidentsCommand.self, AlertsCommand.self, SilenceCommand.self,
            DeliverCommand.self, DoctorCommand.self, NewCommand.self, DocsCommand.self,
            ExplainCommand.self, CoverageCommand.self, ProfileCommand.self, SuggestCommand.self,
            PluginsCommand.self, PlacesCommand.self, ClaimsCommand.self, ReviewCommand.self,
            StoreCommand.self, ReplCommand.self, ServeCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        // `tocsin run … | head` closes our output early: a write then fails and ends us quietly,
        // instead of a signal killing us in the middle of a file.
        signal(SIGPIPE, SIG_IGN)
        // A limit on the size of files is then an error we can say, not our end.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try Tocsin.parseAsRoot()
            try command.run()
        } catch {
            let code = Tocsin.exitCode(for: error)
            if let exit = error as? ExitCode { Foundation.exit(exit.rawValue) }
            let message = Tocsin.fullMessage(for: error)
            if code == .success {
                StandardOutput.write(message + "\n")
                Foundation.exit(0)
            }
            StandardError.write(message + "\n")
            Foundation.exit(code == .validationFailure ? 2 : 3)
        }
    }
}
