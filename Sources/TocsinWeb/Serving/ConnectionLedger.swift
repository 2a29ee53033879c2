import FlyingSocks
import Foundation
import Synchronization

/// Every open connection with the moment it must have got on by; who is late is cut off.
///
/// A descriptor is closed only here, under the lock, so that no late cut meets a number that already
/// belongs to another connection.
final class ConnectionLedger: Sendable {
    struct Entry: Sendable {
        var file: Int32
        var address: String
        var isLocal: Bool
        /// Seconds of the steady clock; nil: no bound, for streams.
        var deadline: Double?
        /// What it is late with, for the answer it gets.
        var phase: Phase
    }

    enum Phase: Sendable { case idle, head, body, handler, answer, stream }

    private struct State {
        var entries: [Int: Entry] = [:]
        var perAddress: [String: Int] = [:]
        var next = 0
    }

    private let limits: GuardLimits
    private let state = Mutex(State())

    init(limits: GuardLimits) { self.limits = limits }

    static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    /// Takes a connection in.
    ///
    /// - Returns: its number; nil where there are too many already.
    func admit(file: Int32, address: String, isLocal: Bool) -> Int? {
        state.withLock { state in
            guard state.entries.count < limits.connections else { return nil }
            let count = state.perAddress[address, default: 0]
            guard isLocal || count < limits.connectionsPerAddress else { return nil }
            state.perAddress[address] = count + 1
            state.next += 1
            state.entries[state.next] = Entry(
                file: file, address: address, isLocal: isLocal,
                deadline: Self.now() + limits.headTime, phase: .idle)
            return state.next
        }
    }

    func enter(_ phase: Phase, _ id: Int) {
        let seconds: Double? =
            switch phase {
            case .idle: limits.idleTime
            case .head: limits.headTime
            case .body: limits.bodyTime
            case .answer: limits.writeTime
            case .handler, .stream: nil
            }
        state.withLock { state in
            state.entries[id]?.phase = phase
            state.entries[id]?.deadline = seconds.map { Self.now() + $0 }
        }
    }

    func close(_ id: Int) {
        state.withLock { state in
            guard let entry = state.entries.removeValue(forKey: id) else { return }
            let left = state.perAddress[entry.address, default: 1] - 1
            state.perAddress[entry.address] = left > 0 ? left : nil
            _ = Foundation.close(entry.file)
        }
    }

    /// Cuts off who is late. Reading and writing of them then end.
    func sweep(at now: Double = ConnectionLedger.now()) {
        state.withLock { state in
            for (id, entry) in state.entries where entry.deadline.map({ $0 < now }) ?? false {
                if entry.phase == .head || entry.phase == .body {
                    let text =
                        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    _ = text.withCString {
                        send(entry.file, $0, text.utf8.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
                    }
                }
                _ = shutdown(entry.file, Int32(SHUT_RDWR))
                state.entries[id]?.deadline = nil
            }
        }
    }

    /// Cuts all off: the server ends.
    func endAll() {
        state.withLock { state in
            for entry in state.entries.values { _ = shutdown(entry.file, Int32(SHUT_RDWR)) }
        }
    }

    var count: Int { state.withLock { $0.entries.count } }
}
