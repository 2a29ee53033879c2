/// One message to one receiver: what is to be said, before anybody has said it.
package struct Notification: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable {
        case alerts
        /// Nobody acknowledged it in time.
        case escalation
        /// A line per incident, worst first; none where nothing happened and that was asked for.
        case digest([DigestLine])

        package var name: String {
            switch self {
            case .alerts: "alerts"
            case .escalation: "escalation"
            case .digest: "digest"
            }
        }
    }

    /// The same for the same message, however often it is computed: receivers drop what they have
    /// had under it.
    package var key: String
    package var receiver: String
    package var kind: Kind
    /// Oldest first; for a digest, all that went into it.
    package var alerts: [Alert]
    /// When it became due.
    package var time: Timestamp

    package init(
        key: String, receiver: String, kind: Kind, alerts: [Alert], time: Timestamp
    ) {
        self.key = key
        self.receiver = receiver
        self.kind = kind
        self.alerts = alerts
        self.time = time
    }

    package var lines: [DigestLine] {
        if case .digest(let lines) = kind { return lines }
        return []
    }

    /// The worst of its alerts, or of its lines; nil for an empty digest.
    package var severity: Severity? {
        (alerts.map(\.severity) + lines.map(\.severity)).max()
    }

    // In JSON: `"kind": "digest", "lines": […]`.
    private enum CodingKeys: String, CodingKey { case key, receiver, kind, alerts, time, lines }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        let name = try c.decode(String.self, forKey: .kind)
        switch name {
        case "alerts": kind = .alerts
        case "escalation": kind = .escalation
        case "digest": kind = .digest(try c.decode([DigestLine].self, forKey: .lines))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: c,
                debugDescription:
                    "\"\(name)\" is no kind of message; expected alerts, escalation or digest")
        }
        key = try c.decode(String.self, forKey: .key)
        receiver = try c.decode(String.self, forKey: .receiver)
        alerts = try c.decode([Alert].self, forKey: .alerts)
        time = try c.decode(Timestamp.self, forKey: .time)
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(key, forKey: .key)
        try c.encode(receiver, forKey: .receiver)
        try c.encode(kind.name, forKey: .kind)
        try c.encode(alerts, forKey: .alerts)
        try c.encode(time, forKey: .time)
        if case .digest(let lines) = kind { try c.encode(lines, forKey: .lines) }
    }
}

/// What a digest says of one incident.
package struct DigestLine: Hashable, Sendable, Codable {
    package enum Change: String, Sendable, Codable { case new, updated, cancelled }

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
