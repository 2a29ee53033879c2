package import TocsinModel
package import TocsinTransfer

/// One way of telling somebody: a web address, a mailbox, a file.
///
/// What a message says is computed first, by pure functions; `deliver` only carries it.
package protocol Notifier: Sendable {
    /// As `workspace.lua` calls it: `webhook`.
    static var kind: String { get }

    /// Carries a message. Blocks for no longer than its own limits.
    func deliver(_ notification: Notification, _ context: DeliveryContext) -> DeliveryOutcome
}

/// What came of one attempt.
package enum DeliveryOutcome: Hashable, Sendable {
    case delivered
    /// May go well later; `after` seconds if the receiver said when.
    case retry(String, after: Int? = nil)
    /// Will not go well by itself: somebody must change something.
    case refused(String)

    package var trouble: String? {
        switch self {
        case .delivered: nil
        case .retry(let text, _), .refused(let text): text
        }
    }
}

/// What every notifier is given: the world, as far as it may be seen.
package struct DeliveryContext: Sendable {
    /// The workspace's title.
    package var workspace: String
    /// Where relative paths start.
    package var folder: String
    package var now: Timestamp
    package var templates: MessageTemplates
    package var secrets: SecretSource
    package var proxies: ProxySettings
    /// Where the console is.
    package var console: @Sendable (String) -> Void
    /// True once what is under way should end.
    package var cancelled: @Sendable () -> Bool

    package init(
        workspace: String, folder: String, now: Timestamp,
        templates: MessageTemplates = .standard, secrets: SecretSource,
        proxies: ProxySettings = .none, console: @escaping @Sendable (String) -> Void = { _ in },
        cancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.workspace = workspace
        self.folder = folder
        self.now = now
        self.templates = templates
        self.secrets = secrets
        self.proxies = proxies
        self.console = console
        self.cancelled = cancelled
    }

    func path(_ path: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }

    func client(_ route: NetworkRoute) -> TransferClient {
        TransferClient(
            options: .init(
                addresses: route.addresses, proxies: proxies, userAgent: "Tocsin",
                certificates: route.certificates.map(path), cancelled: cancelled))
    }
}

/// How a notifier may use the network.
package struct NetworkRoute: Hashable, Sendable {
    package var addresses: AddressPolicy
    /// A file of certificates to trust instead of the system's.
    package var certificates: String?
    package var timeout: Double

    package init(
        addresses: AddressPolicy = .publicOnly, certificates: String? = nil, timeout: Double = 20
    ) {
        self.addresses = addresses
        self.certificates = certificates
        self.timeout = timeout
    }

    /// For servers that mostly stand in one's own house: mail, syslog, Alertmanager.
    package static let house = NetworkRoute(
        addresses: AddressPolicy(kinds: [.global, .private, .loopback]))

    var limits: TransferLimits {
        TransferLimits(
            connectSeconds: min(10, timeout), totalSeconds: timeout, maximumBytes: 1 << 20)
    }
}
