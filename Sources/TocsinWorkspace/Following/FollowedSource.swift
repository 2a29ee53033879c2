import Foundation
package import TocsinModel
package import TocsinReaders
package import TocsinSources
package import TocsinStore

/// A source that is asked over HTTP, with how it is read and what is remembered of it.
package struct FollowedSource: Sendable {
    package var source: FeedSource
    package var options: ReadOptions
    package var state: SourceState

    /// Every feed and page of a workspace, those of its OPML files among them, each once.
    ///
    /// - Parameter trouble: an OPML file that cannot be read is named and the others are followed.
    package static func all(
        of workspace: Workspace, states: [String: SourceState] = [:],
        trouble: (Diagnostic) -> Void
    ) -> [FollowedSource] {
        var out: [FollowedSource] = []
        var seen: Set<String> = []
        for entry in workspace.configuration.sources {
            switch entry.place {
            case .files: continue
            case .feed(let feed):
                if seen.insert(feed.address).inserted { out.append(one(feed, entry, states)) }
            case .outline(let path, let template):
                for feed in feeds(of: path, in: workspace, template, trouble)
                where seen.insert(feed.address).inserted {
                    out.append(one(feed, entry, states))
                }
            }
        }
        return out
    }

    private static func one(
        _ feed: FeedSource, _ entry: WorkspaceSource, _ states: [String: SourceState]
    ) -> FollowedSource {
        var options = entry.readOptions
        options.source = feed.name ?? entry.name
        return FollowedSource(
            source: feed, options: options,
            state: states[feed.address] ?? SourceState(address: feed.address))
    }

    private static func feeds(
        of path: String, in workspace: Workspace, _ template: FeedSource,
        _ trouble: (Diagnostic) -> Void
    ) -> [FeedSource] {
        let file = path.hasPrefix("/") ? path : workspace.folder + "/" + path
        let display = Workspace.relative(file)
        guard let data = FileManager.default.contents(atPath: file) else {
            trouble(
                Diagnostic(
                    code: "source.missing", place: display,
                    message: "no such file; expected an OPML list of feeds"))
            return []
        }
        guard let outline = FeedOutline([UInt8](data)) else {
            trouble(
                Diagnostic(
                    code: "source.outline", place: display,
                    message: "is no OPML; expected <opml> with <outline xmlUrl=\"…\"/>"))
            return []
        }
        if let problem = outline.trouble {
            trouble(
                Diagnostic(
                    .warning, code: "source.outline", place: display,
                    message: "the XML is malformed (\(problem)); read as far as it can be"))
        }
        return outline.entries.compactMap { entry in
            guard SourceAddress(entry.address) != nil else {
                trouble(
                    Diagnostic(
                        .warning, code: "source.address", place: display,
                        message: "\"\(entry.address)\" is no web address; it is left out"))
                return nil
            }
            var feed = template
            feed.address = entry.address
            feed.name = entry.title
            feed.profile.group = entry.folders.last ?? template.profile.group
            feed.profile.side = entry.side ?? template.profile.side
            feed.profile.reliability =
                entry.reliability.flatMap { SourceProfile.Reliability(rawValue: $0.uppercased()) }
                ?? template.profile.reliability
            return feed
        }
    }
}

// MARK: - In the store

extension SourceState {
    /// From its row; the columns are for lists, the whole is in `json`.
    init(_ row: SourceRow) {
        let own = try? JSONDecoder().decode(SourceState.self, from: Data(row.json.utf8))
        self = own ?? SourceState(address: row.key)
    }

    func row(kind: String) -> SourceRow {
        var row = SourceRow(key: address, kind: kind)
        row.etag = etag
        row.lastModified = lastModified
        row.movedTo = movedTo
        row.nextFetch = next
        row.lastFetch = lastAsked
        row.lastSuccess = lastGood
        row.lastArticle = lastNew
        row.failures = failures
        row.error = trouble
        row.state = stopped == nil ? .active : .stopped
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        row.json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return row
    }
}

extension StoreReader {
    /// What is remembered of the workspace's feeds and pages, by address.
    package func sourceStates() throws -> [String: SourceState] {
        var out: [String: SourceState] = [:]
        for row in try sources() where row.kind == "feed" || row.kind == "page" {
            out[row.key] = SourceState(row)
        }
        return out
    }
}

extension StoreWriter {
    package func put(_ state: SourceState, of source: FeedSource) throws {
        try put(state.row(kind: source.kind.rawValue))
    }
}
