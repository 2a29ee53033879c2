import Foundation
package import TocsinModel
import TocsinReaders
import TocsinSources
import TocsinStore
package import TocsinWorkspace

/// The articles a workspace has at hand: those its store keeps, else those its sources name.
package struct WorkspaceArticles {
    private let workspace: Workspace
    /// The most that are read: enough to judge a rule by.
    private let limit: Int

    package init(_ workspace: Workspace, limit: Int = 5_000) {
        self.workspace = workspace
        self.limit = limit
    }

    /// Newest first where they come from the store, else in the order of the files.
    package func read() -> [Article] {
        let stored = fromStore()
        return stored.isEmpty ? fromFiles() : stored
    }

    private func fromStore() -> [Article] {
        let folder = workspace.folder + "/.tocsin"
        guard FileManager.default.fileExists(atPath: folder + "/store.sqlite"),
            let store = try? Store.open(folder: folder, creating: false)
        else { return [] }
        let limit = limit
        return
            (try? store.read { reader in
                try reader.articles(page: Page(limit: limit)).compactMap {
                    try reader.article($0.key)
                }
            }) ?? []
    }

    private func fromFiles() -> [Article] {
        var out: [Article] = []
        for source in workspace.configuration.sources {
            guard case .files(let pattern) = source.place else { continue }
            for file in FileSource.files(matching: pattern, in: workspace.folder) {
                guard out.count < limit, let handle = FileHandle(forReadingAtPath: file) else {
                    continue
                }
                ArticleReader().read(
                    name: Workspace.relative(file),
                    next: { try handle.read(upToCount: 1 << 18).map { [UInt8]($0) } },
                    each: { out.append($0) }, trouble: { _ in })
                try? handle.close()
            }
        }
        return Array(out.prefix(limit))
    }
}
