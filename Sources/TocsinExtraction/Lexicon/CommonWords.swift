import Synchronization
import TocsinText

/// The commonest words of a language, read when a text in capitals first asks for them: what is not
/// among them is likelier a name.
package final class CommonWords: Sendable {
    private let load: @Sendable () -> [Substring]
    private let state = Mutex<Set<UInt64>?>(nil)

    /// - Parameter load: the words, in lower case.
    package init(load: @escaping @Sendable () -> [Substring]) { self.load = load }

    /// Hashes of the folded words, as tokens have them.
    var hashes: Set<UInt64> {
        state.withLock { known in
            if let known { return known }
            let made = Set(load().map { WordHash.of(Array($0.utf8)) })
            known = made
            return made
        }
    }
}
