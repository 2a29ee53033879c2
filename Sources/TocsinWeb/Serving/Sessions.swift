import Synchronization
import TocsinModel

/// Who is signed in, and who tried too often. In memory: a restart signs everybody out.
final class Sessions: Sendable {
    struct Session: Sendable {
        var author: String
        var began: Timestamp
        var used: Timestamp
    }

    /// Seconds without a request, and in all.
    static let idle = 12 * 3600
    static let longest = 7 * 86400
    static let most = 1000

    /// Wrong passwords: of one address, and of all, in the last `window` seconds.
    static let window = 300
    static let triesPerAddress = 5
    static let tries = 50

    private struct State {
        var sessions: [String: Session] = [:]
        var failures: [(address: String, at: Timestamp)] = []
    }

    private let state = Mutex(State())
    /// One password is checked at a time: each takes memory and a tenth of a second.
    private let checking = Mutex<Void>(())

    func begin(author: String, now: Timestamp) -> String {
        let name = Access.randomName()
        state.withLock { state in
            state.sessions = state.sessions.filter { Self.isAlive($0.value, now: now) }
            if state.sessions.count >= Self.most,
                let oldest = state.sessions.min(by: { $0.value.used < $1.value.used })?.key
            {
                state.sessions[oldest] = nil
            }
            state.sessions[name] = Session(author: author, began: now, used: now)
        }
        return name
    }

    func find(_ name: String, now: Timestamp) -> Session? {
        state.withLock { state in
            guard let session = state.sessions[name] else { return nil }
            guard Self.isAlive(session, now: now) else {
                state.sessions[name] = nil
                return nil
            }
            state.sessions[name]?.used = now
            return session
        }
    }

    func end(_ name: String) { state.withLock { $0.sessions[name] = nil } }

    private static func isAlive(_ session: Session, now: Timestamp) -> Bool {
        now.seconds - session.used.seconds < idle && now.seconds - session.began.seconds < longest
    }

    /// Checks a password, unless there were too many wrong ones.
    ///
    /// - Throws: 429 with the seconds to wait.
    func attempt(from address: String, now: Timestamp, _ check: () -> Bool) throws(WebFailure)
        -> Bool
    {
        let wait: Int? = state.withLock { state in
            state.failures.removeAll { now.seconds - $0.at.seconds >= Self.window }
            let own = state.failures.filter { $0.address == address }
            guard own.count >= Self.triesPerAddress || state.failures.count >= Self.tries else {
                // Counted before the check: those who ask at once are not let by.
                state.failures.append((address, now))
                return nil
            }
            let oldest = own.count >= Self.triesPerAddress ? own.first : state.failures.first
            return Self.window - (now.seconds - (oldest?.at.seconds ?? now.seconds))
        }
        if let wait {
            var failure = WebFailure(
                .tooManyRequests, code: "access.tries",
                "too many wrong passwords; try again in \(wait) seconds")
            failure.headers = [QueryItem(name: "Retry-After", value: String(max(1, wait)))]
            throw failure
        }
        let isRight = checking.withLock { _ in check() }
        if isRight {
            state.withLock { state in
                if let at = state.failures.lastIndex(where: { $0.address == address }) {
                    state.failures.remove(at: at)
                }
            }
        }
        return isRight
    }
}
