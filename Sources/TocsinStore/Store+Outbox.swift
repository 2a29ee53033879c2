import GRDB
package import TocsinModel

/// One try to deliver.
package struct DeliveryAttempt: Hashable, Sendable {
    /// From 1.
    package var number: Int
    /// When it ended.
    package var at: Timestamp
    /// `pending`: it is tried again.
    package var outcome: Delivery.State
    /// The trouble, in one line; nil where it arrived.
    package var error: String?
}

/// What the policy decided about an alert.
package struct DispatchRow: Hashable, Sendable {
    package enum Decision: String, Sendable { case send, delay, drop }

    package var alert: String
    /// Nil where no route took it.
    package var receiver: String?
    package var at: Timestamp
    package var decision: Decision
    /// A stable word: `silenced`, `grouping`, …; `send` for what was sent.
    package var code: String
    package var reason: String
    package var until: Timestamp?
    /// The outbox key of what was sent.
    package var delivery: String?

    package init(
        alert: String, receiver: String?, at: Timestamp, decision: Decision, code: String,
        reason: String, until: Timestamp? = nil, delivery: String? = nil
    ) {
        self.alert = alert
        self.receiver = receiver
        self.at = at
        self.decision = decision
        self.code = code
        self.reason = reason
        self.until = until
        self.delivery = delivery
    }
}

extension StoreReader {
    /// What is due, oldest first. A receiver's messages keep their order: none is due while an older
    /// one waits for another attempt.
    package func due(at now: Timestamp, limit: Int = 100) throws -> [Delivery] {
        try rows(
            """
            SELECT * FROM outbox AS one WHERE state = 'pending' AND next <= ?1 AND NOT EXISTS (
              SELECT 1 FROM outbox AS other WHERE other.receiver = one.receiver
                AND other.id < one.id AND other.state = 'pending' AND other.next > ?1)
            ORDER BY id LIMIT ?2
            """,
            [now.seconds, limit]
        ).map(StoreReader.delivery)
    }

    /// When the next attempt is due; nil where nothing waits.
    package func nextDue() throws -> Timestamp? {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT min(next) FROM outbox WHERE state = 'pending'")
        ).map { Timestamp(seconds: $0) }
    }

    /// Messages, newest first.
    package func deliveries(
        states: [Delivery.State] = [], receiver: String? = nil, limit: Int = 1000
    ) throws -> [Delivery] {
        var query = StoreQuery("SELECT * FROM outbox")
        query.require("state", in: states.map(\.rawValue))
        if let receiver { query.require("receiver = ?", receiver) }
        query.finish("ORDER BY id DESC LIMIT \(max(0, limit))")
        return try rows(query.sql, query.arguments).map(StoreReader.delivery)
    }

    package func delivery(_ key: String) throws -> Delivery? {
        try row("SELECT * FROM outbox WHERE key = ?", [key]).map(StoreReader.delivery)
    }

    private static func delivery(_ row: Row) throws -> Delivery {
        Delivery(
            notification: try StoreJSON.value(Notification.self, row["json"]),
            state: Delivery.State(rawValue: row["state"]) ?? .pending, attempts: row["attempts"],
            nextAttempt: (row["next"] as Int?).map { Timestamp(seconds: $0) },
            lastAttempt: (row["last"] as Int?).map { Timestamp(seconds: $0) },
            lastError: row["error"])
    }

    package func attempts(ofDelivery key: String) throws -> [DeliveryAttempt] {
        try rows("SELECT * FROM attempts WHERE delivery = ? ORDER BY number, id", [key]).map {
            DeliveryAttempt(
                number: $0["number"], at: Timestamp(seconds: $0["at"]),
                outcome: Delivery.State(rawValue: $0["outcome"]) ?? .pending, error: $0["error"])
        }
    }

    /// How many messages are in each state.
    package func outboxStates() throws -> [Tally] {
        try rows(
            "SELECT state AS name, count(*) AS count FROM outbox GROUP BY state ORDER BY state"
        )
        .map { Tally(name: $0["name"], count: $0["count"]) }
    }

    /// What the policy decided about an alert, in that order.
    package func dispatches(ofAlert identifier: String) throws -> [DispatchRow] {
        try rows("SELECT * FROM dispatches WHERE alert = ? ORDER BY id", [identifier]).map {
            DispatchRow(
                alert: $0["alert"], receiver: $0["receiver"], at: Timestamp(seconds: $0["at"]),
                decision: DispatchRow.Decision(rawValue: $0["decision"]) ?? .drop,
                code: $0["code"], reason: $0["reason"],
                until: ($0["until"] as Int?).map { Timestamp(seconds: $0) },
                delivery: $0["delivery"])
        }
    }

    /// How many alerts were not sent, by the reason's word, most first.
    package func drops() throws -> [Tally] {
        try rows(
            "SELECT code AS name, count(*) AS count FROM dispatches WHERE decision = 'drop' "
                + "GROUP BY code ORDER BY count DESC, code"
        ).map { Tally(name: $0["name"], count: $0["count"]) }
    }
}

extension StoreWriter {
    /// Puts a message into the outbox; one of that key is there once, whatever became of it.
    ///
    /// - Returns: true where it is new.
    @discardableResult
    package func put(_ delivery: Delivery) throws -> Bool {
        let notification = delivery.notification
        try run(
            """
            INSERT OR IGNORE INTO outbox (key, receiver, kind, created, state, attempts, next, last,
              error, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                delivery.key, delivery.receiver, notification.kind.name, notification.time.seconds,
                delivery.state.rawValue, delivery.attempts, delivery.nextAttempt?.seconds,
                delivery.lastAttempt?.seconds, delivery.lastError,
                try StoreJSON.text(notification),
            ])
        return db.changesCount > 0
    }

    package func put(_ dispatch: DispatchRow) throws {
        try run(
            """
            INSERT INTO dispatches (alert, receiver, at, decision, code, reason, until, delivery)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                dispatch.alert, dispatch.receiver, dispatch.at.seconds, dispatch.decision.rawValue,
                dispatch.code, dispatch.reason, dispatch.until?.seconds, dispatch.delivery,
            ])
    }

    /// Writes down how a delivery stands after an attempt.
    package func record(_ delivery: Delivery) throws {
        try run(
            "UPDATE outbox SET attempts = ?, state = ?, next = ?, last = ?, error = ? WHERE key = ?",
            [
                delivery.attempts, delivery.state.rawValue, delivery.nextAttempt?.seconds,
                delivery.lastAttempt?.seconds, delivery.lastError, delivery.key,
            ])
        guard db.changesCount > 0 else {
            throw StoreError(
                .unknown, place: "", message: "no delivery has the key \(delivery.key)")
        }
        try run(
            "INSERT INTO attempts (delivery, number, at, outcome, error) VALUES (?, ?, ?, ?, ?)",
            [
                delivery.key, delivery.attempts, delivery.lastAttempt?.seconds ?? 0,
                delivery.state.rawValue, delivery.lastError,
            ])
    }

    /// Sends what was given up again, under the same key.
    ///
    /// - Returns: how many messages.
    @discardableResult
    package func revive(_ keys: [String]? = nil, at now: Timestamp) throws -> Int {
        let sql =
            "UPDATE outbox SET state = 'pending', attempts = 0, next = ? "
            + "WHERE state = 'dead'"
        guard let keys else {
            try run(sql, [now.seconds])
            return db.changesCount
        }
        var count = 0
        for key in keys {
            try run(sql + " AND key = ?", [now.seconds, key])
            count += db.changesCount
        }
        return count
    }
}
