import TocsinModel

/// What a template sees of a message. Every text is plain: no control characters, no line breaks,
/// no marks that turn the direction of writing; the template's medium escapes the rest.
struct MessageView {
    /// What a medium has room for.
    struct Room {
        var alerts = 50
        var evidence = 5
        /// Characters of one sentence.
        var sentence = 1000
        var lines = 200
    }

    let notification: Notification
    let workspace: String
    var room = Room()

    var values: [String: Any] {
        let alerts = notification.alerts
        let lines = notification.lines
        let isDigest = notification.kind.name == "digest"
        let count = isDigest ? lines.count : alerts.count
        let severity = notification.severity ?? .unknown
        let headline: String
        switch notification.kind {
        case .digest:
            headline =
                lines.isEmpty
                ? "nothing to report"
                : count == 1 ? lines[0].headline : "\(count) incidents: " + lines[0].headline
        default:
            headline =
                count == 1 ? alerts[0].headline : "\(count) alerts: " + (worst?.headline ?? "")
        }
        let shownAlerts = isDigest ? [] : Array(alerts.prefix(room.alerts))
        let shownLines = Array(lines.prefix(room.lines))
        var values: [String: Any] = [
            "workspace": plain(workspace), "receiver": plain(notification.receiver),
            "key": notification.key, "time": notification.time.description,
            "day": notification.time.day.description, "kind": notification.kind.name,
            "count": count, "severity": severity.rawValue,
            "SEVERITY": severity.rawValue.uppercased(), "colour": severity.colour,
            "colourNumber": Int(severity.colour, radix: 16) ?? 0,
            "headline": plain(headline), "alerts": shownAlerts.map(values),
            "lines": shownLines.map(values),
        ]
        // Sections: absent is false.
        if isDigest { values["digest"] = true }
        if isDigest, lines.isEmpty { values["empty"] = true }
        if notification.kind == .escalation { values["escalation"] = true }
        if !isDigest, alerts.allSatisfy({ $0.msgType == .cancel }) { values["cancelled"] = true }
        if !isDigest, alerts.allSatisfy({ $0.msgType == .update }) { values["updated"] = true }
        let more = isDigest ? lines.count - shownLines.count : alerts.count - shownAlerts.count
        if more > 0 { values["more"] = more }
        return values
    }

    private var worst: Alert? { notification.alerts.max { $0.severity < $1.severity } }

    private func values(_ alert: Alert) -> [String: Any] {
        let evidence = alert.evidence.prefix(room.evidence).map(values)
        var sources: [String] = []
        for one in alert.evidence {
            if let source = one.source, !sources.contains(source) { sources.append(source) }
        }
        var values: [String: Any] = [
            "identifier": alert.identifier, "headline": plain(alert.headline),
            "severity": alert.severity.rawValue, "SEVERITY": alert.severity.rawValue.uppercased(),
            "colour": alert.severity.colour, "type": alert.msgType.rawValue.lowercased(),
            "rule": String(alert.rule.prefix { $0 != "@" }), "evidence": evidence,
        ]
        func put(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { values[name] = plain(text) }
        }
        put("description", alert.description)
        put("area", alert.area.joined(separator: ", "))
        put("when", alert.time?.days)
        put("sent", alert.sent?.description)
        put("incident", alert.incident)
        put("sources", sources.joined(separator: ", "))
        put("reasons", alert.reasons.joined(separator: "; "))
        if alert.msgType == .update { values["update"] = true }
        if alert.msgType == .cancel { values["cancel"] = true }
        if alert.evidence.count > evidence.count {
            values["moreSentences"] = alert.evidence.count - evidence.count
        }
        return values
    }

    private func values(_ evidence: AlertEvidence) -> [String: Any] {
        var values: [String: Any] = [
            "article": plain(evidence.article),
            "sentence": plain(String(evidence.text.prefix(room.sentence))),
            "fragments": fragments(evidence).map { ["text": $0.text, "marked": $0.marked] },
        ]
        if let source = evidence.source, !source.isEmpty { values["source"] = plain(source) }
        let link = evidence.url ?? evidence.article
        if link.hasPrefix("https://") || link.hasPrefix("http://") {
            values["url"] = MessageView.link(link)
        }
        return values
    }

    /// The sentence cut at the marks; nested marks count as the outermost.
    func fragments(_ evidence: AlertEvidence) -> [(text: String, marked: Bool)] {
        let bytes = Array(evidence.text.utf8)
        var out: [(text: String, marked: Bool)] = []
        var at = 0
        var left = room.sentence
        func add(_ range: Range<Int>, _ marked: Bool) {
            guard left > 0, !range.isEmpty else { return }
            let text = plain(String(decoding: bytes[range], as: UTF8.self))
            out.append((text.count > left ? text.prefix(left) + "…" : text, marked))
            left -= text.count
        }
        let base = evidence.sentence.start
        for mark in evidence.marks.sorted(by: {
            ($0.span.start, $1.span.end) < ($1.span.start, $0.span.end)
        }) {
            let start = mark.span.start - base
            let end = mark.span.end - base
            guard mark.span.field == evidence.sentence.field, start >= at, end <= bytes.count,
                start < end
            else { continue }
            add(at..<start, false)
            add(start..<end, true)
            at = end
        }
        add(at..<bytes.count, false)
        return out
    }

    /// A web address without the characters that end one in some medium.
    static func link(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 0...0x20, 0x22, 0x27, 0x28, 0x29, 0x3c, 0x3e, 0x5c, 0x5e, 0x60, 0x7b...0x7d,
                0x7f...:
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.count == 1 ? "0" : "") + digits
            default: out.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return out
    }

    private func values(_ line: DigestLine) -> [String: Any] {
        var values: [String: Any] = [
            "headline": plain(line.headline), "severity": line.severity.rawValue,
            "SEVERITY": line.severity.rawValue.uppercased(), "colour": line.severity.colour,
            "change": line.change.rawValue, "subject": plain(line.subject), "alerts": line.alerts,
        ]
        values[line.change.rawValue] = true
        if let before = line.before, before != line.headline { values["before"] = plain(before) }
        return values
    }
}

/// Text from outside, made safe for one line anywhere: no control characters (a terminal would obey
/// them), no marks that turn the direction of what follows.
func plain(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var blank = false
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d, 0x85, 0x2028, 0x2029: blank = true
        case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069, 0xfeff, 0xfff9...0xfffb:
            continue
        default:
            if blank, !out.isEmpty, out.last != " ", scalar != " " { out.append(" ") }
            blank = false
            out.append(scalar)
        }
    }
    return String(out)
}

extension Severity {
    /// For media that colour a message: RGB, hexadecimal.
    var colour: String {
        switch self {
        case .extreme: "8E1B1B"
        case .severe: "D33A2C"
        case .moderate: "E08A00"
        case .minor: "3B7DD8"
        case .unknown: "808080"
        }
    }
}

extension EventTime {
    /// `2025-03-11`, `2025-03-03 to 2025-03-09`; nil when unknown.
    var days: String? {
        guard let start else { return nil }
        guard let end, end != start else { return start.description }
        return "\(start) to \(end)"
    }
}
