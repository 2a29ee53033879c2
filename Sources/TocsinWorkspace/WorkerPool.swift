import Foundation

/// Runs a task over the items of a batch on several threads and gives the results in order.
///
/// Lua needs a deep stack, so the threads are our own, with 64 MB each; a worker keeps its state
/// (one Lua host) for the whole run.
final class WorkerPool<State, Item: Sendable, Result: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var items: [Item] = []
    private var results: [Result?] = []
    private var next = 0
    private var running = 0
    private var generation = 0
    private var isClosed = false
    private let task: (inout State, Item) -> Result

    /// - Parameter makeState: called on each worker's own thread, before its first item.
    init(
        workers: Int, makeState: @escaping @Sendable () -> State,
        task: @escaping @Sendable (inout State, Item) -> Result
    ) {
        self.task = task
        for _ in 0..<max(1, workers) {
            let thread = Thread { [self] in
                var state: State?
                work(&state, makeState)
            }
            thread.stackSize = 64 << 20
            thread.start()
        }
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    func map(_ batch: [Item]) -> [Result] {
        guard !batch.isEmpty else { return [] }
        condition.lock()
        items = batch
        results = [Result?](repeating: nil, count: batch.count)
        next = 0
        running = batch.count
        condition.broadcast()
        while running > 0 { condition.wait() }
        let out = results.map { $0! }
        items = []
        results = []
        condition.unlock()
        return out
    }

    private func work(_ state: inout State?, _ makeState: () -> State) {
        condition.lock()
        while true {
            while next >= items.count, !isClosed { condition.wait() }
            if isClosed { break }
            let index = next
            next += 1
            let item = items[index]
            condition.unlock()
            // Made by the first item: a worker that gets none costs nothing.
            var own = state ?? makeState()
            let result = task(&own, item)
            state = own
            condition.lock()
            results[index] = result
            running -= 1
            if running == 0 { condition.broadcast() }
        }
        condition.unlock()
    }
}
