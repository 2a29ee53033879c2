/// The parts of an http or https address that the courtesies go by: whose host, which path.
///
/// What is connected to is decided by the transfer itself, from the address as a whole.
package struct SourceAddress: Hashable, Sendable {
    package let scheme: String
    /// Lower case, without port; IPv6 in brackets.
    package let host: String
    package let port: Int
    /// Path and query; `/` where there is none.
    package let path: String

    package init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        guard rest.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != 92 }) else { return nil }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<end]
        // A name and password may stand before the host.
        if let at = authority.lastIndex(of: "@") {
            authority = authority[authority.index(after: at)...]
        }
        var name = authority
        var number: Int? = scheme == "https" ? 443 : 80
        if let stop = authority.lastIndex(of: ":"), !authority[stop...].contains("]") {
            name = authority[..<stop]
            let digits = authority[authority.index(after: stop)...]
            if !digits.isEmpty { number = Int(digits) }
        }
        guard !name.isEmpty, let number, (1...65535).contains(number) else { return nil }
        host = name.lowercased()
        port = number
        let tail = String(rest[end...])
        path = tail.isEmpty ? "/" : tail.hasPrefix("?") ? "/" + tail : tail
    }

    /// `https://host:8443`, the port only where it is not the scheme's own.
    package var origin: String {
        let usual = scheme == "https" ? 443 : 80
        return port == usual ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    package var robots: String { origin + "/robots.txt" }
}
