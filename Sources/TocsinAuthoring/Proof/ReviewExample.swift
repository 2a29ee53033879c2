import Foundation
package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Turns a reviewed sentence into an example of the rule that found it, and proves the rule with it.
package struct ReviewExample {
    package struct Outcome: Sendable {
        /// `plugin.rule`
        package var rule: String
        /// As messages say it.
        package var path: String
        package var example: String
        /// What the rule says to its examples now; none where all hold.
        package var failures: [Diagnostic]
    }

    private let workspace: Workspace
    private let path: String

    /// - Parameter path: the workspace as the user named it.
    package init(_ workspace: Workspace, path: String) {
        self.workspace = workspace
        self.path = path
    }

    /// - Parameters:
    ///   - found: sentences with the rules (`plugin.rule@hash`) that found something there.
    ///   - matches: the rule was right (`match`) or wrong (`nomatch`).
    ///   - only: the rule that is meant, where several found it.
    package func write(
        _ found: [(sentence: AlertEvidence, foundBy: [String])], matches: Bool, only: String?,
        note: String
    ) throws(WorkspaceError) -> Outcome {
        let rules = try RuleLoading.load(workspace).ruleSet.rules
        var candidates: [(rule: Rule, sentence: AlertEvidence)] = []
        for (sentence, foundBy) in found {
            for id in foundBy.map({ String($0.prefix { $0 != "@" }) }) {
                guard only == nil || only == id, let rule = rules.first(where: { $0.id == id }),
                    rule.takesSentences, !candidates.contains(where: { $0.rule.id == id })
                else { continue }
                candidates.append((rule, sentence))
            }
        }
        guard let (rule, sentence) = candidates.first else {
            throw refusal(
                only.map { "\($0) did not find this incident" }
                    ?? "no rule with examples found this incident")
        }
        if candidates.count > 1 {
            throw refusal(
                "several rules found this incident; name the one that is meant: "
                    + candidates.map { "--rule \($0.rule.id)" }.joined(separator: " or "))
        }
        let example = ExampleWriter.line(sentence, matches: matches, roles: rule.capturedRoles)
        let file = Workspace.absolute(rule.path)
        guard let data = FileManager.default.contents(atPath: file),
            let source = String(validating: data, as: UTF8.self),
            let changed = ExampleWriter.insert(example, note: note, into: source)
        else {
            throw refusal("cannot be read as a rule with examples", place: rule.path)
        }
        do {
            try Data(changed.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw refusal("cannot be written: \(error.localizedDescription)", place: rule.path)
        }
        let proof = try RuleTest(scope: RuleScope(paths: [path], only: rule.id)).run()
        return Outcome(
            rule: rule.id, path: rule.path, example: example, failures: proof.failures)
    }

    private func refusal(_ message: String, place: String = "") -> WorkspaceError {
        WorkspaceError(diagnostics: [
            Diagnostic(code: "review.example", place: place, message: message)
        ])
    }
}

extension Rule {
    /// True for a rule that says what happened: others only add to it.
    fileprivate var takesSentences: Bool {
        switch kind {
        case .extract(let rule): rule.event.type != nil || rule.event.label != nil
        case .find, .watchlist: true
        case .enrich, .alert: false
        }
    }

    /// `{killed: quantity}` captures the role `killed`.
    fileprivate var capturedRoles: Set<String> {
        guard case .extract(let rule) = kind else { return ["trigger", "word"] }
        var roles: Set<String> = []
        for pattern in rule.patterns {
            for part in pattern.split(separator: "{", omittingEmptySubsequences: false)
                .dropFirst()
            {
                let name = part.prefix { $0.isLetter || $0 == "_" }
                if part.dropFirst(name.count).first == ":" { roles.insert(String(name)) }
            }
        }
        return roles
    }
}
