import Foundation
import Synchronization
import TocsinStore

/// What filters can choose among, and the whole of the map and timeline: questions that look at every
/// event, asked once for many pages.
///
/// Answers hold until the store changes. While it does, a page takes those of some seconds ago and
/// has new ones made beside it, so that no page waits for them.
package final class FilterChoices: Sendable {
    struct Values: Sendable {
        var kinds: [Tally]
        var countries: [Tally]
        var rules: [Tally]
        var publishers: [Tally]
        /// Of all events.
        var area: MapArea?
        var days: [DayTally]
    }

    private struct State {
        var values: Values?
        var change = -1
        var taken = Date.distantPast
        var isReading = false
    }

    private let store: Store
    private let state = Mutex(State())
    /// Seconds after which answers of a changed store are made anew, and after which nobody is given
    /// them any more.
    private let fresh: TimeInterval
    private let oldest: TimeInterval

    init(_ store: Store, fresh: TimeInterval = 3, oldest: TimeInterval = 600) {
        self.store = store
        self.fresh = fresh
        self.oldest = oldest
    }

    func values() throws -> Values {
        let change = try store.changeCount()
        enum Step { case take(Values), takeAndRead(Values), read }
        let step: Step = state.withLock { state in
            guard let values = state.values else { return .read }
            let age = -state.taken.timeIntervalSinceNow
            if state.change == change || age < fresh { return .take(values) }
            if age > oldest { return .read }
            guard !state.isReading else { return .take(values) }
            state.isReading = true
            return .takeAndRead(values)
        }
        switch step {
        case .take(let values): return values
        case .takeAndRead(let values):
            Thread { [self] in
                _ = try? read()
                state.withLock { $0.isReading = false }
            }.start()
            return values
        case .read: return try read()
        }
    }

    /// Makes the answers, so that the first page finds them.
    package func prepare() { _ = try? read() }

    private func read() throws -> Values {
        // Before reading: a change meanwhile is seen the next time.
        let change = try store.changeCount()
        let values = try store.read { reader in
            Values(
                kinds: try reader.eventKinds(), countries: try reader.eventCountries(),
                rules: try reader.eventRules(), publishers: try reader.publishers(),
                area: try reader.eventArea(), days: try reader.eventDays())
        }
        state.withLock {
            $0.values = values
            $0.change = change
            $0.taken = Date()
        }
        return values
    }
}
