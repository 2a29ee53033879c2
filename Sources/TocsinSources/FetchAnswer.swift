/// What a server sent to one request.
package struct FetchAnswer: Hashable, Sendable {
    package var status: Int
    /// Names in lower case; a header that came twice is joined by ", ".
    package var headers: [String: String]
    package var body: [UInt8]
    /// Where a redirect leads, as an absolute address.
    package var location: String?

    package init(
        status: Int, headers: [String: String] = [:], body: [UInt8] = [], location: String? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.location = location
    }

    package func header(_ name: String) -> String? {
        headers[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The `charset` of the content type.
    package var charset: String? {
        guard let type = header("content-type") else { return nil }
        for part in type.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmingSpaces.lowercased() == "charset" else {
                continue
            }
            return pair[1].trimmingSpaces.filter { $0 != "\"" && $0 != "'" }
        }
        return nil
    }
}

/// Why no answer came.
package struct FetchFailure: Error, Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The name is not known, the host cannot be reached, nobody listens.
        case network
        /// The time was up before all of it had come.
        case timeout
        /// More bytes than the source may send.
        case tooLarge = "too-large"
        /// The certificate is not to be trusted, or the handshake failed.
        case security
        /// What came is no HTTP, or it broke off.
        case damaged
        /// Redirects that go on, go in circles or lead away from HTTP.
        case redirects
        /// An address of this machine or its own network.
        case privateAddress = "private-address"
        /// Not an address that can be asked.
        case address
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        var text = self[...]
        while let c = text.first, c == " " || c == "\t" || c == "\r" || c == "\n" {
            text = text.dropFirst()
        }
        while let c = text.last, c == " " || c == "\t" || c == "\r" || c == "\n" {
            text = text.dropLast()
        }
        return String(text)
    }
}
