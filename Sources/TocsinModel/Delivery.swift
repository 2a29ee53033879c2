/// What became of one message on its way to its receiver: an entry of the outbox.
package struct Delivery: Hashable, Sendable, Codable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// Waits for its (next) attempt.
        case pending
        /// The receiver took it.
        case delivered
        /// Given up: refused for good, or tried too often. Listed, and sent again on request.
        case dead
    }

    package var notification: Notification
    package var state: State
    /// Attempts that ended, well or badly.
    package var attempts: Int
    /// Not before this; nil once nothing more is tried.
    package var nextAttempt: Timestamp?
    /// When the last attempt ended.
    package var lastAttempt: Timestamp?
    /// Why the last attempt failed, in one line that holds no secret; nil where none has.
    package var lastError: String?

    package init(
        notification: Notification, state: State = .pending, attempts: Int = 0,
        nextAttempt: Timestamp? = nil, lastAttempt: Timestamp? = nil, lastError: String? = nil
    ) {
        self.notification = notification
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.lastAttempt = lastAttempt
        self.lastError = lastError
    }

    /// A message that has just become due.
    package init(_ notification: Notification) {
        self.init(notification: notification, nextAttempt: notification.time)
    }

    package var key: String { notification.key }
    package var receiver: String { notification.receiver }

    enum CodingKeys: String, CodingKey {
        case notification, state, attempts
        case nextAttempt = "next_attempt"
        case lastAttempt = "last_attempt"
        case lastError = "last_error"
    }
}
