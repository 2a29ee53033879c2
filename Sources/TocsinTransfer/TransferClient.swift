import CTocsinCurl
import Foundation
import Synchronization

/// Sends requests, keeps connections. A call blocks its thread until the answer is there or a limit
/// is reached; calls from several threads run side by side.
package final class TransferClient: Sendable {
    package struct Options: Sendable {
        package var addresses: AddressPolicy
        package var proxies: ProxySettings
        package var userAgent: String
        /// A file of certificates to trust instead of the system's.
        package var certificates: String?
        /// `host:port:address`, as curl's `--resolve`: names that need no server to be known.
        package var resolve: [String]
        /// Asked about once a second; true ends what is under way.
        package var cancelled: (@Sendable () -> Bool)?

        package init(
            addresses: AddressPolicy = .publicOnly, proxies: ProxySettings = .none,
            userAgent: String = "Tocsin", certificates: String? = nil, resolve: [String] = [],
            cancelled: (@Sendable () -> Bool)? = nil
        ) {
            self.addresses = addresses
            self.proxies = proxies
            self.userAgent = userAgent
            self.certificates = certificates
            self.resolve = resolve
            self.cancelled = cancelled
        }
    }

    package let options: Options
    private let idle = Mutex<[TransferHandle]>([])
    /// Connections of more threads than this at once are not kept.
    private static let kept = 8

    package init(options: Options = Options()) { self.options = options }

    /// - Returns: the last answer, with the redirects on the way to it.
    /// - Throws: where there was no answer, or one that the limits or the address policy forbid.
    package func send(_ request: TransferRequest) throws(TransferError) -> TransferResponse {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(request.limits.totalSeconds))
        guard var url = WebAddress(request.url), url.scheme.hasPrefix("http") else {
            throw TransferError(
                .badAddress,
                "\"\(Self.shown(request.url))\" is not an address; expected http://… or https://…")
        }
        var request = request
        var hops: [TransferHop] = []
        if let user = url.user {
            let pair = Data("\(user):\(url.password ?? "")".utf8).base64EncodedString()
            request.headers.append(("Authorization", "Basic " + pair))
        }
        while true {
            let left = (end - clock.now) / .seconds(1)
            guard left > 0 else { throw Self.timeout(url, request.limits.totalSeconds) }
            var response = try with { (handle) throws(TransferError) in
                try handle.exchange(request, at: url, secondsLeft: left, options)
            }
            guard [301, 302, 303, 307, 308].contains(response.status), request.redirects > 0,
                let location = response.header("Location")
            else {
                response.hops = hops
                return response
            }
            guard hops.count < request.redirects else {
                throw TransferError(
                    .redirects,
                    "\(url): more than \(request.redirects) redirects; the last leads to \(Self.shown(location))"
                )
            }
            guard let next = WebAddress(location, relativeTo: url), next.scheme.hasPrefix("http")
            else {
                throw TransferError(
                    .redirects, "\(url): redirects to something else than a web page")
            }
            if url.scheme == "https", next.scheme == "http", !request.allowsDowngrade {
                throw TransferError(
                    .redirects,
                    "\(url): redirects from https to http (\(next)), which is not followed")
            }
            hops.append(TransferHop(from: url.text, status: response.status, to: next.text))
            if next.origin != url.origin {
                // What was meant for one house is not shown to the next.
                let secrets = ["authorization", "cookie", "proxy-authorization"]
                request.headers.removeAll { secrets.contains($0.name.lowercased()) }
            }
            if response.status == 303
                || (request.method == "POST" && [301, 302].contains(response.status))
            {
                if request.method != "HEAD" { request.method = "GET" }
                request.body = nil
                request.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
            }
            url = next
        }
    }

    /// Hands a message to a mail server.
    ///
    /// - Throws: where any recipient or the message was not taken; then none has it for certain.
    package func submit(_ mail: MailSubmission) throws(TransferError) {
        try with { (handle) throws(TransferError) in try handle.submit(mail, options) }
    }

    private func with<T>(
        _ work: (TransferHandle) throws(TransferError) -> T
    ) throws(TransferError) -> T {
        guard let handle = idle.withLock({ $0.popLast() }) ?? TransferHandle() else {
            throw TransferError(.other, "no memory for a transfer")
        }
        defer { idle.withLock { if $0.count < Self.kept { $0.append(handle) } } }
        return try work(handle)
    }

    static func timeout(_ url: WebAddress, _ seconds: Double) -> TransferError {
        TransferError(.timeout, "\(url): no answer within \(shown(seconds)) s")
    }

    static func shown(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }

    /// Of text that is no address, as much as may be shown: the part before any path or password.
    private static func shown(_ text: String) -> String {
        if let url = WebAddress(text) { return url.safe }
        return text.contains("@") ? "…" : String(text.prefix(40))
    }
}
