import TocsinLua
import TocsinModel

/// A plugin's `plugin.lua`: who made it, and which of its lists the host itself reads.
package struct PluginManifest: Sendable {
    package var id: String
    package var title: String
    package var version: String
    package var author: String?
    package var licence: String?
    package var description: String?
    /// The languages its rules are written for, where a rule does not say; empty: any.
    package var languages: [String]
    /// Ids of plugins whose lists its rules need.
    package var requires: [String]
    /// Lists whose rows are places.
    package var gazetteers: [String]
    /// Label → list: `{name: label}` in patterns finds its rows.
    package var mentions: [String: String]
    /// Lists that the recognizers of people, organizations and claims read; each list's name says
    /// what it is of.
    package var lexicon: [String]
    /// Lists of words: an article with `silentAt` different ones of them, and more of them than of
    /// those in `silentUnless`, is about something else (a match, a film, a takeover) and this
    /// plugin's extract rules stay silent on it.
    package var silentAbout: [String]
    package var silentUnless: [String]
    package var silentAt: Int

    package static let fileName = "plugin.lua"

    /// Of rules that lie in no plugin: a workspace's own, or a single file.
    static func bare(_ id: String) -> PluginManifest {
        PluginManifest(
            id: id, title: id, version: "0", author: nil, licence: nil, description: nil,
            languages: [], requires: [], gazetteers: [], mentions: [:], lexicon: [],
            silentAbout: [], silentUnless: [], silentAt: 3)
    }

    static func read(_ value: LuaValue, file: SourceFile) -> (PluginManifest?, [Diagnostic]) {
        guard case .table(let table) = value else {
            return (
                nil,
                [
                    Diagnostic(
                        code: "plugin.manifest", place: "\(file.path):1",
                        message: "the manifest returns \(value.describedForRule); expected "
                            + "return { id = \"…\", title = \"…\", version = \"1.0.0\", api = 1 }")
                ]
            )
        }
        let record = RecordReader(table, what: "the manifest", file: file)
        let id = record.required("id", expected: "a short name such as \"political-violence\"")
        let title = record.required("title", expected: "a few words")
        let version = record.string("version") ?? "0"
        if let api = record.int("api"), api != 1 {
            record.complain("api is \(api); this host speaks api = 1", key: "api")
        } else if !record.has("api") {
            record.complain("the manifest has no \"api\"; expected api = 1")
        }
        if let id, !isName(id) {
            record.complain(
                "id is \"\(id)\"; expected lower-case letters, digits and hyphens", key: "id")
        }
        var mentions: [String: String] = [:]
        for (label, value) in record.table("mentions")?.fields ?? [] {
            if let path = value.string {
                mentions[label] = path
            } else {
                record.complain(
                    "mentions.\(label) is \(value.describedForRule); expected a list's path",
                    key: label)
            }
        }
        var silentAbout: [String] = []
        var silentUnless: [String] = []
        var silentAt = 3
        if let table = record.table("silent_about") {
            let silent = RecordReader(
                table, what: "silent_about", file: file, line: record.line(of: "silent_about"))
            silentAbout = silent.strings("lists") ?? []
            silentUnless = silent.strings("unless") ?? []
            silentAt = silent.int("at_least", in: 1...100) ?? 3
            silent.finish()
            record.adopt(silent)
        }
        let manifest = PluginManifest(
            id: id ?? "", title: title ?? "", version: version, author: record.string("author"),
            licence: record.string("licence"), description: record.string("description"),
            languages: record.strings("language") ?? [],
            requires: record.strings("requires") ?? [],
            gazetteers: record.strings("gazetteers") ?? [], mentions: mentions,
            lexicon: record.strings("lexicon") ?? [],
            silentAbout: silentAbout, silentUnless: silentUnless, silentAt: silentAt)
        record.finish()
        let failed = record.diagnostics.contains { $0.severity == .error }
        return (failed ? nil : manifest, record.diagnostics)
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
            }
    }
}
