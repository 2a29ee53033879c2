import TocsinAlerting
import TocsinModel
import TocsinPlugins
import TocsinText
import TocsinWorkspace

/// Events and alerts: what was found, and why it rings or does not.
extension TryText {
    func events(_ reading: RuleReading) -> String {
        var out = ""
        for event in reading.events.prefix(5) {
            out += self.event(event, published: reading.analyzed.article.published)
        }
        if reading.events.count > 5 { out += "  … and \(reading.events.count - 5) more events\n\n" }
        if case .extract(let extract) = reading.rule.kind, extract.event.supports,
            !reading.events.isEmpty
        {
            out +=
                paragraph(
                    "This rule only supports (supports = true): in a run its figures join an event that another rule finds nearby; alone they make none."
                ) + "\n"
        }
        return out
    }

    func event(_ event: Event, published: Timestamp?) -> String {
        let lines = EventLines(event, published: published)
        var out =
            style.bold("EVENT") + "  \(lines.headline)  " + style.faint(lines.assertion) + "\n"
        let slotWidth = max(8, lines.lines.map { $0.slot.count }.max() ?? 0) + 2
        let valueWidth = min(
            width / 2, (lines.lines.map { displayWidth($0.value) }.max() ?? 0) + 2)
        for line in lines.lines {
            out +=
                ("    " + fitted(line.slot, slotWidth) + fitted(line.value, valueWidth)
                + style.faint(
                    fitted(line.reason, max(10, width - slotWidth - valueWidth - 4)).trimmedEnd))
                .trimmedEnd + "\n"
        }
        for reason in lines.heldBack {
            out += paragraph("! An alert holds this event back: \(reason).", indent: "    ")
        }
        return out + "\n"
    }

    func ringing(_ alert: AlertReading, _ reading: RuleReading) -> String {
        if let rung = alert.rung.first {
            return "Rings \(rung.severity.rawValue): \(rung.headline)\n\n"
        }
        guard reading.hasMatched else { return "" }
        return held(alert)
    }

    func held(_ alert: AlertReading) -> String {
        alert.decisions.compactMap(\.holdReason).prefix(4).map {
            paragraph("Does not ring: \($0.description).")
        }.joined()
    }

    func alert(_ result: TryResult) -> String {
        guard let alert = result.alert else {
            return verdict("NOT TRIED", false) + "\n\n"
                + paragraph("The rule does not compile; tocsin check says why.")
        }
        var out = ""
        if let rung = alert.rung.first {
            out +=
                verdict("RINGS", true) + "  \(rung.severity.rawValue)\n\n    \(rung.headline)\n\n"
            let clauses = alert.rule.when.clauses
            for reason in rung.reasons.prefix(while: { reason in
                !clauses.contains { reason.hasPrefix($0.key + ": ") }
            }) {
                out += paragraph(reason)
            }
        } else {
            out += verdict("DOES NOT RING", false) + "  \(count(alert))\n\n"
        }
        for subject in alert.subjects.sorted(by: { $0.failures.count < $1.failures.count }).prefix(
            4)
        {
            out += self.subject(subject, result)
        }
        if alert.subjects.count > 4 { out += "  … and \(alert.subjects.count - 4) more events\n\n" }
        if !alert.hasRung { out += held(alert) }
        if alert.subjects.isEmpty { out += candidates(alert) }
        return out
    }

    private func count(_ alert: AlertReading) -> String {
        guard !alert.rule.isOnArticles else { return "" }
        let met = alert.subjects.count { $0.failures.isEmpty }
        let total = alert.subjects.count
        if total == 0 { return "no rule finds an event in this article" }
        return met == 0
            ? "\(total) event\(total == 1 ? "" : "s") found, none meets when"
            : "\(met) of \(total) events meet\(met == 1 ? "s" : "") when"
    }

    private func subject(_ subject: AlertReading.Subject, _ result: TryResult) -> String {
        var out = ""
        if let event = subject.event {
            let trigger = event.trigger.map { " \"\(oneLine($0.text))\"" } ?? ""
            out += style.bold(EventLines(event, published: nil).headline) + trigger
            out += style.faint(
                "  " + event.foundBy.map { String($0.prefix { $0 != "@" }) }.joined(separator: ", ")
            )
            out += "\n"
        }
        out += table(subject.verdicts, indent: 2)
        return out + "\n"
    }

    private func table(_ verdicts: [ConditionVerdict], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let keyWidth = min(24, (verdicts.map { $0.key.count }.max() ?? 0) + 2)
        let foundWidth = min(
            width * 2 / 5, max(8, verdicts.map { displayWidth($0.found) }.max() ?? 0) + 2)
        var out = ""
        for verdict in verdicts {
            let sign = verdict.holds ? style.green("✓") : style.red("✗")
            var line =
                margin + sign + " " + fitted(verdict.key, keyWidth)
                + fitted(verdict.found.isEmpty ? "nothing" : verdict.found, foundWidth)
            if !verdict.holds { line += "wanted " + verdict.wanted }
            if let widening = verdict.widening {
                line += style.faint("  (safe default; \(widening))")
            }
            out += line.trimmedEnd + "\n"
            if !verdict.holds {
                for part in verdict.parts.prefix(6) { out += table(part, indent: indent + 4) }
            }
        }
        return out
    }

    private func candidates(_ alert: AlertReading) -> String {
        guard !alert.candidates.isEmpty else {
            return paragraph(
                "It rings for events, and no rule finds so much as a trigger word of one here. tocsin rules lists what there is; tocsin new extract writes another."
            ) + "\n"
        }
        var out =
            paragraph("It rings for events, and none is found. Rules that came near one:") + "\n"
        for (place, reading) in alert.candidates.prefix(5).enumerated() {
            out += "  " + style.bold(reading.rule.id) + "\n"
            if let best = reading.nearest.first, best.nearness > 0 {
                out +=
                    place == 0
                    ? near(best, reading)
                    : "    " + fitted(reason(best, reading, brief: true), width - 4).trimmedEnd
                        + "\n"
            } else {
                out += "    none of its words is here\n"
            }
        }
        if alert.candidates.count > 5 { out += "  … and \(alert.candidates.count - 5) more\n" }
        return out + "\n"
    }
}
