import Foundation
import Synchronization

/// Threads handlers may block in (SQLite, files), so that reading requests never waits for them.
final class HandlerThreads: TaskExecutor {
    /// Those of this process: they are never ended.
    static let shared = HandlerThreads(count: 6)

    private let condition = NSCondition()
    private let jobs = Mutex<[UnownedJob]>([])

    private init(count: Int) {
        for number in 0..<count {
            let thread = Thread { [self] in
                while true { runOne() }
            }
            thread.name = "tocsin.web.\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        jobs.withLock { $0.append(job) }
        condition.signal()
        condition.unlock()
    }

    private func runOne() {
        condition.lock()
        while jobs.withLock({ $0.isEmpty }) { condition.wait() }
        let job = jobs.withLock { $0.removeFirst() }
        condition.unlock()
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
