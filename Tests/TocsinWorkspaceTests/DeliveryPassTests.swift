import Foundation
import LoopbackServer
import Synchronization
import Testing
import TocsinDelivery
import TocsinModel
import TocsinTransfer
import TocsinWorkspace

import struct TocsinModel.Notification

/// Deliveries that are due, a clock that stands still until it is set, and what was taken down.
private final class Outbox: Sendable {
    private let state = Mutex<(now: Timestamp, entries: [String: Delivery], log: [String])>(
        (Timestamp("2025-03-11T06:00:00Z")!, [:], []))

    var now: Timestamp { state.withLock { $0.now } }
    func advance(_ seconds: Int) { state.withLock { $0.now = $0.now.adding(seconds: seconds) } }
    var log: [String] { state.withLock { $0.log } }
    func entry(_ key: String) -> Delivery? { state.withLock { $0.entries[key] } }

    func put(_ key: String, to receiver: String) {
        let notification = Notification(
            key: key, receiver: receiver, kind: .alerts,
            alerts: [
                Alert(
                    identifier: key, sent: now, severity: .severe, headline: key, rule: "p.r@1")
            ], time: now)
        state.withLock { $0.entries[key] = Delivery(notification) }
    }

    var due: [Delivery] {
        state.withLock { state in
            let pending = state.entries.values.filter { $0.state == .pending }
            let later = pending.filter { ($0.nextAttempt ?? state.now) > state.now }
            // As the store does it: none is due while an older one of its receiver waits.
            return pending.filter { one in
                (one.nextAttempt ?? state.now) <= state.now
                    && !later.contains { $0.receiver == one.receiver && $0.key < one.key }
            }.sorted { $0.key < $1.key }
        }
    }

    func record(_ delivery: Delivery) {
        state.withLock {
            $0.entries[delivery.key] = delivery
            $0.log.append("\(delivery.key) \(delivery.state.rawValue)")
        }
    }

    func pass(
        _ channels: [String: any Notifier], backoff: Backoff = Backoff(), random: Double = 0,
        cancelled: @escaping @Sendable () -> Bool = { false }
    ) -> DeliveryPass {
        DeliveryPass(
            channels: channels,
            context: DeliveryContext(
                workspace: "W", folder: "/", now: now,
                secrets: SecretSource(folder: "/", environment: ["S": "hunter2hunter2"]),
                cancelled: cancelled), backoff: backoff, clock: { [self] in now },
            random: { random })
    }

    @discardableResult
    func run(_ channels: [String: any Notifier], backoff: Backoff = Backoff(), random: Double = 0)
        -> DeliveryPass.Summary
    {
        pass(channels, backoff: backoff, random: random).run(due) { record($0) }
    }
}

private func hook(_ server: LoopbackServer, timeout: Double = 5) -> WebhookNotifier {
    WebhookNotifier(
        url: .plain(server.url), secret: .environment("S"),
        route: NetworkRoute(addresses: AddressPolicy(kinds: [.loopback]), timeout: timeout))
}

@Suite struct DeliveryPassTests {
    @Test func `what is due is sent once, in its order`() throws {
        let outbox = Outbox()
        let server = try LoopbackServer { _ in .text(200, "") }
        for key in ["a", "b", "c"] { outbox.put(key, to: "desk/webhook") }
        let summary = outbox.run(["desk/webhook": hook(server)])
        #expect(summary.delivered == 3)
        #expect(server.requests.map { $0.header("Idempotency-Key") } == ["a", "b", "c"])
        #expect(outbox.run(["desk/webhook": hook(server)]) == .init())
        #expect(outbox.entry("a")?.attempts == 1)
        #expect(outbox.entry("a")?.lastError == nil)
    }

    @Test func `a receiver that fails keeps its own messages waiting, and only those`() throws {
        let outbox = Outbox()
        let broken = try LoopbackServer { _ in .text(500, "hunter2hunter2 is wrong") }
        let fine = try LoopbackServer { _ in .text(200, "") }
        for key in ["a", "b"] { outbox.put(key, to: "broken/webhook") }
        for key in ["c", "d"] { outbox.put(key, to: "fine/webhook") }
        let channels: [String: any Notifier] = [
            "broken/webhook": hook(broken), "fine/webhook": hook(fine),
        ]
        let summary = outbox.run(channels)
        #expect(summary.delivered == 2)
        #expect(summary.waiting == 2)
        #expect(broken.requests.count == 1)
        let failed = try #require(outbox.entry("a"))
        #expect(failed.state == .pending)
        #expect(failed.attempts == 1)
        #expect(failed.nextAttempt == outbox.now.adding(seconds: 8))
        #expect(failed.lastError == "\(broken.url): answered 500: … is wrong")
        #expect(outbox.entry("b")?.attempts == 0)
    }

    @Test func `a receiver that hangs holds nobody else up`() throws {
        let outbox = Outbox()
        let hanging = try LoopbackServer { _ in .hang(seconds: 30) }
        let fine = try LoopbackServer { _ in .text(200, "") }
        for n in 0..<5 { outbox.put("h\(n)", to: "hanging/webhook") }
        for n in 0..<20 { outbox.put("f\(n)", to: "fine/webhook") }
        let clock = ContinuousClock()
        let took = clock.measure {
            let summary = outbox.run([
                "hanging/webhook": hook(hanging, timeout: 0.5), "fine/webhook": hook(fine),
            ])
            #expect(summary.delivered == 20)
            #expect(summary.waiting == 5)
        }
        // One limit for the receiver, not one for each of its messages.
        #expect(took < .seconds(2.4))
        #expect(hanging.requests.count == 1)
    }

