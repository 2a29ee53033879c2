import Foundation
package import TocsinLua
package import TocsinModel

/// Reads plugins from their folders: manifests first, then every rule file, each on its own, so
/// that one bad file takes nothing else with it.
package final class PluginLoader {
    private let host: LuaHost
    private let overrides: [String: LuaTable]
    /// The folder that paths in messages are relative to.
    private let root: String
    private var files = FileManager.default
    /// The one rule file that is read while plugins are loaded; nil: all.
    private var only: String?

    /// - Parameters:
    ///   - overrides: option values by rule id, from the workspace.
    package init(
        limits: LuaLimits = LuaLimits(), overrides: [String: LuaTable] = [:], root: String
    ) throws(LuaError) {
        host = try RuleHost.make(limits: limits)
        self.overrides = overrides
        self.root = root
    }

    // MARK: - Finding

    /// The plugin folders below a `Plugins` folder, by id: those with a `plugin.lua`.
    package static func available(in folder: String) -> [String: String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var out: [String: String] = [:]
        for name in names.sorted() {
            let path = folder + "/" + name
            if FileManager.default.fileExists(atPath: path + "/" + PluginManifest.fileName) {
                out[name] = path
            }
        }
        return out
    }

    /// Plugins whose lists the host itself reads for every rule: places, people, reporting words.
    package func hostPlugins(in folder: String) -> [String] {
        Self.available(in: folder).keys.sorted().filter { name in
            guard let text = files.contents(atPath: "\(folder)/\(name)/\(PluginManifest.fileName)"),
                let environment = try? host.makeEnvironment(plugin: name, libraries: .none),
                let value = try? host.run(
                    String(decoding: text, as: UTF8.self), chunk: name, in: environment
                ).first, let table = value.table
            else { return false }
            return !table["gazetteers"].isNil || !table["lexicon"].isNil
        }
    }

    // MARK: - Reading

    /// Loads the named plugins of a `Plugins` folder, in the order of their names.
    ///
    /// - Parameter only: the path of the one rule file that is wanted; nil: all.
    package func load(plugins names: [String], from folder: String, only: String? = nil)
        -> LoadedPlugins
    {
        self.only = only
        defer { self.only = nil }
        var out = LoadedPlugins()
        let available = Self.available(in: folder)
        var owners: [String: String] = [:]
        for name in names {
            guard let path = available[name] else {
                out.diagnostics.append(
                    Diagnostic(
                        code: "plugin.unknown", place: display(folder),
                        message: Diagnostic.unknown("plugin", name, known: available.keys.sorted()))
                )
                continue
            }
            guard let plugin = loadPlugin(at: path, into: &out) else { continue }
            if let other = owners[plugin.id] {
                out.diagnostics.append(
                    Diagnostic(
                        code: "plugin.duplicate", place: plugin.displayFolder,
                        message:
                            "plugin id \"\(plugin.id)\" is already \(other)'s; give this one another id"
                    ))
                continue
            }
            owners[plugin.id] = plugin.displayFolder
            out.plugins.append(plugin)
        }
        return out
    }

    /// A folder of rules without a manifest: a workspace's own.
    package func loadRules(in folder: String, plugin id: String, into out: inout LoadedPlugins) {
        guard files.fileExists(atPath: folder + "/rules") else { return }
        var plugin = Plugin(
            manifest: .bare(id), folder: folder, displayFolder: display(folder), rules: [])
        loadRules(of: &plugin, into: &out)
        out.plugins.append(plugin)
    }

    private func display(_ path: String) -> String {
        path == root
            ? "." : path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    private func loadPlugin(at folder: String, into out: inout LoadedPlugins) -> Plugin? {
        let path = folder + "/" + PluginManifest.fileName
        guard let file = sourceFile(at: path, into: &out) else { return nil }
        do {
            let environment = try host.makeEnvironment(plugin: display(folder), libraries: .none)
            let values = try host.run(file.text, chunk: file.path, in: environment)
            let (manifest, trouble) = PluginManifest.read(values.first ?? .nil, file: file)
            out.diagnostics += trouble
            guard let manifest else { return nil }
            var plugin = Plugin(
                manifest: manifest, folder: folder, displayFolder: display(folder), rules: [])
            for (label, list) in manifest.mentions.sorted(by: { $0.key < $1.key }) {
                checkList(list, of: plugin, what: "mentions.\(label)", into: &out)
            }
            for list in manifest.gazetteers {
                checkList(list, of: plugin, what: "gazetteers", into: &out)
            }
            for list in manifest.lexicon {
                checkList(list, of: plugin, what: "lexicon", into: &out)
            }
            for list in manifest.silentAbout + manifest.silentUnless {
                checkList(list, of: plugin, what: "silent_about", into: &out)
            }
            loadRules(of: &plugin, into: &out)
            return plugin
        } catch {
            out.diagnostics.append(
                error.diagnostic(code: "plugin.manifest", fallback: file.path, source: file))
            return nil
        }
    }

    private func checkList(
        _ list: String, of plugin: Plugin, what: String, into out: inout LoadedPlugins
    ) {
        guard RuleLists.path(of: list, in: plugin.folder, display: plugin.displayFolder) == nil
        else { return }
        out.diagnostics.append(
            Diagnostic(
                code: "plugin.list", place: plugin.displayFolder + "/" + PluginManifest.fileName,
                message: "\(what) names \"\(list)\", which is not there"))
    }

    private func loadRules(of plugin: inout Plugin, into out: inout LoadedPlugins) {
        let folder = plugin.folder + "/rules"
        var byID: [String: String] = [:]
        let loader = ModuleLoader(plugin: plugin)
        let environment: LuaEnvironment
        do {
            environment = try host.makeEnvironment(plugin: plugin.id, loader: loader.load)
        } catch {
            out.diagnostics.append(
                error.diagnostic(code: "plugin.host", fallback: plugin.displayFolder))
            return
        }
        for path in ruleFiles(in: folder) where only == nil || only == path {
            loadRule(at: path, of: &plugin, &byID, environment, into: &out)
        }
    }

    /// One rule file that lies in no plugin and no workspace.
    ///
    /// - Parameter folder: what stands for its plugin: lists and modules are looked for there.
    package func loadRule(
        at path: String, folder: String, plugin id: String, into out: inout LoadedPlugins
    ) {
        var plugin = Plugin(
            manifest: .bare(id), folder: folder, displayFolder: display(folder), rules: [])
        do {
            let environment = try host.makeEnvironment(
                plugin: id, loader: ModuleLoader(plugin: plugin).load)
            var byID: [String: String] = [:]
            loadRule(at: path, of: &plugin, &byID, environment, into: &out)
        } catch {
            out.diagnostics.append(error.diagnostic(code: "plugin.host", fallback: display(path)))
        }
        out.plugins.append(plugin)
    }

    /// A rule from a text that stands in no file yet, as if `path` held it. Nothing is written.
    ///
    /// - Parameter plugin: the one it belongs to: its lists, modules and languages are the rule's.
    /// - Returns: nil where the text gives no rule; the diagnostics say why.
    package func rule(_ text: String, at path: String, of plugin: Plugin) -> (
        rule: Rule?, diagnostics: [Diagnostic]
    ) {
        var out = LoadedPlugins()
        var alone = plugin
        alone.rules = []
        do {
            let environment = try host.makeEnvironment(
                plugin: plugin.id, loader: ModuleLoader(plugin: plugin).load)
            read(
                SourceFile(path: display(path), text: text), Self.ruleID(path, of: plugin),
                of: &alone, environment, into: &out)
        } catch {
            out.diagnostics.append(error.diagnostic(code: "plugin.host", fallback: display(path)))
        }
        return (alone.rules.first, out.diagnostics)
    }

    private static func ruleID(_ path: String, of plugin: Plugin) -> String {
        plugin.id + "." + String(path.split(separator: "/").last!.dropLast(4))
    }

    private func loadRule(
        at path: String, of plugin: inout Plugin, _ byID: inout [String: String],
        _ environment: LuaEnvironment, into out: inout LoadedPlugins
    ) {
        let id = Self.ruleID(path, of: plugin)
        guard let file = sourceFile(at: path, into: &out) else {
            out.quarantined.append(id)
            return
        }
        if let other = byID[id] {
            out.diagnostics.append(
                Diagnostic(
                    code: "rule.duplicate", place: "\(file.path):1",
                    message: "rule id \"\(id)\" is already \(other)'s; rename one of the files")
            )
            out.quarantined.append(id)
            return
        }
        byID[id] = file.path
        read(file, id, of: &plugin, environment, into: &out)
    }

    private func read(
        _ file: SourceFile, _ id: String, of plugin: inout Plugin, _ environment: LuaEnvironment,
        into out: inout LoadedPlugins
    ) {
        do {
            let values = try host.run(file.text, chunk: file.path, in: environment)
            let (rule, trouble) = RuleReader.read(
                values.first ?? .nil, id: id, plugin: plugin.id, file: file,
                hash: String(StableHash.hex(of: file.text).prefix(8)),
                languages: plugin.manifest.languages, overrides: overrides[id])
            out.diagnostics += trouble
            if let rule { plugin.rules.append(rule) } else { out.quarantined.append(id) }
        } catch {
            out.diagnostics.append(
                error.diagnostic(code: "rule.load", fallback: file.path, source: file))
            out.quarantined.append(id)
        }
    }

    /// Every `.lua` below `rules/`, sorted, so that the order never depends on the disk.
    private func ruleFiles(in folder: String) -> [String] {
        guard let walker = files.enumerator(atPath: folder) else { return [] }
        var out: [String] = []
        for case let path as String in walker where path.hasSuffix(".lua") {
            out.append(folder + "/" + path)
        }
        return out.sorted()
    }

    private func sourceFile(at path: String, into out: inout LoadedPlugins) -> SourceFile? {
        guard let data = files.contents(atPath: path) else {
            out.diagnostics.append(
                Diagnostic(
                    code: "rule.unreadable", place: display(path),
                    message: "cannot be read; check that it is a file and that you may read it"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            out.diagnostics.append(
                Diagnostic(
                    code: "rule.encoding", place: display(path),
                    message: "is not UTF-8; save it as UTF-8"))
            return nil
        }
        return SourceFile(path: display(path), text: text)
    }
}

extension LuaError {
    /// One line: place first.
    ///
    /// - Parameter source: the file it is about; Lua's own words are then put into ours.
    package func diagnostic(code: String, fallback: String, source: SourceFile? = nil) -> Diagnostic
    {
        var (what, line) = (message, line)
        if self.code.isTrip {
            what = trip
        } else if let source, chunk.isEmpty || chunk == source.path {
            (what, line) = LuaAdvice(source.text).improved(message, line: line)
        }
        let place = chunk.isEmpty ? fallback : line > 0 ? "\(chunk):\(line)" : chunk
        return Diagnostic(code: code, place: place, message: what)
    }
    /// What ran out, and what usually is the reason.
    private var trip: String {
        switch code {
        case .steps:
            "stopped: \(message); look for a loop that never ends, or for work that belongs into find or emit"
        case .memory:
            "stopped: \(message); look for a table or text that grows in a loop"
        default: "stopped: \(code.rawValue) limit: \(message)"
        }
    }
}
