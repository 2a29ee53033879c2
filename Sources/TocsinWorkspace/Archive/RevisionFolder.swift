import Foundation
import TocsinModel

/// A workspace and its plugins as they were at a revision of the repository they lie in, in a folder
/// of its own that is removed with it.
package final class RevisionFolder {
    private let folder: String
    package let workspace: Workspace

    /// - Throws: one line: no repository, no such revision, no such workspace then.
    package init(of workspace: Workspace, revision: String) throws(WorkspaceError) {
        func fail(_ message: String) -> WorkspaceError {
            WorkspaceError(
                diagnostics: [
                    Diagnostic(code: "backtest.revision", place: revision, message: message)
                ])
        }
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw fail("is no revision; expected e.g. HEAD~1 or a commit")
        }
        guard
            let top = Self.run("git", ["rev-parse", "--show-toplevel"], in: workspace.folder)?
                .split(separator: "\n").first.map(String.init)
        else { throw fail("the workspace lies in no git repository") }
        guard
            Self.run("git", ["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: top)
                != nil
        else { throw fail("the repository has no such revision; expected e.g. HEAD~1 or a commit") }
        let resolved = URL(fileURLWithPath: workspace.folder).resolvingSymlinksInPath().path
        let inside = [resolved, workspace.pluginFolder].compactMap { path -> String? in
            guard let path else { return nil }
            let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            if real == top { return "." }
            return real.hasPrefix(top + "/") ? String(real.dropFirst(top.count + 1)) : nil
        }
        guard let place = inside.first else {
            throw fail("the workspace lies in no git repository")
        }
        folder = NSTemporaryDirectory() + "tocsin-\(UUID().uuidString)"
        // The workspace's own rules are called by its folder's name.
        let base = place == "." ? folder + "/" + workspace.name : folder
        do {
            try FileManager.default.createDirectory(
                atPath: base, withIntermediateDirectories: true)
        } catch {
            throw fail("no temporary folder can be made")
        }
        let archive = folder + "/archive.tar"
        let present = inside.filter {
            $0 == "."
                || Self.run("git", ["cat-file", "-e", "\(revision):\($0)"], in: top) != nil
        }
        guard present.contains(place) else {
            try? FileManager.default.removeItem(atPath: folder)
            throw fail("the workspace was not there at that revision")
        }
        guard
            Self.run("git", ["archive", "-o", archive, revision, "--"] + present, in: top) != nil,
            Self.run("tar", ["-xf", archive], in: base) != nil
        else {
            try? FileManager.default.removeItem(atPath: folder)
            throw fail("git cannot give the files of that revision")
        }
        let plugins = present.count > 1 ? base + "/" + present[1] : workspace.pluginFolder
        do throws(WorkspaceError) {
            self.workspace = try Workspace.open(
                place == "." ? base : base + "/" + place, pluginFolder: plugins)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// - Returns: standard output; nil where the program failed.
    private static func run(_ program: String, _ arguments: [String], in folder: String) -> String?
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }
}
