import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinLua
import TocsinModel
import TocsinWorkspace

struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "A conversation with a workspace: an article, the rules and the API at hand.",
        discussion: """
            A pattern, a query or words are tried on the article as they are typed; Tab completes names; lines typed \
            before are kept in the workspace. From a pipe, line by line, each line is answered.

              tocsin repl workspaces/moscow-drones
              tocsin repl . --article 'At least 12 people were killed in Kharkiv.'
              echo '/{killed: quantity} people' | tocsin repl .
            """)

    @Argument(help: ArgumentHelp("A workspace's folder.", valueName: "workspace"))
    var path = "."

    @Option(
        help: ArgumentHelp(
            "The article at hand: a file, a sentence, or the id of one the workspace has.",
            valueName: "article"))
    var article: String?

    func run() throws {
        let terminal = Terminal()
        let style = TextStyle(
            isColoured: terminal != nil && StandardOutput.wantsColour, width: StandardOutput.width)
        let (path, wanted) = (path, article)
        // Lua needs a deep stack; the terminal is the same from every thread.
        let code: Int32 = LuaThread.run {
            do {
                let workspace = try Workspace.open(path, pluginFolder: nil)
                let session = try ReplSession(
                    workspace, article: try wanted.map { try Self.article($0, workspace) },
                    style: style)
                StandardOutput.write(session.greeting)
                if let terminal = Terminal() {
                    Self.talk(session, terminal, workspace)
                } else {
                    Self.answerLines(session)
                }
                return 0
            } catch {
                for one in (error as? WorkspaceError)?.diagnostics ?? [] {
                    StandardError.write(one.description + "\n")
                }
                return 1
            }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private static func article(_ wanted: String, _ workspace: Workspace) throws -> Article {
        if let known = WorkspaceArticles(workspace).read().first(where: { $0.id == wanted }) {
            return known
        }
        let now = Timestamp(seconds: Int(Date().timeIntervalSince1970))
        let given = try ArticleArgument(wanted, language: nil, published: now)
        for one in given.diagnostics { StandardError.write(one.description + "\n") }
        guard let first = given.articles.first else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(code: "article.none", place: wanted, message: "no article in it")
            ])
        }
        return first
    }

    private static func talk(
        _ session: ReplSession, _ terminal: Terminal, _ workspace: Workspace
    ) {
        let editor = LineEditor(
            terminal, history: LineHistory(path: workspace.folder + "/.tocsin/repl-history"))
        editor.notes = { line in
            let note = session.preview(line)
            return note.isEmpty ? [] : [note]
        }
        editor.complete = session.completion
        while true {
            switch editor.read(session.prompt) {
            case .line(let line):
                editor.history.add(line)
                let answer = session.answer(line)
                StandardOutput.write(answer.text)
                if answer.isEnd { return }
            case .interrupted: session.interrupt()
            case .end: return
            }
        }
    }

    /// From a pipe: the line after its prompt, then what it gives.
    private static func answerLines(_ session: ReplSession) {
        while let line = readLine() {
            StandardOutput.write(session.prompt + line + "\n")
            let answer = session.answer(line)
            StandardOutput.write(answer.text)
            if answer.isEnd { return }
        }
    }
}
