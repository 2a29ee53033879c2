package import TocsinModel
package import TocsinStore

/// Alerts and messages as people read them in a terminal.
package struct AlertListing {
    let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    /// One line each: id, when, state, how bad, what.
    package func table(_ rows: [AlertRow]) -> String {
        guard !rows.isEmpty else { return "No alerts.\n" }
        let id = rows.map { $0.alert.identifier.utf8.count }.max() ?? 8
        let head = [id + 1, 17, 13, 9]
        let rest = max(20, style.width - head.reduce(0, +))
        func line(_ cells: [String]) -> String {
            var out = ""
            for (cell, width) in zip(cells, head + [rest]) { out += fitted(cell, width - 1) + " " }
            while out.last == " " { out.removeLast() }
            return out
        }
        var out = style.faint(line(["alert", "sent", "state", "severity", "what"])) + "\n"
        for row in rows {
            let kind =
                row.alert.msgType == .alert ? "" : "(\(row.alert.msgType.rawValue.lowercased())) "
            out +=
                line([
                    row.alert.identifier, minute(row.alert.sent), row.state.rawValue,
                    row.alert.severity.rawValue, kind + row.alert.headline,
                ]) + "\n"
        }
        return out
    }

    /// Everything about one alert: its line, its sentences, what the policy decided, what was sent.
    package func detail(
        _ row: AlertRow, line: [AlertRow], dispatches: [DispatchRow], deliveries: [Delivery],
        acknowledgements: [Acknowledgement]
    ) -> String {
        let alert = row.alert
        var out = style.bold("\(alert.severity.rawValue.uppercased())  \(alert.headline)") + "\n"
        func fact(_ name: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            let lines = wrapped(text, style.width - 14)
            for (index, part) in lines.enumerated() {
                out += "  " + fitted(index == 0 ? name : "", 11) + " " + part + "\n"
            }
        }
        fact(
            "alert",
            alert.identifier
                + (alert.msgType == .alert ? "" : " (\(alert.msgType.rawValue.lowercased()))"))
        fact("state", row.state.rawValue + (row.isCurrent ? "" : "; today's rules do not ring it"))
        fact("sent", alert.sent?.description)
        fact("when", alert.time?.displayText)
        fact("where", alert.area.joined(separator: ", "))
        fact("rule", alert.rule)
        fact("incident", alert.incident)
        fact("because", alert.reasons.joined(separator: "; "))
        if line.count > 1 {
            out += "\n" + style.bold("ITS LINE") + "\n"
            for one in line {
                out +=
                    "  \(minute(one.alert.sent))  \(fitted(one.alert.msgType.rawValue.lowercased(), 7))"
                    + " \(one.alert.headline)\n"
            }
        }
        out += "\n" + style.bold("SENTENCES") + "\n"
        let report = TextReport(style: style)
        for evidence in alert.evidence {
            for part in wrapped(report.marked(evidence), style.width - 2) { out += "  \(part)\n" }
            let place = [evidence.source, evidence.url ?? evidence.article].compactMap { $0 }
            out += "    " + style.faint(place.joined(separator: ", ")) + "\n"
        }
        out += "\n" + style.bold("WHO WAS TOLD") + "\n"
        if dispatches.isEmpty { out += "  Nobody: the workspace has no routes.\n" }
        for one in dispatches {
            let what: String
            switch one.decision {
            case .send:
                let delivery = deliveries.first { $0.key == one.delivery }
                what =
                    switch delivery?.state {
                    case .delivered?:
                        "told" + (delivery!.attempts > 1 ? ", " + state(delivery!) : "")
                    case .pending?, .dead?: "not told yet: " + state(delivery!)
                    case nil: "told"
                    }
            case .delay:
                what = "waits until \(one.until.map(minute) ?? "?"): \(one.reason)"
            case .drop: what = "not told: \(one.reason) (\(one.code))"
            }
            out += "  \(minute(one.at))  \(one.receiver ?? "anyone"): \(what)\n"
        }
        for one in acknowledgements {
            out +=
                "  \(minute(one.at))  \(one.action.rawValue)d by \(one.author)"
                + (one.comment.isEmpty ? "" : ": \(one.comment)") + "\n"
        }
        return out
    }

    /// Messages with what became of them.
    package func messages(_ deliveries: [Delivery], none: String) -> String {
        guard !deliveries.isEmpty else { return none + "\n" }
        var out = ""
        for delivery in deliveries {
            let n = delivery.notification
            let headline = n.alerts.first?.headline ?? "digest"
            let what =
                n.kind.name == "digest"
                ? "digest of \(n.lines.count)"
                : n.alerts.count == 1 ? headline : "\(headline) and \(n.alerts.count - 1) more"
            out += "\(delivery.key)  \(minute(n.time))  " + style.bold(delivery.receiver) + "\n"
            for part in wrapped(what, style.width - 4) { out += "    \(part)\n" }
            for part in wrapped(state(delivery), style.width - 4) {
                out += "    " + style.faint(part) + "\n"
            }
        }
        return out
    }

    private func state(_ delivery: Delivery) -> String {
        let tries = "\(delivery.attempts) \(delivery.attempts == 1 ? "attempt" : "attempts")"
        switch delivery.state {
        case .delivered: return "delivered" + (delivery.attempts > 1 ? " after \(tries)" : "")
        case .dead: return "given up after \(tries): \(delivery.lastError ?? "")"
        case .pending:
            return delivery.attempts == 0
                ? "not yet tried"
                : "tried again at \(delivery.nextAttempt.map(minute) ?? "?") after \(tries): \(delivery.lastError ?? "")"
        }
    }

    private func minute(_ time: Timestamp?) -> String {
        guard let time else { return "?" }
        return String(time.description.prefix(16)).replacing("T", with: " ")
    }
}
