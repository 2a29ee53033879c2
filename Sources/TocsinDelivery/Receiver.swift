package import TocsinModel

/// Somebody who is told of alerts, by one or more ways.
package struct Receiver: Sendable {
    package var name: String
    /// At most one of a kind.
    package var channels: [any Notifier]

    package init(name: String, channels: [any Notifier]) {
        self.name = name
        self.channels = channels
    }

    /// One message for each way, so that a way that fails is tried again alone: `desk` becomes
    /// `desk/console` and `desk/file`, each with a key of its own.
    package func messages(for notification: Notification) -> [Notification] {
        channels.map { channel in
            var one = notification
            one.receiver = "\(name)/\(type(of: channel).kind)"
            one.key = "\(notification.key)-\(type(of: channel).kind)"
            return one
        }
    }
}

extension [Receiver] {
    /// The messages of what the policy decided to send; none where the receiver is gone.
    package func messages(for notification: Notification) -> [Notification] {
        first { $0.name == notification.receiver }?.messages(for: notification) ?? []
    }

    /// Ways by their names: `desk/webhook`.
    package var channels: [String: any Notifier] {
        var out: [String: any Notifier] = [:]
        for receiver in self {
            for channel in receiver.channels {
                out["\(receiver.name)/\(type(of: channel).kind)"] = channel
            }
        }
        return out
    }
}
