import TocsinModel
import TocsinPlugins

/// What may stand where the cursor is.
package struct ReplCompletion: Hashable, Sendable {
    /// The part of the word that is typed already.
    package var typed: String
    /// Whole words that begin so, sorted.
    package var words: [String]

    package init(typed: String, words: [String]) {
        self.typed = typed
        self.words = words
    }

    /// What all of them go on with.
    package var common: String {
        guard var common = words.first else { return "" }
        for word in words.dropFirst() {
            common = String(zip(common, word).prefix { $0 == $1 }.map(\.0))
        }
        return String(common.dropFirst(typed.count))
    }
}

extension ReplSession {
    /// - Parameter before: the line up to the cursor.
    package func completion(_ before: String) -> ReplCompletion {
        if let (draft, text) = Self.draft(in: before) {
            return draft == .pattern
                ? inPattern(text) : inQuery(text)
        }
        if before.first == ":" { return inCommand(String(before.dropFirst())) }
        return inLua(before)
    }

    private static func pick(_ typed: String, _ all: [String]) -> ReplCompletion {
        ReplCompletion(
            typed: typed, words: Array(Set(all.filter { $0.hasPrefix(typed) })).sorted())
    }

    private static func tail(of text: String, while body: (Character) -> Bool) -> String {
        String(text.reversed().prefix(while: body).reversed())
    }

    private static func isName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    /// `@list`, `{role`, `{role: kind`.
    private func inPattern(_ text: String) -> ReplCompletion {
        let typed = Self.tail(of: text, while: Self.isName)
        let head = text.dropLast(typed.count)
        if head.last == "@" { return Self.pick(typed, bench.listNames) }
        let open = head.reversed().prefix { $0 != "{" && $0 != "}" }
        guard head.contains("{"), open.count < head.count,
            head[head.index(head.endIndex, offsetBy: -open.count - 1)] == "{"
        else { return ReplCompletion(typed: typed, words: []) }
        if open.contains(":") { return Self.pick(typed, MentionKind.builtIn.map(\.name)) }
        return Self.pick(typed, Quantity.metrics + Materiel.roles + Self.roles)
    }

    private func inQuery(_ text: String) -> ReplCompletion {
        let typed = Self.tail(of: text, while: Self.isName)
        let isList = text.dropLast(typed.count).last == "@"
        return Self.pick(typed, isList ? bench.listNames : Self.queryWords)
    }

    private static let queryWords = ["AND", "OR", "NOT", "NEAR/5", "BEFORE/5", "SAME/s", "SAME/p"]
    private static let roles = [
        "actor", "recipient", "place", "date", "trigger", "weapon", "speaker",
    ]

    private func inCommand(_ line: String) -> ReplCompletion {
        guard let blank = line.firstIndex(of: " ") else {
            return Self.pick(line, Self.commands.map(\.name))
        }
        let argument = String(line[blank...].drop { $0 == " " })
        switch line[..<blank] {
        case "try", "rules": return Self.pick(argument, bench.rules.rules.map(\.id))
        case "lists": return Self.pick(argument, bench.listNames)
        case "article": return Self.pick(argument, articles.map(\.id))
        case "help":
            return Self.pick(
                argument,
                RuleBench.names.map(\.name) + RuleAPI.functions.map(\.name)
                    + RuleAPI.kinds.flatMap { $0.table.keys.map(\.name) }
                    + bench.rules.rules.map(\.id))
        default: return ReplCompletion(typed: argument, words: [])
        }
    }

    private func inLua(_ before: String) -> ReplCompletion {
        let typed = Self.tail(of: before) { Self.isName($0) || $0 == "." }
        // In quotes: names of rules.
        if before.count(where: { $0 == "\"" }) % 2 == 1 {
            return Self.pick(typed, bench.rules.rules.map(\.id))
        }
        if let dot = typed.lastIndex(of: ".") {
            let owner = String(typed[..<dot])
            let part = String(typed[typed.index(after: dot)...])
            if owner == "article" { return Self.pick(part, RuleAPI.articleFields) }
            let lua = RuleAPI.lua.first { $0.name == owner }?.fields ?? []
            let functions = RuleAPI.functions.map(\.name).filter { $0.hasPrefix(owner + ".") }
                .map { String($0.dropFirst(owner.count + 1)) }
            return Self.pick(part, lua + functions)
        }
        var names =
            RuleBench.names.map(\.name) + RuleAPI.lua.map(\.name) + RuleAPI.values.map(\.name)
            + RuleAPI.functions.map { String($0.name.prefix { $0 != "." }) }
        // Inside a rule's table: its keys.
        if let kind = RuleAPI.kinds.last(where: { before.contains("tocsin.\($0.word)") }) {
            names += kind.table.keys.map(\.name)
        }
        return Self.pick(typed, names)
    }
}
