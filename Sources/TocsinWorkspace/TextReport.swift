package import TocsinModel

/// The report an analyst reads: alerts with their sentences, events in a table, what was read.
package struct TextReport {
    let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func render(_ report: RunReport) -> String {
        var out = style.bold(report.title) + "\n\n"
        out += alerts(report)
        out += events(report)
        out += trouble(report)
        out += delivery(report)
        out += footer(report)
        return out
    }

    // MARK: - Alerts

    private func alerts(_ report: RunReport) -> String {
        guard !report.alerts.isEmpty else {
            return style.bold("ALERTS") + "\n\n  None." + heldLine(report) + "\n\n"
        }
        var out = style.bold("ALERTS (\(report.alerts.count))") + "\n\n"
        let sorted = report.alerts.enumerated().sorted {
            $0.element.severity == $1.element.severity
                ? $0.offset < $1.offset : $0.element.severity > $1.element.severity
        }
        for (_, alert) in sorted { out += render(alert, report) + "\n" }
        let held = heldLine(report)
        if !held.isEmpty { out += " " + held + "\n\n" }
        return out
    }

    private func heldLine(_ report: RunReport) -> String {
        let total = report.held.reduce(0) { $0 + $1.count }
        return total == 0
            ? "" : style.faint(" \(total) held back; --format json lists each with its reason.")
    }

    private func render(_ alert: Alert, _ report: RunReport) -> String {
        let badge = alert.severity.rawValue.uppercased()
        let painted: String
        switch alert.severity {
        case .extreme, .severe: painted = style.red(badge)
        case .moderate: painted = style.yellow(badge)
        default: painted = badge
        }
        let kind = alert.msgType == .alert ? "" : " (\(alert.msgType.rawValue.lowercased()))"
        var out = "  " + painted + kind + "  " + style.bold(alert.headline) + "\n"
        var facts: [String] = []
        if !alert.area.isEmpty { facts.append(alert.area.joined(separator: ", ")) }
        if let time = alert.time?.displayText { facts.append(time) }
        let sources = alert.articles.compactMap { report.articleIndex[$0]?.source }
        let distinct = sources.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if !distinct.isEmpty {
            let shown = distinct.prefix(3).joined(separator: ", ")
            facts.append(distinct.count > 3 ? shown + " and \(distinct.count - 3) more" : shown)
        }
        facts.append(alert.rule.split(separator: "@").first.map(String.init) ?? alert.rule)
        for line in wrapped(facts.joined(separator: " · "), style.width - 4) {
            out += "    " + style.faint(line) + "\n"
        }
        for evidence in alert.evidence.prefix(3) {
            let lines = wrapped(marked(evidence), style.width - 6)
            out += lines.map { "      " + $0 + "\n" }.joined()
        }
        if alert.evidence.count > 3 {
            out += "      " + style.faint("… and \(alert.evidence.count - 3) more sentences") + "\n"
        }
        return out
    }

    /// The sentence with its matched stretches marked; nested marks show the outermost.
    func marked(_ evidence: AlertEvidence) -> String {
        let bytes = Array(evidence.text.utf8)
        var out = ""
        var at = 0
        let base = evidence.sentence.start
        for mark in evidence.marks.sorted(by: { $0.span < $1.span }) {
            let start = mark.span.start - base
            let end = mark.span.end - base
            guard mark.span.field == evidence.sentence.field, start >= at, end <= bytes.count,
                start < end
            else { continue }
            out += String(decoding: bytes[at..<start], as: UTF8.self)
            out += style.mark(String(decoding: bytes[start..<end], as: UTF8.self))
            at = end
        }
        return out + String(decoding: bytes[at...], as: UTF8.self)
    }

    // MARK: - Events

    private func events(_ report: RunReport) -> String {
        guard !report.events.isEmpty else { return style.bold("EVENTS") + "\n\n  None.\n\n" }
        var out = style.bold("EVENTS (\(report.events.count))") + "\n\n"
        // Fixed columns for dates and types, the rest shared by what is left of the width.
        let rest = max(30, style.width - 2 - 11 - 10 - 3)
        let columns = [11, rest * 26 / 100, 10, rest * 34 / 100, rest * 40 / 100]
        func row(_ cells: [String]) -> String {
            var line = "  "
            for (cell, width) in zip(cells, columns) { line += fitted(cell, width - 1) + " " }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }
        out += style.faint(row(["when", "where", "type", "who → whom", "what the text says"]))
        // Copies of one story say the same of one incident: a row, and how often.
        var rows: [(cells: [String], times: Int)] = []
        var known: [[String]: Int] = [:]
        for event in report.events {
            let cells = [
                event.time.start?.description ?? "?", event.placeText, event.kind,
                event.partiesText, event.figuresText,
            ]
            let key = cells + [event.incident ?? event.id]
            if let at = known[key] {
                rows[at].times += 1
            } else {
                known[key] = rows.count
                rows.append((cells, 1))
            }
        }
        for (cells, times) in rows {
            guard times > 1 else {
                out += row(cells)
                continue
            }
            let mark = " ×\(times)"
            let width = columns[4] - 1 - mark.count
            let said = displayWidth(cells[4]) > width ? fitted(cells[4], width) : cells[4]
            out += row(cells.dropLast() + [said + mark])
        }
        return out + "\n"
    }

    // MARK: - The rest

    private func trouble(_ report: RunReport) -> String {
        var out = ""
        let shown = report.diagnostics.filter { $0.severity != .note }
        if !shown.isEmpty {
            out += style.bold("TROUBLE (\(shown.count))") + "\n\n"
            for diagnostic in shown.prefix(20) { out += "  " + diagnostic.description + "\n" }
            if shown.count > 20 {
                out += "  … and \(shown.count - 20) more; --format json lists all\n"
            }
            out += "\n"
        }
        for rule in report.rules where rule.quarantined {
            out += "  " + style.red("quarantined") + " \(rule.id)"
            if let article = rule.trippedOn {
                out += " after \(rule.trips) trips, the last on \(article)"
            }
            out += "\n"
        }
        return out
    }

    private func delivery(_ report: RunReport) -> String {
        guard let lines = report.delivery?.lines, !lines.isEmpty else { return "" }
        return lines.flatMap { wrapped($0, style.width) }.map { $0 + "\n" }.joined() + "\n"
    }

    private func footer(_ report: RunReport) -> String {
        var parts = [
            "Read \(report.articles) \(report.articles == 1 ? "article" : "articles") from \(report.files) \(report.files == 1 ? "file" : "files")"
        ]
        if let new = report.newArticles, new < report.articles {
            let changed = report.changedArticles ?? 0
            parts.append("\(new) new" + (changed > 0 ? ", \(changed) edited since" : ""))
        }
        if report.repeated > 0 { parts.append("\(report.repeated) repeated") }
        if report.skipped > 0 { parts.append("skipped \(report.skipped) (see above)") }
        if !report.notExtracted.isEmpty {
            let list = report.notExtracted.sorted { $0.key < $1.key }.map {
                "\($0.value) \($0.key)"
            }
            parts.append("not extracted, for their language: \(list.joined(separator: ", "))")
        }
        let rules = report.rules.count
        parts.append("\(rules) rule\(rules == 1 ? "" : "s")")
        parts.append(
            "\(fixed(report.elapsedSeconds, 2)) s (processor \(fixed(report.cpuSeconds, 2)) s)")
        return wrapped(parts.joined(separator: "; ") + ".", style.width).joined(separator: "\n")
            + "\n"
    }
}

