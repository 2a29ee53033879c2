import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWeb
import TocsinWorkspace

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The workbench in a browser: what a workspace has kept, and its rules.",
        discussion: """
            tocsin serve workspaces/moscow-drones                 http://localhost:8080/, this machine only
            tocsin serve workspaces/moscow-drones --read-only     shows, changes nothing

            See Documentation/workbench.md.
            """)

    @Argument(help: ArgumentHelp("The workspace's folder.", valueName: "workspace"))
    var workspace: String

    @Option(help: "The port; 0 takes a free one.") var port: UInt16 = 8080

    @Option(help: "The address to listen on.") var host = "localhost"

    @Option(
        help: ArgumentHelp(
            "A name it answers to besides its own, as a reverse proxy sends it; may be repeated.",
            valueName: "name"))
    var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "Demand the password in this file (- for standard input) from now on.",
            valueName: "file"))
    var passwordFile: String?

    @Option(
        help: ArgumentHelp(
            "Let programs in that send the token in this file, from now on.", valueName: "file"))
    var tokenFile: String?

    @Flag(help: "Shows everything, changes nothing.") var readOnly = false

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who signs decisions; $TOCSIN_AUTHOR or the user's name where it is not given.",
            valueName: "name"))
    var author: String?

    func run() throws {
        let server: WebServer
        do {
            let address = WebAddress(host: host, port: port)
            let opened = try Workspace.open(workspace, pluginFolder: nil)
            let keys = try accessKeys(opened)
            if !address.isLoopback {
                guard !keys.isEmpty else {
                    throw ValidationError(
                        "--host \(host) can be reached by others: give --password-file FILE (and --token-file FILE "
                            + "for programs); the hashes are kept in the workspace's .tocsin")
                }
                StandardError.write(
                    "others can reach \(host), and nothing sent there is encrypted, passwords neither; "
                        + "put a proxy with TLS in front (Documentation/workbench.md)\n")
            }
            let access = Access(workspace: opened.folder, hosts: allowHost, keys: keys)
            let bench = try Workbench(
                workspace, isReadOnly: readOnly, resources: try WebResources(), access: access)
            let site = Site(
                workbench: bench, author: try signature(), clock: { .now },
                note: { StandardError.write($0 + "\n") })
            server = try WebServer(address, site: site)
            // Reading rules takes a moment: the first page that needs them finds them read.
            Thread {
                bench.choices.prepare()
                _ = try? bench.rules()
            }.start()
        } catch let error as WorkspaceError {
            for diagnostic in error.diagnostics { StandardError.write("\(diagnostic)\n") }
            throw ExitCode(1)
        } catch let error as StoreError {
            StandardError.write("\(error)\n")
            throw ExitCode(1)
        } catch let error as WebFailure {
            StandardError.write("\(error.message)\n")
            throw ExitCode(1)
        }
        StandardOutput.write("\(server.address)\n")
        let stopping = StopSignals()
        let done = DispatchSemaphore(value: 0)
        let serving = Task.detached {
            defer { done.signal() }
            do { try await server.run() } catch is CancellationError {
            } catch  where Task.isCancelled {
            } catch { StandardError.write("the server ended: \(error)\n") }
        }
        stopping.whenAsked { serving.cancel() }
        done.wait()
    }

    /// What was kept, with what is given now.
    private func accessKeys(_ workspace: Workspace) throws -> AccessKeys {
        guard let folder = workspace.storeFolder else { return AccessKeys() }
        var keys = try AccessKeys.read(folder: folder)
        guard passwordFile != nil || tokenFile != nil else { return keys }
        if let passwordFile { try keys.set(password: try Self.line(of: passwordFile)) }
        if let tokenFile { try keys.set(token: try Self.line(of: tokenFile)) }
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try keys.write(folder: folder)
        return keys
    }

    /// A file's first line.
    private static func line(of path: String) throws -> String {
        let data =
            path == "-"
            ? FileHandle.standardInput.readDataToEndOfFile()
            : FileManager.default.contents(atPath: path)
        guard let data, let text = String(validating: data, as: UTF8.self) else {
            throw ValidationError("\(path): cannot be read; expected a text file with one line")
        }
        return String(text.prefix { !$0.isNewline })
    }

    /// Who signs decisions made here; nobody does in read-only mode.
    private func signature() throws -> String {
        if let author, !author.isEmpty { return author }
        if readOnly { return "" }
        do { return try OpenStore.author(nil) } catch {
            throw ValidationError("say who signs decisions: --as NAME, or set TOCSIN_AUTHOR")
        }
    }
}
