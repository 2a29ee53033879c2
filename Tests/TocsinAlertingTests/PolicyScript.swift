import Testing
import TocsinAlerting
import TocsinModel

/// A policy and what happens to it, a line each, with what must come out:
/// `06:00 alert A severe rule=p.r incident=i`, `06:05 update B severe of A`, `06:10 cancel C of A`,
/// `06:10 ack A`, `06:10 resolve A`, `06:10 silence s rule=p.r until 08:00`, `06:30 expire s`,
/// `07:00 pass`. Times may begin with `day 2`.
struct PolicyCase: Sendable, CustomTestStringConvertible {
    var name: String
    var policy: AlertPolicy
    var script: [String]
    var expected: [String]
    var startsDigests = false
    var testDescription: String { name }

    init(
        _ name: String, _ policy: AlertPolicy, _ script: [String], _ expected: [String],
        startsDigests: Bool = false
    ) {
        self.name = name
        self.policy = policy
        self.script = script
        self.expected = expected
        self.startsDigests = startsDigests
    }

    /// Warsaw: an hour east of UTC, two from 30 March 2025, 01:00 UTC.
    static let zones: ZoneOffset = { zone, time in
        switch zone {
        case "UTC": 0
        case "Europe/Warsaw": time < Timestamp("2025-03-30T01:00:00Z")! ? 3600 : 7200
        default: nil
        }
    }

    func run() -> [String] {
        var dispatcher = AlertDispatcher(policy: policy, offset: PolicyCase.zones)
        var lines: [String] = []
        if startsDigests { dispatcher.start(at: Timeline.time("00:00")!) }
        var references: [String: [String]] = [:]
        func note(_ decisions: [DispatchDecision], _ time: Timestamp) {
            for decision in decisions {
                switch decision {
                case .send(let n):
                    let what = n.alerts.map(\.identifier).joined(separator: " ")
                    let clock = Timeline.text(n.time)
                    switch n.kind {
                    case .alerts: lines.append("\(clock) \(n.receiver): \(what)")
                    case .escalation: lines.append("\(clock) \(n.receiver): escalated \(what)")
                    case .digest(let digest):
                        let text = digest.map {
                            "\($0.change) \($0.headline)" + ($0.before.map { " (was \($0))" } ?? "")
                        }
                        lines.append(
                            "\(clock) \(n.receiver): digest [\(text.joined(separator: "; "))]")
                    }
                case .delay(let alert, let receiver, let until, let reason):
                    lines.append(
                        "\(Timeline.text(time)) \(alert) waits at \(receiver) until \(Timeline.text(until)): \(reason)"
                    )
                case .drop(let alert, let receiver, let reason):
                    lines.append(
                        "\(Timeline.text(time)) \(alert) not to \(receiver ?? "anyone"): \(reason.code)"
                    )
                }
            }
        }
        for line in script {
            var words = line.split(separator: " ").map(String.init)
            var clock = words.removeFirst()
            if clock == "day" { clock = "day \(words.removeFirst()) \(words.removeFirst())" }
            let time = Timeline.time(clock)!
            switch words.removeFirst() {
            case "pass": note(dispatcher.advance(to: time), time)
            case "ack": _ = dispatcher.acknowledge(words[0], at: time)
            case "resolve": dispatcher.resolve(words[0], at: time)
            case "expire":
                note(dispatcher.advance(to: time), time)
                if !dispatcher.expire(silence: words[0], at: time) {
                    lines.append("no such silence")
                }
            case "silence":
                note(dispatcher.advance(to: time), time)
                let parts = words[1].split(separator: "=").map(String.init)
                let problem = dispatcher.add(
                    Silence(
                        id: words[0], match: [.init(parts[0], .equals(.string(parts[1])))],
                        starts: time, ends: Timeline.time(words[3...].joined(separator: " "))!,
                        author: "ana", comment: "planned"))
                if let problem { lines.append(problem) }
            case let kind:
                let id = words[0]
                var alert = Alert(
                    identifier: id, sent: time, severity: Severity(rawValue: words[1]) ?? .severe,
                    headline: id, rule: "p.r@1")
                if let of = words.firstIndex(of: "of") {
                    let root = words[of + 1]
                    alert.references = (references[root] ?? []) + [root]
                    references[id] = alert.references
                    alert.msgType = kind == "cancel" ? .cancel : .update
                }
                for word in words where word.contains("=") {
                    let parts = word.split(separator: "=").map(String.init)
                    switch parts[0] {
                    case "incident": alert.incident = parts[1]
                    case "rule": alert.rule = parts[1]
                    case "area": alert.area = [parts[1]]
                    default: lines.append("unknown \(word)")
                    }
                }
                note(dispatcher.receive(alert, at: time), time)
            }
        }
        return lines
    }
}

extension AlertMatcher {
    static func severity(_ name: String) -> AlertMatcher {
        .init("severity", .equals(.string(name)))
    }
    static func atLeast(_ name: String) -> AlertMatcher {
        .init("severity", .atLeast(.string(name)))
    }
    static func rule(_ name: String) -> AlertMatcher { .init("rule", .equals(.string(name))) }
}

extension Route {
    static func to(
        _ receivers: String..., match: [AlertMatcher] = [], continues: Bool = false
    ) -> Route { Route(match: match, to: receivers, continues: continues) }
}
