import Foundation
import Synchronization
import TocsinModel
import TocsinStore

/// Tells readers what changes in the store, while it changes.
///
/// Messages, as server-sent events: `event: counts`, `data: {"open":12,"alerts":40,"incidents":9,"change":7}`
/// at first and at every change; `event: alert`,
/// `data: {"id":…,"severity":…,"headline":…,"rule":…,"state":…}` for each alert that rings. A comment every
/// quarter of a minute keeps the way open.
package final class LiveFeed: Sendable {
    private struct State {
        var readers: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
        var next = 0
        var isWatching = false
        /// Writes of our own, which SQLite does not count as changes of others.
        var ownWrites = 0
    }

    private let store: Store
    private let limit: Int
    private let interval: Double
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: readers at a time.
    ///   - interval: seconds between two looks.
    init(_ store: Store, limit: Int = GuardLimits().subscribers, interval: Double = 1) {
        self.store = store
        self.limit = limit
        self.interval = interval
    }

    /// A write of this process.
    package func noteWrite() { state.withLock { $0.ownWrites += 1 } }

    package var readerCount: Int { state.withLock { $0.readers.count } }

    /// - Returns: nil where there are too many readers already.
    package func subscribe() -> AsyncStream<[UInt8]>? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(64))
        let admitted: (number: Int, starts: Bool)? = state.withLock { state in
            guard state.readers.count < limit else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            defer { state.isWatching = true }
            return (state.next, !state.isWatching)
        }
        guard let admitted else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.readers[admitted.number] = nil }
        }
        continuation.yield(Array("retry: 3000\n\n".utf8))
        // Before the counts are read: what is written after them is then always a change.
        let start = admitted.starts ? look() : nil
        if let counts = try? store.read({ try Self.counts($0) }) {
            continuation.yield(Self.message("counts", counts.json(change: 0)))
        }
        if let start { watch(from: start) }
        return stream
    }

    // MARK: -

    private struct Counts: Equatable {
        var open: Int
        var alerts: Int
        var incidents: Int
        var last: Int64

        func json(change: Int) -> String {
            "{\"open\":\(open),\"alerts\":\(alerts),\"incidents\":\(incidents),\"change\":\(change)}"
        }
    }

    private static func counts(_ reader: StoreReader) throws -> Counts {
        var open = AlertFilter()
        open.states = [AlertRow.State.open.rawValue]
        return Counts(
            open: try reader.alertCount(open), alerts: try reader.alertCount(),
            incidents: try reader.incidentCount(), last: try reader.newestAlertRow())
    }

    /// How the store stood at a moment.
    private struct Look {
        /// Another number after each write.
        var mark: Int
        var lastAlert: Int64
    }

    private func look() -> Look {
        Look(mark: mark(), lastAlert: (try? store.read { try $0.newestAlertRow() }) ?? 0)
    }

    private func mark() -> Int {
        ((try? store.changeCount()) ?? 0) &* 1_000_003 &+ state.withLock { $0.ownWrites }
    }

    /// Looks at the store until nobody listens.
    private func watch(from start: Look) {
        Thread { [self] in
            var seen = start.mark
            var change = 0
            var last = start.lastAlert
            var quiet = 0.0
            while true {
                Thread.sleep(forTimeInterval: interval)
                let goes = state.withLock { state in
                    if state.readers.isEmpty { state.isWatching = false }
                    return state.isWatching
                }
                guard goes else { return }
                let mark = mark()
                quiet += interval
                guard mark != seen else {
                    if quiet >= 15 {
                        send(Array(": still here\n\n".utf8))
                        quiet = 0
                    }
                    continue
                }
                seen = mark
                quiet = 0
                change += 1
                tell(change, &last)
            }
        }.start()
    }

    /// Alerts told of in one go; where more rang at once, the counts say so.
    private static let mostAtOnce = 500

    private func tell(_ change: Int, _ last: inout Int64) {
        let from = last
        guard
            let (counts, alerts) = try? store.read({ reader in
                (try Self.counts(reader), try reader.alerts(afterRow: from, limit: Self.mostAtOnce))
            })
        else { return }
        for row in alerts {
            let object: APIObject = [
                "id": row.alert.identifier, "severity": row.alert.severity,
                "headline": row.alert.headline, "state": row.state.rawValue,
                "rule": String(row.alert.rule.prefix { $0 != "@" }),
            ]
            if let data = try? JSONEncoder().encode(object) {
                send(Self.message("alert", String(decoding: data, as: UTF8.self)))
            }
        }
        // Those beyond would be told of at some later change, as if they rang then.
        last = max(last, counts.last)
        send(Self.message("counts", counts.json(change: change)))
    }

    private static func message(_ event: String, _ data: String) -> [UInt8] {
        Array("event: \(event)\ndata: \(data)\n\n".utf8)
    }

    private func send(_ bytes: [UInt8]) {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.yield(bytes) }
    }
}
