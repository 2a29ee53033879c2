package import TocsinModel

/// What an answer means for a source.
package enum AnswerVerdict: Hashable, Sendable {
    /// There is something to read.
    case content
    case notModified
    /// Nothing to read, for this reason; it is asked again later.
    case failed(String)
    /// It is never asked again.
    case gone(String)
}

extension SourceState {
    /// Takes what a server answered: validators, when to ask again, whether at all.
    ///
    /// - Parameters:
    ///   - from: the address that answered, after all redirects.
    ///   - permanent: where a chain of permanent redirects led, nil for none.
    package mutating func take(
        _ answer: FetchAnswer, from: String, permanent: String? = nil, source: FeedSource,
        now: Timestamp
    ) -> AnswerVerdict {
        lastAsked = now
        forbidden = nil
        if let permanent, permanent != target, answer.status < 400 {
            movedTo = permanent == address ? nil : permanent
        }
        switch answer.status {
        case 200..<300:
            if answer.status == 204 || answer.body.isEmpty {
                return fail("the answer is empty (\(answer.status))", source: source, now: now)
            }
            etag = answer.header("etag")
            lastModified = answer.header("last-modified")
            validated = etag == nil && lastModified == nil ? nil : from
            succeed(answer, source: source, now: now)
            return .content
        case 304:
            // A 304 may bring newer validators.
            etag = answer.header("etag") ?? etag
            succeed(answer, source: source, now: now)
            return .notModified
        case 410:
            let reason = "the server says it is gone for good (410)"
            stopped = reason
            return .gone(reason)
        case 412, 416:
            // Our validators are the trouble: ask without them.
            etag = nil
            lastModified = nil
            return fail("HTTP \(answer.status)", source: source, now: now)
        default:
            let words = Self.statusWords[answer.status].map { " (\($0))" } ?? ""
            let verdict = fail("HTTP \(answer.status)\(words)", source: source, now: now)
            if let asked = CacheDirectives.retryAfter(answer, now: now) {
                // Never sooner than the server wants; our own back-off may be longer.
                next = max(next ?? asked, asked)
            }
            return verdict
        }
    }

    /// Takes that no answer came.
    package mutating func take(_ failure: FetchFailure, source: FeedSource, now: Timestamp)
        -> AnswerVerdict
    {
        lastAsked = now
        forbidden = nil
        return fail(failure.message, source: source, now: now)
    }

    /// Takes that the host's robots.txt forbids it; that is looked at again in a day.
    package mutating func forbid(_ reason: String, now: Timestamp) -> AnswerVerdict {
        lastAsked = now
        failures += 1
        trouble = reason
        forbidden = true
        next = now.adding(seconds: 86400)
        return .failed(reason)
    }

    /// Takes how many articles of the answer were new.
    package mutating func note(newArticles count: Int, now: Timestamp) {
        guard count > 0 else { return }
        articles += count
        lastNew = now
        reported = nil
    }

    private mutating func succeed(_ answer: FetchAnswer, source: FeedSource, now: Timestamp) {
        lastGood = now
        failures = 0
        trouble = nil
        if reported == "dead" { reported = nil }
        let own = now.adding(seconds: source.every)
        // A server that says how long its answer stays fresh is believed, within a day: a feed that
        // claims to be fresh for a year would never be read again.
        let fresh = CacheDirectives.freshUntil(answer, now: now)
        next = max(own, min(fresh ?? own, now.adding(seconds: max(source.every, 86400))))
    }

    /// Twice as long after every failure: from the source's own pace, at least a minute, to a day.
    private mutating func fail(_ reason: String, source: FeedSource, now: Timestamp)
        -> AnswerVerdict
    {
        failures += 1
        trouble = reason
        let base = min(max(60, source.every), 86400)
        let wait = min(base << min(failures - 1, 12), 86400)
        next = now.adding(seconds: wait)
        return .failed(reason)
    }

    private static let statusWords = [
        400: "bad request", 401: "a password is needed", 403: "forbidden", 404: "not found",
        405: "method not allowed", 408: "timed out", 429: "too many requests",
        451: "blocked by law",
        500: "server error", 502: "bad gateway", 503: "unavailable", 504: "gateway timed out",
    ]
}
