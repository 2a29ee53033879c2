import TocsinModel
package import TocsinWorkspace

/// A profile as a flame drawn in text: a bar for each rule, and below it one for each of its parts.
package struct ProfileText {
    private let profile: RuleProfile
    private let style: TextStyle
    private let nameWidth: Int
    private let barWidth: Int

    package init(_ profile: RuleProfile, style: TextStyle) {
        self.profile = profile
        self.style = style
        let longest = profile.lines.map(\.rule.count).max() ?? 10
        // A column of blanks parts the name from the bar.
        nameWidth = max(18, min(longest + 2, style.width - 50))
        barWidth = max(8, min(30, style.width - nameWidth - 42))
    }

    private func milliseconds(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10_000).rounded())
        return "\(tenths / 10).\(tenths % 10) ms"
    }

    /// - Parameter top: the most rules that are shown.
    package func text(top: Int) -> String {
        var out =
            "\(profile.articles) article\(profile.articles == 1 ? "" : "s"), \(profile.bytes / 1024) KB: reading \(milliseconds(profile.reading)), all together \(milliseconds(profile.together))\n"
        for part in profile.parts { out += row(of: part, of: profile.together) }
        out +=
            "\n"
            + style.faint(
                fitted("rule", nameWidth) + fitted("", barWidth + 2) + right("alone", 10)
                    + right("found in", 9) + right("calls", 7) + right("memory", 8)
                    + right("trips", 6))
            + "\n"
        let most = max(profile.lines.first?.seconds ?? 0, 1e-9)
        for line in profile.lines.prefix(top) {
            out += row(line, most)
            guard line.parts.count > 1 || line.calls > 0 else { continue }
            for part in line.parts { out += row(of: part, of: most) }
        }
        if profile.lines.count > top { out += "… and \(profile.lines.count - top) cheaper ones\n" }
        return out
    }

    private func row(_ line: RuleProfile.Line, _ most: Double) -> String {
        let trips = right("\(line.trips)", 6)
        return fitted(line.rule, nameWidth) + " " + bar(line.seconds, most) + " "
            + right(milliseconds(line.seconds), 10) + right("\(line.articles)", 9)
            + right(line.calls == 0 ? "–" : "\(line.calls)", 7)
            + right(line.calls == 0 ? "–" : "\(line.memory / 1024) KB", 8)
            + (line.trips > 0 ? style.red(trips) : trips) + "\n"
    }

    /// A part below its rule; what its Lua did stands under it.
    private func row(of part: RuleProfile.Part, of most: Double) -> String {
        "  " + fitted(part.name, nameWidth - 2) + " " + bar(part.seconds, most) + " "
            + right(milliseconds(part.seconds), 10) + "\n"
            + (part.detail.isEmpty ? "" : "    " + style.faint(part.detail) + "\n")
    }

    private func bar(_ seconds: Double, _ most: Double) -> String {
        let eighths = Int((seconds / max(most, 1e-9) * Double(barWidth) * 8).rounded())
        let whole = min(barWidth, eighths / 8)
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let text =
            String(repeating: "█", count: whole) + (whole < barWidth ? parts[eighths % 8] : "")
        return style.yellow(fitted(text, barWidth))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - displayWidth(text))) + text
    }
}
