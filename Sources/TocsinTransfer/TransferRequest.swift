/// One HTTP request.
package struct TransferRequest: Sendable {
    package var url: String
    package var method: String
    /// Sent in this order, beside those the transfer itself needs.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    package var limits: TransferLimits
    /// How many redirects are followed; 0: a redirect is the response.
    package var redirects: Int
    /// A redirect from https to http is followed only where this is set.
    package var allowsDowngrade: Bool

    package init(
        url: String, method: String = "GET", headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil, limits: TransferLimits = TransferLimits(), redirects: Int = 0,
        allowsDowngrade: Bool = false
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.limits = limits
        self.redirects = redirects
        self.allowsDowngrade = allowsDowngrade
    }
}

/// How long and how much a transfer may take, all redirects together.
package struct TransferLimits: Hashable, Sendable {
    /// Until connected, TLS included.
    package var connectSeconds: Double
    package var totalSeconds: Double
    /// Of the body, after decompression.
    package var maximumBytes: Int

    package init(
        connectSeconds: Double = 10, totalSeconds: Double = 60, maximumBytes: Int = 32 << 20
    ) {
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.maximumBytes = maximumBytes
    }
}

/// What an HTTP server answered, whatever its status.
package struct TransferResponse: Sendable {
    /// Where it came from in the end.
    package var url: String
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The redirects that were followed, in order.
    package var hops: [TransferHop]

    /// The last header of a name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.last { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// One redirect.
package struct TransferHop: Hashable, Sendable {
    package var from: String
    package var status: Int
    package var to: String

    /// 301 and 308: the old address is to be forgotten.
    package var isPermanent: Bool { status == 301 || status == 308 }
}
