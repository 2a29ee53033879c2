/// Why nothing came of a transfer, in one line that names the host, and neither path nor secret.
package struct TransferError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case badAddress = "transfer.bad-address"
        case unknownHost = "transfer.unknown-host"
        /// The address policy does not let us connect there.
        case refusedAddress = "transfer.refused-address"
        case noConnection = "transfer.no-connection"
        case timeout = "transfer.timeout"
        case encryption = "transfer.encryption"
        case login = "transfer.login"
        case tooLarge = "transfer.too-large"
        case redirects = "transfer.redirects"
        case cancelled = "transfer.cancelled"
        /// The other side broke off, or spoke something else.
        case broken = "transfer.broken"
        /// A mail server said no; `status` says what.
        case rejected = "transfer.rejected"
        case other = "transfer.failed"
    }

    package var code: Code
    package var message: String
    /// The server's last status: of HTTP, or of SMTP; nil where it gave none.
    package var status: Int?

    package init(_ code: Code, _ message: String, status: Int? = nil) {
        self.code = code
        self.message = message
        self.status = status
    }

    package var description: String { message }

    /// True where the same may go well later.
    package var isTemporary: Bool {
        switch code {
        case .badAddress, .refusedAddress, .tooLarge, .redirects: false
        case .login, .rejected: status.map { $0 < 500 } ?? false
        default: true
        }
    }
}
