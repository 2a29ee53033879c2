package import TocsinAlerting
package import TocsinModel
package import TocsinStore

/// "Where would this alert go?": its way through the routes, and what the dispatcher would do with
/// it at each receiver, with the silences and the alerts of now.
package struct PolicyQuestion: Sendable {
    /// What becomes of it at one receiver.
    package struct Fate: Sendable {
        package enum Kind: String, Sendable { case sent, waits, dropped }

        /// Nil: it reaches nobody.
        package var receiver: String?
        package var kind: Kind
        /// When it is sent, or until when it waits.
        package var at: Timestamp?
        package var reason: String
    }

    package var alert: Alert
    package var walk: RouteWalk
    package var fates: [Fate]
    /// Silences that match it now, by key.
    package var silences: [String]

    /// - Parameters:
    ///   - store: nil: without silences and alerts that inhibit.
    ///   - now: the alert rings at this moment.
    package init(
        _ alert: Alert, policy: AlertPolicy, store: StoreReader?, now: Timestamp
    ) throws {
        var alert = alert
        // An alert that has rung is asked about as if it rang again.
        alert.identifier = "question"
        if alert.msgType != .cancel { alert.references = nil }
        self.alert = alert
        walk = RouteWalk(alert, policy.routes)
        var dispatcher = AlertDispatcher(policy: policy, offset: TimeZones.offset)
        let kept = try store?.silences(at: now).compactMap(SilenceText.silence) ?? []
        for silence in kept { _ = dispatcher.add(silence) }
        silences = kept.filter { $0.covers(alert) }.map(\.id)
        // What may inhibit it is fresh; nothing older matters to the answer.
        if let longest = policy.inhibitions.map(\.lasts.seconds).max(), let store {
            let since = now.adding(seconds: -longest)
            for row in try store.dispatched(since: since) {
                guard let at = row.dispatched, at <= now else { continue }
                _ = dispatcher.receive(row.alert, at: at)
                if row.state == .resolved || row.state == .cancelled {
                    dispatcher.resolve(row.alert.identifier, at: at)
                }
            }
            _ = dispatcher.advance(to: now)
        }
        fates = Self.fates(of: alert, &dispatcher, now)
    }

    /// Lets the alert ring, then time pass, until every receiver's answer is known.
    private static func fates(
        of alert: Alert, _ dispatcher: inout AlertDispatcher, _ now: Timestamp
    ) -> [Fate] {
        var order: [String] = []
        var fates: [String: Fate] = [:]
        var waited: [String: [String]] = [:]
        func put(_ receiver: String?, _ kind: Fate.Kind, _ at: Timestamp?, _ reason: String) {
            let key = receiver ?? ""
            if fates[key] == nil { order.append(key) }
            if kind == .waits {
                waited[key, default: []].append(reason + (at.map { " until \($0)" } ?? ""))
            }
            let before = kind == .waits ? "" : (waited[key] ?? []).joined(separator: ", then ")
            let text =
                kind == .waits
                ? reason
                : [before, reason].filter { !$0.isEmpty }
                    .joined(separator: "; ")
            fates[key] = Fate(receiver: receiver, kind: kind, at: at, reason: text)
        }
        func take(_ decisions: [DispatchDecision]) {
            for decision in decisions {
                switch decision {
                case .send(let message)
                where message.alerts.contains { $0.identifier == alert.identifier }:
                    switch message.kind {
                    case .escalation:
                        put(
                            message.receiver + " (escalation)", .sent, message.time,
                            "if nobody acknowledges it before")
                    case .digest: put(message.receiver, .sent, message.time, "in the digest")
                    case .alerts:
                        put(
                            message.receiver, .sent, message.time,
                            message.time > now ? "sent then" : "sent at once")
                    }
                case .delay(let id, let receiver, let until, let reason)
                where id == alert.identifier:
                    put(receiver, .waits, until, reason.description)
                case .drop(let id, let receiver, let reason) where id == alert.identifier:
                    put(receiver, .dropped, nil, reason.description)
                default: break
                }
            }
        }
        take(dispatcher.receive(alert, at: now))
        // A week holds every group, quiet night and digest; an escalation may be later still.
        let end = now.adding(seconds: 8 * 86400)
        for _ in 0..<500 {
            guard let next = dispatcher.nextDeadline, next <= end else { break }
            take(dispatcher.advance(to: max(next, now)))
            if order.allSatisfy({ fates[$0]!.kind != .waits }), dispatcher.isQuiet(about: alert) {
                break
            }
        }
        return order.map { fates[$0]! }
    }
}
