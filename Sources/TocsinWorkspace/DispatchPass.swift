import TocsinAlerting
import TocsinDelivery
import TocsinModel
import TocsinStore

/// The policy of a run: alerts in, decisions and messages into the store, in the transaction of the
/// alerts themselves.
///
/// A dispatcher forgets when its process ends. It is made again by giving it what it was given: the
/// alerts with the time it took them, the silences and what people acknowledged, in that order.
struct DispatchPass {
    private var dispatcher: AlertDispatcher
    private let policy: AlertPolicy
    /// Each way of a receiver gets a message of its own.
    private let receivers: [Receiver]
    /// Reads what a stored silence matches; nil where its words are not known.
    private let silence: @Sendable (SilenceRow) -> Silence?
    private var clock: Timestamp?

    init(
        policy: AlertPolicy, receivers: [Receiver], offset: @escaping ZoneOffset,
        silence: @escaping @Sendable (SilenceRow) -> Silence? = { _ in nil }
    ) {
        self.policy = policy
        self.receivers = receivers
        self.silence = silence
        dispatcher = AlertDispatcher(policy: policy, offset: offset)
    }

    /// - Returns: nil for a workspace that tells nobody anything.
    init?(_ workspace: Workspace) {
        guard let policy = workspace.configuration.policy else { return nil }
        self.init(
            policy: policy, receivers: workspace.configuration.receivers,
            offset: TimeZones.offset, silence: SilenceText.silence)
    }

    mutating func resume(_ store: Store) throws(StoreError) {
        enum Entry {
            case alert(Alert)
            case silence(Silence)
            case expiry(String)
            case acknowledgement(Acknowledgement)
        }
        let (last, rows, silences, acknowledgements) = try store.read { (reader) throws in
            let last = try reader.dispatchClock()
            let since = (last ?? Timestamp(seconds: 0)).adding(
                seconds: -AlertDispatcher.memory)
            return (
                last, try reader.dispatched(since: since), try reader.silences(),
                try reader.acknowledgements(since: since)
            )
        }
        var entries: [(at: Timestamp, rank: Int, entry: Entry)] = rows.compactMap { row in
            row.dispatched.map { ($0, 1, .alert(row.alert)) }
        }
        for row in silences {
            if let silence = silence(row) { entries.append((row.created, 0, .silence(silence))) }
            if let expired = row.expired { entries.append((expired, 0, .expiry(row.key))) }
        }
        for one in acknowledgements { entries.append((one.at, 2, .acknowledgement(one))) }
        // Stable: those of one moment stay in the order they were kept in.
        let sorted = entries.enumerated().sorted {
            ($0.element.at, $0.element.rank, $0.offset)
                < ($1.element.at, $1.element.rank, $1.offset)
        }
        if let first = rows.first?.dispatched { dispatcher.start(at: first) }
        for (_, (at, _, entry)) in sorted {
            switch entry {
            case .alert(let alert):
                _ = dispatcher.receive(alert, at: at)
                clock = max(clock ?? at, at)
            case .silence(let silence): _ = dispatcher.add(silence)
            case .expiry(let key): _ = dispatcher.expire(silence: key, at: at)
            case .acknowledgement(let one):
                switch one.action {
                case .acknowledge: _ = dispatcher.acknowledge(one.alert, at: at)
                case .resolve: dispatcher.resolve(one.alert, at: at)
                }
            }
        }
        if let last {
            _ = dispatcher.advance(to: last)
            clock = max(clock ?? last, last)
        }
    }

    /// When the policy takes an alert that rang at a time: never before what it took already.
    func time(for rang: Timestamp) -> Timestamp { max(clock ?? rang, rang) }

    mutating func receive(_ alert: Alert, at time: Timestamp, _ writer: StoreWriter) throws {
        if clock == nil { dispatcher.start(at: time) }
        clock = time
        try put(dispatcher.receive(alert, at: time), writer)
        try writer.setDispatchClock(time)
    }

    mutating func advance(to time: Timestamp, _ writer: StoreWriter) throws {
        let time = max(clock ?? time, time)
        clock = time
        try put(dispatcher.advance(to: time), writer)
        try writer.setDispatchClock(time)
    }

    /// Where the policy's time stands when a run is over.
    ///
    /// A run on today's news ends now. An archive's time ends with its newest article, and what waits
    /// for others of its group waits no longer: none will come.
    func end(newest: Timestamp, now: Timestamp?, wall: Timestamp) -> Timestamp {
        if let now { return now }
        if newest <= wall, wall.seconds - newest.seconds < 2 * 86400 { return wall }
        func longest(_ routes: [Route]) -> Int {
            routes.reduce(0) { most, route in
                max(
                    most, route.groupWait?.seconds ?? 0, route.groupInterval?.seconds ?? 0,
                    longest(route.routes))
            }
        }
        return newest.adding(seconds: longest(policy.routes))
    }

    private func put(_ decisions: [DispatchDecision], _ writer: StoreWriter) throws {
        let at = clock ?? Timestamp(seconds: 0)
        for decision in decisions {
            switch decision {
            case .send(let notification):
                for message in receivers.messages(for: notification) {
                    try writer.put(Delivery(message))
                    for alert in message.alerts {
                        try writer.put(
                            DispatchRow(
                                alert: alert.identifier, receiver: message.receiver,
                                at: message.time, decision: .send, code: message.kind.name,
                                reason: "", delivery: message.key))
                    }
                }
            case .delay(let alert, let receiver, let until, let reason):
                try writer.put(
                    DispatchRow(
                        alert: alert, receiver: receiver, at: at, decision: .delay,
                        code: reason.code, reason: reason.description, until: until))
            case .drop(let alert, let receiver, let reason):
                try writer.put(
                    DispatchRow(
                        alert: alert, receiver: receiver, at: at, decision: .drop,
                        code: reason.code, reason: reason.description))
            }
        }
    }
}

extension DelayReason {
    /// A stable word for counting.
    var code: String {
        switch self {
        case .grouping: "grouping"
        case .quietHours: "quiet-hours"
        case .digest: "digest"
        }
    }
}
