import Crypto
import Foundation
import Synchronization

/// Who may ask: the names the workbench answers to, the origins that may write, the tokens of forms.
package final class Access: Sendable {
    /// Names beside its own, without a port: those of a reverse proxy.
    let hosts: Set<String>
    private let key = SymmetricKey(size: .bits256)
    /// The cookie everybody has where there is no password. It tells nobody who somebody is: it only
    /// shows that a form comes from a page of this site.
    private let openSession = Access.randomName()

    package init(hosts: [String] = []) {
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    static func randomName() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    // MARK: - Host

    /// A page of another site whose name was made to point here (DNS rebinding) still says its own
    /// name in `Host`.
    func check(host: String?, address: WebAddress) throws(WebFailure) {
        guard let host else { return }
        let name = Self.name(host)
        if hosts.contains(name) { return }
        if ["localhost", "127.0.0.1", "[::1]"].contains(name) { return }
        if !address.isLoopback, Self.isNumeric(name) { return }
        throw WebFailure(
            .misdirected, code: "host.unknown",
            "the Host header names \"\(name.prefix(80))\", which this workbench does not answer to; "
                + "use its own address, or start it with --allow-host for a proxy's name")
    }

    /// Without the port, in lower case.
    static func name(_ host: String) -> String {
        let lowered = host.lowercased()
        if lowered.hasPrefix("["), let end = lowered.firstIndex(of: "]") {
            return String(lowered[...end])
        }
        return String(lowered.prefix { $0 != ":" })
    }

    /// An address cannot be rebound: only names can.
    static func isNumeric(_ name: String) -> Bool {
        if name.hasPrefix("[") { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }

    // MARK: - Origin and token

    /// Another site's page may send a request here, but not hide where it comes from.
    func checkOrigin(_ headers: WebHeaders) throws(WebFailure) {
        let refused = WebFailure(
            .forbidden, code: "origin.other",
            "the request comes from another site's page; do it from a page of this workbench")
        if let site = headers["sec-fetch-site"], site != "same-origin", site != "none" {
            throw refused
        }
        guard let origin = headers["origin"] else { return }
        guard let mark = origin.range(of: "://"), let host = headers["host"],
            ["http", "https"].contains(origin[..<mark.lowerBound]),
            origin[mark.upperBound...].lowercased() == host.lowercased()
        else { throw refused }
    }

    /// The token a session's forms carry.
    func token(_ session: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data("csrf:\(session)".utf8), using: key)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    func checkToken(_ given: String?, session: String?) throws(WebFailure) {
        guard let session, let given, Self.same(given, token(session)) else {
            throw WebFailure(
                .forbidden, code: "csrf.missing",
                "the form's token is missing or of another session; go back, reload the page and send the form again"
            )
        }
    }

    /// In a time that tells nothing about where they differ.
    static func same(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    // MARK: - Session

    /// Cookies know no ports: two workbenches on one machine must not share one.
    static func cookieName(_ address: WebAddress) -> String { "tocsin-\(address.port)" }

    static func cookie(_ name: String, _ headers: WebHeaders) -> String? {
        for line in headers.all("cookie") {
            for pair in line.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                if trimmed.hasPrefix(name + "=") {
                    return String(trimmed.dropFirst(name.count + 1))
                }
            }
        }
        return nil
    }

    /// The session a page is rendered for, and whether its cookie must be sent.
    func session(_ cookie: String?) -> (name: String, isNew: Bool) {
        (openSession, cookie != openSession)
    }

    /// The session a cookie proves; nil: none.
    func proven(_ cookie: String?) -> String? { cookie == openSession ? cookie : nil }
}
