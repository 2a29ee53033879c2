import Foundation
package import TocsinTransfer

extension SourceFetcher {
    /// A fetcher that asks real servers.
    ///
    /// - Parameters:
    ///   - client: with the workspace's address policy and proxies.
    ///   - limits: of one request.
    package convenience init(
        settings: FetchSettings, client: TransferClient, limits: TransferLimits,
        cancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.init(
            settings: settings,
            sleep: { seconds in
                // In small steps: the end of the program need not wait for a host's turn.
                let end = ContinuousClock.now + .seconds(seconds)
                while ContinuousClock.now < end, !cancelled() {
                    Thread.sleep(
                        forTimeInterval: min(0.1, max(0.001, (end - .now) / .seconds(1))))
                }
            },
            exchange: { (request) throws(FetchFailure) in
                var sent = TransferRequest(url: request.address, limits: limits)
                sent.headers = request.allHeaders.sorted { $0.key < $1.key }.map {
                    ($0.key, $0.value)
                }
                do throws(TransferError) {
                    return SourceFetcher.answer(try client.send(sent))
                } catch {
                    throw SourceFetcher.failure(error)
                }
            })
    }

    private static func answer(_ response: TransferResponse) -> FetchAnswer {
        var headers: [String: String] = [:]
        for (name, value) in response.headers {
            let key = name.lowercased()
            headers[key] = headers[key].map { "\($0), \(value)" } ?? value
        }
        var answer = FetchAnswer(status: response.status, headers: headers, body: response.body)
        if let location = response.header("location") {
            answer.location =
                WebAddress(location, relativeTo: WebAddress(response.url))
                .flatMap { $0.scheme.hasPrefix("http") ? $0.text : nil }
        }
        return answer
    }

    private static func failure(_ error: TransferError) -> FetchFailure {
        let kind: FetchFailure.Kind =
            switch error.code {
            case .badAddress: .address
            case .refusedAddress: .privateAddress
            case .timeout: .timeout
            case .encryption, .login: .security
            case .tooLarge: .tooLarge
            case .redirects: .redirects
            case .broken, .rejected: .damaged
            case .unknownHost, .noConnection, .cancelled, .other: .network
            }
        return FetchFailure(kind, error.message)
    }
}
