import TocsinModel

/// What a replay found, for a terminal: hits a day as a chart, the newest examples, and against
/// another version what is gained and lost.
package struct BacktestReport {
    package var style: TextStyle
    /// Examples shown of each kind.
    package var examples: Int

    package init(style: TextStyle, examples: Int) {
        self.style = style
        self.examples = examples
    }

    package func render(
        _ outcome: Backtest.Outcome, against other: Backtest.Outcome?, stored: Int,
        milliseconds: Double
    ) -> String {
        var out =
            style.bold(outcome.subject.title) + "  " + style.faint(outcome.subject.id) + "\n\n"
        out += chart(outcome)
        out += summary(outcome)
        if let other {
            out += comparison(outcome, other)
        } else {
            out += listed(
                "Newest", Array(outcome.hits.suffix(examples).reversed()), outcome.hits.count)
        }
        for diagnostic in outcome.failures.prefix(5) { out += "\(diagnostic)\n" }
        let touched = outcome.touched + (other?.touched ?? 0)
        out += style.faint(
            "\(stored) articles stored, \(touched) read; \(fixed(milliseconds / 1000, 2)) s")
        return out + "\n"
    }

    // MARK: - The chart

    private func chart(_ outcome: Backtest.Outcome) -> String {
        let days = outcome.hits.compactMap { $0.article.published?.day }
        guard let first = days.min(), let last = days.max() else { return "" }
        let bucket = Bucket.fitting(first, last, rows: 31)
        var hits: [CalendarDay: Int] = [:]
        for day in days { hits[bucket.start(of: day), default: 0] += 1 }
        var alerts: [CalendarDay: Int] = [:]
        for alert in outcome.alerts {
            if let day = alert.sent?.day { alerts[bucket.start(of: day), default: 0] += 1 }
        }
        let most = hits.values.max() ?? 1
        let room = max(10, style.width - 46)
        var out = ""
        var at = bucket.start(of: first)
        while at <= last {
            let count = hits[at] ?? 0
            let eighths = Int((Double(count) / Double(most) * Double(room) * 8).rounded())
            let bar =
                String(repeating: "█", count: eighths / 8)
                + (eighths % 8 == 0 ? "" : ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8 - 1])
            var line = "  \(fitted(bucket.label(at), 10))  "
            line += count == 0 ? style.faint("·") : style.cyan(count > 0 && bar.isEmpty ? "▏" : bar)
            if count > 0 { line += " \(count)" }
            if let rung = alerts[at] {
                line += "  " + style.yellow("\(rung) alert\(rung == 1 ? "" : "s")")
            }
            out += line + "\n"
            at = bucket.next(at)
        }
        return out + "\n"
    }

    private enum Bucket: CaseIterable {
        case day, week, month, quarter, year

        static func fitting(_ first: CalendarDay, _ last: CalendarDay, rows: Int) -> Bucket {
            for bucket in allCases {
                var count = 0
                var at = bucket.start(of: first)
                while at <= last, count <= rows {
                    count += 1
                    at = bucket.next(at)
                }
                if count <= rows { return bucket }
            }
            return .year
        }

        func start(of day: CalendarDay) -> CalendarDay {
            let (year, month, _) = day.components
            switch self {
            case .day: return day
            case .week: return day.adding(days: 1 - day.weekday)
            case .month: return CalendarDay(year: year, month: month, day: 1) ?? day
            case .quarter:
                return CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? day
            case .year: return CalendarDay(year: year, month: 1, day: 1) ?? day
            }
        }

        func next(_ start: CalendarDay) -> CalendarDay {
            switch self {
            case .day: start.adding(days: 1)
            case .week: start.adding(days: 7)
            case .month: self.start(of: start.adding(days: 32))
            case .quarter: self.start(of: start.adding(days: 95))
            case .year: self.start(of: start.adding(days: 370))
            }
        }

        func label(_ start: CalendarDay) -> String {
            switch self {
            case .day, .week: start.description
            case .month: String(start.description.prefix(7))
            case .quarter: "\(start.year) Q\((start.month - 1) / 3 + 1)"
            case .year: String(start.year)
            }
        }
    }

    // MARK: - Words

    private func summary(_ outcome: Backtest.Outcome) -> String {
        let days = outcome.hits.compactMap { $0.article.published?.day }
        let span = days.isEmpty ? 1 : days.max()!.number - days.min()!.number + 1
        func rate(_ count: Int) -> String {
            let perDay = Double(count) / Double(span)
            if count == 0 { return "none" }
            return perDay >= 0.95
                ? "\(fixed(perDay, 1)) a day"
                : "one every \(fixed(1 / perDay, 1)) days"
        }
        var lines = [
            "\(outcome.hits.count) article\(outcome.hits.count == 1 ? "" : "s") over \(span) day\(span == 1 ? "" : "s"): \(rate(outcome.hits.count))"
        ]
        let events = outcome.hits.reduce(0) { $0 + $1.events.count }
        if events > 0, !outcome.subject.isAlert { lines.append("\(events) events") }
        if outcome.raisesAlerts {
            lines.append("\(outcome.alerts.count) alerts: \(rate(outcome.alerts.count))")
        } else {
            lines.append("the rule raises no alerts of its own")
        }
        return lines.joined(separator: "; ") + ".\n\n"
    }

    private func comparison(_ outcome: Backtest.Outcome, _ other: Backtest.Outcome) -> String {
        let now = Set(outcome.hits.map(\.article.id))
        let then = Set(other.hits.map(\.article.id))
        let gained = outcome.hits.filter { !then.contains($0.article.id) }
        let lost = other.hits.filter { !now.contains($0.article.id) }
        var out =
            "Against \(other.subject.label) (\(other.hits.count) articles, \(other.alerts.count) alerts): "
            + "\(now.intersection(then).count) the same, "
        out += style.green("\(gained.count) gained") + ", " + style.red("\(lost.count) lost")
        out += "; alerts \(other.alerts.count) → \(outcome.alerts.count).\n\n"
        out += listed(
            style.green("Gained"), Array(gained.suffix(examples).reversed()), gained.count)
        out += listed(style.red("Lost"), Array(lost.suffix(examples).reversed()), lost.count)
        return out
    }

    private func listed(_ title: String, _ hits: [Backtest.Hit], _ total: Int) -> String {
        guard !hits.isEmpty else { return "" }
        var out = "\(title)\(total > hits.count ? " (\(hits.count) of \(total))" : ""):\n"
        for hit in hits {
            let day = hit.article.published?.day.description ?? "no date"
            let outlet = hit.article.outlet ?? hit.article.source
            let head = [day, outlet, hit.article.title].compactMap(\.self).filter { !$0.isEmpty }
            out += "  " + fitted(head.joined(separator: " · "), style.width - 2).trimmedEnd + "\n"
            if let evidence = hit.evidence.first {
                for line in SnippetText(style: style, maximum: 200).lines(evidence).prefix(3) {
                    out += "      \(line)\n"
                }
            }
        }
        return out + "\n"
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
