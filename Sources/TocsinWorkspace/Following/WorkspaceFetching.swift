import Foundation
import TocsinModel
import TocsinPlugins
package import TocsinSources
import TocsinTransfer

/// What `http = { … }` of a workspace says about asking servers.
package struct HTTPConfiguration: Hashable, Sendable {
    /// Who is to be written to when our requests are a nuisance: a page or a mail address.
    package var contact: String?
    /// Seconds between two requests to one host.
    package var pause = 1.0
    /// Seconds for one request, from the first word to the last.
    package var timeout = 30
    /// Bytes of one answer, after decompression.
    package var maximumBytes = 32 << 20
    /// Addresses that may be asked beside the open network: `loopback`, `private`, `10.1.0.0/16`.
    package var allow: [String] = []
    /// `http://proxy.example:3128`; nil: what the environment says.
    package var proxy: String?

    package init() {}

    static func read(_ record: RecordReader) -> HTTPConfiguration {
        var out = HTTPConfiguration()
        guard let table = record.table("http") else { return out }
        let reader = RecordReader(
            table, what: "http", file: record.file, line: record.line(of: "http"))
        out.contact = reader.string("contact", expected: "a page or a mail address")
        if let pause = reader.number("pause") { out.pause = min(max(0, pause), 3600) }
        if let seconds = reader.seconds("timeout") { out.timeout = max(1, seconds) }
        if let text = reader.string("max_size", expected: "a size such as \"32MB\"") {
            if let bytes = parseSize(text) {
                out.maximumBytes = bytes
            } else {
                reader.complain(
                    "\"max_size\" is not a size: \"\(text)\"; expected e.g. \"32MB\"",
                    key: "max_size")
            }
        }
        if let words = reader.strings("allow") {
            switch AddressPolicy.publicAnd(words) {
            case .success: out.allow = words
            case .failure(let unknown):
                reader.complain(
                    "\"allow\" has \"\(unknown.word)\"; expected loopback, private, link-local or a block such as 10.1.0.0/16",
                    key: "allow")
            }
        }
        out.proxy = reader.string("proxy", expected: "an address such as \"http://proxy:3128\"")
        reader.finish()
        record.adopt(reader)
        return out
    }

    /// `Tocsin/0.1 (+https://desk.example/contact)`
    package var userAgent: String { "Tocsin/0.1" + (contact.map { " (+\($0))" } ?? "") }

    /// A fetcher that keeps to all this.
    package func fetcher(cancelled: @escaping @Sendable () -> Bool = { false }) -> SourceFetcher {
        let policy = (try? AddressPolicy.publicAnd(allow).get()) ?? .publicOnly
        let proxies =
            proxy.map { ProxySettings(proxies: ["http": $0, "https": $0], direct: []) }
            ?? ProxySettings(environment: ProcessInfo.processInfo.environment)
        return SourceFetcher(
            settings: FetchSettings(userAgent: userAgent, pause: pause),
            client: TransferClient(
                options: .init(
                    addresses: policy, proxies: proxies, userAgent: userAgent,
                    cancelled: cancelled)),
            limits: TransferLimits(
                connectSeconds: min(10, Double(timeout)), totalSeconds: Double(timeout),
                maximumBytes: maximumBytes), cancelled: cancelled)
    }
}
