import Synchronization
import TocsinPlugins

/// Word frequencies by folder of plugins: read when an editor first asks, then kept.
final class LanguageShares: Sendable {
    static let shared = LanguageShares()

    private let known = Mutex<[String: LanguageShare?]>([:])

    func share(_ folder: String) -> LanguageShare? {
        known.withLock { known in
            if let share = known[folder] { return share }
            let share = LanguageShare(pluginFolder: folder)
            known[folder] = .some(share)
            return share
        }
    }
}
