import Foundation
import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// Writes new rules, plugins and workspaces that pass `tocsin test` as they stand.
package struct NewFiles {
    package enum Kind: String, CaseIterable, Sendable {
        case watchlist, extract, enrich, alert, plugin, workspace
    }

    private let kind: Kind
    private var answers: RuleAnswers
    private let folder: String
    private let files = FileManager.default

    /// - Parameters:
    ///   - into: the workspace or plugin a rule goes into, or the folder a new one is made in; nil:
    ///     where one stands.
    package init(_ kind: Kind, _ answers: RuleAnswers, into: String?) {
        self.kind = kind
        self.answers = answers
        folder = Workspace.absolute(into ?? ".")
        if self.answers.event.isEmpty {
            self.answers.event = kind == .alert ? "ASSAULT" : answers.name
        }
        if kind == .extract, answers.figure == nil {
            self.answers.figure = answers.words.map(RuleTemplate.plain).first(
                where: Quantity.metrics.contains)
        }
    }

    /// - Returns: the files written, as messages name them.
    package func write() throws(WorkspaceError) -> [String] {
        guard Self.isName(answers.name) else {
            throw fail(
                "\"\(answers.name)\" is no name for a \(kind == .plugin || kind == .workspace ? "folder" : "rule"); expected lower-case letters, digits and hyphens, e.g. new-weapon"
            )
        }
        switch kind {
        case .plugin: return try writeAll(pluginFiles, in: home("Plugins"))
        case .workspace: return try writeAll(workspaceFiles, in: home("workspaces"))
        default: return try writeAll(try ruleFiles(), in: folder)
        }
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
            }
    }

    private func fail(_ message: String, place: String = "") -> WorkspaceError {
        WorkspaceError(diagnostics: [
            Diagnostic(code: "new.failed", place: place, message: message)
        ])
    }

    /// `Plugins/NAME` where there is a `Plugins` folder here, else `NAME`.
    private func home(_ group: String) -> String {
        var isFolder: ObjCBool = false
        let known =
            files.fileExists(atPath: folder + "/" + group, isDirectory: &isFolder)
            && isFolder.boolValue
        return folder + (known ? "/\(group)/" : "/") + answers.name
    }

    private func writeAll(_ list: [(name: String, text: String)], in home: String)
        throws(WorkspaceError) -> [String]
    {
        // Nothing is written where anything stands in the way.
        for (name, _) in list where files.fileExists(atPath: home + "/" + name) {
            throw fail(
                "is there already; choose another name, or change that file",
                place: Workspace.relative(home + "/" + name))
        }
        var written: [String] = []
        for (name, text) in list {
            let path = home + "/" + name
            do {
                try files.createDirectory(
                    at: URL(fileURLWithPath: path).deletingLastPathComponent(),
                    withIntermediateDirectories: true)
                try Data(text.utf8).write(
                    to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            } catch {
                throw fail(
                    "cannot be written: \(error.localizedDescription)",
                    place: Workspace.relative(path))
            }
            written.append(Workspace.relative(path))
        }
        return written
    }

    // MARK: - Rules

    private func ruleFiles() throws(WorkspaceError) -> [(String, String)] {
        let template = RuleTemplate(answers: answers)
        let name = "rules/\(answers.name).lua"
        switch kind {
        case .enrich:
            return [
                (name, template.enrich()),
                ("lists/\(answers.name).tsv", RuleTemplate.enrichList),
            ]
        case .alert: return [(name, template.alert())]
        case .watchlist:
            return [(name, try marked { template.watchlist($0, $1) })]
        default: return [(name, try marked { template.extract($0, $1) })]
        }
    }

    /// The rule with its examples marked as it finds them: written aside first, and asked.
    private func marked(_ text: ([String], [String]) -> String) throws(WorkspaceError) -> String {
        let aside =
            NSTemporaryDirectory() + "tocsin-new-\(UUID().uuidString)"
        defer { try? files.removeItem(atPath: aside) }
        let path = aside + "/rules/\(answers.name).lua"
        do {
            try files.createDirectory(
                atPath: aside + "/rules", withIntermediateDirectories: true)
            try text([], []).write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw fail("cannot be written: \(error.localizedDescription)", place: aside)
        }
        let located: LocatedRule
        do {
            located = try RuleLocator(usesPlugins: kind == .extract).locate(path)
        } catch {
            // What was typed is at fault, not the file aside.
            throw WorkspaceError(
                diagnostics: error.diagnostics.map {
                    Diagnostic(code: $0.code, message: $0.message)
                })
        }
        let marker = ExampleMarker(located)
        let wanted = answers.examples.isEmpty ? [sample] : answers.examples
        var examples: [String] = []
        for sentence in wanted {
            guard let marked = marker.marked(sentence, language: answers.language) else {
                let answer = TryText(style: TextStyle(isColoured: false, width: 100)).render(
                    RuleTry(located).read(marker.article(sentence, language: answers.language)))
                throw fail(
                    "the rule would not find anything in \"\(sentence)\":\n\(answer)Change the words, or the sentence; nothing was written"
                )
            }
            examples.append(marked)
        }
        let not =
            answers.counterexamples.isEmpty
            ? ["The meeting ended on Monday without a decision."] : answers.counterexamples
        for sentence in not {
            if let found = marker.marked(sentence, language: answers.language) {
                throw fail(
                    "the rule would match what it should not: \(found)\nChange the words, or the sentence; nothing was written"
                )
            }
        }
        return text(examples, not)
    }

    /// A sentence with the rule's own first word.
    private var sample: String {
        let word = RuleTemplate.plain(RuleTemplate(answers: answers).wordsOrName[0])
        if kind == .watchlist { return "The report speaks of \(word) several times." }
        return answers.figure == nil
            ? "Officials spoke of \(word) near the town."
            : "About 300 people were \(word) on Monday."
    }

    // MARK: - Plugins and workspaces

    private var titleOrName: String {
        answers.title.isEmpty ? answers.spokenName.firstUpper : answers.title
    }

    private static func firstRule(_ title: String) -> String {
        """
        --- A first rule, to be replaced: sirens in the news.
        return tocsin.watchlist {
          title = "\(title): sirens",
          severity = "minor",
          words = { "siren~", "air raid alert~" },
          examples = {
            match [[The {{word|sirens}} sounded twice over the city.]],
            nomatch [[The night was quiet.]],
          },
        }

        """
    }

    private var pluginFiles: [(String, String)] {
        [
            (
                "plugin.lua",
                """
                return {
                  id = "\(answers.name)",
                  title = "\(titleOrName)",
                  version = "0.1.0",
                  api = 1,
                  language = { "\(answers.language ?? "en")" },
                  licence = "CC0-1.0",
                  description = "Say what the rules of this plugin find.",
                }

                """
            ),
            ("rules/sirens.lua", Self.firstRule(titleOrName)),
            (
                "README.md",
                """
                # \(titleOrName)

                What the rules find, what they miss, and where their lists come from.

                """
            ),
        ]
    }

    private var workspaceFiles: [(String, String)] {
        let available = Workspace.findPluginFolder(from: folder).map {
            PluginLoader.available(in: $0).keys
        }
        let plugins = ["places", "people", "quotations"].filter {
            available?.contains($0) ?? false
        }
        let list = plugins.map { "\"\($0)\"" }.joined(separator: ", ")
        return [
            (
                "workspace.lua",
                """
                --- What this workspace watches, and for whom.
                return {
                  title = "\(titleOrName)",
                  sources = { { files = "articles/**/*" } },
                  plugins = { \(list) },
                }

                """
            ),
            ("rules/sirens.lua", Self.firstRule(titleOrName)),
            (
                "articles/first.txt",
                """
                Title: Sirens over the harbour
                Source: The Harbour Times
                Published: 2025-03-11T08:00:00Z
                Language: en

                Sirens sounded twice over the harbour on Tuesday morning. Nobody was hurt.

                """
            ),
            (".luarc.json", RuleAPI.luarc(library: ".tocsin/lua")),
            (".tocsin/lua/tocsin.lua", RuleAPI.meta),
            (".luacheckrc", RuleAPI.luacheck),
        ]
    }
}
