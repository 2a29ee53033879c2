package import TocsinModel

/// How long an answer stays fresh, after RFC 9111.
package struct CacheDirectives: Hashable, Sendable {
    package var maxAge: Int?
    package var noStore = false
    package var noCache = false

    package init(_ header: String?) {
        for part in (header ?? "").split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces }
            switch pair.first?.lowercased() {
            case "no-store": noStore = true
            case "no-cache": noCache = true
            case "max-age" where pair.count == 2:
                if let seconds = Int(pair[1].filter { $0 != "\"" }), seconds >= 0 {
                    // The first one counts; no cache keeps news for more than a year.
                    maxAge = maxAge ?? min(seconds, 365 * 86400)
                }
            default: break
            }
        }
    }

    /// Until when the answer need not be asked for again; nil where it does not say.
    package static func freshUntil(_ answer: FetchAnswer, now: Timestamp) -> Timestamp? {
        let directives = CacheDirectives(answer.header("cache-control"))
        if directives.noStore || directives.noCache { return nil }
        if let maxAge = directives.maxAge {
            let age = answer.header("age").flatMap { Int($0.trimmingSpaces) } ?? 0
            return now.adding(seconds: max(0, maxAge - max(0, age)))
        }
        guard let expires = answer.header("expires").flatMap({ HTTPDate.timestamp($0) }) else {
            return nil
        }
        // By the server's own clock, where it tells it: ours may differ.
        let theirs = answer.header("date").flatMap { HTTPDate.timestamp($0) } ?? now
        return now.adding(seconds: max(0, min(expires.seconds - theirs.seconds, 365 * 86400)))
    }

    /// When a server that is busy wants to be asked again: seconds or a date (RFC 9110 §10.2.3).
    package static func retryAfter(_ answer: FetchAnswer, now: Timestamp) -> Timestamp? {
        guard let text = answer.header("retry-after")?.trimmingSpaces else { return nil }
        if let seconds = Int(text) {
            return seconds < 0 ? nil : now.adding(seconds: min(seconds, 30 * 86400))
        }
        guard let date = HTTPDate.timestamp(text), date > now else { return nil }
        return min(date, now.adding(seconds: 30 * 86400))
    }
}
