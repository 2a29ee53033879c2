import Dispatch
import Foundation
import Synchronization

/// SIGTERM and SIGINT: the first asks to stop, the second stops at once.
final class StopSignals: @unchecked Sendable {
    private let asked = Atomic<Bool>(false)
    private let action = Mutex<(@Sendable () -> Void)?>(nil)
    // Filled before anyone else sees it.
    private var sources: [any DispatchSourceSignal] = []

    init() {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: DispatchQueue.global())
            source.setEventHandler { [weak self] in
                guard let self else { return }
                if self.asked.exchange(true, ordering: .relaxed) { exit(130) }
                self.action.withLock { $0 }?()
            }
            source.resume()
            sources.append(source)
        }
    }

    var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// Done once, at the first signal.
    func whenAsked(_ action: @escaping @Sendable () -> Void) {
        self.action.withLock { $0 = action }
        if isAsked { action() }
    }
}
