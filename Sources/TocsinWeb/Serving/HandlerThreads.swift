import Foundation
import Synchronization

/// Threads handlers may block in (SQLite, files), so that reading requests never waits for them.
final class HandlerThreads: TaskExecutor {
    private let condition = NSCondition()
    private let jobs = Mutex<[UnownedJob]>([])

    init(count: Int) {
        for number in 0..<count {
            let thread = Thread { [weak self] in
                while let self { self.runOne() }
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
