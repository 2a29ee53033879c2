package import Foundation
package import TocsinModel
package import TocsinReaders
package import TocsinSources

/// One file of articles to read, and how its source wants it read.
package struct SourceFileEntry: Sendable {
    /// Absolute; `-` for standard input.
    package var path: String
    package var options: ReadOptions
    package var profile: SourceProfile

    package static let standardInput = "-"

    package var displayName: String {
        path == Self.standardInput ? "standard input" : Workspace.relative(path)
    }

    /// Nil where it cannot be read.
    package func open() -> FileHandle? {
        if path == Self.standardInput { return FileHandle.standardInput }
        // Opening a folder succeeds and reading it fails: say it once, at the opening.
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
        {
            return nil
        }
        return FileHandle(forReadingAtPath: path)
    }

    /// The files a run reads: the paths given, else the workspace's own sources.
    ///
    /// A path given is read as the workspace's source that it belongs to says, where there is one.
    package static func list(
        paths: [String], of workspace: Workspace, trouble: (Diagnostic) -> Void
    ) -> [SourceFileEntry] {
        if paths.isEmpty {
            var out: [SourceFileEntry] = []
            var seen: Set<String> = []
            for source in workspace.configuration.sources {
                guard case .files(let pattern) = source.place else { continue }
                let found = FileSource.files(matching: pattern, in: workspace.folder)
                if found.isEmpty {
                    trouble(
                        Diagnostic(
                            .warning, code: "source.empty",
                            place: Workspace.relative(workspace.folder),
                            message: "no file matches \"\(pattern)\""))
                }
                out += found.filter { seen.insert($0).inserted }.map { entry($0, source) }
            }
            return out
        }
        var out: [SourceFileEntry] = []
        for path in paths {
            if path == standardInput {
                out.append(
                    SourceFileEntry(path: path, options: ReadOptions(), profile: SourceProfile()))
                continue
            }
            switch FileSource.files(at: path) {
            case .success(let found):
                out += found.map(Workspace.absolute).map { path in
                    let owner = workspace.configuration.sources.first {
                        $0.owns(path, of: workspace)
                    }
                    return owner.map { entry(path, $0) }
                        ?? SourceFileEntry(
                            path: path, options: ReadOptions(), profile: SourceProfile())
                }
            case .failure(let diagnostic): trouble(diagnostic)
            }
        }
        return out
    }

    private static func entry(_ path: String, _ source: WorkspaceSource) -> SourceFileEntry {
        SourceFileEntry(path: path, options: source.readOptions, profile: source.profile)
    }
}

extension WorkspaceSource {
    fileprivate func owns(_ path: String, of workspace: Workspace) -> Bool {
        guard case .files(let pattern) = place, path.hasPrefix(workspace.folder + "/") else {
            return false
        }
        return PathPattern(pattern).matches(String(path.dropFirst(workspace.folder.count + 1)))
    }
}
