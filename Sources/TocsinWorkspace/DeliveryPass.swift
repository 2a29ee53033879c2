import Foundation
import Synchronization
package import TocsinDelivery
package import TocsinModel

/// Sends what is due: each receiver's messages in their order, receivers side by side.
///
/// A message counts as delivered once `record` has taken that down, so what is sent just before a
/// crash is sent again, under the same key. A receiver that fails keeps its later messages waiting
/// behind the first, and nobody else's.
package struct DeliveryPass: Sendable {
    /// Ways by name: `desk/webhook`.
    package var channels: [String: any Notifier]
    package var context: DeliveryContext
    package var backoff: Backoff
    /// Receivers at once.
    package var width: Int
    package var clock: @Sendable () -> Timestamp
    /// From 0 up to 1.
    package var random: @Sendable () -> Double

    package init(
        channels: [String: any Notifier], context: DeliveryContext, backoff: Backoff = Backoff(),
        width: Int = 8, clock: @escaping @Sendable () -> Timestamp,
        random: @escaping @Sendable () -> Double
    ) {
        self.channels = channels
        self.context = context
        self.backoff = backoff
        self.width = width
        self.clock = clock
        self.random = random
    }

    package struct Summary: Hashable, Sendable {
        package var delivered = 0
        /// Failed for now, or waiting behind one that did.
        package var waiting = 0
        package var dead = 0
        /// Way to what went wrong last.
        package var trouble: [String: String] = [:]

        package init() {}
    }

    /// Tries each delivery at most once.
    ///
    /// - Parameters:
    ///   - due: pending deliveries, oldest first.
    ///   - record: takes down a delivery after its attempt; calls come one at a time. Where it throws,
    ///     its receiver is left alone for the rest of the pass.
    package func run(_ due: [Delivery], record: @Sendable (Delivery) throws -> Void) -> Summary {
        let queues = Dictionary(grouping: due, by: \.receiver)
        let order = queues.keys.sorted()
        let summary = Mutex(Summary())
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(width, order.count)) { _ in
            while true {
                let index = next.withLock { index in
                    defer { index += 1 }
                    return index
                }
                guard index < order.count else { break }
                work(order[index], queues[order[index]]!, summary, record)
            }
        }
        return summary.withLock { $0 }
    }

    private func work(
        _ name: String, _ queue: [Delivery], _ summary: borrowing Mutex<Summary>,
        _ record: (Delivery) throws -> Void
    ) {
        for (index, delivery) in queue.enumerated() {
            if context.cancelled() {
                summary.withLock { $0.waiting += queue.count - index }
                return
            }
            var context = context
            context.now = clock()
            let outcome: DeliveryOutcome
            if let channel = channels[name] {
                outcome = channel.deliver(delivery.notification, context)
            } else {
                outcome = .refused("the workspace has no receiver \(name) any more")
            }
            if context.cancelled(), case .retry = outcome {
                // Broken off by us: not the receiver's fault.
                summary.withLock { $0.waiting += queue.count - index }
                return
            }
            let after = settled(delivery, outcome)
            let kept = summary.withLock { summary in
                do {
                    try record(after)
                } catch {
                    summary.trouble[name] = "\(error)"
                    summary.waiting += queue.count - index
                    return false
                }
                switch after.state {
                case .delivered: summary.delivered += 1
                case .dead: summary.dead += 1
                case .pending: summary.waiting += queue.count - index
                }
                if let error = after.lastError, after.state != .delivered {
                    summary.trouble[name] = error
                }
                return true
            }
            // In their order or not at all: an update must not come before its alert.
            if !kept || after.state == .pending { return }
        }
    }

    /// The delivery after an attempt.
    private func settled(_ delivery: Delivery, _ outcome: DeliveryOutcome) -> Delivery {
        var after = delivery
        let now = clock()
        after.attempts += 1
        after.lastAttempt = now
        after.nextAttempt = nil
        after.lastError = outcome.trouble.map { context.secrets.redacted($0) }
        switch outcome {
        case .delivered: after.state = .delivered
        case .refused: after.state = .dead
        case .retry(_, let wish):
            if after.attempts >= backoff.attempts {
                after.state = .dead
                after.lastError =
                    "\(after.lastError ?? "") (given up after \(after.attempts) attempts)"
            } else {
                let wait = backoff.seconds(attempt: after.attempts, random: random())
                after.nextAttempt = now.adding(seconds: max(wait, wish ?? 0))
            }
        }
        return after
    }
}

/// How long to wait before the next attempt: doubling, with jitter, so that receivers that come back
/// are not asked by everybody at once.
package struct Backoff: Hashable, Sendable {
    /// Seconds before the second attempt.
    package var first: Int
    /// Seconds at most.
    package var most: Int
    /// Given up after so many.
    package var attempts: Int

    /// About two days.
    package init(first: Int = 15, most: Int = 3600, attempts: Int = 60) {
        self.first = first
        self.most = most
        self.attempts = attempts
    }

    /// Between half of the doubled wait and all of it.
    ///
    /// - Parameters:
    ///   - attempt: attempts so far, from 1.
    ///   - random: from 0 up to 1.
    package func seconds(attempt: Int, random: Double) -> Int {
        let doubled = min(Double(most), Double(first) * pow(2, Double(max(0, attempt - 1))))
        return max(1, Int((doubled * (0.5 + random / 2)).rounded()))
    }
}
