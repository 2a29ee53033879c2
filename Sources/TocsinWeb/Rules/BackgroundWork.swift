import Foundation
import Synchronization

/// Work that takes longer than an answer may keep a serving task: on threads of its own, at most two
/// at a time, each bounded in time; a newer question of the same asker ends the older one.
final class BackgroundWork: Sendable {
    /// One question: over when its time is, or when somebody asked again.
    final class Question: Sendable {
        private let cancelled = Atomic(false)
        private let end: ContinuousClock.Instant

        init(seconds: Double) { end = .now + .seconds(seconds) }

        var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
        var isOver: Bool { ContinuousClock.now >= end }

        func cancel() { cancelled.store(true, ordering: .relaxed) }
    }

    static let shared = BackgroundWork()

    private let queue: OperationQueue
    private let latest = Mutex<[String: Question]>([:])
    /// Askers that are remembered; more are those of pages long closed.
    private static let mostAskers = 64

    private init() {
        queue = OperationQueue()
        queue.name = "tocsin.workbench"
        queue.maxConcurrentOperationCount = 2
        queue.qualityOfService = .utility
    }

    /// - Parameters:
    ///   - asker: whose earlier question this one ends; nil: nobody's.
    ///   - seconds: how long the work may last.
    func run<T: Sendable>(
        for asker: String?, seconds: Double, _ work: @escaping @Sendable (Question) throws -> T
    ) async throws -> T {
        let question = Question(seconds: seconds)
        if let asker {
            latest.withLock { known in
                known.updateValue(question, forKey: asker)?.cancel()
                if known.count > Self.mostAskers,
                    let other = known.keys.first(where: { $0 != asker })
                {
                    known.removeValue(forKey: other)?.cancel()
                }
            }
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.addOperation {
                    continuation.resume(with: Result { try work(question) })
                }
            }
        } onCancel: {
            question.cancel()
        }
    }
}
