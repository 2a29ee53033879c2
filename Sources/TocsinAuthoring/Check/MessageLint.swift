import TocsinAlerting
import TocsinMatching
import TocsinModel
import TocsinPlugins

/// Names in an alert's message that are nearly one it has, and names in one pair of braces.
///
/// A name that nothing fills is printed as nothing: nobody notices until the night it rings.
struct MessageLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    func check(_ alert: AlertRule, _ rule: Rule) -> [Diagnostic] {
        guard let message = alert.message else { return [] }
        let line = RuleLines(rule).line(of: message)
        func warning(_ text: String) -> Diagnostic {
            Diagnostic(
                .warning, code: "alert.message", place: "\(rule.path):\(line)", message: text)
        }
        let known = Set(AlertRule.messageNames + alert.groupBy)
        // What a rule captures under a name of its own is the event's too.
        var own = Set<String>()
        for case .extract(let extract) in rules.rules.map(\.kind) {
            own.formUnion(extract.patterns.flatMap { (try? PatternSyntax.parse($0))?.roles ?? [] })
        }
        var out: [Diagnostic] = []
        for tag in Self.tags(in: message) where !known.contains(tag) && !own.contains(tag) {
            guard let meant = nearest(to: tag, in: known) else { continue }
            out.append(
                warning("the message has no {{\(tag)}}; did you mean {{\(meant)}}?"))
        }
        for name in Self.singleBraces(in: message) where known.contains(name) || own.contains(name)
        {
            out.append(
                warning("{\(name)} is printed as it stands; write two braces: {{\(name)}}"))
        }
        return out
    }

    /// The first words of its `{{tags}}`, sections too; what stands inside a list's row is the row's.
    private static func tags(in message: String) -> [String] {
        var out: [String] = []
        var rest = message[...]
        var rowSections = 0
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            let tag = rest[open.upperBound..<close.lowerBound]
            rest = rest[close.upperBound...]
            let sign = tag.first
            let name = tag.drop { "#^/&{ ".contains($0) }.prefix {
                $0.isLetter || $0.isNumber || $0 == "_"
            }
            if ["row", "article"].contains(name), sign == "#" || sign == "/" {
                rowSections += sign == "#" ? 1 : -1
            }
            if rowSections == 0, !name.isEmpty, sign != "!", sign != "/", !tag.contains("(") {
                out.append(String(name))
            }
        }
        return out
    }

    private static func singleBraces(in message: String) -> [String] {
        var out: [String] = []
        let characters = Array(message)
        for (i, c) in characters.enumerated() where c == "{" {
            guard i == 0 || characters[i - 1] != "{", i + 1 < characters.count,
                let end = characters[i...].firstIndex(of: "}"),
                end + 1 == characters.count || characters[end + 1] != "}"
            else { continue }
            let name = String(characters[(i + 1)..<end])
            if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "_" }) { out.append(name) }
        }
        return out
    }
}