    @Test func `the order holds over a failure`() throws {
        let outbox = Outbox()
        let fails = Mutex(2)
        let server = try LoopbackServer { _ in
            fails.withLock { left in
                left -= 1
                return left >= 0 ? .text(503, "") : .text(200, "")
            }
        }
        for key in ["a", "b", "c"] { outbox.put(key, to: "desk/webhook") }
        for _ in 0..<4 {
            outbox.run(["desk/webhook": hook(server)])
            outbox.advance(60)
        }
        #expect(
            outbox.log == ["a pending", "a pending", "a delivered", "b delivered", "c delivered"])
    }

    @Test func `what is refused is dead, and the next goes on`() throws {
        let outbox = Outbox()
        let server = try LoopbackServer { request in
            request.header("Idempotency-Key") == "a" ? .text(400, "bad") : .text(200, "")
        }
        for key in ["a", "b"] { outbox.put(key, to: "desk/webhook") }
        let summary = outbox.run(["desk/webhook": hook(server)])
        #expect(outbox.log == ["a dead", "b delivered"])
        #expect(summary.dead == 1)
        #expect(summary.trouble == ["desk/webhook": "\(server.url): answered 400: bad"])
    }

    @Test func `Retry-After is waited for`() throws {
        let outbox = Outbox()
        let server = try LoopbackServer { _ in
            .answer(429, headers: [("Retry-After", "600")])
        }
        outbox.put("a", to: "desk/webhook")
        outbox.run(["desk/webhook": hook(server)])
        #expect(outbox.entry("a")?.nextAttempt == outbox.now.adding(seconds: 600))
    }

    @Test func `after so many attempts a message is dead`() throws {
        let outbox = Outbox()
        let server = try LoopbackServer { _ in .hangUp }
        outbox.put("a", to: "desk/webhook")
        for _ in 0..<5 {
            outbox.run(["desk/webhook": hook(server)], backoff: Backoff(attempts: 3))
            outbox.advance(3600)
        }
        #expect(outbox.entry("a")?.state == .dead)
        #expect(outbox.entry("a")?.attempts == 3)
        #expect(outbox.entry("a")?.lastError?.hasSuffix("(given up after 3 attempts)") == true)
    }

    @Test func `a receiver that is gone from the workspace refuses`() {
        let outbox = Outbox()
        outbox.put("a", to: "gone/webhook")
        outbox.run([:])
        #expect(outbox.entry("a")?.state == .dead)
        #expect(
            outbox.entry("a")?.lastError == "the workspace has no receiver gone/webhook any more")
    }

    @Test func `what cannot be taken down is not sent on`() throws {
        struct Full: Error, CustomStringConvertible { var description: String { "disk full" } }
        let outbox = Outbox()
        let server = try LoopbackServer { _ in .text(200, "") }
        for key in ["a", "b"] { outbox.put(key, to: "desk/webhook") }
        let summary = outbox.pass(["desk/webhook": hook(server)]).run(outbox.due) { _ in
            throw Full()
        }
        #expect(server.requests.count == 1)
        #expect(summary.trouble == ["desk/webhook": "disk full"])
        #expect(summary.delivered == 0)
    }

    @Test func `a pass that is broken off blames no receiver`() throws {
        let outbox = Outbox()
        let server = try LoopbackServer { _ in .hang(seconds: 30) }
        outbox.put("a", to: "desk/webhook")
        let stopped = Mutex(false)
        Thread.detachNewThread {
            usleep(200_000)
            stopped.withLock { $0 = true }
        }
        let summary = outbox.pass(
            ["desk/webhook": hook(server)], cancelled: { stopped.withLock { $0 } }
        )
        .run(outbox.due) { outbox.record($0) }
        #expect(summary.waiting == 1)
        #expect(outbox.log.isEmpty)
    }

    @Test func `waits double, with jitter, up to an hour`() {
        let backoff = Backoff()
        #expect(
            (1...10).map { backoff.seconds(attempt: $0, random: 0.999_999) }
                == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
        #expect((1...4).map { backoff.seconds(attempt: $0, random: 0) } == [8, 15, 30, 60])
        #expect(backoff.seconds(attempt: 5000, random: 0) == 1800)
    }

    @Test func `a receiver's ways are told apart, each with its own key`() {
        let receivers = [
            Receiver(name: "desk", channels: [ConsoleNotifier(), FileNotifier(path: "a.jsonl")])
        ]
        let message = Notification(
            key: "k", receiver: "desk", kind: .alerts, alerts: [],
            time: Timestamp("2025-03-11T06:00:00Z")!)
        #expect(receivers.messages(for: message).map(\.receiver) == ["desk/console", "desk/file"])
        #expect(receivers.messages(for: message).map(\.key) == ["k-console", "k-file"])
        #expect(Set(receivers.channels.keys) == ["desk/console", "desk/file"])
    }
}
