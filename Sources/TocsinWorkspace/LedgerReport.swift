package import TocsinModel

/// Who says what about an incident, field by field: the page a newsroom decides on.
///
/// Rows are in time order and numbered within their field, so that "conflicts with 2" can be looked
/// up. What was replaced or corrected stays, marked so.
package struct LedgerReport {
    package enum Form: Sendable {
        case text(TextStyle)
        /// Pipe tables, as chats, wikis and code hosts show them.
        case markdown
    }

    let form: Form

    package init(form: Form) { self.form = form }

    package func render(_ incidents: [Incident]) -> String {
        incidents.map(render).joined(separator: "\n")
    }

    package func render(_ incident: Incident) -> String {
        var out = heading(incident)
        for field in incident.ledger { out += render(field, of: incident) }
        if !incident.history.isEmpty {
            out += section("History")
            for line in incident.history { out += item(line) }
        }
        return out
    }

    // MARK: - The incident

    private func heading(_ incident: Incident) -> String {
        let title = LedgerReport.title(incident)
        let standing = "\(incident.status.rawValue): \(incident.statusReason)"
        let articles = incident.articles.count
        var facts = ["\(articles) \(articles == 1 ? "article" : "articles")"]
        if let first = incident.firstSeen {
            facts.append("first reported \(first.minuteText)")
            if let last = incident.lastSeen, last != first {
                facts.append("last \(last.minuteText)")
            }
        }
        facts.append("incident \(incident.id)")
        switch form {
        case .text(let style):
            return style.bold(title) + "\n"
                + wrapped(standing, style.width - 2).map { "  \($0)\n" }.joined()
                + wrapped(facts.joined(separator: " · "), style.width - 2)
                .map { "  " + style.faint($0) + "\n" }.joined()
        case .markdown:
            return "## \(escaped(title))\n\n**\(escaped(standing))**  \n"
                + escaped(facts.joined(separator: " · ")) + "\n"
        }
    }

    /// `ASSAULT (drone), Moscow Oblast, 2025-03-11`.
    package static func title(_ incident: Incident) -> String {
        let best = incident.best
        let modes = best.modes.prefix(2).joined(separator: ", ")
        var parts = [incident.kind + (modes.isEmpty ? "" : " (\(modes))")]
        if best.placeText != "?" { parts.append(best.placeText) }
        parts.append(best.time.displayText ?? "date unknown")
        return parts.joined(separator: ", ")
    }

    // MARK: - One field

    private struct Line {
        var number: String
        var time: String
        var speaker: String
        var text: String
        var outlets: [String]
        var origin: String
        var verdict: String
        var isStruck: Bool

        /// The first to print it and how many more did.
        var outlet: String {
            guard let first = outlets.first else { return "" }
            return outlets.count == 1 ? first : "\(first) +\(outlets.count - 1)"
        }
    }

    private func render(_ field: LedgerField, of incident: Incident) -> String {
        var lines: [Line] = []
        // Entry to the row it stands in.
        var rows: [Int: Int] = [:]
        for (index, entry) in field.entries.enumerated() {
            let outlet = entry.outlet ?? ""
            let line = Line(
                number: "\(lines.count + 1)",
                time: entry.published.map { String($0.minuteText.dropFirst(5)) } ?? "?",
                speaker: entry.speaker.isEmpty ? "(own report)" : entry.speaker,
                text: LedgerReport.saying(entry, field: field.field),
                outlets: outlet.isEmpty ? [] : [outlet],
                origin: entry.origin, verdict: LedgerReport.verdict(entry, rows),
                isStruck: entry.superseded == true)
            // The same said again is no news, only one more who prints it.
            if let at = lines.lastIndex(where: {
                $0.speaker == line.speaker && $0.text == line.text && $0.isStruck == line.isStruck
            }), entry.speaker.isEmpty == false || lines[at].origin == entry.origin {
                if !outlet.isEmpty, !lines[at].outlets.contains(outlet) {
                    lines[at].outlets.append(outlet)
                }
                rows[index] = at
                continue
            }
            rows[index] = lines.count
            lines.append(line)
        }
        // A claim without a value of its own adds nothing to what the others say.
        guard !lines.isEmpty else { return "" }
        let name = field.field.replacing("_", with: " ").uppercased()
        let best = LedgerReport.best(field.field, incident)
        let disputed = field.verdict == .conflict
        switch form {
        case .text(let style):
            var out = "\n  " + style.bold(name)
            if disputed { out += "  " + style.red("DISPUTED") }
            out += "\n"
            if let best {
                out += wrapped(best, style.width - 4).map { "    \($0)\n" }.joined()
            }
            return out + table(lines, style)
        case .markdown:
            var out = "\n### \(escaped(name))\(disputed ? " — disputed" : "")\n\n"
            if let best { out += escaped(best) + "\n\n" }
            out += "| # | UTC | who says so | what | reported by | stands |\n"
            out += "|--:|---|---|---|---|---|\n"
            for line in lines {
                let what = line.isStruck ? "~~\(escaped(line.text))~~" : escaped(line.text)
                out +=
                    "| \(line.number) | \(line.time) | \(escaped(line.speaker)) | \(what) | \(escaped(line.outlet)) | \(escaped(line.verdict)) |\n"
            }
            return out
        }
    }

    private func table(_ lines: [Line], _ style: TextStyle) -> String {
        let rest = max(40, style.width - 4 - 3 - 13)
        // A narrow page leaves out who reported it first.
        let showsOutlet = rest >= 62
        let shares = showsOutlet ? [28, 26, 24, 22] : [36, 34, 0, 30]
        func row(_ line: Line) -> String {
            var out = "    " + fitted(line.number, 2) + " " + fitted(line.time, 11) + "  "
            for (cell, share) in zip([line.speaker, line.text, line.outlet, line.verdict], shares)
            where share > 0 {
                out += fitted(cell, rest * share / 100 - 1) + " "
            }
            while out.last == " " { out.removeLast() }
            return out + "\n"
        }
        var out = style.faint(
            row(
                Line(
                    number: "#", time: "UTC", speaker: "who says so", text: "what",
                    outlets: ["reported by"], origin: "",
                    verdict: "stands", isStruck: false)))
        for line in lines { out += line.isStruck ? style.faint(row(line)) : row(line) }
        return out
    }

    /// `3  "three"`, `denies: …`, `2025-03-11  "on Tuesday"`; the words alone where the figure says no
    /// more than they.
    package static func saying(_ entry: LedgerEntry, field: String) -> String {
        var text = entry.text
        if entry.low != nil || entry.high != nil {
            let range = value(low: entry.low, high: entry.high, field: field)
            let digits = text.filter { !",.'\u{A0} ".contains($0) }
            if digits != range, text != range { text = "\(range)  \"\(text)\"" }
        }
        switch entry.stance {
        case .denies, .rejects, .questions: text = "\(entry.stance.rawValue): \(text)"
        default: break
        }
        return entry.inferred == true ? text + " (inferred)" : text
    }

    private static func value(low: Double?, high: Double?, field: String) -> String {
        guard field == "date" else {
            return Quantity(text: "", low: low, high: high).rangeText
        }
        let days = [low, high].compactMap { $0 }.map { "\(CalendarDay(number: Int($0)))" }
        return days.count == 2 && days[0] == days[1] ? days[0] : days.joined(separator: " to ")
    }

    /// - Parameter rows: entry to row, both counted from 0.
    package static func verdict(_ entry: LedgerEntry, _ rows: [Int: Int]) -> String {
        if entry.superseded == true, entry.verdict == nil { return "replaced" }
        let others = Set((entry.against ?? []).compactMap { rows[$0] }).sorted()
            .map { "\($0 + 1)" }.joined(separator: ", ")
        var text =
            switch entry.verdict {
            case .compatible?: others.isEmpty ? "agrees" : "agrees with \(others)"
            case .revision?: others.isEmpty ? "revision" : "revises \(others)"
            case .conflict?: others.isEmpty ? "conflict" : "conflicts with \(others)"
            case nil: ""
            }
        if entry.superseded == true { text += ", since replaced" }
        return text
    }

    package static func best(_ field: String, _ incident: Incident) -> String? {
        guard let reason = incident.because[field] else { return nil }
        let best = incident.best
        let figure =
            best.casualties.first { $0.ledgerField == field }?.rangeText
            ?? best.materiel.first { $0.ledgerField == field }.map {
                value(low: $0.low, high: $0.high, field: field)
            }
        let shown: String? =
            switch field {
            case "actor": best.actors.first?.name
            case "target": best.recipients.first?.name
            case "place": best.places.first { $0.role == nil || $0.role == "event" }?.name
            case "date": best.time.displayText
            default: figure
            }
        guard let shown else { return nil }
        return "best: \(shown) (\(reason))"
    }

    // MARK: - Shapes

    private func section(_ title: String) -> String {
        switch form {
        case .text(let style): "\n  " + style.bold(title.uppercased()) + "\n"
        case .markdown: "\n### \(title)\n\n"
        }
    }

    private func item(_ line: String) -> String {
        switch form {
        case .text(let style):
            wrapped(line, style.width - 4).map { "    \($0)\n" }.joined()
        case .markdown: "- \(escaped(line))\n"
        }
    }

    private func escaped(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .replacing("\\", with: "\\\\").replacing("|", with: "\\|")
            .replacing("<", with: "&lt;").replacing("*", with: "\\*")
    }
}

extension Timestamp {
    /// `2025-03-11 05:40`, in UTC.
    package var minuteText: String {
        String(description.prefix(16)).replacing("T", with: " ")
    }
}