/// A number with a fixed count of decimals, without Foundation's locale.
package func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    guard decimals > 0 else { return String(scaled) }
    let digits = String(abs(scaled) % Int(scale))
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / Int(scale))."
        + String(repeating: "0", count: decimals - digits.count) + digits
}

extension EventTime {
    /// `2025-03-11`, `2025-03-03 to 2025-03-09`; nil when unknown.
    package var displayText: String? {
        guard let start else { return nil }
        guard let end, end != start else { return start.description }
        return "\(start) to \(end)"
    }
}

extension Event {
    /// The event's places, the most exact first, `?` for inferred.
    var placeText: String {
        let shown = places.filter { $0.role == "event" || $0.role == "affected" }
        let names = (shown.isEmpty ? [] : shown).map {
            $0.located + ($0.inferred == true ? "?" : "")
        }
        return names.isEmpty ? "?" : names.prefix(2).joined(separator: ", ")
    }

    var partiesText: String {
        let who = actors.map(\.name).prefix(2).joined(separator: ", ")
        let whom = recipients.map(\.name).prefix(2).joined(separator: ", ")
        switch (who.isEmpty, whom.isEmpty) {
        case (true, true): return ""
        case (false, true): return who
        case (true, false): return "→ " + whom
        case (false, false): return who + " → " + whom
        }
    }

    /// Figures with their speakers, or the assertion where it is not plain.
    var figuresText: String {
        var parts: [String] = []
        let a = assertion
        if a.polarity == .negated { parts.append("DENIED") }
        if a.modality != .asserted { parts.append(a.modality.rawValue) }
        if a.tense == .historical || a.tense == .future { parts.append(a.tense.rawValue) }
        for figure in casualties {
            var text = "\(figure.rangeText) \(figure.metric ?? "")"
            if let group = figure.ofWhom { text += " (\(group))" }
            parts.append(text)
        }
        for item in materiel where item.low != nil || item.high != nil {
            let quantity = Quantity(text: "", low: item.low, high: item.high)
            parts.append(
                "\(quantity.rangeText) \(item.kind) \(item.role.replacing("_", with: " "))")
        }
        return parts.joined(separator: "; ")
    }
}
