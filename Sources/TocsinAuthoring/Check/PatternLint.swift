import TocsinMatching
import TocsinModel
import TocsinPlugins

/// Patterns that can never be the one that matches, and labels that nobody gives.
struct PatternLint {
    private let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    /// What a capture may fill of an event.
    static let slots =
        Quantity.metrics + Materiel.roles + [
            "trigger", "actor", "recipient", "target", "place", "origin", "destination", "affected",
            "date", "over", "weapon", "effect", "count", "of_whom", "quantity",
        ]

    /// Names people try first, and the kind they mean.
    private static let otherNames = [
        "number": "quantity", "count": "quantity", "figure": "quantity", "amount": "quantity",
        "location": "place", "country": "place", "city": "place", "town": "place",
        "region": "place", "persons": "people", "actor": "person, organization or name",
        "org": "organization", "company": "organization", "group": "organization",
        "time": "date", "day": "date", "currency": "money", "percentage": "percent",
        "any": "word or phrase", "text": "phrase", "string": "phrase", "words": "phrase",
    ]

    func check(_ rule: Rule) -> [Diagnostic] {
        guard case .extract(let extract) = rule.kind else { return [] }
        let lines = RuleLines(rule)
        var out: [Diagnostic] = []
        var parsed: [(number: Int, text: String, syntax: PatternSyntax)] = []
        for (i, text) in extract.patterns.enumerated() {
            guard let syntax = try? PatternSyntax.parse(text) else { continue }
            let place = "\(rule.path):\(lines.line(of: text))"
            func warn(_ code: String, _ message: String) {
                out.append(Diagnostic(.warning, code: code, place: place, message: message))
            }
            for (kind, _) in syntax.kinds {
                guard case .label(let name) = kind, !rules.labelNames.contains(name) else {
                    continue
                }
                let known = MentionKind.builtIn.map(\.name) + rules.labelNames.sorted()
                if let role = syntax.roles.first(where: { text.contains("{\($0): \(name)}") }),
                    known.contains(role)
                {
                    warn(
                        "pattern.label",
                        "pattern \(i + 1) can never match: the role stands first, then the kind; write {\(name): \(role)}"
                    )
                    continue
                }
                let meant = Self.otherNames[name].map { "unknown kind \"\(name)\"; write \($0)" }
                warn(
                    "pattern.label",
                    "pattern \(i + 1) can never match: "
                        + (meant
                            ?? Diagnostic.unknown("kind", name, known: known)
                            + "; for the word itself write [\(name)]"))
            }
            for role in syntax.roles where !Self.slots.contains(role) {
                guard let meant = nearest(to: role, in: Self.slots) else { continue }
                warn(
                    "pattern.role",
                    "unknown role \"\(role)\"; did you mean \"\(meant)\"? (a name of your own is kept under extra)"
                )
            }
            if let never = syntax.misplacedAnchor {
                warn(
                    "pattern.unreachable",
                    "pattern \(i + 1) can never match: \(never)")
            }
            if let earlier = parsed.first(where: { $0.syntax.covers(syntax) }) {
                warn(
                    "pattern.unreachable",
                    earlier.text == text
                        ? "pattern \(i + 1) is pattern \(earlier.number) again; take it out"
                        : "pattern \(i + 1) never shows: pattern \(earlier.number) finds all it finds, \"\(earlier.text)\"; take it out, or put what is new into that one"
                )
            }
            parsed.append((i + 1, text, syntax))
        }
        return out
    }
}

extension PatternSyntax {
    /// What is wrong with a `^` behind words or a `$` before words; nil where they stand well.
    fileprivate var misplacedAnchor: String? {
        var sawWords = false
        var sawEnd = false
        for element in elements {
            switch element.node {
            case .sentenceStart:
                if sawWords { return "^ is the sentence's start and stands behind words" }
            case .sentenceEnd: sawEnd = true
            case .gap: break
            default:
                if sawEnd, !element.isOptional {
                    return "$ is the sentence's end and stands before words"
                }
                if !element.isOptional { sawWords = true }
            }
        }
        return nil
    }

    /// Whether it matches, from the same place and with the same roles, all that another one does.
    ///
    /// Element by element: it is asked only of patterns built alike.
    fileprivate func covers(_ other: PatternSyntax) -> Bool {
        guard roles == other.roles else { return false }
        return Self.covers(elements[...], other.elements[...])
    }

    private static func covers(
        _ wide: ArraySlice<PatternElement>, _ narrow: ArraySlice<PatternElement>
    ) -> Bool {
        guard let first = wide.first else { return narrow.isEmpty }
        if let other = narrow.first, covers(first, other),
            covers(wide.dropFirst(), narrow.dropFirst())
        {
            return true
        }
        return first.isOptional && covers(wide.dropFirst(), narrow)
    }

    private static func covers(_ wide: PatternElement, _ narrow: PatternElement) -> Bool {
        if narrow.isOptional, !wide.isOptional { return false }
        switch (wide.node, narrow.node) {
        case (.words(let a), .words(let b)):
            return Set(b.specs).isSubset(of: a.specs) && Set(b.lists).isSubset(of: a.lists)
        case (.gap(let a), .gap(let b)): return a >= b
        case (.sentenceStart, .sentenceStart), (.sentenceEnd, .sentenceEnd): return true
        case (
            .capture(let role, .mention(let kind, let list)),
            .capture(let otherRole, .mention(let otherKind, let otherList))
        ):
            return role == otherRole && kind == otherKind && (list == nil || list == otherList)
        case (
            .capture(let role, .sequence(let inner)),
            .capture(let otherRole, .sequence(let otherInner))
        ):
            return role == otherRole && covers(inner[...], otherInner[...])
        case (.group(let a), .group(let b)):
            return b.allSatisfy { narrow in a.contains { covers($0[...], narrow[...]) } }
        default: return false
        }
    }
}
