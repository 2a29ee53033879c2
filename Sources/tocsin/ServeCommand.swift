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
            let resources = try WebResources()
            let bench = try Workbench(workspace, isReadOnly: readOnly, resources: resources)
            let site = Site(
                workbench: bench, access: Access(hosts: allowHost),
                author: try signature(), clock: { .now },
                note: { StandardError.write($0 + "\n") })
            let address = WebAddress(host: host, port: port)
            guard address.isLoopback else {
                throw ValidationError(
                    "--host \(host) is reachable for others; only this machine is served")
            }
            server = try WebServer(address, site: site)
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

    /// Who signs decisions made here; nobody does in read-only mode.
    private func signature() throws -> String {
        if let author, !author.isEmpty { return author }
        if readOnly { return "" }
        do { return try OpenStore.author(nil) } catch {
            throw ValidationError("say who signs decisions: --as NAME, or set TOCSIN_AUTHOR")
        }
    }
}
