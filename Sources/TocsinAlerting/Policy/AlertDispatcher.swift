package import TocsinModel

/// Takes alerts through a policy: routes, groups, inhibitions, silences, quiet hours, digests and
/// escalation. Time is what it is told; every alert that is not sent has its reason.
package struct AlertDispatcher: Sendable {
    package let policy: AlertPolicy
    let offset: ZoneOffset
    private(set) package var silences: [Silence] = []
    private var groups: [String: PendingGroup] = [:]
    var digests: [String: PendingDigest] = [:]
    private var escalations: [PendingEscalation] = []
    /// Alerts that may inhibit others, newest last.
    private var active: [(alert: Alert, since: Int)] = []
    /// Receiver to the alerts it has been sent.
    private var sent: [String: [String: Int]] = [:]
    private var taken: [String: Int] = [:]
    private var acknowledged: [String: Int] = [:]
    var now = Int.min
    /// Reason codes of alerts that were not sent.
    private(set) package var dropped: [String: Int] = [:]

    /// How long what was sent is remembered, so that a cancellation finds it.
    package static let memory = 30 * 86400

    package init(policy: AlertPolicy, offset: @escaping ZoneOffset = utcOnly) {
        self.policy = policy
        self.offset = offset
    }

    private struct PendingGroup {
        var target: Target
        var alerts: [Alert] = []
        var due: Int
        var lastSent: Int?
    }

    struct PendingDigest {
        var target: Target
        var digest: Digest
        var alerts: [Alert] = []
        var due: Timestamp
        /// Subject to what the last digest said of it.
        var said: [String: String] = [:]
    }

    private struct PendingEscalation {
        var alert: Alert
        var due: Int
        var to: [String]
    }

    /// A receiver with all that the routes on the way to it say.
    struct Target {
        var receiver: String
        /// Position in the tree: two routes to one receiver are two groups.
        var path: String
        var groupBy: [String]?
        var groupWait: Int
        var groupInterval: Int
        var quietHours: QuietHours?
        var digest: Digest?
        var escalation: Escalation?

        init(_ arrival: RouteWalk.Arrival) {
            let route = arrival.inherited
            receiver = arrival.receiver
            path = arrival.path
            groupBy = route.groupBy
            groupWait = route.groupWait?.seconds ?? 0
            groupInterval = route.groupInterval?.seconds ?? 0
            quietHours = route.quietHours
            digest = route.digest
            escalation = route.escalation
        }

        init(receiver: String, path: String, digest: Digest) {
            self.receiver = receiver
            self.path = path
            self.digest = digest
            groupWait = 0
            groupInterval = 0
        }
    }

    // MARK: In

    /// Takes an alert at a time. The same alert a second time is dropped.
    package mutating func receive(_ alert: Alert, at time: Timestamp) -> [DispatchDecision] {
        var decisions = advance(to: time)
        guard taken[alert.identifier] == nil else {
            drop(alert, nil, .duplicate, &decisions)
            return decisions
        }
        taken[alert.identifier] = now
        if alert.msgType == .cancel {
            // What is cancelled inhibits and escalates no more.
            let gone = Set(alert.references ?? [])
            active.removeAll { gone.contains($0.alert.identifier) }
            escalations.removeAll { gone.contains($0.alert.identifier) }
        } else {
            active.append((alert, now))
        }
        let targets = route(alert)
        if targets.isEmpty { drop(alert, nil, .noRoute, &decisions) }
        for target in targets { take(alert, target, &decisions) }
        flush(&decisions)
        return decisions
    }

    /// Lets time pass: sends what is due.
    package mutating func advance(to time: Timestamp) -> [DispatchDecision] {
        let time = max(now, time.seconds)
        var decisions: [DispatchDecision] = []
        if now == .min { now = time }
        // In the order things fall due, so that one long step is like many short ones.
        while let due = nextDue, due <= time {
            now = max(now, due)
            flush(&decisions)
        }
        now = time
        forget()
        return decisions
    }

    /// When something falls due next; nil where nothing waits.
    package var nextDeadline: Timestamp? { nextDue.map { Timestamp(seconds: $0) } }

    /// Nothing is left to be escalated of an alert.
    package func isQuiet(about alert: Alert) -> Bool {
        !escalations.contains { $0.alert.identifier == alert.identifier }
    }

    private var nextDue: Int? {
        (groups.values.filter { !$0.alerts.isEmpty }.map(\.due)
            + digests.values.map(\.due.seconds) + escalations.map(\.due)).min()
    }

    /// Somebody has seen it: it and what updates it are not escalated.
    ///
    /// - Returns: false where no such alert is waiting to be escalated.
    package mutating func acknowledge(_ alert: String, at time: Timestamp) -> Bool {
        acknowledged[alert] = time.seconds
        let before = escalations.count
        escalations.removeAll {
            $0.alert.identifier == alert || $0.alert.references?.contains(alert) == true
        }
        return escalations.count < before
    }

    /// It is over: it inhibits nothing more and is not escalated.
    package mutating func resolve(_ alert: String, at time: Timestamp) {
        _ = acknowledge(alert, at: time)
        active.removeAll { $0.alert.identifier == alert }
    }

    // MARK: Silences

    /// - Returns: what is wrong with it, or nil when it holds from now on.
    package mutating func add(_ silence: Silence) -> String? {
        if let problem = silence.problem { return problem }
        silences.removeAll { $0.id == silence.id }
        silences.append(silence)
        return nil
    }

    /// Ends a silence early.
    ///
    /// - Returns: false where there is none of that id that still holds.
    package mutating func expire(silence id: String, at time: Timestamp) -> Bool {
        guard let at = silences.firstIndex(where: { $0.id == id && $0.ends > time }) else {
            return false
        }
        silences[at].ends = max(time, silences[at].starts)
        return true
    }

    // MARK: Routing

    private func route(_ alert: Alert) -> [Target] {
        // One receiver is told once, by the first route that reaches it in the same manner.
        var seen = Set<String>()
        return RouteWalk(alert, policy.routes).arrivals.map(Target.init).filter {
            seen.insert($0.receiver + ($0.digest == nil ? "" : "|digest")).inserted
        }
    }

    private mutating func take(
        _ alert: Alert, _ target: Target, _ decisions: inout [DispatchDecision]
    ) {
        if let digest = target.digest {
            if let least = digest.severity, alert.severity < least, alert.msgType != .cancel {
                drop(alert, target.receiver, .belowDigest(least), &decisions)
                return
            }
            let key = "\(target.receiver)|\(target.path)"
            if digests[key] == nil { digests[key] = pendingDigest(target, digest) }
            digests[key]!.alerts.append(alert)
            decisions.append(
                .delay(
                    alert: alert.identifier, receiver: target.receiver, until: digests[key]!.due,
                    .digest))
            return
        }
        let values = target.groupBy.map { fields in
            fields.map { AlertMatcher.values($0, alert).joined(separator: ",") }
        }
        // Without `group_by` each alert is its own group, together with its updates.
        let root = alert.references?.first ?? alert.identifier
        let key = ([target.receiver, target.path] + (values ?? ["", root])).joined(separator: "|")
        var group = groups[key] ?? PendingGroup(target: target, due: now)
        if group.alerts.isEmpty {
            let wait =
                group.lastSent.map { max(0, $0 + target.groupInterval - now) } ?? target.groupWait
            group.due = now + wait
        }
        // What it refers to and has not gone out yet goes with it or not at all.
        let references = Set(alert.references ?? [])
        let waiting = group.alerts.filter { references.contains($0.identifier) }
        if !waiting.isEmpty {
            group.alerts.removeAll { references.contains($0.identifier) }
            for old in waiting {
                drop(
                    old, target.receiver,
                    alert.msgType == .cancel ? .cancelledUnsent : .replaced(by: alert.identifier),
                    &decisions)
            }
        }
        let known = sent[target.receiver] ?? [:]
        if alert.msgType == .cancel, !references.contains(where: { known[$0] != nil }) {
            drop(
                alert, target.receiver, waiting.isEmpty ? .neverSent : .cancelledUnsent, &decisions)
        } else {
            group.alerts.append(alert)
            if group.due > now {
                decisions.append(
                    .delay(
                        alert: alert.identifier, receiver: target.receiver,
                        until: Timestamp(seconds: group.due), .grouping))
            }
        }
        groups[key] = group
    }

    // MARK: Out

    private mutating func flush(_ decisions: inout [DispatchDecision]) {
        for key in groups.keys.sorted() {
            guard var group = groups[key], !group.alerts.isEmpty, group.due <= now else { continue }
            groups[key] = nil
            var going: [Alert] = []
            var waiting: [Alert] = []
            let time = Timestamp(seconds: now)
            let quiet = group.target.quietHours
            let end = quiet?.end(at: time, offset)
            for alert in group.alerts {
                if let silence = silences.first(where: { $0.mutes(alert, at: time) }) {
                    drop(
                        alert, group.target.receiver,
                        .silenced(by: silence.id, author: silence.author, until: silence.ends),
                        &decisions)
                } else if let source = inhibitor(of: alert) {
                    drop(alert, group.target.receiver, .inhibited(by: source), &decisions)
                } else if let end, quiet?.except.map({ alert.severity < $0 }) ?? true {
                    waiting.append(alert)
                    decisions.append(
                        .delay(
                            alert: alert.identifier, receiver: group.target.receiver, until: end,
                            .quietHours))
                } else {
                    going.append(alert)
                }
            }
            if !going.isEmpty {
                group.lastSent = now
                send(.alerts, going, group.target.receiver, &decisions)
                watch(going, group.target)
            }
            group.alerts = waiting
            if let end, !waiting.isEmpty { group.due = end.seconds }
            groups[key] = group
        }
        for key in digests.keys.sorted() {
            guard let digest = digests[key], digest.due.seconds <= now else { continue }
            flush(digest: key, digest, &decisions)
        }
        let due = escalations.filter { $0.due <= now }
        escalations.removeAll { $0.due <= now }
        for one in due {
            for receiver in one.to { send(.escalation, [one.alert], receiver, &decisions) }
        }
    }

    mutating func send(
        _ kind: Notification.Kind, _ alerts: [Alert], _ receiver: String,
        _ decisions: inout [DispatchDecision]
    ) {
        for alert in alerts { sent[receiver, default: [:]][alert.identifier] = now }
        decisions.append(
            .send(Notification(receiver, kind, alerts, at: Timestamp(seconds: now))))
    }

    private mutating func watch(_ alerts: [Alert], _ target: Target) {
        guard let escalation = target.escalation else { return }
        for alert in alerts {
            let seen = [alert.identifier] + (alert.references ?? [])
            guard alert.msgType != .cancel, alert.severity >= escalation.severity ?? .unknown,
                !seen.contains(where: { acknowledged[$0] != nil })
            else { continue }
            // An update takes the place of what it updates, with the time that is left.
            let older = escalations.firstIndex {
                seen.contains($0.alert.identifier) && $0.to == escalation.to
            }
            if let older {
                escalations[older].alert = alert
            } else {
                escalations.append(
                    PendingEscalation(
                        alert: alert, due: now + escalation.after.seconds, to: escalation.to))
            }
        }
    }

    func inhibitor(of alert: Alert) -> String? {
        guard alert.msgType != .cancel else { return nil }
        for rule in policy.inhibitions where rule.target.hold(alert) {
            for (source, since) in active.reversed() {
                // An alert that is both source and target does not inhibit itself or its kin.
                guard source.identifier != alert.identifier, now - since < rule.lasts.seconds,
                    source.references?.contains(alert.identifier) != true,
                    alert.references?.contains(source.identifier) != true,
                    rule.source.hold(source), !rule.source.hold(alert),
                    rule.equal.allSatisfy({ field in
                        let values = AlertMatcher.values(field, source)
                        return !values.isEmpty
                            && !Set(values).isDisjoint(with: AlertMatcher.values(field, alert))
                    })
                else { continue }
                return source.identifier
            }
        }
        return nil
    }

    mutating func drop(
        _ alert: Alert, _ receiver: String?, _ reason: DropReason,
        _ decisions: inout [DispatchDecision]
    ) {
        dropped[reason.code, default: 0] += 1
        decisions.append(.drop(alert: alert.identifier, receiver: receiver, reason))
    }

    private mutating func forget() {
        let lasting = policy.inhibitions.map(\.lasts.seconds).max() ?? 0
        if let oldest = active.first, oldest.since < now - lasting {
            active.removeAll { $0.since < now - lasting }
        }
        let limit = now - AlertDispatcher.memory
        guard taken.values.contains(where: { $0 < limit }) else { return }
        taken = taken.filter { $0.value >= limit }
        acknowledged = acknowledged.filter { $0.value >= limit }
        sent = sent.mapValues { $0.filter { $0.value >= limit } }
        groups = groups.filter { !$0.value.alerts.isEmpty || $0.value.lastSent ?? limit >= limit }
    }
}
