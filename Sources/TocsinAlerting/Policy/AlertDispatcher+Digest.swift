package import TocsinModel

/// Digests: a line per incident, and what changed since the last one.
extension AlertDispatcher {
    /// Starts the clocks of the digests, so that an empty one is sent where it is asked for.
    package mutating func start(at time: Timestamp) {
        now = max(now, time.seconds)
        func walk(_ routes: [Route], _ path: String, _ parent: Digest?) {
            for (index, route) in routes.enumerated() {
                let digest = route.digest ?? parent
                if let digest {
                    for receiver in route.to {
                        let target = Target(
                            receiver: receiver, path: "\(path)/\(index)", digest: digest)
                        let key = "\(receiver)|\(target.path)"
                        if digests[key] == nil { digests[key] = pendingDigest(target, digest) }
                    }
                }
                walk(route.routes, "\(path)/\(index)", digest)
            }
        }
        walk(policy.routes, "", nil)
    }

    func pendingDigest(_ target: Target, _ digest: Digest) -> PendingDigest {
        PendingDigest(
            target: target, digest: digest,
            due: WallClock(zone: digest.timezone, offset: offset).next(
                digest.at, from: Timestamp(seconds: now)))
    }

    mutating func flush(
        digest key: String, _ pending: PendingDigest, _ decisions: inout [DispatchDecision]
    ) {
        var pending = pending
        let time = Timestamp(seconds: now)
        var lines: [DigestLine] = []
        var alerts: [Alert] = []
        for alert in pending.alerts {
            if let silence = silences.first(where: { $0.mutes(alert, at: time) }) {
                drop(
                    alert, pending.target.receiver,
                    .silenced(by: silence.id, author: silence.author, until: silence.ends),
                    &decisions)
                continue
            }
            if let source = inhibitor(of: alert) {
                drop(alert, pending.target.receiver, .inhibited(by: source), &decisions)
                continue
            }
            alerts.append(alert)
            let subject = alert.incident ?? alert.references?.first ?? alert.identifier
            let before = pending.said[subject]
            if let at = lines.firstIndex(where: { $0.subject == subject }) {
                lines[at].headline = alert.headline
                lines[at].severity = max(lines[at].severity, alert.severity)
                lines[at].alerts += 1
                if alert.msgType == .cancel { lines[at].change = .cancelled }
            } else {
                lines.append(
                    DigestLine(
                        subject: subject, severity: alert.severity, headline: alert.headline,
                        change: alert.msgType == .cancel
                            ? .cancelled : before == nil ? .new : .updated,
                        before: before, alerts: 1))
            }
        }
        // What came and was cancelled between two digests is not news.
        lines.removeAll { $0.change == .cancelled && $0.before == nil }
        for line in lines {
            pending.said[line.subject] = line.change == .cancelled ? nil : line.headline
        }
        lines.sort { ($0.severity, $1.subject) > ($1.severity, $0.subject) }
        if !lines.isEmpty || pending.digest.sendEmpty {
            send(.digest(lines), alerts, pending.target.receiver, &decisions)
        }
        pending.alerts = []
        pending.due = WallClock(zone: pending.digest.timezone, offset: offset).next(
            pending.digest.at, from: time.adding(seconds: 60))
        digests[key] = pending
    }
}
