import GRDB
package import TocsinModel

/// One message to one receiver, from the transaction that decided it to its arrival.
package struct OutboxEntry: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case pending, delivered
        /// Given up: it can be looked at and sent again.
        case dead
    }

    /// The same for the same message: what receivers may deduplicate on.
    package var key: String
    package var receiver: String
    /// `alerts`, `escalation`, `digest`
    package var kind: String
    /// When the policy decided it.
    package var created: Timestamp
    package var state: State
    /// Attempts made so far.
    package var attempts: Int
    /// Not before.
    package var next: Timestamp
    package var error: String?
    /// When it arrived or was given up.
    package var finished: Timestamp?
    /// The message itself, as JSON.
    package var json: String

    package init(
        key: String, receiver: String, kind: String, created: Timestamp, state: State = .pending,
        attempts: Int = 0, next: Timestamp, error: String? = nil, finished: Timestamp? = nil,
        json: String
    ) {
        self.key = key
        self.receiver = receiver
        self.kind = kind
        self.created = created
        self.state = state
        self.attempts = attempts
        self.next = next
        self.error = error
        self.finished = finished
        self.json = json
    }

    init(_ row: Row) {
        self.init(
            key: row["key"], receiver: row["receiver"], kind: row["kind"],
            created: Timestamp(seconds: row["created"]),
            state: State(rawValue: row["state"]) ?? .pending, attempts: row["attempts"],
            next: Timestamp(seconds: row["next"]), error: row["error"],
            finished: (row["finished"] as Int?).map { Timestamp(seconds: $0) }, json: row["json"])
    }
}

/// One try to deliver.
package struct DeliveryAttempt: Hashable, Sendable {
    package enum Outcome: String, Sendable { case delivered, retry, dead }

    package var number: Int
    package var at: Timestamp
    package var outcome: Outcome
    /// The answer or the trouble, in one line.
    package var detail: String?
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
    /// What is due, oldest first.
    package func due(at now: Timestamp, limit: Int = 100) throws -> [OutboxEntry] {
        try rows(
            "SELECT * FROM outbox WHERE state = 'pending' AND next <= ? ORDER BY next, id LIMIT ?",
            [now.seconds, limit]
        ).map(OutboxEntry.init)
    }

    /// When the next attempt is due; nil where nothing waits.
    package func nextDue() throws -> Timestamp? {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT min(next) FROM outbox WHERE state = 'pending'")
        ).map { Timestamp(seconds: $0) }
    }

    package func outbox(
        states: [OutboxEntry.State] = [], receiver: String? = nil, limit: Int = 1000
    ) throws -> [OutboxEntry] {
        var query = StoreQuery("SELECT * FROM outbox")
        query.require("state", in: states.map(\.rawValue))
        if let receiver { query.require("receiver = ?", receiver) }
        query.finish("ORDER BY id DESC LIMIT \(max(0, limit))")
        return try rows(query.sql, query.arguments).map(OutboxEntry.init)
    }

    package func delivery(_ key: String) throws -> OutboxEntry? {
        try row("SELECT * FROM outbox WHERE key = ?", [key]).map(OutboxEntry.init)
    }

    package func attempts(ofDelivery key: String) throws -> [DeliveryAttempt] {
        try rows("SELECT * FROM attempts WHERE delivery = ? ORDER BY number, id", [key]).map {
            DeliveryAttempt(
                number: $0["number"], at: Timestamp(seconds: $0["at"]),
                outcome: DeliveryAttempt.Outcome(rawValue: $0["outcome"]) ?? .retry,
                detail: $0["detail"])
        }
    }

    /// How many messages are in each state.
    package func outboxStates() throws -> [Tally] {
        try rows("SELECT state AS name, count(*) AS count FROM outbox GROUP BY state ORDER BY state")
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
    package func put(_ entry: OutboxEntry) throws -> Bool {
        try run(
            """
            INSERT OR IGNORE INTO outbox (key, receiver, kind, created, state, attempts, next, error,
              finished, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                entry.key, entry.receiver, entry.kind, entry.created.seconds, entry.state.rawValue,
                entry.attempts, entry.next.seconds, entry.error, entry.finished?.seconds, entry.json,
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

    /// Writes down an attempt and what follows from it.
    ///
    /// - Parameter next: when the next one is due, for `retry`.
    package func record(
        _ outcome: DeliveryAttempt.Outcome, of key: String, at now: Timestamp,
        detail: String? = nil, next: Timestamp? = nil
    ) throws {
        try run(
            """
            UPDATE outbox SET attempts = attempts + 1, state = ?, next = ?, error = ?, finished = ?
            WHERE key = ?
            """,
            [
                outcome == .retry ? "pending" : outcome.rawValue, (next ?? now).seconds,
                outcome == .delivered ? nil : detail, outcome == .retry ? nil : now.seconds, key,
            ])
        guard db.changesCount > 0 else {
            throw StoreError(.unknown, place: "", message: "no delivery has the key \(key)")
        }
        try run(
            """
            INSERT INTO attempts (delivery, number, at, outcome, detail)
            SELECT key, attempts, ?, ?, ? FROM outbox WHERE key = ?
            """, [now.seconds, outcome.rawValue, detail, key])
    }

    /// Sends what was given up again, under the same key.
    ///
    /// - Returns: how many messages.
    @discardableResult
    package func revive(_ keys: [String]? = nil, at now: Timestamp) throws -> Int {
        let sql = "UPDATE outbox SET state = 'pending', attempts = 0, next = ?, finished = NULL "
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
