package import TocsinModel

/// What is remembered of a source between two readings.
package struct SourceState: Hashable, Sendable, Codable {
    /// The source's address as the workspace writes it.
    package var address: String
    /// Where permanent redirects have led; asked instead of `address`.
    package var movedTo: String?
    /// Where the validators come from: only there do they mean anything.
    package var validated: String?
    package var etag: String?
    package var lastModified: String?
    /// Not before this is it asked again.
    package var next: Timestamp?
    package var lastAsked: Timestamp?
    /// The last time an answer was good: articles, or "not modified".
    package var lastGood: Timestamp?
    /// The last time an article came that had not come before.
    package var lastNew: Timestamp?
    /// Tries that failed since `lastGood`.
    package var failures = 0
    /// What the last one failed of, in one line.
    package var trouble: String?
    /// The host's robots.txt forbids it, or could not be read; nil where it was not in the way.
    package var forbidden: Bool?
    /// Why it is never asked again: the server said 410.
    package var stopped: String?
    /// Said already that it is silent or dead; said again only after it spoke.
    package var reported: String?
    /// All articles it ever gave.
    package var articles = 0

    package init(address: String) { self.address = address }

    enum CodingKeys: String, CodingKey {
        case address, validated, etag, next, failures, trouble, forbidden, stopped, reported,
            articles
        case movedTo = "moved_to"
        case lastModified = "last_modified"
        case lastAsked = "last_asked"
        case lastGood = "last_good"
        case lastNew = "last_new"
    }

    /// The address to ask.
    package var target: String { movedTo ?? address }
}

/// What is to be done about a source now, and why.
package enum FetchDecision: Hashable, Sendable {
    case fetch(FetchRequest)
    case wait(until: Timestamp, Reason)
    case never(String)

    package enum Reason: Hashable, Sendable {
        /// Its schedule, or its answer is still fresh.
        case schedule
        /// It failed so many times in a row.
        case failures(Int)
    }
}

/// One request to make.
package struct FetchRequest: Hashable, Sendable {
    package var address: String
    /// Names in lower case.
    package var headers: [String: String]
    package var validators: Validators?

    package init(
        address: String, headers: [String: String] = [:], validators: Validators? = nil
    ) {
        self.address = address
        self.headers = headers
        self.validators = validators
    }

    /// What lets a server say that nothing has changed.
    package struct Validators: Hashable, Sendable {
        package var address: String
        package var etag: String?
        package var lastModified: String?
    }

    /// All headers to send, the conditional ones only to the address they came from.
    package var allHeaders: [String: String] {
        var out = headers
        if let validators, validators.address == address {
            if let etag = validators.etag { out["if-none-match"] = etag }
            if let time = validators.lastModified { out["if-modified-since"] = time }
        }
        return out
    }
}

extension SourceState {
    /// Whether the source is to be asked at `now`, and how.
    package func decision(for source: FeedSource, now: Timestamp) -> FetchDecision {
        if let stopped { return .never(stopped) }
        if let next, next > now {
            return .wait(until: next, failures > 0 ? .failures(failures) : .schedule)
        }
        var request = FetchRequest(address: target)
        request.headers["accept"] =
            source.kind == .feed
            ? "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
            : "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
        if let validated {
            request.validators = FetchRequest.Validators(
                address: validated, etag: etag, lastModified: lastModified)
        }
        return .fetch(request)
    }
}
