import Foundation
import Synchronization
import TocsinModel
import TocsinSources
import TocsinWorkspace

/// How many files match each pattern of a workspace: walking folders takes a while, so an answer is
/// kept for some seconds.
final class FileCounts: Sendable {
    static let shared = FileCounts()

    private struct Known: Sendable {
        var at: Date
        var counts: [SourceListView.Files]
    }

    private let known = Mutex<[String: Known]>([:])
    private static let seconds = 15.0

    func counts(of workspace: Workspace) -> [SourceListView.Files] {
        let patterns = workspace.configuration.sources.compactMap { entry -> (String, String)? in
            guard case .files(let pattern) = entry.place else { return nil }
            return (pattern, entry.name ?? "")
        }
        let key = ([workspace.folder] + patterns.map(\.0)).joined(separator: "\n")
        if let found = known.withLock({ $0[key] }), -found.at.timeIntervalSinceNow < Self.seconds {
            return found.counts
        }
        let counts = patterns.map { pattern, name in
            let files = FileSource.files(matching: pattern, in: workspace.folder)
            let newest = files.prefix(2_000).compactMap { path -> Int? in
                var facts = stat()
                return stat(path, &facts) == 0 ? Int(facts.st_mtim.tv_sec) : nil
            }.max()
            return SourceListView.Files(
                pattern: pattern, name: name, count: files.count, isEmpty: files.isEmpty,
                newest: newest.map { PageText.minute(Timestamp(seconds: $0)) } ?? "")
        }
        known.withLock { $0 = [key: Known(at: Date(), counts: counts)] }
        return counts
    }
}
