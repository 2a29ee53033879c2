import Crypto
import Foundation
import TocsinModel

/// Who may ask: the names the workbench answers to, the origins that may write, the tokens of forms.
package final class Access: Sendable {
    /// Names beside its own, without a port: those of a reverse proxy.
    let hosts: Set<String>
    private let key = SymmetricKey(size: .bits256)
    /// The cookie everybody has where there is no password. It tells nobody who somebody is: it only
    /// shows that a form comes from a page of this site.
    private let openSession = Access.randomName()
    private let keys: AccessKeys
    private let sessions = Sessions()
    /// Cookies know no ports: each workspace has a name of its own for its.
    private let cookieName: String

    /// - Parameters:
    ///   - workspace: its folder.
    ///   - hosts: names of a reverse proxy.
    ///   - keys: none: whoever reaches the address may do everything.
    package init(workspace: String, hosts: [String] = [], keys: AccessKeys = AccessKeys()) {
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.keys = keys
        cookieName = "tocsin-" + StableHash.hex(of: "cookie", workspace).prefix(8)
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

    /// Without the port, in lower case; as it stands where what follows the name is no port.
    static func name(_ host: String) -> String {
        let lowered = host.lowercased()
        let end =
            if lowered.hasPrefix("["), let bracket = lowered.firstIndex(of: "]") {
                lowered.index(after: bracket)
            } else {
                lowered.firstIndex(of: ":") ?? lowered.endIndex
            }
        let rest = lowered[end...]
        let isPort =
            rest.first == ":" && (2...6).contains(rest.utf8.count)
            && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
        return rest.isEmpty || isPort ? String(lowered[..<end]) : lowered
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

    /// - Parameter isNew: no cookie came with the form.
    func checkToken(_ given: String?, _ visitor: Visitor) throws(WebFailure) {
        guard !visitor.isNew, let given, Self.same(given, token(visitor.session)) else {
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

    /// Who asks.
    struct Visitor: Sendable {
        /// What the token of forms is made of.
        var session: String
        /// Its cookie is not in the browser yet.
        var isNew: Bool
        /// Allowed to see what is not public.
        var isAdmitted: Bool
        var isSignedIn: Bool
        /// Who signs; nil: the name given to `serve`.
        var author: String?
    }

    /// A password or a token is demanded.
    package var isGuarded: Bool { !keys.isEmpty }

    func visitor(_ headers: WebHeaders, now: Timestamp) -> Visitor {
        let cookie = cookie(headers)
        guard isGuarded else {
            return Visitor(
                session: openSession, isNew: cookie != openSession, isAdmitted: true,
                isSignedIn: false)
        }
        if let cookie, let session = sessions.find(cookie, now: now) {
            return Visitor(
                session: cookie, isNew: false, isAdmitted: true, isSignedIn: true,
                author: session.author)
        }
        let words = (headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        let isToken =
            words.count == 2 && words[0].lowercased() == "bearer"
            && keys.admits(token: String(words[1]))
        return Visitor(
            session: openSession, isNew: cookie != openSession, isAdmitted: isToken,
            isSignedIn: false)
    }

    func signIn(name: String, password: String, from address: String, now: Timestamp)
        throws(WebFailure) -> String?
    {
        let isRight = try sessions.attempt(from: address, now: now) {
            keys.admits(password: password)
        }
        return isRight ? sessions.begin(author: name, now: now) : nil
    }

    func signOut(_ headers: WebHeaders) { cookie(headers).map(sessions.end) }

    /// Behind a proxy with TLS, never without it.
    func setCookie(_ session: String, _ headers: WebHeaders) -> String {
        let secure = headers["x-forwarded-proto"] == "https" ? "; Secure" : ""
        return "\(cookieName)=\(session); Path=/; HttpOnly; SameSite=Strict\(secure)"
    }

    private func cookie(_ headers: WebHeaders) -> String? {
        for line in headers.all("cookie") {
            for pair in line.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                if trimmed.hasPrefix(cookieName + "=") {
                    return String(trimmed.dropFirst(cookieName.count + 1))
                }
            }
        }
        return nil
    }
}
