import Foundation
package import TocsinModel

/// What a workspace says about asking servers.
package struct FetchSettings: Hashable, Sendable {
    /// `Tocsin/0.1 (+https://desk.example/contact)`; its first word is our name in robots.txt.
    package var userAgent: String
    /// Seconds between two requests to one host.
    package var pause: Double
    package var redirects: Int

    package init(userAgent: String = "Tocsin/0.1", pause: Double = 1, redirects: Int = 5) {
        self.userAgent = userAgent
        self.pause = pause
        self.redirects = redirects
    }
}

/// What came of asking one source.
package enum FetchResult: Hashable, Sendable {
    /// Bytes to read; `url` is where they came from in the end.
    case content(bytes: [UInt8], charset: String?, url: String)
    case notModified
    case failed(String)
    case gone(String)
    /// Its time has not come.
    case waiting(until: Timestamp)
}

/// Asks sources with all courtesies: their own pace and the server's, one request at a time to a
/// host, robots.txt for pages, redirects step by step.
///
/// Several threads may ask at once; those who want the same host take turns.
package final class SourceFetcher: @unchecked Sendable {
    /// One request, redirects not followed.
    package typealias Exchange =
        @Sendable (FetchRequest) throws(FetchFailure) -> FetchAnswer

    private let settings: FetchSettings
    private let exchange: Exchange
    private let steady: @Sendable () -> Double
    private let sleep: @Sendable (Double) -> Void
    private let lock = NSLock()
    // Guarded by `lock`.
    private var pace: HostPace
    private var robots: [String: (file: RobotsFile, until: Timestamp)] = [:]

    /// - Parameters:
    ///   - steady: seconds of a clock that never goes back.
    ///   - sleep: waits so many seconds; may return early where the program is to end.
    package init(
        settings: FetchSettings = FetchSettings(),
        steady: @escaping @Sendable () -> Double = {
            Double(DispatchTime.now().uptimeNanoseconds) / 1e9
        },
        sleep: @escaping @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) },
        exchange: @escaping Exchange
    ) {
        self.settings = settings
        self.exchange = exchange
        self.steady = steady
        self.sleep = sleep
        pace = HostPace(pause: settings.pause)
    }

    /// Asks a source where its time has come, and changes its state by the answer.
    package func fetch(_ source: FeedSource, state: inout SourceState, now: Timestamp)
        -> FetchResult
    {
        switch state.decision(for: source, now: now) {
        case .never(let reason): return .gone(reason)
        case .wait(let until, _): return .waiting(until: until)
        case .fetch(let request):
            let verdict: AnswerVerdict
            var end = (answer: FetchAnswer(status: 0), address: request.address)
            do {
                let reached = try follow(request, checksRobots: source.kind == .page, now: now)
                end = (reached.answer, reached.address)
                verdict = state.take(
                    reached.answer, from: reached.address, permanent: reached.permanent,
                    source: source, now: now)
                if reached.answer.status == 429 || reached.answer.status == 503 {
                    rest(end.address, reached.answer, now: now)
                }
            } catch {
                switch error {
                case .forbidden(let reason): verdict = state.forbid(reason, now: now)
                case .failed(let failure):
                    verdict = state.take(failure, source: source, now: now)
                }
            }
            switch verdict {
            case .content:
                return .content(
                    bytes: end.answer.body, charset: end.answer.charset, url: end.address)
            case .notModified: return .notModified
            case .failed(let reason): return .failed(reason)
            case .gone(let reason): return .gone(reason)
            }
        }
    }

    // MARK: - Redirects

    private enum Trouble: Error {
        case failed(FetchFailure)
        case forbidden(String)
    }

    private struct Reached {
        var answer: FetchAnswer
        var address: String
        /// Where permanent redirects alone led.
        var permanent: String?
    }

    private func follow(_ first: FetchRequest, checksRobots: Bool, now: Timestamp)
        throws(Trouble) -> Reached
    {
        var request = first
        var permanent: String?
        var onlyPermanent = true
        var seen: Set<String> = [request.address]
        while true {
            guard let address = SourceAddress(request.address) else {
                throw .failed(
                    FetchFailure(
                        .address,
                        "\"\(request.address)\" is no web address; expected https://host/path"))
            }
            var delay = 0.0
            if checksRobots {
                let file = try robots(of: address, now: now)
                if case .forbidden(let reason) = file.verdict(
                    path: address.path, agent: settings.userAgent)
                {
                    throw .forbidden(reason)
                }
                delay = file.delay(agent: settings.userAgent) ?? 0
            }
            let answer: FetchAnswer
            do { answer = try ask(request, at: address, delay: delay) } catch {
                throw .failed(error)
            }
            guard [301, 302, 303, 307, 308].contains(answer.status) else {
                return Reached(answer: answer, address: request.address, permanent: permanent)
            }
            guard let location = answer.location, let next = SourceAddress(location) else {
                throw .failed(
                    FetchFailure(
                        .redirects,
                        "HTTP \(answer.status) without an address to go to"))
            }
            if address.scheme == "https", next.scheme == "http" {
                throw .failed(
                    FetchFailure(
                        .redirects,
                        "redirects from https to http (\(next.host)), which is not followed"))
            }
            guard seen.insert(location).inserted else {
                throw .failed(FetchFailure(.redirects, "redirects in a circle (\(next.host))"))
            }
            guard seen.count <= settings.redirects + 1 else {
                throw .failed(
                    FetchFailure(.redirects, "more than \(settings.redirects) redirects"))
            }
            onlyPermanent = onlyPermanent && (answer.status == 301 || answer.status == 308)
            if onlyPermanent { permanent = location }
            request.address = location
        }
    }

    private func ask(_ request: FetchRequest, at address: SourceAddress, delay: Double = 0)
        throws(FetchFailure) -> FetchAnswer
    {
        let wait = lock.withLock {
            pace.reserve(address.origin, now: steady(), delay: delay)
        }
        if wait > 0 { sleep(wait) }
        return try exchange(request)
    }

    private func rest(_ address: String, _ answer: FetchAnswer, now: Timestamp) {
        guard let origin = SourceAddress(address)?.origin,
            let until = CacheDirectives.retryAfter(answer, now: now)
        else { return }
        // A host's own sources wait by their state; others of it must not make them wait for hours.
        let seconds = min(Double(until.seconds - now.seconds), 60)
        lock.withLock { pace.rest(origin, until: steady() + seconds) }
    }

    // MARK: - robots.txt

    /// RFC 9309 §2.4: kept for a day; one that could not be read, for ten minutes.
    private func robots(of address: SourceAddress, now: Timestamp) throws(Trouble) -> RobotsFile {
        let known = lock.withLock { robots[address.origin] }
        if let known, known.until > now { return known.file }
        var file: RobotsFile
        var seconds = 86400
        do {
            let reached = try follow(
                FetchRequest(address: address.robots), checksRobots: false, now: now)
            file = RobotsFile(answer: reached.answer)
            if reached.answer.status >= 500 { seconds = 600 }
        } catch {
            seconds = 600
            switch error {
            // An address that may not be asked may not be asked for its page either.
            case .failed(let failure) where failure.kind == .privateAddress: throw error
            case .failed(let failure): file = RobotsFile(unreachable: failure.message)
            case .forbidden(let reason): file = RobotsFile(unreachable: reason)
            }
        }
        lock.withLock {
            if robots.count > 4096 { robots = robots.filter { $0.value.until > now } }
            robots[address.origin] = (file, now.adding(seconds: seconds))
        }
        return file
    }
}
