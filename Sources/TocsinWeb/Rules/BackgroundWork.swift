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
    /// Questions that may be open; more are turned away: they would be answered long after anybody reads it.
    private let most: Int
    /// Askers that are remembered; more are those of pages long closed.
    private static let mostAskers = 64

    init(most: Int = 64) {
        self.most = most
        queue = OperationQueue()
        queue.name = "tocsin.workbench"
        queue.maxConcurrentOperationCount = 2
        queue.qualityOfService = .utility
    }

    var openCount: Int { queue.operationCount }

    /// - Parameters:
    ///   - asker: whose earlier question this one ends; nil: nobody's.
    ///   - seconds: how long the work may last.
    /// - Throws: 503 where too many wait, 409 where it was asked again before it began.
    func run<T: Sendable>(
        for asker: String?, seconds: Double, _ work: @escaping @Sendable (Question) throws -> T
    ) async throws -> T {
        guard queue.operationCount < most else {
            var failure = WebFailure(
                .unavailable, code: "work.busy",
                "too many rules are tried and measured at once; ask again in some seconds")
            failure.headers = [QueryItem(name: "Retry-After", value: "5")]
            throw failure
        }
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
                    continuation.resume(
                        with: Result {
                            if question.isCancelled {
                                throw WebFailure(
                                    .conflict, code: "work.newer",
                                    "the same was asked again before this began; that answer counts"
                                )
                            }
                            return try work(question)
                        })
                }
            }
        } onCancel: {
            question.cancel()
        }
    }
}
