import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

/// A rule of the workbench with its file, and the rules it stands among.
struct RuleDesk: Sendable {
    let id: String
    let plugin: Plugin
    /// The rule as it was loaded; nil where its file gives none.
    let rule: Rule?
    /// Absolute.
    let path: String
    /// As messages say it.
    let display: String
    let loaded: RuleLoading.Loaded
    let workspace: Workspace
    let bench: Workbench

    /// - Throws: 404 for a rule that is neither loaded nor broken.
    init(_ id: String, _ bench: Workbench) throws {
        let loaded = try bench.rules()
        guard
            let plugin = loaded.plugins.plugins.first(where: { id.hasPrefix($0.id + ".") }),
            let found = Self.file(of: id, in: plugin)
        else {
            throw WebFailure(
                .notFound, code: "rule.unknown",
                Diagnostic.unknown(
                    "rule", String(id.prefix(120)), known: loaded.plugins.rules.map(\.id)))
        }
        self.id = id
        self.plugin = plugin
        rule = loaded.ruleSet.index(of: id).map { loaded.ruleSet.rules[$0] }
        path = found
        display = Workspace.relative(found)
        self.loaded = loaded
        self.workspace = bench.workspace
        self.bench = bench
    }

    /// The rule's file: below `rules/`, named as the rule.
    private static func file(of id: String, in plugin: Plugin) -> String? {
        let name = String(id.dropFirst(plugin.id.count + 1)) + ".lua"
        guard !name.contains("/"), !name.contains("\0") else { return nil }
        let folder = plugin.folder + "/rules"
        if FileManager.default.fileExists(atPath: folder + "/" + name) {
            return folder + "/" + name
        }
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return nil }
        for case let path as String in walker where path.hasSuffix("/" + name) {
            return folder + "/" + path
        }
        return nil
    }

    // MARK: - The file

    func file() throws -> RuleFile {
        do throws(RuleFile.Problem) {
            return try RuleFile(path, of: plugin)
        } catch { throw WebFailure(error, display) }
    }

    func contents() throws -> RuleFile.Contents {
        let file = try file()
        do throws(RuleFile.Problem) {
            return try file.read()
        } catch { throw WebFailure(error, display) }
    }

    /// Why it cannot be saved here; nil where it can.
    func obstacle() -> String? {
        if bench.isReadOnly { return "The workbench is read-only." }
        do throws(RuleFile.Problem) {
            let file = try RuleFile(path, of: plugin)
            return file.isWritable ? nil : "\(display) is not writable for this account."
        } catch { return WebFailure(error, display).message }
    }

    // MARK: - The text

    func draft(_ text: String) -> RuleDraft {
        RuleDraft(
            text, at: path, of: plugin, among: loaded.ruleSet,
            limits: workspace.configuration.limits, overrides: workspace.configuration.overrides,
            root: FileManager.default.currentDirectoryPath,
            language: workspace.pluginFolder.flatMap(Self.language))
    }

    /// The rule as it stands on the disk, to compare with.
    func saved() -> LocatedRule? {
        (try? contents()).flatMap { draft($0.text).located }
    }

    /// Read once for all editors of the process.
    private static func language(_ folder: String) -> LanguageShare? {
        LanguageShares.shared.share(folder)
    }
}

extension WebFailure {
    init(_ problem: RuleFile.Problem, _ display: String) {
        switch problem {
        case .outside(let why):
            self.init(.forbidden, code: "rule.outside", "\(display) cannot be edited here: \(why)")
        case .missing:
            self.init(
                .notFound, code: "rule.missing",
                "\(display) is not there any more; make it again, or close this page")
        case .unreadable(let why):
            self.init(.conflict, code: "rule.unreadable", "\(display) cannot be read: \(why)")
        case .changed:
            self.init(
                .conflict, code: "rule.changed",
                "\(display) has been changed on the disk since it was opened; compare both texts, then save over it or take the other"
            )
        case .exists:
            self.init(
                .conflict, code: "rule.exists",
                "\(display) is there already; choose another name, or edit that rule")
        case .unwritable(let why):
            self.init(.forbidden, code: "rule.unwritable", "\(display) cannot be written: \(why)")
        }
    }
}
