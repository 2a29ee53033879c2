import CTocsinCurl
import Foundation

/// A URL, read the way the transfer itself reads it: what is checked is what is used.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Without user, password and fragment.
    package let text: String
    package let scheme: String
    package let host: String
    package let port: Int
    package let user: String?
    let password: String?

    /// - Parameter base: what a relative reference is resolved against.
    /// - Returns: nil where it is no URL of http, https, smtp or smtps.
    package init?(_ text: String, relativeTo base: WebAddress? = nil) {
        func part(_ name: Character) -> String? {
            guard
                let found = c_tocsin_curl_url_part(
                    base?.text, text, CChar(bitPattern: name.asciiValue!))
            else { return nil }
            defer { free(found) }
            return String(cString: found)
        }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }), let all = part("a"),
            let scheme = part("s"), ["http", "https", "smtp", "smtps"].contains(scheme),
            let host = part("h"), let port = part("p").flatMap({ Int($0) })
        else { return nil }
        self.text = all
        self.scheme = scheme
        self.host = host
        self.port = port
        user = part("u")
        password = part("w")
    }

    /// Scheme, host and port: what a password may be sent to.
    package var origin: String { "\(scheme)://\(host):\(port)" }

    /// Without the path and query, which may hold a secret: `https://hooks.example`.
    package var safe: String {
        let usual = ["http": 80, "https": 443, "smtp": 25, "smtps": 465][scheme]
        return "\(scheme)://\(host)" + (port == usual ? "" : ":\(port)")
    }

    package var description: String { safe }
}
