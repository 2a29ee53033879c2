import Foundation

/// Notices when files below some folders change, by their times and sizes.
package final class FileWatch {
    private struct State: Equatable {
        var changed: Date
        var size: Int
    }

    private let folders: [String]
    private var known: [String: State]

    package init(_ folders: [String]) {
        self.folders = folders
        known = Self.read(folders)
    }

    private static func read(_ folders: [String]) -> [String: State] {
        var out: [String: State] = [:]
        for folder in folders {
            guard let walker = FileManager.default.enumerator(atPath: folder) else { continue }
            for case let path as String in walker
            where path.hasSuffix(".lua") || path.hasSuffix(".tsv") {
                let full = folder + "/" + path
                guard let facts = try? FileManager.default.attributesOfItem(atPath: full) else {
                    continue
                }
                out[full] = State(
                    changed: facts[.modificationDate] as? Date ?? .distantPast,
                    size: facts[.size] as? Int ?? 0)
            }
        }
        return out
    }

    /// Waits until something has changed, and gives the files that came, went or differ.
    package func wait(every seconds: Double = 0.2) -> [String] {
        while true {
            Thread.sleep(forTimeInterval: seconds)
            let now = Self.read(folders)
            guard now != known else { continue }
            let changed = Set(now.keys).union(known.keys).filter { now[$0] != known[$0] }
            known = now
            return changed.sorted()
        }
    }
}
