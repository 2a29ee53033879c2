package import TocsinModel

/// How a source does.
package enum SourceHealth: Hashable, Sendable {
    case fine
    /// Never asked yet.
    case new
    /// Its last tries failed, not for long enough to call it dead.
    case failing(times: Int, String)
    /// Nothing good came for this many seconds.
    case dead(seconds: Int, String)
    /// It answers, but had no new article for this many seconds.
    case silent(seconds: Int)
    case stopped(String)

    /// One word for tables and metrics.
    package var word: String {
        switch self {
        case .fine: "fine"
        case .new: "new"
        case .failing: "failing"
        case .dead: "dead"
        case .silent: "silent"
        case .stopped: "stopped"
        }
    }
}

extension SourceState {
    /// A source is dead after so many failures in a row over at least so many seconds.
    package static let deadAfter = (failures: 5, seconds: 6 * 3600)

    package func health(of source: FeedSource, now: Timestamp) -> SourceHealth {
        if let stopped { return .stopped(stopped) }
        guard let lastAsked else { return .new }
        if failures > 0 {
            let since = now.seconds - (lastGood ?? lastAsked).seconds
            let reason = trouble ?? "it failed"
            if failures >= Self.deadAfter.failures,
                lastGood == nil || since >= Self.deadAfter.seconds
            {
                return .dead(seconds: since, reason)
            }
            return .failing(times: failures, reason)
        }
        if let limit = source.silentAfter, let last = lastNew {
            let silence = now.seconds - last.seconds
            if silence >= limit { return .silent(seconds: silence) }
        }
        return .fine
    }

    /// What is to be said of its health, once each time it turns bad.
    package mutating func healthReport(of source: FeedSource, now: Timestamp) -> Diagnostic? {
        let health = health(of: source, now: now)
        let message: String
        switch health {
        case .fine, .new, .failing: return nil
        case .dead(_, let reason):
            message = "the source is dead: \(failures) tries in a row failed; the last: \(reason)"
        case .silent(let seconds):
            message =
                "the source is silent: no new article for \(duration(seconds)); "
                + "expected one every \(duration(source.silentAfter ?? seconds))"
        case .stopped(let reason): message = "the source is not read any more: \(reason)"
        }
        guard reported != health.word else { return nil }
        reported = health.word
        return Diagnostic(
            .warning, code: "source.\(health.word)", place: source.displayName, message: message)
    }
}

/// `90 s`, `12 min`, `7 h`, `3 days`
package func duration(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86400) days"
    }
}
