package import TocsinModel

extension Notification {
    init(_ receiver: String, _ kind: Kind, _ alerts: [Alert], at time: Timestamp) {
        // Two digests of one receiver may hold the same alerts, or none.
        let name = kind.name + (kind.name == "digest" ? " \(time)" : "")
        self.init(
            key: "n" + ContentHash.hex([receiver, name] + alerts.map(\.identifier)),
            receiver: receiver, kind: kind, alerts: alerts, time: time)
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
