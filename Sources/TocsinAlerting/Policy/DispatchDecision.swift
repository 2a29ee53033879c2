package import TocsinModel

/// One message to one receiver.
package struct Notification: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case alerts
        /// Nobody acknowledged it in time.
        case escalation
        case digest([DigestLine])
    }

    package var receiver: String
    package var kind: Kind
    /// Oldest first; for a digest, all that went into it.
    package var alerts: [Alert]
    package var time: Timestamp
    /// The same for the same message, however often it is computed.
    package var key: String

    init(_ receiver: String, _ kind: Kind, _ alerts: [Alert], at time: Timestamp) {
        self.receiver = receiver
        self.kind = kind
        self.alerts = alerts
        self.time = time
        let name =
            switch kind {
            case .alerts: "alerts"
            case .escalation: "escalation"
            case .digest: "digest \(time)"
            }
        key = "n" + ContentHash.hex([receiver, name] + alerts.map(\.identifier))
    }
}

/// What a digest says of one incident.
package struct DigestLine: Hashable, Sendable {
    package enum Change: String, Sendable { case new, updated, cancelled }

    /// The incident's id; the alert's own where it has none.
    package var subject: String
    package var severity: Severity
    package var headline: String
    package var change: Change
    /// What the last digest said of it; nil where it said nothing.
    package var before: String?
    /// Alerts and updates since the last digest.
    package var alerts: Int

    package init(
        subject: String, severity: Severity, headline: String, change: Change, before: String?,
        alerts: Int
    ) {
        self.subject = subject
        self.severity = severity
        self.headline = headline
        self.change = change
        self.before = before
        self.alerts = alerts
    }
}

/// What became of an alert on its way to a receiver.
package enum DispatchDecision: Hashable, Sendable {
    case send(Notification)
    case delay(alert: String, receiver: String, until: Timestamp, DelayReason)
    case drop(alert: String, receiver: String?, DropReason)

    package var notification: Notification? {
        if case .send(let notification) = self { return notification }
        return nil
    }
}

package enum DelayReason: Hashable, Sendable, CustomStringConvertible {
    case grouping
    case quietHours
    case digest

    package var description: String {
        switch self {
        case .grouping: "waits for others of its group"
        case .quietHours: "quiet hours"
        case .digest: "goes into the digest"
        }
    }
}

package enum DropReason: Hashable, Sendable, CustomStringConvertible {
    case noRoute
    case silenced(by: String, author: String, until: Timestamp)
    case inhibited(by: String)
    /// A newer alert on the same thing took its place before it was sent.
    case replaced(by: String)
    /// It was cancelled before it was sent, so neither is.
    case cancelledUnsent
    /// What it cancels or updates was never sent there.
    case neverSent
    case duplicate
    case belowDigest(Severity)

    package var code: String {
        switch self {
        case .noRoute: "no-route"
        case .silenced: "silenced"
        case .inhibited: "inhibited"
        case .replaced: "replaced"
        case .cancelledUnsent: "cancelled-unsent"
        case .neverSent: "never-sent"
        case .duplicate: "duplicate"
        case .belowDigest: "below-digest"
        }
    }

    package var description: String {
        switch self {
        case .noRoute: "no route matches"
        case .silenced(let id, let author, let until):
            "silenced by \(author) until \(until) (\(id))"
        case .inhibited(let alert): "inhibited by \(alert)"
        case .replaced(let alert): "\(alert) took its place before it was sent"
        case .cancelledUnsent: "cancelled before it was sent"
        case .neverSent: "what it refers to was never sent there"
        case .duplicate: "was taken before"
        case .belowDigest(let severity): "the digest begins at \(severity.rawValue)"
        }
    }
}
