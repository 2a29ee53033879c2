/// One message for one mail server.
package struct MailSubmission: Sendable {
    /// How the way to the server is encrypted.
    package enum Encryption: String, Sendable, CaseIterable {
        /// TLS from the first byte (port 465).
        case tls
        /// STARTTLS, or nothing is sent (port 587).
        case startTLS = "starttls"
        /// In the open. For a server on this machine.
        case none
    }

    package var host: String
    package var port: Int
    package var encryption: Encryption
    package var user: String?
    package var password: String?
    /// The envelope's sender, without a name: where bounces go.
    package var from: String
    package var recipients: [String]
    /// RFC 5322, lines ending in CR LF.
    package var message: [UInt8]
    /// What we call ourselves in EHLO.
    package var greeting: String
    package var limits: TransferLimits

    package init(
        host: String, port: Int, encryption: Encryption, user: String? = nil,
        password: String? = nil, from: String, recipients: [String], message: [UInt8],
        greeting: String = "localhost", limits: TransferLimits = TransferLimits()
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.user = user
        self.password = password
        self.from = from
        self.recipients = recipients
        self.message = message
        self.greeting = greeting
        self.limits = limits
    }
}
