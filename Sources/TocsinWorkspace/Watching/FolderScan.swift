import Foundation

/// Which files of a workspace's sources are new or changed since the last look.
///
/// A file that is still being written is left for the next look: it counts when two looks in a row
/// find it the same, or when it has not been touched for two seconds.
package struct FolderScan: Sendable {
    private struct Stamp: Hashable {
        var size: Int
        var modified: Double
    }

    private var done: [String: Stamp] = [:]
    private var pending: [String: Stamp] = [:]

    package init() {}

    /// - Parameter now: seconds since 1970.
    /// - Returns: files to read now, in order.
    package mutating func changes(in workspace: Workspace, now: Double) -> [SourceFileEntry] {
        var ready: [SourceFileEntry] = []
        var seen: [String: Stamp] = [:]
        for entry in SourceFileEntry.list(paths: [], of: workspace, trouble: { _ in }) {
            guard let facts = try? FileManager.default.attributesOfItem(atPath: entry.path),
                facts[.type] as? FileAttributeType != .typeDirectory
            else { continue }
            let stamp = Stamp(
                size: facts[.size] as? Int ?? 0,
                modified: (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
            guard done[entry.path] != stamp else { continue }
            if pending[entry.path] == stamp || now - stamp.modified > 2 {
                ready.append(entry)
            }
            seen[entry.path] = stamp
        }
        pending = seen
        return ready
    }

    /// These were read as they stood at the last look.
    package mutating func finish(_ entries: [SourceFileEntry]) {
        for entry in entries {
            if let stamp = pending.removeValue(forKey: entry.path) { done[entry.path] = stamp }
        }
    }

    /// True where files are there that may still be being written.
    package var isWaiting: Bool { !pending.isEmpty }

    /// All files count as new again: the rules are others.
    package mutating func forget() { done = [:] }
}

/// A mark of every file that decides what the rules of a workspace are; another mark, other rules.
package enum RuleFingerprint {
    package static func of(_ workspace: Workspace) -> Int {
        var hasher = Hasher()
        stamp(workspace.folder + "/" + WorkspaceConfiguration.fileName, &hasher)
        for source in workspace.configuration.sources {
            if case .outline(let path, _) = source.place {
                stamp(path.hasPrefix("/") ? path : workspace.folder + "/" + path, &hasher)
            }
        }
        var folders = [workspace.folder + "/rules", workspace.folder + "/lists"]
        if let plugins = workspace.pluginFolder {
            folders += workspace.configuration.plugins.map { plugins + "/" + $0 }
            folders.append(plugins + "/std")
        }
        for folder in folders {
            let names =
                FileManager.default.enumerator(atPath: folder)?
                .compactMap { $0 as? String } ?? []
            for name in names.sorted()
            where name.hasSuffix(".lua") || name.hasSuffix(".tsv") || name.hasSuffix(".txt") {
                stamp(folder + "/" + name, &hasher)
            }
        }
        return hasher.finalize()
    }

    private static func stamp(_ path: String, _ hasher: inout Hasher) {
        hasher.combine(path)
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        hasher.combine(facts[.size] as? Int ?? 0)
        hasher.combine((facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
    }
}
