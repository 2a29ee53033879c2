import TocsinModel
import TocsinStore

/// Small texts that all pages write alike.
enum PageText {
    /// `2025-03-11 05:40`, in UTC.
    static func minute(_ time: Timestamp?) -> String {
        time.map { String($0.description.prefix(16)).replacing("T", with: " ") } ?? "no time"
    }

    /// `25 min ago`, of what is less than a day old; nil for the rest and for what is still to come.
    static func age(_ time: Timestamp?, now: Timestamp) -> String? {
        guard let time else { return nil }
        switch now.seconds - time.seconds {
        case 0..<60: return "just now"
        case 60..<3600: return "\((now.seconds - time.seconds) / 60) min ago"
        case 3600..<86400: return "\((now.seconds - time.seconds) / 3600) h ago"
        default: return nil
        }
    }

    /// A language as BCP 47 has it; in words where nobody knows it.
    static func language(_ tag: String?) -> String? { tag == "und" ? "language unknown" : tag }

    /// A field of the ledger in words: `intercepted UAV over Moscow`.
    static func field(_ name: String) -> String {
        name.split(separator: "_").joined(separator: " ").split(separator: " ")
            .map { $0 == "uav" ? "UAV" : $0 == "ied" ? "IED" : String($0) }
            .joined(separator: " ")
    }

    /// `plugin.rule` of `plugin.rule@hash`.
    static func rule(_ name: String) -> String { String(name.prefix { $0 != "@" }) }

    static func plural(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }

    /// `3`, `3–5`, `3+`; empty where nothing is known.
    static func interval(_ interval: EventRow.ClosedInterval?) -> String {
        guard let interval else { return "" }
        return Quantity(text: "", low: interval.low, high: interval.high).rangeText
    }

    /// A path with one name in it, encoded.
    static func path(_ place: String, _ name: String) -> String {
        "\(place)/\(PercentCoding.encode(name))"
    }
}

/// What a form that was just answered did: `?done=acknowledged` after the redirect. Only known words
/// say something, so that no link can put words into the page.
enum DoneNotice {
    static let texts = [
        "acknowledged": "Acknowledged. It is not escalated any more.",
        "resolved": "Resolved. It inhibits nothing any more.",
        "silenced": "Silenced. Alerts like it are kept here and sent to nobody until it ends.",
        "expired": "The silence is over.",
        "accept": "Accepted.", "reject": "Rejected.", "edit": "Corrected.",
        "merge": "Merged.", "split": "Split.",
        "example": "The sentence is now an example of its rule, and all its examples hold.",
    ]

    static func text(_ request: WebRequest) -> String? { request["done"].flatMap { texts[$0] } }

    /// Where a form leads back to: the page it was on, with what was done.
    static func back(_ form: FormFields, otherwise: String, done: String) -> String {
        var path = form["back"] ?? otherwise
        if !path.hasPrefix("/") || path.hasPrefix("//") || path.hasPrefix("/\\") {
            path = otherwise
        }
        let anchor = path.firstIndex(of: "#").map { String(path[$0...]) } ?? ""
        path = String(path.prefix { $0 != "#" })
        var parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        var items = parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : []
        items.removeAll { $0.hasPrefix("done=") }
        items.append("done=\(done)")
        parts = [parts.first ?? "/", items.joined(separator: "&")]
        return parts.joined(separator: "?") + anchor
    }
}
